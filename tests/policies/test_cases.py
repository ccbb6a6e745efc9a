"""Every case is judged by the real OPA to what its name says."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
from rule_cases import case_files, read_cases
from shipped_rules import Opa, package_of

from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import is_unknown
from edgewright.policy.library import Library, Rule
from edgewright.policy.needs import holds, value_at


@pytest.mark.parametrize("path", case_files(), ids=package_of)
def test_cases_are_judged_as_named(path: Path, opa: Opa, library: Library) -> None:
    package, cases = package_of(path), read_cases(path)
    rule = next(one for one in library.rules.values() if one.package == package)
    answers = opa.answers(package, [case.document for case in cases])
    verdicts = {}
    for case, answer in zip(cases, answers, strict=True):
        given = case.document["input"]
        assert set(given["nodes"]) & set(rule.custom.needs), "no node the rule judges"
        for kind, nodes in given["nodes"].items():
            assert [why for node in nodes if (why := misfit(kind, node["props"]))] == []
        for finding in answer["denied"]:
            assert_well_formed(finding, given, rule.custom.message, rule.custom.needs)
        for note in answer["notes"]:
            assert_well_noted(note, given, rule.custom.needs)
        verdicts[case.name] = verdict(answer, given, rule)
    assert verdicts == {case.name: case.verdict for case in cases}


def verdict(answer: dict[str, Any], given: Any, rule: Rule) -> str:
    """The worst that comes of a document, as the name of a case says it."""
    unknown = {
        node["id"]
        for kind, paths in rule.custom.needs.items()
        for node in given["nodes"].get(kind, [])
        if any(holds(value_at(node["props"], path), is_unknown) for path in paths)
    }
    if any(finding["node"] not in unknown for finding in answer["denied"]):
        return "denied"
    doubted = any(note["outcome"] == "undetermined" for note in answer["notes"])
    return "unknown" if unknown or doubted else "allowed"


def assert_well_formed(
    finding: Any, given: Any, message: str, needs: dict[str, tuple[str, ...]]
) -> None:
    """The agreed shape, with a value for every placeholder of the message."""
    assert set(finding) - {"witness"} == {"node", "vars"}
    judged = {node["id"] for kind in needs for node in given["nodes"].get(kind, [])}
    assert finding["node"] in judged
    wanted = {field for _, field, _, _ in string.Formatter().parse(message) if field} - {"node"}
    assert set(finding["vars"]) == wanted
    assert all(isinstance(value, str | int | float) for value in finding["vars"].values()), finding
    assert all(isinstance(step, str) for step in finding.get("witness", []))


def assert_well_noted(note: Any, given: Any, needs: dict[str, tuple[str, ...]]) -> None:
    assert {"node", "outcome", "because"} <= set(note) <= {"node", "outcome", "because", "witness"}
    assert note["outcome"] in ("conditional", "undetermined", "passed")
    assert note["node"] in {node["id"] for kind in needs for node in given["nodes"].get(kind, [])}
    assert isinstance(note["because"], str) and note["because"]
    assert all(isinstance(step, str) for step in note.get("witness", []))
