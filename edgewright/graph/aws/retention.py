"""After how many days an S3 bucket deletes every object in it, earlier versions included.

Sources, of the S3 User Guide: "Lifecycle configuration elements", "Adding objects to
versioning-suspended buckets", "Locking objects with Object Lock", "Object Lock considerations".
"""

from __future__ import annotations

from edgewright.graph.aws.bucket_parts import (
    LIFECYCLE,
    OBJECT_LOCK,
    VERSIONING,
    Setting,
    single,
)
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import as_object, entries, is_unreadable, read
from edgewright.graph.resource.retention import added, longest, shortest
from edgewright.graph.resource.view import ResourceView

DAYS_OF_A_YEAR = 365


def is_versioned(bucket: ResourceView) -> PropertyValue:
    """Whether what is overwritten is kept: Object Lock switches versions on by itself."""
    return _versions(bucket, "versioned")


def _has_versions(bucket: ResourceView) -> PropertyValue:
    """Whether there are earlier versions: suspended, versioning keeps those that there are."""
    return _versions(bucket, "has_versions")


def _versions(bucket: ResourceView, name: str) -> PropertyValue:
    locked = bucket.declared("objectLockEnabled")
    inline = read(single(bucket.declared("objectLockConfiguration")), "objectLockEnabled")
    versioned = _VERSIONING.of(bucket)[name]
    if True in (versioned, locked) or inline == "Enabled":
        return True
    hidden = is_unreadable(locked, bool) or is_unreadable(inline, str)
    return dict(UNKNOWN) if hidden else versioned


_UNVERSIONED: Properties = {"versioned": False, "has_versions": False}


def _versioned(part: ResourceView) -> Properties:
    status = part.observed("versioningConfiguration", "status")
    if status in (None, "Disabled"):
        return dict(_UNVERSIONED)
    if status not in ("Enabled", "Suspended"):
        return {name: dict(UNKNOWN) for name in _UNVERSIONED}
    return {"versioned": status == "Enabled", "has_versions": True}


def _versioned_inline(_: str, value: PropertyValue) -> Properties:
    enabled = read(single(value), "enabled")
    found = dict(UNKNOWN) if is_unreadable(enabled, bool) else enabled is True
    return dict.fromkeys(_UNVERSIONED, found)


_VERSIONING = Setting(
    default=_UNVERSIONED,
    type=VERSIONING,
    of_part=_versioned,
    names=("versioning", "versionings"),
    of_inline=_versioned_inline,
)


def retention(bucket: ResourceView) -> PropertyValue:
    """Days after which objects are gone; None when some never are.

    In a bucket that keeps versions, a deletion only makes the current one an earlier one, whose own
    time begins then. The first of these days is not counted: no rule can ask for less, and S3
    rounds every time to a day anyway. A version that Object Lock protects stays until that ends.
    """
    versioned = _has_versions(bucket)
    deletion = _LIFECYCLE.of(bucket)
    current, earlier = deletion["current"], deletion["earlier"]
    whole = current if versioned is False else added(current, added(earlier, -1))
    if current is not None and earlier is None and is_marker(versioned):
        whole = versioned
    return longest(whole, _LOCK.of(bucket)["locked"])


def _locked(part: ResourceView) -> Properties:
    return {"locked": _default_lock(read(part.observed("rule"), "defaultRetention"))}


def _locked_inline(_: str, value: PropertyValue) -> Properties:
    rule = single(read(single(value), "rule"))
    return {"locked": _default_lock(single(read(rule, "defaultRetention")))}


def _default_lock(kept: PropertyValue) -> PropertyValue:
    """For how many days a new object is locked by default, which a rule has in days or in years."""
    if is_marker(kept) or read(kept, "defaultEventHold"):
        return dict(UNKNOWN)
    days, years = read(kept, "days") or 0, read(kept, "years") or 0
    return added(days, years * DAYS_OF_A_YEAR if isinstance(years, int) else dict(UNKNOWN))


_LOCK = Setting(
    default={"locked": 0},
    type=OBJECT_LOCK,
    of_part=_locked,
    names=("objectLockConfiguration",),
    of_inline=_locked_inline,
)


def _deletion(part: ResourceView) -> Properties:
    return _deleted(part.observed("rules"))


_LIFECYCLE = Setting(
    default={"current": None, "earlier": None},
    type=LIFECYCLE,
    of_part=_deletion,
    names=("lifecycleRules",),
    of_inline=lambda _, rules: _deleted(rules),
    worst={"current": None, "earlier": None},
)
_CURRENT = (("expiration", "days"), ("expirations", 0, "days"))
_KEPT = ("noncurrentVersionExpiration", "newerNoncurrentVersions")
_EARLIER = (
    ("noncurrentVersionExpiration", "noncurrentDays"),
    ("noncurrentVersionExpiration", "days"),
    ("noncurrentVersionExpirations", 0, "days"),
)


def _deleted(rules: PropertyValue) -> Properties:
    """After how many days enabled rules over the whole bucket delete: {current, earlier}.

    A rule that keeps some number of earlier versions whatever their age does not count for these.
    """
    listed = [(_is_whole(rule), rule) for rule in entries(rules)]
    every = [one for one in listed if not read(one[1], *_KEPT)]
    return {"current": shortest(listed, _CURRENT), "earlier": shortest(every, _EARLIER)}


def _is_whole(rule: PropertyValue) -> bool | None:
    """Whether a rule is enabled and over every object of its bucket."""
    status = read(rule, "status")
    enabled = read(rule, "enabled") if status is None else status
    narrowing = [read(rule, "prefix"), read(rule, "tags"), *_conditions(read(rule, "filter"))]
    if enabled not in ("Enabled", True) and not is_marker(enabled):
        return False
    if any(one and not is_marker(one) for one in narrowing):
        return False
    return None if any(map(is_marker, [enabled, *narrowing])) else True


def _conditions(filter: PropertyValue) -> list[PropertyValue]:
    """What a filter asks for. Newer versions of the provider write all of them, most as not set."""
    return [filter] if is_unreadable(filter, dict) else [*as_object(filter).values()]
