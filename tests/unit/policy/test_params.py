"""Parameters: defaults, a stack's own values over them, and one schema for both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.policy import parameter_check
from edgewright.policy.params import load_params

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "encryption": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "tls_min": {"enum": ["1.2", "1.3"], "x-strictest": "highest"},
                "days": {"type": "integer", "x-strictest": "lowest"},
            },
        }
    },
}
DEFAULTS = {"encryption": {"tls_min": "1.2", "days": 7}}


@pytest.fixture
def library(simple: Any) -> Any:
    (simple.root / "params.schema.json").write_text(json.dumps(SCHEMA))
    return simple.library()


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "params.yaml"
    path.write_text(text)
    return path


def refusal(library: Any, path: Path | None, given: Any = DEFAULTS) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        load_params(path, library, [given])
    assert caught.value.exit_status == 2
    return caught.value


def test_own_values_are_put_over_defaults(library: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "params: {encryption: {days: 30}}")
    assert load_params(path, library, [DEFAULTS]) == {"encryption": {"tls_min": "1.2", "days": 30}}
    assert DEFAULTS["encryption"]["days"] == 7


@pytest.mark.parametrize("text", ["params: {}", "params:"])
def test_a_file_may_set_nothing(library: Any, tmp_path: Path, text: str) -> None:
    assert load_params(write(tmp_path, text), library, [DEFAULTS]) == DEFAULTS


def test_no_file(library: Any) -> None:
    assert load_params(None, library, [DEFAULTS]) == DEFAULTS


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("encryption: {days: 3}", "1:1"),
        ("params: {}\nmore: {}", "1:1"),
        ("params: 7", "1:1"),
        ("params: [a]", "1:1"),
        ("params:\n  encryption: 7\n", "2:3"),
        ("params:\n  encryption: {days: .nan}\n", "2:16"),
        ("params:\n  encryption: {days: -.inf}\n", "2:16"),
        ("params:\n  encryption: &a {days: *a}\n", "2:25"),
        ("params:\n  encryption: {days: 1, days: 2}\n", "2:25"),
        ("params:\n  ? [a, b]\n  : 1\n", "2:5"),
        ("params:\n  encryption: {days: 2026-13-45}\n", "2:22"),
        ("- params", "1:1"),
    ],
)
def test_a_file_of_another_shape(library: Any, tmp_path: Path, text: str, where: str) -> None:
    path = write(tmp_path, text)
    problem = refusal(library, path)
    assert (problem.code, str(problem.place)) == ("PRM-001", f"{path}:{where}")
    assert problem.hint.startswith(("Write", "Keep"))


@pytest.mark.parametrize("what", ["missing", "directory", "large", "latin-1", "truncated", "empty"])
def test_a_file_that_cannot_be_read(library: Any, tmp_path: Path, what: str) -> None:
    path = tmp_path / "params.yaml"
    if what == "directory":
        path.mkdir()
    elif what != "missing":
        text = {
            "large": "params: {}\n" + "# padding\n" * 200_000,
            "latin-1": "params: {} # caf\xe9",
            "truncated": "params: {encryption: {",
            "empty": "",
        }[what]
        path.write_bytes(text.encode("latin-1"))
    problem = refusal(library, path)
    assert problem.code == "PRM-001"
    assert problem.place is not None
    assert problem.place.file == str(path)


def test_a_date_is_its_text(shelf: Any, tmp_path: Path) -> None:
    shelf.rule()
    path = write(tmp_path, "params: {lifecycle: {from: 2026-01-01}}")
    assert load_params(path, shelf.library(), []) == {"lifecycle": {"from": "2026-01-01"}}


def test_an_unknown_parameter_with_the_nearest(library: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "params:\n  encryption:\n    tls_minimum: '1.2'\n")
    problem = refusal(library, path)
    assert (problem.code, str(problem.place)) == ("PRM-002", f"{path}:3:5")
    assert "'tls_minimum'" in problem.message
    assert problem.hint == "Did you mean tls_min?"


def test_an_unknown_domain_with_the_nearest(library: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "params:\n  encription: {}\n")
    problem = refusal(library, path)
    assert (problem.code, str(problem.place)) == ("PRM-002", f"{path}:2:3")
    assert problem.hint == "Did you mean encryption?"


def test_an_unknown_parameter_with_none_near(library: Any, tmp_path: Path) -> None:
    problem = refusal(library, write(tmp_path, "params: {encryption: {zzzz: 1}}"))
    assert "params.schema.json" in problem.hint


def test_every_wrong_value_at_once(library: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "params:\n  encryption:\n    days: many\n    tls_min: '1.1'\n")
    problem = refusal(library, path)
    assert isinstance(problem, ErrorGroup)
    assert [(one.code, str(one.place)) for one in problem.errors] == [
        ("PRM-002", f"{path}:3:5"),
        ("PRM-002", f"{path}:4:5"),
    ]
    assert problem.errors[0].message.startswith("encryption.days: 'many'")


def test_a_packs_wrong_default_is_not_put_on_the_stacks_file(library: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "params: {encryption: {days: 3}}")
    problem = refusal(library, path, {"encryption": {"tls_min": "9"}})
    assert (problem.code, problem.place) == ("PRM-002", None)
    assert problem.message.startswith("a pack's default: encryption.tls_min: '9'")


@pytest.mark.parametrize("text", ["{", '{"type": 7}', "\xff", "[]"])
def test_a_schema_that_is_none(library: Any, text: str) -> None:
    path = Path(library.root) / "params.schema.json"
    path.write_bytes(text.encode("latin-1"))
    problem = refusal(library, None)
    assert (problem.code, str(problem.place)) == ("PRM-001", str(path))


def test_of_several_packs_the_strictest_default_counts(library: Any, tmp_path: Path) -> None:
    given = [DEFAULTS, {"encryption": {"tls_min": "1.3", "days": 9}}]
    strict = {"encryption": {"tls_min": "1.3", "days": 7}}
    assert load_params(None, library, given) == strict
    assert load_params(None, library, given[::-1]) == strict
    own = write(tmp_path, "params: {encryption: {days: 30}}")
    assert load_params(own, library, given) == {"encryption": {"tls_min": "1.3", "days": 30}}


def test_every_packs_wrong_defaults_at_once(library: Any) -> None:
    with pytest.raises(EdgewrightError) as caught:
        load_params(None, library, [{"encryption": {"days": "x"}}, {"encryption": {"tls": "1.2"}}])
    assert isinstance(caught.value, ErrorGroup)
    assert [one.code for one in caught.value.errors] == ["PRM-002", "PRM-002"]


@pytest.mark.parametrize("said", [None, "newest", 7])
def test_a_schema_that_does_not_say_what_is_stricter(library: Any, said: Any) -> None:
    schema = json.loads(json.dumps(SCHEMA))
    schema["properties"]["encryption"]["properties"]["days"]["x-strictest"] = said
    path = Path(library.root) / "params.schema.json"
    path.write_text(json.dumps(schema))
    problem = refusal(library, None)
    assert (problem.code, str(problem.place)) == ("PRM-003", str(path))
    assert "encryption.days" in problem.message


def test_what_fits_is_looked_at_once_and_what_does_not_each_time(
    library: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    looked: list[int] = []
    real = parameter_check.require_fit

    def look(schema: Any, given: Any, *rest: Any) -> None:
        looked.append(len(given))
        real(schema, given, *rest)

    monkeypatch.setattr(parameter_check, "require_fit", look)
    for _ in range(2):
        assert load_params(None, library, [DEFAULTS]) == DEFAULTS
    assert looked == [1]
    wrong = write(tmp_path, "params: {encryption: {days: none}}")
    for _ in range(2):
        assert refusal(library, wrong).code == "PRM-002"
    assert len(looked) == 1 + 2

    schema = Path(library.root) / "params.schema.json"
    schema.write_text(schema.read_text().replace('"integer"', '"string"'))
    with pytest.raises(EdgewrightError, match="PRM-002"):
        load_params(None, library, [DEFAULTS])


@pytest.mark.parametrize("text", ["[]", "true", "null", '{"type": 1}'])
def test_a_schema_that_is_no_object_or_is_unsound(library: Any, text: str) -> None:
    (Path(library.root) / "params.schema.json").write_text(text)
    assert refusal(library, None).code == "PRM-001"
