"""`edgewright schema`: the JSON Schemas of estates, of edgewright.yaml, of what rules see."""

from __future__ import annotations

import click


@click.command()
@click.argument("of", type=click.Choice(["estate", "project", "policy-input"]), default="estate")
def command(of: str) -> None:
    """Print the JSON Schema of estates or of edgewright.yaml, or of the input of policies."""
    from edgewright.policy.input_schema import policy_input_schema
    from edgewright.spec.json_schema import estate_schema, project_schema, schema_text

    schemas = {
        "estate": estate_schema,
        "project": project_schema,
        "policy-input": policy_input_schema,
    }
    click.echo(schema_text(schemas[of]()), nl=False)
