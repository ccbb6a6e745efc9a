"""The topology as nodes, so that one engine judges it like any resource.

What is held where, what moves and which borders it crosses, which workload runs where, who operates
each region. What a label, a claim or a cloud is by itself comes from `from_estate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from edgewright.graph.estate.derived_flows import UNDECLARED
from edgewright.graph.estate.estate_facts import EstateFacts, declared_at
from edgewright.graph.estate.from_estate import estate_nodes
from edgewright.graph.kinds import estate as kinds
from edgewright.graph.kinds.values import TlsVersion, unknown
from edgewright.graph.model import Node
from edgewright.placement.plan import Assignment, PlacementPlan
from edgewright.topology.model import Crossing, Holding, Link, Location, Topology
from edgewright.topology.witness_paths import Step, WitnessPath


def topology_nodes(topology: Topology, plan: PlacementPlan) -> tuple[Node, ...]:
    """Every node of the kinds topology.*, sorted by id.

    Ids: "estate:holding/LABEL@LOCATION", "estate:transfer/LABEL/LINK", "estate:link/LINK",
    "estate:operator/REGION", "estate:placement/WORKLOAD@TARGET", "estate:label/LABEL",
    "estate:transform/ASSET" and "estate:cloud/CLOUD". A site has no cloud and no region (None); a
    country that is not known is the unknown marker.
    """
    facts = EstateFacts(topology)
    nodes = [
        *(_holding_node(facts, holding) for holding in topology.holdings),
        *(_transfer_node(facts, crossing) for crossing in topology.crossings),
        *(_link_node(facts, link) for link in topology.links),
        *(_operator_node(facts, place) for place in topology.locations if place.kind == "region"),
        *(_placement_node(facts, item) for item in plan.assignments),
        *estate_nodes(facts),
    ]
    return tuple(sorted(nodes, key=lambda node: node.id))


def _holding_node(facts: EstateFacts, holding: Holding) -> Node:
    path = holding.path
    last = path.step
    return facts.node(
        part="holding",
        name=f"{holding.label}@{holding.location}",
        location=holding.location,
        labels=(holding.label,),
        parent=next((facts.source_resource(link) for link in _links_back(facts, path)), None),
        props=kinds.Holding(
            location=facts.place(holding.location),
            data=facts.label(holding.label),
            carrier=holding.carrier,
            arrived_by=facts.links[last.via].flow_kind if last.kind == "link" else last.kind,
            last_crossing=_transfer_id(holding.label, path.crossed),
            went_on=path.went_on,
        ),
        declared_at=declared_at(_links_back(facts, path)),
        witness=_witness(facts, path),
    )


def _transfer_node(facts: EstateFacts, crossing: Crossing) -> Node:
    link, label = facts.links[crossing.link], facts.assets[crossing.label]
    path = crossing.path
    recipient, parent = _recipient(facts, link)
    return facts.node(
        part="transfer",
        name=f"{crossing.label}/{link.id}",
        location=link.target,
        labels=(crossing.label,),
        parent=facts.source_resource(link),
        props=kinds.Transfer(
            location=facts.place(link.target),
            data=facts.label(label.id),
            carrier=link.data,
            form=facts.form(link.data, crossing.label),
            flow_kind=link.flow_kind,
            link=link.id,
            from_place=link.source,
            to_place=link.target,
            from_country=facts.country(link.source),
            to_country=facts.country(link.target),
            recipient=recipient,
            recipient_parent=parent,
            purpose=link.purpose,
            frequency=cast(kinds.Frequency | None, link.frequency),
            transfer_mechanism=_declared_mechanism(link),
            previous_crossing=_transfer_id(crossing.label, path.earlier_crossed),
            people=label.people,
            subjects=list(label.subjects),
            use=cast(kinds.Use | None, label.use),
        ),
        declared_at=declared_at([link]),
        witness=_witness(facts, path),
    )


def _recipient(facts: EstateFacts, link: Link) -> tuple[str | None, str | None]:
    """Who receives what a link brings, and the country of their parent: else the operator."""
    if link.recipient is not None:
        return link.recipient, link.recipient_parent
    place = facts.locations[link.target]
    return place.operator, place.operator_parent


def _transfer_id(label: str, link: str | None) -> str | None:
    """The id of the node of a crossing; None where there is none."""
    return f"estate:transfer/{label}/{link}" if link is not None else None


def _declared_mechanism(link: Link) -> kinds.DeclaredMechanism | None:
    found = link.transfer_mechanism
    if found is None:
        return None
    return kinds.DeclaredMechanism(
        type=cast(kinds.MechanismType, found.type),
        evidence=found.evidence,
        valid_to=found.valid_to.isoformat() if found.valid_to else None,
        onward=found.onward,
    )


def _link_node(facts: EstateFacts, link: Link) -> Node:
    labels = facts.assets[link.data].labels
    return facts.node(
        part="link",
        name=link.id,
        location=link.target,
        labels=labels,
        parent=facts.source_resource(link),
        props=kinds.Link(
            data=facts.data(labels),
            from_country=facts.country(link.source),
            to_country=facts.country(link.target),
            flow_kind=link.flow_kind,
            tls=cast(TlsVersion | None, link.tls),
            mutual=link.mutual,
            declared=link.declared,
        ),
        declared_at=declared_at([link]),
    )


def _operator_node(facts: EstateFacts, place: Location) -> Node:
    labels = facts.held.get(place.id, set())
    region, country = facts.control_plane(place)
    return facts.node(
        part="operator",
        name=place.id,
        location=place.id,
        labels=tuple(sorted(labels)),
        props=kinds.Operator(
            location=facts.place(place.id),
            operator=place.operator or unknown(),
            operator_parent=place.operator_parent or unknown(),
            control_plane_region=region,
            control_plane_country=country,
            data=facts.data(labels),
        ),
    )


def _placement_node(facts: EstateFacts, item: Assignment) -> Node:
    at = facts.workloads[item.workload].at
    return facts.node(
        part="placement",
        name=f"{item.workload}@{item.target}",
        location=item.location,
        props=kinds.Placement(
            location=facts.place(item.location),
            workload=item.workload,
            target=item.target,
            budget_ms=_milliseconds(item.budget_s),
            rtt_lower_bound_ms=_milliseconds(item.rtt_lower_bound_s),
        ),
        declared_at=str(at) if at else None,
    )


def _links_back(facts: EstateFacts, path: WitnessPath) -> Iterator[Link]:
    """The links on a path, the last one first."""
    return (facts.links[step.via] for step in path.back() if step.kind == "link")


def _witness(facts: EstateFacts, path: WitnessPath) -> tuple[str, ...]:
    return path.in_words(lambda step: _in_words(facts, step))


def _in_words(facts: EstateFacts, step: Step) -> str:
    country = facts.locations[step.location].country or "country not known"
    where = f"{step.location} ({country})"
    if step.kind == "origin":
        return f"{step.carrier} starts at {where}"
    if step.kind == "derives":
        return f"{step.via} makes {step.carrier} from it at {where}"
    link = facts.links[step.via]
    if link.flow_kind == "support":
        return f"{step.carrier} is seen from {where} by {step.via}"
    if link.flow_kind == UNDECLARED:
        return f"{step.carrier} is in {where}, and nothing declared brings it there ({step.via})"
    return f"{step.carrier} moves to {where} by {step.via}"


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
