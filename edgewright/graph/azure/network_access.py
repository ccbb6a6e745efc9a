"""Who reaches a service over the network: public access, and lists of addresses that may."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from edgewright.graph.azure.references import spelt
from edgewright.graph.model import UNKNOWN, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, is_unreadable

_WIDE = 8
"""Bits of a prefix below which a range of addresses is no list of known places any more."""


def is_public(
    access: PropertyValue, default: PropertyValue, ranges: Iterable[PropertyValue]
) -> PropertyValue:
    """Whether a service is open to the Internet.

    Args:
        access: its public network access, Enabled unless told otherwise.
        default: what it does with an address that no rule names, Allow unless told otherwise.
        ranges: the addresses that its rules let in.
    """
    if is_unreadable(access, str):
        return dict(UNKNOWN)
    if spelt(access) == "disabled":
        return False
    if spelt(access) not in ("", "enabled") or is_unreadable(default, str):
        return dict(UNKNOWN)
    if spelt(default) != "deny":
        return True if spelt(default) in ("", "allow") else dict(UNKNOWN)
    return lets_many_in(ranges)


def lets_many_in(ranges: Iterable[PropertyValue]) -> PropertyValue:
    """Whether one of some ranges of addresses is so wide that it names nobody."""
    found = [_is_wide(one) for one in ranges]
    if any(one is True for one in found):
        return True
    return dict(UNKNOWN) if any(one is None for one in found) else False


def _is_wide(range: PropertyValue) -> bool | None:
    """The same of one range, "10.0.0.0/8" or "10.0.0.1-10.0.0.9"; None where nobody can tell."""
    text = range.strip() if isinstance(range, str) else ""
    if spelt(text) in ("*", "any", "internet"):
        return True
    first, dash, last = text.partition("-")
    try:
        if not dash:
            network = ip_network(text, strict=False)
            return network.prefixlen < (_WIDE if network.version == 4 else 2 * _WIDE)
        size = int(ip_address(last.strip())) - int(ip_address(first.strip()))
    except ValueError:
        return None
    return size >= 2**24


def listed(value: PropertyValue, name: str) -> list[PropertyValue]:
    """What each rule of a list names as its addresses; one marker for what cannot be read."""
    rules = entries(value)
    return [one if is_marker(one) or not isinstance(one, dict) else one.get(name) for one in rules]
