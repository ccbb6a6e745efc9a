"""What each result was computed from, so that a change brings back those results alone.

A result is computed by asking an index questions. `Reads` notes them while it is computed: once the
answer to one of them may be another, the result has to be computed again, and else it has not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Question: TypeAlias = tuple[Hashable, ...]
"""What was asked, beginning with a word for the sort of question."""
Result: TypeAlias = Hashable
"""What names a result."""


class Reads:
    """Which results rest on which answers."""

    def __init__(self) -> None:
        self._asked: dict[Result, set[Question]] = {}
        self._resting: dict[Question, set[Result]] = defaultdict(set)
        self._open: list[set[Question]] = []

    def note(self, question: Question) -> None:
        """What is computed right now asks this."""
        if self._open:
            self._open[-1].add(question)

    @contextmanager
    def of(self, result: Result) -> Iterator[None]:
        """Within it, a result is computed: what is noted is what it rests on, and nothing before.

        One may be computed while another is; what the inner one asks is not the outer one's.
        """
        self.forget(result)
        asked: set[Question] = set()
        self._open.append(asked)
        try:
            yield
        finally:
            self._open.pop()
            self._asked[result] = asked
            for question in asked:
                self._resting[question].add(result)

    def forget(self, result: Result) -> None:
        """A result that is no more, or is computed anew."""
        for question in self._asked.pop(result, ()):
            resting = self._resting[question]
            resting.discard(result)
            if not resting:
                del self._resting[question]

    def resting_on(self, questions: Iterable[Question]) -> set[Result]:
        """The results that rest on the answer to one of these questions."""
        found: set[Result] = set()
        for question in questions:
            found |= self._resting.get(question, set())
        return found
