"""Kubernetes, as the registry has it.

Versions of an API are no types of their own (`canonical_type`): `kubernetes:apps/v1:Deployment` is
`kubernetes:apps:Deployment` here. A list stands for its items. A patch changes some fields of an
object that somebody else made: what it does not say is not the default, so it has no kind.
"""

from __future__ import annotations

from pathlib import Path

from edgewright.graph.kubernetes.joiners import JOINERS
from edgewright.graph.kubernetes.lists import LIST, LISTS
from edgewright.graph.kubernetes.location import LOCATOR
from edgewright.graph.provider import Provider
from edgewright.graph.resource.rows import load_rows

_ROWS = load_rows(Path(__file__).parent / "rows")

KUBERNETES = Provider(
    name="Kubernetes",
    locator=LOCATOR,
    structural=frozenset({LIST}),
    spellings=LISTS,
    rows=_ROWS,
    joiners=JOINERS,
)
