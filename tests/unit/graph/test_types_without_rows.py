"""Types that are known to keep data and that have no kind: each with the reason.

What is labelled is judged all the same, as a resource of which edgewright reads the place and the
labels; what there is to know of it beside is named as not read.
"""

from __future__ import annotations

import pytest

from edgewright.facts.type_content import by_token
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph

NOT_LOOKED_AT = ("resource.other", "structural", None)
WITHOUT = {
    "aws:connect/instance:Instance": "a contact centre: calls, contacts and recordings at once",
    "aws:customerprofiles/domain:Domain": "profiles of customers, which no kind is for",
    "aws:finspace/kxDatabase:KxDatabase": "part of a kdb environment, and encrypted as that is",
    "aws:finspace/kxVolume:KxVolume": "part of a kdb environment, and encrypted as that is",
    "aws:lightsail/disk:Disk": "always encrypted with the service's own keys; nothing to set",
    "aws:mediastore/container:Container": "the service ended in November 2025",
    "aws:pinpoint/app:App": "the service ended in October 2026",
    "azure-native:azurestackhci:VirtualHardDisk": "at a site, encrypted as that is set up",
    "azure-native:healthcareapis:Workspace": "what it groups keeps the data, and has kinds",
}
"""Type -> why it has no row."""


def kind_of(type: str) -> str | None:
    """The kind of a resource of a type that says nothing."""
    [first, *_] = record_graph([RawResource("urn:it", type, "it", {}, {})]).nodes
    return first.kind


@pytest.mark.parametrize(
    "type", sorted(type for type, content in by_token().items() if content.holds == "data")
)
def test_a_type_that_keeps_data_has_a_kind_or_a_reason(type: str) -> None:
    """A row for one of the table takes it out of there."""
    assert (kind_of(type) in NOT_LOOKED_AT) == (type in WITHOUT)


def test_the_table_names_what_the_facts_know() -> None:
    assert WITHOUT.keys() <= {
        type for type, content in by_token().items() if content.holds == "data"
    }
