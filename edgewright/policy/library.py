"""The library of rules: what each one says of itself in its METADATA, read by OPA.

OPA's own `inspect` reads the annotations, so there is no second parser of Rego to disagree with.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.base.ids import digest
from edgewright.graph.kinds import KINDS

DOMAINS = frozenset(
    {
        "residency",
        "transfer",
        "sovereignty",
        "encryption",
        "identity",
        "latency",
        "device",
        "supply_chain",
        "fleet",
        "lifecycle",
    }
)
OPA_SECONDS = 60
Severity = Literal["low", "medium", "high", "critical"]


class Custom(BaseModel):
    """The `custom` part of a rule's METADATA: closed, so that a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Z]{3}-[0-9]{2}$")]
    severity: Severity
    scope: Literal["resource", "graph"]
    message: Annotated[str, Field(min_length=1)]
    fix: Annotated[str, Field(min_length=1)]
    controls: Annotated[tuple[str, ...], Field(min_length=1)]
    needs: dict[str, tuple[str, ...]]
    params: tuple[Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$")], ...] = ()
    effective_on: date | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule: where it is and what it says of itself.

    Attributes:
        package: "residency.copies_in_allowed_countries". domain: its first part.
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
    def domain(self) -> str:
        """The domain it belongs to."""
        return self.package.partition(".")[0]


@dataclass(frozen=True)
class Library:
    """All rules by id, and the Rego modules they consist of (path in the library -> text)."""

    root: Path
    rules: Mapping[str, Rule]
    modules: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The SHA-256 of all modules."""
        return digest(dict(self.modules))


def library_root() -> Path:
    """The library that edgewright ships."""
    return Path(__file__).parents[2] / "policies"


@lru_cache(maxsize=4)
def load_library(root: Path, opa: Path) -> Library:
    """Read and check every rule below `root`.

    Raises:
        EdgewrightError: POL-001 when OPA refuses a module, POL-002 for METADATA that is not
            complete or not true, POL-003 for an id used twice, POL-004 when there are no rules.
    """
    files = sorted(path for path in root.rglob("*.rego") if not path.stem.endswith("_test"))
    modules = {path.relative_to(root).as_posix(): path.read_text() for path in files}
    annotations = _inspect(root, opa) if files else []
    rules, errors = [], []
    for entry in annotations:
        try:
            rules.append(_rule(entry, root))
        except EdgewrightError as problem:
            errors.append(problem)
    raise_all(errors + _repeated(rules))
    if not rules:
        raise EdgewrightError(
            "POL-004",
            f"no rules in {root}",
            hint="Install edgewright with its policies, or start one with `edgewright policy new`.",
        )
    return Library(root, {rule.id: rule for rule in sorted(rules, key=lambda r: r.id)}, modules)


def _inspect(root: Path, opa: Path) -> list[dict[str, Any]]:
    """The package annotations of every rule, as OPA reads them."""
    command = [str(opa), "inspect", "--annotations", "--format", "json", str(root)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=OPA_SECONDS, check=False
        )
        document = json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError) as problem:
        raise _refused(root, str(problem)) from problem
    if document is None:
        raise _refused(root, done.stderr.strip() or done.stdout.strip())
    return [entry for entry in document.get("annotations", []) if _is_rule(entry)]


def _is_rule(entry: Mapping[str, Any]) -> bool:
    """Whether an annotation is that of a rule's package, not of a library's or of one function."""
    annotations, file = entry["annotations"], Path(entry["location"]["file"])
    parts = _package(entry).split(".")
    is_test = file.stem.endswith("_test")
    return annotations.get("scope") == "package" and parts[0] in DOMAINS and not is_test


def _package(entry: Mapping[str, Any]) -> str:
    return ".".join(part["value"] for part in entry["path"][1:])


def _rule(entry: Mapping[str, Any], root: Path) -> Rule:
    annotations, path = entry["annotations"], Path(entry["location"]["file"])
    package = _package(entry)
    place = Place(str(path), entry["location"]["row"])
    try:
        custom = Custom.model_validate(annotations.get("custom") or {})
    except ValidationError as problem:
        raise _untrue(place, _first(problem)) from problem
    title, description = annotations.get("title"), annotations.get("description")
    if not title or not description:
        raise _untrue(place, "title and description are required")
    expected = root / package.replace(".", "/") / f"{path.stem}.rego"
    if path.resolve() != expected.resolve() or path.stem != package.rpartition(".")[2]:
        raise _untrue(place, f"package {package} belongs in {package.replace('.', '/')}/")
    for problem_text in _untrue_needs(custom):
        raise _untrue(place, problem_text)
    return Rule(package, path, title, description, custom)


def _untrue_needs(custom: Custom) -> Iterable[str]:
    for kind, properties in custom.needs.items():
        if kind not in KINDS:
            yield f"needs names the kind {kind}, which does not exist"
            continue
        for name in properties:
            if name.partition(".")[0] not in KINDS[kind]:
                yield f"needs names {kind}.{name}, which does not exist"
    if not custom.needs:
        yield "needs is empty: the rule would judge nothing"


def _repeated(rules: list[Rule]) -> list[EdgewrightError]:
    seen: dict[str, Rule] = {}
    errors = []
    for rule in rules:
        if first := seen.get(rule.id):
            errors.append(
                EdgewrightError(
                    "POL-003",
                    f"the id {rule.id} is used twice, also by {first.package}",
                    place=Place(str(rule.path)),
                    hint="Give the newer rule an id of its own.",
                )
            )
        seen.setdefault(rule.id, rule)
    return errors


def _first(problem: ValidationError) -> str:
    error = problem.errors()[0]
    where = ".".join(str(part) for part in error["loc"])
    return f"custom.{where}: {error['msg'].lower()}"


def _refused(root: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        "POL-001",
        f"OPA cannot read the rules: {why}",
        place=Place(str(root)),
        hint="Mend the module; `opa check --strict` shows the same.",
    )


def _untrue(place: Place, why: str) -> EdgewrightError:
    return EdgewrightError(
        "POL-002",
        f"a rule's METADATA is wrong: {why}",
        place=place,
        hint="See docs/policies/README.md for what METADATA a rule needs.",
    )
