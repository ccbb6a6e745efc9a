"""Packs: how they are found, what is wrong with them, and what several together say."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.base.vocabulary import Level
from edgewright.policy.packs import load_packs, select

GOOD = """pack: mine
version: 1
title: Mine
policies:
  ENC-01: {level: mandatory}
"""


@pytest.fixture
def library(shelf: Any) -> Any:
    for number in (1, 2, 3):
        shelf.rule(id=f"ENC-0{number}", package=f"encryption.rule{number}")
    (shelf.root / "packs").mkdir()
    return shelf.library()


def pack_file(library: Any, text: str, name: str = "mine") -> Path:
    path = Path(library.root) / "packs" / f"{name}.yaml"
    path.write_text(text)
    return path


def refusal(library: Any, *names: str, folder: Path | None = None) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        load_packs(library, names or ["mine"], folder)
    assert caught.value.exit_status == 2
    return caught.value


def test_from_the_library_and_from_the_stack(library: Any, tmp_path: Path) -> None:
    pack_file(library, GOOD)
    own = tmp_path / "stack"
    own.mkdir()
    (own / "own.yaml").write_text(GOOD.replace("pack: mine", "pack: own"))
    assert [p.pack for p in load_packs(library, ["mine", "own.yaml"], own)] == ["mine", "own"]


def test_an_unknown_pack_with_the_nearest(library: Any) -> None:
    pack_file(library, GOOD, "baseline")
    problem = refusal(library, "baselin")
    assert (problem.code, "'baselin'" in problem.message) == ("POL-010", True)
    assert problem.hint.startswith("Did you mean baseline?")


def test_an_unknown_pack_with_none_near(library: Any) -> None:
    pack_file(library, GOOD, "baseline")
    problem = refusal(library, "zzz")
    assert problem.hint.endswith("Known: baseline.")


def test_a_file_that_is_not_there_is_an_unknown_pack(library: Any, tmp_path: Path) -> None:
    problem = refusal(library, "own.yaml", folder=tmp_path)
    assert (problem.code, "'own.yaml'" in problem.message) == ("POL-010", True)
    assert "file in the stack's folder" in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("version: 1\n", "", None),
        ("title: Mine\n", "", None),
        ("version: 1", "version: one", 2),
        ("title: Mine", "title: [Mine]", 3),
        ("title: Mine", "title: Mine\nowner: me", 4),
        ("{level: mandatory}", "{level: mandatry}", 5),
        ("{level: mandatory}", "{}", 5),
        ("{level: mandatory}", "{level: mandatory, undetermined: maybe}", 5),
        ("{level: mandatory}", "mandatory", 5),
        ("  ENC-01: {level: mandatory}\n", "", 4),
        ("title: Mine", "title: Mine\nparams: {encryption: 7}", 4),
        ("title: Mine", "title: Mine: and more", 3),
        ("title: Mine", "title: Mine\ntitle: Yours", 4),
        ("title: Mine", "title: Mine\nparams: {encryption: {days: .nan}}", 4),
        ("title: Mine", "title: Mine\nparams: {encryption: {days: [1, .inf]}}", 4),
        ("title: Mine", "title: !!binary aGk=", 3),
        ("{level: mandatory}", "&one {level: mandatory}\n  ENC-02: *one", 6),
    ],
)
def test_a_malformed_pack(library: Any, old: str, new: str, line: int | None) -> None:
    assert old in GOOD
    path = pack_file(library, GOOD.replace(old, new))
    problem = refusal(library)
    assert problem.code == "POL-011"
    assert problem.place is not None
    assert problem.place.file == str(path)
    assert problem.hint
    if line is not None:
        assert problem.place.line == line


@pytest.mark.parametrize("what", ["directory", "large", "latin-1", "empty", "list", "truncated"])
def test_a_pack_that_cannot_be_read(library: Any, what: str) -> None:
    path = Path(library.root) / "packs" / "mine.yaml"
    content = {
        "large": GOOD + "# padding\n" * 200_000,
        "latin-1": GOOD.replace("Mine", "Caf\xe9"),
        "empty": "",
        "list": "- a\n",
        "truncated": "policies: {ENC-01: {level",
    }
    if what == "directory":
        path.mkdir()
        (folder := path.parent.parent / "stack").mkdir()
        path.rename(folder / "mine.yaml")
        problem = refusal(library, "mine.yaml", folder=folder)
        path = folder / "mine.yaml"
    else:
        path.write_bytes(content[what].encode("latin-1"))
        problem = refusal(library)
    assert problem.code == "POL-011"
    assert problem.place is not None
    assert problem.place.file == str(path)


def test_a_bomb_is_refused_quickly(library: Any) -> None:
    # Ten of the line above in every line: 10^9 words after nine lines.
    lines = ["    l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"    l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 9)]
    pack_file(library, GOOD + "params:\n  encryption:\n" + "\n".join(lines))
    start = time.perf_counter()
    problem = refusal(library)
    assert (problem.code, "aliases" in problem.message) == ("POL-011", True)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".yaml", "../packs/mine", "a\0b", ""])
def test_a_name_that_no_pack_can_have(library: Any, tmp_path: Path, name: str) -> None:
    pack_file(library, GOOD)
    assert refusal(library, name, folder=tmp_path).code == "POL-010"


def test_defaults_are_plain_values(library: Any) -> None:
    text = GOOD + "params: {lifecycle: {from: 2026-01-01, days: 7}}\n"
    pack_file(library, text)
    [pack] = load_packs(library, ["mine"], None)
    assert pack.params == {"lifecycle": {"from": "2026-01-01", "days": 7}}


def test_a_rule_that_was_renamed(shelf: Any) -> None:
    shelf.rule(id="ENC-05", params="[]\n#   aliases: [ENC-01]")
    (shelf.root / "packs").mkdir()
    library = shelf.library()
    pack_file(library, GOOD)
    problem = refusal(library)
    assert (problem.code, problem.hint) == ("POL-013", "It is called ENC-05 now.")


@pytest.mark.parametrize("policies", ["{}", "{ENC-01: {level: disabled}}"])
def test_a_pack_that_selects_nothing(library: Any, policies: str) -> None:
    path = pack_file(library, f"{{pack: mine, version: 1, title: M, policies: {policies}}}")
    problem = refusal(library)
    assert (problem.code, str(problem.place)) == ("POL-012", str(path))
    assert "at least one policy" in problem.hint


def test_a_policy_that_does_not_exist(library: Any) -> None:
    path = pack_file(library, GOOD + "  ENC-04: {level: advisory}\n  ZZZ-99: {level: advisory}\n")
    problem = refusal(library)
    assert isinstance(problem, ErrorGroup)
    first, second = problem.errors
    assert (first.code, second.code) == ("POL-013", "POL-013")
    assert str(first.place) == f"{path}:6:3"
    assert str(second.place) == f"{path}:7:3"
    assert "ENC-04" in first.message
    assert "Did you mean ENC-0" in first.hint
    assert second.hint.startswith("`edgewright policy list` shows all of them.")


def two(library: Any, first: str, second: str) -> Any:
    pack_file(library, GOOD.replace("{level: mandatory}", first), "mine")
    pack_file(
        library,
        GOOD.replace("{level: mandatory}", second).replace("pack: mine", "pack: other"),
        "other",
    )
    return load_packs(library, ["mine", "other"], None)


@pytest.mark.parametrize(
    ("first", "second", "pack", "level"),
    [
        ("advisory", "mandatory", "other", Level.MANDATORY),
        ("mandatory", "advisory", "mine", Level.MANDATORY),
        ("mandatory", "disabled", "mine", Level.MANDATORY),
        ("advisory", "advisory", "mine", Level.ADVISORY),
    ],
)
def test_the_strictest_level_wins(
    library: Any, first: str, second: str, pack: str, level: Level
) -> None:
    # A pack with nothing but a disabled rule is an error, so each has another rule as well.
    more = "}\n  ENC-02: {level: advisory"
    packs = two(library, f"{{level: {first}{more}}}", f"{{level: {second}{more}}}")
    chosen = select(packs)["ENC-01"]
    assert (chosen.pack, chosen.level) == (pack, level)


@pytest.mark.parametrize("order", [("warn", "fail"), ("fail", "warn")])
def test_of_equal_levels_the_stricter_handling_of_unknowns_wins(
    library: Any, order: tuple[str, str]
) -> None:
    first, second = (f"{{level: mandatory, undetermined: {one}}}" for one in order)
    assert select(two(library, first, second))["ENC-01"].undetermined == "fail"


def test_a_pack_says_how_it_resolves_what_frameworks_disagree_about(library: Any) -> None:
    pack_file(library, GOOD + "resolves: {copies in another region: ' Inside the EEA. '}\n")
    [pack] = load_packs(library, ["mine"], None)
    assert pack.resolves == {"copies in another region": "Inside the EEA."}


@pytest.mark.parametrize("text", ["''", "' '", "[a]", "7"])
def test_a_resolution_that_says_nothing(library: Any, text: str) -> None:
    path = pack_file(library, GOOD + f"resolves:\n  copies in another region: {text}\n")
    problem = refusal(library)
    assert (problem.code, str(problem.place)) == ("POL-011", f"{path}:7:3")


def test_a_subject_that_nothing_disagrees_about(library: Any) -> None:
    path = pack_file(library, GOOD + "resolves:\n  copies in another regions: Yes.\n")
    problem = refusal(library)
    assert (problem.code, str(problem.place)) == ("POL-011", f"{path}:7:3")
    assert problem.hint == "Did you mean copies in another region?"
    pack_file(library, GOOD + "resolves:\n  zzz: Yes.\n")
    assert refusal(library).hint.startswith("Name a subject on which frameworks disagree. Known: ")
