"""`edgewright policy`: start, list and document policies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option

if TYPE_CHECKING:
    from edgewright.base.project import Project
    from edgewright.policy.library import Library
    from edgewright.policy.packs import Pack

NOT_SELECTED = "-"


@click.group()
def command() -> None:
    """Start, list and document policies."""


@command.command("list")
@click.option("--stack", "-s", help="Show the packs of this stack instead of all packs.")
@format_option()
def list_policies(stack: str | None, form: ReportFormat) -> int:
    """List the policies, and how strictly each pack judges them."""
    from edgewright.base.project import find_project
    from edgewright.policy.library import library_root, load_library
    from edgewright.tools.locate import locate

    project = find_project()
    library = load_library(library_root(), locate("opa"))
    packs = _packs(project, library, stack)
    click.echo(_as_json(library, packs) if form is ReportFormat.JSON else _as_text(library, packs))
    return 0


def _as_json(library: Library, packs: list[Pack]) -> str:
    policies = [
        {
            "id": rule.id,
            "title": rule.title,
            "domain": rule.domain,
            "severity": rule.custom.severity,
            "levels": _levels(rule.id, packs),
        }
        for rule in library.rules.values()
    ]
    return _document("policies", policies=policies)


def _as_text(library: Library, packs: list[Pack]) -> str:
    names = [pack.pack for pack in packs]
    rows = [("id", "severity", "domain", *names, "title")]
    for rule in library.rules.values():
        given = _levels(rule.id, packs)
        levels = [given.get(name, NOT_SELECTED) for name in names]
        rows.append((rule.id, rule.custom.severity, rule.domain, *levels, rule.title))
    return _columns(rows)


def _levels(id: str, packs: list[Pack]) -> dict[str, str]:
    """Pack -> how strictly it judges a policy; the packs that do not select it are left out."""
    return {pack.pack: str(pack.policies[id].level) for pack in packs if id in pack.policies}


def _packs(project: Project, library: Library, stack: str | None) -> list[Pack]:
    from edgewright.policy.packs import load_packs, pack_names
    from edgewright.spec.load import load_estate

    if stack is None:
        return load_packs(library, pack_names(library), None)
    estate = load_estate(project.estate_file(stack))
    return load_packs(library, estate.policies.packs, project.stack_folder(stack))


def _columns(rows: list[tuple[str, ...]]) -> str:
    """Rows with their columns under each other; the last one is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[-1] = 0
    lines = ("  ".join(map(str.ljust, row, widths)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


@command.command()
@click.argument("domain")
@click.argument("name")
@format_option()
def new(domain: str, name: str, form: ReportFormat) -> int:
    """Start the policy NAME in DOMAIN: a rule, a test that still fails, its first cases."""
    from edgewright.base.project import find_project
    from edgewright.policy.authoring.scaffold import policies_folder, scaffold
    from edgewright.tools.locate import locate

    root = find_project().root
    paths = scaffold(policies_folder(root), domain, name, locate("opa"))
    if form is ReportFormat.JSON:
        click.echo(_document("policy-files", files=_names(paths, root)))
        return 0
    click.echo("\n".join(_names(paths, root)))
    click.echo(f"Next: write deny in {name}.rego until `opa test policies` passes, then list the")
    click.echo("policy in a pack of policies/packs and run `edgewright policy docs`.")
    return 0


@command.command()
@click.option("--check", is_flag=True, help="Write nothing; fail when a page is out of date.")
@format_option()
def docs(check: bool, form: ReportFormat) -> int:
    """Write a page for every policy to docs/policies."""
    from edgewright.base.project import find_project
    from edgewright.policy.authoring.pages import check_pages, write_pages
    from edgewright.policy.authoring.scaffold import policies_folder
    from edgewright.policy.library import load_library
    from edgewright.tools.locate import locate

    root = find_project().root
    library = load_library(policies_folder(root), locate("opa"))
    folder = root / "docs" / "policies"
    count = check_pages(library, folder) if check else None
    changed = [] if check else _names(write_pages(library, folder), root)
    if form is ReportFormat.JSON:
        click.echo(_document("policy-pages", changed=changed))
    elif check:
        click.echo(f"{count} pages are up to date")
    else:
        total = f"pages changed: {len(changed)}" if changed else "nothing to change"
        click.echo("\n".join([*changed, total]))
    return 0


def _names(paths: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def _document(schema: str, **content: object) -> str:
    return json.dumps({"schema": f"edgewright/{schema}", "version": 1, **content}, indent=2)
