"""Trying the rules of a project: their tests in OPA, their cases by the whole evaluation."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from edgewright.base.clock import now
from edgewright.base.project import Project
from edgewright.base.vocabulary import Level
from edgewright.gate.context import choice, load_context
from edgewright.policy.authoring.own_cases import CaseResult, judge_cases, own_rules
from edgewright.policy.library import OWN, library_root
from edgewright.policy.opa.engine import open_engine
from edgewright.policy.opa.reading import run_tests
from edgewright.policy.policy_set import load_policy_set
from edgewright.spec.project_file import Membership


@dataclass(frozen=True)
class OwnTests:
    """What came of the tests and cases.

    Attributes:
        tests: what OPA prints of the tests.
    """

    passed: bool
    tests: str
    cases: tuple[CaseResult, ...] = ()


def run_own_tests(project: Project) -> OwnTests:
    """Test the rules of a project; where edgewright is the project, the shipped ones.

    All of the project's rules are tried, whether a pack lists them or not.

    Raises:
        EdgewrightError: whatever is wrong with the rules or with what judges the project.
    """
    context = load_context(project, "", now())
    library = context.policies.library
    if library.own is None:
        passed, text = run_tests([library_root()], context.opa, "")
        return OwnTests(passed, text)
    passed, text = run_tests([library_root(), library.own], context.opa, rf"^data\.{OWN}\.")
    mandatory = {rule.id: Membership(level=Level.MANDATORY) for rule in own_rules(library)}
    if not mandatory:
        return OwnTests(passed, text or "The project has no rules of its own.")
    listed = context.project.file.model_copy(update={"rules": mandatory})
    policies = load_policy_set(library, choice(project, listed, "", None), context.at)
    with closing(open_engine(context.opa, policies, context.facts)) as engine:
        cases = judge_cases(policies, engine, context.labelling, context.at)
    held = all(case.holds for case in cases)
    return OwnTests(passed and held, text, tuple(cases))
