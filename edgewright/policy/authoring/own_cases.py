"""Cases of a project's own rules: resources as a program declares them, judged by the real rule.

A file of cases (policies/DOMAIN/NAME/cases/*.yaml) says

    cases:
      denied_bucket_for_everybody:
      - {type: "aws:s3/bucket:Bucket", region: eu-central-1, inputs: {acl: public-read}}

The name of a case begins with what comes of it: allowed, denied or unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from edgewright.base.vocabulary import Outcome, Phase, Scope
from edgewright.graph.model import Node, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.labels import Labelling
from edgewright.policy.evaluate import evaluate
from edgewright.policy.files import read_model
from edgewright.policy.library import Library, Rule
from edgewright.policy.opa.engine import Engine
from edgewright.policy.policy_set import PolicySet

WANTED = {
    "allowed": Outcome.PASSED,
    "denied": Outcome.FAILED,
    "unknown": Outcome.UNDETERMINED,
}
"""What the name of a case begins with -> the outcome it wants."""


class CaseResource(BaseModel):
    """A resource of a case. `{$unknown: true}` stands for what a preview cannot know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)] = "it"
    region: str | None = None
    inputs: dict[str, JsonValue] = {}


CaseName = Annotated[str, Field(pattern=rf"^({'|'.join(WANTED)})_")]


class CaseFile(BaseModel):
    """A file of cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cases: dict[CaseName, Annotated[tuple[CaseResource, ...], Field(min_length=1)]]


@dataclass(frozen=True)
class CaseResult:
    """What came of a case.

    Attributes:
        found: the outcomes of the rule on the resources of the case, each once.
    """

    rule: str
    name: str
    file: Path
    found: tuple[Outcome, ...]

    @property
    def wanted(self) -> Outcome:
        """What its name says comes of it."""
        return WANTED[self.name.partition("_")[0]]

    @property
    def holds(self) -> bool:
        """Whether it came as wanted: nothing but passes, else the outcome somewhere."""
        if self.wanted is Outcome.PASSED:
            return self.found == (Outcome.PASSED,)
        return self.wanted in self.found


def own_rules(library: Library) -> list[Rule]:
    """The rules of the project itself."""
    return [rule for rule in library.rules.values() if rule.is_own]


def judge_cases(
    policies: PolicySet, engine: Engine, known: Labelling, at: datetime
) -> list[CaseResult]:
    """Judge every case of the project's own rules.

    Args:
        policies: rules that include the project's own, with their parameters.
        engine: an OPA that holds them.
        known: what is known of labels besides what resources say themselves.
        at: the instant.

    Raises:
        EdgewrightError: POL-017 for a file of cases that is malformed, and what `evaluate` raises.
    """
    return [
        CaseResult(rule.id, name, file, _outcomes(rule, nodes, policies, engine, at))
        for rule in own_rules(policies.library)
        for file in sorted((rule.path.parent / "cases").glob("*.yaml"))
        for name, nodes in _cases(file, known, at)
    ]


def _cases(file: Path, known: Labelling, at: datetime) -> Iterator[tuple[str, Sequence[Node]]]:
    read, _ = read_model(file, CaseFile, "POL-017", "a file of cases")
    for name, resources in read.cases.items():
        given = [_resource(one) for one in resources]
        yield name, record_graph(given, known, at.date()).nodes


def _resource(case: CaseResource) -> RawResource:
    package = case.type.partition(":")[0]
    return RawResource(
        urn=f"urn:pulumi:case::case::{case.type}::{case.name}",
        type=case.type,
        name=case.name,
        props=dict(case.inputs),
        inputs=dict(case.inputs),
        provider=f"urn:pulumi:case::case::pulumi:providers:{package}::default",
        provider_props={"region": case.region} if case.region else {},
    )


def _outcomes(
    rule: Rule, nodes: Sequence[Node], policies: PolicySet, engine: Engine, at: datetime
) -> tuple[Outcome, ...]:
    results = evaluate(nodes, policies, engine, at, Phase.PREVIEW, Scope.ALL)
    return tuple(sorted({one.outcome for one in results if one.policy == rule.id}))
