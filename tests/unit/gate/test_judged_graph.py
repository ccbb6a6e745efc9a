"""What an update is about to make, judged on what its preview judged: without the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from gated_stacks import PROJECT

from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome, Phase
from edgewright.gate.admission import Admission, Ground
from edgewright.gate.context import load_context
from edgewright.gate.subjects import subjects
from edgewright.gate.update import Update, left_open
from edgewright.gate.verdict import StackVerdict
from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluation import Result
from edgewright.policy.evaluation_file import read_evaluation

LABEL = {"edgewright:data": "faces"}
BUCKET = "aws:s3/bucket:Bucket"
SSE = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
KEY = "aws:kms/key:Key"
HOME = {"region": "eu-central-1"}


def urn(type: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::{type}::{name}"


def resource(
    type: str, name: str, inputs: dict[str, Any], depends: dict[str, str] | None = None
) -> RawResource:
    """As a preview tells it: everything a provider answers is unknown there."""
    answers = {"id": dict(UNKNOWN), "arn": dict(UNKNOWN)}
    return RawResource(
        urn(type, name),
        type,
        name,
        props={**answers, **inputs},
        inputs=inputs,
        provider=urn("pulumi:providers:aws", "default"),
        provider_props=HOME,
        property_dependencies={on: (of,) for on, of in (depends or {}).items()},
    )


def rules(key: Any) -> list[dict[str, Any]]:
    by_default = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": key}
    return [{"applyServerSideEncryptionByDefault": by_default}]


def made(one: RawResource, **inputs: Any) -> RawResource:
    """As an update tells it: its inputs alone, all of them known."""
    now = {**one.inputs, **inputs}
    return replace(one, props=now, inputs=now, property_dependencies={})


STORE = resource(BUCKET, "faces", {"bucket": "faces-1a2b3c4", "tags": LABEL, **HOME})
LOCK = resource(KEY, "lock", {"region": dict(UNKNOWN), "enableKeyRotation": True})
ENCRYPTED = resource(
    SSE,
    "sse",
    {"bucket": dict(UNKNOWN), "rules": rules(dict(UNKNOWN)), **HOME},
    {"bucket": STORE.urn, "rules": LOCK.urn},
)
PREVIEW = (STORE, LOCK, ENCRYPTED)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackVerdict]:
    root = tmp_path_factory.mktemp("judged")
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (root / "edgewright.yaml").write_text(PROJECT)
    known = load_context(Project(root), "dev", datetime(2026, 11, 25, tzinfo=UTC))
    path = root / "evaluation.json"
    with closing(StackVerdict(known, path, phase=Phase.UP, offline=False)) as found:
        yield found


def update(verdict: StackVerdict, *preview: RawResource) -> Update:
    """An update after a preview of these held, which left open what it could not know."""
    verdict.phase = Phase.PREVIEW
    evaluation, judged = verdict.judge_stack(record_graph(preview, verdict.context.labelling))
    assert evaluation.verdict.is_clear, [one.message for one in evaluation.results if one.blocking]
    verdict.phase = Phase.UP
    ground = Ground("dev", "shop", "", "", offline=False, inputs="")
    at = verdict.context.at
    return Update(verdict, Admission(ground, at, preview, left_open(evaluation, judged)))


def against(found: Update, *resources: RawResource) -> list[tuple[str, set[str]]]:
    """What each of them is refused for, up to the first that is: (name, rules)."""
    told = []
    for one in resources:
        named = {result.policy for result in found.judge(one) if result.blocking}
        told.append((one.name, named))
        if named:
            break
    return told


def arrivals(region: str) -> list[RawResource]:
    name = "faces-9f8e7d6"
    return [
        made(STORE, bucket=name),
        made(LOCK, region=region),
        made(ENCRYPTED, bucket=name, rules=rules("arn:aws:kms:::key/0a-1b")),
    ]


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_an_honest_update_passes_in_whatever_order(
    verdict: StackVerdict, order: tuple[int, ...]
) -> None:
    """Its names are others than in the preview, and ids are a server's."""
    here = arrivals("eu-west-1")
    told = against(update(verdict, *PREVIEW), *(here[number] for number in order))
    assert [named for _, named in told] == [set(), set(), set()]


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_key_that_turns_out_abroad_is_refused_in_whatever_order(
    verdict: StackVerdict, order: tuple[int, ...]
) -> None:
    here = arrivals("us-east-1")
    told = against(update(verdict, *PREVIEW), *(here[number] for number in order))
    assert told[-1] == ("lock", {"ENC-01"})


def test_what_nobody_reads_of_a_new_resource_waits_for_nothing_else(
    verdict: StackVerdict,
) -> None:
    """A key is still to come; what a file system copies has nothing to do with it."""
    new = resource("aws:efs/fileSystem:FileSystem", "files", {"tags": LABEL, **HOME})
    [(_, named)] = against(update(verdict, *PREVIEW), made(new))
    assert "ENC-01" in named


def test_a_new_store_is_judged_with_what_its_own_inputs_say(verdict: StackVerdict) -> None:
    new = resource(BUCKET, "more", {"tags": LABEL, **HOME})
    [(_, bare)] = against(update(verdict, *PREVIEW), made(new))
    assert bare == {"ENC-01"}
    by_key = {"rule": rules("arn:aws:kms:eu-west-1:1:key/2")[0]}
    [(_, named)] = against(
        update(verdict, *PREVIEW), made(new, serverSideEncryptionConfiguration=by_key)
    )
    assert named == set()


@pytest.mark.parametrize(
    "turned",
    [
        {"region": "us-east-1"},
        {"provider_props": {"region": "us-east-1"}, "region": None},
        {"tags": {"edgewright:data": "nobody-knows"}, "region": "us-east-1"},
    ],
)
def test_a_store_turned_abroad(verdict: StackVerdict, turned: dict[str, Any]) -> None:
    other = dict(turned)
    around = other.pop("provider_props", HOME)
    now = {name: value for name, value in {**STORE.inputs, **other}.items() if value is not None}
    moved = replace(made(STORE), props=now, inputs=now, provider_props=around)
    [(_, named)] = against(update(verdict, *PREVIEW), moved)
    assert named & {"RES-01", "ENC-01"}


def test_what_is_as_it_was_judged_asks_no_rule(
    verdict: StackVerdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = update(verdict, STORE, made(LOCK, **HOME), ENCRYPTED)
    monkeypatch.setattr(verdict, "evaluate", lambda *_: pytest.fail("a rule was asked"))
    assert found.judge(made(STORE)) == ()


def test_a_refusal_says_what_was_let_through(verdict: StackVerdict) -> None:
    found = update(verdict, *PREVIEW)
    here = arrivals("us-east-1")
    against(found, here[0], here[1])
    evaluation = read_evaluation(verdict.path)
    assert not evaluation.complete
    [note] = [one for one in evaluation.notes if "was refused" in one]
    assert note == f"{LOCK.urn} was refused. Let through before it, and made: {STORE.urn}."


REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"


@pytest.mark.parametrize("store", ["faces-1a2b3c4", "faces-9f8e7d6"], ids=["kept", "new"])
def test_a_copy_that_no_preview_saw(verdict: StackVerdict, store: str) -> None:
    far = resource(BUCKET, "far", {"bucket": "far-away", "region": "us-east-1"})
    rule = {"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::far-away"}}
    copying = resource(REPLICATION, "copy", {"bucket": store, "rules": [rule], **HOME})
    found = update(verdict, *PREVIEW, far)
    told = against(found, made(STORE, bucket=store), made(far), made(copying))
    assert told[-1][0] == "copy"
    assert "RES-06" in told[-1][1]


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_a_label_that_becomes_known(verdict: StackVerdict, region: str) -> None:
    given = {"bucket": "more", "region": region, "tags": {"edgewright:data": dict(UNKNOWN)}}
    store = resource(BUCKET, "more", {**given, "serverSideEncryptionConfiguration": BY_KEY})
    told = against(update(verdict, store), made(store, tags=LABEL))
    assert told == [("more", {"RES-01"} if region == "us-east-1" else set())]


BY_KEY: dict[str, Any] = {"rule": rules("arn:aws:kms:eu-west-1:1:key/2")[0]}


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_what_a_component_holds_goes_for_what_a_new_part_of_it_is(
    verdict: StackVerdict, region: str
) -> None:
    type = "edgewright:aws:DataLake"
    data = [{"id": "faces", "origin": "DE", "categories": ["user.biometric"]}]
    lake = replace(
        resource(type, "lake", {"intent": {"data": data, "region": "eu-west-1"}}),
        provider="",
        provider_props={},
        custom=False,
    )
    given = {"bucket": "more", "region": region, "serverSideEncryptionConfiguration": BY_KEY}
    part = replace(made(resource(BUCKET, "more", given)), parent=lake.urn)
    told = against(update(verdict, *PREVIEW), made(lake), part)
    assert told[-1] == ("more", {"RES-01"} if region == "us-east-1" else set())


@pytest.mark.parametrize("rotated", [1, 1.0, "true", [True]])
def test_a_value_of_another_type_is_another_value(verdict: StackVerdict, rotated: Any) -> None:
    """1 is True to Python, and nothing that a rule can read as a yes."""
    lock = made(LOCK, **HOME)
    [(_, named)] = against(update(verdict, lock), made(lock, enableKeyRotation=rotated))
    assert named == {"ENC-16"}


def test_what_another_component_wants_changes_what_is_in_it(verdict: StackVerdict) -> None:
    """The part of it comes as it was judged."""
    type = "edgewright:aws:DataLake"
    lake = replace(
        resource(type, "lake", {"intent": {"region": "eu-west-1"}}),
        provider="",
        provider_props={},
        custom=False,
    )
    given = {"bucket": "more", "region": "us-east-1", "serverSideEncryptionConfiguration": BY_KEY}
    part = replace(made(resource(BUCKET, "more", given)), parent=lake.urn)
    data = [{"id": "faces", "origin": "DE", "categories": ["user.biometric"]}]
    turned = made(lake, intent={"region": "eu-west-1", "data": data})
    told = against(update(verdict, lake, part), turned, part)
    assert "RES-01" in told[-1][1]


@pytest.mark.parametrize("part", ["holding", "transfer"])
def test_what_is_open_about_a_flow_is_open_about_what_makes_it(
    verdict: StackVerdict, part: str
) -> None:
    """A copy to a region that nobody knows yet: where it gets to, and the border it crosses."""
    copying = resource(
        REPLICATION,
        "copy",
        {"bucket": "faces-1a2b3c4", "rules": dict(UNKNOWN), **HOME},
    )
    judged = subjects(verdict.context, record_graph([STORE, copying], verdict.context.labelling))
    made_by = {node.id for node in judged.nodes if node.parent == copying.urn}
    [about] = [id for id in made_by if id.startswith(f"estate:{part}/")]
    evaluation, _ = verdict.judge_stack(record_graph([STORE], verdict.context.labelling))
    rule = next(one.id for one in evaluation.policies if one.level == "mandatory")
    doubt = Result(rule, about, "", Outcome.UNDETERMINED, "not known", False, fingerprint="1")
    found = left_open(replace(evaluation, results=(doubt,)), judged)
    assert found == {copying.urn: (about,)}
