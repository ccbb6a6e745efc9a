"""The third method: built from Go modules that edgewright pins."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from edgewright.tools.install_methods import MethodFailed, Progress
from edgewright.tools.table import GO_NEEDED, GoProgram, GoScript, Tool
from edgewright.tools.watched import run_watched

GO_MODULES = Path(__file__).parent / "go_modules"
"""The folder of the go.mod and go.sum files, one folder for each build."""
QUESTION_LIMIT_S = 120.0
"""How long Go may take to answer about itself or fetch one module, in seconds."""

_GO_VERSION = re.compile(r"go(\d+)\.(\d+)")


def stage_build(tool: Tool, stage: Path, progress: Progress) -> None:
    """Build a tool from `go_modules/*/go.mod` into `stage`.

    Go's own caches make an interrupted build go on where it stopped.

    Raises:
        MethodFailed: no module files, no Go, a Go that is too old, or a build that fails.
        OSError: a file cannot be written.
    """
    folders = {part.folder: (GO_MODULES / part.folder).resolve() for part in tool.parts}
    for folder in folders.values():
        if not (folder / "go.mod").is_file():
            raise MethodFailed(f"{folder / 'go.mod'} does not exist")
    go = find_go(next(iter(folders.values())))
    for program in tool.programs:
        _build(go, program, folders[program.folder], stage, progress)
    for script in tool.scripts:
        source = _module_folder(go, script, folders[script.folder]) / script.path
        if not source.is_file():
            raise MethodFailed(f"module {script.module} has no {script.path}")
        shutil.copyfile(source, stage / script.file)
        (stage / script.file).chmod(0o755)


def find_go(folder: Path) -> str:
    """The path of a Go that is new enough.

    It is asked in `folder`, where a go.mod may make Go switch to a newer toolchain by itself.

    Raises:
        MethodFailed: there is none, or it is too old.
    """
    needed = ".".join(map(str, GO_NEEDED))
    go = shutil.which("go")
    if go is None:
        raise MethodFailed(f"Go is not on PATH ({needed} or newer is needed)")
    answer = _ask(go, ["env", "GOVERSION"], folder).strip()
    match = _GO_VERSION.search(answer)
    if match is None:
        raise MethodFailed(f"{go} does not say its version ({needed} or newer is needed)")
    if (int(match.group(1)), int(match.group(2))) < GO_NEEDED:
        raise MethodFailed(f"{go} is {answer}, too old ({needed} or newer is needed)")
    return go


def _build(go: str, program: GoProgram, folder: Path, stage: Path, progress: Progress) -> None:
    work = stage / "work"
    work.mkdir(exist_ok=True)
    log = stage / "build.log"
    # -v names each package that had to be compiled; -buildvcs=false: the project's own commit is
    # not the tool's, and git need not be there.
    command = [
        go,
        "build",
        "-v",
        "-mod=readonly",
        "-buildvcs=false",
        "-o",
        str(stage / program.file),
    ]
    command += ["-ldflags", program.ldflags, program.package]
    progress.say(f"building {program.package} with {go}")
    status = run_watched(
        command,
        folder,
        {**_environment(), "GOTMPDIR": str(work)},
        log,
        lambda: progress.tick(f"{program.file}: {_compiled(log)}"),
    )
    if status != 0:
        raise MethodFailed(f"building {program.package} failed: {_first_errors(log)}")


def _compiled(log: Path) -> str:
    count = log.read_bytes().count(b"\n")
    return f"{count} packages compiled or fetched"


def _first_errors(log: Path, count: int = 4, width: int = 300) -> str:
    """The first lines of a build's output that are more than a package that it got through."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines()]
    found = [line for line in lines if " " in line and not line.startswith("go: downloading ")]
    return " | ".join(line[:width] for line in found[:count]) or "it does not say why"


def _module_folder(go: str, script: GoScript, folder: Path) -> Path:
    """Where the pinned version of the script's module lies, fetched and verified by Go."""
    answer = _ask(go, ["mod", "download", "-json", script.module], folder)
    try:
        found = json.loads(answer)["Dir"]
    except (ValueError, KeyError, TypeError) as problem:
        raise MethodFailed(f"Go does not say where module {script.module} is") from problem
    return Path(str(found))


def _ask(go: str, arguments: list[str], folder: Path) -> str:
    """What a quick go command prints."""
    asked = f"`go {' '.join(arguments)}`"
    try:
        done = subprocess.run(
            [go, *arguments],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=QUESTION_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise MethodFailed(f"{asked} did not end in {late.timeout:.0f} s") from late
    except OSError as problem:
        raise MethodFailed(f"{go} cannot be run: {problem.strerror}") from problem
    if done.returncode != 0:
        output = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise MethodFailed(
            f"{asked} failed: {output[-1] if output else f'status {done.returncode}'}"
        )
    return done.stdout


def _environment() -> dict[str, str]:
    # A go.work file above the project must not change what the pinned modules say.
    return {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}
