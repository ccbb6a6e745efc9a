"""S3 buckets in the neutral kind storage.bucket, wherever their settings are written."""

from __future__ import annotations

from edgewright.graph.aws.bucket_parts import (
    BUCKET_POLICY,
    OBJECTS,
    SSE_CONFIGURATION,
    Setting,
    bucket_name,
    parts_of,
    single,
)
from edgewright.graph.aws.iam_access import lets_world_in, refuses_plain_text
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.public_access import answered, is_public
from edgewright.graph.aws.retention import is_versioned, retention
from edgewright.graph.model import CONTESTED, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import ENCRYPTION, PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.reading import (
    agreed,
    as_list,
    as_text,
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
    return {
        **_encryption(view),
        "public": is_public(view, policy["open"]),
        "tls_only": policy["tls_only"],
        "tls_min": "1.2",
        "versioned": is_versioned(view),
        "retention_days": retention(view),
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


def _encryption(view: ResourceView) -> Properties:
    """The key of a bucket, which objects of the program may contradict with one of their own.

    S3 User Guide, "Setting default server-side encryption behavior": what a request asks for goes
    before the bucket's default.
    """
    objects = [one for type in OBJECTS for one in parts_of(view, type)]
    made = [_default_encryption(view).of(view), *filter(None, map(_own_key, objects))]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def _own_key(object: ResourceView) -> Properties | None:
    """The key that a program asks for an object; None where that is the bucket's."""
    asked = object.resource.inputs
    if address := asked.get("kmsKeyId"):
        return encryption(object, "kmsKeyId", address)
    algorithm = asked.get("serverSideEncryption") or None
    if is_marker(algorithm):
        return unknown_encryption()
    return None if algorithm is None else dict(PROVIDER_KEY)


def _default_encryption(view: ResourceView) -> Setting:
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
        return unknown_encryption()
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
        return unknown_encryption()
    if algorithm not in _KMS:
        return dict.fromkeys(PROVIDER_KEY, CONTESTED)
    return encryption(holder, property, read(default, "kmsMasterKeyId"))
