"""What is shipped is complete and clean, and judges a stack outside the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sandboxes import ROOT, STACK, clean_environment, make_sandbox

from edgewright.base.project import Project
from edgewright.gate.session import evaluation_file

SHIPPED_FOLDERS = ("components", "policies", "edge_images")
SITE = Path(sysconfig.get_path("purelib"))
CLOUD_SDKS = ("pulumi_aws", "pulumi_aws_native", "pulumi_azure_native", "azure", "uamqp", "msrest")

BUCKET = "urn:pulumi:dev::foreign::aws:s3/bucket:Bucket"
PROJECT = "name: foreign\nruntime: python\n"
PROGRAM = """\
import policies
from components.store import declare_store

assert policies.MINE
declare_store("frames", "eu-central-1")
"""
STORE = """\
import pulumi
import pulumi_aws as aws


def declare_store(name, region):
    options = pulumi.ResourceOptions(provider=aws.Provider(region, region=region))
    return aws.s3.Bucket(name, opts=options)
"""
PREVIEW = """\
import subprocess, sys
from pathlib import Path
from edgewright.base.project import Project
from edgewright.gate.run import Run, engine_environment

environment = engine_environment(Run(Project(Path.cwd()), "dev", offline=True))
for words in (["stack", "init", "dev"], ["preview", "--stack", "dev"]):
    done = subprocess.run(["pulumi", *words], env=environment)
sys.exit(done.returncode)
"""


def tracked(*folders: str) -> list[str]:
    """The files git knows, or would know with the next `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist, and the wheel built from that."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-P", ROOT / name, source / name], check=True)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), "."]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


def test_only_edgewright_comes_to_lie_in_site_packages(wheel: Path) -> None:
    top = {name.partition("/")[0] for name in names(wheel)}
    assert {name for name in top if not name.endswith(".dist-info")} == {"edgewright"}


def test_the_sdist_has_no_second_copy(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    assert not [member.name for member in members if member.issym() or member.islnk()]
    folders = {member.name.split("/")[1] for member in members if "/" in member.name}
    assert not folders & {*SHIPPED_FOLDERS, "tools", "tests"}


def needed_when_run(name: str) -> bool:
    return "/cases/" not in name and not name.endswith("_test.rego")


def test_everything_the_repository_keeps_is_in_the_wheel(wheel: Path) -> None:
    shipped = set(names(wheel))
    for folder in SHIPPED_FOLDERS:
        expected = {f"edgewright/{name}" for name in tracked(folder) if needed_when_run(name)}
        assert len(expected) > 10
        assert expected <= shipped, expected - shipped
    kept = {name for name in tracked("edgewright") if not (ROOT / name).is_symlink()}
    code = {name for name in kept if not name.endswith(".cases.yaml")}
    assert code <= shipped, code - shipped
    pins = [name for name in tracked("tools") if Path(name).name in ("go.mod", "go.sum")]
    built_tools = {f"edgewright/tools/go_modules/{name.removeprefix('tools/')}" for name in pins}
    linked = {path.name for path in (ROOT / "edgewright/tools/go_modules").iterdir()}
    assert {name for name in built_tools if name.split("/")[3] in linked} <= shipped


def test_tests_and_cases_stay_out(wheel: Path) -> None:
    assert [name for name in names(wheel) if not needed_when_run(name)] == []


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it depends on, and of the clouds' SDKs one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], check=True)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    left_out = (*CLOUD_SDKS, "__editable__", "edgewright", "azure_", "a1_coverage")
    dependencies = folder / "dependencies"
    dependencies.mkdir()
    for path in SITE.iterdir():
        if not path.name.startswith(left_out) and path.suffix != ".pth":
            (dependencies / path.name).symlink_to(path)
    for path in SITE.glob("pulumi_aws[!_]*"):
        (dependencies / path.name).symlink_to(path)
    (dependencies / "pulumi_aws").symlink_to(SITE / "pulumi_aws")
    (site / "dependencies.pth").write_text(str(dependencies))
    return folder / "venv" / "bin"


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program that never heard of us, with packages of its own called like folders of ours."""
    root = tmp_path_factory.mktemp("foreign")
    (root / "components").mkdir()
    (root / "policies").mkdir()
    (root / "components" / "__init__.py").touch()
    (root / "components" / "store.py").write_text(STORE)
    (root / "policies" / "__init__.py").write_text("MINE = True\n")
    (root / "Pulumi.yaml").write_text(PROJECT)
    (root / "__main__.py").write_text(PROGRAM)
    return root


def failed(evaluation: dict[str, Any]) -> set[tuple[str, str]]:
    """The (rule, resource) pairs that failed."""
    results = evaluation["results"]
    return {(one["policy"], one["node"]) for one in results if one["outcome"] == "failed"}


def run(command: list[str | Path], folder: Path, bin: Path) -> subprocess.CompletedProcess[str]:
    environment = clean_environment()
    environment.pop("PYTHONPATH", None)
    environment["PATH"] = os.pathsep.join([str(bin), "/usr/bin", "/bin"])
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_no_sdk_but_the_programs_own_is_there(elsewhere: Path, foreign: Path) -> None:
    script = (
        "import importlib.util, edgewright.components, edgewright.policies\n"
        f"there = [name for name in {CLOUD_SDKS!r} if importlib.util.find_spec(name)]\n"
        "print(there, edgewright.__file__)\n"
    )
    done = run([elsewhere / "python", "-c", script], elsewhere, elsewhere)
    assert done.stdout.startswith("['pulumi_aws'] "), done.stdout + done.stderr
    assert str(ROOT) not in done.stdout


@pytest.mark.engine
def test_a_foreign_preview_is_judged(elsewhere: Path, foreign: Path) -> None:
    done = run([elsewhere / "python", "-c", PREVIEW], foreign, elsewhere)
    assert "ENC-15" in done.stdout, done.stdout + done.stderr  # the bucket answers plain HTTP
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    evaluation = json.loads(evaluation_file(Project(foreign), "dev").read_text())
    assert evaluation["complete"] is True
    bucket = f"{BUCKET}::frames"  # which says nothing of the data it holds, besides
    assert failed(evaluation) == {("ENC-15", bucket), ("RES-19", bucket)}


@pytest.mark.engine
def test_a_foreign_state_is_judged(elsewhere: Path, foreign: Path, tmp_path: Path) -> None:
    bucket = {
        "urn": f"{BUCKET}::frames",
        "custom": True,
        "id": "frames",
        "type": "aws:s3/bucket:Bucket",
        "inputs": {"bucket": "frames", "region": "eu-central-1"},
        "outputs": {"bucket": "frames", "region": "eu-central-1"},
    }
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": [bucket]}}))
    command = [elsewhere / "edgewright", "check", "--file", file, "--format", "json"]
    done = run(command, foreign, elsewhere)
    assert done.returncode == 1, done.stdout + done.stderr
    blocking = [one for one in json.loads(done.stdout)["findings"] if one["group"] == "blocking"]
    assert [(one["policy"], one["node"]) for one in blocking] == [("ENC-15", f"{BUCKET}::frames")]


@pytest.mark.engine
def test_our_components_name_the_extra_they_lack(elsewhere: Path, tmp_path: Path) -> None:
    project = make_sandbox(tmp_path / "project").root
    command = [elsewhere / "edgewright", "preview", "--offline", "--stack", STACK]
    done = run(command, project, elsewhere)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "error[EXT-001]: components for aws cannot do without pulumi-aws-native" in done.stdout
    assert 'pip install "edgewright[aws]"' in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
