"""A stack's selection: rules by packs, parameters and waivers, and what they hash to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Level
from edgewright.policy.policy_set import Choice, load_policy_set

WAIVER = """waivers:
  - {policy: ENC-01, resource: "*::a", category: waiver, reason: r, owner: o, ticket: T-1,
     expires: 2026-12-31}
"""


def test_disabled_rules_are_left_out_and_the_rest_sorted(shelf: Any) -> None:
    for number in (3, 1, 2):
        shelf.rule(id=f"ENC-0{number}", package=f"encryption.rule{number}")
    shelf.pack(
        ENC_03={"level": "advisory"}, ENC_02={"level": "disabled"}, ENC_01={"level": "advisory"}
    )
    assert [rule.id for rule in shelf.policies().policies] == ["ENC-01", "ENC-03"]


def test_a_rule_carries_its_pack_and_level(simple: Any) -> None:
    [rule] = simple.policies().policies
    assert (rule.pack, rule.level, rule.undetermined) == ("mine", Level.MANDATORY, "warn")
    assert (rule.severity, rule.scope, rule.domain) == ("high", "graph", "encryption")


def test_scopes(shelf: Any) -> None:
    shelf.rule(id="ENC-01", package="encryption.one", scope="resource")
    shelf.rule(id="ENC-02", package="encryption.two", scope="graph")
    shelf.pack(ENC_01={"level": "mandatory"}, ENC_02={"level": "mandatory"})
    policies = shelf.policies()
    ids = {
        scope: [rule.id for rule in policies.of_scope(scope)]
        for scope in ("resource", "graph", "all")
    }
    assert ids == {"resource": ["ENC-01"], "graph": ["ENC-02"], "all": ["ENC-01", "ENC-02"]}


def test_parameters_that_nobody_sets_are_missing(shelf: Any, tmp_path: Path) -> None:
    shelf.rule(params="[encryption.floor, encryption.ceiling]")
    shelf.pack(ENC_01={"level": "mandatory"})
    assert shelf.policies().missing == {"ENC-01": ("encryption.floor", "encryption.ceiling")}
    params = tmp_path / "params.yaml"
    params.write_text("params: {encryption: {floor: 0, ceiling: null}}")
    assert shelf.policies(params=params).missing == {"ENC-01": ("encryption.ceiling",)}


def test_effective_from_its_day_on(shelf: Any) -> None:
    shelf.rule(params="[]\n#   effective_on: 2026-12-01")
    shelf.pack(ENC_01={"level": "mandatory"})
    levels = [
        shelf.policies(at=at).policies[0].level
        for at in (
            datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC),
            datetime(2026, 12, 1, tzinfo=UTC),
        )
    ]
    assert levels == [Level.ADVISORY, Level.MANDATORY]


def test_two_packs_with_own_defaults(shelf: Any) -> None:
    shelf.rule()
    floor = {"type": "integer", "x-strictest": "highest"}
    schema = {"properties": {"encryption": {"properties": {"floor": floor}}}}
    (shelf.root / "params.schema.json").write_text(json.dumps(schema))
    for name, level, least in (("first", "mandatory", 2), ("second", "advisory", 1)):
        shelf.pack(name, ENC_01={"level": level})
        path = shelf.root / "packs" / f"{name}.yaml"
        document = json.loads(path.read_text())
        path.write_text(json.dumps({**document, "params": {"encryption": {"floor": least}}}))
    policies = shelf.policies(packs=["first", "second"])
    assert policies.policies[0].level is Level.MANDATORY
    assert policies.policies[0].pack == "first"
    assert policies.params == {"encryption": {"floor": 2}}


def test_each_digest_follows_its_own_source(simple: Any, tmp_path: Path) -> None:
    before = simple.policies().digests
    assert simple.policies().digests == before
    params = tmp_path / "params.yaml"
    params.write_text("params: {encryption: {floor: 1}}")
    assert changed(before, simple.policies(params=params).digests) == {"params"}
    assert changed(before, simple.policies(waivers=WAIVER).digests) == {"waivers"}
    simple.pack(ENC_01={"level": "advisory"})
    assert changed(before, simple.policies().digests) == {"packs"}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    assert before.keys() == after.keys() == {"policies", "packs", "params", "waivers"}
    return {name for name in before if before[name] != after[name]}


def test_a_stacks_own_pack(simple: Any, tmp_path: Path) -> None:
    own = {"pack": "own", "version": 1, "title": "O", "policies": {"ENC-01": {"level": "advisory"}}}
    (tmp_path / "own.yaml").write_text(json.dumps(own))
    at = datetime(2026, 11, 23, tzinfo=UTC)
    policies = load_policy_set(simple.library(), Choice(["own.yaml"], tmp_path), at)
    assert [(rule.id, rule.pack) for rule in policies.policies] == [("ENC-01", "own")]


def test_packs_that_disagree_where_nothing_says_which_is_stricter(shelf: Any) -> None:
    shelf.rule()
    for name, least in (("first", 1), ("second", 2)):
        shelf.pack(name, ENC_01={"level": "mandatory"})
        path = shelf.root / "packs" / f"{name}.yaml"
        document = json.loads(path.read_text())
        path.write_text(json.dumps({**document, "params": {"encryption": {"floor": least}}}))
    with pytest.raises(EdgewrightError) as caught:
        shelf.policies(packs=["first", "second"])
    assert caught.value.code == "PRM-003"
    assert "encryption.floor" in caught.value.message


def test_what_packs_resolve(shelf: Any) -> None:
    shelf.rule()
    for name in ("first", "second"):
        shelf.pack(name, ENC_01={"level": "mandatory"})
        path = shelf.root / "packs" / f"{name}.yaml"
        resolves = {"copies in another region": f"As {name} says."}
        path.write_text(json.dumps({**json.loads(path.read_text()), "resolves": resolves}))
    assert shelf.policies(packs=["first", "second"]).resolutions == {
        "copies in another region": ("first (As first says.)", "second (As second says.)")
    }
