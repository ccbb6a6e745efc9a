"""What may be waived, and what a waiver file must say."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from shipped_rules import Opa

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.policy.waivers import covering, load_waivers

GOOD = """waivers:
  - policy: ENC-01
    resource: "*::lake"
    category: waiver
    reason: It is replaced in March.
    owner: ops@example.com
    ticket: RISK-7
    expires: 2026-12-31
"""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAKE = "urn:pulumi:prod::harbour::aws:s3/bucket:Bucket::lake"
EVERYTHING = ["*", "**", "?*", "*?*", "*:*", "*::*", "urn:*", "urn:pulumi:*", "urn:*::*"]
EVERYTHING += ["estate:*", "e*", "policy:*", "policy:?*", "estate:*/*", "policy:*/*", "*/*", "*$*"]
EVERYTHING += ["*#*", "*::*:*::*", "urn:pulumi:?*::?*::?*::?*", "?" * 11 + "*", "*:*/*:*::*"]
OF_A_STACK = ["urn:pulumi:prod::*", "urn:pulumi:prod*", "urn:pulumi:prod::harbour::*"]
OF_A_STACK += ["*prod::harbour::*", "urn:pulumi:*::harbour::*", "*::harbour::*::*"]
OF_A_STACK += ["urn:pulumi:prod::*::*::*", "urn:pulumi:p*::h*::*:*::*", "urn:pulumi:pro?::*"]
OF_A_CLOUD = ["*aws:*", "*::aws:*", "*aws:*::*", "*::azure-native:*", "*aws:*/*:*::*", "*$aws:*"]
OF_A_CLOUD += ["urn:pulumi:prod::harbour::aws:*", "urn:pulumi:prod::*::kubernetes:*::*", "*::oci:*"]
SOMETHING = ["*::aws:s3/bucket:Bucket::*", "*lake*", "estate:link/*", "policy:fact/*", LAKE]
SOMETHING += ["*::aws:s3/*::*", "*aws:s3/bucket:Bucket::*", "*::shop:index:Store$aws:s3/*", "*-tmp"]
SOMETHING += ["urn:pulumi:prod::harbour::aws:s3/bucket:Bucket::*", "*::harbour", "*:Bucket::*"]
SOMETHING += ["*/bucket:*", "urn:pulumi:prod::*::lake", "*Bucket*", "*::azure-native:storage:*"]
SOMETHING += [".*", "(.*)", "[e]*", "^*$", "a|*", "estate:", "{*}", "urn:pulumi:????"]


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "waivers.yaml"
    path.write_text(text)
    return path


def refusal(simple: Any, path: Path) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        load_waivers(path, simple.library())
    assert caught.value.exit_status == 2
    return caught.value


def test_no_file_is_no_waiver(simple: Any) -> None:
    assert load_waivers(None, simple.library()) == ()


def test_a_waiver(simple: Any, tmp_path: Path) -> None:
    [waiver] = load_waivers(write(tmp_path, GOOD), simple.library())
    assert waiver.covers("ENC-01", LAKE)
    assert not waiver.covers("ENC-02", LAKE)
    assert not waiver.covers("ENC-01", LAKE + "-2")
    assert waiver.expires == date(2026, 12, 31)
    assert waiver.end == datetime(2027, 1, 1, tzinfo=UTC)


def test_brackets_and_case_are_taken_as_they_are(simple: Any, tmp_path: Path) -> None:
    text = GOOD.replace("*::lake", "estate:link/[ab]")
    [waiver] = load_waivers(write(tmp_path, text), simple.library())
    assert waiver.covers("ENC-01", "estate:link/[ab]")
    assert not waiver.covers("ENC-01", "estate:link/a")
    assert not waiver.covers("ENC-01", "estate:link/[AB]")


LINES = GOOD.splitlines(keepends=True)


@pytest.mark.parametrize("line", LINES[2:], ids=lambda line: line.split(":")[0].strip())
def test_every_key_is_required(simple: Any, tmp_path: Path, line: str) -> None:
    path = write(tmp_path, GOOD.replace(line, ""))
    problem = refusal(simple, path)
    assert problem.code == "WVR-001"
    assert f"waivers.0.{line.split(':')[0].strip()}" in problem.message
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(path), 2)
    assert problem.hint == "See docs/policies/README.md for its shape."


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("ticket: RISK-7", "ticket: 7", 7),
        ("ticket: RISK-7", "ticket: ''", 7),
        ("ticket: RISK-7", "ticket: ' '", 7),
        ("ticket: RISK-7", "ticket: [RISK-7]", 7),
        ("category: waiver", "category: forever", 4),
        ("ticket: RISK-7", "ticket: RISK-7\n    until: 2027-01-01", 8),
        ("expires: 2026-12-31", "expires: never", 8),
        ("expires: 2026-12-31", "expires: 2026-12", 8),
        ("expires: 2026-12-31", "expires: 31.12.2026", 8),
        ("expires: 2026-12-31", "expires: '2026-02-30'", 8),
        ("expires: 2026-12-31", "expires: 2026-12-31T12:00:00Z", 8),
        ("expires: 2026-12-31", "expires: 9999-12-31", 8),
        ("waivers:", "more: 1\nwaivers:", 1),
    ],
)
def test_a_malformed_waiver(simple: Any, tmp_path: Path, old: str, new: str, line: int) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    problem = refusal(simple, path)
    assert problem.code == "WVR-001"
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(path), line)


def test_no_list_of_waivers(simple: Any, tmp_path: Path) -> None:
    problem = refusal(simple, write(tmp_path, "waiver: []\n"))
    assert (problem.code, "waivers: field required" in problem.message) == ("WVR-001", True)


def test_a_date_that_does_not_exist(simple: Any, tmp_path: Path) -> None:
    problem = refusal(simple, write(tmp_path, GOOD.replace("2026-12-31", "2026-02-30")))
    assert problem.code == "WVR-001"


@pytest.mark.parametrize(
    "what", ["missing", "directory", "large", "latin-1", "truncated", "empty", "list"]
)
def test_a_file_that_cannot_be_read(simple: Any, tmp_path: Path, what: str) -> None:
    path = tmp_path / "waivers.yaml"
    if what == "directory":
        path.mkdir()
    elif what != "missing":
        text = {
            "large": GOOD + "# padding\n" * 200_000,
            "latin-1": GOOD.replace("March", "M\xe4rz"),
            "truncated": "waivers: [{policy: ENC-01, reso",
            "empty": "",
            "list": "- policy: ENC-01\n",
        }[what]
        path.write_bytes(text.encode("latin-1"))
    problem = refusal(simple, path)
    assert problem.code == "WVR-001"
    assert problem.place is not None
    assert problem.place.file == str(path)
    assert problem.hint


def test_a_policy_that_does_not_exist(simple: Any, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("ENC-01", "ENC-10"))
    problem = refusal(simple, path)
    assert (problem.code, str(problem.place)) == ("WVR-002", f"{path}:2:5")
    assert "ENC-10" in problem.message
    assert problem.hint.startswith("Did you mean ENC-01?")


@pytest.mark.parametrize(
    "glob",
    [*EVERYTHING, *OF_A_STACK, *OF_A_CLOUD],
)
def test_a_glob_over_everything(simple: Any, tmp_path: Path, glob: str) -> None:
    path = write(tmp_path, GOOD.replace("*::lake", glob))
    problem = refusal(simple, path)
    assert (problem.code, str(problem.place)) == ("WVR-003", f"{path}:3:5")
    assert "Name the resource" in problem.hint


@pytest.mark.parametrize("glob", SOMETHING)
def test_a_glob_over_something(simple: Any, tmp_path: Path, glob: str) -> None:
    assert load_waivers(write(tmp_path, GOOD.replace("*::lake", glob)), simple.library())


@pytest.mark.parametrize(
    "glob", ["policy:waiver/*", "policy:waiver/ENC-01/RISK-7", "policy:waiver*"]
)
def test_a_waiver_of_a_waiver(simple: Any, tmp_path: Path, glob: str) -> None:
    path = write(tmp_path, GOOD.replace("*::lake", glob))
    problem = refusal(simple, path)
    assert (problem.code, str(problem.place)) == ("WVR-004", f"{path}:3:5")


NODES = [(LAKE, "bucket"), (LAKE.replace("s3/bucket:Bucket::lake", "kms/key:Key::lake-key"), "key")]
KEYS, LAKES, BUCKETS = "*:Key::*", "*::lake*", "*:Bucket::*"


@pytest.mark.parametrize(
    ("waivers", "policies"),
    [
        ([("A", LAKES)], {"A"}),
        ([("A", "*lake")], set()),
        ([("A", BUCKETS)], set()),
        ([("A", BUCKETS), ("A", KEYS)], {"A"}),
        ([("A", BUCKETS), ("B", KEYS)], set()),
        ([("A", LAKES), ("B", LAKES), ("C", BUCKETS)], {"A", "B"}),
        ([("A", NODES[0][0]), ("A", NODES[1][0])], set()),
        ([], set()),
    ],
)
def test_waivers_that_leave_nothing(waivers: list[tuple[str, str]], policies: set[str]) -> None:
    assert covering(waivers, NODES) == policies


def test_waivers_where_there_is_one_type_or_nothing() -> None:
    """A pattern for a type names it, and covers all there is where there is nothing else."""
    assert covering([("A", BUCKETS)], NODES[:1]) == covering([("A", BUCKETS)], []) == set()


def test_a_pattern_of_thousands_of_characters_is_read_soon(simple: Any, tmp_path: Path) -> None:
    for pattern in ("*a" * 2500, "*:" * 2500, "*$a:" * 1200 + "b", "x" * 5000):
        path = write(tmp_path, GOOD.replace("*::lake", pattern))
        with contextlib.suppress(EdgewrightError):
            load_waivers(path, simple.library())[0].covers("ENC-01", "a" * 5000)


def test_everything_wrong_at_once(simple: Any, tmp_path: Path) -> None:
    text = GOOD.replace("ENC-01", "ENC-99").replace("*::lake", "*")
    problem = refusal(simple, write(tmp_path, text))
    assert isinstance(problem, ErrorGroup)
    assert [one.code for one in problem.errors] == ["WVR-002", "WVR-003"]


@pytest.mark.parametrize("expires", ["2026-11-22", "2026-11-23", "2026-11-24"])
def test_the_rule_on_waivers_agrees_on_when_one_ends(
    simple: Any, tmp_path: Path, expires: str
) -> None:
    path = write(tmp_path, GOOD.replace("2026-12-31", expires))
    [waiver] = load_waivers(path, simple.library())
    problems = judged(simple.opa, [waiver.resource], expires)
    assert waiver.holds(NOON) == (problems == [[]])


def test_the_rule_on_waivers_agrees_on_what_covers_everything(simple: Any) -> None:
    found = judged(simple.opa, [*EVERYTHING, *SOMETHING], "2026-12-31")
    reach = [["it covers every resource there is"]] * len(EVERYTHING) + [[]] * len(SOMETHING)
    assert found == reach


def judged(opa: Path, patterns: list[str], expires: str) -> list[list[str]]:
    """What OPS-02 has against a waiver with each of some patterns."""
    waivers = [
        {"id": "it", "props": {"expires": expires, "resource": one, "covers_stack": False}}
        for one in patterns
    ]
    documents = [
        {
            "input": {"at": "2026-11-23T12:00:00Z", "nodes": {"policy.waiver": [waiver]}},
            "data": {"params": {"operations": {"waiver_max_days": 180}}, "facts": {}},
        }
        for waiver in waivers
    ]
    answers = Opa(opa).judge("operations.waivers_hold", documents)
    return [sorted(finding["vars"]["problem"] for finding in answer) for answer in answers]


FLOWS = ["flow/frames/quay>pier", "flow/frames/pier>quay:ota", "flow/weights/quay>pier"]
BY_NUMBER = {
    "estate:transfer/frames/flow/1": "flow/1 is flow/frames/pier>quay:ota: name the one",
    "estate:link/flow/0": "flow/0 is flow/frames/quay>pier: name the one",
    "*flow/2": "flow/2 is flow/weights/quay>pier: name the one",
    "estate:transfer/*/flow/?": "flow/0 is flow/frames/quay>pier, flow/1 is flow/frames/pier>",
    "*/flow/1*": "flow/1 is flow/frames/pier>quay:ota: name the one",
    "estate:transfer/frames/flow/7": "The estate has no flow 7: name the flow that is meant",
}
BY_ID = ["estate:link/flow/*", "estate:transfer/frames/flow/frames/quay>pier", "*overflow/1"]
BY_ID += ["*flow/frames/*", "estate:link/flow/frames/quay>pier#12345678.2", "*::flow-1"]


@pytest.mark.parametrize("resource", BY_NUMBER)
def test_a_flow_by_its_number_is_told_its_id(simple: Any, tmp_path: Path, resource: str) -> None:
    path = write(tmp_path, GOOD.replace("*::lake", resource))
    with pytest.raises(EdgewrightError) as caught:
        load_waivers(path, simple.library(), FLOWS)
    [error] = caught.value.errors if isinstance(caught.value, ErrorGroup) else [caught.value]
    assert (error.code, error.exit_status) == ("WVR-005", 2)
    assert str(error.place) == f"{path}:3:5"
    assert BY_NUMBER[resource] in str(error.hint)


@pytest.mark.parametrize("resource", BY_ID)
def test_a_flow_by_its_id_can_be_waived(simple: Any, tmp_path: Path, resource: str) -> None:
    assert load_waivers(write(tmp_path, GOOD.replace("*::lake", resource)), simple.library(), FLOWS)
