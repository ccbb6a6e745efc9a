"""What several packs say of one parameter: never looser than any of them, in whatever order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue
from edgewright.policy.parameter_merge import merge_parameters, unordered

SCHEMA = json.loads((Path(__file__).parents[3] / "policies/params.schema.json").read_text())
ZONES: Mapping[str, list[str]] = catalogue.as_data()["zones"]
ORDERS = {
    "customer_key_from": ["public", "internal", "confidential", "secret"],
    "image_registries": ["provider", "customer"],
    "tls_min": ["1.2", "1.3"],
    "key_custody": ["provider", "customer", "imported", "hsm", "external"],
}
CLASSES = ORDERS["customer_key_from"]

countries = st.sampled_from(["DE", "FR", "NO", "CH", "US", "BR"])
zones = st.sampled_from(sorted(ZONES))
places = st.lists(st.one_of(countries, zones, st.just("*")), unique=True, max_size=5)
patterns = st.lists(st.sampled_from(["user.*", "user.name", "system.*", "*"]), unique=True)
levels = st.dictionaries(st.sampled_from(["SOV-1", "SOV-2"]), st.integers(0, 4))


def by_class(values: Any) -> Any:
    return st.fixed_dictionaries(dict.fromkeys(CLASSES, values))


restrictions = st.fixed_dictionaries(
    {"origin": zones, "categories": patterns.filter(bool), "zones": st.lists(zones, unique=True)}
)
PARAMS = st.fixed_dictionaries(
    {},
    optional={
        "residency": st.fixed_dictionaries(
            {}, optional={"allowed": st.lists(restrictions, max_size=3)}
        ),
        "transfer": st.fixed_dictionaries(
            {},
            optional={
                "categories": patterns.filter(bool),
                "accepted_mechanisms": st.lists(
                    st.sampled_from(["scc", "bcr", "idta"]), unique=True
                ),
                "accept_conditional": st.lists(countries, unique=True),
                "epsilon_max": st.floats(0.1, 9),
                "evidence_max_age_days": st.integers(1, 900),
                "non_personal_parents": places,
            },
        ),
        "sovereignty": st.fixed_dictionaries(
            {},
            optional={
                "operator_parents": by_class(places),
                "seal_minimum": by_class(levels),
                "key_custody": by_class(st.sampled_from(ORDERS["key_custody"])),
            },
        ),
        "encryption": st.fixed_dictionaries(
            {},
            optional={
                name: st.sampled_from(ORDERS[name])
                for name in ("customer_key_from", "image_registries", "tls_min")
            },
        ),
    },
)


def where(listed: list[str]) -> set[str]:
    """The countries a list stands for, "*" for all that are in no list."""
    every = {"*", "DE", "FR", "NO", "CH", "US", "BR", *ZONES["EEA"], *ZONES["EU"]}
    if "*" in listed:
        return every
    return {country for place in listed for country in ZONES.get(place, [place])}


def texts(entries: list[Any]) -> set[str]:
    return {json.dumps(entry, sort_keys=True) for entry in entries}


def is_as_strict(name: str, found: Any, than: Any) -> bool:
    """Whether a value allows nothing that another forbids, told by the meaning of its parameter."""
    if name in ("allowed", "categories"):
        return texts(found) >= texts(than)
    if name in ("accepted_mechanisms", "accept_conditional"):
        return set(found) <= set(than)
    if name == "non_personal_parents":
        return where(found) <= where(than)
    if name in ("epsilon_max", "evidence_max_age_days"):
        return bool(found <= than)
    if name == "customer_key_from":
        return CLASSES.index(found) <= CLASSES.index(than)
    if name in ORDERS and isinstance(found, str):
        return ORDERS[name].index(found) >= ORDERS[name].index(than)
    if name == "operator_parents":
        return all(where(found[one]) <= where(than[one]) for one in CLASSES)
    if name == "seal_minimum":
        return all(
            found[one].get(objective, 0) >= level
            for one in CLASSES
            for objective, level in than[one].items()
        )
    return all(is_as_strict(name, found[key], than[key]) for key in than)


@given(st.lists(PARAMS, max_size=3))
def test_no_pack_loosens_what_another_says(packs: list[Any]) -> None:
    combined = merge_parameters(SCHEMA, packs)
    for pack in packs:
        for domain, values in pack.items():
            for name, value in values.items():
                assert is_as_strict(name, combined[domain][name], value), (domain, name)


@given(PARAMS, PARAMS)
def test_the_order_of_two_does_not_matter(first: Any, second: Any) -> None:
    assert merge_parameters(SCHEMA, [first, second]) == merge_parameters(SCHEMA, [second, first])


@given(PARAMS, PARAMS, PARAMS)
def test_nor_do_brackets_around_some_of_them(first: Any, second: Any, third: Any) -> None:
    whole = merge_parameters(SCHEMA, [first, second, third])
    assert merge_parameters(SCHEMA, [merge_parameters(SCHEMA, [first, second]), third]) == whole
    assert merge_parameters(SCHEMA, [first, merge_parameters(SCHEMA, [second, third])]) == whole


@given(PARAMS)
def test_one_pack_says_what_it_says(pack: Any) -> None:
    assert merge_parameters(SCHEMA, [pack]) == merge_parameters(SCHEMA, [pack, pack]) == pack


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (["DE"], ["EEA"], ["DE"]),
        (["EEA"], ["EU"], ["EU"]),
        (["EEA", "CH", "US"], ["US", "EEA"], ["EEA", "US"]),
        (["EEA", "CH"], ["EU", "CH", "BR"], ["EU", "CH"]),
        (["*"], ["US", "EEA"], ["EEA", "US"]),
        (["*"], ["*", "DE"], ["*"]),
        (["DE"], ["US"], []),
        ([], ["*"], []),
    ],
)
def test_places(first: list[str], second: list[str], both: list[str]) -> None:
    packs = [{"transfer": {"non_personal_parents": one}} for one in (first, second)]
    assert merge_parameters(SCHEMA, packs) == {"transfer": {"non_personal_parents": both}}


def test_a_mapping_is_combined_key_by_key() -> None:
    none: dict[str, Any] = {"public": {}, "internal": {}, "confidential": {}}
    packs = [
        {"sovereignty": {"seal_minimum": {**none, "secret": {"SOV-1": 2, "SOV-2": 1}}}},
        {"sovereignty": {"seal_minimum": {**none, "secret": {"SOV-2": 3}}}},
    ]
    found = merge_parameters(SCHEMA, packs)["sovereignty"]["seal_minimum"]
    assert found == {**none, "secret": {"SOV-1": 2, "SOV-2": 3}}


def test_no_pack_says_nothing() -> None:
    assert merge_parameters(SCHEMA, []) == {}


def test_values_nobody_can_compare_are_refused_unless_they_are_equal() -> None:
    one, other = {"encryption": {"floor": 1}}, {"encryption": {"floor": 2}}
    assert merge_parameters({}, [one, one]) == one
    with pytest.raises(EdgewrightError) as caught:
        merge_parameters({}, [one, other])
    assert (caught.value.code, caught.value.exit_status) == ("PRM-003", 2)
    assert "encryption.floor" in caught.value.message


def test_the_shipped_schema_says_what_is_stricter_of_every_parameter() -> None:
    assert unordered(SCHEMA) == []


def test_a_parameter_it_does_not_say_it_of_is_found() -> None:
    schema = json.loads(json.dumps(SCHEMA))
    del schema["$defs"]["custody"]["x-strictest"]
    del schema["properties"]["transfer"]["properties"]["epsilon_max"]["x-strictest"]
    custody = [f"sovereignty.key_custody.{one}" for one in CLASSES]
    assert unordered(schema) == ["transfer.epsilon_max", *custody]
