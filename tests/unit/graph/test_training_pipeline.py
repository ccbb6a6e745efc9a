"""A SageMaker pipeline is judged by its training steps; labels keep every key."""

import json
from typing import Any

from edgewright.graph.model import UNKNOWN, RawResource, is_unknown
from edgewright.graph.normalise import record_graph

KEY = "arn:aws:kms:eu-central-1:111122223333:key/0"
STEP = {
    "AlgorithmSpecification": {"TrainingImage": "host/train@sha256:" + "a" * 64},
    "OutputDataConfig": {"S3OutputPath": "s3://out", "KmsKeyId": KEY},
    "ResourceConfig": {"InstanceType": "ml.m5.2xlarge", "VolumeKmsKeyId": KEY},
    "EnableNetworkIsolation": True,
    "EnableInterContainerTrafficEncryption": True,
}


def props(definition: Any, intent: dict[str, Any] | None = None) -> dict[str, Any]:
    given = {"pipelineDefinition": definition, "region": "eu-central-1"}
    urn = "urn:pulumi:s::p::edgewright:aws:Training$aws:sagemaker/pipeline:Pipeline::train"
    parent = RawResource(
        urn="urn:pulumi:s::p::edgewright:aws:Training::outer",
        type="edgewright:aws:Training",
        name="outer",
        props={},
        inputs={"intent": intent or {}},
    )
    pipeline = RawResource(
        urn=urn,
        type="aws:sagemaker/pipeline:Pipeline",
        name="train",
        props=given,
        inputs=given,
        parent=parent.urn,
    )
    (node,) = [node for node in record_graph([parent, pipeline]).nodes if node.name == "train"]
    assert node.kind == "ml.training"
    return node.props


def steps(*jobs: dict[str, Any]) -> str:
    return json.dumps({"Steps": [{"Type": "Training", "Arguments": job} for job in jobs]})


def test_a_training_step_is_read() -> None:
    found = props(steps(STEP))
    assert found["volume_encryption"] == found["output_encryption"] == "customer"
    assert found["inter_node_encryption"] is True
    assert found["network_isolated"] is True
    assert found["image"] == "host/train@sha256:" + "a" * 64


def test_the_weakest_step_counts() -> None:
    open_step = {**STEP, "EnableNetworkIsolation": False, "ResourceConfig": {}}
    found = props(steps(STEP, open_step))
    assert found["network_isolated"] is False
    assert found["volume_encryption"] == "provider"
    assert found["output_encryption"] == "customer"


def test_a_switch_that_a_parameter_sets_cannot_be_read() -> None:
    found = props(steps({**STEP, "EnableNetworkIsolation": {"Get": "Parameters.Isolated"}}))
    assert is_unknown(found["network_isolated"]) and found["inter_node_encryption"] is True


def test_a_step_whose_key_cannot_be_read_is_not_taken_for_one_with_ours() -> None:
    hidden = {**STEP, "ResourceConfig": {"VolumeKmsKeyId": {"Get": "Parameters.Key"}}}
    for order in ((STEP, hidden), (hidden, STEP)):
        found = props(steps(*order))
        assert is_unknown(found["volume_encryption"])
        assert found["output_encryption"] == "customer"


def test_what_a_step_does_not_say_is_the_services_default() -> None:
    found = props(steps({}))
    assert found["inter_node_encryption"] is False
    assert found["network_isolated"] is False
    assert found["output_encryption"] == "provider"


def test_an_unread_definition_is_unknown_unless_the_component_said_it() -> None:
    found = props(dict(UNKNOWN), {"network_isolated": True})
    assert found["network_isolated"] is True
    assert is_unknown(found["volume_encryption"])
    assert is_unknown(props("{")["image"])


def test_other_steps_are_not_training() -> None:
    assert props(json.dumps({"Steps": [{"Type": "Processing", "Arguments": {}}]}))["image"] is None


def test_a_label_without_a_retention_has_the_key_all_the_same() -> None:
    # Pulumi drops nulls, so the intent arrives without it
    entry = {"id": "frames", "origin": "DE", "classification": "internal", "categories": []}
    found = props(steps(STEP), {"region": "eu-central-1", "data": [entry]})
    assert found["data"] == [{**entry, "retention_days": None}]
