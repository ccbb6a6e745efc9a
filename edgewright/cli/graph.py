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
    from edgewright.graph.from_state import read_resources
    from edgewright.graph.normalise import record_graph

    graph = record_graph(read_resources(path))
    if form is ReportFormat.JSON:
        document = {
            "schema": "edgewright/graph",
            "version": 1,
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
    for edge in graph.edges:
        if edge.kind != "depends":
            source, target = (urn.rpartition("::")[2] for urn in (edge.source, edge.target))
            click.echo(f"{source} {edge.kind} {target}")
    for type, count in graph.not_assessed().items():
        click.echo(f"not assessed: {count} x {type}")
    return 0
