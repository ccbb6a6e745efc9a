"""The denominator of a verdict: which of the user's resources rules looked at."""

from __future__ import annotations

from typing import Any

from edgewright.base.vocabulary import Outcome
from edgewright.graph.model import Node, ResourceLocation
from edgewright.policy.coverage import coverage_of
from edgewright.policy.evaluation import PolicyInfo, Result, Unassessed

BUCKET = "urn:pulumi:dev::p::aws:s3/bucket:Bucket::notes#2"
TYPE = "aws:s3/bucket:Bucket"


def node(kind: str | None, id: str = BUCKET, **more: Any) -> Node:
    given = {"type": TYPE, "name": "notes", "provider": "aws", **more}
    return Node(id=id, kind=kind, location=ResourceLocation("aws", None, None), **given)


def rule(id: str, domain: str, kind: str = "storage.bucket") -> PolicyInfo:
    texts = dict.fromkeys(("package", "title", "description", "message", "fix", "pack"), "x")
    rest: Any = {"severity": "high", "level": "mandatory", "undetermined": "fail"}
    return PolicyInfo(
        id=id, domain=domain, controls=(), needs={kind: ()}, scope="graph", effective_on=None,
        **texts, **rest,
    )  # fmt: skip


def result(id: str, outcome: Outcome, about: str = BUCKET) -> Result:
    return Result(id, about, "notes", outcome, "", False)


ENC = rule("ENC-01", "encryption", kind="key.key")
RES = rule("RES-01", "residency")
EST = rule("LAT-01", "latency", kind="topology.placement")


def covered(nodes: list[Node], *results: Result, complete: bool = True) -> Any:
    return coverage_of(nodes, results, [ENC, RES, EST], complete=complete)


def test_a_resource_is_judged_by_a_rule_of_every_domain_it_needs() -> None:
    labelled = node("key.key", labels=("notes",))
    one, both = result("ENC-01", Outcome.FAILED), result("RES-01", Outcome.PASSED)
    half = covered([labelled], one)
    assert (half.judged, half.not_assessed, half.share) == (0, 1, 0)
    assert half.unassessed == (Unassessed(TYPE, 1, ("residency",)),)
    whole = covered([labelled], one, both)
    assert (whole.judged, whole.not_assessed, whole.share) == (1, 0, 1)
    assert covered([node("key.key")], one).judged == 1


def test_a_rule_that_could_not_tell_has_not_judged() -> None:
    waits = covered([node("key.key")], result("ENC-01", Outcome.UNDETERMINED))
    assert (waits.judged, waits.not_judged_yet, waits.not_assessed) == (0, 1, 0)


def test_nothing_is_judged_before_the_end_of_a_run() -> None:
    listed = [node("key.key"), node(None, id=f"{BUCKET}-else")]
    early = covered(listed, result("ENC-01", Outcome.PASSED), complete=False)
    assert (early.judged, early.not_judged_yet, early.not_assessed) == (0, 1, 1)


def test_what_no_rule_judges_is_not_assessed_though_it_has_a_kind() -> None:
    silent = covered([node("key.key")], result("ENC-01", Outcome.NOT_APPLICABLE, ""))
    assert silent.unassessed == (Unassessed(TYPE, 1, ()),)
    assert covered([node(None)]).unassessed == (Unassessed(TYPE, 1, ()),)


def test_a_part_counts_for_the_resource_it_is_of() -> None:
    labelled = node(None, labels=("notes",))
    part = node("service.global", id=f"{BUCKET}#global", parent=BUCKET, labels=("notes",))
    found = covered([labelled, part], result("RES-01", Outcome.FAILED, f"{BUCKET}#global"))
    assert (found.resources, found.judged) == (1, 1)


def test_what_only_configures_others_is_counted_apart() -> None:
    found = covered([node("structural")])
    assert (found.resources, found.parts, found.share) == (0, 1, None)


def test_edgewrights_own_nodes_are_nobodys_resources() -> None:
    own = [node("policy.fact", id="policy:fact/x"), node("topology.holding", id="estate:holding/x")]
    found = covered(own, result("LAT-01", Outcome.PASSED, "estate:holding/x"))
    assert found.resources == 0
    assert found.need_resources == ("ENC-01", "RES-01")
    assert covered([node(None)]).need_resources == ()
