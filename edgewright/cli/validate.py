"""`edgewright validate`: check an estate file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option
from edgewright.cli.stack_name import STACK

if TYPE_CHECKING:
    from edgewright.spec.models import Estate
    from edgewright.spec.renamed import Note

PARTS = ("data", "sites", "device_classes", "fleets", "workloads", "flows")


@click.command()
@click.argument("estate", required=False, type=click.Path(path_type=Path))
@click.option("--stack", "-s", type=STACK, help="Check this stack's estate.")
@format_option()
def command(estate: Path | None, stack: str | None, form: ReportFormat) -> int:
    """Check an estate file: ESTATE, or a stack's.

    Nothing is judged and no cloud is asked: it says whether the file is one that can be judged,
    with the packs, parameters, waivers and device images that it names.
    """
    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import find_project

    if (estate is None) == (stack is None):
        raise EdgewrightError(
            "CLI-001", "name an estate file or a stack", hint="Use --stack, or give a path."
        )
    path = estate if estate is not None else find_project().estate_file(str(stack))
    if form is ReportFormat.TEXT:
        loaded = _checked(path)
        counted = ", ".join(f"{n} {part.replace('_', ' ')}" for part, n in _counts(loaded).items())
        click.echo(f"{path}: estate {loaded.estate} is valid: {counted}")
        for note in _notes(loaded):
            click.echo(str(note))
        return 0
    return _as_json(path)


def _checked(path: Path) -> Estate:
    from edgewright.base.clock import now
    from edgewright.base.errors import raise_all
    from edgewright.gate.inputs import input_problems
    from edgewright.spec.load import load_estate
    from edgewright.topology.build import build_topology

    at, folder = now(), path.resolve().parent
    estate = load_estate(path)
    build_topology(estate, at.date())
    raise_all(input_problems(estate, folder, _project_around(folder), at))
    return estate


def _project_around(folder: Path) -> Path:
    """The project a folder is in; without one the folder itself."""
    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import find_project

    try:
        return find_project(folder).root
    except EdgewrightError:
        return folder


def _notes(estate: Estate) -> list[Note]:
    from edgewright.spec.renamed import notes

    return list(notes(estate))


def _counts(estate: Estate) -> dict[str, int]:
    return {part: len(getattr(estate, part)) for part in PARTS}


def _as_json(path: Path) -> int:
    """Print one object on standard output, whether the estate is valid or not."""
    import json

    from edgewright.base.errors import EdgewrightError, ErrorGroup

    document: dict[str, Any] = {"schema": "edgewright/validation", "version": 1, "file": str(path)}
    status = 0
    try:
        estate = _checked(path)
        document |= {"valid": True, "estate": estate.estate, "counts": _counts(estate)}
        document["errors"] = []
        document["notes"] = [note.as_dict() for note in _notes(estate)]
    except EdgewrightError as failure:
        errors = failure.errors if isinstance(failure, ErrorGroup) else [failure]
        document |= {"valid": False, "estate": None, "counts": None}
        document["errors"] = [error.as_dict() for error in errors]
        document["notes"] = []
        status = failure.exit_status
    click.echo(json.dumps(document, indent=2))
    return status
