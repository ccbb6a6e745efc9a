"""Python's search for unreachable cycles, set for programs that read much, judge it, and end."""

from __future__ import annotations

import gc

NEW_OBJECTS = 100_000


def collect_seldom() -> None:
    """Look for unreachable cycles after 100,000 new objects instead of 700.

    What is read and judged lives until the end and holds few cycles, so looking through all of it
    again and again found nothing and took a third of an evaluation. For programs of our own, at
    their start; nobody else's process is to be set so.
    """
    gc.set_threshold(NEW_OBJECTS)
