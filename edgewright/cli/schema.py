"""`edgewright schema`: the JSON Schema of estate files."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of estate files, for editors."""
    from edgewright.spec.json_schema import schema_text

    click.echo(schema_text(), nl=False)
