"""What is collected of a resource is read by a rule, or it is known why not."""

from __future__ import annotations

import pytest
from rego_reads import Reads
from shipped_rules import POLICIES, Opa
from unread_properties import SAID, UNREAD, Property, named, unread

from edgewright.policy.library import Library


@pytest.fixture(scope="module")
def reads(opa: Opa) -> Reads:
    return Reads(opa, POLICIES / "lib")


def listed(why: str | None = None) -> set[Property]:
    return {
        (kind, name)
        for kind, properties in UNREAD.items()
        for name, reason in properties.items()
        if why in (None, reason)
    }


def test_what_no_rule_reads_is_listed_and_nothing_else(library: Library, reads: Reads) -> None:
    found = unread(library, reads)
    assert found - listed() == set(), "collected, and no rule reads it"
    assert listed() - found == set(), "a rule reads it, or it is not collected any more"


def test_what_is_said_in_findings_stands_in_a_rule(library: Library) -> None:
    assert listed(SAID) - named(library) == set()
