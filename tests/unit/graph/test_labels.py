"""Labels, from every place in which a resource or a project says them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edgewright.graph.model import SECRET, UNKNOWN, RawResource
from edgewright.graph.resource.labels import (
    UNREADABLE,
    Labelling,
    LabelRule,
    carrier_of,
    data_entries,
    ids_of,
)

QUEUE = "aws:sqs/queue:Queue"
URN = f"urn:pulumi:dev::shop::{QUEUE}::orders"
HELD = {"edgewright:data": "patients"}


def queue(inputs: dict[str, Any], outputs: dict[str, Any] | None = None, **more: Any) -> Any:
    return RawResource(URN, QUEUE, "orders", {**inputs, **(outputs or {})}, inputs, **more)


def labels(resource: RawResource, known: Labelling | None = None, **more: Any) -> tuple[str, ...]:
    return ids_of(data_entries(resource, {}, known or Labelling(), **more))


@pytest.mark.parametrize(
    "inputs",
    [
        {"tags": HELD},
        {"tagsAll": HELD},
        {"tags": {"Edgewright:Data": "patients"}},  # Azure's tag names have no case
        {"tags": [{"key": "edgewright:data", "value": "patients"}]},  # AWS Cloud Control
        {"tags": [{"Key": "edgewright:data", "Value": "patients"}]},
        {"tags": [{"key": "edgewright:data", "value": "patients", "propagateAtLaunch": True}]},
        {"tagSpecifications": [{"resourceType": "volume", "tags": HELD}]},
        {"properties": {"tags": HELD}},
        {"volumeTags": HELD},  # of an instance's disks
        {"rootBlockDevice": {"tags": HELD}},
        {"ebsBlockDevices": [{"deviceName": "b"}, {"tags": HELD}]},
        {"tags": ["web", "edgewright:data:patients"]},  # DigitalOcean's and others' are texts
        {"tags": "Edgewright:Data = patients"},
    ],
)
def test_tags_of_every_shape(inputs: dict[str, Any]) -> None:
    assert labels(queue(inputs)) == ("patients",)


def test_a_tag_names_several_labels() -> None:
    assert labels(queue({"tags": {"edgewright:data": "visits patients, scans"}})) == (
        "patients",
        "scans",
        "visits",
    )


@pytest.mark.parametrize("hidden", [UNKNOWN, SECRET])
@pytest.mark.parametrize(
    "shape",
    [
        lambda hidden: {"tags": hidden},
        lambda hidden: {"tags": {"edgewright:data": hidden}},
        lambda hidden: {"tags": [hidden]},
        lambda hidden: {"tags": [{"key": hidden, "value": "patients"}]},
        lambda hidden: {"tags": [{"key": "edgewright:data", "value": hidden}]},
        lambda hidden: {"tags": "team=x;edgewright:data=patients"},
        lambda hidden: {"tags": '{"edgewright:data": "patients"}'},
        lambda hidden: {"rootBlockDevice": hidden},
        lambda hidden: {"properties": {"tags": hidden}},
    ],
)
def test_tags_nobody_can_read_are_never_no_label(hidden: Any, shape: Any) -> None:
    assert labels(queue(shape(dict(hidden)))) == (UNREADABLE,)


@pytest.mark.parametrize("tags", ["a;b", ["web", "env:prod"], "", []])
def test_tags_without_ours_are_no_label(tags: Any) -> None:
    droplet = replace(queue({"tags": tags}), type="digitalocean:index/droplet:Droplet")
    assert labels(droplet) == ()
    if isinstance(tags, list):
        assert labels(queue({"tags": tags})) == ()


@pytest.mark.parametrize(
    "tags", [5, True, "", "a;b", [5], [["a"]], [None], [{"key": 5, "value": "patients"}]]
)
def test_tags_of_a_type_that_a_cloud_has_none_of_cannot_be_read(tags: Any) -> None:
    assert labels(queue({"tags": tags})) == (UNREADABLE,)


@pytest.mark.parametrize("answer", [None, {}, {"owner": "x"}, []])
@pytest.mark.parametrize("name", ["tags", "tagsAll"])
def test_what_the_cloud_answers_takes_no_label_back(name: str, answer: Any) -> None:
    assert labels(queue({name: HELD}, {name: answer})) == ("patients",)
    assert labels(queue({name: answer}, {name: HELD})) == ("patients",)


def test_an_unreadable_label_is_unknown_in_all_it_says() -> None:
    [entry] = data_entries(queue({"tags": dict(UNKNOWN)}), {}, Labelling())
    assert {name for name, value in entry.items() if value == UNKNOWN} == set(entry) - {"id"}


def test_a_tag_beside_hidden_ones_counts() -> None:
    hidden = {"owner": dict(SECRET), **HELD}
    assert labels(queue({"tags": hidden})) == ("patients",)


def test_what_the_cloud_will_answer_are_the_tags_asked_for() -> None:
    """In a preview `tagsAll` is not known; it is what is asked for here and by the provider."""
    assert labels(queue({"tags": HELD}, {"tagsAll": dict(UNKNOWN)})) == ("patients",)
    assert labels(queue({}, {"tags": dict(UNKNOWN), "tagsAll": dict(UNKNOWN)})) == ()


def test_tags_of_the_provider_are_those_of_what_it_makes() -> None:
    given = {"provider_props": {"defaultTags": {"tags": HELD}}}
    assert labels(queue({}, **given), keeps_data=True) == ("patients",)
    assert labels(queue({"tags": {"a": "b"}}, **given)) == ("patients",)
    assert labels(queue({}, {"tagsAll": dict(UNKNOWN)}, **given)) == ("patients",)
    # A type that no recording shows with tags, and that keeps nothing, may have none.
    assert labels(queue({}, **given)) == ()


@pytest.mark.parametrize("settings", [dict(UNKNOWN), dict(SECRET), "{", {"tags": dict(UNKNOWN)}])
def test_tags_of_a_provider_that_are_hidden(settings: Any) -> None:
    given = queue({"tags": {"a": "b"}}, provider_props={"defaultTags": settings})
    assert labels(given) == (UNREADABLE,)


def test_labels_that_a_project_gives() -> None:
    known = Labelling(
        assets={"patients": {"id": "patients", "origin": "DE"}},
        rules=(LabelRule("*::aws:sqs/queue:Queue::ord*", ("patients", "ghosts")),),
    )
    found = data_entries(queue({}), {}, known)
    assert [entry["id"] for entry in found] == ["ghosts", "patients"]
    assert [entry["origin"] for entry in found] == [None, "DE"]
    other = Labelling(rules=(LabelRule("*::aws:sqs/queue:Queue::other", ("patients",)),))
    assert labels(queue({}), other) == ()


def test_a_tag_that_names_derived_data_says_whose_labels_it_carries_and_in_what() -> None:
    known = Labelling(
        assets={"patients": {"id": "patients", "origin": "DE"}},
        carried={"weights": ("patients",)},
    )
    models = queue({"tags": {"edgewright:data": "weights"}})
    assert labels(models, known) == ("patients",)
    assert carrier_of(models, {}, known) == "weights"
    both = queue({"tags": {"edgewright:data": "weights patients"}})
    assert carrier_of(both, {}, known) is None
    assert carrier_of(queue({}), {}, known) is None
    assert carrier_of(models, {"carrier": "frames"}, known) == "frames"


@pytest.mark.parametrize(
    ("match", "type", "name"),
    [
        ("azure-native:datafactory:Factory", "azure-native:datafactory/v20180601:Factory", "it"),
        (
            "azure-native:datafactory/v20180601:Factory",
            "azure-native:datafactory/v20180601:Factory",
            "it",
        ),
        ("*::azure-native:datafactory:*::it", "azure-native:datafactory/v20180601:Factory", "it"),
        ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "it"),
        ("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket", "it"),
        ("*::orders[0]", QUEUE, "orders[0]"),
        ('*::orders["a*"]', QUEUE, 'orders["a-b"]'),
    ],
)
def test_labels_are_given_in_every_spelling(match: str, type: str, name: str) -> None:
    given = RawResource(f"urn:pulumi:dev::shop::{type}::{name}", type, name, {}, {})
    assert labels(given, Labelling(rules=(LabelRule(match, ("patients",)),))) == ("patients",)
