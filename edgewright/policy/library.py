"""The library of rules: what each one says of itself in its METADATA, read by OPA.

OPA's own `inspect` reads the annotations, and OPA's own `check` says what is Rego, so there is no
second parser of Rego to disagree with. Every module but those below `lib` must be a rule: one that
is misplaced or has lost its METADATA would otherwise not judge, and nobody would see it.

Beside the shipped rules stand those of the user's project, in packages that begin with `project`
and under ids of a form of their own: they can use what is shipped, and change nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from edgewright.base.errors import EdgewrightError, Place, raise_all, shortened
from edgewright.base.ids import digest
from edgewright.base.similar import did_you_mean, nearest
from edgewright.policy.metadata import (
    Custom,
    first_problem,
    untrue_needs,
    untrue_params,
    untrue_reads,
)
from edgewright.policy.opa.reading import inspect_rules, read_rules

PREFIXES = {
    "residency": "RES",
    "transfer": "TRF",
    "sovereignty": "SOV",
    "encryption": "ENC",
    "identity": "IDN",
    "latency": "LAT",
    "device": "DEV",
    "supply_chain": "SUP",
    "fleet": "FLT",
    "lifecycle": "LCY",
    "operations": "OPS",
}
LIBRARIES = "lib"
OWN = "project"
"""What the packages of a project's own rules begin with."""
SHIPPED_ID = re.compile(r"[A-Z]{3}-[0-9]{2}")
OWN_ID = re.compile(r"X-[A-Z][A-Z0-9]*-[0-9]{2,}")
OWN_DOMAIN = re.compile(r"[a-z][a-z0-9_]*")
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Rule:
    """A rule: where it is and what it says of itself.

    Attributes:
        package: "residency.copies_in_allowed_countries", or "project.compute.metadata_guarded".
    """

    package: str
    path: Path
    title: str
    description: str
    custom: Custom

    @property
    def id(self) -> str:
        """Its id, "RES-01"."""
        return self.custom.id

    @property
    def is_own(self) -> bool:
        """Whether it is one of the user's project, and not shipped."""
        return self.package.startswith(f"{OWN}.")

    @property
    def domain(self) -> str:
        """The domain it belongs to: "residency", or "project.residency" for a project's own."""
        return self.package.rpartition(".")[0]


@dataclass(frozen=True)
class Library:
    """All rules by id, and the Rego modules they consist of.

    Attributes:
        root: the folder of the shipped ones.
        modules: path in the library -> text; a project's own stand below "project/".
        own: the folder of the project's own; None for a project without.
    """

    root: Path
    rules: Mapping[str, Rule]
    modules: Mapping[str, str]
    own: Path | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of all modules."""
        return digest(dict(self.modules))

    def suggestion(self, id: str) -> str:
        """What to do about an id that no rule has."""
        renamed = (rule.id for rule in self.rules.values() if id in rule.custom.aliases)
        if now := next(renamed, None):
            return f"It is called {now} now."
        return did_you_mean(id, self.rules, "`edgewright policy list` shows all of them.")


def library_root() -> Path:
    """The library that edgewright ships."""
    return (Path(__file__).parents[1] / "policies").resolve()  # OPA follows no link


def load_library(root: Path, opa: Path, own: Path | None = None) -> Library:
    """Read and check every rule below `root`, and a project's own below `own`.

    Raises:
        EdgewrightError: POL-001 when OPA refuses a module, POL-002 for METADATA that is not
            complete or not true, POL-003 for an id used twice, POL-004 when there are no rules,
            POL-015 for a project's module that would change what is shipped.
    """
    shipped = _modules(root)
    added = _modules(own) if own else {}
    if added and set(added.items()) <= set(shipped.items()):  # it is the shipped library itself
        own, added = None, {}
    return _library(root, opa, tuple(shipped.items()), own, tuple(added.items()))


def _modules(root: Path) -> dict[str, str]:
    """Path below `root` -> text of each module but the tests."""
    files = sorted(path for path in root.rglob("*.rego") if not path.stem.endswith("_test"))
    return {path.relative_to(root).as_posix(): _text(path) for path in files}


@lru_cache(maxsize=4)
def _library(
    root: Path,
    opa: Path,
    shipped: tuple[tuple[str, str], ...],
    own: Path | None,
    added: tuple[tuple[str, str], ...],
) -> Library:
    """The library of certain modules: what OPA says of a text is asked once."""
    shelves = [_Shelf(root, "", shipped)] if shipped else []
    if own and added:
        shelves.append(_Shelf(own, f"{OWN}.", added))
        _refuse_intruders(shelves[-1], opa)
    inspected = read_rules([shelf.root for shelf in shelves], opa) if shelves else []
    rules, errors = [], []
    for shelf, found in zip(shelves, inspected, strict=True):
        good, wrong = _rules(shelf, found)
        rules += good
        errors += wrong
    raise_all(errors + _repeated(rules))
    if not rules:
        raise EdgewrightError(
            "POL-004",
            f"no rules in {root}",
            hint="Install edgewright with its policies, or start one with `edgewright policy new`.",
        )
    by_id = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
    return Library(root, by_id, {**dict(shipped), **{f"{OWN}/{at}": it for at, it in added}}, own)


def _text(path: Path) -> str:
    """A module's text. A library must not hold what OPA or a reader could choke on."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, f"it is larger than {MAX_BYTES:,} bytes")
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise _unreadable(path, str(problem.strerror)) from problem
    except UnicodeDecodeError as problem:
        raise _unreadable(path, "it is not UTF-8 text") from problem


@dataclass(frozen=True)
class _Shelf:
    """A folder of modules, of edgewright or of a project.

    Attributes:
        prefix: what their packages begin with: "", or "project.".
        modules: (path below root, text) of each but the tests.
    """

    root: Path
    prefix: str
    modules: tuple[tuple[str, str], ...]


def _rules(shelf: _Shelf, inspected: Mapping[str, Any]) -> tuple[list[Rule], list[EdgewrightError]]:
    """The rules in the modules that OPA inspected, and what is wrong with those that are none."""
    root = shelf.root
    entries = {
        Path(entry["location"]["file"]).resolve(): entry
        for entry in inspected.get("annotations", [])
        if entry["annotations"].get("scope") == "package"
    }
    rules, errors = [], list(_strays(inspected["namespaces"], shelf))
    for path, text in ((root / name, text) for name, text in shelf.modules):
        if path.relative_to(root).parts[0] == LIBRARIES:
            errors += _hidden_params(path, text) if shelf.prefix else []
            continue
        try:
            rules.append(_rule(path, text, entries.get(path.resolve()), shelf))
        except EdgewrightError as problem:
            errors.append(problem)
    return rules, errors


def _refuse_intruders(shelf: _Shelf, opa: Path) -> None:
    """Refuse a project's modules in packages that are not its own, whose rules they would change.

    Before OPA compiles them with the shipped ones: what it then says is of no use. What it cannot
    read it refuses there, with the place.
    """
    try:
        namespaces = inspect_rules(shelf.root, opa)["namespaces"]
    except EdgewrightError:
        return
    packages = {name.removeprefix("data."): files for name, files in namespaces.items()}
    raise_all(
        [
            EdgewrightError(
                "POL-015",
                f"package {package} is not of the project's own rules, whose begin with {OWN}",
                place=Place(file),
                hint=f"Call it {OWN}.DOMAIN.NAME; if this is not the folder of the project's rules "
                "for edgewright, name another with `policies:` in edgewright.yaml.",
            )
            for package, files in packages.items()
            if not package.startswith(shelf.prefix)
            for file in files
        ]
    )


def _strays(namespaces: Mapping[str, Sequence[str]], shelf: _Shelf) -> Iterator[EdgewrightError]:
    """Modules below `lib` that are in another package: they would change a rule, or OPA itself."""
    libraries = (shelf.root / LIBRARIES).resolve()
    for namespace, files in namespaces.items():
        package = namespace.removeprefix("data.")
        if package.startswith(f"{shelf.prefix}{LIBRARIES}."):
            continue
        for file in files:
            if Path(file).resolve().is_relative_to(libraries):
                yield _untrue(Place(file, 1), f"package {package} stands below {LIBRARIES}")


def _package(entry: Mapping[str, Any]) -> str:
    return ".".join(part["value"] for part in entry["path"][1:])


def _rule(path: Path, text: str, entry: Mapping[str, Any] | None, shelf: _Shelf) -> Rule:
    """The rule in a module, from its package's annotations."""
    if entry is None:
        raise _untrue(Place(str(path), 1), "the module has none")
    annotations, package = entry["annotations"], _package(entry)
    place = Place(str(path), entry["location"]["row"])
    try:
        custom = Custom.model_validate(annotations.get("custom") or {})
    except ValidationError as problem:
        raise _untrue(place, first_problem(problem)) from problem
    title, description = annotations.get("title"), annotations.get("description")
    if not title or not description:
        raise _untrue(place, "title and description are required")
    named = (*_untrue_id(custom.id, shelf), *_untrue_package(path, package, shelf))
    read = (*untrue_reads(text, custom), *untrue_params(text, custom.params))
    for why in (*named, *untrue_needs(custom), *read):
        raise _untrue(place, why)
    return Rule(package, path, title, description, custom)


def _hidden_params(path: Path, text: str) -> list[EdgewrightError]:
    """Parameters that a project's library reads, of which no rule says that they must be set."""
    return [_untrue(Place(str(path), 1), f"{why}; hand it in") for why in untrue_params(text, ())]


def _untrue_id(id: str, shelf: _Shelf) -> Iterable[str]:
    """An id is of the form that only shipped rules have, or of the one that only others have."""
    form, example = (OWN_ID, "X-ENC-01") if shelf.prefix else (SHIPPED_ID, "ENC-01")
    if not form.fullmatch(id):
        yield f"custom.id: {shortened(id)} is not an id, such as {example}"


def _untrue_package(path: Path, package: str, shelf: _Shelf) -> Iterable[str]:
    domain, _, name = package.removeprefix(shelf.prefix).partition(".")
    if not shelf.prefix and domain not in PREFIXES:
        near = nearest(domain, PREFIXES)
        yield f"{domain} is no domain{f'; did you mean {near}?' if near else ''}"
    if path != shelf.root / domain / name / f"{name}.rego":
        yield f"package {package} belongs in {domain}/{name}/{name}.rego"


def _repeated(rules: list[Rule]) -> list[EdgewrightError]:
    """Ids that two rules claim, as theirs now or as theirs once."""
    seen: dict[str, Rule] = {}
    errors = []
    for rule in rules:
        for id in (rule.id, *rule.custom.aliases):
            if first := seen.get(id):
                errors.append(
                    EdgewrightError(
                        "POL-003",
                        f"the id {id} is used twice, also by {first.package}",
                        place=Place(str(rule.path)),
                        hint="Give the newer rule an id of its own.",
                    )
                )
            seen.setdefault(id, rule)
    return errors


def _unreadable(path: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        "POL-001",
        f"a module cannot be read: {why}",
        place=Place(str(path)),
        hint="Mend the file, or take it out of the library.",
    )


def _untrue(place: Place, why: str) -> EdgewrightError:
    return EdgewrightError(
        "POL-002",
        f"a rule's METADATA is wrong: {why}",
        place=place,
        hint="See docs/policies/README.md for what METADATA a rule needs.",
    )
