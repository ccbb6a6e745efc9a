"""Packs: which rules judge, how strictly, and with which parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.base.similar import did_you_mean
from edgewright.base.vocabulary import Level, OnUndetermined
from edgewright.base.yaml_source import Document
from edgewright.facts import catalogue
from edgewright.policy.files import read_model
from edgewright.policy.library import Library, library_root
from edgewright.spec.project_file import FILE, Membership, ProjectFile

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
STRICTNESS = (Level.DISABLED, Level.ADVISORY, Level.MANDATORY)


class Pack(BaseModel):
    """A pack file.

    Attributes:
        resolves: subject on which frameworks disagree -> how whoever uses the pack obeys both.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pack: str
    version: int
    title: str
    policies: dict[str, Membership]
    params: dict[str, dict[str, Any]] = {}
    resolves: dict[str, Text] = {}


@dataclass(frozen=True)
class Selected:
    """A rule as selected: the strictest level any pack gives it, and that pack's name."""

    id: str
    pack: str
    level: Level
    undetermined: OnUndetermined


def load_packs(library: Library, names: Sequence[str], folder: Path | None) -> list[Pack]:
    """Packs by name, or by path ("mine.yaml") from the stack's folder.

    Raises:
        EdgewrightError: POL-010 for a pack that is not there, POL-011 for a malformed one,
            POL-012 for one that selects nothing, POL-013 for a rule that does not exist, POL-016
            for a project's pack that has the name of a shipped one.
    """
    packs, errors = [], []
    for name in names:
        path = _find(library, name, folder)
        pack, document = read_model(path, Pack, "POL-011", "a pack")
        errors += _problems(pack, document, library)
        packs.append(pack)
    raise_all(errors)
    return packs


def own_pack(library: Library, file: ProjectFile) -> Pack | None:
    """The rules that a project file lists beside its packs, as a pack; None where it lists none.

    Raises:
        EdgewrightError: POL-013 for a rule that does not exist.
    """
    if not file.rules:
        return None
    pack = Pack(pack=FILE, version=1, title="Rules listed by the project", policies=file.rules)
    raise_all(
        [_no_rule(pack, id, file.place_of("rules", id), library) for id in _unknown(pack, library)]
    )
    return pack


def pack_names(library: Library) -> list[str]:
    """The packs that can be named: those that come with the library, then the project's own.

    Raises:
        EdgewrightError: POL-016 for a pack of the project that has the name of a shipped one.
    """
    shipped = _packs_in(library.root)
    own = _packs_in(library.own) if library.own else {}
    raise_all([_same_name(name, path) for name, path in own.items() if name in shipped])
    return [*shipped, *own]


def shipped_packs() -> list[str]:
    """The packs that edgewright ships."""
    return list(_packs_in(library_root()))


def _packs_in(policies: Path) -> dict[str, Path]:
    """The packs of a folder of policies: name -> file."""
    return {path.stem: path for path in sorted((policies / "packs").glob("*.yaml"))}


def _same_name(name: str, path: Path) -> EdgewrightError:
    return EdgewrightError(
        "POL-016",
        f"edgewright ships a pack {name!r} too, so nobody can tell which of them judges",
        place=Place(str(path)),
        hint="Give the file another name.",
    )


def select(packs: Sequence[Pack]) -> dict[str, Selected]:
    """Rule id -> how it is judged. Of several packs the strictest level counts."""
    chosen: dict[str, Selected] = {}
    for pack in packs:
        for id, member in pack.policies.items():
            before = chosen.get(id)
            candidate = Selected(id, pack.pack, member.level, member.undetermined)
            if before is None or _rank(candidate) > _rank(before):
                chosen[id] = candidate
    return dict(sorted(chosen.items()))


def _rank(selected: Selected) -> tuple[int, bool]:
    return STRICTNESS.index(selected.level), selected.undetermined is OnUndetermined.FAIL


def _find(library: Library, name: str, folder: Path | None) -> Path:
    known = pack_names(library)
    if name in known:
        own = _packs_in(library.own) if library.own else {}
        return own.get(name, library.root / "packs" / f"{name}.yaml")
    if name.endswith((".yaml", ".yml")) and folder is not None and _is_there(folder / name):
        return folder / name
    raise EdgewrightError(
        "POL-010",
        f"no pack {name!r}",
        hint=did_you_mean(name, known, "Name a pack, or a file in the stack's folder."),
    )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that no file can have, or a folder that may not be looked into
        return False


def _problems(pack: Pack, document: Document, library: Library) -> list[EdgewrightError]:
    if not any(member.level != Level.DISABLED for member in pack.policies.values()):
        return [
            EdgewrightError(
                "POL-012",
                f"pack {pack.pack!r} selects no policy",
                place=Place(document.file),
                hint="List at least one policy with level mandatory or advisory.",
            )
        ]
    return [*_not_rules(pack, document, library), *_not_subjects(pack, document)]


def _not_rules(pack: Pack, document: Document, library: Library) -> list[EdgewrightError]:
    return [
        _no_rule(pack, id, document.place(("policies", id)), library)
        for id in _unknown(pack, library)
    ]


def _unknown(pack: Pack, library: Library) -> list[str]:
    """The ids in a pack that no rule has."""
    return [id for id in pack.policies if id not in library.rules]


def _no_rule(pack: Pack, id: str, place: Place, library: Library) -> EdgewrightError:
    return EdgewrightError(
        "POL-013",
        f"pack {pack.pack!r} names policy {id}, which does not exist",
        place=place,
        hint=library.suggestion(id),
    )


def _not_subjects(pack: Pack, document: Document) -> list[EdgewrightError]:
    """What a pack resolves that no frameworks disagree about."""
    known = [row["subject"] for row in catalogue.as_data()["conflicts"]] if pack.resolves else []
    return [
        EdgewrightError(
            "POL-011",
            f"pack {pack.pack!r} resolves {subject!r}, about which no frameworks disagree",
            place=document.place(("resolves", subject)),
            hint=did_you_mean(subject, known, "Name a subject on which frameworks disagree."),
        )
        for subject in pack.resolves
        if subject not in known
    ]
