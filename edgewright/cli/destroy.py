"""`edgewright destroy`: `pulumi destroy` with the same tools and backend."""

from __future__ import annotations

import click

from edgewright.cli.gated import run_ungated, stack_options


@click.command()
@stack_options
@click.option("--yes", is_flag=True, help="Do not ask first.")
def command(stack: str, offline: bool, yes: bool) -> int:
    """Remove what a stack deployed. The engine does not analyse deletions."""
    return run_ungated("destroy", stack, offline=offline, extra=["--yes"] if yes else [])
