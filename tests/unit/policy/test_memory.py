"""What OPA said of modules, kept: never of other texts, never from a file somebody else wrote."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.policy import memory
from edgewright.policy.opa import reading
from edgewright.policy.opa.engine import open_engine
from edgewright.policy.opa.reading import check_rules, read_rules

GOOD = "package a\n\nx := 1\n"
BAD = "package a\n\nx := nowhere\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder: Path = memory._folder()
    assert folder.is_relative_to(tmp_path)
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (folder := tmp_path / "rules").mkdir()
    (folder / "a.rego").write_text(GOOD)
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words OPA is started with."""
    words: list[str] = []
    real = reading._run

    def run(opa: Path, *arguments: Any) -> Any:
        words.append(str(arguments[0]))
        return real(opa, *arguments)

    monkeypatch.setattr(reading, "_run", run)
    return words


def test_opa_is_asked_once_of_the_same_texts(
    cache: Path, rules: Path, opa: Path, asked: list[str]
) -> None:
    first = read_rules([rules], opa)
    asked.clear()
    assert read_rules([rules], opa) == first
    assert asked == []
    assert first[0]["namespaces"] == {"data.a": [str(rules / "a.rego")]}
    assert cache.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in cache.iterdir()} == {0o600}


@pytest.mark.parametrize("name", ["a.rego", "b.rego", "deep/c.rego"])
def test_what_is_refused_was_never_kept(cache: Path, rules: Path, opa: Path, name: str) -> None:
    read_rules([rules], opa)
    (rules / name).parent.mkdir(exist_ok=True)
    (rules / name).write_text(BAD)
    for _ in range(2):
        with pytest.raises(EdgewrightError) as caught:
            read_rules([rules], opa)
        assert caught.value.code == "POL-001"


def _damage(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5])


def _forge(file: Path) -> None:
    entry = json.loads(file.read_text())
    entry["answer"] = {"namespaces": {}, "annotations": []}
    file.write_text(json.dumps(entry))


def _swap(file: Path) -> None:
    """The whole answer to another question, under this one's name."""
    entry = json.loads(file.read_text())
    entry["key"] = "sha256:" + "0" * 64
    file.write_text(json.dumps(entry))


def _empty(file: Path) -> None:
    file.write_text("")


def _deep(file: Path) -> None:
    file.write_text("[" * 100_000)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _open_file(file: Path) -> None:
    file.chmod(0o666)


def _open_folder(file: Path) -> None:
    file.parent.chmod(0o777)


@pytest.mark.parametrize(
    "spoil", [_damage, _forge, _swap, _empty, _deep, _folder, _open_file, _open_folder]
)
def test_a_file_that_cannot_be_trusted_is_as_none(
    cache: Path, rules: Path, opa: Path, asked: list[str], spoil: Callable[[Path], None]
) -> None:
    first = read_rules([rules], opa)
    [file] = cache.iterdir()
    spoil(file)
    asked.clear()
    assert read_rules([rules], opa) == first
    assert asked == ["check", "inspect"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can give a file away")
def test_a_file_of_somebody_else_is_as_none(
    cache: Path, rules: Path, opa: Path, asked: list[str]
) -> None:
    first = read_rules([rules], opa)
    [file] = cache.iterdir()
    os.chown(file, 65534, 65534)
    asked.clear()
    assert read_rules([rules], opa) == first
    assert asked == ["check", "inspect"]


FAKE = """#!/bin/sh
case "$1" in
  capabilities) echo '{"builtins": []}' ;;
  inspect) echo '{"namespaces": {"ANSWER": []}}' ;;
esac
"""


def test_another_executable_is_asked_itself(cache: Path, rules: Path, tmp_path: Path) -> None:
    fake = tmp_path / "opa"
    for answer in ("one", "two"):
        fake.write_text(FAKE.replace("ANSWER", answer))
        fake.chmod(0o755)
        assert read_rules([rules], fake) == [{"namespaces": {answer: []}}]


def test_texts_that_change_while_they_are_read(cache: Path, rules: Path, tmp_path: Path) -> None:
    fake = tmp_path / "opa"
    fake.write_text(f"{FAKE}echo >>{rules}/a.rego\n")
    fake.chmod(0o755)
    with pytest.raises(EdgewrightError) as caught:
        read_rules([rules], fake)
    assert caught.value.code == "POL-001"
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_is_done_without(
    rules: Path, opa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read_rules([rules], opa) == read_rules([rules], opa)


def test_what_was_not_asked_for_longest_is_forgotten(
    cache: Path, rules: Path, opa: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "KEPT", 3)
    for number in range(5):
        for text in (f"package a\n\nx := {number}\n", GOOD):
            (rules / "a.rego").write_text(text)
            read_rules([rules], opa)
            time.sleep(0.02)
    assert len(list(cache.iterdir())) == 3
    asked.clear()
    read_rules([rules], opa)
    assert asked == []


def test_no_option_of_the_environment_changes_what_opa_reads(
    cache: Path, simple: Any, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPA takes OPA_COMMAND_FLAG for a flag: told to ignore what it is given, it accepts all."""
    for name in ("OPA_CHECK_IGNORE", "OPA_INSPECT_IGNORE", "OPA_RUN_IGNORE"):
        monkeypatch.setenv(name, "*")
    (rules / "a.rego").write_text(BAD)
    with pytest.raises(EdgewrightError):
        check_rules([rules], simple.opa)
    policies = simple.policies()
    with closing(open_engine(simple.opa, policies, {})) as engine:
        document = {"nodes": {"storage.bucket": [{"id": "b", "props": {"versioned": False}}]}}
        assert engine.ask("graph", policies.policies, document)["ENC-01"] != []
