"""Waivers that name a flow by its number, as ids once did: a number does not say which it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

NUMBERED = re.compile(r"(?:^|[/*?])flow/([\d?][\d?*]*)$")
"""The end of a glob over ids of nodes that means a flow by its number, or several."""
SHOWN = 3


def named_by_number(resource: str) -> str | None:
    """The number by which a waiver's resource names a flow, or the glob over numbers; else None."""
    found = NUMBERED.search(resource)
    return found[1] if found else None


def ids_now(number: str, flows: Sequence[str]) -> str:
    """What to write in place of a flow's number.

    Args:
        number: the number, or a glob over several.
        flows: the ids of the declared flows, in the order of the estate.
    """
    meant = [(place, id) for place, id in enumerate(flows) if fnmatchcase(str(place), number)]
    if not meant:
        return f"The estate has no flow {number}: name the flow that is meant, flow/DATA/FROM>TO."
    named = ", ".join(f"flow/{place} is {id}" for place, id in meant[:SHOWN])
    more = f" and {len(meant) - SHOWN} more are meant" if len(meant) > SHOWN else ""
    return f"As the flows stand now, {named}{more}: name the one whose deviation was accepted."
