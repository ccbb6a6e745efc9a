"""OPA's own checks of the rules: they compile strictly, are formatted, tested and covered."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shipped_rules import NOT_REGO, POLICIES, Opa, package_of, rule_files

MODULES = sorted(POLICIES.rglob("*.rego"))
SHIPPED = [path for path in MODULES if not path.stem.endswith("_test")]
MODULE_LINES, RULE_LINES = 150, 30


def name(path: Path) -> str:
    return path.relative_to(POLICIES).as_posix()


def test_every_module_compiles_strictly(opa: Opa) -> None:
    done = opa.run("check", "--strict", *NOT_REGO, POLICIES)
    assert done.returncode == 0, done.stderr


def test_every_module_is_formatted(opa: Opa) -> None:
    done = opa.run("fmt", "--list", "--fail", POLICIES)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_every_rego_test_passes(opa: Opa) -> None:
    done = opa.run("test", *NOT_REGO, "--format", "json", POLICIES)
    results = json.loads(done.stdout)
    assert [one["name"] for one in results if one.get("fail") or one.get("error")] == []
    assert done.returncode == 0
    assert {f"data.{package_of(path)}_test" for path in rule_files()} <= {
        one["package"] for one in results
    }


def test_every_line_is_covered(opa: Opa) -> None:
    done = opa.run("test", *NOT_REGO, "--coverage", POLICIES)
    files = json.loads(done.stdout)["files"]
    found = {str(Path(path)): entry.get("not_covered", []) for path, entry in files.items()}
    missed = {name(path): found.get(str(path), ["all of it"]) for path in SHIPPED}
    assert {path: lines for path, lines in missed.items() if lines} == {}


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_modules_and_rules_are_short(path: Path, opa: Opa) -> None:
    assert len(path.read_text().splitlines()) <= MODULE_LINES
    lengths = [(rule["head"].get("name"), _lines(rule)) for rule in parse(opa, path)["rules"]]
    assert [(rule, lines) for rule, lines in lengths if lines > RULE_LINES] == []


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_nothing_is_negated_that_can_vanish(path: Path, opa: Opa) -> None:
    """`not f(x.y)` is undefined, not true, where x has no y: OPA reads x.y before the `not`.

    A rule written so passes what it cannot read. The argument must be a name (or a parameter,
    whose absence the evaluator reports), never a path into what is judged.
    """
    vanishing = [
        f"{path.name}:{expression['location']['row']}"
        for expression in _expressions(parse(opa, path))
        if expression.get("negated") and _has_path_argument(expression["terms"])
    ]
    assert vanishing == []


def test_that_check_finds_the_trap(tmp_path: Path, opa: Opa) -> None:
    trap = tmp_path / "trap.rego"
    trap.write_text(
        "package trap\n\na if not is_string(input.x)\n\nb if not input.x\n\n"
        "c if not input.x in {1}\n\nd if not object.get(input, input.x, 1) == 2\n\n"
        "e(x) if not is_string(x)\n\nf if not _order[input.x] >= 2\n"
    )
    rows = [
        expression["location"]["row"]
        for expression in _expressions(parse(opa, trap))
        if expression.get("negated") and _has_path_argument(expression["terms"])
    ]
    assert rows == [3, 7, 9, 13]


def parse(opa: Opa, path: Path) -> Any:
    done = opa.run("parse", "--format", "json", "--json-include", "locations,-comments", path)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _lines(rule: Any) -> int:
    text = base64.b64decode(rule["location"]["text"]).decode()
    return len(text.splitlines())


def _expressions(value: Any) -> Iterator[Any]:
    """Every expression in a syntax tree: what has terms and an index."""
    if isinstance(value, dict):
        if "terms" in value and "index" in value:
            yield value
        for part in value.values():
            yield from _expressions(part)
    elif isinstance(value, list):
        for part in value:
            yield from _expressions(part)


def _has_path_argument(terms: Any) -> bool:
    """Whether a call has an argument that is a path into something other than parameters."""
    if not isinstance(terms, list):
        return False
    return any(_is_path(argument) for argument in terms[1:])


def _is_path(term: Any) -> bool:
    kind, value = term["type"], term["value"]
    if kind == "call":
        return _has_path_argument(value)
    if kind != "ref" or len(value) == 1:
        return False
    return [part["value"] for part in value[:2]] != ["data", "params"]
