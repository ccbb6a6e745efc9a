"""`edgewright up`: `pulumi up` with the gate on."""

from __future__ import annotations

import click

from edgewright.cli.gated import run_gated, stack_options
from edgewright.cli.packs import pack_option


@click.command()
@stack_options
@pack_option
@click.option("--yes", is_flag=True, help="Do not ask before deploying.")
def command(stack: str, offline: bool, packs: tuple[str, ...], yes: bool) -> int:
    """Deploy a stack with the gate on: blocked before creation on a mandatory violation."""
    return run_gated("up", stack, offline=offline, packs=packs, extra=["--yes"] if yes else [])
