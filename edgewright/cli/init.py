"""`edgewright init`: write edgewright.yaml, by asking or from options, or a first estate."""

from __future__ import annotations

import sys

import click

from edgewright.base.errors import EdgewrightError
from edgewright.cli.stack_name import STACK

DATA_FORM = "NAME=CATEGORIES:COUNTRY:CLASSIFICATION"
SAMPLES = ("cloud", "edge")


@click.command()
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="A pack that judges.")
@click.option(
    "--data",
    multiple=True,
    metavar=DATA_FORM,
    help="Data that labels name, as patients=user.health:DE:secret; categories with commas.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: what no option says is as without a file.")
@click.option(
    "--estate",
    "sample",
    type=click.Choice(SAMPLES),
    help="Write a stack's first estate instead: data in a region of a cloud, or a site with a "
    "fleet of devices and a region of AWS.",
)
@click.option("--stack", "-s", type=STACK, help="The stack whose first estate it is.")
def command(
    packs: tuple[str, ...],
    data: tuple[str, ...],
    yes: bool,
    sample: str | None,
    stack: str | None,
) -> int:
    """Write edgewright.yaml beside Pulumi.yaml: what the project is judged by.

    Asks on a terminal, unless options say it. With --estate and --stack it writes
    stacks/STACK/estate.yaml, valid as it stands, and says in it what to change. Writes over
    nothing.
    """
    from edgewright.base.project import find_project
    from edgewright.policy.authoring.project_start import refuse_second, start_project

    if sample is not None or stack is not None:
        return _start_estate(sample, stack, is_alone=not (packs or data))
    root = find_project().root
    refuse_second(root)
    described = [_described(text) for text in data]
    if not (packs or data or yes) and sys.stdin is not None and sys.stdin.isatty():
        packs, described = _asked()
    for path in start_project(root, packs or ("baseline",), dict(described)):
        click.echo(path)
    click.echo("Next: edgewright preview --offline --stack STACK, or for a stack that is deployed:")
    click.echo("pulumi stack export --file state.json && edgewright check --file state.json")
    return 0


def _start_estate(sample: str | None, stack: str | None, *, is_alone: bool) -> int:
    """Write a stack's first estate from a sample."""
    from edgewright.base.project import find_project
    from edgewright.gate.pulumi_project import bare_name
    from edgewright.policy.authoring.project_start import start_estate

    if sample is None or stack is None:
        hint = "Name both: `edgewright init --estate cloud --stack dev`."
        raise EdgewrightError("CLI-001", "a first estate needs a sample and a stack", hint=hint)
    if not is_alone:
        hint = "Leave them out and write them in the estate, which names its own packs and data."
        raise EdgewrightError("CLI-001", "--pack and --data are not for an estate", hint=hint)
    files = start_estate(find_project(), sample, bare_name(stack))
    for path in files:
        click.echo(path)
    click.echo(f"It is valid as it stands: change in {files[0]} what is marked CHANGE.")
    click.echo(f"Next: edgewright check --stack {bare_name(stack)}")
    return 0


def _described(text: str) -> tuple[str, dict[str, object]]:
    """A name and its data asset, as `--data` says it."""
    name, _, rest = text.partition("=")
    parts = rest.split(":")
    if not name or len(parts) != 3:
        raise EdgewrightError(
            "CLI-004",
            f"{text!r} does not describe data",
            hint=f"Write {DATA_FORM}, as patients=user.health:DE:secret.",
        )
    categories, origin, classification = parts
    return name, _asset(categories, origin, classification)


def _asset(categories: str, origin: str, classification: str) -> dict[str, object]:
    listed = [one.strip() for one in categories.split(",")]
    return {"categories": listed, "origin": origin, "classification": classification}


def _asked() -> tuple[tuple[str, ...], list[tuple[str, dict[str, object]]]]:
    from edgewright.policy.packs import shipped_packs

    click.echo(f"Packs: {', '.join(shipped_packs())}")
    answer = click.prompt("Packs that judge, with commas", default="baseline")
    packs = tuple(one.strip() for one in answer.split(","))
    described = []
    click.echo("Data that resources hold and tags name (edgewright:data).")
    while name := click.prompt("Name of data, empty for no more", default="", show_default=False):
        categories = click.prompt("Categories (Fides taxonomy, with commas)")
        origin = click.prompt("Country whose law it is born under (two letters)")
        levels = click.Choice(["public", "internal", "confidential", "secret"])
        described.append((name, _asset(categories, origin, click.prompt("It is", type=levels))))
    return packs, described
