"""The typed kinds: what they say, which ways lead through them, and what fits them."""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.kinds import KINDS, MODELS, has_path
from edgewright.graph.kinds.fit import fitted, misfit

UNKNOWN = {"$unknown": True}
SECRET = {"$secret": True}
PLACE = {"cloud": "aws", "region": "eu-central-1", "country": "DE"}
FRAMES = {
    "id": "frames",
    "origin": "DE",
    "classification": "internal",
    "categories": ["user.biometric"],
    "retention_days": 7,
}
HUB = {
    "location": PLACE,
    "data": [FRAMES],
    "carrier": None,
    "content": "data",
    "unread": [],
    "provider_region": None,
    "intended_region": None,
    "tls_min": "1.2",
    "local_auth": False,
    "residency_offer": None,
    "failover_region": None,
    "public_network": True,
    "retention_days": 1,
}
STATEMENT = {
    "effect": "Allow",
    "actions": ["iot:Connect"],
    "resources": ["*"],
    "principals": {"AWS": "*"},
    "conditions": {},
    "inverted": False,
}
POLICY = {"statements": [STATEMENT]}


def test_every_property_of_every_kind_is_described() -> None:
    for kind, properties in KINDS.items():
        assert kind.count(".") == 1
        assert properties and all(text and text[-1] != "." for text in properties.values()), kind


@pytest.mark.parametrize("kind", sorted(MODELS))
@pytest.mark.parametrize("marker", [UNKNOWN, SECRET])
def test_every_property_may_be_a_marker(kind: str, marker: dict[str, bool]) -> None:
    assert misfit(kind, dict.fromkeys(KINDS[kind], marker)) is None


@pytest.mark.parametrize(
    ("kind", "path", "leads"),
    [
        ("storage.bucket", "data", True),
        ("storage.bucket", "location.country", True),
        ("storage.bucket", "location.county", False),
        ("storage.bucket", "location.country.name", False),
        ("storage.bucket", "location.$unknown", False),
        ("storage.bucket", "data.origin", False),  # a list: which of its labels?
        ("topology.holding", "data.origin", True),
        ("topology.cloud", "assurance.SOV-1.level", True),
        ("topology.cloud", "assurance.SOV-1.levle", False),
        ("topology.transform", "differential_privacy.epsilon", True),
        ("iot.policy", "statements", True),
        ("iot.policy", "statments", False),
    ],
)
def test_a_path_leads_to_a_value_or_nowhere(kind: str, path: str, leads: bool) -> None:
    assert has_path(kind, path) is leads


def test_a_node_of_its_kind_fits() -> None:
    assert misfit("iot.hub", HUB) is None
    assert misfit("iot.policy", POLICY) is None


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"tls_min": 1.2}, "tls_min"),
        ({"tls_min": "9.9"}, "tls_min"),
        ({"local_auth": "false"}, "local_auth"),
        ({"local_auth": 0}, "local_auth"),
        ({"location": None}, "location"),
        ({"location": "DE"}, "location"),
        ({"location": {**PLACE, "country": "Germany"}}, "location.country"),
        ({"location": {**PLACE, "city": "Berlin"}}, "location.city"),
        ({"data": [{**FRAMES, "retention_days": True}]}, "data.0.retention_days"),
        ({"data": [FRAMES, {"id": "b"}]}, "data.1.origin"),
        ({"more": 1}, "more"),
        ({"failover_region": ("a",)}, "failover_region"),
        ({"tls_min": {"$unknown": True, "more": 1}}, "tls_min"),
        ({"tls_min": {"$unknown": 1}}, "tls_min"),
        ({"local_auth": {"$secret": False}}, "local_auth"),
    ],
)
def test_what_does_not_fit_is_named_and_not_shown(change: dict[str, Any], names: str) -> None:
    why = misfit("iot.hub", {**HUB, **change})
    assert why is not None and why.startswith(f"{names}: ")
    assert "Berlin" not in why and "Germany" not in why


def test_a_property_that_is_missing_is_named() -> None:
    props = {name: value for name, value in HUB.items() if name != "local_auth"}
    assert misfit("iot.hub", props) == "local_auth: it is missing"


def test_what_fits_is_left_as_it_is() -> None:
    assert fitted("iot.hub", HUB) == HUB
    assert fitted("iot.policy", POLICY) == POLICY


@pytest.mark.parametrize(
    ("change", "becomes"),
    [
        ({"tls_min": 1.2}, {"tls_min": UNKNOWN}),
        ({"local_auth": "false"}, {"local_auth": UNKNOWN}),
        ({"local_auth": SECRET}, {"local_auth": SECRET}),
        ({"local_auth": {"$unknown": 1}}, {"local_auth": UNKNOWN}),
        ({"local_auth": {"$secret": True, "more": 1}}, {"local_auth": UNKNOWN}),
        ({"data": [{**FRAMES, "id": SECRET}]}, {"data": UNKNOWN}),
        ({"data": {}}, {"data": UNKNOWN}),
        # Only the part that does not fit, where that part may be a marker.
        (
            {"location": {**PLACE, "country": "Germany"}},
            {"location": {**PLACE, "country": UNKNOWN}},
        ),
        (
            {"data": [{**FRAMES, "origin": 49}, FRAMES]},
            {"data": [{**FRAMES, "origin": UNKNOWN}, FRAMES]},
        ),
        # The name of a label may not: of which data this speaks cannot be known.
        ({"data": [{**FRAMES, "id": 5, "origin": 49}, FRAMES]}, {"data": UNKNOWN}),
        ({"data": [{**FRAMES, "more": 5}]}, {"data": UNKNOWN}),
        ({"data": [{"id": "frames"}]}, {"data": UNKNOWN}),
        ({"data": [FRAMES, None]}, {"data": UNKNOWN}),
    ],
)
def test_what_does_not_fit_is_taken_for_unknown(
    change: dict[str, Any], becomes: dict[str, Any]
) -> None:
    given = {**HUB, **change}
    before = repr(given)
    found = fitted("iot.hub", given)
    assert found == {**HUB, **becomes}
    assert misfit("iot.hub", found) is None
    assert repr(given) == before


def test_an_unreadable_part_hides_the_least_there_is() -> None:
    odd = {**STATEMENT, "actions": ["iot:*", 5], "conditions": []}
    assert fitted("iot.policy", {**POLICY, "statements": [STATEMENT, odd]})["statements"] == [
        STATEMENT,
        {**STATEMENT, "actions": UNKNOWN, "conditions": UNKNOWN},
    ]


def test_properties_too_few_or_too_many_are_left_to_be_found() -> None:
    few = {name: value for name, value in HUB.items() if name != "local_auth"}
    assert fitted("iot.hub", few) == few
    many = {**HUB, "more": 5, "tls_min": 5}
    assert fitted("iot.hub", many) == {**many, "tls_min": UNKNOWN}
    assert str(misfit("iot.hub", fitted("iot.hub", many))).startswith("more: ")
