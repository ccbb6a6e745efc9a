"""`edgewright check`: judge an estate, and recorded resources, without the engine."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--stack", "-s", help="The stack whose estate and policies count.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Judge these resources too: a `pulumi stack export`, or a "
    "`pulumi preview --json --show-sames`.",
)
@click.option("--at", help="Judge for this date or instant instead of now.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "html"]), default="text"
)
def command(stack: str | None, path: Path | None, at: str | None, form: str) -> int:
    """Judge an estate, and a recorded preview or state, without the engine."""
    from edgewright.base.clock import now, parse_instant
    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import find_project
    from edgewright.gate.context import load_context
    from edgewright.gate.verdict import judge_recorded
    from edgewright.graph.from_state import read_resources
    from edgewright.graph.normalise import record_graph
    from edgewright.report.render import render

    if stack is None and path is None:
        raise EdgewrightError(
            "CLI-002",
            "there is nothing to check",
            hint="Name a stack with --stack, or a recording with --file, or both.",
        )
    project = find_project()
    if stack is not None:
        project.estate_file(stack)
    context = load_context(project, stack or "", parse_instant(at) if at else now())
    resources = read_resources(path) if path else []
    evaluation = judge_recorded(context, record_graph(resources, context.assets), offline=False)
    click.echo(render(evaluation, form))
    return {"held": 0, "violated": 1}.get(evaluation.verdict, 3)
