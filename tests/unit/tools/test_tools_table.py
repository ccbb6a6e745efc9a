"""What the table says agrees with the pinned modules and with the Python packages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.tools.table import GO_NEEDED, TOOLS, tool_named

ROOT = Path(__file__).parents[3]

# Module paths and versions of the two tools and of Pulumi's Python language host.
PINS = {
    ("opa", "github.com/open-policy-agent/opa"): "v1.22.2",
    ("pulumi", "github.com/pulumi/pulumi/pkg/v3"): "v3.259.0",
    ("pulumi", "github.com/pulumi/pulumi/sdk/v3"): "v3.259.0",
    ("pulumi-language-python", "github.com/pulumi/pulumi/sdk/v3"): "v3.68.0",
}


@pytest.mark.parametrize(("folder", "module"), PINS)
def test_go_modules_pin_the_versions(folder: str, module: str) -> None:
    text = (ROOT / "tools" / folder / "go.mod").read_text()
    found = re.search(rf"^\s+{re.escape(module)} (\S+)", text, re.MULTILINE)
    assert found and found.group(1) == PINS[folder, module]
    sums = (ROOT / "tools" / folder / "go.sum").read_text()
    assert f"{module} {PINS[folder, module]} h1:" in sums


def test_versions_agree_with_the_modules() -> None:
    assert TOOLS["opa"].version == "1.22.2"
    assert TOOLS["pulumi"].version == "3.259.0"


def test_every_built_package_is_a_tool_of_its_module() -> None:
    for tool in TOOLS.values():
        for program in tool.programs:
            text = (ROOT / "tools" / program.folder / "go.mod").read_text()
            assert f"\ntool {program.package}\n" in text


def test_go_needed_is_what_the_modules_need() -> None:
    for tool in TOOLS.values():
        for part in tool.parts:
            text = (ROOT / "tools" / part.folder / "go.mod").read_text()
            found = re.search(r"^go (\d+)\.(\d+)", text, re.MULTILINE)
            assert found and (int(found.group(1)), int(found.group(2))) == GO_NEEDED


def test_the_locked_python_sdk_is_of_the_engines_version() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert f"\npulumi=={TOOLS['pulumi'].version} " in lock


def test_the_main_executable_is_installed_last() -> None:
    assert [tool.files[-1] for tool in TOOLS.values()] == list(TOOLS)
    assert sorted(TOOLS["pulumi"].files) == [
        "pulumi",
        "pulumi-language-python",
        "pulumi-language-python-exec",
        "pulumi-resource-pulumi-python",
    ]


def test_release_files_carry_the_version() -> None:
    for tool in TOOLS.values():
        assert tool.release.base.endswith(f"/v{tool.version}")
        assert set(tool.release.assets) == {
            (system, machine) for system in ("linux", "darwin") for machine in ("amd64", "arm64")
        }
    for asset in TOOLS["pulumi"].release.assets.values():
        assert asset.startswith("pulumi-v3.259.0-")


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(EdgewrightError) as caught:
        tool_named("pulmi")
    assert caught.value.code == "TOO-001"
    assert caught.value.exit_status == 2
    assert caught.value.hint == "Did you mean 'pulumi'? The tools are: opa, pulumi."


def test_a_name_like_no_other_gets_the_list() -> None:
    with pytest.raises(EdgewrightError) as caught:
        tool_named("terraform")
    assert caught.value.hint == "The tools are: opa, pulumi."
