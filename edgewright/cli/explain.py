"""`edgewright explain`: the facts, flows and rules behind a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option
from edgewright.cli.stack_name import STACK


@click.command()
@click.argument("name")
@click.option("--stack", "-s", type=STACK, required=True, help="The stack it is of.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Count what these resources copy too: a `pulumi stack export`, or a "
    "`pulumi preview --json --show-sames`.",
)
@click.option("--at", help="Explain for this date or instant instead of now.")
@format_option()
def command(name: str, stack: str, path: Path | None, at: str | None, form: ReportFormat) -> int:
    """Explain NAME: a place, a data asset, a policy or a finding.

    A finding is named by what it is about, as reports print it, or by its fingerprint.
    """
    from edgewright.base.clock import now, parse_instant
    from edgewright.base.project import find_project
    from edgewright.gate.context import load_context
    from edgewright.gate.pulumi_project import config_file
    from edgewright.gate.subjects import subjects
    from edgewright.gate.verdict import judge_recorded
    from edgewright.graph.normalise import record_graph
    from edgewright.graph.resource.from_state import read_resources
    from edgewright.report.explanation import as_document, explain, render_explanation

    project = find_project()
    project.require_stack(stack, config_file(project, stack))
    context = load_context(project, stack, parse_instant(at) if at is not None else now())
    resources = read_resources(path) if path else []
    graph = record_graph(resources, context.labelling, context.at.date())
    evaluation = judge_recorded(context, graph, offline=False)
    found = explain(name, subjects(context, graph).topology, evaluation)
    if form is ReportFormat.JSON:
        click.echo(json.dumps(as_document(found), indent=2))
    else:
        click.echo(render_explanation(found), nl=False)
    return 0
