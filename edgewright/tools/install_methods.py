"""What the methods of installing a tool share: how they fail, how they say what they are doing."""

from __future__ import annotations

from typing import Protocol


class MethodFailed(Exception):
    """One method of installing a tool does not work here. The text says why, as a phrase."""


class Progress(Protocol):
    """Where an installation says what it is doing."""

    def say(self, text: str) -> None:
        """Something happened: a line that stays."""

    def tick(self, text: str) -> None:
        """What is still going on since the last `say` has come this far. Called often."""
