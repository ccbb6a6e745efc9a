"""Malformed estates and exactly what is said of each.

Every `malformed/<name>.yaml` has beside it what a user must see, in `<name>.expected`; both are
written by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.spec.load import load_estate

FOLDER = Path(__file__).parent / "malformed"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def complaint(path: Path) -> str:
    with pytest.raises(EdgewrightError) as caught:
        load_estate(path)
    assert caught.value.exit_status == 2
    return caught.value.text().replace(f"{path.parent}/", "") + "\n"


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name: str) -> None:
    assert complaint(FOLDER / f"{name}.yaml") == (FOLDER / f"{name}.expected").read_text()


def test_every_expectation_has_its_estate() -> None:
    assert CASES == sorted(path.stem for path in FOLDER.glob("*.expected"))
    assert len(CASES) >= 60
