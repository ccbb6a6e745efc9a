"""The house rules, held by tools: formatting, lint, types, layers, sizes, names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CODE = ("edgewright", "components", "stacks")
MODULE_CEILING = 400
LARGEST_FILE = 1_000_000
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "misc"}


def modules() -> list[Path]:
    return [path for room in CODE for path in sorted((ROOT / room).rglob("*.py"))]


def run(*command: str) -> None:
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_formatted() -> None:
    run("ruff", "format", "--no-cache", "--check", ".")


def test_linted() -> None:
    run("ruff", "check", "--no-cache", ".")


def test_typed() -> None:
    run("mypy")


def test_layers_hold() -> None:
    run("lint-imports")


def test_there_are_modules_to_hold_to_the_rules() -> None:
    assert len(modules()) > 50


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_and_well_named(path: Path) -> None:
    lines = path.read_text().count("\n")
    assert lines <= MODULE_CEILING, f"{path} has {lines} lines"
    words = set(path.stem.split("_")) | set(path.parent.name.split("_"))
    assert not words & FORBIDDEN_NAMES


def test_nothing_large_or_built_is_kept() -> None:
    """What a build leaves behind belongs in nobody's clone; the largest data is 0.5 MB."""
    kept = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [name for name in kept if (ROOT / name).stat().st_size > LARGEST_FILE] == []
    assert [name for name in kept if name.startswith((".tools/", ".venv/"))] == []


def test_rego_packages_are_well_named() -> None:
    for path in (ROOT / "policies").rglob("*"):
        assert path.stem not in FORBIDDEN_NAMES, path


def test_functions_are_short_in_the_median() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 12


def test_importing_the_package_imports_no_cloud_sdk() -> None:
    script = (
        "import sys, pkgutil, importlib, edgewright\n"
        "rooms = ['base','facts','spec','topology','placement','graph','images','policy','report',"
        "'cli','tools']\n"
        "for room in rooms:\n"
        "    package = importlib.import_module('edgewright.' + room)\n"
        "    for item in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(item.name)\n"
        "sdks = ('boto3', 'botocore', 'azure', 'pulumi_aws', 'pulumi_azure_native', 'pulumi')\n"
        "found = sorted({n.split('.')[0] for n in sys.modules} & set(sdks))\n"
        "sys.exit(' '.join(found) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
