"""Labels by which a release finds the nodes it is for."""

from __future__ import annotations

PREFIX = "edgewright"


def node_labels(fleet: str, ring: str, tags: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The labels of a ring's nodes: its fleet, the ring, and the fleet's tags."""
    own = {f"{PREFIX}/fleet": fleet, f"{PREFIX}/ring": ring}
    return {**{f"{PREFIX}.tag/{key}": value for key, value in tags}, **own}
