"""The closed sets of words that more than one layer uses, each of them once.

All but `ExitStatus` are texts, so that JSON, YAML and Rego hold the plain word.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class ExitStatus(IntEnum):
    """What every verb exits with."""

    HELD = 0
    VIOLATED = 1
    WRONG_INPUT = 2
    """What the user gave is wrong."""
    FAILED = 3
    """A tool or service that edgewright relies on failed, or the run did not get to its end."""


class Phase(StrEnum):
    """When a run judges."""

    CHECK = "check"
    """Without the engine: an estate, or recorded resources."""
    PREVIEW = "preview"
    UP = "up"


class Scope(StrEnum):
    """What a rule has to see."""

    RESOURCE = "resource"
    """Each node by itself, with all that others make of it; judged in any order."""
    GRAPH = "graph"
    """Several at once."""
    ALL = "all"
    """No rule's own scope: asks for the rules of either."""


class Severity(StrEnum):
    """How much harm a violation does, rising."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Level(StrEnum):
    """Enforcement level: what a failure does to a run."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    DISABLED = "disabled"


class OnUndetermined(StrEnum):
    """What "undetermined" does to a preview, as a pack says for a rule."""

    FAIL = "fail"
    WARN = "warn"


class Outcome(StrEnum):
    """What came of one rule on one node."""

    FAILED = "failed"
    WAIVED = "waived"
    UNDETERMINED = "undetermined"
    CONDITIONAL = "conditional"
    NOT_JUDGED = "not judged"
    """The rule needs resources, and there are none to look at yet."""
    NOT_APPLICABLE = "not applicable"
    PASSED = "passed"


class Verdict(StrEnum):
    """What came of a run."""

    VIOLATED = "violated"
    INCOMPLETE = "incomplete"
    HELD_SO_FAR = "held so far"
    """Nothing speaks against it, and no resource has been judged."""
    HELD = "held"

    @property
    def exit_status(self) -> ExitStatus:
        """The process exit status of a run that ends with it."""
        return _STATUSES[self]

    @property
    def is_clear(self) -> bool:
        """Whether the run got to its end and nothing speaks against what it judged."""
        return self in (Verdict.HELD, Verdict.HELD_SO_FAR)


_STATUSES = {
    Verdict.HELD: ExitStatus.HELD,
    Verdict.HELD_SO_FAR: ExitStatus.HELD,
    Verdict.VIOLATED: ExitStatus.VIOLATED,
    Verdict.INCOMPLETE: ExitStatus.FAILED,
}


class TransferVerdict(StrEnum):
    """What came of one transfer or flow, the worst first."""

    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    WAIVED = "waived"
    CONDITIONAL = "conditional"
    HELD = "held"
    NOT_JUDGED = "not judged"


VERDICT_OF: Mapping[Outcome, TransferVerdict] = {
    Outcome.FAILED: TransferVerdict.VIOLATED,
    Outcome.WAIVED: TransferVerdict.WAIVED,
    Outcome.UNDETERMINED: TransferVerdict.UNDETERMINED,
    Outcome.CONDITIONAL: TransferVerdict.CONDITIONAL,
    Outcome.PASSED: TransferVerdict.HELD,
    Outcome.NOT_APPLICABLE: TransferVerdict.NOT_JUDGED,
    Outcome.NOT_JUDGED: TransferVerdict.NOT_JUDGED,
}
"""What an outcome of a rule on a transfer means for the transfer."""


class WaiverCategory(StrEnum):
    """Why a failure is accepted."""

    WAIVER = "waiver"
    MITIGATED = "mitigated"


class WaiverStatus(StrEnum):
    """What became of a waiver; those that need attention first."""

    EXPIRED = "expired"
    EXPIRING = "expiring"
    """Applied, and it ends soon."""
    APPLIED = "applied"
    UNUSED = "unused"


class ReportFormat(StrEnum):
    """What an evaluation is rendered as."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"
    CSV = "csv"
    """The transfer register alone."""


class CloudName(StrEnum):
    """A cloud."""

    AWS = "aws"
    AZURE = "azure"


class Runtime(StrEnum):
    """What runs workloads on a device."""

    GREENGRASS = "greengrass"
    GREENGRASS_LITE = "greengrass-lite"
    IOT_EDGE = "iot-edge"
    K3S = "k3s"

    @property
    def cloud(self) -> CloudName | None:
        """The cloud that manages devices with it; none for K3s."""
        return _MANAGED_FROM.get(self)


_MANAGED_FROM = {
    Runtime.GREENGRASS: CloudName.AWS,
    Runtime.GREENGRASS_LITE: CloudName.AWS,
    Runtime.IOT_EDGE: CloudName.AZURE,
}


class TransferMechanism(StrEnum):
    """What allows a transfer across a border (GDPR chapter V and its like elsewhere)."""

    ADEQUACY = "adequacy"
    SCC = "scc"
    """Standard contractual clauses."""
    BCR = "bcr"
    """Binding corporate rules."""
    DPF = "dpf"
    """The recipient's listing under the Data Privacy Framework."""
    DEROGATION = "derogation"
    CONSENT = "consent"
    IDTA = "idta"
    """The United Kingdom's agreement or addendum."""
    CERTIFICATION = "certification"
    SECURITY_ASSESSMENT = "security-assessment"
    BINDING_AGREEMENT = "binding-agreement"
