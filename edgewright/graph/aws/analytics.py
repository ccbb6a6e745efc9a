"""Athena, Glue, EMR and Transfer Family: settings that are objects of their own, or in a text.

Sources: Amazon Athena User Guide, "Configure encryption for query results"; AWS Glue Developer
Guide, "Setting up encryption in AWS Glue" and "Encrypting your Data Catalog"; Amazon EMR Management
Guide, "Create a security configuration"; AWS Transfer Family User Guide, "Create a
server in a virtual private cloud".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.accounts import in_region, perhaps_in_region
from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import is_set, referred
from edgewright.graph.model import Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.reading import is_unreadable, parsed, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

WORKGROUP = "aws:athena/workgroup:Workgroup"
EMR = "aws:emr/cluster:Cluster"
SERVER = "aws:transfer/server:Server"
GLUE = (
    "aws:glue/job:Job",
    "aws:glue/crawler:Crawler",
    "aws:glue/devEndpoint:DevEndpoint",
)
CATALOGUED = ("aws:glue/catalogDatabase:CatalogDatabase", "aws:glue/catalogTable:CatalogTable")
CONNECTION = "aws:glue/connection:Connection"
GLUE_SECURITY = (
    "aws:glue/securityConfiguration:SecurityConfiguration",
    "aws-native:glue:SecurityConfiguration",
)
EMR_SECURITY = (
    "aws:emr/securityConfiguration:SecurityConfiguration",
    "aws-native:emr:SecurityConfiguration",
)
CATALOGUE = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings"
BUCKETS_ENCRYPTED_SINCE = "2023-01-05"
"""Amazon S3 User Guide: what nobody encrypts otherwise, the bucket does since then."""


def workgroup(view: ResourceView) -> Properties:
    """A group of queries; where that is not enforced, whoever asks says how results are written."""
    place = "configuration"
    enforced = view.declared(place, "enforceWorkgroupConfiguration")
    path = (place, "resultConfiguration", "encryptionConfiguration")
    option = view.declared(*path, "encryptionOption")
    if is_unreadable(enforced, bool) or is_unreadable(option, str):
        return unknown_encryption()
    if enforced is False or option in (None, ""):
        day = view.index.day
        by_bucket = day is None or day.isoformat() >= BUCKETS_ENCRYPTED_SINCE
        return dict(PROVIDER_KEY if by_bucket else UNENCRYPTED)
    if option == "SSE_S3":
        return dict(PROVIDER_KEY)
    names = ("kmsKeyArn", "kmsKey")
    address = next((it for one in names if (it := view.declared(*path, one))), None)
    known = option in ("SSE_KMS", "CSE_KMS") and address is not None
    return encryption(view, place, address) if known else unknown_encryption()


def glue(view: ResourceView) -> Properties:
    """A job, a crawler or an endpoint: without a security configuration nothing is encrypted."""
    if not is_set(view, "securityConfiguration"):
        return dict(UNENCRYPTED)
    found = referred(view, "securityConfiguration", GLUE_SECURITY)
    return unknown_encryption() if found is None else _glue_security(found)


_GLUE_PARTS = (
    (("s3Encryption", "s3Encryptions"), "s3EncryptionMode"),
    (("cloudwatchEncryption", "cloudWatchEncryption"), "cloudwatchEncryptionMode"),
    (("jobBookmarksEncryption",), "jobBookmarksEncryptionMode"),
)
_OFF = ("DISABLED", None, "")


def _glue_security(view: ResourceView) -> Properties:
    """What a security configuration leaves unencrypted counts; else the key of what is written."""
    place = "encryptionConfiguration"
    blocks = [
        _single(next((it for one in names if (it := view.declared(place, one))), None))
        for names, _ in _GLUE_PARTS
    ]
    modes = [
        next((it for one in (mode, _native(mode)) if (it := read(block, one)) is not None), None)
        for block, (_, mode) in zip(blocks, _GLUE_PARTS, strict=True)
    ]
    modes = [one.upper() if isinstance(one, str) else one for one in modes]
    if any(one in _OFF for one in modes):
        return dict(UNENCRYPTED)
    if any(is_unreadable(one, str) for one in modes):
        return unknown_encryption()
    if modes[0] != "SSE-KMS":
        return dict(PROVIDER_KEY) if modes[0] == "SSE-S3" else unknown_encryption()
    return encryption(view, place, read(blocks[0], "kmsKeyArn"))


def _native(mode: str) -> str:
    return mode.replace("cloudwatch", "cloudWatch")


def _single(block: PropertyValue) -> PropertyValue:
    return block[0] if isinstance(block, list) and len(block) == 1 else block


def catalogued(view: ResourceView) -> Properties:
    """A database or a table of a catalogue: what the catalogue is encrypted with."""
    found = _catalogue(view)
    if len(found) != 1:
        return unknown_encryption() if found else dict(UNENCRYPTED)
    path = ("dataCatalogEncryptionSettings", "encryptionAtRest")
    mode = found[0].declared(*path, "catalogEncryptionMode")
    if mode in _OFF or str(mode).upper() in _OFF:
        return dict(UNENCRYPTED)
    known = isinstance(mode, str) and mode.upper().startswith("SSE-KMS")
    address = found[0].declared(*path, "sseAwsKmsKeyId")
    return encryption(found[0], path[0], address) if known else unknown_encryption()


def connection(view: ResourceView) -> Properties:
    """A connection: whether the catalogue encrypts its password."""
    found = _catalogue(view)
    if len(found) != 1:
        return unknown_encryption() if found else dict(UNENCRYPTED)
    path = ("dataCatalogEncryptionSettings", "connectionPasswordEncryption")
    on = found[0].declared(*path, "returnConnectionPasswordEncrypted")
    if is_unreadable(on, bool):
        return unknown_encryption()
    return (
        encryption(found[0], path[0], found[0].declared(*path, "awsKmsKeyId"))
        if on
        else dict(UNENCRYPTED)
    )


def _catalogue(view: ResourceView) -> list[ResourceView]:
    """The settings of the catalogue that may be its: that of its region."""
    near = in_region if view.place.region is None else perhaps_in_region
    return near(view, CATALOGUE)


def emr(view: ResourceView) -> Properties:
    """A cluster of EMR: its security configuration, which is a text."""
    if not is_set(view, "securityConfiguration"):
        return dict(UNENCRYPTED)
    found = referred(view, "securityConfiguration", EMR_SECURITY)
    if found is None:
        return unknown_encryption()
    given = found.declared("configuration")
    if given is None:
        given = found.declared("securityConfiguration")
    document = parsed(given) if isinstance(given, str) else given
    part = read(document, "EncryptionConfiguration")
    on = read(part, "EnableAtRestEncryption")
    if is_unreadable(on, bool) or is_marker(document):
        return unknown_encryption()
    if not on:
        return dict(UNENCRYPTED)
    disks = read(part, "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration")
    if disks is None:
        return dict(UNENCRYPTED)
    address = read(disks, "AwsKmsKey")
    return encryption(found, "configuration", address) if address else unknown_encryption()


def server(view: ResourceView) -> Properties:
    """A server for file transfers: in a network of ours, it is public with addresses of its own."""
    type = view.declared("endpointType")
    addresses = view.declared("endpointDetails", "addressAllocationIds")
    opened: bool | None
    if is_unreadable(type, str) or is_marker(addresses):
        opened = None
    else:
        opened = str(type or "PUBLIC").upper() == "PUBLIC" or bool(addresses)
    places = (view.declared("loggingRole"), view.declared("structuredLogDestinations"))
    logs = [None if is_marker(one) else one not in (None, "", []) for one in places]
    return {"public_network": answered(opened), "logs": answered(any_of(logs))}


JOINERS: Mapping[str, Joiner] = {
    WORKGROUP: workgroup,
    **dict.fromkeys(GLUE, glue),
    **dict.fromkeys(CATALOGUED, catalogued),
    CONNECTION: connection,
    EMR: emr,
    SERVER: server,
}
