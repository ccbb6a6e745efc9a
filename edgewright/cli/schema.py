"""`edgewright schema`: the JSON Schema of estate files."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of estate files, for editors."""
    import json

    from edgewright.spec.json_schema import estate_schema

    click.echo(json.dumps(estate_schema(), indent=2))
