"""Secrets, certificates and documents that AWS keeps, with what rotates and shares them.

AWS Secrets Manager User Guide, "Rotate AWS Secrets Manager secrets"; AWS Private Certificate
Authority API Reference, Validity; AWS Systems Manager User Guide, "Sharing SSM documents".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker, is_secret
from edgewright.graph.resource.reading import as_object, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

SECRET = "aws:secretsmanager/secret:Secret"
ROTATIONS = (
    "aws:secretsmanager/secretRotation:SecretRotation",
    "aws-native:secretsmanager:RotationSchedule",
)
VERSION = "aws:secretsmanager/secretVersion:SecretVersion"
VALUES = ("secretString", "secretBinary", "secretStringWo")
DOCUMENT = "aws:ssm/document:Document"
CERTIFICATE = "aws:acm/certificate:Certificate"
ISSUED = "aws:acmpca/certificate:Certificate"
PROFILE = "aws:signer/signingProfile:SigningProfile"
DAYS_A_YEAR = 365
PROFILE_MONTHS = 135
"""How long a signature is valid unless a profile says otherwise (AWS Signer API Reference,
PutSigningProfile)."""


def secret(view: ResourceView) -> Properties:
    """A secret, with its versions and what rotates it."""
    found = [_rotates(part) for type in ROTATIONS for part in view.parts(type, "secretId")]
    maybe = any(perhaps_beside(view, type, "secretId") for type in ROTATIONS)
    versions = [view, *view.parts(VERSION, "secretId")]
    plain = [_is_plain(one) for one in versions]
    doubt = [_is_plain(one) for one in perhaps_beside(view, VERSION, "secretId")]
    plain += [None if one is not False else False for one in doubt]
    return {
        "rotation": answered(any_of((*found, None if maybe else False))),
        "plain_text": answered(any_of(plain)),
    }


def _rotates(part: ResourceView) -> bool | None:
    """Whether a rotation is more than a name: it has a rule of when."""
    rules = part.declared("rotationRules")
    if is_marker(rules):
        return None
    given = [read(rules, one) for one in ("automaticallyAfterDays", "scheduleExpression")]
    if any(is_marker(one) for one in given):
        return None
    return any(one not in (None, "", 0) for one in given)


def _is_plain(holder: ResourceView) -> bool | None:
    """Whether a value is written where anybody reads it; a secret of the program is encrypted."""
    found = []
    for name in VALUES:
        given = holder.resource.inputs.get(name)
        value = holder.declared(name) if given is None else given
        if value not in (None, "") and not is_secret(value):
            found.append(None if is_marker(value) else True)
    return any_of(found)


def document(view: ResourceView) -> Properties:
    """A document: whether it is shared with everybody."""
    given = view.declared("permissions")
    if is_marker(given):
        return {"public": dict(UNKNOWN)}
    shared = [it for name, it in as_object(given).items() if name.lower() != "type"]
    answers = [_is_all(one) for one in shared]
    return {"public": answered(any_of(answers))}


def _is_all(value: PropertyValue) -> bool | None:
    if not isinstance(value, str):
        return None
    return "all" in [one.strip().lower() for one in value.split(",")]


def certificate(view: ResourceView) -> Properties:
    """A certificate of ACM; one that was brought along has the key that it has."""
    brought = [view.declared(name) for name in ("certificateBody", "privateKey", "privateKeyWo")]
    algorithm = view.declared("keyAlgorithm")
    if algorithm in (None, "") and any(one not in (None, "") for one in brought):
        return {"key_algorithm": dict(UNKNOWN)}
    return {"key_algorithm": algorithm or "RSA_2048"}


def days_of(period: PropertyValue) -> PropertyValue:
    """The days in a period of {type, value}; unknown for one that ends on a day."""
    kind, value = read(period, "type"), read(period, "value")
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isinstance(kind, str):
        return dict(UNKNOWN)
    known = {"DAYS": value, "YEARS": value * DAYS_A_YEAR, "MONTHS": value * DAYS_A_YEAR / 12}
    return known.get(kind.upper(), dict(UNKNOWN))


def issued(view: ResourceView) -> Properties:
    """A certificate that a private authority issues."""
    return {"valid_days": days_of(view.declared("validity"))}


def profile(view: ResourceView) -> Properties:
    """A profile of AWS Signer: how long its signatures are valid."""
    period = view.declared("signatureValidityPeriod")
    return {
        "valid_days": days_of({"type": "MONTHS", "value": PROFILE_MONTHS})
        if period is None
        else days_of(period)
    }


JOINERS: Mapping[str, Joiner] = {
    SECRET: secret,
    DOCUMENT: document,
    CERTIFICATE: certificate,
    ISSUED: issued,
    PROFILE: profile,
}
"""Types of what is kept -> what reads what takes more than a path."""
