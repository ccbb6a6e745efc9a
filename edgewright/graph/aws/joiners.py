"""Properties of AWS resources that are spread over several of them."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws import (
    analytics,
    backup_vaults,
    caches,
    database_settings,
    disks,
    file_systems,
    inherited_encryption,
    logs,
    message_policies,
    owned_keys,
    point_in_time,
    queues,
    search_collections,
    search_domains,
    unswitched_keys,
    warehouses,
)
from edgewright.graph.resource.rows import Joiner

_OWN: Mapping[str, Joiner] = {
    **analytics.JOINERS,
    **backup_vaults.JOINERS,
    **disks.JOINERS,
    **file_systems.JOINERS,
    **logs.JOINERS,
    **caches.JOINERS,
    **database_settings.JOINERS,
    **message_policies.JOINERS,
    **point_in_time.JOINERS,
    **search_collections.JOINERS,
    **search_domains.JOINERS,
    **warehouses.JOINERS,
}
"""Those of types whose resources read what is beside them."""


def _both(one: Joiner, other: Joiner) -> Joiner:
    """What two joiners of one type read, each a part of its properties."""
    return lambda view: {**one(view), **other(view)}


def _together(*tables: Mapping[str, Joiner]) -> dict[str, Joiner]:
    found: dict[str, Joiner] = {}
    for table in tables:
        for token, one in table.items():
            found[token] = _both(found[token], one) if token in found else one
    return found


_ALL: Mapping[str, Joiner] = _together(
    _OWN, owned_keys.JOINERS, queues.JOINERS, unswitched_keys.JOINERS
)
JOINERS: Mapping[str, Joiner] = {**_ALL, **inherited_encryption.joiners(_ALL)}
"""Type token -> what reads the properties that its row calls joined."""
