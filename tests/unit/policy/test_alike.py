"""Which nodes OPA is asked about, where rules say the same of all that are alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, Node, ResourceLocation
from edgewright.policy.alike import one_of_each

NODE = Node(
    id="a",
    type="aws:s3/bucket:Bucket",
    kind="storage.bucket",
    name="one",
    provider="",
    location=ResourceLocation(None, None, None),
    labels=("frames",),
    props={"versioned": True},
    parent="stack",
)


def test_one_of_those_that_differ_in_id_and_name_stands_for_all() -> None:
    nodes = [NODE, *(replace(NODE, id=id, name=id, declared_at=id) for id in "bc")]
    assert one_of_each(nodes) == ([NODE], {"b": "a", "c": "a"})


@pytest.mark.parametrize(
    "otherwise",
    [
        {"type": "aws:s3/bucketV2:BucketV2"},
        {"kind": "resource.other"},
        {"labels": ()},
        {"parent": None},
        {"props": {"versioned": 1}},
        {"props": {"versioned": dict(UNKNOWN)}},
        {"props": {"versioned": True, "public": None}},
        {"props": {"versioned": object()}},
    ],
)
def test_whatever_else_differs_is_asked_about(otherwise: dict[str, Any]) -> None:
    nodes = [NODE, replace(NODE, id="b", **otherwise)]
    assert one_of_each(nodes) == (nodes, {})


def test_what_is_no_json_is_like_nothing_else() -> None:
    props: dict[str, Any] = {"versioned": object()}
    nodes = [replace(NODE, id=id, props=props) for id in "ab"]
    assert one_of_each(nodes) == (nodes, {})


def test_those_of_one_id_stand_for_themselves_alone() -> None:
    twice = [replace(NODE, id="b"), replace(NODE, id="b", props={"versioned": False})]
    assert one_of_each([NODE, *twice, replace(NODE, id="c")]) == ([NODE, *twice], {"c": "a"})
