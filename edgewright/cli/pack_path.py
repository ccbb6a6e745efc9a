"""`edgewright pack-path`: what to give to `pulumi --policy-pack`."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the path to give to `pulumi --policy-pack`, or to PULUMI_OPTION_POLICY_PACK."""
    from edgewright.gate.run import pack_path

    click.echo(str(pack_path()))
