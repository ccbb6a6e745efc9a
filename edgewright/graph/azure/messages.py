"""Settings of queues, topics and hubs that are spread over them and what they are part of."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from pydantic import TypeAdapter, ValidationError

from edgewright.graph.azure.keys import account_encryption
from edgewright.graph.azure.service_keys import SERVICES, service_key
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import unknown_encryption
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

EVENT_HUBS = "azure-native:eventhub:Namespace"
SERVICE_BUS = "azure-native:servicebus:Namespace"
ACCOUNT = "azure-native:storage:StorageAccount"
RULES = {
    EVENT_HUBS: "azure-native:eventhub:NamespaceNetworkRuleSet",
    SERVICE_BUS: "azure-native:servicebus:NamespaceNetworkRuleSet",
}
"""Type of a namespace -> the part that says which networks may reach it."""
_DURATION = TypeAdapter(timedelta)


def namespace(view: ResourceView, type: str) -> Properties:
    """A namespace: its key, and whether its public endpoint answers anybody.

    One that refuses all but what its rules name, and whose rules name no addresses, answers virtual
    networks alone (Microsoft Learn, "Allow access to Azure Event Hubs namespaces from specific IP
    addresses or ranges").
    """
    return {**service_key(view, SERVICES[type]), "public_network": _public(view, RULES[type])}


def _public(view: ResourceView, type: str) -> PropertyValue:
    inline = [view.declared(name) for name in ("networkRulesets", "networkRuleSet")]
    parts = [one.resource.props for one in view.parts(type, "namespaceName")]
    perhaps = [one.resource.props for one in view.perhaps(type, "namespaceName")]
    closed = [_is_off(view.declared("publicNetworkAccess"))]
    closed += [_closes(one) for one in [*inline, *parts] if one is not None]
    if any(one is True for one in closed):
        return False
    doubted = any(_closes(one) is not False for one in perhaps) or any(map(is_marker, closed))
    return dict(UNKNOWN) if doubted else True


def _closes(rules: PropertyValue) -> PropertyValue:
    """Whether rules let nothing in from the Internet."""
    if isinstance(rules, list):
        rules = rules[0] if rules else None
    off = _is_off(read(rules, "publicNetworkAccess"))
    action, addresses = read(rules, "defaultAction"), read(rules, "ipRules")
    if off is True:
        return True
    if is_unreadable(action, str) or is_marker(off):
        return dict(UNKNOWN)
    if lower(action) != "deny":
        return False
    return dict(UNKNOWN) if is_marker(addresses) else addresses in (None, [])


def _is_off(access: PropertyValue) -> PropertyValue:
    if is_unreadable(access, str):
        return dict(UNKNOWN)
    return lower(access) == "disabled"


def hub(view: ResourceView) -> Properties:
    """An event hub: how long it keeps events, in days or in hours.

    A compacted one keeps the last event of each key for ever (Microsoft Learn, "Log compaction in
    Azure Event Hubs").
    """
    policy = view.declared("retentionDescription", "cleanupPolicy")
    hours = view.declared("retentionDescription", "retentionTimeInHours")
    days = view.declared("messageRetentionInDays")
    kept: PropertyValue = dict(UNKNOWN)
    if not is_unreadable(policy, str):
        if lower(policy) == "compact":
            kept = None
        elif isinstance(hours, int | float) and not isinstance(hours, bool):
            kept = hours / 24
        elif hours is None and days is not None:
            kept = days
    return {**_key_of_namespace(view, EVENT_HUBS), "retention_days": kept}


def entity(view: ResourceView) -> Properties:
    """A queue or a topic of Service Bus: how long it keeps messages.

    Messages never expire unless told to, and one that does expire may be kept as a dead letter,
    which never does (Microsoft Learn, "Azure Service Bus - Message expiration (Time to Live)").
    """
    given = view.declared("defaultMessageTimeToLive")
    dead = view.declared("deadLetteringOnMessageExpiration")
    kept = None if given in (None, "") or dead is True else days_of(given)
    if kept is not None and is_unreadable(dead, bool):
        kept = dict(UNKNOWN)
    return {**_key_of_namespace(view, SERVICE_BUS), "retention_days": kept}


def days_of(duration: PropertyValue) -> PropertyValue:
    """The days of an ISO 8601 duration; unknown for what is none. The greatest there is is never.

    "P10675199DT2H48M5.4775807S" stands for it in Azure's interfaces.
    """
    if not isinstance(duration, str):
        return dict(UNKNOWN)
    try:
        days = _DURATION.validate_python(duration).total_seconds() / 86400
    except ValidationError:
        return dict(UNKNOWN)
    return None if days >= timedelta.max.days or days >= 10675199 else days


def _key_of_namespace(view: ResourceView, type: str) -> Properties:
    found = view.index.follow(view.resource, "namespaceName", type)
    return unknown_encryption() if found is None else service_key(view.of(found), SERVICES[type])


def of_account(view: ResourceView) -> Properties:
    """A queue, a table or a share, which is encrypted as its storage account is."""
    found = view.index.follow(view.resource, "accountName", ACCOUNT)
    return unknown_encryption() if found is None else account_encryption(view.of(found))


JOINERS: dict[str, Joiner] = {
    EVENT_HUBS: partial(namespace, type=EVENT_HUBS),
    SERVICE_BUS: partial(namespace, type=SERVICE_BUS),
    "azure-native:eventhub:EventHub": hub,
    "azure-native:servicebus:Queue": entity,
    "azure-native:servicebus:Topic": entity,
    "azure-native:storage:Queue": of_account,
}
