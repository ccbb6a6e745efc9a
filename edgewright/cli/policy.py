"""`edgewright policy`: start, list, test and document policies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option
from edgewright.cli.stack_name import STACK

if TYPE_CHECKING:
    from edgewright.base.project import Project
    from edgewright.policy.library import Library
    from edgewright.policy.packs import Pack
    from edgewright.spec.project_file import ProjectFile

NOT_SELECTED = "-"


@click.group()
def command() -> None:
    """Start, list, test and document policies."""


@command.command("list")
@click.option("--stack", "-s", type=STACK, help="Show the packs of this stack alone.")
@format_option()
def list_policies(stack: str | None, form: ReportFormat) -> int:
    """List the policies, and how strictly each pack judges them."""
    from edgewright.base.project import find_project
    from edgewright.policy.library import library_root, load_library
    from edgewright.policy.own_rules import own_policies
    from edgewright.spec.project_file import load_project_file
    from edgewright.tools.locate import locate

    project = find_project()
    file = load_project_file(project.root)
    own = own_policies(project.root, file)
    library = load_library(library_root(), locate("opa"), own)
    packs = _packs(project, library, file, stack)
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


def _packs(project: Project, library: Library, file: ProjectFile, stack: str | None) -> list[Pack]:
    """The packs a stack is judged by; without one all there are, and what the project lists."""
    from edgewright.gate.context import choice
    from edgewright.gate.pulumi_project import config_file
    from edgewright.policy.packs import load_packs, own_pack, pack_names
    from edgewright.policy.policy_set import chosen_packs
    from edgewright.spec.load import load_estate

    if stack is None:
        listed = own_pack(library, file)
        packs = load_packs(library, pack_names(library), None)
        return [*packs, listed] if listed else packs
    project.require_stack(stack, config_file(project, stack))
    path = project.stack_folder(stack) / "estate.yaml"
    estate = load_estate(path) if path.is_file() else None
    return chosen_packs(library, choice(project, file, stack, estate))


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
    from edgewright.policy.authoring.scaffold import scaffold
    from edgewright.policy.library import library_root
    from edgewright.policy.own_rules import own_folder
    from edgewright.spec.project_file import load_project_file
    from edgewright.tools.locate import locate

    root = find_project().root
    folder = own_folder(root, load_project_file(root))
    shipped = library_root()
    is_own = folder != shipped
    paths = scaffold(folder, domain, name, locate("opa"), shipped if is_own else None)
    if form is ReportFormat.JSON:
        click.echo(_document("policy-files", files=_names(paths, root)))
        return 0
    click.echo("\n".join(_names(paths, root)))
    click.echo(f"Next: write deny in {name}.rego until `edgewright policy test` passes, then list")
    if is_own:
        click.echo("its id below `rules:` of edgewright.yaml, or in a pack of policies/packs.")
    else:
        click.echo("the policy in a pack of policies/packs and run `edgewright policy docs`.")
    return 0


@command.command()
def test() -> int:
    """Run the tests of the policies, and judge the cases of the project's own.

    Exit status: 0 all came as they should, 1 some did not.
    """
    from edgewright.base.project import find_project
    from edgewright.gate.own_tests import run_own_tests

    found = run_own_tests(find_project())
    click.echo(found.tests)
    for case in found.cases:
        came = ", ".join(case.found) or "nothing"
        came_out = "ok" if case.holds else f"FAILED: {came} instead of {case.wanted}"
        click.echo(f"{case.rule} {case.name}: {came_out}")
    return 0 if found.passed else 1


@command.command()
@click.option("--check", is_flag=True, help="Write nothing; fail when a page is out of date.")
@format_option()
def docs(check: bool, form: ReportFormat) -> int:
    """Write a page for every shipped policy to docs/policies."""
    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import find_project
    from edgewright.policy.authoring.pages import check_pages, write_pages
    from edgewright.policy.authoring.scaffold import policies_folder
    from edgewright.policy.library import library_root, load_library
    from edgewright.tools.locate import locate

    root = find_project().root
    library = load_library(library_root(), locate("opa"), policies_folder(root).resolve())
    if library.own not in (None, library.root):
        raise EdgewrightError(
            "POL-018",
            "pages are written of edgewright's own policies alone",
            hint="`edgewright policy list` shows those of the project.",
        )
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
