"""The pages of the library: one for each policy, made of what the policy says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.vocabulary import Scope
from edgewright.base.whole_file import write_whole
from edgewright.graph.kinds import KINDS
from edgewright.policy.authoring.overview import overview, table
from edgewright.policy.library import Library, Rule
from edgewright.policy.packs import Pack, load_packs, pack_names
from edgewright.policy.params import read_schema

MARK = "<!-- Written by `edgewright policy docs`. -->"
LIBRARY = "../../policies"
SCOPES = {
    Scope.RESOURCE: "each by itself",
    Scope.GRAPH: "all of them together",
}
IN_ESTATE = ("topology", "device")  # kinds whose ids are "estate:PART/NAME", not URNs


@dataclass(frozen=True)
class LibraryContext:
    """What pages say about a policy that the policy itself does not know.

    Attributes:
        packs: every pack of the library.
        schema: the JSON Schema of parameters.
    """

    packs: tuple[Pack, ...]
    schema: Mapping[str, Any]


def write_pages(library: Library, folder: Path) -> list[Path]:
    """Bring a folder of pages up to date: write what differs, remove pages of no policy.

    Returns:
        The files changed or removed, sorted.

    Raises:
        EdgewrightError: POL-014 when a page cannot be written, and what is wrong with packs.
    """
    changed = _stale(folder, render_pages(library))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in changed.items():
            if text is None:
                path.unlink()
            else:
                write_whole(path, text.encode())
    except OSError as problem:
        raise EdgewrightError(
            "POL-014",
            f"cannot write the pages: {problem.strerror}",
            place=Place(str(folder)),
            hint="Make the folder writable, or free space on its disk.",
        ) from problem
    return list(changed)


def check_pages(library: Library, folder: Path) -> int:
    """Check that a folder of pages is up to date.

    Returns:
        How many pages there are.

    Raises:
        EdgewrightError: POL-009, which names every page that is not.
    """
    pages = render_pages(library)
    stale = _stale(folder, pages)
    if stale:
        names = ", ".join(path.name for path in stale)
        raise EdgewrightError(
            "POL-009",
            f"out of date: {names}",
            place=Place(str(next(iter(stale)))),
            hint="Run `edgewright policy docs`.",
        )
    return len(pages)


def render_pages(library: Library) -> dict[str, str]:
    """Every page: file name -> text."""
    packs = tuple(load_packs(library, pack_names(library), None))
    context = LibraryContext(packs, read_schema(library))
    pages = {f"{rule.id}.md": _page(rule, context) for rule in library.rules.values()}
    return {**pages, "README.md": f"{MARK}\n\n{overview(library, packs)}"}


def _stale(folder: Path, pages: Mapping[str, str]) -> dict[Path, str | None]:
    """Path -> the text it should have (None: it should not be), for files that are otherwise."""
    found: dict[Path, str | None] = {
        path: None for path in folder.glob("*.md") if path.name not in pages
    }
    for name, text in pages.items():
        path = folder / name
        if _text(path) != text:
            found[path] = text
    return dict(sorted(found.items()))


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _page(rule: Rule, context: LibraryContext) -> str:
    sections = [
        MARK,
        f"# {rule.id} {rule.title}",
        _facts(rule),
        rule.description.strip(),
        *(_section("Why it matters", [rule.custom.risk.strip()]) if rule.custom.risk else []),
        *_section("What it needs to know", _needs(rule)),
        *_section("Parameters", _parameters(rule, context)),
        *_section("What it says", [f"> {rule.custom.message}"]),
        *_section("How to obey it", [rule.custom.fix.strip()]),
        *_section("Controls", [f"- `{control}`" for control in rule.custom.controls]),
        *_section("Packs", _packs(rule, context.packs)),
        *_section("How to waive it", _waiver(rule)),
        *_section("Source", _source(rule)),
    ]
    return "\n\n".join(sections) + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f"## {title}", "\n".join(lines)]


def _facts(rule: Rule) -> str:
    rows = [
        ("Domain", rule.domain),
        ("Severity", rule.custom.severity),
        ("Judges", SCOPES[rule.custom.scope]),
    ]
    if starts := rule.custom.effective_on:
        rows.append(("Effective on", f"{starts.isoformat()}; advisory before"))
    if rule.custom.aliases:
        rows.append(("Earlier ids", ", ".join(rule.custom.aliases)))
    return table(("", ""), rows)


def _needs(rule: Rule) -> list[str]:
    alike: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for kind, names in rule.custom.needs.items():
        meanings = tuple((name, _meaning(kind, name)) for name in names or ("",))
        alike.setdefault(meanings, []).append(f"`{kind}`")
    rows = [
        (", ".join(kinds) if first or len(kinds) == 1 else "", f"`{name}`" if name else "", meaning)
        for meanings, kinds in alike.items()
        for first, (name, meaning) in ((n == 0, one) for n, one in enumerate(meanings))
    ]
    return [
        "It judges these kinds. Where one of the properties is unknown, so is the verdict.",
        "",
        table(("Kind", "Property", "Meaning"), rows),
    ]


def _meaning(kind: str, name: str) -> str:
    return KINDS[kind][name.partition(".")[0]] if name else "that it is there"


def _parameters(rule: Rule, context: LibraryContext) -> list[str]:
    if not rule.custom.params:
        return ["None."]
    return [
        table(
            ("Parameter", "Meaning", *(f"In {pack.pack}" for pack in context.packs)),
            [_parameter(name, context) for name in rule.custom.params],
        )
    ]


def _parameter(path: str, context: LibraryContext) -> tuple[str, ...]:
    domain, _, name = path.partition(".")
    level = context.schema.get("properties", {}).get(domain, {}).get("properties", {})
    meaning = str(level.get(name, {}).get("description", ""))
    given = (pack.params.get(domain, {}) for pack in context.packs)
    values = (f"`{_json(value[name])}`" if name in value else "not set" for value in given)
    return (f"`{path}`", meaning, *values)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _packs(rule: Rule, packs: Iterable[Pack]) -> list[str]:
    rows = [
        (f"`{pack.pack}`", str(member.level), member.undetermined)
        for pack in packs
        if (member := pack.policies.get(rule.id))
    ]
    if not rows:
        return ["No pack selects it."]
    return [table(("Pack", "Level", "An unknown value in a preview"), rows)]


def _waiver(rule: Rule) -> list[str]:
    kind = next(iter(rule.custom.needs))
    if kind == "policy.waiver":
        return ["It cannot be waived (WVR-004): mend the waiver that it speaks of."]
    room, _, part = kind.partition(".")
    in_parts = {"policy": f"policy:{part}/NAME", "copy": f"*::NAME#{part}/*"}
    glob = f"estate:{part}/NAME" if room in IN_ESTATE else in_parts.get(room, "*::NAME")
    return [
        "Put this into the stack's `waivers.yaml`. It covers failures, never unknown values.",
        "",
        "```yaml",
        "waivers:",
        f"  - policy: {rule.id}",
        f'    resource: "{glob}"  # a glob over ids; here of kind {kind}',
        "    category: waiver  # or mitigated: something else meets the need",
        "    reason: Say why this may stay.",
        "    owner: who-answers@example.com",
        "    ticket: RISK-1",
        "    expires: 2027-03-31  # the last day it holds",
        "```",
    ]


def _source(rule: Rule) -> list[str]:
    folder = f"{LIBRARY}/{rule.package.replace('.', '/')}"
    lines = [f"- [The rule]({folder}/{rule.path.name})"]
    if (rule.path.parent / "cases").is_dir():
        lines.append(f"- [Its cases]({folder}/cases/)")
    return lines
