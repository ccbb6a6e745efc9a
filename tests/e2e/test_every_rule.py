"""A rule cannot exist without a demonstration: one bad estate on which every rule fires, one good.

Both are real programs on the real engine; the good one is the sample (test_lifecycle.py holds that
nothing fires on it).
"""

from pathlib import Path

import pytest
from sandboxes import ROOT, Sandbox, make_sandbox

from edgewright.policy.library import library_root, load_library
from edgewright.tools.locate import locate

pytestmark = pytest.mark.engine
BAD = ROOT / "tests" / "golden" / "bad"


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    sandbox = make_sandbox(tmp_path_factory.mktemp("bad") / "project", BAD)
    # A year on: facts that nobody looked at again are too old by then (OPS-03).
    done = sandbox.edgewright("preview", "--offline", "--stack", "bad", "--at", "2027-11-24")
    assert done.status == 0, done.text
    return sandbox


def test_every_rule_fires(bad: Sandbox) -> None:
    rules = set(load_library(library_root(), locate("opa")).rules)
    results = bad.evaluation("bad")["results"]
    fired = {result["policy"] for result in results if result["outcome"] == "failed"}
    assert rules - fired == set()


def test_nothing_is_undetermined_for_want_of_a_normaliser(bad: Sandbox) -> None:
    unclear = [
        (result["policy"], result["node_name"], result["message"])
        for result in bad.evaluation("bad")["results"]
        if result["outcome"] == "undetermined"
    ]
    # Nobody says in which country this region is, where this service keeps what it is sent, where
    # the origin of this cache is, and from where Azure is controlled.
    unsaid = ("nowhere", "stream", "cache", "azure/")
    assert [one for one in unclear if not any(word in one[1] for word in unsaid)] == []


def test_a_foreign_program_is_labelled_by_tags(bad: Sandbox) -> None:
    results = bad.evaluation("bad")["results"]
    moved = [
        result for result in results if result["policy"] == "RES-01" and "US" in result["message"]
    ]
    assert any("bucket" in result["node"].lower() for result in moved)


def test_a_transfer_shows_how_the_label_came_there(bad: Sandbox) -> None:
    results = bad.evaluation("bad")["results"]
    [transfer, *_] = [
        result for result in results if result["policy"] == "TRF-07" and "chennai" in result["node"]
    ]
    path = " ".join(transfer["witness"])
    assert path.index("starts at") < path.index("us-east-1") < path.index("chennai")


def test_the_report_names_every_rule(bad: Sandbox, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = bad.edgewright("report", "--stack", "bad", "--format", "html", "--out", str(page))
    assert done.status == 0, done.text
    for policy in bad.evaluation("bad")["policies"]:
        assert policy["id"] in page.read_text()
