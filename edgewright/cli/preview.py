"""`edgewright preview`: `pulumi preview` with the gate on."""

from __future__ import annotations

import click

from edgewright.cli.gated import run_gated, stack_options
from edgewright.cli.packs import pack_option


@click.command()
@stack_options
@pack_option
@click.option("--at", help="Judge for this date or instant instead of now.")
def command(stack: str, offline: bool, packs: tuple[str, ...], at: str | None) -> int:
    """Preview a stack with the gate on, and write its report."""
    return run_gated("preview", stack, offline=offline, packs=packs, at=at)
