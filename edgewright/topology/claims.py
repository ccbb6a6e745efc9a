"""When a derived asset no longer carries the labels of what it is made from.

Weights learned from personal data carry its labels: whether a model is anonymous is for its
controller to show, case by case (EDPB Opinion 28/2024, paragraphs 34 to 43). Updates of a model
trained where the data is carry them too, unless only sums of many updates can be read and those are
noised. A finding takes labels away only while it is in force, so each has a date.
"""

from __future__ import annotations

from datetime import date

from edgewright.spec.evidence import DifferentialPrivacy, Evidence
from edgewright.spec.models import DataAsset
from edgewright.topology.model import Claim, Finding


def claim_of(asset: DataAsset, on: date) -> Claim | None:
    """What an asset is said to be, and whether that takes its sources' labels away on a day."""
    anonymity = _finding(asset.anonymous)
    federated = asset.federated
    if federated is None:
        if anonymity is None:
            return None
        return Claim("anonymous", anonymity, None, None, _in_force(anonymity, on))
    aggregation = _finding(federated.secure_aggregation)
    privacy = _finding(federated.differential_privacy)
    effective = _in_force(aggregation, on) and _in_force(privacy, on)
    return Claim(
        "federated", anonymity, aggregation, privacy, effective or _in_force(anonymity, on)
    )


def _finding(evidence: Evidence | None) -> Finding | None:
    if evidence is None:
        return None
    private = evidence if isinstance(evidence, DifferentialPrivacy) else None
    return Finding(
        evidence=evidence.evidence,
        assessed=evidence.assessed,
        valid_to=evidence.valid_to,
        epsilon=private.epsilon if private else None,
        delta=private.delta if private else None,
    )


def _in_force(finding: Finding | None, on: date) -> bool:
    if finding is None or finding.assessed > on:
        return False
    return finding.valid_to is None or on <= finding.valid_to
