"""What rows make of resources, by the vendors' documents: the tables beside the rows.

A table `rows/NAME.cases.yaml` is a list of cases:

    - case: a database that says nothing is not encrypted     what it shows
      cites: Amazon RDS User Guide, "Encrypting ..."          where the expected values are from
      given:                                                  resources by name; the first is judged
        it: {type: aws:rds/instance:Instance, region: eu-central-1, PROPERTY: VALUE, ...}
        key: {type: aws:kms/key:Key, behind: {it: kmsKeyId}}  which property refers to it
      day: 2026-11-25                                         defaults of that day, if not today's
      kind: database.relational
      props: {encryption: none}                               a part of its properties
      flows: [{kind: copy.replica, region: us-east-1}]        all flows of its own, if any are named

`"?"` stands for the unknown marker, in what is given and in what is expected. "(unread)" is
expected of what edgewright does not read, "(absent)" of what resources of the type have not. A
property that is called as one of the words above is written with "=" before it: `=type`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from edgewright.graph import registry
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.registry import NORMALISERS

FILES = sorted(Path(registry.__file__).parent.glob("*/rows/*.cases.yaml"))
WORDS = {"case", "cites", "given", "day", "kind", "props", "flows"}
META = ("type", "behind", "provider", "parent")


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.name}: {case['case']}")
        for path in FILES
        for case in YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    ]


def marked(value: Any) -> Any:
    if value == "?":
        return {"$unknown": True}
    if isinstance(value, dict):
        return {name: marked(one) for name, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value


def urn(name: str, type: str) -> str:
    return f"urn:pulumi:dev::rows::{type}::{name}"


def resources(given: dict[str, Any]) -> list[RawResource]:
    urns = {name: urn(name, one["type"]) for name, one in given.items()}
    behind: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in given}
    for name, one in given.items():
        for holder, property in one.get("behind", {}).items():
            known = behind[holder].get(property, ())
            behind[holder][property] = (*known, urns[name])
    found = []
    for name, one in given.items():
        given_props = {key: value for key, value in one.items() if key not in META}
        props = {key.removeprefix("="): marked(value) for key, value in given_props.items()}
        found.append(
            RawResource(
                urn=urns[name],
                type=one["type"],
                name=name,
                props=props,
                inputs=dict(props),
                parent=urns.get(one.get("parent", "")),
                provider_props=one.get("provider", {}),
                property_dependencies=behind[name],
            )
        )
    return found


@pytest.mark.parametrize("case", cases())
def test_a_case_of_the_rows(case: dict[str, Any]) -> None:
    assert set(case) <= WORDS and case["cites"]
    given = resources(case["given"])
    graph = record_graph(given, day=case.get("day"))
    node = next(one for one in graph.nodes if one.id == given[0].urn)
    assert node.kind == case["kind"]
    expected = marked(case.get("props", {}))
    said = {**dict.fromkeys(node.unread, "(unread)"), **dict.fromkeys(node.absent, "(absent)")}
    found = {
        name: said.get(name) if value in ("(unread)", "(absent)") else node.props[name]
        for name, value in expected.items()
    }
    assert found == expected
    if "flows" in case:
        flows = [one for one in graph.nodes if one.id.startswith(f"{node.id}#")]
        seen = [
            {"kind": one.kind, "region": one.location.region}
            for one in flows
            if str(one.kind).startswith("copy.")
        ]
        assert seen == case["flows"]


def test_every_type_with_a_row_has_a_case() -> None:
    judged = {
        next(iter(registry.index_of(resources(case.values[0]["given"])))).type for case in cases()
    }
    rows = {token for one in registry.PROVIDERS for token in one.rows.types}
    assert rows <= set(NORMALISERS)
    assert rows - judged == set()
