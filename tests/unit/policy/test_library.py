"""What a library may hold. The rules are read, and where need be refused, by the real OPA."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.policy import library as library_module
from edgewright.policy.library import load_library

RULE = Path("encryption/versioned/versioned.rego")


def refusal(shelf: Any) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        shelf.library()
    return caught.value


def spoil(shelf: Any, old: str, new: str) -> None:
    """One good rule, with one thing in it replaced."""
    shelf.rule()
    path = shelf.root / RULE
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_rule_as_it_describes_itself(shelf: Any) -> None:
    shelf.rule(params="[encryption.floor]\n#   effective_on: 2027-01-01")
    [rule] = shelf.library().rules.values()
    assert (rule.id, rule.domain, rule.package) == ("ENC-01", "encryption", "encryption.versioned")
    assert rule.custom.needs == {"storage.bucket": ("versioned",)}
    assert rule.custom.params == ("encryption.floor",)
    assert str(rule.custom.effective_on) == "2027-01-01"


def test_rules_are_sorted_by_id(shelf: Any) -> None:
    for id, name in (("ENC-03", "a"), ("ENC-01", "c"), ("ENC-02", "b")):
        shelf.rule(id=id, package=f"encryption.{name}")
    assert list(shelf.library().rules) == ["ENC-01", "ENC-02", "ENC-03"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("#   severity: high\n", "", "custom.severity: field required"),
        ("#   id: ENC-01\n", "", "custom.id: field required"),
        ("#   fix: Do it right.\n", "", "custom.fix: field required"),
        ("#   controls: [gdpr:32]\n", "", "custom.controls: field required"),
        ("controls: [gdpr:32]", "controls: []", "custom.controls"),
        ("controls: [gdpr:32]", "controls: [gdpr]", "custom.controls.0: gdpr is not CATALOGUE:ID"),
        ("controls: [gdpr:32]", "controls: ['gdpr: ']", "custom.controls.0: gdpr:  is not"),
        ("controls: [gdpr:32]", "controls: ['GDPR:32']", "custom.controls.0: GDPR:32 is not"),
        ("{node} has {found}", "{node has {found}", "custom.message: "),
        ("{node} has {found}", "{node} has {}", "custom.message: a brace must hold one name"),
        ("{node} has {found}", "{node.name}", "custom.message: a brace must hold one name"),
        ("{node} has {found}", "{found[x]}", "custom.message: a brace must hold one name"),
        ("{node} has {found}", "{found!r}", "custom.message: a brace must hold one name"),
        ("{node} has {found}", "{found:>99999}", "custom.message: a brace must hold one name"),
        ("params: []", "params: []\n#   aliases: old", "custom.aliases: "),
        ("severity: high", "severity: urgent", "custom.severity"),
        ("severity: high", "sevrity: high", "custom.severity: field required"),
        ("severity: high", "severity: high\n#   owner: me", "custom.owner: extra inputs"),
        ("scope: graph", "scope: both", "custom.scope"),
        ("id: ENC-01", "id: ENC-1", "custom.id"),
        ("id: ENC-01", "id: [ENC-01]", "custom.id"),
        ("params: []", "params: floor", "custom.params"),
        ("params: []", "params: [floor]", "custom.params.0"),
        ("params: []", "params: []\n#   effective_on: soon", "custom.effective_on"),
        ('["versioned"]', '"versioned"', "custom.needs.storage.bucket"),
        ('{"storage.bucket": ["versioned"]}', "{}", "needs is empty"),
        ("storage.bucket", "storage.buckets", "the kind storage.buckets, which does not exist"),
        ('["versioned"]', '["versoned"]', "storage.bucket.versoned, which does not exist"),
        ('["versioned"]', '["location.city"]', "bucket.location.city, which does not exist"),
        ('["versioned"]', '["data.id"]', "storage.bucket.data.id, which does not exist"),
        ('["versioned"]', '["place.country"]', "storage.bucket.place.country, which does not"),
        ("# title: Buckets keep versions\n", "", "title and description are required"),
        ("# description: What it is about.\n", "", "title and description are required"),
    ],
)
def test_metadata_that_is_not_complete_or_not_true(
    shelf: Any, old: str, new: str, says: str
) -> None:
    spoil(shelf, old, new)
    problem = refusal(shelf)
    assert (problem.code, problem.exit_status) == ("POL-002", 2)
    assert says in problem.message
    assert problem.place is not None
    # OPA places annotations where the package they are about begins.
    lines = (shelf.root / RULE).read_text().splitlines()
    package = lines.index("package encryption.versioned") + 1
    assert (problem.place.file, problem.place.line) == (str(shelf.root / RULE), package)
    assert "docs/policies/README.md" in problem.hint


def test_a_rule_that_lost_its_metadata_does_not_vanish(simple: Any) -> None:
    lost = simple.root / "encryption/lost/lost.rego"
    lost.parent.mkdir()
    lost.write_text('package encryption.lost\n\ndeny contains {"node": "x"} if input.x\n')
    problem = refusal(simple)
    assert (problem.code, str(problem.place)) == ("POL-002", f"{lost}:1")
    assert "has none" in problem.message


@pytest.mark.parametrize(
    ("package", "says"),
    [
        ("encription.versioned", "encription is no domain; did you mean encryption?"),
        ("zzz.versioned", "zzz is no domain"),
    ],
)
def test_a_rule_of_no_domain_does_not_vanish(simple: Any, package: str, says: str) -> None:
    simple.rule(id="ENC-02", package=package)
    problem = refusal(simple)
    assert problem.code == "POL-002"
    assert problem.message.endswith(says)


@pytest.mark.parametrize(
    "place",
    [
        "encryption/elsewhere/versioned.rego",
        "encryption/versioned/other.rego",
        "residency/versioned/versioned.rego",
        "versioned.rego",
        "encryption/versioned/deeper/versioned.rego",
    ],
)
def test_a_folder_that_is_not_the_package(shelf: Any, place: str) -> None:
    shelf.rule()
    path = shelf.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    (shelf.root / RULE).rename(path)
    problem = refusal(shelf)
    assert problem.code == "POL-002"
    assert problem.place is not None
    assert problem.place.file == str(path)
    assert "belongs in encryption/versioned/versioned.rego" in problem.message


def test_an_id_used_twice(shelf: Any) -> None:
    shelf.rule(package="encryption.first")
    shelf.rule(package="encryption.second")
    problem = refusal(shelf)
    assert problem.code == "POL-003"
    assert "ENC-01 is used twice, also by encryption.first" in problem.message
    assert problem.place is not None
    assert problem.place.file.endswith("second.rego")
    assert "an id of its own" in problem.hint


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_an_earlier_id_is_not_given_again(shelf: Any, order: tuple[str, str]) -> None:
    renamed, new = order
    shelf.rule(package=f"encryption.{renamed}", id="ENC-05", params="[]\n#   aliases: [ENC-01]")
    shelf.rule(package=f"encryption.{new}", id="ENC-01")
    problem = refusal(shelf)
    assert (problem.code, "ENC-01 is used twice" in problem.message) == ("POL-003", True)


@pytest.mark.parametrize("package", ["system.authz", "encryption.versioned", "liberty.x"])
def test_below_lib_there_are_only_libraries(simple: Any, package: str) -> None:
    stray = simple.root / "lib/stray/stray.rego"
    stray.parent.mkdir(parents=True)
    stray.write_text(f"package {package}\n\nallow := true\n")
    problem = refusal(simple)
    assert (problem.code, str(problem.place)) == ("POL-002", f"{stray}:1")
    assert f"package {package} stands below lib" in problem.message


def test_a_library_that_changed_is_read_again(simple: Any) -> None:
    before = simple.library()
    assert simple.library() is before
    simple.rule(id="ENC-02", package="encryption.second")
    assert list(simple.library().rules) == ["ENC-01", "ENC-02"]
    assert simple.library().digest != before.digest


def test_everything_wrong_is_shown_at_once(shelf: Any) -> None:
    shelf.rule(package="encryption.first", id="E1")
    shelf.rule(package="encryption.second", needs="{}")
    problem = refusal(shelf)
    assert isinstance(problem, ErrorGroup)
    assert [one.code for one in problem.errors] == ["POL-002", "POL-002"]


def test_no_rules(shelf: Any) -> None:
    problem = refusal(shelf)
    assert (problem.code, str(shelf.root) in problem.message) == ("POL-004", True)
    assert "edgewright policy new" in problem.hint


def test_libraries_and_tests_alone_are_no_rules(shelf: Any) -> None:
    lib = shelf.root / "lib/dates/dates.rego"
    lib.parent.mkdir(parents=True)
    lib.write_text("package lib.dates\n\nyear := 365\n")
    (lib.parent / "dates_test.rego").write_text("package lib.dates_test\n\ntest_a := true\n")
    assert refusal(shelf).code == "POL-004"


def test_tests_are_not_part_of_the_library(simple: Any) -> None:
    test = simple.root / "encryption/versioned/versioned_test.rego"
    test.write_text("package encryption.versioned_test\n\ntest_now if time.now_ns() > 0\n")
    assert list(simple.library().modules) == [RULE.as_posix()]


def test_what_opa_cannot_parse(shelf: Any) -> None:
    shelf.rule(body="deny contains }\n")
    problem = refusal(shelf)
    assert problem.code == "POL-001"
    assert problem.place is not None
    # The head of a rule here has 14 lines, so the brace stands in line 15.
    assert (problem.place.file, problem.place.line) == (str(shelf.root / RULE), 15)
    assert "opa check" in problem.hint


def test_what_opa_cannot_compile(shelf: Any) -> None:
    shelf.rule(body='deny contains {"node": nobody} if true\n')
    problem = refusal(shelf)
    assert problem.code == "POL-001"
    assert "nobody" in problem.message
    assert problem.place is not None
    assert problem.place.line == 15


FORBIDDEN = [
    ("http.send", 'http.send({"method": "get", "url": "http://127.0.0.1"})'),
    ("opa.runtime", "opa.runtime()"),
    ("time.now_ns", "time.now_ns()"),
    ("rand.intn", 'rand.intn("x", 2)'),
    ("net.lookup_ip_addr", 'net.lookup_ip_addr("localhost")'),
    ("uuid.rfc4122", 'uuid.rfc4122("x")'),
]


@pytest.mark.parametrize(("name", "call"), FORBIDDEN, ids=[name for name, _ in FORBIDDEN])
def test_a_verdict_depends_on_nothing_but_input_and_data(shelf: Any, name: str, call: str) -> None:
    shelf.rule(body=f'deny contains {{"node": "x", "vars": {{"x": {call}}}}}\n')
    problem = refusal(shelf)
    assert (problem.code, problem.exit_status) == ("POL-001", 2)
    assert f"undefined function {name}" in problem.message
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(shelf.root / RULE), 15)
    assert "input.at" in problem.hint


def test_not_even_by_way_of_a_library(simple: Any) -> None:
    lib = simple.root / "lib/clock/clock.rego"
    lib.parent.mkdir(parents=True)
    lib.write_text("package lib.clock\n\nnow := time.now_ns()\n")
    problem = refusal(simple)
    assert problem.code == "POL-001"
    assert str(problem.place).startswith(f"{lib}:3")


def test_the_name_in_a_text_is_no_call(shelf: Any) -> None:
    shelf.rule(body='# http.send\ndeny contains {"node": "time.now_ns()"} if input.x\n')
    assert list(shelf.library().rules) == ["ENC-01"]


@pytest.mark.parametrize("what", ["directory", "large", "latin-1"])
def test_a_module_that_cannot_be_read(simple: Any, what: str) -> None:
    path = simple.root / "lib/odd/odd.rego"
    path.parent.mkdir(parents=True)
    if what == "directory":
        path.mkdir()
    elif what == "large":
        path.write_text("package lib.odd\n" + "# padding\n" * 200_000)
    else:
        path.write_bytes("package lib.odd\n# caf\xe9\n".encode("latin-1"))
    problem = refusal(simple)
    assert (problem.code, str(problem.place)) == ("POL-001", str(path))


def test_an_opa_that_is_none(simple: Any, tmp_path: Path) -> None:
    with pytest.raises(EdgewrightError) as caught:
        load_library(simple.root, tmp_path / "no-opa")
    assert (caught.value.code, caught.value.exit_status) == ("OPA-001", 3)


def test_loading_is_quick(shelf: Any) -> None:
    for number in range(60):
        shelf.rule(id=f"ENC-{number:02d}", package=f"encryption.rule{number}")
    best = min(timed(shelf) for _ in range(3))
    assert best < 0.5


def timed(shelf: Any) -> float:
    library_module._library.cache_clear()
    start = time.perf_counter()
    shelf.library()
    return time.perf_counter() - start
