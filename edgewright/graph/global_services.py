"""Resources in services without regions that hold labels: nodes of the kind service.global."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edgewright.graph.index import ResourceIndex
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.labels import DataEntry, data_entries, intent_of
from edgewright.graph.marks import unknowns_in
from edgewright.graph.model import Node, RawResource, Whereabouts
from edgewright.graph.whereabouts import as_property, global_service, package_of


def service_nodes(
    resource: RawResource,
    index: ResourceIndex,
    place: Whereabouts,
    assets: Mapping[str, DataEntry],
) -> Iterator[Node]:
    """The node of a resource in a global service, if it holds labels.

    A service that serves what it holds has what its component has. One that only keeps settings,
    such as roles, holds labels where its own tags say so: its component's data is not in it.
    """
    service = global_service(resource)
    if service is None:
        return
    intent = intent_of(resource, index) if service.worldwide else {}
    data = data_entries(resource, intent, assets)
    if not data:
        return
    given = {
        "location": as_property(place),
        "data": data,
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
        labels=tuple(entry["id"] for entry in data),
        props=props,
        unknown=unknowns_in(props),
        parent=resource.urn,
    )
