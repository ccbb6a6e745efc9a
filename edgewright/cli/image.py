"""`edgewright image`: the files a device image is built from."""

from __future__ import annotations

from pathlib import Path

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option


@click.group()
def command() -> None:
    """Render a device image's files and check them."""


@command.command()
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
def render(name: str, out: Path) -> None:
    """Write the build files of image NAME into a folder."""
    from edgewright.base.project import find_project
    from edgewright.images.load import image_folder, load_named_image
    from edgewright.images.render import render_image
    from edgewright.images.write import write_files

    folder = find_project().root / "edge_images"
    files = render_image(load_named_image(folder, name), image_folder(folder, name))
    write_files(files, out)
    for path in files:
        click.echo(str(out / path))


@command.command()
@click.argument("name")
@format_option()
def check(name: str, form: ReportFormat) -> int:
    """Read image NAME's rendered files with the real parsers that are installed."""
    import json

    from edgewright.base.project import find_project
    from edgewright.images.check import check_rendered
    from edgewright.images.load import image_folder, load_named_image
    from edgewright.images.render import render_image

    folder = find_project().root / "edge_images"
    checks = check_rendered(
        render_image(load_named_image(folder, name), image_folder(folder, name))
    )
    if form is ReportFormat.JSON:
        listed = [vars(item) for item in checks]
        document = {"schema": "edgewright/image-check", "version": 1, "checks": listed}
        click.echo(json.dumps(document, indent=2))
    else:
        for item in checks:
            click.echo(f"{item.outcome:12} {item.file} ({item.parser}) {item.detail}".rstrip())
    return 2 if any(item.outcome == "bad" for item in checks) else 0
