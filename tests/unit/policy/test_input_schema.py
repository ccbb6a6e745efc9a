"""The JSON Schema of what rules see, and the page of kinds: made from the typed kinds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from sample_estates import sample

from edgewright.base.vocabulary import Phase
from edgewright.cli.schema import command
from edgewright.graph.estate.from_topology import topology_nodes
from edgewright.graph.kinds import KINDS
from edgewright.graph.kinds.fit import misfit
from edgewright.policy.evaluate import policy_input
from edgewright.policy.input_schema import policy_input_schema
from edgewright.spec.json_schema import schema_text

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def checker() -> Draft202012Validator:
    return Draft202012Validator(policy_input_schema())


def test_it_is_a_schema_of_its_draft_with_every_kind() -> None:
    schema = policy_input_schema()
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]["nodes"]["properties"]) == set(KINDS)


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(command, ["policy-input"])
    assert (done.exit_code, done.output) == (0, schema_text(policy_input_schema()))


def test_the_committed_schema_and_page_are_what_is_generated() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "kinds_page.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("stack", ["harbour-vision", "clinic-imaging", "plant-maintenance"])
def test_what_rules_see_of_a_sample_satisfies_it(checker: Draft202012Validator, stack: str) -> None:
    known = sample(stack)
    for phase in Phase:
        document = policy_input(topology_nodes(known.topology, known.plan), NOON, phase)
        assert list(checker.iter_errors(document)) == []
        assert document["nodes"]


def test_every_marker_satisfies_it(checker: Draft202012Validator, bucket: Any) -> None:
    names = KINDS["storage.bucket"]
    for marker in ({"$unknown": True}, {"$secret": True}):
        given = bucket(**dict.fromkeys(names, marker))
        assert list(checker.iter_errors(policy_input([given], NOON, "up"))) == []


def drop(props: dict[str, Any]) -> None:
    del props["public"]


@pytest.mark.parametrize(
    "spoil",
    [
        drop,
        lambda props: props.update(more=1),
        lambda props: props.update(public="no"),
        lambda props: props.update(data=None),
        lambda props: props.update(tls_min="9.9"),
        lambda props: props["location"].update(country="Germany"),
        lambda props: props.update(public={"$unknown": False}),
        lambda props: props.update(public={"$unknown": True, "more": 1}),
    ],
)
def test_it_refuses_what_is_refused_before_a_rule_sees_it(
    checker: Draft202012Validator, bucket: Any, spoil: Callable[[dict[str, Any]], None]
) -> None:
    document = policy_input([bucket()], NOON, "check")
    assert list(checker.iter_errors(document)) == []
    props = document["nodes"]["storage.bucket"][0]["props"]
    spoil(props)
    assert len(list(checker.iter_errors(document))) == 1
    assert misfit("storage.bucket", props) is not None
