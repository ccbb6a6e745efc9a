"""YAML files as data with places, and files that are refused before they cost anything."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.yaml_source import MAX_BYTES, MAX_VALUES, Codes, read_document

CODES = Codes("the file", "EST-001", "EST-002", "EST-003")
QUICK = 3.0 if sys.gettrace() is None else 15.0
"""Seconds of processor time within which a file must be refused; more when lines are counted."""


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def timed_refusal(path: Path) -> tuple[EdgewrightError, float]:
    started = time.process_time()
    with pytest.raises(EdgewrightError) as caught:
        read_document(path, CODES)
    return caught.value, time.process_time() - started


def refusal(path: Path) -> EdgewrightError:
    found, cost = timed_refusal(path)
    if cost >= QUICK:  # a busy machine may slow one try, a slow reader slows all
        cost = min(timed_refusal(path)[1] for _ in range(3))
    assert cost < QUICK
    return found


def test_where_keys_and_values_stand(tmp_path: Path) -> None:
    path = write(tmp_path, "a: 1\nb:\n  - x\n  - {c: y, d: }\n'e f':\n  g: |\n    text\n")
    document = read_document(path, CODES)
    assert document.data == {"a": 1, "b": ["x", {"c": "y", "d": None}], "e f": {"g": "text\n"}}
    places = {
        ("a",): ((1, 1), (1, 4)),
        ("b",): ((2, 1), (3, 3)),
        ("b", 0): ((3, 5), (3, 5)),
        ("b", 1): ((4, 5), (4, 5)),
        ("b", 1, "c"): ((4, 6), (4, 9)),
        ("b", 1, "d"): ((4, 12), (4, 12)),  # a value that is not there: its key
        ("e f",): ((5, 1), (6, 3)),
        ("e f", "g"): ((6, 3), (6, 6)),
        ("e f", "h"): ((5, 1), (6, 3)),  # a key that is not there: the mapping's
        ("z",): ((1, 1), (1, 1)),
    }
    for where, (key, value) in places.items():
        assert document.place(where) == Place(str(path), *key), where
        assert document.value_place(where) == Place(str(path), *value), where


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path, ending.join(["a: 1", "# note", "b: 2"]))
    assert read_document(path, CODES).place(("b",)) == Place(str(path), 3, 1)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert read_document(write(tmp_path, b"\xef\xbb\xbfa: 1"), CODES).data == {"a": 1}


def test_words_stay_words(tmp_path: Path) -> None:
    path = write(tmp_path, "on: no\nyes: off\ncountry: NO\n1: 0x10\ntime: 12:30:00\n")
    assert read_document(path, CODES).data == {
        "on": "no",
        "yes": "off",
        "country": "NO",
        "1": 16,
        "time": "12:30:00",
    }


def test_a_file_of_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    found = refusal(path)
    assert found.code == "EST-002"
    assert found.message == "the file cannot be read: it has 50,000,000 bytes, more than 1,000,000"


def test_the_limit_is_the_last_size_that_is_read(tmp_path: Path) -> None:
    start = b"a: 1 #"
    path = write(tmp_path, start + b"x" * (MAX_BYTES - len(start)))
    assert read_document(path, CODES).data == {"a": 1}
    path.write_bytes(path.read_bytes() + b"x")
    assert "1,000,001 bytes" in refusal(path).message


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: None, "No such file or directory"),
        (lambda path: path.mkdir(), "it is a folder"),
        (lambda path: os.mkfifo(path), "it is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is not a regular file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
    ],
)
def test_what_is_no_file(tmp_path: Path, make, why: str) -> None:
    path = tmp_path / "odd"
    make(path)
    found = refusal(path)
    assert (found.code, found.message) == ("EST-001", f"cannot read the file: {why}")
    assert found.place == Place(str(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = write(tmp_path, "a: 1")
    path.chmod(stat.S_IWUSR)
    assert refusal(path).message == "cannot read the file: Permission denied"


def test_a_name_too_long_for_the_file_system(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 5000)).code == "EST-001"


@pytest.mark.parametrize("content", [b"a: \xff", "a: é".encode("latin-1"), "a: 1".encode("utf-16")])
def test_other_encodings(tmp_path: Path, content: bytes) -> None:
    found = refusal(write(tmp_path, content))
    assert found.message == "the file cannot be read: it is not UTF-8 text"
    assert found.hint == "Save it as UTF-8."


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a list", "[\n" + "a,\n" * 300_000 + "]", "more than 60,000 keys and values"),
        ("a line", "[" + "a," * 400_000 + "]", "more than 60,000 keys and values"),
        ("keys", "\n".join(f"k{n}:" for n in range(40_000)), "more than 60,000 keys and values"),
        ("brackets", "[" * 900_000, "deeper than 30 levels"),
        ("braces", "{a: " * 200_000, "deeper than 30 levels"),
        ("dashes", "- " * 400_000, "deeper than 30 levels"),
        ("questions", "? " * 400_000, "not a plain word"),
        ("anchors", "&a " * 300_000, "not a mapping"),
        ("directives", "%A b\n" * 150_000, "something stands after the end"),
        ("spaces", " " * 900_000, "empty"),
        ("blank lines", "\n" * 900_000, "empty"),
        ("a number", "a: 1" + "0" * 900_000, "not a number or a date"),
        ("a quote", "a: '" + "b " * 400_000, "a quote is never closed"),
        ("aliases", "a: &a [b]\nc: [" + "*a, " * 200_000 + "]", "aliases"),
    ],
    ids=lambda value: value if len(value) < 12 else "",
)
def test_what_would_cost_much_is_refused_quickly(
    tmp_path: Path, name: str, content: str, why: str
) -> None:
    found = refusal(write(tmp_path, content))
    assert found.code == "EST-002"
    assert why in found.message
    assert len(found.text()) < 500


def test_as_many_values_as_are_allowed(tmp_path: Path) -> None:
    items = MAX_VALUES - 3  # the whole, its key and the list are values too
    document = read_document(write(tmp_path, "a: [" + "b, " * items + "]"), CODES)
    assert len(document.data["a"]) == items
    assert "60,000" in refusal(write(tmp_path, "a: [" + "b, " * (items + 1) + "]")).message


def test_a_key_that_stands_often_is_told_each_time(tmp_path: Path) -> None:
    found = refusal(write(tmp_path, "a: 1\na: 2\nb: {c: 1, c: 2}\n"))
    assert [str(error.place).split(":", 1)[1] for error in found.errors] == ["2:1", "3:11"]


def test_long_keys_are_not_repeated_whole(tmp_path: Path) -> None:
    key = "k" * 500
    assert len(refusal(write(tmp_path, f"{key}: 1\n{key}: 2\n")).message) < 150
