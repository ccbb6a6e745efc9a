"""The sample estate on the real engine and the real OPA, offline, from preview to destroy."""

import json
from pathlib import Path
from typing import Any

import pytest
from sandboxes import ROOT, STACK, Sandbox

pytestmark = pytest.mark.engine
"""The tests of this module follow each other on one stack."""


def test_preview_holds_and_creates_nothing(shared_sandbox: Sandbox) -> None:
    done = shared_sandbox.edgewright("preview", "--offline", "--stack", STACK)
    assert done.status == 0, done.text
    assert "edgewright: held" in done.out
    evaluation = shared_sandbox.evaluation()
    assert evaluation["complete"] is True
    assert evaluation["phase"] == "preview"
    assert evaluation["offline"] is True
    outcomes = {result["outcome"] for result in evaluation["results"]}
    assert "passed" in outcomes
    assert "failed" not in outcomes
    assert shared_sandbox.state() == []


def test_the_html_report_is_written(shared_sandbox: Sandbox) -> None:
    page = shared_sandbox.evaluation_file().with_name("report.html")
    assert "<html" in page.read_text()


def test_up_deploys(shared_sandbox: Sandbox) -> None:
    done = shared_sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 0, done.text
    assert shared_sandbox.evaluation()["phase"] == "up"
    types = {resource["type"] for resource in shared_sandbox.state()}
    assert {
        "aws:s3/bucket:Bucket",
        "aws:kms/key:Key",
        "aws-native:greengrassv2:Deployment",
        "azure-native:iothub:IotHubResource",
        "edgewright:azure:EdgeDeployment",
    } <= types


def graph_of(sandbox: Sandbox, file: Path) -> dict[str, Any]:
    done = sandbox.edgewright("graph", "--file", str(file), "--format", "json")
    assert done.status == 0, done.text
    return dict(json.loads(done.out))


def test_the_state_gives_the_graph_the_analyzer_saw(shared_sandbox: Sandbox) -> None:
    environment = shared_sandbox.offline_environment()
    done = shared_sandbox.run("pulumi", "stack", "export", "--stack", STACK, **environment)
    assert done.status == 0, done.text
    file = shared_sandbox.root / "state.json"
    file.write_text(done.out)
    graph = graph_of(shared_sandbox, file)
    assert graph["digest"] == shared_sandbox.evaluation()["digests"]["resources"]
    assert len(graph["nodes"]) > 30


def test_a_recorded_preview_gives_the_graph_the_analyzer_saw(shared_sandbox: Sandbox) -> None:
    environment = shared_sandbox.offline_environment()
    config = shared_sandbox.root / ".edgewright" / "offline" / STACK / f"Pulumi.{STACK}.yaml"
    command = (
        "pulumi",
        "preview",
        "--json",
        "--show-sames",
        "--stack",
        STACK,
        "--config-file",
        str(config),
    )
    done = shared_sandbox.run(*command, **environment)
    assert done.status == 0, done.text
    file = shared_sandbox.root / "preview.json"
    file.write_text(done.out)
    graph = graph_of(shared_sandbox, file)
    assert graph["digest"] == shared_sandbox.evaluation()["digests"]["resources"]


def test_a_second_up_changes_nothing(shared_sandbox: Sandbox) -> None:
    before = len(shared_sandbox.state())
    done = shared_sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 0, done.text
    assert f"{before - providers(shared_sandbox)} unchanged" in done.out


def providers(sandbox: Sandbox) -> int:
    """Providers the engine made itself: it does not count those as unchanged."""
    return sum(
        resource["type"].startswith("pulumi:providers:") and "::default" in resource["urn"]
        for resource in sandbox.state()
    )


def test_state_judged_without_the_engine(shared_sandbox: Sandbox) -> None:
    file = shared_sandbox.root / "state.json"
    done = shared_sandbox.edgewright("check", "--stack", STACK, "--file", str(file))
    assert done.status == 0, done.text
    assert done.out.startswith("HELD")


def test_policy_analyze_judges_the_state(shared_sandbox: Sandbox) -> None:
    pack = shared_sandbox.edgewright("pack-path").out.strip()
    file = str(shared_sandbox.root / "state.json")
    done = shared_sandbox.run("pulumi", "policy", "analyze", "--policy-pack", pack, "--file", file)
    assert done.status == 0, done.text


def test_refresh(shared_sandbox: Sandbox) -> None:
    done = shared_sandbox.edgewright("refresh", "--offline", "--yes", "--stack", STACK)
    assert done.status == 0, done.text


def test_a_real_run_on_an_offline_stack_is_refused(shared_sandbox: Sandbox) -> None:
    environment = shared_sandbox.offline_environment()
    environment.pop("EDGEWRIGHT_OFFLINE")
    config = shared_sandbox.root / ".edgewright" / "offline" / STACK / f"Pulumi.{STACK}.yaml"
    command = ("pulumi", "preview", "--stack", STACK, "--config-file", str(config))
    done = shared_sandbox.run(*command, **environment)
    assert done.status != 0
    assert "GAT-006" in done.text


def test_destroy(shared_sandbox: Sandbox) -> None:
    done = shared_sandbox.edgewright("destroy", "--offline", "--yes", "--stack", STACK)
    assert done.status == 0, done.text
    assert shared_sandbox.state() == []


def test_the_projects_own_files_are_untouched(shared_sandbox: Sandbox) -> None:
    """Creating a stack writes to its config file: not to the one in the project."""
    name = f"stacks/Pulumi.{STACK}.yaml"
    assert (shared_sandbox.root / name).read_text() == (ROOT / name).read_text()
