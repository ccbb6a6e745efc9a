"""The whole of `edgewright tools install` and `list`, as a process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edgewright.cli.main import run
from edgewright.cli.tools import TerminalProgress
from edgewright.tools.folders import FOLDER_VARIABLE, install_folder, tools_folder
from edgewright.tools.release import MIRROR_VARIABLE
from edgewright.tools.standing import IN_WORDS, NOTE, Standing, note_origin, standing_of
from edgewright.tools.table import TOOLS

COMMAND = "from edgewright.cli.main import main; main()"

UNVERIFIED, FOREIGN = IN_WORDS[Standing.UNVERIFIED], IN_WORDS[Standing.FOREIGN]


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "tools", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )


def edgewright(*words: str) -> tuple[int, str, str]:
    process = start(*words)
    out, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    return process.returncode, out, said


def publish_both(server: Any, script: Any, archive: Any, padding: int = 0) -> None:
    names = ("pulumi-language-python", "pulumi-language-python-exec")
    files = dict.fromkeys((*names, "pulumi-resource-pulumi-python"), b"#!/bin/sh\n")
    files["pulumi"] = script("v3.259.0")
    server.publish("pulumi", archive({f"pulumi/{name}": body for name, body in files.items()}))
    server.publish("opa", script("Version: 1.22.2") + b"exit 0\n" + b"#" * padding)


def test_install_all(project: Path, server: Any, script: Any, archive: Any) -> None:
    publish_both(server, script, archive)
    status, out, said = edgewright("install")
    opa, pulumi = (install_folder(TOOLS[name]) / name for name in ("opa", "pulumi"))
    assert status == 0
    assert out.splitlines() == [
        f"opa 1.22.2: {opa} (downloaded from a mirror; {UNVERIFIED})",
        f"pulumi 3.259.0: {pulumi} (downloaded from a mirror; {UNVERIFIED})",
    ]
    assert "opa 1.22.2: PATH: no opa on PATH" in said
    assert f"downloading {server.url}/opa/v1.22.2/" in said
    status, out, said = edgewright("install")
    assert status == 0 and said == ""
    assert out.splitlines() == [
        f"opa 1.22.2: {opa} (already there; {UNVERIFIED})",
        f"pulumi 3.259.0: {pulumi} (already there; {UNVERIFIED})",
    ]


def test_install_one_as_json(project: Path, server: Any, script: Any, archive: Any) -> None:
    publish_both(server, script, archive)
    status, out, said = edgewright("install", "opa", "--format", "json")
    path = str(install_folder(TOOLS["opa"]) / "opa")
    assert (status, said) == (0, "")
    assert json.loads(out) == {
        "schema": "edgewright/tools-install",
        "version": 1,
        "tools": [
            {
                "name": "opa",
                "version": "1.22.2",
                "path": path,
                "origin": "mirror",
                "standing": "unverified",
            }
        ],
    }


def test_found_on_path_writes_no_executable(project: Path, on_path: Any, script: Any) -> None:
    path = on_path("opa", script("Version: 1.22.2"))
    status, out, _ = edgewright("install", "opa")
    assert (status, out) == (0, f"opa 1.22.2: {path} (already there, on PATH; {FOREIGN})\n")
    assert not install_folder(TOOLS["opa"]).exists()


def test_two_at_once(project: Path, server: Any, script: Any, archive: Any) -> None:
    publish_both(server, script, archive, padding=20_000_000)
    both = [start("install", "opa"), start("install", "opa")]
    ends = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assets = [path for path, _ in server.requests if not path.endswith(".sha256")]
    assert len(assets) == 1  # the second one waited and found it
    outs = sorted(out.partition("(")[2] for out, _ in ends)
    assert outs == [
        f"already there; {UNVERIFIED})\n",
        f"downloaded from a mirror; {UNVERIFIED})\n",
    ]


def test_no_method_works(project: Path, on_path: Any, script: Any) -> None:
    found = on_path("opa", script("Version: 0.68.0"))
    status, out, said = edgewright("install", "opa")
    assert (status, out) == (3, "")
    mirror = os.environ[MIRROR_VARIABLE].removeprefix("http://")
    error = said[said.index("error[") :]
    assert error.splitlines() == [
        "error[TOO-003]: opa 1.22.2 cannot be got",
        f"  the tools folder: {install_folder(TOOLS['opa'])} has no opa",
        f"  PATH: {found} is version 0.68.0, not 1.22.2",
        f"  the mirror: no connection to {mirror} (refused)",
        "  the pinned Go modules: Go is not on PATH (1.26 or newer is needed)",
        "  next: Put opa 1.22.2 on PATH, let this machine reach its release, or install Go 1.26 or "
        "newer; then run `edgewright tools install opa` again.",
    ]


def test_one_fails_and_the_other_is_installed(
    project: Path, server: Any, script: Any, archive: Any
) -> None:
    publish_both(server, script, archive)
    del server.files[server.sums_path("opa")]
    status, out, said = edgewright("install")
    assert status == 3
    assert out.startswith("pulumi 3.259.0: ")
    assert said.count("error[TOO-003]") == 1


def test_failure_as_json(project: Path) -> None:
    status, out, said = edgewright("install", "opa", "pulumi", "--format", "json")
    document = json.loads(said)
    assert (status, out) == (3, "")
    assert document["schema"] == "edgewright/errors"
    assert [error["code"] for error in document["errors"]] == ["TOO-003", "TOO-003"]


def test_unknown_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tools", "install", "pulmi"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error[TOO-001]: no tool is called 'pulmi'\n")
    assert "Did you mean 'pulumi'?" in said
    assert not tools_folder().exists()


def test_a_bad_mirror_is_said_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(MIRROR_VARIABLE, "not an address")
    assert run(["tools", "install"]) == 2
    assert capsys.readouterr().err.count("error[TOO-005]") == 1


def test_unwritable_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = project / "Pulumi.yaml" / "tools"  # below a file: no folder can be made there
    monkeypatch.setenv(FOLDER_VARIABLE, str(blocked))
    assert run(["tools", "install", "opa"]) == 3
    said = capsys.readouterr().err
    assert f"error[TOO-004]: opa 1.22.2 cannot be installed into {blocked}: " in said
    assert "or set EDGEWRIGHT_TOOLS_DIR" in said


def test_outside_a_project(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_path: Any, script: Any
) -> None:
    path = on_path("opa", script("Version: 1.22.2"))
    monkeypatch.chdir(tmp_path)
    status, out, _ = edgewright("install", "opa")
    assert (status, out) == (0, f"opa 1.22.2: {path} (already there, on PATH; {FOREIGN})\n")


def test_two_projects_share_the_users_cache(
    project: Path,
    tmp_path: Path,
    server: Any,
    script: Any,
    archive: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish_both(server, script, archive)
    assert edgewright("install", "opa")[0] == 0
    asked = len(server.requests)
    second = tmp_path / "second"
    second.mkdir()
    (second / "Pulumi.yaml").write_text("name: second\nruntime: python\n")
    monkeypatch.chdir(second)
    status, out, _ = edgewright("install", "opa")
    assert status == 0 and out.endswith(f"(already there; {UNVERIFIED})\n")
    assert len(server.requests) == asked
    assert list(second.iterdir()) == [second / "Pulumi.yaml"]
    assert {path.name for path in project.iterdir()} == {"Pulumi.yaml"}


def test_another_version_of_the_tool_is_kept_beside(
    project: Path, server: Any, script: Any, archive: Any
) -> None:
    older = tools_folder() / "opa-1.20.0" / "opa"
    older.parent.mkdir(parents=True)
    older.write_bytes(script("Version: 1.20.0"))
    publish_both(server, script, archive)
    assert edgewright("install", "opa")[0] == 0
    assert older.read_bytes() == script("Version: 1.20.0")
    assert (tools_folder() / "opa-1.22.2" / "opa").is_file()


def test_list(project: Path, on_path: Any, script: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = on_path("opa", script("Version: 1.22.2"))
    assert run(["tools", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split() == f"opa 1.22.2 {path} (already there, on PATH; {FOREIGN})".split()
    assert second.startswith("pulumi   3.259.0    missing: ")
    assert second.endswith("no pulumi on PATH; run `edgewright tools install pulumi`")


def standings(capsys: pytest.CaptureFixture[str]) -> list[str | None]:
    assert run(["tools", "list", "--format", "json"]) == 0
    return [one["standing"] for one in json.loads(capsys.readouterr().out)["tools"]]


@pytest.mark.parametrize(
    ("origin", "standing"),
    [("release", "verified"), ("build", "built"), ("mirror", "unverified"), ("x", "unrecorded")],
)
def test_where_a_tool_came_from_is_remembered(
    project: Path,
    in_tools_folder: Any,
    script: Any,
    capsys: pytest.CaptureFixture[str],
    origin: str,
    standing: str,
) -> None:
    path = in_tools_folder("opa", "opa", script("Version: 1.22.2"))
    assert standings(capsys) == ["unrecorded", None]
    note_origin(path.parent, origin, ["opa"])
    assert standings(capsys) == [standing, None]


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"origin": "release"}', '{"origin": {}}', "\0"])
def test_a_note_that_nobody_can_read_vouches_for_nothing(
    project: Path, in_tools_folder: Any, script: Any, capsys: Any, note: str
) -> None:
    path = in_tools_folder("opa", "opa", script("Version: 1.22.2"))
    (path.parent / NOTE).write_text(note)
    assert standings(capsys) == ["unrecorded", None]


def test_an_executable_exchanged_since_is_told(
    project: Path, in_tools_folder: Any, script: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_tools_folder("opa", "opa", script("Version: 1.22.2"))
    note_origin(path.parent, "release", ["opa"])
    path.write_bytes(script("Version: 1.22.2") + b"# more\n")
    assert standings(capsys) == ["changed", None]


def test_on_path_the_very_file_that_was_installed_is_as_good(
    project: Path, in_tools_folder: Any, on_path: Any, script: Any
) -> None:
    path = in_tools_folder("opa", "opa", script("Version: 1.22.2"))
    note_origin(path.parent, "release", ["opa"])
    same = on_path("opa", script("Version: 1.22.2"))
    assert standing_of(TOOLS["opa"], same) is Standing.VERIFIED
    other = on_path("opa", script("Version: 1.22.2") + b"# more\n")
    assert standing_of(TOOLS["opa"], other) is Standing.FOREIGN


def test_list_as_json(
    project: Path, on_path: Any, script: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = on_path("opa", script("Version: 1.22.2"))
    assert run(["tools", "list", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    opa, pulumi = document["tools"]
    assert (document["schema"], document["version"]) == ("edgewright/tools-list", 1)
    assert (opa["name"], opa["path"], opa["origin"]) == ("opa", str(path), "path")
    assert opa["standing"] == "foreign"
    assert (pulumi["path"], pulumi["origin"], pulumi["standing"]) == (None, None, None)
    assert pulumi["problems"]["path"] == "no pulumi on PATH"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_is_one_line_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.0, 0.0, 0.1, 3.0, 3.1, 9.0])  # of: start, say, tick, tick, tick, say
    monkeypatch.setattr("time.monotonic", lambda: next(seconds))
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    progress = TerminalProgress()
    progress.say("downloading")
    progress.tick("1 MB")  # 0.1 s after the last: not drawn
    progress.tick("2 MB")
    progress.tick("3 MB")  # 0.1 s after the last: not drawn
    progress.say("done")
    assert terminal.getvalue() == "downloading\n\r\x1b[K  2 MB, 3 s\r\x1b[Kdone\n"


def test_progress_in_a_log_is_a_line_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.0, 0.0, 9.9, 10.0, 15.0, 20.5])  # of: start, say, then ticks
    monkeypatch.setattr("time.monotonic", lambda: next(seconds))
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    progress = TerminalProgress()
    progress.say("building")
    for count in range(4):
        progress.tick(f"{count} packages")
    assert log.getvalue() == "building\n  1 packages, 10 s\n  3 packages, 20 s\n"
