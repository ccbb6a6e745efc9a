"""The tables of outcomes show every change of a verdict, and each node by a name of its own."""

from __future__ import annotations

from dataclasses import replace

from golden_estates import ESTATES
from outcome_tables import OUTCOMES, as_text, differences, node_rows, outcome_rows, read
from sandboxes import ROOT

from edgewright.graph.model import Node, ResourceLocation
from edgewright.policy.evaluation import Outcome, Result

URN = "urn:pulumi:s::p::"
IDS = {
    f"{URN}aws:s3/bucket:Bucket::lake": "aws:s3/bucket:Bucket::lake",
    f"{URN}my:Region$aws:s3/bucketV2:BucketV2::lake": "aws:s3/bucketV2:BucketV2::lake",
    f"{URN}my:Region$aws:s3/bucket:Bucket::pond": "pond",
}
NODES = [
    Node(
        id=id,
        type="t",
        kind="storage.bucket",
        name=id.rpartition("::")[2],
        provider="aws",
        location=ResourceLocation("aws", None, None),
        labels=(),
        props={},
    )
    for id in IDS
]
PASSED = [Result("ENC-01", node.id, node.name, Outcome.PASSED, "", False) for node in NODES]


def test_nodes_have_short_names_of_their_own() -> None:
    assert node_rows(NODES) == [("storage.bucket", "; ".join(sorted(IDS.values())))]


def test_what_holds_for_all_of_a_kind_is_said_so() -> None:
    rows = outcome_rows(NODES, PASSED)
    assert rows == [("ENC-01", "passed", "every storage.bucket", "")]
    assert read(as_text(OUTCOMES, rows), OUTCOMES) == rows


def test_a_node_that_fails_shows_with_its_reason() -> None:
    failed = replace(PASSED[2], outcome=Outcome.FAILED, message='pond has "no", key')
    before, after = (outcome_rows(NODES, results) for results in (PASSED, [*PASSED[:2], failed]))
    kept = "aws:s3/bucket:Bucket::lake; aws:s3/bucketV2:BucketV2::lake"
    assert differences(before, after) == [
        '+ ENC-01 | failed | storage.bucket: pond | has "no", key',
        "- ENC-01 | passed | every storage.bucket | ",
        f"+ ENC-01 | passed | storage.bucket: {kept} | ",
    ]
    assert read(as_text(OUTCOMES, after), OUTCOMES) == after


def test_a_rule_with_nothing_to_judge_has_a_row() -> None:
    idle = Result("LAT-01", "", "", Outcome.NOT_APPLICABLE, "", False)
    assert outcome_rows(NODES, [idle]) == [("LAT-01", "not applicable", "", "")]


def test_a_recording_tells_nothing_of_a_machine() -> None:
    for estate in ESTATES.values():
        text = estate.recording.read_text()
        for word in (str(ROOT), "project:///", "stackTrace", ".venv"):
            assert word not in text, f"{estate.name}: {word}"
