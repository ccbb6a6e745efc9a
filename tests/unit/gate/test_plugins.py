"""The plugins a program needs are those its own packages name, whatever they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.gate.plugins import installed_plugins, named_packages, required_plugins

OWN = "edgewright"
NO_PULUMI = Path("/nonexistent/pulumi")


def package(folder: Path, module: str, **told: Any) -> None:
    (folder / module).mkdir(parents=True)
    (folder / module / "pulumi-plugin.json").write_text(json.dumps(told))


def test_packages_say_which_plugin_they_need(tmp_path: Path) -> None:
    package(tmp_path, "pulumi_aws", resource=True, name="aws", version="6.83.4")
    package(tmp_path, "pulumi_gcp", resource=True, name="gcp", version="v8.0.1")
    package(tmp_path, "no_provider", resource=False, name="tool", version="1.0.0")
    assert installed_plugins([tmp_path]) == {"aws", "gcp"}


def test_folders_that_are_not_there_have_none(tmp_path: Path) -> None:
    package(tmp_path, "homemade", resource=True)
    assert installed_plugins([tmp_path / "missing", tmp_path]) == set()


def test_types_named_without_a_package(tmp_path: Path) -> None:
    """Token forms: Pulumi's "Resource names", and the registry's pages of the packages."""
    (tmp_path / "main.py").write_text(
        'pulumi.CustomResource("random:index/randomPet:RandomPet", "pet")\n'
        "pulumi.runtime.invoke('kubernetes:helm.sh/v3:template', {})\n"
        'pulumi.CustomResource("azure-native_storage_v20230101:storage:Blob", "b")\n'
        'super().__init__("pulumi:providers:aws", "p")\n'
        'print("10:20:30", "http://a:b", "no token: here")\n'
    )
    environment = tmp_path / "env"
    environment.mkdir()
    (environment / "pyvenv.cfg").touch()
    (environment / "other.py").write_text('"tls:index/privateKey:PrivateKey"')
    assert named_packages(tmp_path) == {"random", "kubernetes", "azure-native_storage_v20230101"}


@pytest.mark.parametrize(
    "runtime",
    [
        "python",
        {"name": "python"},
        {"name": "python", "options": {"toolchain": "pip"}},
        {"name": "python", "options": {"virtualenv": "not-made"}},
    ],
)
def test_without_a_virtualenv_this_python_runs_the_program(
    tmp_path: Path, runtime: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(tmp_path, "pulumi_aws", resource=True, name="aws", version="6.83.4")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    found = required_plugins(tmp_path, runtime, NO_PULUMI, {})
    assert found == {"aws", OWN}


def test_the_programs_own_virtualenv(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    (packages,) = (tmp_path / "venv/lib").glob("python*/site-packages")
    package(packages, "pulumi_azure_native", resource=True, name="azure-native", version="2.90.0")
    runtime = {"name": "python", "options": {"virtualenv": "venv"}}
    found = required_plugins(tmp_path, runtime, NO_PULUMI, {})
    assert found == {"azure-native", OWN}


def test_the_environment_of_the_users_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    (packages,) = (tmp_path / "venv/lib").glob("python*/site-packages")
    package(packages, "pulumi_gcp", resource=True, name="gcp", version="8.0.0")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "venv"))
    assert required_plugins(tmp_path / "project", "python", NO_PULUMI, {}) == {"gcp", OWN}


@pytest.fixture
def pulumi(tmp_path: Path) -> Path:
    """An executable that answers `pulumi about --json` with the text of the file `about`."""
    script = tmp_path / "pulumi"
    script.write_text(f'#!/bin/sh\n[ "$*" = "about --json" ] && cat "{tmp_path}/about"\n')
    script.chmod(0o755)
    return script


@pytest.mark.parametrize(
    "runtime", ["nodejs", {"name": "python", "options": {"toolchain": "poetry"}}, "go"]
)
def test_other_programs_are_looked_at_by_their_language_host(
    tmp_path: Path, runtime: Any, pulumi: Path
) -> None:
    plugins = [
        {"name": "aws", "version": "7.1.0", "kind": "resource"},
        {"name": "random", "version": "v4.18.0", "kind": "resource"},
        {"name": "nodejs", "version": None, "kind": "language"},
        {"name": "local", "version": None, "kind": "resource"},
    ]
    (tmp_path / "about").write_text(json.dumps({"plugins": plugins}))
    found = required_plugins(tmp_path, runtime, pulumi, {"PATH": "/usr/bin:/bin"})
    assert found == {"aws", "random", "local", OWN}


@pytest.mark.parametrize("answer", ["", "no JSON", "{}"])
def test_what_pulumi_cannot_tell_is_an_error(tmp_path: Path, answer: str, pulumi: Path) -> None:
    (tmp_path / "about").write_text(answer)
    with pytest.raises(EdgewrightError) as caught:
        required_plugins(tmp_path, "nodejs", pulumi, {"PATH": "/usr/bin:/bin"})
    assert caught.value.code == "RUN-003"
