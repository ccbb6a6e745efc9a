"""What people can show: documents with dates, and what each of them allows or proves."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from edgewright.base.vocabulary import TransferMechanism
from edgewright.spec.fields import Model, Text
from edgewright.spec.patterns import OBJECTIVE


class Evidence(Model):
    """A document that shows something, and when that was found."""

    evidence: Text
    """Where the document is found."""
    assessed: date
    """The day it was found to be so."""
    valid_to: date | None = None
    """The last day the finding holds."""


class DifferentialPrivacy(Evidence):
    """That updates of a model are noised enough to hide each person (a finding with its bounds)."""

    epsilon: Annotated[float, Field(gt=0)]
    """Privacy loss over the whole training."""
    delta: Annotated[float, Field(ge=0, lt=1)]
    """Probability with which that loss may be exceeded."""


class Federated(Model):
    """Why updates of a model trained where the data is say nothing of that data."""

    secure_aggregation: Evidence | None = None
    """That only sums of many updates can be read."""
    differential_privacy: DifferentialPrivacy | None = None
    """That updates are noised."""


class DeclaredMechanism(Model):
    """What people say allows a transfer across a border, with its evidence and its end."""

    type: TransferMechanism
    """What allows the transfer; scc: standard contractual clauses, bcr: binding corporate rules,
    dpf: the recipient's listing under the Data Privacy Framework, idta: the United Kingdom's
    agreement or addendum."""
    evidence: Text | None = None
    """Where the document is found."""
    valid_to: date | None = None
    """The last day it holds."""
    onward: bool = False
    """Whether the recipient may send the data on to a further country."""


class Assurance(Model):
    """An assurance level that somebody assessed a cloud at (EU Cloud Sovereignty Framework)."""

    level: Annotated[int, Field(ge=0, le=4)]
    """The level, SEAL-0 to SEAL-4."""
    evidence: Text
    """Where the assessment is found."""
    assessed: date
    """The day of the assessment."""


class Exit(Model):
    """The plan for leaving a cloud."""

    evidence: Text
    """Where the plan is found."""
    tested: date | None = None
    """The day it was last tried."""


Objective = Annotated[str, Field(pattern=OBJECTIVE.pattern)]


class CloudAssurances(Model):
    """What somebody assessed of a cloud, and how to leave it."""

    assurance: dict[Objective, Assurance] = Field(default_factory=dict)
    """Assurance levels by sovereignty objective, SOV-1 to SOV-8."""
    exit: Exit | None = None
    """The plan for leaving it."""
