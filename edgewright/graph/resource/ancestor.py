"""What a resource is for those below it: a step upward, and what a component of ours wants."""

from __future__ import annotations

from typing import NamedTuple

from edgewright.graph.model import Properties, RawResource, is_marker

OWN_COMPONENTS = "edgewright:"
"""Beginning of the types of our own components."""


class Ancestor(NamedTuple):
    """What is read of a resource by what is below it.

    Attributes:
        intent: what one of our components wants; None of everything else. Whatever else calls an
            input "intent" means something of its own by it.
    """

    urn: str
    parent: str | None
    intent: Properties | None


def as_ancestor(resource: RawResource) -> Ancestor:
    """What there is to read of a resource for what is below it."""
    intent = resource.inputs.get("intent")
    wants = resource.type.startswith(OWN_COMPONENTS) and not is_marker(intent)
    return Ancestor(
        resource.urn, resource.parent, intent if wants and isinstance(intent, dict) else None
    )
