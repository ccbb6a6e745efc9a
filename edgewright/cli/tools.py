"""`edgewright tools`: the Pulumi and OPA that edgewright drives."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from edgewright.base.errors import EdgewrightError, raise_all

if TYPE_CHECKING:
    from edgewright.tools.install import Installed
    from edgewright.tools.locate import Look
    from edgewright.tools.table import Tool

ORIGINS = {
    "tools-folder": "already there",
    "path": "already there, on PATH",
    "release": "downloaded from the official release",
    "mirror": "downloaded from a mirror",
    "build": "built from the pinned Go modules",
}

_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the result.",
)


@click.group()
def command() -> None:
    """Find or install the Pulumi and OPA that edgewright drives."""


@command.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@_format
def install(names: tuple[str, ...], format_: str) -> int:
    """Install tools: all of them, or those named.

    A tool on PATH in the right version is used as it is. Otherwise the official release is
    downloaded and verified, and when that cannot be had the tool is built with Go. Progress is
    shown on standard error, with --format json not at all.
    """
    from edgewright.tools.install import install as install_tool
    from edgewright.tools.table import TOOLS, tool_named

    tools = [tool_named(name) for name in dict.fromkeys(names or TOOLS)]
    progress = SilentProgress() if format_ == "json" else TerminalProgress()
    done: list[Installed] = []
    failures: dict[str, EdgewrightError] = {}
    for tool in tools:
        try:
            done.append(install_tool(tool, progress))
        except EdgewrightError as failure:
            failures[failure.text()] = failure  # a bad mirror is one mistake, not one a tool
        finally:
            progress.close()
    _print_installed(done, format_, complete=not failures)
    raise_all(list(failures.values()))
    return 0


def _print_installed(done: list[Installed], format_: str, *, complete: bool) -> None:
    from edgewright.tools.standing import IN_WORDS

    if format_ == "text":
        for item in done:
            how = f"{ORIGINS[item.origin]}; {IN_WORDS[item.standing]}"
            click.echo(f"{item.name} {item.version}: {item.path} ({how})")
    elif complete:
        _print_json("edgewright/tools-install", [vars(item) for item in done])


@command.command("list")
@_format
def list_tools(format_: str) -> int:
    """List the tools, the versions wanted, and where they were found."""
    from edgewright.tools.locate import look
    from edgewright.tools.table import TOOLS

    found = [(tool, look(tool)) for tool in TOOLS.values()]
    if format_ == "json":
        _print_json("edgewright/tools-list", [_listed(tool, seen) for tool, seen in found])
    else:
        for tool, seen in found:
            click.echo(f"{tool.name:8} {tool.version:10} {_where(tool, seen)}")
    return 0


def _where(tool: Tool, seen: Look) -> str:
    from edgewright.tools.standing import IN_WORDS, standing_of

    if seen.path is None or seen.origin is None:
        return _missing(tool, seen)
    return f"{seen.path} ({ORIGINS[seen.origin]}; {IN_WORDS[standing_of(tool, seen.path)]})"


def _missing(tool: Tool, seen: Look) -> str:
    why = "; ".join(seen.problems.values())
    return f"missing: {why}; run `edgewright tools install {tool.name}`"


def _listed(tool: Tool, seen: Look) -> dict[str, Any]:
    from edgewright.tools.standing import standing_of

    standing = standing_of(tool, seen.path) if seen.path else None
    return {"name": tool.name, "version": tool.version, **vars(seen), "standing": standing}


def _print_json(schema: str, tools: list[dict[str, Any]]) -> None:
    document = {"schema": schema, "version": 1, "tools": tools}
    click.echo(json.dumps(document, indent=2, default=str))


class SilentProgress:
    """Shows nothing: what standard error holds then is the errors' JSON and nothing else."""

    def say(self, text: str) -> None:
        """Nothing."""

    def tick(self, text: str) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class TerminalProgress:
    """Shows progress on standard error: one line that changes, or in a log one line now and then.

    On a terminal the changing line is drawn four times a second at most; elsewhere a line is
    written every ten seconds.
    """

    def __init__(self) -> None:
        self._announced = time.monotonic()
        self._live = sys.stderr.isatty()
        self._interval = 0.25 if self._live else 10.0
        self._last = self._announced
        self._drawn = False

    def say(self, text: str) -> None:
        """Write a line that stays."""
        self.close()
        click.echo(text, err=True)
        self._announced = self._last = time.monotonic()

    def tick(self, text: str) -> None:
        """Show `text` and the seconds since `say`, unless something was shown a moment ago."""
        now = time.monotonic()
        if now - self._last < self._interval:
            return
        self._last = now
        self._drawn = self._live
        line = f"  {text}, {now - self._announced:.0f} s"
        click.echo(f"\r\x1b[K{line}" if self._live else line, err=True, nl=not self._live)

    def close(self) -> None:
        """Remove the changing line."""
        if self._drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
        self._drawn = False
