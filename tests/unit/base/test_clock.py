"""What `--at` takes, and what lies too far away for the rules to count."""

from datetime import UTC, datetime

import pytest

from edgewright.base.clock import parse_instant
from edgewright.base.errors import EdgewrightError


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23T12:00:00Z", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("2026-11-23T12:00:00+02:00", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("1970-01-01", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2199-12-31T23:59:59Z", datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_instant(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "CLK-001"),
        ("tomorrow", "CLK-001"),
        ("0000-01-01", "CLK-001"),
        ("2026-02-30", "CLK-001"),
        ("10000-01-01", "CLK-001"),
        ("2026-11-23T12:00:00+25:00", "CLK-001"),
        ("\u0662\u0660\u0662\u0666-11-23", "CLK-001"),
        ("2026-11-2\0", "CLK-001"),
        ("x" * 5000, "CLK-001"),
        ("0001-01-01", "CLK-002"),
        ("0001-01-01T00:00:00+01:00", "CLK-002"),
        ("9999-12-31T23:59:59Z", "CLK-002"),
        ("9999-12-31T23:59:59-01:00", "CLK-002"),
        ("1969-12-31T23:59:59Z", "CLK-002"),
        ("1970-01-01T00:30:00+01:00", "CLK-002"),
        ("2199-12-31T23:30:00-01:00", "CLK-002"),
        ("2200-01-01", "CLK-002"),
    ],
)
def test_none(text: str, code: str) -> None:
    with pytest.raises(EdgewrightError) as caught:
        parse_instant(text)
    assert caught.value.code == code
    assert len(caught.value.text()) < 400
