"""`edgewright place`: which workload runs where, and why not elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option
from edgewright.cli.stack_name import STACK

if TYPE_CHECKING:
    from edgewright.placement.plan import Assignment, PlacementPlan


@click.command()
@click.option("--stack", "-s", type=STACK, required=True, help="The stack whose estate is placed.")
@format_option()
def command(stack: str, form: ReportFormat) -> None:
    """Print which workload runs where, and why not elsewhere."""
    import json

    from edgewright.base.clock import now
    from edgewright.base.project import find_project
    from edgewright.placement.place import place
    from edgewright.spec.load import load_estate
    from edgewright.topology.build import build_topology

    estate = load_estate(find_project().estate_file(stack))
    plan = place(build_topology(estate, now().date()))
    shown = (
        json.dumps(as_document(estate.estate, plan), indent=2)
        if form is ReportFormat.JSON
        else text(plan)
    )
    click.echo(shown)


def as_document(estate: str, plan: PlacementPlan) -> dict[str, Any]:
    """The plan for `--format json`; times in seconds."""
    from dataclasses import asdict

    return {
        "schema": "edgewright/placement",
        "version": 1,
        "estate": estate,
        "assignments": [asdict(item) for item in plan.assignments],
        "rejections": [asdict(item) for item in plan.rejections],
    }


def text(plan: PlacementPlan) -> str:
    """The plan for a terminal: one line per assignment and rejection, reasons beneath."""
    lines = [line for item in plan.assignments for line in _assignment_lines(item)]
    for refused in plan.rejections:
        lines.append(f"{refused.workload} not on {refused.candidate}")
        lines.append(f"  {refused.reason}")
    return "\n".join(lines) if lines else "The estate has no workloads."


def _assignment_lines(item: Assignment) -> list[str]:
    where = item.target if item.target == item.location else f"{item.target} ({item.location})"
    lines = [f"{item.workload} on {where}", *(f"  {reason}" for reason in item.reasons)]
    if item.budget_s is not None and item.rtt_lower_bound_s is not None:
        lines.append(f"  {_latency(item.rtt_lower_bound_s, item.budget_s)}")
    return lines


def _latency(bound_s: float, budget_s: float) -> str:
    verdict = "infeasible" if bound_s > budget_s else "not ruled out"
    return (
        f"latency budget {budget_s * 1000:.4g} ms, physical lower bound "
        f"{bound_s * 1000:.4g} ms: {verdict}"
    )
