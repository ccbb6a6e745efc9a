"""Quantities: what is read, in which base unit, and what is refused in which words."""

from __future__ import annotations

import re
import time

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewright.base.units import (
    MAX_LENGTH,
    UNITS,
    NotAQuantity,
    Quantity,
    parse_quantity,
    quantity_pattern,
)


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("50 ms", "time", 0.05),
        ("50ms", "time", 0.05),
        (" 9 ms ", "time", 0.009),
        ("250 us", "time", 250e-6),
        ("250 \u00b5s", "time", 250e-6),  # the micro sign
        ("250 \u03bcs", "time", 250e-6),  # the Greek letter
        ("72 h", "time", 72 * 3600),
        ("7 days", "time", 7 * 86400),
        ("2 weeks", "time", 14 * 86400),
        ("1 month", "time", 365.25 / 12 * 86400),
        ("1 year", "time", 365.25 * 86400),
        ("1.5 min", "time", 90),
        ("0 s", "time", 0),
        ("16 GB", "data", 16e9),
        ("2 GiB", "data", 2 * 2**30),
        ("8 bit", "data", 1),
        ("12 GB/day", "rate", 12e9 / 86400),
        ("100 Mbit/s", "rate", 100e6 / 8),
    ],
)
def test_sizes_in_base_units(text: str, dimension: str, value: float) -> None:
    read = parse_quantity(text, dimension)
    assert read.value == pytest.approx(value, rel=1e-12)
    assert (read.dimension, str(read)) == (dimension, text.strip())


SHAPE = "is not a number with a unit"


@pytest.mark.parametrize(
    ("text", "dimension", "message", "hint"),
    [
        ("50", "time", "'50' has no unit", "Write it as 50 ms."),
        ("50 mz", "time", "'mz' is not a unit of time", "Did you mean ms?"),
        ("5 mins", "time", "'mins' is not a unit of time", "Did you mean min?"),
        ("50 m", "time", "'m' is not a unit of time", "Did you mean ms?"),
        ("50 Ms", "time", "'Ms' is not a unit of time", "Did you mean ms?"),
        ("5 fortnights", "time", "'fortnights' is not a unit of time", "Write it as 50 ms."),
        ("16 mB", "data", "'mB' is not a unit of data", "Did you mean MB?"),
        ("16 gb", "data", "'gb' is not a unit of data", "Did you mean GB?"),
        ("16 Gb", "data", "'Gb' is not a unit of data", "Did you mean GB?"),
        ("5 GB", "time", "'GB' is a unit of data, not of time", "Write it as 50 ms."),
        ("5 GB/s", "data", "'GB/s' is a unit of rate, not of data", "Write it as 16 GB."),
        ("5 h", "rate", "'h' is a unit of time, not of rate", "Write it as 12 GB/day."),
        ("-5 ms", "time", "'-5 ms' is negative", "Write it as 50 ms."),
        ("", "time", f"'' {SHAPE}", "Write it as 50 ms."),
        ("ms", "time", f"'ms' {SHAPE}", "Write it as 50 ms."),
        ("nan s", "time", f"'nan s' {SHAPE}", "Write it as 50 ms."),
        ("inf s", "time", f"'inf s' {SHAPE}", "Write it as 50 ms."),
        ("1e3 s", "time", f"'1e3 s' {SHAPE}", "Write it as 50 ms."),
        ("1,5 s", "time", f"'1,5 s' {SHAPE}", "Write it as 50 ms."),
        ("1.5.0 s", "time", f"'1.5.0 s' {SHAPE}", "Write it as 50 ms."),
        ("٣ s", "time", f"'٣ s' {SHAPE}", "Write it as 50 ms."),
        ("5 s * 2", "time", f"'5 s * 2' {SHAPE}", "Write it as 50 ms."),
        ("5\ns", "time", f"'5\\ns' {SHAPE}", "Write it as 50 ms."),
        ("5 s\n", "time", f"'5 s\\n' {SHAPE}", "Write it as 50 ms."),
        ("10**10**10 s", "time", f"'10**10**10 s' {SHAPE}", "Write it as 50 ms."),
        ("9" * 16 + " s", "time", f"'{'9' * 16} s' {SHAPE}", "Write it as 50 ms."),
    ],
)
def test_refusals(text: str, dimension: str, message: str, hint: str) -> None:
    with pytest.raises(NotAQuantity) as caught:
        parse_quantity(text, dimension)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_long_text_is_refused_at_once_and_not_repeated() -> None:
    started = time.process_time()
    with pytest.raises(NotAQuantity) as caught:
        parse_quantity("1" * 10_000_000 + " s", "time")
    assert time.process_time() - started < 0.1
    assert str(caught.value) == f"'{'1' * MAX_LENGTH}...' {SHAPE}"


@given(st.text(max_size=60), st.sampled_from(sorted(UNITS)))
def test_any_text_is_a_quantity_or_refused(text: str, dimension: str) -> None:
    try:
        read = parse_quantity(text, dimension)
    except NotAQuantity as refused:
        assert refused.hint.endswith((".", "?"))
    else:
        assert isinstance(read, Quantity)
        assert 0 <= read.value < float("inf")


NEARLY = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", " ", "-"]),
    st.from_regex(r"[0-9]{1,16}(\.[0-9]{0,3})?", fullmatch=True),
    st.sampled_from(["", " ", "  ", "\t"]),
    st.sampled_from([*UNITS["time"], *UNITS["data"], *UNITS["rate"], "mz", "GB/", "", "S"]),
)


@given(NEARLY, st.sampled_from(sorted(UNITS)))
def test_the_schema_pattern_takes_what_the_reader_takes(text: str, dimension: str) -> None:
    try:
        parse_quantity(text, dimension)
        taken = True
    except NotAQuantity:
        taken = False
    assert bool(re.search(quantity_pattern(dimension), text)) == taken


BASE = {"time": "second", "data": "byte", "rate": "byte/second"}


@pytest.mark.parametrize("dimension", sorted(UNITS))
def test_every_unit_is_what_a_library_of_units_says(dimension: str) -> None:
    library = pint.UnitRegistry(cache_folder=None)
    for unit in UNITS[dimension]:
        expected = library.Quantity(1, unit).to(BASE[dimension]).magnitude
        read = parse_quantity(f"1 {unit}", dimension).value
        assert read == pytest.approx(float(expected), rel=1e-14), unit
