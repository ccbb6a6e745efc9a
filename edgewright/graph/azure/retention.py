"""After how many days a storage account deletes every blob in it.

Sources, of Microsoft Learn: "Lifecycle management policies" (rules, filters, actions), "Blob
versioning", "Soft delete for blobs", "Store business-critical blob data with immutable storage".
"""

from __future__ import annotations

from edgewright.graph.model import UNKNOWN, PropertyValue, is_marker
from edgewright.graph.resource.reading import agreed, as_list, entries, is_unreadable, read
from edgewright.graph.resource.retention import added, longest, shortest
from edgewright.graph.resource.view import ResourceView

MANAGEMENT_POLICY = "azure-native:storage:ManagementPolicy"
BLOB_SERVICE = "azure-native:storage:BlobServiceProperties"
IMMUTABILITY = "azure-native:storage:BlobContainerImmutabilityPolicy"
LEGAL_HOLD = "azure-native:storage:BlobContainerLegalHold"
_ACTIONS = ("definition", "actions")
_BLOBS = tuple(
    (*_ACTIONS, "baseBlob", "delete", f"daysAfter{event}GreaterThan")
    for event in ("Modification", "Creation")
)
_VERSIONS = ((*_ACTIONS, "version", "delete", "daysAfterCreationGreaterThan"),)
_LOCKED = ("immutableStorageWithVersioning", "immutabilityPolicy")
_PERIOD = "immutabilityPeriodSinceCreationInDays"


def versioned(account: ResourceView) -> PropertyValue:
    """Whether what is overwritten or deleted stays as an earlier version."""
    status = _written(account, BLOB_SERVICE, "isVersioningEnabled")
    return _hidden(status) if is_unreadable(status, bool) else status is True


def retention(account: ResourceView) -> PropertyValue:
    """Days after which every blob is gone; None where some never are.

    A deletion leaves an earlier version where there are versions, which have an action of their
    own, and what soft delete keeps. Nothing is deleted before a time-based immutability policy has
    passed, or under a legal hold.
    """
    given = _written(account, MANAGEMENT_POLICY, "policy", "rules")
    if is_unreadable(given, list):
        return _hidden(given)
    rules = [(_is_whole(rule), rule) for rule in as_list(given)]
    kept = versioned(account)
    times = [shortest(rules, _BLOBS)]
    if kept is not False:
        versions = shortest(rules, _VERSIONS)
        times.append(kept if is_marker(kept) and versions is None else versions)
    if account.parts(LEGAL_HOLD, "accountName"):
        return None
    found = added(longest(*times, *_locks(account)), _soft_delete(account))
    held = account.perhaps(LEGAL_HOLD, "accountName")
    return dict(UNKNOWN) if held and found is not None else found


def _written(account: ResourceView, type: str, *path: str) -> PropertyValue:
    """What the part of an account says; of several that differ, nobody knows which one lasts."""
    found = [part.observed(*path) for part in account.parts(type, "accountName")] or [None]
    perhaps = [part.observed(*path) for part in account.perhaps(type, "accountName")]
    return agreed([*found, *perhaps])


def _hidden(value: PropertyValue) -> PropertyValue:
    """A marker as it is; unknown in place of what is of a wrong type."""
    return value if is_marker(value) else dict(UNKNOWN)


def _is_whole(rule: PropertyValue) -> bool | None:
    """Whether a rule is enabled and over every block blob of its account, which most blobs are."""
    enabled = read(rule, "enabled")
    filters = read(rule, "definition", "filters")
    types = read(filters, "blobTypes")
    named = [str(one).lower() for one in entries(types)]
    narrowing = [read(filters, name) for name in ("prefixMatch", "blobIndexMatch")]
    if enabled is False or any(one and not is_marker(one) for one in narrowing):
        return False
    if is_unreadable(enabled, bool) or any(map(is_marker, [types, *narrowing])):
        return None
    return types is None or "blockblob" in named


def _locks(account: ResourceView) -> list[PropertyValue]:
    """The times for which nothing may be deleted, of the account and of its containers."""
    parts = account.parts(IMMUTABILITY, "accountName")
    periods = [account.observed(*_LOCKED, _PERIOD), *(part.observed(_PERIOD) for part in parts)]
    perhaps = account.perhaps(IMMUTABILITY, "accountName")
    doubt: list[PropertyValue] = [dict(UNKNOWN)] if perhaps else []
    return [*(one for one in periods if one is not None), *doubt]


def _soft_delete(account: ResourceView) -> PropertyValue:
    """How long a deleted blob can be brought back: not at all unless that is switched on."""
    policy = _written(account, BLOB_SERVICE, "deleteRetentionPolicy")
    enabled = read(policy, "enabled")
    if is_unreadable(enabled, bool):
        return _hidden(enabled)
    return read(policy, "days") if enabled is True else 0
