"""`edgewright schema`: the JSON Schema of estate files, or of what rules see."""

from __future__ import annotations

import click


@click.command()
@click.argument("of", type=click.Choice(["estate", "policy-input"]), default="estate")
def command(of: str) -> None:
    """Print the JSON Schema of estate files, for editors, or of the input of policies."""
    if of == "estate":
        from edgewright.spec.json_schema import schema_text
    else:
        from edgewright.policy.input_schema import schema_text

    click.echo(schema_text(), nl=False)
