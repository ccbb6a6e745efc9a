"""`edgewright graph`: the resource graph of a recorded preview or state."""

from __future__ import annotations

import json
from pathlib import Path

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option


@click.command()
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    required=True,
    help="What `pulumi stack export` or `preview --json --show-sames` wrote.",
)
@format_option()
def command(path: Path, form: ReportFormat) -> int:
    """Print the resource graph of a recorded preview or state."""
    from edgewright.graph.normalise import record_graph
    from edgewright.graph.resource.from_state import read_resources

    graph = record_graph(read_resources(path))
    if form is ReportFormat.JSON:
        document = {
            "schema": "edgewright/graph",
            "version": 2,
            "digest": graph.digest(),
            **graph.as_dict(),
            "not_assessed": graph.not_assessed(),
        }
        click.echo(json.dumps(document, indent=2))
        return 0
    for node in graph.nodes:
        where = "/".join(part for part in (node.location.region, node.location.country) if part)
        labels = f" holds {', '.join(node.labels)}" if node.labels else ""
        click.echo(f"{node.kind or 'not assessed':18} {node.name} ({where or '-'}){labels}")
    for type, count in graph.not_assessed().items():
        click.echo(f"not assessed: {count} x {type}")
    return 0
