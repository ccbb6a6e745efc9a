"""Building from pinned Go modules, with the real Go and very small modules.

The modules have the real names: `replace` directives and a module proxy that is a folder put small
ones in their place, so that the table of tools is used as it is.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.tools.folders import install_folder, tools_folder
from edgewright.tools.install import install
from edgewright.tools.table import TOOLS, GoScript
from edgewright.tools.version import ask_version

COMMAND = "from edgewright.cli.main import main; main()"
GO = shutil.which("go")
BUILD_CACHE = (
    subprocess.run(
        ["go", "env", "GOCACHE"], capture_output=True, text=True, check=True
    ).stdout.strip()
    if GO
    else ""
)
"""The user's own: compiled once, Go's standard library serves every test."""
needs_go = pytest.mark.skipif(GO is None, reason="Go is not on PATH")

OPA = TOOLS["opa"]
PULUMI = TOOLS["pulumi"]
OPA_MODULE = "github.com/open-policy-agent/opa"
ENGINE_MODULE = "github.com/pulumi/pulumi/pkg/v3"
SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3"
HOST = "python/cmd/pulumi-language-python"
PRINTS = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("%s") }\n'
PRINTS_LINKED = (
    'package main\n\nimport (\n\t"fmt"\n\n\t"%s/go/common/version"\n)\n\n'
    "func main() { fmt.Println(version.Version) }\n"
)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def go(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go on PATH, with module and build folders of its own and no network."""
    assert GO
    settings = {
        "GOCACHE": BUILD_CACHE,
        "GOMODCACHE": str(tmp_path / "modules"),
        "GOPROXY": f"file://{tmp_path / 'proxy'}",
        "GOSUMDB": "off",
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-modcacherw",
        "PATH": f"{Path(GO).parent}{os.pathsep}{os.environ['PATH']}",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return Path(GO)


def pin_opa(project: Path, source: str) -> None:
    folder = project / "go_modules" / "opa"
    write(
        folder / "go.mod",
        f"module sample/opa\n\ngo 1.26\n\nrequire {OPA_MODULE} v1.22.2\n\n"
        f"replace {OPA_MODULE} => ./source\n",
    )
    write(folder / "source" / "go.mod", f"module {OPA_MODULE}\n\ngo 1.26\n")
    write(folder / "source" / "main.go", source)


def publish_module(proxy: Path, module: str, version: str, files: dict[str, str]) -> None:
    """Put a module into a folder that is a Go module proxy (go.dev/ref/mod#goproxy-protocol)."""
    folder = proxy / module / "@v"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = f"module {module}\n\ngo 1.26\n"
    (folder / f"{version}.mod").write_text(manifest)
    (folder / f"{version}.info").write_text(json.dumps({"Version": version}))
    with zipfile.ZipFile(folder / f"{version}.zip", "w") as out:
        for name, text in {"go.mod": manifest, **files}.items():
            out.writestr(f"{module}@{version}/{name}", text)


def pin_pulumi(project: Path, proxy: Path) -> None:
    """An engine module and two versions of the SDK's, as the project pins them."""
    engine = project / "go_modules" / "pulumi"
    host = project / "go_modules" / "pulumi-language-python"
    publish_module(
        proxy,
        SDK_MODULE,
        "v3.259.0",
        {
            "go/common/version/version.go": 'package version\n\nvar Version = "unset"\n',
            "python/cmd/pulumi-language-python-exec": "#!/usr/bin/env python\n# exec 3.259.0\n",
            "python/dist/pulumi-resource-pulumi-python": "#!/bin/sh\n# dynamic 3.259.0\n",
        },
    )
    publish_module(proxy, SDK_MODULE, "v3.68.0", {f"{HOST}/main.go": PRINTS % "host 3.68.0"})
    write(
        engine / "go.mod",
        f"module sample/pulumi\n\ngo 1.26\n\nrequire (\n\t{ENGINE_MODULE} v3.259.0\n"
        f"\t{SDK_MODULE} v3.259.0\n)\n\nreplace {ENGINE_MODULE} => ./source\n",
    )
    write(
        engine / "source" / "go.mod",
        f"module {ENGINE_MODULE}\n\ngo 1.26\n\nrequire {SDK_MODULE} v3.259.0\n",
    )
    write(engine / "source" / "cmd" / "pulumi" / "main.go", PRINTS_LINKED % SDK_MODULE)
    write(
        host / "go.mod",
        f"module sample/host\n\ngo 1.26\n\nrequire {SDK_MODULE} v3.68.0\n",
    )
    for folder in (engine, host):
        _write_sums(folder)


def _write_sums(folder: Path) -> None:
    assert GO
    listed = subprocess.run(
        [GO, "mod", "download", "-json"], cwd=folder, check=True, capture_output=True, text=True
    )
    found = json.loads(listed.stdout)
    (folder / "go.sum").write_text(
        f"{found['Path']} {found['Version']} {found['Sum']}\n"
        f"{found['Path']} {found['Version']}/go.mod {found['GoModSum']}\n"
    )


def failed(tool: Any, project: Path, progress: Any) -> str:
    with pytest.raises(EdgewrightError) as caught:
        install(tool, progress)
    assert caught.value.code == "TOO-003"
    assert not (install_folder(tool) / tool.name).exists()
    return caught.value.message


@needs_go
def test_built(project: Path, go: Path, progress: Any) -> None:
    pin_opa(project, PRINTS % "Version: 1.22.2")
    done = install(OPA, progress)
    assert done.origin == "build"
    assert ask_version(done.path) == "1.22.2"
    assert any(line.startswith(f"building {OPA_MODULE} with ") for line in progress.said)
    left = {str(path.relative_to(tools_folder())) for path in tools_folder().rglob("*")}
    assert left - {"opa.lock"} == {
        "opa-1.22.2",
        "opa-1.22.2/opa",
        "opa-1.22.2/origin.json",
        "downloads",
        "stage",
    }


@needs_go
def test_built_programs_and_scripts(project: Path, go: Path, progress: Any, tmp_path: Path) -> None:
    pin_pulumi(project, tmp_path / "proxy")
    done = install(PULUMI, progress)
    assert done.origin == "build"
    assert ask_version(done.path) == "3.259.0"  # set by the linker
    folder = done.path.parent
    assert sorted(path.name for path in folder.iterdir()) == sorted([*PULUMI.files, "origin.json"])
    host = subprocess.run([folder / "pulumi-language-python"], capture_output=True, text=True)
    assert host.stdout == "host 3.68.0\n"
    assert "# exec 3.259.0" in (folder / "pulumi-language-python-exec").read_text()
    assert "# dynamic 3.259.0" in (folder / "pulumi-resource-pulumi-python").read_text()
    assert all(os.access(folder / name, os.X_OK) for name in PULUMI.files)


@needs_go
def test_a_module_that_is_not_what_was_pinned(
    project: Path, go: Path, progress: Any, tmp_path: Path
) -> None:
    pin_pulumi(project, tmp_path / "proxy")
    sums = project / "go_modules" / "pulumi-language-python" / "go.sum"
    text = sums.read_text()
    start = text.index("h1:") + len("h1:")
    sums.write_text(text[:start] + ("B" if text[start] != "B" else "C") + text[start + 1 :])
    message = failed(PULUMI, project, progress)
    assert f"verifying {SDK_MODULE}@v3.68.0: checksum mismatch" in message


@needs_go
def test_build_that_fails(project: Path, go: Path, progress: Any) -> None:
    pin_opa(project, "package main\n\nfunc main() { nonsense }\n")
    message = failed(OPA, project, progress)
    assert f"building {OPA_MODULE} failed: " in message
    assert "undefined: nonsense" in message


@needs_go
def test_modules_cannot_be_had(project: Path, go: Path, progress: Any) -> None:
    write(
        project / "go_modules" / "opa" / "go.mod",
        f"module sample/opa\n\ngo 1.26\n\nrequire {OPA_MODULE} v1.22.2\n",
    )
    assert f"building {OPA_MODULE} failed: " in failed(OPA, project, progress)


@needs_go
def test_a_workspace_above_is_ignored(project: Path, go: Path, progress: Any) -> None:
    pin_opa(project, PRINTS % "Version: 1.22.2")
    write(project / "go.work", "go 1.26\n\nuse ./elsewhere\n")
    assert install(OPA, progress).origin == "build"


def test_no_go(project: Path, progress: Any) -> None:
    write(project / "go_modules" / "opa" / "go.mod", "module sample/opa\n\ngo 1.26\n")
    message = failed(OPA, project, progress)
    assert "the pinned Go modules: Go is not on PATH (1.26 or newer is needed)" in message


def test_no_module_files(project: Path, progress: Any) -> None:
    expected = project / "go_modules" / "opa" / "go.mod"
    assert f"the pinned Go modules: {expected} does not exist" in failed(OPA, project, progress)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("go1.25.9", "is go1.25.9, too old (1.26 or newer is needed)"),
        ("go1.9", "is go1.9, too old"),
        ("something else", "does not say its version"),
    ],
)
def test_go_too_old(project: Path, progress: Any, on_path: Any, answer: str, said: str) -> None:
    on_path("go", f'#!/bin/sh\necho "{answer}"\n'.encode())
    write(project / "go_modules" / "opa" / "go.mod", "module sample/opa\n\ngo 1.26\n")
    assert said in failed(OPA, project, progress)


def test_go_that_fails(project: Path, progress: Any, on_path: Any) -> None:
    on_path("go", b"#!/bin/sh\necho 'go.mod requires go >= 1.26' >&2\nexit 1\n")
    write(project / "go_modules" / "opa" / "go.mod", "module sample/opa\n\ngo 1.26\n")
    said = "`go env GOVERSION` failed: go.mod requires go >= 1.26"
    assert said in failed(OPA, project, progress)


def test_progress_of_a_long_build(project: Path, progress: Any, on_path: Any) -> None:
    """`go` is a stand-in that takes longer than the time between two looks at it."""
    on_path(
        "go",
        b'#!/bin/sh\nif [ "$1" = env ]; then echo go1.26.0; exit; fi\n'
        b"echo example.com/one; echo example.com/two; sleep 1.2\n"
        b'while [ "$1" != -o ]; do shift; done\n'
        b"printf '#!/bin/sh\necho Version: 1.22.2\n' > $2; chmod +x $2\n",
    )
    write(project / "go_modules" / "opa" / "go.mod", "module sample/opa\n\ngo 1.26\n")
    assert install(OPA, progress).origin == "build"
    assert progress.ticked and set(progress.ticked) == {"opa: 2 packages compiled or fetched"}


@needs_go
def test_a_script_that_is_not_in_the_module(
    project: Path, go: Path, progress: Any, tmp_path: Path
) -> None:
    pin_pulumi(project, tmp_path / "proxy")
    extra = GoScript("more", "pulumi", SDK_MODULE, "python/no-such-file")
    tool = replace(PULUMI, scripts=(*PULUMI.scripts, extra))
    expected = f"module {SDK_MODULE} has no python/no-such-file"
    assert expected in failed(tool, project, progress)


def hears_interrupts() -> None:
    """Whatever started the tests: a shell lets what it runs in the background ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@needs_go
def test_ctrl_c_ends_the_build(project: Path, go: Path, tmp_path: Path, on_path: Any) -> None:
    """A build that never ends, in a process of its own that gets Ctrl-C's signal."""
    marker = tmp_path / "building"
    on_path(
        "go",
        f'#!/bin/sh\nif [ "$1" = env ]; then echo go1.26.0; exit; fi\n'
        f"echo $$ > {marker}\nsleep 61 & wait\n".encode(),
    )
    write(project / "go_modules" / "opa" / "go.mod", "module sample/opa\n\ngo 1.26\n")
    environment = {**os.environ, "PATH": str(tmp_path / "system")}
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "tools", "install", "opa"],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hears_interrupts,
    )
    try:
        deadline = time.monotonic() + 20
        while not (marker.exists() and marker.read_text().strip()):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        started = psutil.Process(int(marker.read_text()))
        family = [started, *started.children(recursive=True)]
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 3
    assert "Traceback" not in said and said.rstrip().endswith("interrupted")
    gone, alive = psutil.wait_procs(family, timeout=5)
    assert not alive and len(gone) == len(family)
    assert not (tools_folder() / "stage" / "opa").exists()
