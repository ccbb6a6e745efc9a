"""Every failure a user can see: a stable code, what is wrong, where, and what to do next.

One exception class serves the whole product. What distinguishes failures is their code, not
their Python type: the code decides the exit status (`codes.py`) and is what users search for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from edgewright.base.codes import CODES, ErrorCode
from edgewright.base.vocabulary import ExitStatus

SHOWN = 60
"""Characters of a name or value that a message repeats."""


def shortened(text: str) -> str:
    """`text` as a message may repeat it: quoted, on one line, not too long."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "...")


@dataclass(frozen=True)
class Place:
    """Where something stands in a file. `line` and `column` count from 1; None where unknown."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


class EdgewrightError(Exception):
    """A failure with a code, a place and a next step.

    Args:
        code: a key of `codes.CODES`, for example "EST-004".
        message: what is wrong, in one sentence, without the place.
        place: where it is, when it is in a file.
        hint: what to do next, one sentence in the imperative.
    """

    def __init__(self, code: str, message: str, *, hint: str, place: Place | None = None) -> None:
        self.entry: ErrorCode = CODES[code]
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(self.text())

    @property
    def exit_status(self) -> ExitStatus:
        """The process exit status this failure leads to (2: the input, 3: a tool or service)."""
        return self.entry.exit_status

    def text(self) -> str:
        """The failure as the terminal shows it, two lines: what and where, then the next step."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}error[{self.code}]: {self.message}\n  next: {self.hint}"

    def as_dict(self) -> dict[str, Any]:
        """The failure for `--format json`."""
        place = self.place
        return {
            "code": self.code,
            "title": self.entry.title,
            "message": self.message,
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "hint": self.hint,
        }


class ErrorGroup(EdgewrightError):
    """Several failures found in one pass, shown together; the first one's code stands for all."""

    def __init__(self, errors: list[EdgewrightError]) -> None:
        first = errors[0]
        self.errors = errors
        super().__init__(first.code, first.message, hint=first.hint, place=first.place)

    def text(self) -> str:
        """Every failure, in the order found."""
        return "\n".join(error.text() for error in self.errors)


def raise_all(errors: list[EdgewrightError]) -> None:
    """Raise what was found: nothing, the one failure, or all of them as a group."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ErrorGroup(errors)
