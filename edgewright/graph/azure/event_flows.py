"""Where Azure's events go: subscriptions, residency of topics, and what namespaces replicate."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.egress import EVENT_HUBS, SERVICE_BUS, captured_events
from edgewright.graph.azure.replication import ACCOUNT, account_pair, messaging_namespace, paired
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue, RawResource, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import host_of, read
from edgewright.graph.resource.source import SourceResource, as_target

_GRID = "azure-native:eventgrid:"
RECEIVERS = [
    EVENT_HUBS,
    "azure-native:eventhub:EventHub",
    SERVICE_BUS,
    "azure-native:servicebus:Queue",
    "azure-native:servicebus:Topic",
    ACCOUNT,
    "azure-native:web:WebApp",
    "azure-native:web:WebAppFunction",
    "azure-native:relay:Namespace",
    "azure-native:relay:HybridConnection",
    f"{_GRID}Namespace",
    f"{_GRID}NamespaceTopic",
]
"""Types of what may receive events."""
CLASSIC = (
    ("eventhubEndpointId",),
    ("serviceBusQueueEndpointId",),
    ("serviceBusTopicEndpointId",),
    ("hybridConnectionEndpointId",),
    ("azureFunctionEndpoint", "functionId"),
    ("storageQueueEndpoint", "storageAccountId"),
)
"""Where the classic package names who receives events."""
OWNERS = {
    "EventSubscription": ("scope", None),
    "TopicEventSubscription": ("topicName", [f"{_GRID}Topic"]),
    "DomainEventSubscription": ("domainName", [f"{_GRID}Domain"]),
    "DomainTopicEventSubscription": ("domainName", [f"{_GRID}Domain"]),
    "SystemTopicEventSubscription": ("systemTopicName", [f"{_GRID}SystemTopic"]),
    "PartnerTopicEventSubscription": ("partnerTopicName", [f"{_GRID}PartnerTopic"]),
    "NamespaceTopicEventSubscription": ("namespaceName", [f"{_GRID}Namespace"]),
}
"""Kind of a subscription -> the property that names what it listens to, and the types of that."""


def subscription(source: SourceResource) -> Iterator[DerivedFlow]:
    """Events that somebody subscribed to, and where those go that could not be delivered."""
    property, types = OWNERS[source.resource.type.rpartition(":")[2]]
    holders = source.holders(property, types, source.declared(property))
    for top in ("destination", "deliveryWithResourceIdentity"):
        given = source.declared(top)
        if given is not None:
            inside = read(given, "destination") if top != "destination" else given
            yield _delivered(source, top, inside, holders)
    yield from _classic(source, holders)
    for top in ("deadLetterDestination", "deadLetterWithResourceIdentity"):
        given = source.declared(top)
        if given is not None:
            inside = read(given, "deadLetterDestination") if "With" in top else given
            yield source.sink("capture", top, [ACCOUNT], read(inside, "resourceId"), holders)


def _delivered(
    source: SourceResource,
    top: str,
    destination: PropertyValue,
    holders: tuple[RawResource, ...],
) -> DerivedFlow:
    """What goes to one destination; a web hook is where its address says, which may be anywhere."""
    url = read(destination, "endpointUrl")
    if url is not None and not is_marker(destination):
        return DerivedFlow("telemetry", source.nowhere(), as_target(host_of(url)), holders)
    return source.sink("telemetry", top, RECEIVERS, read(destination, "resourceId"), holders)


def _classic(source: SourceResource, holders: tuple[RawResource, ...]) -> Iterator[DerivedFlow]:
    for path in CLASSIC:
        address = source.declared(*path)
        if address is not None:
            yield source.sink("telemetry", path[0], RECEIVERS, address, holders)
    hook = source.declared("webhookEndpoint")
    if hook is not None:
        host = host_of(read(hook, "url"))
        yield DerivedFlow("telemetry", source.nowhere(), as_target(host), holders)
    letters = source.declared("storageBlobDeadLetterDestination")
    if letters is not None:
        address = read(letters, "storageAccountId")
        yield source.sink(
            "capture", "storageBlobDeadLetterDestination", [ACCOUNT], address, holders
        )


def topic(source: SourceResource) -> Iterator[DerivedFlow]:
    """A topic or a domain fails over to its region's pair unless it is told to stay.

    Microsoft Learn, "Server-side geo disaster recovery in Azure Event Grid": WithinGeopair is the
    default of dataResidencyBoundary.
    """
    boundary = source.declared("dataResidencyBoundary")
    if boundary in (None, "") or lower(boundary) == "withingeopair":
        yield from paired(source, "failover")
    elif lower(boundary) != "withinregion":
        yield DerivedFlow("failover", source.nowhere(), dict(UNKNOWN))


def hub(source: SourceResource) -> Iterator[DerivedFlow]:
    """An event hub: what it captures, and what its namespace replicates."""
    yield from captured_events(source)
    yield from _as_whole(source, "namespaceName", EVENT_HUBS, messaging_namespace)


def entity(source: SourceResource) -> Iterator[DerivedFlow]:
    """A queue or a topic of Service Bus, which its namespace replicates."""
    yield from _as_whole(source, "namespaceName", SERVICE_BUS, messaging_namespace)


def of_account(source: SourceResource) -> Iterator[DerivedFlow]:
    """A queue, a table or a share, which is in the second region of its account as well."""
    yield from _as_whole(source, "accountName", ACCOUNT, account_pair)


def _as_whole(
    source: SourceResource, property: str, type: str, rule: FlowRule
) -> Iterator[DerivedFlow]:
    """The copies that what something is part of makes, of what it holds itself.

    Where that is not in the program, nobody knows which.
    """
    whole = source.refer(property, [type], source.declared(property))
    if whole is None:
        yield DerivedFlow("replica", source.nowhere(), dict(UNKNOWN))
        return
    for flow in rule(source.of(whole)):
        yield DerivedFlow(flow.kind, flow.to, flow.target, (source.resource,), source.at(whole))


FLOWS: dict[str, FlowRule] = {
    **{f"{_GRID}{name}": subscription for name in OWNERS},
    f"{_GRID}Topic": topic,
    f"{_GRID}Domain": topic,
    "azure-native:eventhub:EventHub": hub,
    "azure-native:servicebus:Queue": entity,
    "azure-native:servicebus:Topic": entity,
    "azure-native:storage:Queue": of_account,
    "azure-native:storage:Table": of_account,
    "azure-native:storage:FileShare": of_account,
}
