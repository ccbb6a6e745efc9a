"""`edgewright refresh`: `pulumi refresh` with the same tools and backend."""

from __future__ import annotations

import click

from edgewright.cli.gated import run_ungated, stack_options


@click.command()
@stack_options
@click.option("--yes", is_flag=True, help="Do not ask first.")
def command(stack: str, offline: bool, yes: bool) -> int:
    """Compare a stack's state with what is deployed, and update the state."""
    return run_ungated("refresh", stack, offline=offline, extra=["--yes"] if yes else [])
