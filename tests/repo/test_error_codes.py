"""Every error code is declared once, used, and documented."""

import re
import subprocess
import sys
from pathlib import Path

from edgewright.base.codes import CODES

ROOT = Path(__file__).parents[2]
RAISED = re.compile(r'"([A-Z]{3}-[0-9]{3})"')


def used() -> set[str]:
    found: set[str] = set()
    for room in ("edgewright", "components"):
        for path in (ROOT / room).rglob("*.py"):
            if path.name != "codes.py":
                found |= set(RAISED.findall(path.read_text()))
    return found


def test_declared_codes_are_exactly_the_used_ones() -> None:
    assert used() == set(CODES)


def test_titles_are_phrases_not_sentences() -> None:
    for code, entry in CODES.items():
        assert entry.exit_status in (2, 3), code
        assert entry.title and not entry.title.endswith("."), code


def test_error_page_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "error_page.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
