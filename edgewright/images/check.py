"""Rendered files read by the programs that will read them on the device or in the build.

A parser that is not installed, or too old for a file, is listed as such: a file nobody has read is
never called good.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

TIMEOUT_SECONDS = 30
DISK_BYTES = 16 * 1024**3
_WARNING = re.compile(r"ignoring|unknown|invalid|failed to", re.IGNORECASE)


@dataclass(frozen=True)
class Parser:
    """A program that reads a kind of file.

    Attributes:
        pattern: which rendered paths it reads.
        command: arguments for the folder with the rendered files and one path in it.
        minimum: lowest major version that knows what these files use.
        warnings: whether its messages count as well as its exit status: systemd's parsers
            ignore what they do not know and still succeed.
    """

    program: str
    pattern: str
    command: Callable[[Path, str], list[str]]
    minimum: int
    warnings: bool = True


@dataclass(frozen=True)
class Check:
    """What came of one file and one parser: "good", "bad", or "not checked" with the reason."""

    file: str
    parser: str
    outcome: str
    detail: str


def _repart(folder: Path, path: str) -> list[str]:
    """A dry run against an empty disk: a file that takes no space. It touches nothing."""
    disk = folder / ".disk"
    with disk.open("wb") as file:
        file.truncate(DISK_BYTES)
    definitions = (folder / path).parent
    return [
        *("systemd-repart", "--dry-run=yes", "--empty=require", "--no-pager"),
        *(f"--definitions={definitions}", str(disk)),
    ]


PARSERS = (
    Parser("mkosi", "mkosi.conf", lambda folder, _: ["mkosi", "-C", str(folder), "summary"], 25),
    Parser("systemd-repart", "mkosi.repart/*", _repart, 257),
    Parser("systemd-repart", "*/repart.d/*", _repart, 252),
    Parser(
        "systemd-sysusers",
        "*/sysusers.d/*",
        lambda folder, path: ["systemd-sysusers", "--dry-run", str(folder / path)],
        252,
    ),
    Parser(
        "systemd-tmpfiles",
        "*/tmpfiles.d/*",
        lambda folder, path: [
            *("systemd-tmpfiles", "--create", "--dry-run"),
            *(f"--root={folder}", str(folder / path)),
        ],
        256,
    ),
)


def check_rendered(files: Mapping[str, str]) -> tuple[Check, ...]:
    """Every rendered file read by every parser there is for it, sorted by file."""
    with tempfile.TemporaryDirectory(prefix="edgewright-image-") as name:
        folder = Path(name)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return tuple(check for path in sorted(files) for check in _check_file(folder, path))


def _check_file(folder: Path, path: str) -> list[Check]:
    parsers = [parser for parser in PARSERS if fnmatch(path, parser.pattern)]
    if not parsers:
        return [Check(path, "none", "not checked", "no parser is known for it")]
    return [_read(folder, path, parser) for parser in parsers]


def _read(folder: Path, path: str, parser: Parser) -> Check:
    if shutil.which(parser.program) is None:
        return Check(path, parser.program, "not checked", f"{parser.program} is not installed")
    version = _major_version(parser.program)
    if version < parser.minimum:
        reason = f"{parser.program} {version} is installed, {parser.minimum} or later is needed"
        return Check(path, parser.program, "not checked", reason)
    status, text = _run(parser.command(folder, path))
    warnings = [line for line in text.splitlines() if _WARNING.search(line)]
    if status == 0 and not (parser.warnings and warnings):
        return Check(path, parser.program, "good", "")
    detail = (warnings or text.strip().splitlines() or [f"exit status {status}"])[0]
    return Check(path, parser.program, "bad", detail.replace(str(folder) + "/", ""))


def _major_version(program: str) -> int:
    _, text = _run([program, "--version"])
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0


def _run(command: list[str]) -> tuple[int, str]:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return 1, str(problem)
    return done.returncode, done.stdout + done.stderr
