"""`edgewright graph`: the resource graph of a recorded preview or state."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option

if TYPE_CHECKING:
    from edgewright.graph.model import Node


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
    from edgewright.graph.normalise import leaving_nodes, record_graph
    from edgewright.graph.resource.from_state import read_recording

    recording = read_recording(path)
    graph, leaving = record_graph(recording.resources), leaving_nodes(recording)
    if form is ReportFormat.JSON:
        document = {
            "schema": "edgewright/graph",
            "version": 2,
            "digest": graph.digest(),
            **graph.as_dict(),
            "not_assessed": graph.not_assessed(),
            "leaving": [{**asdict(node), "why": why} for node, why in leaving],
        }
        click.echo(json.dumps(document, indent=2))
        return 0
    for node in graph.nodes:
        click.echo(f"{node.kind or 'not assessed':18} {_shown(node)}")
    for type, count in graph.not_assessed().items():
        click.echo(f"not assessed: {count} x {type}")
    for node, why in leaving:
        click.echo(f"{why}: {_shown(node)}")
    return 0


def _shown(node: Node) -> str:
    where = "/".join(part for part in (node.location.region, node.location.country) if part)
    labels = f" holds {', '.join(node.labels)}" if node.labels else ""
    return f"{node.name} ({where or '-'}){labels}"
