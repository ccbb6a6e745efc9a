"""Every case is judged by the real OPA to what its name says."""

from __future__ import annotations

import json
import string
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from shipped_rules import Opa, case_files, package_of

from edgewright.graph.kinds.fit import misfit
from edgewright.policy.evaluate import has_unknown, value_at
from edgewright.policy.library import Library, Rule

BY_PACKAGE: dict[str, list[Path]] = defaultdict(list)
for _path in case_files():
    BY_PACKAGE[package_of(_path)].append(_path)


@pytest.mark.parametrize("package", sorted(BY_PACKAGE))
def test_cases_are_judged_as_named(package: str, opa: Opa, library: Library) -> None:
    paths = BY_PACKAGE[package]
    documents = [json.loads(path.read_text()) for path in paths]
    rule = next(one for one in library.rules.values() if one.package == package)
    verdicts = {}
    for path, document, answer in zip(
        paths, documents, opa.answers(package, documents), strict=True
    ):
        for finding in answer["denied"]:
            assert_well_formed(finding, document["input"], rule.custom.message, rule.custom.needs)
        for note in answer["notes"]:
            assert_well_noted(note, document["input"], rule.custom.needs)
        verdicts[path.name] = verdict(answer, document["input"], rule)
    assert verdicts == {path.name: path.name.partition("_")[0] for path in paths}


def verdict(answer: dict[str, Any], given: Any, rule: Rule) -> str:
    """The worst that comes of a document, as the name of a case says it."""
    unknown = {
        node["id"]
        for kind, paths in rule.custom.needs.items()
        for node in given["nodes"].get(kind, [])
        if any(has_unknown(value_at(node["props"], path)) for path in paths)
    }
    if any(finding["node"] not in unknown for finding in answer["denied"]):
        return "denied"
    doubted = any(note["outcome"] == "undetermined" for note in answer["notes"])
    return "unknown" if unknown or doubted else "allowed"


@pytest.mark.parametrize("path", case_files(), ids=lambda path: f"{package_of(path)}/{path.stem}")
def test_a_case_is_a_whole_policy_input(path: Path, library: Library) -> None:
    """So that a case cannot be invented around a property that no normaliser gives."""
    document = json.loads(path.read_text())
    given = document["input"]
    assert set(document) == {"input", "data"} and set(document["data"]) == {"params", "facts"}
    assert (given["schema"], given["version"]) == ("edgewright/policy-input", 1)
    assert set(given) == {"schema", "version", "at", "phase", "nodes"}
    rule = next(one for one in library.rules.values() if one.package == package_of(path))
    assert set(given["nodes"]) & set(rule.custom.needs), "no node the rule judges"
    for kind, nodes in given["nodes"].items():
        for node in nodes:
            assert node["kind"] == kind
            assert set(node) == {"id", "type", "kind", "name", "labels", "parent", "props"}
            assert misfit(kind, node["props"]) is None, f"{node['id']} is out of date"


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
    assert note["outcome"] in ("conditional", "undetermined")
    assert note["node"] in {node["id"] for kind in needs for node in given["nodes"].get(kind, [])}
    assert isinstance(note["because"], str) and note["because"]
    assert all(isinstance(step, str) for step in note.get("witness", []))
