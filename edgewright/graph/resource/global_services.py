"""Resources in services without regions that hold labels: nodes of the kind service.global."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.kinds.fit import fitted
from edgewright.graph.model import Node, RawResource, ResourceLocation
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.labels import Labelling, data_entries, ids_of, intent_of
from edgewright.graph.resource.location import as_property, global_service, package_of
from edgewright.graph.resource.markers import unknowns_in


def service_nodes(
    resource: RawResource,
    index: ResourceIndex,
    place: ResourceLocation,
    known: Labelling,
) -> Iterator[Node]:
    """The node of a resource in a global service, if it holds labels.

    A service that serves what it holds has what its component has. One that only keeps settings,
    such as roles, holds labels where its own tags say so: its component's data is not in it.
    """
    service = global_service(resource)
    if service is None:
        return
    intent = intent_of(resource, index) if service.worldwide else {}
    data = data_entries(resource, intent, known)
    if not data:
        return
    given = {
        "location": as_property(place),
        "data": [*data],
        "service": service.service,
        "worldwide": service.worldwide,
    }
    props = fitted("service.global", given)
    yield Node(
        id=f"{resource.urn}#global",
        type="service:global",
        kind="service.global",
        name=resource.name,
        provider=package_of(resource.type),
        location=place,
        labels=ids_of(data),
        props=props,
        unknown=unknowns_in(props),
        parent=resource.urn,
    )
