"""Findings become the five outcomes; every judgement here is the real OPA's."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import digest
from edgewright.base.vocabulary import Outcome
from edgewright.graph.kinds import KINDS
from edgewright.graph.model import (
    SECRET,
    UNKNOWN,
    Node,
    RawResource,
    ResourceLocation,
    is_unknown,
)
from edgewright.graph.normalise import record_graph
from edgewright.policy import waivers as waiver_states
from edgewright.policy.evaluate import evaluate, policy_input
from edgewright.policy.evaluation import Result
from edgewright.policy.needs import holds
from edgewright.policy.opa.engine import Engine, open_engine

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
VERSIONED_OR_DENIED = """deny contains {"node": node.id, "vars": {"found": "no versions"}} if {
	some node in input.nodes["storage.bucket"]
	node.props.versioned != true
}
"""
NOTED = """deny := set()

qualified contains {"node": node.id, "outcome": "OUTCOME", "because": "on my word"} if {
	some node in input.nodes["storage.bucket"]
}
"""


def judge(
    shelf: Any,
    nodes: list[Node],
    *,
    phase: str = "preview",
    at: datetime = NOON,
    scope: str = "all",
    **more: Any,
) -> tuple[Result, ...]:
    policies = shelf.policies(at=at, **more)
    with closing(open_engine(shelf.opa, policies, {})) as engine:
        return evaluate(nodes, policies, engine, at, phase, scope)


def test_failed_and_passed(simple: Any, bucket: Any) -> None:
    good, bad = judge(simple, [bucket("z", versioned=False), bucket("a", versioned=True)])
    assert (good.outcome, good.node_name, good.blocking) == (Outcome.PASSED, "a", False)
    assert (bad.outcome, bad.node_name, bad.blocking) == (Outcome.FAILED, "z", True)
    assert bad.message == "z has false"
    assert bad.vars == {"found": False}


def test_fingerprints_are_stable_and_different(simple: Any, bucket: Any) -> None:
    nodes = [bucket("a", versioned=False), bucket("b", versioned=False)]
    first = [result.fingerprint for result in judge(simple, nodes)]
    again = [result.fingerprint for result in judge(simple, list(reversed(nodes)))]
    assert first == again
    assert len(set(first)) == 2


def test_a_fingerprint_is_the_digest_of_rule_node_and_what_was_found(
    simple: Any, bucket: Any
) -> None:
    """Baselines keep fingerprints: they stay what they are, whatever stands in an id."""
    id = 'urn:pulumi:s::p::"\xfcn\xefcode"\\::b'
    [result] = judge(simple, [replace(bucket("b", versioned=False), id=id)])
    assert result.fingerprint == digest(["ENC-01", id, {"found": False}])
    [result] = judge(simple, [replace(bucket("b", versioned=True), id=id)])
    assert result.fingerprint == digest(["ENC-01", id, {}])


@pytest.mark.parametrize(
    ("phase", "handling", "blocking"),
    [
        ("preview", "warn", False),
        ("preview", "fail", True),
        ("check", "warn", False),
        ("up", "warn", True),
        ("up", "fail", True),
    ],
)
def test_undetermined(shelf: Any, bucket: Any, phase: str, handling: str, blocking: bool) -> None:
    shelf.rule()
    shelf.pack(ENC_01={"level": "mandatory", "undetermined": handling})
    [result] = judge(shelf, [bucket(versioned=dict(UNKNOWN))], phase=phase)
    assert (result.outcome, result.blocking) == (Outcome.UNDETERMINED, blocking)
    assert "versioned" in result.message


def test_an_unknown_inside_a_needed_value_is_undetermined(shelf: Any, bucket: Any) -> None:
    shelf.rule(needs='{"storage.bucket": ["location.country"]}')
    shelf.pack(ENC_01={"level": "mandatory", "undetermined": "warn"})
    place = {"cloud": "aws", "region": "x", "country": dict(UNKNOWN)}
    [result] = judge(shelf, [bucket(location=place, versioned=False)])
    assert result.outcome is Outcome.UNDETERMINED


def test_an_unknown_that_is_not_needed_does_not_matter(simple: Any, bucket: Any) -> None:
    [result] = judge(simple, [bucket(versioned=True, public=dict(UNKNOWN))])
    assert result.outcome is Outcome.PASSED


def test_a_rule_that_needs_a_secret_never_passes(simple: Any, bucket: Any) -> None:
    [result] = judge(simple, [bucket(versioned=dict(SECRET))])
    assert (result.outcome, result.blocking) == (Outcome.UNDETERMINED, False)
    assert result.message == "b: versioned is secret, so nobody can judge it"


def test_nor_does_one_that_needs_what_holds_a_secret(shelf: Any, bucket: Any) -> None:
    shelf.rule(needs='{"storage.bucket": ["key_countries"]}')
    shelf.pack(ENC_01={"level": "mandatory"})
    countries = ["DE", dict(SECRET)]
    [result] = judge(shelf, [bucket(key_countries=countries, versioned=True)])
    assert (result.outcome, result.blocking) == (Outcome.UNDETERMINED, True)


def test_a_secret_on_the_way_to_what_is_needed_is_one(shelf: Any, bucket: Any) -> None:
    shelf.rule(needs='{"storage.bucket": ["location.country"]}')
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [bucket(location=dict(SECRET), versioned=True)])
    assert (result.outcome, result.blocking) == (Outcome.UNDETERMINED, True)


def test_a_secret_that_is_not_needed_does_not_matter(simple: Any, bucket: Any) -> None:
    [result] = judge(simple, [bucket(versioned=True, public=dict(SECRET))])
    assert result.outcome is Outcome.PASSED


def test_a_rule_may_deny_what_is_secret(shelf: Any, bucket: Any) -> None:
    shelf.rule(body=VERSIONED_OR_DENIED)
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [bucket(versioned=dict(SECRET))])
    assert result.outcome is Outcome.FAILED


def test_a_secret_outweighs_a_condition_and_a_doubt_of_the_rule_is_told_alone(
    shelf: Any, bucket: Any
) -> None:
    for outcome, says in (("conditional", "is secret"), ("undetermined", "on my word")):
        shelf.rule(body=NOTED.replace("OUTCOME", outcome))
        shelf.pack(ENC_01={"level": "mandatory"})
        [result] = judge(shelf, [bucket(versioned=dict(SECRET))])
        assert result.outcome is Outcome.UNDETERMINED
        assert says in result.message


def test_advisory_never_blocks(shelf: Any, bucket: Any) -> None:
    shelf.rule()
    shelf.pack(ENC_01={"level": "advisory"})
    failed, unknown = judge(
        shelf, [bucket("a", versioned=False), bucket("b", versioned=dict(UNKNOWN))], phase="up"
    )
    assert not failed.blocking
    assert not unknown.blocking


def test_not_applicable_without_a_node_of_its_kinds(simple: Any, bucket: Any) -> None:
    other = bucket()
    node = Node(**{**vars(other), "kind": "key.key", "props": {}})
    [result] = judge(simple, [node])
    assert (result.outcome, result.node) == (Outcome.NOT_APPLICABLE, "")


def test_a_rule_is_advisory_until_it_is_effective(shelf: Any, bucket: Any) -> None:
    shelf.rule(params="[]\n#   effective_on: 2026-12-01")
    shelf.pack(ENC_01={"level": "mandatory"})
    [before] = judge(shelf, [bucket(versioned=False)])
    [after] = judge(shelf, [bucket(versioned=False)], at=datetime(2026, 12, 1, tzinfo=UTC))
    assert (before.blocking, after.blocking) == (False, True)


def test_an_absent_parameter_is_a_finding(shelf: Any, bucket: Any) -> None:
    shelf.rule(params="[encryption.floor]")
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [bucket(versioned=True)])
    assert (result.outcome, result.blocking) == (Outcome.FAILED, True)
    assert "encryption.floor" in result.message


WAIVER = """waivers:
  - {policy: ENC-01, resource: "*::a", category: waiver, reason: r, owner: o, ticket: T-1,
     expires: 2026-12-31}
"""


@pytest.mark.parametrize(
    ("at", "outcome", "state"),
    [
        (datetime(2026, 11, 23, 12, tzinfo=UTC), Outcome.WAIVED, "applied"),
        # 30 days before the first instant of 2027 is the first of 2026-12-02.
        (datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC), Outcome.WAIVED, "applied"),
        (datetime(2026, 12, 2, tzinfo=UTC), Outcome.WAIVED, "expiring"),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), Outcome.WAIVED, "expiring"),
        (datetime(2027, 1, 1, tzinfo=UTC), Outcome.FAILED, "expired"),
    ],
)
def test_a_waiver_holds_through_its_last_day(
    simple: Any, bucket: Any, at: datetime, outcome: Outcome, state: str
) -> None:
    policies = simple.policies(waivers=WAIVER, at=at)
    nodes = [bucket("a", versioned=False)]
    with closing(open_engine(simple.opa, policies, {})) as engine:
        [result] = evaluate(nodes, policies, engine, at, "up", "all")
    assert result.outcome is outcome
    assert result.blocking is (outcome is Outcome.FAILED)
    assert result.waiver == ("T-1" if outcome is Outcome.WAIVED else None)
    [found] = waiver_states.states(policies.waivers, [("ENC-01", nodes[0].id)], at)
    assert found.state == state


def test_a_waiver_that_covers_nothing_is_unused(simple: Any, bucket: Any) -> None:
    policies = simple.policies(waivers=WAIVER)
    [found] = waiver_states.states(policies.waivers, [("ENC-01", bucket("b").id)], NOON)
    assert (found.state, found.results) == ("unused", 0)


def failure(shelf: Any, nodes: list[Node], **more: Any) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        judge(shelf, nodes, **more)
    return caught.value


def test_no_node_is_an_error(simple: Any) -> None:
    assert failure(simple, []).code == "EVA-001"


def test_a_rule_that_raises_is_named(shelf: Any, bucket: Any) -> None:
    shelf.rule(id="ENC-01")
    shelf.rule(
        id="ENC-02",
        package="encryption.raising",
        body='deny contains {"node": "x"} if to_number(input.nodes["storage.bucket"][0].id) > 1\n',
    )
    shelf.pack(ENC_01={"level": "mandatory"}, ENC_02={"level": "mandatory"})
    problem = failure(shelf, [bucket(versioned=True)])
    assert problem.code == "OPA-003"
    assert "ENC-02 (encryption.raising)" in problem.message
    assert problem.exit_status == 3


def test_a_rule_without_deny_is_named(shelf: Any, bucket: Any) -> None:
    shelf.rule(body='warn contains {"node": "x"} if input.x\n')
    shelf.pack(ENC_01={"level": "mandatory"})
    problem = failure(shelf, [bucket()])
    assert (problem.code, "ENC-01" in problem.message) == ("OPA-004", True)


THE_NODE = 'input.nodes["storage.bucket"][0].id'


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('deny contains {"node": "somebody else"}', "about 'somebody else', which it does not"),
        ('deny contains "text"', "about 'None', which it does not"),
        ('deny contains {"vars": {}}', "about 'None', which it does not"),
        ('deny contains {"node": ["a", "list"]}', "which it does not judge"),
        (f'deny contains {{"node": {THE_NODE}, "vars": [1]}}', "whose vars are no object"),
        (f'deny contains {{"node": {THE_NODE}, "witness": 7}}', "witness is no list of texts"),
        (f'deny contains {{"node": {THE_NODE}, "witness": [{{}}]}}', "witness is no list of texts"),
        (f'deny contains {{"node": {THE_NODE}, "vars": {{"lost": 1}}}}', "without 'found'"),
        ("deny if input.nodes", "'True' and not a set of findings"),
        ("deny := 7", "'7' and not a set of findings"),
        ('deny := "all of it"', "'all of it' and not a set of findings"),
        ('deny := {"node": 1}', "and not a set of findings"),
    ],
)
def test_a_finding_of_another_shape_is_an_error(
    shelf: Any, bucket: Any, body: str, says: str
) -> None:
    shelf.rule(body=body + "\n")
    shelf.pack(ENC_01={"level": "mandatory"})
    problem = failure(shelf, [bucket()])
    assert (problem.code, problem.exit_status) == ("EVA-002", 2)
    assert problem.message.startswith("policy ENC-01 (encryption.versioned) returned ")
    assert says in problem.message


def test_a_deny_that_is_undefined_is_no_pass(shelf: Any, bucket: Any) -> None:
    shelf.rule(body="deny if input.nothing_of_the_kind\n")
    shelf.pack(ENC_01={"level": "mandatory"})
    assert failure(shelf, [bucket()]).code == "OPA-004"


def test_an_unknown_in_any_sequence_is_found() -> None:
    for value in ([dict(UNKNOWN)], (dict(UNKNOWN),), [({"deep": dict(UNKNOWN)},)]):
        assert holds(value, is_unknown)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_nodes_with_one_id_neither_hides_the_other(
    simple: Any, bucket: Any, order: tuple[int, int]
) -> None:
    for bad, outcome in ((False, Outcome.FAILED), (dict(UNKNOWN), Outcome.UNDETERMINED)):
        nodes = [bucket("a", versioned=True), bucket("a", versioned=bad)]
        [result] = judge(simple, [nodes[i] for i in order])
        assert result.outcome is outcome


def test_values_in_messages_are_readable(shelf: Any, bucket: Any) -> None:
    shelf.rule(
        body=f"""deny contains {{"node": {THE_NODE}, "vars": {{
	"list": ["DE", "FR"], "none": [], "null": null, "flag": true, "half": 0.5,
	"secret": {{"$secret": true}}, "braces": "{{node}}",
}}}}
""",
        message="{node}: {list}; {none}; {null}; {flag}; {half}; {secret}; {braces}",
    )
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [bucket("b")])
    assert result.message == "b: DE, FR; none; not set; true; 0.5; (secret); {node}"


def test_rules_see_parameters_facts_time_and_phase(shelf: Any, bucket: Any) -> None:
    body = """deny contains {"node": node.id, "vars": {"found": found}} if {
	some node in input.nodes["storage.bucket"]
	found := sprintf("%v %v %v %v", [
		data.params.encryption.floor, data.facts.zones.EU, input.at, input.phase,
	])
}
"""
    shelf.rule(body=body, params="[encryption.floor]")
    shelf.pack(ENC_01={"level": "mandatory"})
    params = shelf.root / "params.yaml"
    params.write_text("params: {encryption: {floor: seven}}")
    policies = shelf.policies(params=params)
    with closing(open_engine(shelf.opa, policies, {"zones": {"EU": "DE"}})) as engine:
        [result] = evaluate([bucket()], policies, engine, NOON, "up", "all")
    assert result.message == "b has seven DE 2026-11-23T12:00:00Z up"


def test_scope_selects_rules(shelf: Any, bucket: Any) -> None:
    shelf.rule(id="ENC-01")
    shelf.rule(id="ENC-02", package="encryption.alone", scope="resource")
    shelf.pack(ENC_01={"level": "mandatory"}, ENC_02={"level": "mandatory"})
    nodes = [bucket(versioned=False)]
    assert [r.policy for r in judge(shelf, nodes, scope="resource")] == ["ENC-02"]
    assert [r.policy for r in judge(shelf, nodes, scope="graph")] == ["ENC-01"]
    assert [r.policy for r in judge(shelf, nodes)] == ["ENC-01", "ENC-02"]


def test_the_input_document(bucket: Any) -> None:
    document = policy_input([bucket("b"), bucket("a")], NOON, "check")
    assert document["schema"] == "edgewright/policy-input"
    assert document["at"] == "2026-11-23T12:00:00Z"
    assert [node["name"] for node in document["nodes"]["storage.bucket"]] == ["a", "b"]
    keys = {"id", "type", "kind", "name", "labels", "parent", "props"}
    assert all(set(node) == keys for node in document["nodes"]["storage.bucket"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"versioned": "no"}, "versioned: input should be a valid boolean"),
        ({"data": None}, "data: input should be a valid list"),
        ({"vresioned": False}, "vresioned: there is no such property"),
    ],
)
def test_a_node_that_does_not_fit_its_kind_is_a_defect_and_no_verdict(
    simple: Any, bucket: Any, change: dict[str, Any], says: str
) -> None:
    problem = failure(simple, [bucket("a", versioned=False), bucket("b", **change)])
    assert (problem.code, problem.exit_status) == ("EVA-006", 3)
    assert problem.message == (
        "urn:pulumi:s::p::aws:s3/bucket:Bucket::b does not fit its kind storage.bucket: " + says
    )


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ({"status": "Enabled"}, Outcome.PASSED),
        ({"status": "Suspended"}, Outcome.FAILED),
        ({"status": True}, Outcome.UNDETERMINED),
        ("Enabled", Outcome.UNDETERMINED),
    ],
)
def test_what_a_program_wrote_wrongly_is_undetermined(
    simple: Any, written: Any, outcome: Outcome
) -> None:
    bucket, versioning = "aws:s3/bucket:Bucket", "aws:s3/bucketVersioning:BucketVersioning"
    urn = f"urn:pulumi:s::p::{bucket}::b"
    props = {"bucket": "b", "versioningConfiguration": written}
    part = RawResource(
        f"urn:pulumi:s::p::{versioning}::v",
        versioning,
        "v",
        props,
        props,
        property_dependencies={"bucket": (urn,)},
    )
    graph = record_graph([RawResource(urn, bucket, "b", {"bucket": "b"}, {"bucket": "b"}), part])
    [result] = judge(simple, list(graph.nodes))
    assert (result.node, result.outcome) == (urn, outcome)


def test_a_node_without_a_property_of_its_kind_never_reaches_opa(bucket: Any) -> None:
    node = bucket()
    del node.props["versioned"]
    with pytest.raises(EdgewrightError, match=r"versioned: it is missing"):
        policy_input([node], NOON, "check")


NOTES = """deny contains {"node": node.id, "vars": {"found": node.props.versioned}} if {
	some node in input.nodes["storage.bucket"]
	node.props.versioned == false
}

qualified contains note if {
	some node in input.nodes["storage.bucket"]
	note := {"node": node.id, "outcome": OUTCOME, "because": BECAUSE}
}
"""


def noted(shelf: Any, outcome: str, because: str = '"it rests on DOC-1"') -> None:
    body = NOTES.replace("OUTCOME", f'"{outcome}"').replace("BECAUSE", because)
    shelf.rule(body=body)
    shelf.pack(ENC_01={"level": "mandatory", "undetermined": "fail"})


def test_a_condition_is_shown_and_never_blocks(shelf: Any, bucket: Any) -> None:
    noted(shelf, "conditional")
    [result] = judge(shelf, [bucket(versioned=True)], phase="up")
    assert (result.outcome, result.blocking) == (Outcome.CONDITIONAL, False)
    assert result.message == "b: it rests on DOC-1"


def test_a_doubt_is_undetermined_and_blocks_as_the_pack_says(shelf: Any, bucket: Any) -> None:
    noted(shelf, "undetermined")
    [result] = judge(shelf, [bucket(versioned=True)])
    assert (result.outcome, result.blocking) == (Outcome.UNDETERMINED, True)


def test_what_passes_says_on_what_ground(shelf: Any, bucket: Any) -> None:
    noted(shelf, "passed")
    [result] = judge(shelf, [bucket(versioned=True)])
    assert (result.outcome, result.message) == (Outcome.PASSED, "it rests on DOC-1")
    [denied] = judge(shelf, [bucket(versioned=False)])
    assert denied.outcome is Outcome.FAILED
    [doubted] = judge(shelf, [bucket(versioned=dict(SECRET))])
    assert doubted.outcome is Outcome.UNDETERMINED


def test_a_denial_outweighs_what_qualifies(shelf: Any, bucket: Any) -> None:
    noted(shelf, "conditional")
    [result] = judge(shelf, [bucket(versioned=False)])
    assert result.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("outcome", "because", "why"),
    [
        ("failed", '"x"', "outcome is 'failed'"),
        ("conditional", "3", "because"),
        ("conditional", '""', "because"),
    ],
)
def test_a_note_of_another_shape_is_an_error(
    shelf: Any, bucket: Any, outcome: str, because: str, why: str
) -> None:
    noted(shelf, outcome, because)
    with pytest.raises(EdgewrightError, match=why) as failure:
        judge(shelf, [bucket(versioned=True)])
    assert failure.value.code == "EVA-002"


def test_of_two_with_one_id_the_one_that_nobody_can_read_counts(simple: Any, bucket: Any) -> None:
    """While a resource is replaced both exist, in whatever order they were recorded."""
    pair = [bucket("a", versioned=True), bucket("a", versioned=dict(UNKNOWN))]
    for nodes in (pair, pair[::-1], [bucket("b", versioned=True), *pair]):
        found = {result.node_name: result.outcome for result in judge(simple, nodes)}
        assert found["a"] is Outcome.UNDETERMINED
        assert found.get("b", Outcome.PASSED) is Outcome.PASSED


def test_rules_of_both_scopes_are_asked_at_once(
    simple: Any, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    simple.rule("ENC-02", "encryption.alone", scope="resource")
    simple.rule(
        "ENC-03", "encryption.noted", scope="resource", body=NOTED.replace("OUTCOME", "passed")
    )
    simple.pack(**{f"ENC_0{n}": {"level": "mandatory"} for n in (1, 2, 3)})
    asked: list[str] = []
    real = Engine.ask

    def ask(engine: Engine, scope: Any, *rest: Any) -> dict[str, Any]:
        asked.append(scope)
        return real(engine, scope, *rest)

    monkeypatch.setattr(Engine, "ask", ask)
    found = {one.policy: one for one in judge(simple, [bucket("a", versioned=False)])}
    assert asked == ["all"]
    assert [found[id].outcome for id in ("ENC-01", "ENC-02")] == [Outcome.FAILED] * 2
    assert (found["ENC-03"].outcome, found["ENC-03"].message) == (Outcome.PASSED, "on my word")
    judge(simple, [bucket("a", versioned=False)], scope="resource")
    assert asked == ["all", "resource"]


def test_a_rule_that_raises_beside_one_of_the_other_scope_is_named(
    simple: Any, bucket: Any
) -> None:
    raising = """deny contains {"node": "x"} if {
	some node in input.nodes["storage.bucket"]
	to_number(node.name) > 1
}
"""
    simple.rule("ENC-02", "encryption.alone", scope="resource", body=raising)
    simple.pack(ENC_01={"level": "mandatory"}, ENC_02={"level": "mandatory"})
    with pytest.raises(EdgewrightError) as caught:
        judge(simple, [bucket("a", versioned=False)])
    assert (caught.value.code, caught.value.message.split()[1]) == ("OPA-003", "ENC-02")


WAY = ("faces starts at site/berlin (DE)", "faces moves to site/lima (PE) by flow/x")
ABROAD = """deny contains {"node": node.id, "vars": {"found": "abroad"}MORE} if {
	some node in input.nodes["topology.holding"]
	node.props.location.country != "DE"
}
"""


def holding(country: str) -> Node:
    """A label at a site; the border it crossed is a node of its own."""
    label = {"id": "faces", "origin": "DE", "classification": "secret", "categories": []}
    place = {"cloud": None, "region": None, "country": country}
    return Node(
        id="estate:holding/faces@site/lima",
        type="estate:holding",
        kind="topology.holding",
        name="faces@site/lima",
        provider="estate",
        location=ResourceLocation(None, None, country),
        props={
            "location": place,
            "data": {**label, "retention_days": None},
            "carrier": "faces",
            "arrived_by": "declared",
            "last_crossing": "estate:transfer/faces/flow/x",
            "went_on": False,
        },
        witness=WAY,
    )


@pytest.mark.parametrize(
    ("more", "witness"),
    [("", WAY), (', "witness": []', WAY), (', "witness": ["as I say"]', ("as I say",))],
)
def test_how_a_label_came_to_what_fails_is_told(
    shelf: Any, more: str, witness: tuple[str, ...]
) -> None:
    shelf.rule(needs='{"topology.holding": ["carrier"]}', body=ABROAD.replace("MORE", more))
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [holding("PE")])
    assert (result.outcome, result.witness) == (Outcome.FAILED, witness)


def test_of_what_holds_no_way_is_told(shelf: Any) -> None:
    shelf.rule(needs='{"topology.holding": ["carrier"]}', body=ABROAD.replace("MORE", ""))
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [holding("DE")])
    assert (result.outcome, result.witness) == (Outcome.PASSED, ())


def test_who_judges_a_holding_sees_the_crossings_it_names(shelf: Any) -> None:
    crossed = """deny contains {"node": node.id, "vars": {"found": count(seen)}} if {
	some node in input.nodes["topology.holding"]
	seen := input.nodes["topology.transfer"]
}
"""
    shelf.rule(needs='{"topology.holding": ["carrier"]}', body=crossed)
    shelf.pack(ENC_01={"level": "mandatory"})
    border = {name: dict(UNKNOWN) for name in KINDS["topology.transfer"]}
    transfer = replace(
        holding("PE"), id="estate:transfer/faces/flow/x", kind="topology.transfer", props=border
    )
    results = judge(shelf, [holding("PE"), transfer])
    assert [(one.node, one.vars) for one in results] == [
        ("estate:holding/faces@site/lima", {"found": 1})
    ]


def test_what_edgewright_does_not_read_is_no_pass_and_no_denial(simple: Any, bucket: Any) -> None:
    hidden = replace(bucket("a", versioned=dict(UNKNOWN)), unread=("versioned",))
    assert [one.outcome for one in judge(simple, [hidden])] == [Outcome.NOT_APPLICABLE]


def test_where_labelled_data_hangs_on_it_it_is_in_doubt(shelf: Any, bucket: Any) -> None:
    shelf.rule(body=VERSIONED_OR_DENIED)
    shelf.pack(ENC_01={"level": "mandatory"})
    hidden = replace(
        bucket("a", versioned=dict(UNKNOWN)), unread=("versioned",), labels=("frames",)
    )
    [found] = judge(shelf, [hidden])
    assert found.outcome is Outcome.UNDETERMINED
    assert found.message == "a: edgewright does not read versioned of aws:s3/bucket:Bucket"
    [strict] = judge(shelf, [hidden], phase="up")
    assert strict.blocking


def test_what_cannot_be_known_outweighs_what_is_not_read(simple: Any, bucket: Any) -> None:
    hidden = replace(bucket("a", versioned=dict(UNKNOWN), public=dict(UNKNOWN)), unread=("public",))
    [found] = judge(simple, [hidden])
    assert found.message == "a: versioned cannot be known yet"


def test_what_resources_of_a_type_have_not_no_rule_asks_for(simple: Any, bucket: Any) -> None:
    without = replace(bucket("a", versioned=None), absent=("versioned",))
    assert [one.outcome for one in judge(simple, [without])] == [Outcome.NOT_APPLICABLE]
    beside = replace(bucket("a", versioned=False), absent=("public",))
    assert [one.outcome for one in judge(simple, [beside])] == [Outcome.FAILED]
