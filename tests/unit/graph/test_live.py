"""The graph of resources that become known one by one is that of all of them, after every one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from drawn_stacks import drawn_steps
from golden_estates import ESTATES
from hypothesis import given, settings

from edgewright.graph.live import Change, LiveGraph
from edgewright.graph.model import UNKNOWN, Node, RawResource, ResourceGraph
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.labels import Labelling, LabelRule

RAW = ("aws:s3/bucket:Bucket", "azure-native:keyvault:Vault")
KNOWN = Labelling(
    assets={"frames": {"id": "frames", "origin": "DE", "categories": ["user.biometric"]}},
    rules=(LabelRule("aws:kms/*", ("keys",)),),
    carried={"other": ("frames", "other")},
)


def _seen(node: Node) -> str:
    """A node as rules see it, as a text that tells 1 from true."""
    given = asdict(node)
    if canonical_type(node.type) not in RAW:
        del given["inputs"]
    return json.dumps(given, sort_keys=True)


def _difference(before: ResourceGraph, after: ResourceGraph) -> Change:
    """The nodes of each graph that the other one does not have."""
    was, now = ({node.id: node for node in graph.nodes} for graph in (before, after))
    ids = [id for id in sorted({*was, *now}) if _text(was.get(id)) != _text(now.get(id))]
    return Change(
        tuple(was[id] for id in ids if id in was), tuple(now[id] for id in ids if id in now)
    )


def _text(node: Node | None) -> str | None:
    return None if node is None else _seen(node)


def _follow(
    resources: Iterable[RawResource], steps: Iterable[RawResource], known: Labelling = KNOWN
) -> Iterator[Change]:
    """The change of each step, after it was held against the graph of all resources."""
    current = {one.urn: one for one in resources}
    live = LiveGraph(current.values(), known, raw_types=RAW)
    before = record_graph(current.values(), known)
    assert repr(live.graph) == repr(before)
    for step in steps:
        current[step.urn] = step
        change = live.put(step)
        after = record_graph(current.values(), known)
        assert repr(live.graph) == repr(after)
        assert repr(change) == repr(_difference(before, after))
        before = after
        yield change


@settings(max_examples=150, deadline=None)
@given(drawn_steps())
def test_after_every_step_it_is_the_graph_of_all(
    drawn: tuple[list[RawResource], list[RawResource]],
) -> None:
    assert [*_follow(*drawn)]


@pytest.mark.heavy
@pytest.mark.timeout(900)
@settings(max_examples=3000, deadline=None)
@given(drawn_steps())
def test_after_every_one_of_many_steps_it_is_the_graph_of_all(
    drawn: tuple[list[RawResource], list[RawResource]],
) -> None:
    assert [*_follow(*drawn)]


def _unknown(resource: RawResource) -> RawResource:
    """A resource of which nothing is known but which properties it has, as before an update."""
    inputs: dict[str, Any] = dict.fromkeys(resource.inputs, UNKNOWN)
    is_component = not resource.custom
    props = dict.fromkeys(resource.props, UNKNOWN)
    return resource if is_component else replace(resource, inputs=inputs, props=props)


@pytest.mark.parametrize("name", sorted(ESTATES))
def test_a_recorded_estate_becomes_known_one_by_one(name: str) -> None:
    steps = json.loads(ESTATES[name].recording.read_text(encoding="utf-8"))["steps"]
    resources = assemble(step["newState"] for step in steps)
    live = LiveGraph(map(_unknown, resources), raw_types=RAW)
    before = live.graph
    assert repr(before) == repr(record_graph(map(_unknown, resources)))
    for number, resource in enumerate(resources):
        change = live.put(resource)
        after = live.graph
        assert repr(change) == repr(_difference(before, after))
        before = after
        if number % 10 == 0:
            known = resources[: number + 1]
            assert repr(after) == repr(
                record_graph([*known, *map(_unknown, resources[number + 1 :])])
            )
    assert repr(live.graph) == repr(record_graph(resources))


def test_what_is_put_again_as_it_was_changes_nothing() -> None:
    steps = json.loads(ESTATES["copying"].recording.read_text(encoding="utf-8"))["steps"]
    resources = assemble(step["newState"] for step in steps)
    live = LiveGraph(resources)
    assert [live.put(one) for one in resources] == [Change()] * len(resources)


def _bucket(
    type: str = "aws:s3/bucket:Bucket", name: str = "notes", /, **props: Any
) -> RawResource:
    return RawResource(f"urn:pulumi:s::p::{type}::{name}", type, name, props, props)


def test_inputs_count_where_rules_read_them() -> None:
    before, after = _bucket(forceDestroy=1), _bucket(forceDestroy=True)
    assert LiveGraph([before]).put(after) == Change()
    for type in ("aws:s3/bucketV2:BucketV2", before.type):  # one type in two spellings
        changed = LiveGraph([before], raw_types=[type]).put(after)
        assert [node.inputs for node in changed.before] == [{"forceDestroy": 1}]
        assert repr([node.inputs for node in changed.after]) == "[{'forceDestroy': True}]"


def test_a_resource_with_the_urn_of_a_part_of_another() -> None:
    """The last one counts, in the place of the first, as it does where all are known at once."""
    whole = _bucket("aws-native:s3:Bucket", versioningConfiguration={"status": "Enabled"})
    part = _bucket("aws:s3/bucketVersioning:BucketVersioning", bucket="notes")
    twin = replace(part, urn=f"{whole.urn}#versioningConfiguration")
    without = replace(whole, props={}, inputs={})
    steps = [whole, twin, without, whole, twin, _bucket(bucket="notes"), whole]
    assert len([*_follow([], steps)]) == len(steps)
    assert len([*_follow([twin], steps)]) == len(steps)


def test_what_fails_is_never_half_taken_in() -> None:
    bucket = _bucket(bucket="notes", tags={"edgewright:data": "frames"})
    part = _bucket("aws:s3/bucketVersioning:BucketVersioning", bucket="notes")
    broken: Any = replace(bucket, type=5)
    live = LiveGraph([bucket])
    for other in (broken, part):  # as long as it is broken, so is the graph
        with pytest.raises((TypeError, AttributeError)):
            live.put(other)
    mended = replace(bucket, props={"bucket": "notes"}, inputs={})
    assert live.put(mended).after
    assert repr(live.graph) == repr(record_graph([mended, part]))


def test_a_backup_follows_what_it_selects() -> None:
    vault = "arn:aws:backup:us-east-1:111122223333:backup-vault:far"
    rules = [{"copyActions": [{"destinationVaultArn": vault}]}]
    plan = _bucket("aws:backup/plan:Plan", "plan", rules=rules, region="eu-central-1")
    wanted = [{"key": "backup", "value": "yes"}]
    selection = replace(
        _bucket("aws:backup/selection:Selection", "s", selectionTags=wanted),
        property_dependencies={"planId": (plan.urn,)},
    )

    def table(region: str = "eu-central-1", name: str = "t", **tags: str) -> RawResource:
        return _bucket("aws:dynamodb/table:Table", "t", name=name, region=region, tags=tags)

    label = {"edgewright:data": "frames"}
    steps = [
        table(),
        table(backup="yes"),
        table(backup="yes", **label),
        table(backup="yes", name="other", **label),  # no matter for the backup
        table(backup="yes", region="eu-west-1", **label),
        table(backup="yes", region="us-east-1", **label),  # where the copies go
        table(**label),
    ]
    changes = _follow([plan, selection], steps)
    flows = [any("#backup/" in node.id for node in (*c.before, *c.after)) for c in changes]
    assert flows == [False, True, True, False, True, True, True]
