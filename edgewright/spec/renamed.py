"""Keys of an estate that have another name now: still read, and noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edgewright.base.errors import Place
from edgewright.spec.models import Estate


@dataclass(frozen=True)
class RenamedKey:
    """A key of the entries in one part of an estate.

    Attributes:
        part: where the entries stand ("flows").
        model: the model of one entry; it reads both names.
    """

    part: str
    model: str
    old: str
    new: str


RENAMED = (
    RenamedKey("flows", "Flow", "basis", "transfer_mechanism"),
    RenamedKey("support", "RemoteAccess", "basis", "transfer_mechanism"),
)


@dataclass(frozen=True)
class Note:
    """What should be written otherwise, though it is understood."""

    message: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place}: note: {self.message}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The note for `--format json`."""
        place = self.place
        return {
            "message": self.message,
            "file": place.file,
            "line": place.line,
            "column": place.column,
        }


def notes(estate: Estate) -> Iterator[Note]:
    """One note per key of the file that stands under its old name, in the order of the file."""
    known = {(key.part, key.old): key.new for key in RENAMED}
    for path, place in estate._places.items():
        if len(path) == 3 and (new := known.get((str(path[0]), str(path[2])))):
            yield Note(f"{path[2]} is now called {new}", place)
