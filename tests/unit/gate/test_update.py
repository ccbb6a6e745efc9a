"""What is known of a resource before it is made: its inputs, and what its preview foretold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.gate.admission import Admission, Ground, leave_admission, take_admission
from edgewright.gate.update import as_it_will_be
from edgewright.graph.model import SECRET, UNKNOWN, RawResource

TYPE = "aws:s3/bucket:Bucket"
URN = f"urn:pulumi:dev::shop::{TYPE}::notes"
KEY = "urn:pulumi:dev::shop::aws:kms/key:Key::key"


def bucket(inputs: dict[str, Any], **outputs: Any) -> RawResource:
    return RawResource(
        URN,
        TYPE,
        "notes",
        props={**inputs, **outputs},
        inputs=inputs,
        provider="urn:pulumi:dev::shop::pulumi:providers:aws::default",
        provider_props={"region": "eu-central-1"},
        property_dependencies={"kmsKeyId": (KEY,)},
    )


def now(inputs: dict[str, Any], **other: Any) -> RawResource:
    """As the engine tells it in an update: no outputs, no dependencies."""
    return replace(
        bucket(inputs), props=inputs, property_dependencies={}, **{**other, "inputs": inputs}
    )


FORETOLD = {"region": "eu-central-1", "arn": "arn:aws:s3:::notes-1a2b"}


@pytest.mark.parametrize(
    ("before", "after", "arn", "region"),
    [
        ({"acl": "private"}, {"acl": "private"}, FORETOLD["arn"], "eu-central-1"),
        ({"kmsKeyId": UNKNOWN}, {"kmsKeyId": "k-1"}, FORETOLD["arn"], "eu-central-1"),
        ({"a": [{"b": UNKNOWN}]}, {"a": [{"b": "k-1"}]}, FORETOLD["arn"], "eu-central-1"),
        ({"password": SECRET}, {"password": SECRET}, FORETOLD["arn"], "eu-central-1"),
        ({"bucket": "notes-1a2b"}, {"bucket": "notes-9f8e"}, UNKNOWN, "eu-central-1"),
        ({"acl": "private"}, {"acl": "public-read"}, UNKNOWN, UNKNOWN),
        ({"a": [1]}, {"a": [1, 2]}, UNKNOWN, UNKNOWN),
        ({"acl": "private"}, {}, UNKNOWN, UNKNOWN),
        ({}, {"acl": "private"}, UNKNOWN, UNKNOWN),
        ({"kmsKeyId": "k-1"}, {"kmsKeyId": UNKNOWN}, UNKNOWN, UNKNOWN),
    ],
)
def test_what_was_foretold_counts_while_the_inputs_are_as_foreseen(
    before: dict[str, Any], after: dict[str, Any], arn: Any, region: Any
) -> None:
    found = as_it_will_be(bucket(before, **FORETOLD), now(after))
    assert found.props == {**after, "arn": arn, "region": region}
    assert found.inputs == after
    assert found.property_dependencies == {"kmsKeyId": (KEY,)}


def test_nothing_foretold_outlives_another_provider() -> None:
    elsewhere = now({"acl": "private"}, provider_props={"region": "us-east-1"})
    found = as_it_will_be(bucket({"acl": "private"}, region="eu-central-1"), elsewhere)
    assert found.props == {"acl": "private", "region": UNKNOWN}


def test_what_a_service_answers_for_an_input_counts_while_that_is_the_same() -> None:
    judged = bucket({"name": "Notes", "acl": UNKNOWN}, name="notes")
    found = as_it_will_be(judged, now({"name": "Notes", "acl": "private"}))
    assert found.props == {"name": "notes", "acl": "private"}


def test_a_resource_no_preview_saw_is_its_inputs() -> None:
    fresh = now({"acl": "private"})
    assert as_it_will_be(None, fresh) == fresh


def test_an_admission_is_read_as_it_was_left(tmp_path: Path) -> None:
    ground = Ground("dev", "shop", "acme", "file://state", offline=False, inputs="sha256:1")
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    judged = bucket({"name": "Notes", "acl": UNKNOWN, "tags": {}}, name="notes", arn=UNKNOWN)
    left = Admission(ground, at, (judged,), {URN: (URN, f"{URN}#copy")})
    leave_admission(tmp_path, left)
    lasts = timedelta(minutes=60)
    assert take_admission(tmp_path, ground, at + lasts, lasts) == left
    with pytest.raises(EdgewrightError, match="no preview has held since") as caught:
        take_admission(tmp_path, ground, at, lasts)
    assert caught.value.code == "GAT-002"
    assert list(tmp_path.iterdir()) == []
