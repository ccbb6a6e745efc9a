"""Whatever a file holds, loading it gives an estate or coded errors: nothing else, and soon."""

from __future__ import annotations

import re
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.spec.load import load_estate
from edgewright.spec.models import Estate

SAMPLE = Path(__file__).parents[2] / "golden" / "harbour-vision-design" / "estate.yaml"
TEXT = SAMPLE.read_text()
JARGON = re.compile(
    r"pydantic|Input should|validation error|<word>|<mapping>|\[key\]|\bNone\b|None,"
)
QUICKLY = settings(
    max_examples=150,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def outcome(content: bytes) -> str:
    """ "estate", or the text of the errors."""
    written = set(JARGON.findall(content.decode(errors="replace")))
    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        Path(file.name).write_bytes(content)
        try:
            assert isinstance(load_estate(Path(file.name)), Estate)
            return "estate"
        except EdgewrightError as found:
            errors = found.errors if isinstance(found, ErrorGroup) else [found]
            for error in errors:
                assert error.code.startswith(("EST-", "TOP-001"))
                assert error.place is not None and error.place.file == file.name
                assert error.hint and error.message
                assert error.message.isprintable()
                assert set(JARGON.findall(error.message)) <= written, error.message
            return found.text()


def test_the_sample_itself_loads() -> None:
    assert outcome(TEXT.encode()) == "estate"


@given(st.binary(max_size=300))
@QUICKLY
def test_bytes(content: bytes) -> None:
    outcome(content)


@given(st.text(alphabet=st.sampled_from("ab1 :-,{}[]\n\t\"'#&*!|>%@`?\\~<=."), max_size=120))
@example("%YAML 1.3\n--- a")
@example("a: !<tag:yaml.org,2002:bool> b")
@example("a: 0o9\nb: 1_0\nc: 1:30\nd: =")
@QUICKLY
def test_marks_that_yaml_knows(content: str) -> None:
    outcome(content.encode())


@given(
    st.integers(0, len(TEXT)),
    st.integers(0, 40),
    st.text(max_size=12) | st.sampled_from(["&a", "*a", "<<: ", "!!set ", "\n---\n", ".nan", "~"]),
)
@QUICKLY
def test_the_sample_with_a_piece_replaced(at: int, length: int, piece: str) -> None:
    changed = TEXT[:at] + piece + TEXT[at + length :]
    outcome(changed.encode("utf-8", "surrogatepass"))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=10)
    | st.sampled_from(["50 ms", "7 mz", "DE", "camera-frames", "quay", "aws", "2.0", "-1 s"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["cloud", "region", "kind", "site", "p50", "[key]", "<mapping>", "", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def spots(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data or ())
    found = [path] if path else []
    for key, value in inside:
        deeper = isinstance(value, dict | list)
        found += spots(value, (*path, key)) if deeper else [(*path, key)]
    return found


SPOTS = spots(YAML(typ="safe").load(TEXT))


@given(st.sampled_from(SPOTS), VALUES, st.booleans())
@settings(QUICKLY, max_examples=200)
def test_the_sample_with_a_value_replaced(
    path: tuple[object, ...], value: object, rename: bool
) -> None:
    data = YAML(typ="safe").load(TEXT)
    parent = data
    for part in path[:-1]:
        parent = parent[part]
    if rename and isinstance(parent, dict):
        parent[f"{path[-1]}x"] = parent.pop(path[-1])
    else:
        parent[path[-1]] = value
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stream:
        writer = YAML(typ="safe")
        writer.representer.ignore_aliases = lambda _: True
        writer.dump(data, stream)
        stream.seek(0)
        outcome(stream.read().encode())
