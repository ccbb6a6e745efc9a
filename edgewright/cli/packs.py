"""The option that every judging verb has: packs to judge by instead of the stack's."""

from __future__ import annotations

import click

pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="NAME",
    help="Judge by this pack instead of the stack's own; give it again for more.",
)
