"""The `edgewright` command: finds the verb, runs it, and turns failures into exit statuses.

Verbs are loaded only when they are used, so that `edgewright --help` imports nothing heavy.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from io import TextIOWrapper
from typing import Any

import click

from edgewright import __version__
from edgewright.base.collector import collect_seldom
from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.base.vocabulary import ExitStatus
from edgewright.cli.unexpected import flush_output, output_lost, unexpected

VERBS: dict[str, str] = {
    "check": "Judge an estate, and a recorded preview or state, without the engine.",
    "destroy": "Remove what a stack deployed.",
    "explain": "Explain a place, a data asset, a policy or a finding.",
    "graph": "Print the resource graph of a recorded preview or state.",
    "image": "Render a device image's files and check them.",
    "init": "Write edgewright.yaml for a Pulumi project.",
    "pack-path": "Print the path to give to `pulumi --policy-pack`.",
    "place": "Print which workload runs where, and why not elsewhere.",
    "policy": "Start, list, test and document policies.",
    "preview": "Preview a stack with the gate on.",
    "refresh": "Compare a stack's state with what is deployed.",
    "report": "Render the last evaluation of a stack.",
    "schema": "Print the JSON Schema of estates, of edgewright.yaml or of the input of policies.",
    "tools": "Find or install the Pulumi and OPA that edgewright drives.",
    "up": "Deploy a stack with the gate on.",
    "validate": "Check an estate file.",
}


class VerbGroup(click.Group):
    """A group whose commands are modules of this package, imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, sorted."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module and take its `command`."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"edgewright.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))


@click.group(cls=VerbGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="edgewright")
def cli() -> None:
    """Prove that a hybrid edge/cloud AI estate obeys its rules, before anything is created.

    Exit status: 0 held, 1 a mandatory policy is violated, 2 the input is wrong, 3 a tool or
    service failed.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    collect_seldom()
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal's encoding lacks ends no run
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(words))


def run(words: list[str]) -> int:
    """Run the command line and return its exit status.

    1 is returned for a violated policy alone: whatever else happens, expected or not, is an error
    with a code, and so is output that did not arrive.
    """
    try:
        status = _run(words)
        flush_output()
        return status
    except EdgewrightError as failure:
        _show(failure, as_json=_wants_json(words))
        return failure.exit_status


def _run(words: list[str]) -> int:
    try:
        status: Any = cli.main(args=words, prog_name="edgewright", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.ClickException as problem:
        return _show_usage(problem, as_json=_wants_json(words))
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        return ExitStatus.FAILED
    except EdgewrightError:
        raise
    except SystemExit as end:  # click's own way to end when nobody reads what is printed
        raise output_lost("its reader has gone") from end
    except Exception as problem:
        raise unexpected(problem, _verb(words)) from problem


def _verb(words: list[str]) -> str:
    """The verb alone: the words behind it may be a user's secrets."""
    return next((word for word in words if word in VERBS), "edgewright")


def _wants_json(words: list[str]) -> bool:
    joined = " ".join(words)
    return "--format json" in joined or "--format=json" in joined


def _show(failure: EdgewrightError, *, as_json: bool) -> None:
    if not as_json:
        _say(failure.text())
        return
    errors = failure.errors if isinstance(failure, ErrorGroup) else [failure]
    document = {
        "schema": "edgewright/errors",
        "version": 1,
        "errors": [error.as_dict() for error in errors],
    }
    _say(json.dumps(document, indent=2))


def _say(text: str) -> None:
    """Write to standard error; where that takes nothing, the exit status has to do."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(text, err=True)


def _show_usage(problem: click.ClickException, *, as_json: bool) -> int:
    context = getattr(problem, "ctx", None)
    command = context.command_path if context else "edgewright"
    _show(
        EdgewrightError(
            "CLI-001", problem.format_message(), hint=f"See `{command} --help` for what it takes."
        ),
        as_json=as_json,
    )
    return ExitStatus.WRONG_INPUT
