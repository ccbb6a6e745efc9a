"""Links: the flows people declared, what people see from elsewhere, and what a workload implies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from edgewright.spec.models import Estate, RemoteAccess
from edgewright.topology.flow_ids import flow_ids
from edgewright.topology.locations import endpoint_id, remote_access_id
from edgewright.topology.model import Link, Location, Workload
from edgewright.topology.nearest import Nearest
from edgewright.topology.origins import RunsAt, producers


def declared_links(estate: Estate) -> tuple[Link, ...]:
    """One link per declared flow, in the order of the file."""
    ids = flow_ids(estate.flows)
    return tuple(_declared(estate, ids[number], number) for number in range(len(ids)))


def implied_links(
    estate: Estate,
    workloads: Sequence[Workload],
    runs_at: RunsAt,
    starts: Mapping[str, tuple[str, ...]],
    locations: Mapping[str, Location],
) -> tuple[Link, ...]:
    """A link for each data asset that a workload needs where no declared flow brings it.

    It comes from the start of that data that lies nearest, of several the one that sorts first,
    and has no transfer mechanism: nobody declared one. Sorted by id. Data captured where it is read
    starts there, so it needs no link.
    """
    reached = _reached(estate, starts)
    nearest: dict[str, Nearest] = {}
    found = {}
    for workload, data, place in _wanted(estate, workloads, runs_at):
        if place not in reached[data]:
            if data not in nearest:
                nearest[data] = Nearest(locations[start] for start in starts[data])
            source = nearest[data].to(locations[place])
            link = _implied(estate, workload, data, source, place)
            found[link.id] = link
    return tuple(found[id] for id in sorted(found))


def _declared(estate: Estate, id: str, number: int) -> Link:
    flow = estate.flows[number]
    return Link(
        id=id,
        data=flow.data,
        source=endpoint_id(estate, flow.source),
        target=endpoint_id(estate, flow.target),
        declared=True,
        over=flow.over,
        tls=flow.tls,
        mutual=flow.mutual,
        purpose=flow.purpose,
        transfer_mechanism=flow.transfer_mechanism,
        at=estate.place_of("flows", number),
        recipient=flow.recipient,
        recipient_parent=flow.recipient_parent,
        frequency=flow.frequency,
    )


def remote_access_links(estate: Estate) -> tuple[Link, ...]:
    """One link per data asset and place that people elsewhere see, sorted by id.

    Looking at data from another country transfers it there, whether a copy is made or not (EDPB
    Guidelines 05/2021, paragraph 16 and example 5).
    """
    links = [
        _seen(estate, name, access, data, endpoint_id(estate, end))
        for name, access in estate.support.items()
        for data in access.sees
        for end in access.where
    ]
    return tuple(sorted({link.id: link for link in links}.values(), key=lambda link: link.id))


def _seen(estate: Estate, name: str, access: RemoteAccess, data: str, source: str) -> Link:
    return Link(
        id=f"support/{name}/{data}/{source}",
        data=data,
        source=source,
        target=remote_access_id(name),
        declared=True,
        purpose=access.purpose,
        transfer_mechanism=access.transfer_mechanism,
        at=estate.place_of("support", name),
        flow_kind="support",
        recipient=access.operator,
        recipient_parent=access.operator_parent,
        frequency=access.frequency,
    )


def _implied(estate: Estate, workload: str, data: str, source: str, target: str) -> Link:
    return Link(
        id=f"needs/{workload}/{data}/{target}",
        data=data,
        source=source,
        target=target,
        declared=False,
        at=estate.place_of("workloads", workload),
        flow_kind="implied",
    )


def _wanted(
    estate: Estate, workloads: Sequence[Workload], runs_at: RunsAt
) -> Iterator[tuple[str, str, str]]:
    """Workload, data and location, for all that a workload needs where it runs."""
    for workload in workloads:
        for data in sorted(_needed(estate, workload)):
            for place in runs_at[workload.id]:
                yield workload.id, data, place


def _needed(estate: Estate, workload: Workload) -> set[str]:
    """What a workload reads, the model it runs, and what the data it makes is derived from.

    A federated training takes source data where it finds it, and brings none anywhere.
    """
    if workload.kind == "federated":
        made = {data for data in workload.reads if estate.data[data].derived_from}
        return made | ({workload.model} if workload.model else set())
    needed = set(workload.reads) | ({workload.model} if workload.model else set())
    for name, asset in estate.data.items():
        if asset.derived_from and workload.id in producers(estate, name):
            needed.update(asset.derived_from)
    return needed


def _reached(estate: Estate, starts: Mapping[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Data asset -> the locations it starts at or declared flows bring it to."""
    onward: dict[tuple[str, str], list[str]] = {}
    for flow in estate.flows:
        source, target = (endpoint_id(estate, end) for end in (flow.source, flow.target))
        onward.setdefault((flow.data, source), []).append(target)
    reached: dict[str, set[str]] = {}
    for data, places in starts.items():
        found: set[str] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting.extend(onward.get((data, place), []))
        reached[data] = found
    return reached
