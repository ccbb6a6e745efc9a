"""Values that stand in offline for what only a cloud knows: no rule may take one for the truth."""

from __future__ import annotations

import re

STAND_IN = re.compile(r"made-up-[0-9a-f]{16}")
"""What every such text has in it, and so does what a program makes of it."""
DIGITS = 16


def stand_in(digits: str) -> str:
    """The text for some hexadecimal digits.

    Args:
        digits: at least 16.
    """
    return f"made-up-{digits[:DIGITS]}"


def is_stand_in(text: str) -> bool:
    """Whether a text is one, or holds one."""
    return STAND_IN.search(text) is not None
