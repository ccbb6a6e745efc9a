"""S3 buckets in the neutral kind storage.bucket, wherever their settings are written."""

from __future__ import annotations

from edgewright.graph.aws.bucket_parts import (
    BUCKET_POLICY,
    LIFECYCLE,
    SSE_CONFIGURATION,
    VERSIONING,
    Setting,
    bucket_name,
    single,
)
from edgewright.graph.aws.iam_access import lets_world_in, refuses_plain_text
from edgewright.graph.aws.keys import PROVIDER_KEY, encryption
from edgewright.graph.aws.public_access import answered, is_public
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import (
    as_list,
    as_object,
    as_text,
    entries,
    is_unreadable,
    read,
)
from edgewright.graph.resource.view import ResourceView

_KMS = ("aws:kms", "aws:kms:dsse")


def bucket(view: ResourceView) -> Properties:
    """An S3 bucket with all that configures it.

    Defaults are the service's: SSE-S3 since 2023-01-05, TLS 1.2 as the floor of its endpoints.
    """
    policy = _policy(view).of(view)
    versioned = _VERSIONING.of(view)["versioned"]
    return {
        **_encryption(view).of(view),
        "public": is_public(view, policy["open"]),
        "tls_only": policy["tls_only"],
        "tls_min": "1.2",
        "versioned": versioned,
        "retention_days": _retention(versioned, _LIFECYCLE.of(view)),
    }


def _policy(view: ResourceView) -> Setting:
    """What its policy says, which is one document: two of them are two writers."""
    address = as_text(view.observed("bucket")) or as_text(view.observed("arn"))
    name = bucket_name(address) if address else None

    def stated(document: PropertyValue) -> Properties:
        found = {
            "tls_only": answered(refuses_plain_text(document, name)),
            "open": answered(lets_world_in(document)),
        }
        hidden = is_marker(document)
        return {one: it if hidden or not is_marker(it) else CONTESTED for one, it in found.items()}

    return Setting(
        default=stated(None),
        type=BUCKET_POLICY,
        of_part=lambda part: stated(part.observed("policy")),
        names=("policy",),
        of_inline=lambda _, document: stated(document),
        worst={"tls_only": False, "open": True},
    )


def _encryption(view: ResourceView) -> Setting:
    return Setting(
        default=PROVIDER_KEY,
        type=SSE_CONFIGURATION,
        of_part=lambda part: _encrypted(part, "rules", part.observed("rules")),
        names=("serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"),
        of_inline=lambda name, value: _encrypted(view, name, _inline_rules(value)),
        worst=PROVIDER_KEY,
    )


def _inline_rules(configuration: PropertyValue) -> PropertyValue:
    """The rules of encryption as a bucket has them: `rule`, or in older versions `rules`."""
    one = single(configuration)
    rule = read(one, "rule")
    return read(one, "rules") if rule is None or is_marker(rule) else [rule]


def _encrypted(holder: ResourceView, property: str, rules: PropertyValue) -> Properties:
    """What rules of encryption make of a bucket: S3 keeps one, so several must agree."""
    if is_unreadable(rules, list):
        return {name: dict(UNKNOWN) for name in PROVIDER_KEY}
    made = [_encrypted_by(holder, property, rule) for rule in as_list(rules)] or [PROVIDER_KEY]
    alike = all(one == made[0] for one in made)
    return made[0] if alike else dict.fromkeys(PROVIDER_KEY, CONTESTED)


def _encrypted_by(holder: ResourceView, property: str, rule: PropertyValue) -> Properties:
    default = read(rule, "applyServerSideEncryptionByDefault")
    if default is None:
        default = single(read(rule, "applyServerSideEncryptionByDefaults"))
    algorithm = read(default, "sseAlgorithm")
    if algorithm in (None, "AES256"):
        return dict(PROVIDER_KEY)
    if is_marker(algorithm):
        return {name: dict(UNKNOWN) for name in PROVIDER_KEY}
    if algorithm not in _KMS:
        return dict.fromkeys(PROVIDER_KEY, CONTESTED)
    return encryption(holder, property, read(default, "kmsMasterKeyId"))


def _versioned(part: ResourceView) -> Properties:
    status = part.observed("versioningConfiguration", "status")
    return {"versioned": dict(UNKNOWN) if is_unreadable(status, str) else status == "Enabled"}


def _versioned_inline(_: str, value: PropertyValue) -> Properties:
    enabled = read(single(value), "enabled")
    return {"versioned": dict(UNKNOWN) if is_unreadable(enabled, bool) else enabled is True}


_VERSIONING = Setting(
    default={"versioned": False},
    type=VERSIONING,
    of_part=_versioned,
    names=("versioning", "versionings"),
    of_inline=_versioned_inline,
)


def _retention(versioned: PropertyValue, deletion: Properties) -> PropertyValue:
    """Days after which objects are deleted; None when never.

    In a bucket that keeps versions, a deletion only makes the current one an earlier one: these
    have a rule of their own (S3 User Guide, "Lifecycle configuration elements", Expiration).
    """
    current, earlier = deletion["current"], deletion["earlier"]
    if versioned is False or current is None:
        return current
    if earlier is None:
        return None if versioned is True else versioned
    known = [days for days in (current, earlier) if isinstance(days, int | float)]
    return max(known) if len(known) == 2 else next(filter(is_marker, (current, earlier)))


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
    return {"current": _shortest(listed, _CURRENT), "earlier": _shortest(every, _EARLIER)}


def _shortest(
    rules: list[tuple[bool | None, PropertyValue]], paths: tuple[tuple[str | int, ...], ...]
) -> PropertyValue:
    """The least number of days of rules that count; unknown where only unreadable ones might."""
    days: list[PropertyValue] = []
    for counts, rule in rules:
        found = next((one for path in paths if (one := read(rule, *path)) is not None), None)
        if counts is not False and found is not None:
            days.append(dict(UNKNOWN) if counts is None else found)
    known = [one for one in days if isinstance(one, int | float) and not isinstance(one, bool)]
    return min(known, default=dict(UNKNOWN) if days else None)


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
