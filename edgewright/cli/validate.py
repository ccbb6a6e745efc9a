"""`edgewright validate`: check an estate file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("estate", required=False, type=click.Path(path_type=Path))
@click.option("--stack", "-s", help="Check this stack's estate.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(estate: Path | None, stack: str | None, form: str) -> int:
    """Check an estate file: ESTATE, or a stack's."""
    import json

    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import find_project
    from edgewright.spec.load import load_estate
    from edgewright.topology.build import build_topology

    if (estate is None) == (stack is None):
        raise EdgewrightError(
            "CLI-001", "name an estate file or a stack", hint="Use --stack, or give a path."
        )
    path = estate if estate is not None else find_project().estate_file(str(stack))
    loaded = load_estate(path)
    build_topology(loaded)
    parts = ("data", "sites", "device_classes", "fleets", "workloads", "flows")
    counts = {part: len(getattr(loaded, part)) for part in parts}
    if form == "json":
        document = {
            "schema": "edgewright/validation",
            "version": 1,
            "file": str(path),
            "estate": loaded.estate,
            "valid": True,
            "counts": counts,
        }
        click.echo(json.dumps(document, indent=2))
    else:
        listed = ", ".join(f"{count} {part.replace('_', ' ')}" for part, count in counts.items())
        click.echo(f"{path}: estate {loaded.estate} is valid: {listed}")
    return 0
