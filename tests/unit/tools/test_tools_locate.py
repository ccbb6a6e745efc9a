"""Finding tools in the tools folder and on PATH, with real (small) executables."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.tools import version as version_module
from edgewright.tools.folders import FOLDER_VARIABLE, install_folder, tools_folder
from edgewright.tools.install_methods import MethodFailed
from edgewright.tools.locate import locate, look
from edgewright.tools.table import TOOLS
from edgewright.tools.version import ask_version, known_version

# The first lines of what `opa version` of 1.22.2 prints.
OPA_ANSWER = "Version: 1.22.2\nBuild Commit: \nGo Version: go1.26.8\nRego Version: v1"
COMPANION = "pulumi-language-python"


def counted(answer: str, count: Path) -> bytes:
    return f'#!/bin/sh\necho asked >> {count}\necho "{answer}"\n'.encode()


def times(count: Path) -> int:
    return len(count.read_text().splitlines()) if count.exists() else 0


def test_opa_on_path(project: Path, on_path: Any, script: Any) -> None:
    path = on_path("opa", script(OPA_ANSWER))
    assert locate("opa") == path
    assert look(TOOLS["opa"]).origin == "path"


def test_tools_folder_comes_before_path(
    project: Path, on_path: Any, in_tools_folder: Any, script: Any
) -> None:
    on_path("opa", script(OPA_ANSWER))
    path = in_tools_folder("opa", "opa", script(OPA_ANSWER))
    assert locate("opa") == path == install_folder(TOOLS["opa"]) / "opa"


@pytest.mark.parametrize("answer", ["Version: 1.22.1", "Version: 1.22.2-rc1", "Version: 11.22.2"])
def test_another_version_is_refused(project: Path, on_path: Any, script: Any, answer: str) -> None:
    path = on_path("opa", script(answer))
    with pytest.raises(EdgewrightError) as caught:
        locate("opa")
    assert caught.value.code == "TOO-002"
    assert caught.value.exit_status == 3
    assert f"{path} is version {answer.split()[1]}, not 1.22.2" in caught.value.message
    assert caught.value.hint == "Run `edgewright tools install opa`."


def test_wrong_version_in_the_tools_folder_leaves_path(
    project: Path, on_path: Any, in_tools_folder: Any, script: Any
) -> None:
    in_tools_folder("opa", "opa", script("Version: 0.68.0"))
    path = on_path("opa", script(OPA_ANSWER))
    assert locate("opa") == path


def test_nothing_anywhere(project: Path) -> None:
    with pytest.raises(EdgewrightError) as caught:
        locate("pulumi")
    assert "no pulumi on PATH" in caught.value.message
    assert str(install_folder(TOOLS["pulumi"])) in caught.value.message


@pytest.mark.parametrize("answer", ["3.259.0", "v3.259.0"])
def test_pulumi_needs_its_language_host(
    project: Path, on_path: Any, script: Any, answer: str
) -> None:
    path = on_path("pulumi", script(answer))
    with pytest.raises(EdgewrightError, match=f"no {COMPANION} beside it"):
        locate("pulumi")
    on_path(COMPANION, b"#!/bin/sh\n")
    assert locate("pulumi") == path


def test_language_host_beside_the_target_of_a_link(
    project: Path, tmp_path: Path, on_path: Any, script: Any
) -> None:
    on_path("../kept/pulumi", script("v3.259.0"))
    on_path(f"../kept/{COMPANION}", b"#!/bin/sh\n")
    link = tmp_path / "system" / "pulumi"
    link.symlink_to(tmp_path / "kept" / "pulumi")
    assert locate("pulumi") == link


def test_half_an_installation_does_not_count(
    project: Path, in_tools_folder: Any, script: Any
) -> None:
    in_tools_folder("pulumi", "pulumi", script("v3.259.0"))
    in_tools_folder("pulumi", COMPANION, b"#!/bin/sh\n")
    with pytest.raises(EdgewrightError) as caught:
        locate("pulumi")
    missing = "pulumi-language-python-exec, pulumi-resource-pulumi-python"
    assert f"has no {missing};" in caught.value.message


def test_the_executable_is_asked_once(project: Path, tmp_path: Path, on_path: Any) -> None:
    count = tmp_path / "count"
    path = on_path("opa", counted("Version: 1.22.2", count))
    for _ in range(5):
        locate("opa")
    assert times(count) == 1
    path.write_bytes(counted("Version: 1.22.30", count))  # another size
    with pytest.raises(EdgewrightError, match=r"is version 1\.22\.30"):
        locate("opa")
    assert times(count) == 2
    same_size = counted("Version: 1.22.02", count)
    path.write_bytes(same_size)
    os.utime(path, ns=(1, 1))
    with pytest.raises(EdgewrightError, match=r"is version 1\.22\.02"):
        locate("opa")
    assert times(count) == 3


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"PATH": 3}', '{"PATH": {"size": null}}'])
def test_a_broken_stamp_file_only_costs_time(
    project: Path, tmp_path: Path, on_path: Any, content: str
) -> None:
    count = tmp_path / "count"
    path = on_path("opa", counted("Version: 1.22.2", count))
    stamps = tools_folder() / "versions.json"
    stamps.parent.mkdir(parents=True)
    stamps.write_text(content.replace("PATH", str(path)))
    locate("opa")
    locate("opa")
    assert times(count) == 1


def test_an_unwritable_stamp_file_only_costs_time(
    project: Path, on_path: Any, script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = project / "Pulumi.yaml" / "tools"  # below a file: no folder can be made there
    monkeypatch.setenv(FOLDER_VARIABLE, str(blocked))
    path = on_path("opa", script(OPA_ANSWER))
    assert locate("opa") == path


def test_stamps_of_vanished_files_are_dropped(
    project: Path, tmp_path: Path, on_path: Any, script: Any
) -> None:
    first = on_path("opa", script(OPA_ANSWER))
    locate("opa")
    second = on_path("../other/opa", script(OPA_ANSWER))
    first.unlink()
    stamps = tools_folder() / "versions.json"
    known_version(second, stamps)
    assert str(first) not in stamps.read_text()
    assert str(second) in stamps.read_text()


def test_locate_is_quick_once_known(project: Path, on_path: Any) -> None:
    on_path("opa", b'#!/bin/sh\nsleep 0.3\necho "Version: 1.22.2"\n')
    locate("opa")
    started = time.perf_counter()
    locate("opa")
    assert time.perf_counter() - started < 0.1  # far below the 0.3 s that asking takes


def test_the_folder_can_be_chosen(
    project: Path, tmp_path: Path, on_path: Any, script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "shared"))
    path = on_path("../shared/opa-1.22.2/opa", script(OPA_ANSWER))
    assert locate("opa") == path.resolve()
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"#!/bin/sh\nexit 4\n", "failed with status 4"),
        (b"#!/bin/sh\necho hello\n", "prints no version"),
        (b"#!/no/such/interpreter\n", "cannot be run"),
        (b"\x7fELF but not really", "cannot be run"),
        (b"#!/bin/sh\nsleep 20\n", "did not say its version in 0 s"),
    ],
)
def test_executables_that_do_not_answer(
    project: Path,
    on_path: Any,
    content: bytes,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if b"sleep" in content:
        monkeypatch.setattr(version_module, "ANSWER_LIMIT_S", 0.3)
    path = on_path("opa", content)
    with pytest.raises(MethodFailed, match=said):
        ask_version(path)
    with pytest.raises(EdgewrightError, match=said):
        locate("opa")


def test_importing_stays_light() -> None:
    code = (
        "import sys, edgewright.tools.locate, edgewright.tools.install, edgewright.cli.tools\n"
        "print([name for name in ('requests', 'urllib3', 'filelock') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
