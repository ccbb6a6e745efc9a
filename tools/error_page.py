"""Write docs/errors.md from the table of error codes; with --check, only say whether it is true."""

import sys
from pathlib import Path

from edgewright.base.codes import CODES

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"
HEAD = """# Error codes

Every failure names its code, what is wrong, where, and what to do next. Exit status 2: the input is
wrong; 3: a tool or service failed. (0: every mandatory policy held; 1: one is violated.)

| code | exit | what it stands for |
|---|---|---|
"""


def page() -> str:
    """The page's text."""
    rows = [
        f"| {code} | {entry.exit_status} | {entry.title} |\n"
        for code, entry in sorted(CODES.items())
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        PAGE.write_text(page())
    elif not PAGE.exists() or PAGE.read_text() != page():
        sys.exit("docs/errors.md is out of date: run `python tools/error_page.py`")
