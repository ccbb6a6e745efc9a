"""A preview with something taken from it, or hidden in it, is never greener than it was."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from estates import judged, ward

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Outcome
from edgewright.gate.context import GateContext
from edgewright.graph.resource.from_state import read_resources
from edgewright.policy.evaluation import Evaluation

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
"""As the engine writes what it does not know, and what it hides (`graph.resource.wire`)."""
HELD = {"edgewright:data": "patients"}
URN = "urn:pulumi:dev::ward::"
TYPES = {
    "aws:s3/bucket:Bucket::notes": {"bucket": "notes", "region": "us-east-1", "tags": HELD},
    "aws:rds/instance:Instance::visits": {"region": "eu-central-1", "tags": HELD},
    "aws:sqs/queue:Queue::orders": {"region": "eu-central-1"},
    "azure-native:storage:StorageAccount::scans": {
        "location": "westeurope",
        "sku": {"name": "Standard_GRS"},
        "tags": HELD,
    },
    "aws:iam/role:Role::reader": {
        "assumeRolePolicy": json.dumps(
            {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
        )
    },
}
OPEN = (Outcome.FAILED, Outcome.UNDETERMINED)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> GateContext:
    return ward(tmp_path_factory.mktemp("ward") / "project")


@pytest.fixture
def preview() -> dict[str, Any]:
    states = [
        {"urn": f"{URN}{name}", "type": name.rpartition("::")[0], "custom": True, "inputs": inputs}
        for name, inputs in copy.deepcopy(TYPES).items()
    ]
    steps = [{"op": "create", "urn": one["urn"], "newState": one} for one in states]
    return {"config": {}, "steps": steps, "changeSummary": {"create": len(steps)}}


def read(folder: Path, context: GateContext, document: Any) -> Evaluation:
    path = folder / "preview.json"
    path.write_text(json.dumps(document))
    return judged(context, read_resources(path))


def against(evaluation: Evaluation, urn: str) -> set[str]:
    """The rules that fail on a resource or a part of it, or cannot tell."""
    return {
        one.policy
        for one in evaluation.results
        if one.outcome in OPEN and one.node.partition("#")[0] == urn
    }


def refused(folder: Path, document: Any) -> str:
    path = folder / "preview.json"
    path.write_text(json.dumps(document))
    with pytest.raises(EdgewrightError) as caught:
        read_resources(path)
    return caught.value.code


def test_a_step_dropped(tmp_path: Path, preview: dict[str, Any]) -> None:
    for number in range(len(preview["steps"])):
        short = copy.deepcopy(preview)
        del short["steps"][number]
        assert refused(tmp_path, short) == "GRA-003"


def test_a_state_dropped(tmp_path: Path, preview: dict[str, Any]) -> None:
    for number in range(len(preview["steps"])):
        hollow = copy.deepcopy(preview)
        del hollow["steps"][number]["newState"]
        assert refused(tmp_path, hollow) == "GRA-005"


@pytest.mark.parametrize("severity", ["error", "fatal"])
def test_an_error_added(tmp_path: Path, preview: dict[str, Any], severity: str) -> None:
    preview["diagnostics"] = [{"message": "it broke", "severity": severity}]
    assert refused(tmp_path, preview) == "GRA-004"


def hidden(value: Any) -> Iterator[Any]:
    """A value with each part of it in turn not known, or secret."""
    for marker in (UNKNOWN, SECRET):
        yield marker
        if isinstance(value, dict):
            for key, part in value.items():
                for changed in hidden(part):
                    yield {**value, key: changed}


def test_something_hidden(tmp_path: Path, context: GateContext, preview: dict[str, Any]) -> None:
    whole = read(tmp_path, context, preview)
    for step in preview["steps"]:
        urn, state = step["urn"], step["newState"]
        before, inputs = against(whole, urn), state["inputs"]
        tried = 0
        for name in inputs:
            for changed in hidden(inputs[name]):
                state["inputs"] = {**inputs, name: changed}
                after = against(read(tmp_path, context, preview), urn)
                assert (not before) or after, (urn, name, changed)
                tried += 1
        state["inputs"] = inputs
        assert tried or not inputs


def test_tags_hidden_leave_every_finding_open(
    tmp_path: Path, context: GateContext, preview: dict[str, Any]
) -> None:
    """Nothing that spoke against a labelled resource is settled because its label is hidden."""
    whole = read(tmp_path, context, preview)
    for step in preview["steps"]:
        inputs = step["newState"]["inputs"]
        if "tags" not in inputs:
            continue
        for changed in (UNKNOWN, SECRET, {"edgewright:data": UNKNOWN}, {"edgewright:data": SECRET}):
            step["newState"]["inputs"] = {**inputs, "tags": changed}
            after = read(tmp_path, context, preview)
            settled = against(whole, step["urn"]) - against(after, step["urn"])
            assert settled == set(), (step["urn"], changed)
        step["newState"]["inputs"] = inputs
