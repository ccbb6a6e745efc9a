"""What a rule reads is what its METADATA says it needs: `rego_reads` says how, and its limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rego_reads import Reads
from shipped_rules import POLICIES, Opa, package_of, rule_files

from edgewright.base.vocabulary import Level
from edgewright.graph.kinds import KINDS, having
from edgewright.policy.library import Library, Rule
from edgewright.policy.packs import load_packs, pack_names

BY_ITSELF = {
    "RES-01": {"location"},
    "RES-02": {"location"},
    **{f"RES-{number:02}": {"from_country"} for number in range(5, 17)},
    "RES-14": {"from_country", "location"},
    "SOV-03": {"control_plane_country", "control_plane_region", "location"},
    "TRF-10": {"to_country"},
    "TRF-11": {"to_country"},
}
"""What a rule reads and does not need, because it says itself what comes of one nobody knows."""
BY_TRF_01 = ("TRF-02", "TRF-03", "TRF-04", "TRF-05", "TRF-07", "TRF-08", "TRF-09", "TRF-14")
"""Rules that leave a crossing into a country nobody knows to TRF-01, so that it is told once."""
HOLDERS = having(["data", "unread"])
OF_OTHER_KINDS = {
    "ENC-01": {
        (kind, name)
        for kind in HOLDERS
        if kind not in having(["encryption"])
        for name in ("location", "carrier")
    }
    | {(kind, "unread") for kind in having(["data", "encryption"])}
    | {(kind, "unread") for kind in having(["data", "output_encryption"])},
    "LCY-01": {(kind, "unread") for kind in having(["data", "retention_days"])},
    "SOV-04": {(kind, "unread") for kind in having(["data", "key_custody"])},
    "ENC-15": {
        (kind, "data") for kind in having(["data", "tls_only"]) if not kind.startswith("message.")
    },
    "RES-06": {(kind, "location") for kind in HOLDERS},
    "RES-14": {("iot.hub", "carrier")},
}
"""What is read of another kind of the rule only: where stores, their keys and copies may be."""


@pytest.fixture(scope="module")
def reads(opa: Opa) -> Reads:
    return Reads(opa, POLICIES / "lib")


@pytest.mark.parametrize("path", rule_files(), ids=package_of)
def test_a_rule_needs_what_it_reads(path: Path, library: Library, reads: Reads) -> None:
    rule = next(one for one in library.rules.values() if one.path.resolve() == path)
    elsewhere = {"to_country"} if rule.id in BY_TRF_01 else set()
    unneeded = BY_ITSELF.get(rule.id, set()) | elsewhere
    found = {(kind, name) for kind in rule.custom.needs for name in reads.of(path)}
    wanted = {(kind, name) for kind, name in found if name in KINDS[kind]} - needed(rule)
    excused = {(kind, name) for kind, name in wanted if name in unneeded}
    assert wanted - excused == OF_OTHER_KINDS.get(rule.id, set())
    assert {name for _, name in excused} == unneeded, "an excuse nobody needs"


def needed(rule: Rule) -> set[tuple[str, str]]:
    return {
        (kind, path.partition(".")[0])
        for kind, paths in rule.custom.needs.items()
        for path in paths
    }


def test_what_is_left_to_another_rule_is_judged_by_it(library: Library) -> None:
    """In every pack, and as strictly as the strictest of those that leave it."""
    assert "to_country" in library.rules["TRF-01"].custom.needs["topology.transfer"]
    for pack in load_packs(library, pack_names(library), None):
        levels = {pack.policies[id].level for id in BY_TRF_01 if id in pack.policies}
        if levels - {Level.DISABLED}:
            strictest = Level.MANDATORY if Level.MANDATORY in levels else Level.ADVISORY
            assert pack.policies["TRF-01"].level is strictest, pack.pack


TRIAL = """package trial

import data.lib.nodes
import data.lib.tried

deny contains finding if {
	some node in nodes.of_kinds(["storage.bucket"])
	nodes.prop(node, "encryption") == "none"
	tried.is_open(node)
	_is_old(node)
	finding := {
		"node": node.id,
		"vars": {"where": nodes.prop(node, "carrier")},
		"witness": _steps(node),
	}
}

qualified contains note if {
	some node in nodes.of_kinds(["storage.bucket"])
	object.get(node, ["props", "replicas", "first"], null) != null
	shown := nodes.shown(nodes.prop(node, "redundancy"))
	shown != ""
	note := {"node": node.id, "outcome": "conditional", "because": nodes.prop(node, "key")}
}

_is_old(node) if nodes.part(node, ["location", "country"]) == "DE"

_steps(node) := [nodes.prop(node, "data")]

unused(node) := nodes.prop(node, "tls_min")
"""
LIBRARY = {
    "nodes": """package lib.nodes

prop(node, name) := object.get(node, ["props", name], null)

part(node, path) := object.get(node, array.concat(["props"], path), null)

of_kinds(kinds) := kinds

shown(value) := value
""",
    "tried": """package lib.tried

is_open(node) if _not_closed(node)

_not_closed(node) if not node.props.public == false
""",
}


def test_reads_are_found_wherever_they_are(tmp_path: Path, opa: Opa) -> None:
    for name, text in LIBRARY.items():
        (tmp_path / "lib" / name).mkdir(parents=True)
        (tmp_path / "lib" / name / f"{name}.rego").write_text(text)
    (rule := tmp_path / "trial.rego").write_text(TRIAL)
    found: Any = Reads(opa, tmp_path / "lib").of(rule)
    assert found == {"encryption", "public", "location", "replicas"}
