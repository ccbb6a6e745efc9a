"""Queues and streams: whose key, for how long, and who may log in, where one property says not all.

Sources: Amazon SQS Developer Guide, "Configuring server-side encryption for a queue" (new queues
have it by default since 2022-10-04); Amazon Data Firehose Developer Guide, "Data protection in
Amazon Data Firehose"; Amazon MSK Developer Guide, "Authentication and authorization for Amazon MSK
APIs"; Amazon MQ Developer Guide, "Data protection in Amazon MQ".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.egress import FIREHOSE, STREAM
from edgewright.graph.aws.iam_policy import all_of, any_of
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.message_policies import QUEUE
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import is_set
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.reading import is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

ARCHIVE = "aws:cloudwatch/eventArchive:EventArchive"
BROKER = "aws:mq/broker:Broker"
MSK = "aws:msk/cluster:Cluster"
VIDEO_STREAM = "aws:kinesis/videoStream:VideoStream"
ENCRYPTED_SINCE = "2022-10-04"
SECONDS, HOURS = 86_400, 24


def _days(value: PropertyValue, default: float, per_day: int) -> PropertyValue:
    """A time in days."""
    if value is None:
        return default
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value / per_day if is_number else dict(UNKNOWN)  # type: ignore[operator]


def queue(view: ResourceView) -> Properties:
    """A queue keeps messages for four days unless it says otherwise."""
    kept = view.declared("messageRetentionSeconds")
    return {**_queue_encryption(view), "retention_days": _days(kept, 4, SECONDS)}


def _queue_encryption(view: ResourceView) -> Properties:
    if is_set(view, "kmsMasterKeyId"):
        return encryption(view, "kmsMasterKeyId", view.declared("kmsMasterKeyId"))
    managed = view.declared("sqsManagedSseEnabled")
    if is_unreadable(managed, bool):
        return unknown_encryption()
    day = view.index.day
    default = day is None or day.isoformat() >= ENCRYPTED_SINCE
    on = default if managed is None else managed
    return {**PROVIDER_KEY, "encryption": "provider" if on else "none"}


def stream(view: ResourceView) -> Properties:
    """A stream keeps records for a day unless it says otherwise."""
    return {"retention_days": _days(view.declared("retentionPeriod"), 1, HOURS)}


def video_stream(view: ResourceView) -> Properties:
    """A video stream keeps nothing unless it says otherwise."""
    return {"retention_days": _days(view.declared("dataRetentionInHours"), 0, HOURS)}


def archive(view: ResourceView) -> Properties:
    """An archive keeps events for ever unless it says otherwise."""
    kept = view.declared("retentionDays")
    return {"retention_days": None if kept in (None, 0) else kept}


def delivery_stream(view: ResourceView) -> Properties:
    """A delivery stream; one that reads a stream leaves encryption to that."""
    if is_set(view, "kinesisSourceConfiguration") or is_set(view, "mskSourceConfiguration"):
        return unknown_encryption()
    place = ("serverSideEncryption",)
    enabled, type = view.declared(*place, "enabled"), view.declared(*place, "keyType")
    address = view.declared(*place, "keyArn")
    if is_unreadable(enabled, bool) or is_unreadable(type, str):
        return unknown_encryption()
    # In aws-native a type of key says by itself that it is on.
    if enabled is False or (enabled is None and type is None and address is None):
        return dict(UNENCRYPTED)
    if type == "CUSTOMER_MANAGED_CMK":
        known = address not in (None, "")
        return encryption(view, place[0], address) if known else unknown_encryption()
    return dict(PROVIDER_KEY) if type in (None, "AWS_OWNED_CMK") else unknown_encryption()


def broker(view: ResourceView) -> Properties:
    """A broker has a key of AWS unless it says that it shall not."""
    place = "encryptionOptions"
    owned = view.declared(place, "useAwsOwnedKey")
    if isinstance(owned, str) and owned.lower() in ("true", "false"):
        owned = owned.lower() == "true"
    if is_unreadable(owned, bool):
        return unknown_encryption()
    if owned is False:
        return encryption(view, place, view.declared(place, "kmsKeyId"))
    return unknown_encryption() if view.declared(place, "kmsKeyId") else dict(PROVIDER_KEY)


def kafka(view: ResourceView) -> Properties:
    """A cluster of brokers. Where nothing else is on, everybody is let in unasked."""
    place = "clientAuthentication"
    iam, scram = (_on(view, place, "sasl", one) for one in ("iam", "scram"))
    by_certificate = _given(view.declared(place, "tls"))
    anyone = _on(view, place, "unauthenticated")
    if view.declared(place, "unauthenticated") is None:
        anyone = _negated(any_of((iam, scram, by_certificate)))
    opened = view.declared("brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type")
    reachable = None if is_unreadable(opened, str) else opened not in (None, "", "DISABLED")
    return {
        "local_auth": answered(any_of((scram, anyone))),
        "public": answered(all_of((reachable, anyone))),
    }


def _on(view: ResourceView, *path: str) -> bool | None:
    """A switch that is off unless it is set."""
    value = view.declared(*path)
    return None if is_unreadable(value, bool) else value is True


def _given(block: PropertyValue) -> bool | None:
    """Whether certificates are asked for: a block names who issues them, or is switched on."""
    if block is None:
        return False
    enabled = read(block, "enabled")
    names = ("certificateAuthorityArns", "certificateAuthorityArnList")
    issuers = [read(block, one) for one in names]
    if any(is_marker(one) for one in (enabled, *issuers)):
        return None
    return enabled is not False and (enabled is True or any(issuers))


def _negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


JOINERS: Mapping[str, Joiner] = {
    QUEUE: queue,
    STREAM: stream,
    VIDEO_STREAM: video_stream,
    ARCHIVE: archive,
    FIREHOSE: delivery_stream,
    BROKER: broker,
    MSK: kafka,
}
