"""What an estate says of its labels, of derived data and of its clouds, as nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import cast

from edgewright.graph.estate.estate_facts import EstateFacts
from edgewright.graph.kinds import estate as kinds
from edgewright.graph.model import Node
from edgewright.topology.model import Assessment, Asset, Claim, Cloud, Finding, Holding


def estate_nodes(facts: EstateFacts) -> Iterator[Node]:
    """A node per label, per claim about a derived asset, and per cloud."""
    held: dict[str, list[Holding]] = {}
    for holding in facts.topology.holdings:
        held.setdefault(holding.label, []).append(holding)
    for asset in facts.topology.assets:
        if asset.labels == (asset.id,):
            yield _label_node(facts, asset, held.get(asset.id, ()))
        if asset.claim is not None:
            yield _transform_node(facts, asset, asset.claim)
    for cloud in facts.topology.clouds:
        yield _cloud_node(facts, cloud)


def _label_node(facts: EstateFacts, label: Asset, holdings: Collection[Holding]) -> Node:
    held = {facts.countries[item.location] for item in holdings}
    as_itself = {facts.countries[item.location] for item in holdings if item.carrier == label.id}
    return facts.node(
        part="label",
        name=label.id,
        labels=(label.id,),
        props=kinds.EstateLabel(
            data=facts.label(label.id),
            people=label.people,
            subjects=list(label.subjects),
            use=cast(kinds.Use | None, label.use),
            countries=_known(held),
            source_countries=_known(as_itself),
        ),
    )


def _known(countries: set[str | None]) -> list[str]:
    return sorted(country for country in countries if country is not None)


def _transform_node(facts: EstateFacts, asset: Asset, claim: Claim) -> Node:
    labels = sorted({label for parent in asset.derived_from for label in _labels(facts, parent)})
    return facts.node(
        part="transform",
        name=asset.id,
        labels=tuple(labels),
        props=kinds.Transform(
            asset=asset.id,
            data=facts.data(labels),
            claim=claim.kind,
            anonymity=_finding(claim.anonymity),
            secure_aggregation=_finding(claim.secure_aggregation),
            differential_privacy=_privacy(claim.differential_privacy),
            effective=claim.effective,
        ),
    )


def _labels(facts: EstateFacts, asset: str) -> tuple[str, ...]:
    return facts.assets[asset].labels


def _finding(finding: Finding | None) -> kinds.Evidence | None:
    if finding is None:
        return None
    return kinds.Evidence(
        evidence=finding.evidence,
        assessed=finding.assessed.isoformat(),
        valid_to=_iso(finding.valid_to),
    )


def _privacy(finding: Finding | None) -> kinds.PrivacyEvidence | None:
    found = _finding(finding)
    if finding is None or found is None:
        return None
    return kinds.PrivacyEvidence(**found, epsilon=finding.epsilon, delta=finding.delta)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cloud_node(facts: EstateFacts, cloud: Cloud) -> Node:
    regions = [place.id for place in facts.topology.locations if place.cloud == cloud.name]
    labels = sorted({label for region in regions for label in facts.held.get(region, set())})
    return facts.node(
        part="cloud",
        name=cloud.name.value,
        labels=tuple(labels),
        props=kinds.CloudUse(
            cloud=cloud.name.value,
            data=facts.data(labels),
            assurance={found.objective: _level(found) for found in cloud.assessments},
            exit=_exit_plan(cloud),
        ),
    )


def _level(found: Assessment) -> kinds.AssuranceLevel:
    return kinds.AssuranceLevel(
        level=found.level, evidence=found.evidence, assessed=found.assessed.isoformat()
    )


def _exit_plan(cloud: Cloud) -> kinds.ExitPlan | None:
    if not cloud.exit_evidence:
        return None
    return kinds.ExitPlan(evidence=cloud.exit_evidence, tested=_iso(cloud.exit_tested))
