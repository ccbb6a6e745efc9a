"""edgewright.yaml: what a Pulumi project without an estate is judged by, beside its Pulumi.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, JsonValue, PrivateAttr, Tag

from edgewright.base.errors import EdgewrightError, Place, shortened
from edgewright.base.vocabulary import Level, OnUndetermined
from edgewright.base.yaml_source import Codes, Document, path_not_finite, read_document
from edgewright.spec.fields import BY_SHAPE, Model, Name, Names, Text
from edgewright.spec.load import raise_most, validated
from edgewright.spec.models import DataAsset, Estate, Policies
from edgewright.spec.references import ONLY_DERIVED, contradictions, stands_outside
from edgewright.spec.validation_errors import ValidationCodes

FILE = "edgewright.yaml"
PROJECT_FILE = Codes("the project file", "PRJ-003", "PRJ-004", "PRJ-004")
PROJECT = ValidationCodes("PRJ-004", "PRJ-004", "PRJ-004", "PRJ-004", "PRJ-004")


class Membership(Model):
    """How a rule judges."""

    level: Level
    """What a failure does: mandatory stops the run, advisory is told, disabled is not judged."""
    undetermined: OnUndetermined = OnUndetermined.FAIL
    """What an unknown value does in a preview: fail or warn."""


class LabelMapping(Model):
    """Resources that hold data though no tag says so."""

    match: Text
    """A glob over URNs or over type tokens; * stands for any text."""
    data: Annotated[Names, Field(min_length=1)]
    """The data they hold."""


class InvokeStub(Model):
    """What a function of a provider answers in an offline preview."""

    args: dict[str, JsonValue] = Field(default_factory=dict)
    """Arguments it is for; without any it is for every call."""
    returns: dict[str, JsonValue]
    """What it returns."""


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Stubs = Annotated[
    tuple[InvokeStub, ...],
    BeforeValidator(_listed, json_schema_input_type=InvokeStub | list[InvokeStub]),
]
"""One answer or a list of them."""


class ProjectFile(Model):
    """What a Pulumi project is judged by. A stack's estate counts before it."""

    packs: Names = ("baseline",)
    """Packs of policies: names, or files of the project."""
    rules: dict[str, Membership] = Field(default_factory=dict)
    """Rules besides the packs', by id: how each judges."""
    params: (
        Annotated[
            Annotated[Text, Tag("<word>")]
            | Annotated[dict[str, dict[str, JsonValue]], Tag("<mapping>")],
            BY_SHAPE,
        ]
        | None
    ) = None
    """Parameters of the rules: a file of the project, or domain, name and value here; the domain of
    the project's own rules is `project`."""
    waivers: Text | None = None
    """File with waivers, in the project."""
    data: dict[Name, DataAsset] = Field(default_factory=dict)
    """The data that labels name, by name."""
    labels: tuple[LabelMapping, ...] = ()
    """Which resources hold which data, where their tags do not say so."""
    invokes: dict[str, Stubs] = Field(default_factory=dict)
    """Answers of providers' functions in offline previews, by token."""
    policies: Text | None = None
    """Folder with the project's own rules; policies/ where it is there."""
    admission_minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    """How long after a preview that held an update may still follow it, in minutes."""

    _document: Document | None = PrivateAttr(default=None)

    @property
    def own_params(self) -> Document | None:
        """The parameters written here, with their places; None when there are none here."""
        if not isinstance(self.params, dict):
            return None
        source = self._document or Document(FILE, {}, {})
        plain = {"params": self.params}
        return Document(source.file, plain, source.places, source.value_places)

    def place_of(self, *path: str | int) -> Place:
        """Where the key or item at `path` stands in the file."""
        return self._document.place(path) if self._document else Place(FILE)

    def value_place_of(self, *path: str | int) -> Place:
        """Where the value at `path` itself stands."""
        return self._document.value_place(path) if self._document else Place(FILE)

    def described(self) -> Estate:
        """An estate of nothing but the data, so that it is understood as an estate's is."""
        # Packs judge what an estate declares; this one is never judged.
        estate = Estate(
            estate="project", owner=FILE, data=self.data, policies=Policies(packs=("baseline",))
        )
        if self._document:
            estate._places.update(self._document.places)
            estate._value_places.update(self._document.value_places)
        return estate


def load_project_file(root: Path) -> ProjectFile:
    """The project file in the folder of Pulumi.yaml; an empty one where there is none.

    Raises:
        EdgewrightError: PRJ-003 when it cannot be read, PRJ-004 for what is wrong in it, and what
            is wrong with its data as with an estate's; several of them together.
    """
    path = root / FILE
    for other in root.glob("*.y*ml"):
        if other.name != FILE and other.name.lower() in (FILE, "edgewright.yml"):
            hint = f"Call it {FILE}; keep one of them."
            raise _wrong("the project file has another name", Place(str(other)), hint)
    if not path.exists() and not path.is_symlink():
        return ProjectFile()
    document = read_document(path, PROJECT_FILE)
    if where := path_not_finite(document.data):
        raise _wrong("a number that is not finite", document.value_place(where), "Write another.")
    file = validated(document, ProjectFile, PROJECT)
    file._document = document
    raise_most(_contradictions(file), document, PROJECT)
    return file


def _contradictions(file: ProjectFile) -> Iterator[EdgewrightError]:
    derived = {
        (name, key)
        for name, asset in file.data.items()
        for key in ("derived_from", *ONLY_DERIVED)
        if getattr(asset, key)
    }
    for name, key in sorted(derived):
        yield _wrong(
            f"data.{name}.{key}: only an estate says which data is made of other data",
            file.value_place_of("data", name, key),
            f"Remove {key} and say what {name} is itself, or write an estate.",
        )
    yield from _outside(file)
    if not derived:
        yield from contradictions(file.described())


def _outside(file: ProjectFile) -> Iterator[EdgewrightError]:
    """The files and folders it names that are not the project's."""
    named: dict[tuple[str | int, ...], str] = {
        ("packs", number): pack for number, pack in enumerate(file.packs)
    }
    for key in ("params", "waivers", "policies"):
        if isinstance(value := getattr(file, key), str):
            named[key,] = value
    for path, name in named.items():
        if stands_outside(name):
            hint = "Keep it in the project and name it by its relative path."
            yield _wrong(
                f"{path[0]}: {shortened(name)} is outside the project",
                file.value_place_of(*path),
                hint,
            )


def _wrong(message: str, place: Place, hint: str) -> EdgewrightError:
    return EdgewrightError("PRJ-004", message, place=place, hint=hint)
