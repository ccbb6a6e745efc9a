"""The closed set of error codes: the one place where each is declared.

`docs/errors.md` is generated from this table, and a test holds that every code declared here is
raised somewhere and that no other is. A code, once released, is never reused for something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from edgewright.base.vocabulary import ExitStatus

INPUT, TOOL = ExitStatus.WRONG_INPUT, ExitStatus.FAILED


@dataclass(frozen=True)
class ErrorCode:
    """A kind of failure.

    Attributes:
        exit_status: that the input is wrong, or that a tool or service failed.
        title: what this kind of failure is, as a phrase.
    """

    exit_status: ExitStatus
    title: str


CODES: dict[str, ErrorCode] = {
    # The clock (base.clock)
    "CLK-001": ErrorCode(INPUT, "not a date or an instant"),
    "CLK-002": ErrorCode(INPUT, "an instant too far away to judge"),
    # The project folder (base.project)
    "PRJ-001": ErrorCode(INPUT, "no Pulumi project here"),
    "PRJ-002": ErrorCode(INPUT, "no such stack"),
    # The project file (spec.project_file)
    "PRJ-003": ErrorCode(INPUT, "an edgewright.yaml that cannot be read"),
    "PRJ-004": ErrorCode(INPUT, "an edgewright.yaml that is wrong"),
    "PRJ-005": ErrorCode(INPUT, "a file that is to be started and is there already"),
    "PRJ-006": ErrorCode(TOOL, "a project's files that cannot be written"),
    # The package's extras (base.extras)
    "EXT-001": ErrorCode(TOOL, "a package of an extra that is missing or does not fit"),
    # The estate file (spec)
    "EST-001": ErrorCode(INPUT, "an estate file that cannot be read"),
    "EST-002": ErrorCode(INPUT, "not plain YAML"),
    "EST-003": ErrorCode(INPUT, "a key twice in one mapping"),
    "EST-004": ErrorCode(INPUT, "a key that does not exist"),
    "EST-005": ErrorCode(INPUT, "a key that is missing"),
    "EST-006": ErrorCode(INPUT, "a value of the wrong kind"),
    "EST-007": ErrorCode(INPUT, "not a quantity with its unit"),
    "EST-008": ErrorCode(INPUT, "a name that nothing in the estate has"),
    "EST-009": ErrorCode(INPUT, "data derived from itself"),
    "EST-010": ErrorCode(INPUT, "parts of the estate that contradict each other"),
    "EST-011": ErrorCode(INPUT, "the same thing listed twice"),
    "EST-012": ErrorCode(INPUT, "more problems than are listed"),
    "EST-013": ErrorCode(INPUT, "a point that is not in its country"),
    "EST-014": ErrorCode(INPUT, "a file that the estate names and that is not there"),
    # Device images (images)
    "IMG-001": ErrorCode(INPUT, "an image file that cannot be read"),
    "IMG-002": ErrorCode(INPUT, "an image file that is wrong"),
    "IMG-003": ErrorCode(INPUT, "a template that cannot be rendered"),
    "IMG-004": ErrorCode(INPUT, "no such device image"),
    "IMG-005": ErrorCode(INPUT, "an image whose name is not its folder's"),
    "IMG-006": ErrorCode(INPUT, "a folder that is not empty"),
    "IMG-008": ErrorCode(INPUT, "an image without templates"),
    "IMG-007": ErrorCode(TOOL, "build files cannot be written"),
    # Facts (facts)
    "FCT-001": ErrorCode(INPUT, "a facts file that is not valid"),
    "FCT-002": ErrorCode(INPUT, "vendor data that cannot be merged into the facts"),
    "FCT-003": ErrorCode(INPUT, "an assumption about nothing known"),
    # The topology (topology)
    "TOP-001": ErrorCode(INPUT, "a region its cloud does not have"),
    "TOP-002": ErrorCode(INPUT, "data derived from itself"),
    "TOP-003": ErrorCode(INPUT, "source data without an origin or a classification"),
    "TOP-004": ErrorCode(INPUT, "derived data that no workload makes"),
    "TOP-005": ErrorCode(INPUT, "source data with no place to come from"),
    "TOP-006": ErrorCode(INPUT, "a flow from a place its data never reaches"),
    # Placement (placement)
    "PLC-001": ErrorCode(INPUT, "a workload that fits nowhere"),
    # The resource graph (graph)
    "GRA-001": ErrorCode(INPUT, "a recorded preview or state cannot be read"),
    "GRA-002": ErrorCode(INPUT, "not a Pulumi state export or preview"),
    "GRA-003": ErrorCode(INPUT, "a recorded preview that leaves resources out"),
    "GRA-004": ErrorCode(INPUT, "a recorded preview that failed or did not come to its end"),
    "GRA-005": ErrorCode(INPUT, "a recording with a step or resource unlike those Pulumi writes"),
    # Policies, packs, parameters, waivers (policy)
    "POL-001": ErrorCode(INPUT, "OPA cannot read the rules"),
    "POL-002": ErrorCode(INPUT, "a rule's METADATA is not complete or not true"),
    "POL-003": ErrorCode(INPUT, "a rule's id is used twice"),
    "POL-004": ErrorCode(INPUT, "a library without rules"),
    "POL-005": ErrorCode(INPUT, "no such domain of policies"),
    "POL-006": ErrorCode(INPUT, "not a name for a policy"),
    "POL-007": ErrorCode(INPUT, "a policy that is there already"),
    "POL-008": ErrorCode(INPUT, "a project without a policies folder"),
    "POL-009": ErrorCode(INPUT, "pages of policies that are out of date"),
    "POL-010": ErrorCode(INPUT, "no such pack"),
    "POL-011": ErrorCode(INPUT, "a malformed pack"),
    "POL-012": ErrorCode(INPUT, "a pack that selects nothing"),
    "POL-013": ErrorCode(INPUT, "a pack names a rule that does not exist"),
    "POL-014": ErrorCode(TOOL, "files of policies that cannot be written"),
    "POL-015": ErrorCode(INPUT, "a module of a project that would change shipped rules"),
    "POL-016": ErrorCode(INPUT, "a pack of a project with the name of a shipped one"),
    "POL-017": ErrorCode(INPUT, "a malformed file of cases"),
    "POL-018": ErrorCode(INPUT, "a project whose policies have no pages"),
    "PRM-001": ErrorCode(INPUT, "a parameter file that cannot be read"),
    "PRM-002": ErrorCode(INPUT, "a parameter that does not exist or has a wrong value"),
    "PRM-003": ErrorCode(INPUT, "a parameter of which nothing says what is stricter"),
    "WVR-001": ErrorCode(INPUT, "a waiver file that cannot be read"),
    "WVR-002": ErrorCode(INPUT, "a waiver of a policy that does not exist"),
    "WVR-003": ErrorCode(INPUT, "a waiver of everything, or of a whole stack"),
    "WVR-004": ErrorCode(INPUT, "a waiver of what is said of waivers"),
    "WVR-005": ErrorCode(INPUT, "a waiver of a flow by its number"),
    "EVA-001": ErrorCode(INPUT, "nothing was evaluated"),
    "EVA-002": ErrorCode(INPUT, "a rule's finding is not of the agreed shape"),
    "EVA-003": ErrorCode(TOOL, "an evaluation cannot be written"),
    "EVA-004": ErrorCode(INPUT, "an evaluation cannot be read"),
    "EVA-005": ErrorCode(INPUT, "not an evaluation"),
    "EVA-006": ErrorCode(TOOL, "a defect: a node that does not fit its kind"),
    # The OPA engine (policy.opa.engine)
    "OPA-001": ErrorCode(TOOL, "OPA cannot be started"),
    "OPA-002": ErrorCode(TOOL, "OPA failed during a run"),
    "OPA-003": ErrorCode(TOOL, "a rule raised"),
    "OPA-004": ErrorCode(INPUT, "a rule without `deny`"),
    "OPA-005": ErrorCode(INPUT, "OPA refused a module"),
    "OPA-006": ErrorCode(INPUT, "not the URL of an OPA server"),
    "OPA-007": ErrorCode(INPUT, "an OPA server with other rules"),
    "OPA-008": ErrorCode(INPUT, "an OPA server over plain HTTP"),
    # The gate (gate)
    "GAT-001": ErrorCode(INPUT, "no gate watches the run"),
    "GAT-002": ErrorCode(INPUT, "an update without a preview that held"),
    "GAT-003": ErrorCode(TOOL, "the policy pack's executable is not installed"),
    "GAT-004": ErrorCode(TOOL, "the gate cannot write its files"),
    "GAT-005": ErrorCode(TOOL, "a defect in the gate"),
    "GAT-006": ErrorCode(INPUT, "a real run on a stack of the offline provider"),
    "GAT-007": ErrorCode(INPUT, "an update judged for another instant than now"),
    # Pulumi as run by edgewright (gate.run)
    "RUN-001": ErrorCode(TOOL, "Pulumi could not create an offline stack"),
    "RUN-002": ErrorCode(INPUT, "a file of Pulumi's that cannot be read"),
    "RUN-003": ErrorCode(TOOL, "Pulumi failed for a reason of its own"),
    # Offline stacks and their provider (gate.offline_stack, providers.offline)
    "OFF-001": ErrorCode(INPUT, "something the offline provider cannot answer"),
    "OFF-002": ErrorCode(INPUT, "a region that nobody said"),
    "OFF-003": ErrorCode(TOOL, "the offline provider's folder cannot be written"),
    "OFF-004": ErrorCode(INPUT, "a project whose own plugins could reach a cloud"),
    "OFF-006": ErrorCode(INPUT, "an answer to a function that is not of its form"),
    "OFF-005": ErrorCode(TOOL, "a language host that is not on this machine"),
    # The edge provider (providers.edge)
    "EDG-001": ErrorCode(TOOL, "an IoT hub refused or could not be reached"),
    "EDG-002": ErrorCode(INPUT, "an import that names no hub"),
    # Tools (tools)
    "TOO-001": ErrorCode(INPUT, "no such tool"),
    "TOO-002": ErrorCode(TOOL, "a tool that is not installed"),
    "TOO-003": ErrorCode(TOOL, "a tool that cannot be got by any method"),
    "TOO-004": ErrorCode(TOOL, "the tools folder cannot be written"),
    "TOO-005": ErrorCode(INPUT, "a mirror that is no HTTPS address"),
    # Components (components)
    "CMP-001": ErrorCode(INPUT, "this cloud does not offer what the estate asks of it"),
    "CMP-002": ErrorCode(INPUT, "no region of the cloud that must manage a fleet"),
    "CMP-003": ErrorCode(INPUT, "a workload without a container image"),
    "CMP-004": ErrorCode(INPUT, "no machine with that many GPUs"),
    "CMP-005": ErrorCode(INPUT, "a document larger than the service takes"),
    "CMP-006": ErrorCode(INPUT, "an image that is in no registry"),
    # Reports (report)
    "RPT-001": ErrorCode(INPUT, "no evaluation to report on"),
    "RPT-002": ErrorCode(INPUT, "several stacks have an evaluation"),
    "RPT-003": ErrorCode(INPUT, "a report cannot be written there"),
    "RPT-004": ErrorCode(INPUT, "an evaluation contradicts itself"),
    "RPT-005": ErrorCode(INPUT, "nothing of that name to explain"),
    # The command line (cli)
    "CLI-001": ErrorCode(INPUT, "not a command line edgewright understands"),
    "CLI-002": ErrorCode(INPUT, "nothing to check"),
    "CLI-003": ErrorCode(INPUT, "a site that cannot be moved there"),
    "CLI-004": ErrorCode(INPUT, "data that cannot be described so"),
    "CLI-005": ErrorCode(TOOL, "a defect in edgewright: something it does not expect"),
    "CLI-006": ErrorCode(TOOL, "memory that ran out"),
    "CLI-007": ErrorCode(TOOL, "output that did not arrive where it goes"),
    "CLI-008": ErrorCode(INPUT, "a name longer than the system takes"),
}
