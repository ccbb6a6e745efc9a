"""The topology as nodes, so that one engine judges it like any resource.

Four kinds: what is held where, which workload runs where, who operates each region, what moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from edgewright.graph.model import UNKNOWN, Node, Whereabouts, is_unknown
from edgewright.placement.plan import Assignment, PlacementPlan
from edgewright.topology.holdings import data_entry
from edgewright.topology.model import Asset, Holding, Link, Location, Step, Topology, Work


def topology_nodes(topology: Topology, plan: PlacementPlan) -> tuple[Node, ...]:
    """Every node of the kinds topology.*, sorted by id.

    Ids: "estate:holding/LABEL@LOCATION", "estate:link/LINK", "estate:operator/REGION" and
    "estate:placement/WORKLOAD@TARGET". A site has no cloud and no region (None); a country that is
    not known is the unknown marker.
    """
    facts = _Facts(topology)
    nodes = [
        *(_holding_node(facts, holding) for holding in topology.holdings),
        *(_link_node(facts, link) for link in topology.links),
        *(_operator_node(facts, place) for place in topology.locations if place.kind == "region"),
        *(_placement_node(facts, item) for item in plan.assignments),
    ]
    return tuple(sorted(nodes, key=lambda node: node.id))


class _Facts:
    """The topology with its parts at hand by id."""

    def __init__(self, topology: Topology) -> None:
        self.locations: dict[str, Location] = {item.id: item for item in topology.locations}
        self.assets: dict[str, Asset] = {item.id: item for item in topology.assets}
        self.links: dict[str, Link] = {item.id: item for item in topology.links}
        self.works: dict[str, Work] = {item.id: item for item in topology.works}
        self.held: dict[str, set[str]] = {}
        for holding in topology.holdings:
            self.held.setdefault(holding.location, set()).add(holding.label)
        self.arriving: dict[tuple[str, str], list[Link]] = {}
        for link in topology.links:
            for label in self.assets[link.data].labels:
                self.arriving.setdefault((label, link.target), []).append(link)

    def country(self, location_id: str) -> Any:
        """The country of a location, or the unknown marker."""
        return self.locations[location_id].country or dict(UNKNOWN)

    def data(self, labels: Iterable[str]) -> list[dict[str, Any]]:
        """The entries of labels, sorted by id."""
        return [data_entry(self.assets[label]) for label in sorted(labels)]

    def crosses(self, link: Link) -> bool:
        """Whether a link crosses a border, or may because a country is not known."""
        source, target = (self.locations[end].country for end in (link.source, link.target))
        return link.source != link.target and (source is None or source != target)


def _holding_node(facts: _Facts, holding: Holding) -> Node:
    links = [facts.links[step.via] for step in holding.path if step.kind == "link"]
    label = facts.assets[holding.label]
    return _node(
        facts,
        part="holding",
        name=f"{holding.label}@{holding.location}",
        location=holding.location,
        labels=(holding.label,),
        props={
            "data": data_entry(label),
            "carrier": holding.carrier,
            "path": [_in_words(facts, step) for step in holding.path],
            "crossings": _crossings(facts, holding, links),
        },
        declared_at=_declared_at(reversed(links)),
    )


def _crossings(facts: _Facts, holding: Holding, on_path: list[Link]) -> list[dict[str, Any]]:
    """Border crossings on the witness path, then those of every other link that brings the label.

    The second part matters: the shortest path may cross lawfully while a longer one does not.
    """
    arriving = facts.arriving.get((holding.label, holding.location), [])
    links = {link.id: link for link in [*on_path, *arriving]}
    return [_crossing(facts, link) for link in links.values() if facts.crosses(link)]


def _crossing(facts: _Facts, link: Link) -> dict[str, Any]:
    return {
        "link": link.id,
        "from_country": facts.country(link.source),
        "to_country": facts.country(link.target),
        "basis": _basis(link),
    }


def _basis(link: Link) -> dict[str, Any] | None:
    basis = link.basis
    if basis is None:
        return None
    valid_to = basis.valid_to.isoformat() if basis.valid_to else None
    return {"type": basis.type, "evidence": basis.evidence, "valid_to": valid_to}


def _link_node(facts: _Facts, link: Link) -> Node:
    return _node(
        facts,
        part="link",
        name=link.id,
        location=link.target,
        labels=facts.assets[link.data].labels,
        props={
            "data": facts.data(facts.assets[link.data].labels),
            "from_country": facts.country(link.source),
            "to_country": facts.country(link.target),
            "tls": link.tls,
            "mutual": link.mutual,
            "declared": link.declared,
        },
        declared_at=_declared_at([link]),
    )


def _operator_node(facts: _Facts, place: Location) -> Node:
    labels = facts.held.get(place.id, set())
    return _node(
        facts,
        part="operator",
        name=place.id,
        location=place.id,
        labels=tuple(sorted(labels)),
        props={
            "operator": place.operator or dict(UNKNOWN),
            "operator_parent": place.operator_parent or dict(UNKNOWN),
            "data": facts.data(labels),
        },
    )


def _placement_node(facts: _Facts, item: Assignment) -> Node:
    at = facts.works[item.workload].at
    return _node(
        facts,
        part="placement",
        name=f"{item.workload}@{item.target}",
        location=item.location,
        props={
            "workload": item.workload,
            "target": item.target,
            "budget_ms": _milliseconds(item.budget_s),
            "rtt_lower_bound_ms": _milliseconds(item.rtt_lower_bound_s),
        },
        declared_at=str(at) if at else None,
    )


def _node(
    facts: _Facts,
    *,
    part: str,
    name: str,
    location: str,
    props: dict[str, Any],
    labels: tuple[str, ...] = (),
    declared_at: str | None = None,
) -> Node:
    place = facts.locations[location]
    region = place.name if place.kind == "region" else None
    everything = dict(props)
    if part != "link":
        everything["location"] = {
            "cloud": place.cloud,
            "region": region,
            "country": facts.country(location),
        }
    return Node(
        id=f"estate:{part}/{name}",
        type=f"estate:{part}",
        kind=f"topology.{part}",
        name=name,
        provider="estate",
        location=Whereabouts(place.cloud, region, place.country),
        labels=labels,
        props=everything,
        unknown=tuple(sorted(_unknown_paths(everything, ""))),
        declared_at=declared_at,
    )


def _unknown_paths(value: Any, path: str) -> Iterator[str]:
    if is_unknown(value):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unknown_paths(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unknown_paths(item, f"{path}.{number}")


def _in_words(facts: _Facts, step: Step) -> str:
    country = facts.locations[step.location].country or "country not known"
    where = f"{step.location} ({country})"
    if step.kind == "origin":
        return f"{step.carrier} starts at {where}"
    if step.kind == "link":
        return f"{step.carrier} moves to {where} by {step.via}"
    return f"{step.via} makes {step.carrier} from it at {where}"


def _declared_at(links: Iterable[Link]) -> str | None:
    """Where the first of `links` whose place is known stands."""
    return next((str(link.at) for link in links if link.at), None)


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
