"""What rules about the rules themselves judge."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from edgewright.base.ids import digest
from edgewright.facts import catalogue
from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import Node
from edgewright.policy.evaluation import Conflict
from edgewright.policy.subjects import conflicts, policy_nodes

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WAIVERS = """waivers:
  - {policy: ENC-01, resource: "*::a", category: waiver, reason: r, owner: o, ticket: T-1,
     expires: 2026-12-31}
  - {policy: ENC-01, resource: "*::b", category: mitigated, reason: s, owner: p, ticket: T-1,
     expires: 2027-01-31}
"""
ROWS = catalogue.as_data()["conflicts"]
ROW = ROWS[0]


def of_kind(nodes: tuple[Node, ...], kind: str) -> dict[str, Node]:
    return {node.id: node for node in nodes if node.kind == kind}


def citing(shelf: Any, *controls: str, **more: Any) -> Any:
    """A stack whose rules serve these controls, one each, with packs that say what they resolve."""
    for number, control in enumerate(controls, 1):
        shelf.rule(id=f"ENC-0{number}", package=f"encryption.rule{number}", **more)
        path = shelf.root / "encryption" / f"rule{number}" / f"rule{number}.rego"
        path.write_text(path.read_text().replace("[gdpr:32]", json.dumps([control])))
    members = {f"ENC_0{number}": {"level": "advisory"} for number in range(1, len(controls) + 1)}
    shelf.pack(**members)
    return shelf


def test_every_node_has_every_property_of_its_kind(simple: Any) -> None:
    nodes = policy_nodes(simple.policies(WAIVERS), NOON)
    assert {node.kind for node in nodes} == {"policy.waiver", "policy.fact"}
    assert [node.id for node in nodes] == sorted({node.id for node in nodes})
    for node in nodes:
        assert node.kind is not None and misfit(node.kind, node.props) is None
        assert node.type == node.kind.replace(".", ":") and node.id.startswith(node.type)
        assert None not in node.props.values()
        assert json.loads(json.dumps(node.props)) == node.props


def test_a_waiver(simple: Any) -> None:
    found = of_kind(policy_nodes(simple.policies(WAIVERS), NOON), "policy.waiver")
    assert set(found) == {"policy:waiver/ENC-01/T-1", "policy:waiver/ENC-01/T-1/2"}
    node = found["policy:waiver/ENC-01/T-1"]
    assert node.name == "waiver T-1 of ENC-01"
    assert node.props == {
        "policy": "ENC-01",
        "resource": "*::a",
        "category": "waiver",
        "reason": "r",
        "owner": "o",
        "ticket": "T-1",
        "expires": "2026-12-31",
        "covers_stack": False,
    }


def test_every_row_of_every_table_is_counted_once(simple: Any) -> None:
    found = of_kind(policy_nodes(simple.policies(), NOON), "policy.fact").values()
    for table in catalogue.tables():
        of_table = [node for node in found if node.props["table"] == table.name]
        assert sum(node.props["rows"] for node in of_table) == len(table.rows)
        assert {node.props["max_age_days"] for node in of_table} == {table.max_age_days}
        for node in of_table:
            days = [row.as_of for row in table.rows if row.source == node.props["source"]]
            assert date.fromisoformat(node.props["as_of"]) == min(days)
            mark = digest(node.props["source"])[7:19]
            assert node.id == f"policy:fact/{table.name}/{mark}"


def test_frameworks_of_which_both_sides_are_served(shelf: Any) -> None:
    policies = citing(shelf, ROW["demanding"][0], ROW["forbidding"][0], "gdpr:32").policies()
    [node] = of_kind(policy_nodes(policies, NOON), "policy.conflict").values()
    assert node.id == f"policy:conflict/{ROW['subject'].replace(' ', '-')}"
    assert node.props == {
        "subject": ROW["subject"],
        "demanded_by": [f"ENC-01 ({ROW['demanding'][0]})"],
        "forbidden_by": [f"ENC-02 ({ROW['forbidding'][0]})"],
        "resolution": ROW["resolution"],
        "resolved_by": [],
    }


@pytest.mark.parametrize("side", ["demanding", "forbidding"])
def test_one_side_alone_contradicts_nothing(shelf: Any, side: str) -> None:
    policies = citing(shelf, *ROW[side]).policies()
    assert of_kind(policy_nodes(policies, NOON), "policy.conflict") == {}


def test_a_disabled_rule_contradicts_nothing(shelf: Any) -> None:
    citing(shelf, ROW["demanding"][0], ROW["forbidding"][0])
    shelf.pack(ENC_01={"level": "advisory"}, ENC_02={"level": "disabled"})
    assert of_kind(policy_nodes(shelf.policies(), NOON), "policy.conflict") == {}


def test_a_rule_contradicts_from_its_first_day_on(shelf: Any) -> None:
    later = {"params": "[]\n#   effective_on: 2026-11-24"}
    policies = citing(shelf, ROW["demanding"][0], ROW["forbidding"][0], **later).policies()
    assert of_kind(policy_nodes(policies, NOON), "policy.conflict") == {}
    tomorrow = datetime(2026, 11, 24, tzinfo=UTC)
    assert len(of_kind(policy_nodes(policies, tomorrow), "policy.conflict")) == 1


def test_packs_that_say_how_both_are_obeyed(shelf: Any) -> None:
    citing(shelf, ROW["demanding"][0], ROW["forbidding"][0])
    path = shelf.root / "packs" / "mine.yaml"
    pack = {**json.loads(path.read_text()), "resolves": {ROW["subject"]: "Inside the EEA."}}
    path.write_text(json.dumps(pack))
    nodes = policy_nodes(shelf.policies(), NOON)
    assert conflicts(nodes) == (
        Conflict(
            ROW["subject"],
            (f"ENC-01 ({ROW['demanding'][0]})",),
            (f"ENC-02 ({ROW['forbidding'][0]})",),
            ROW["resolution"],
            ("mine (Inside the EEA.)",),
        ),
    )
