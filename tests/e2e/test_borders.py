"""One copy, log sink, remote access and model moved across a border, in every sample estate.

On the real engine each time: the rule that is about it fires, with the way the data took, and
nothing else changes against the same estate with the same thing at home.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sandboxes import Sandbox, make_sandbox

pytestmark = pytest.mark.engine

HOME, ABROAD = "eu-central-1", "us-east-1"
LABELS = {
    "harbour-vision": "camera-frames",
    "clinic-imaging": "reports-hamburg",
    "plant-maintenance": "linz-vibration",
}
"""Estate -> data it keeps in Frankfurt that may not go to the United States."""
MODELS = {
    "harbour-vision": "detector-weights",
    "clinic-imaging": "reader-model",
    "plant-maintenance": "wear-weights",
}

COPY = """
import json
import pulumi_aws as aws

made = exports["aws/eu-central-1"]["data"]["LABEL"].removeprefix("s3://")
second = aws.s3.Bucket("second", bucket="a-second-place-to-keep-it", region="REGION")
rights = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
          "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
aws.s3.BucketPolicy("second-policy", bucket=second.id, region="REGION",
                    policy=json.dumps({"Version": "2012-10-17", "Statement": [rights]}))
"""
REPLICA = """
aws.s3.BucketReplicationConfig(
    "copied", bucket=made, region="eu-central-1", role="arn:aws:iam::111122223333:role/copier",
    rules=[{"status": "Enabled", "destination": {"bucket": second.arn}}])
"""
LOG = """
aws.cloudtrail.Trail("reads", region="eu-central-1", s3_bucket_name=second.bucket,
                     tags={"edgewright:data": "LABEL"})
"""
Change = Callable[[Sandbox, str], None]


def declared(text: str, region: str) -> Change:
    """A program that also declares this, with its second bucket in a region."""

    def change(sandbox: Sandbox, estate: str) -> None:
        program = sandbox.root / "stacks" / "__main__.py"
        before = program.read_text()
        loop = "for name, value in build_stack(topology, plan).items():"
        assert loop in before
        kept = "exports = build_stack(topology, plan)\nfor name, value in exports.items():"
        code = (COPY + text).replace("LABEL", LABELS[estate]).replace("REGION", region)
        program.write_text(before.replace(loop, kept) + code)

    return change


def written(edit: Callable[[dict[str, Any], str], None]) -> Change:
    """An estate file that somebody edited."""

    def change(sandbox: Sandbox, estate: str) -> None:
        path = sandbox.root / "stacks" / estate / "estate.yaml"
        yaml = YAML()
        document = yaml.load(path)
        edit(document, estate)
        with path.open("w") as file:
            yaml.dump(document, file)

    return change


def remote_access(country: str) -> Change:
    def edit(document: dict[str, Any], estate: str) -> None:
        document.setdefault("support", {})["night-shift"] = {
            "country": country,
            "operator": "Round The Clock Ltd",
            "sees": [LABELS[estate]],
            "where": [{"cloud": "aws", "region": HOME}],
        }

    return written(edit)


def delivery(country: str) -> Change:
    """The model goes to one more site, with all it was learned from: no evidence frees it."""

    def edit(document: dict[str, Any], estate: str) -> None:
        for asset in document["data"].values():
            asset.pop("federated", None)
        document["sites"]["branch"] = {"country": country, "at": [10.0, 10.0]}
        start = {"cloud": "aws", "region": HOME}
        flow = {"data": MODELS[estate], "from": start, "to": "branch", "purpose": "ota"}
        document["flows"].append(flow)

    return written(edit)


def expected(*, plant: set[str], personal: set[str]) -> dict[str, set[str]]:
    """The rules by estate: the plants' data is about no one."""
    return {"plant-maintenance": plant, "harbour-vision": personal, "clinic-imaging": personal}


CASES: dict[str, tuple[Change, Change, dict[str, set[str]]]] = {
    # What is done at home, what is done abroad, and the rules that then fire, by estate. A copy in
    # a country its owner did not list is RES-06 or RES-09 for all data. For personal data it is a
    # transfer as well: to the United States adequacy covers listed recipients only (TRF-03), and to
    # India there is none (TRF-07 for a model, TRF-09 for people who look). Where people look from
    # and a site hold what reaches them, so RES-01 speaks where the owner's list is about that data
    # in any form.
    "replica": (
        declared(REPLICA, HOME),
        declared(REPLICA, ABROAD),
        expected(plant={"RES-06"}, personal={"RES-06", "TRF-03"}),
    ),
    "log-sink": (
        declared(LOG, HOME),
        declared(LOG, ABROAD),
        expected(plant={"RES-09"}, personal={"RES-09", "TRF-03"}),
    ),
    "remote-access": (
        remote_access("DE"),
        remote_access("IN"),
        expected(plant={"RES-01"}, personal={"RES-01", "TRF-09"}),
    ),
    "model-delivery": (
        delivery("DE"),
        delivery("IN"),
        expected(plant={"RES-01"}, personal={"TRF-07"}),
    ),
}


def failures(root: Path, estate: str, change: Change) -> dict[tuple[str, str], dict[str, Any]]:
    """What fails after a change: (rule, node) -> result."""
    sandbox = make_sandbox(root)
    change(sandbox, estate)
    done = sandbox.edgewright("preview", "--offline", "--stack", estate)
    assert done.status in (0, 1), done.text
    assert "Traceback" not in done.text
    evaluation = sandbox.evaluation(estate)
    results = [one for one in evaluation["results"] if one["outcome"] == "failed"]
    assert (done.status == 1) == any(one["blocking"] for one in evaluation["results"])
    return {(one["policy"], one["node"]): one for one in results}


def _of_estate(keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(policy, node) for policy, node in keys if node.startswith("estate:")}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("estate", LABELS)
def test_moved_across_a_border(tmp_path: Path, estate: str, case: str) -> None:
    home, abroad, rules = CASES[case]
    before = failures(tmp_path / "home", estate, home)
    after = failures(tmp_path / "abroad", estate, abroad)
    new = {key: one for key, one in after.items() if key not in before}
    assert {policy for policy, _ in new} == rules[estate], sorted(new)
    # A violated estate stops the program, so its resources are not judged then.
    judged = set(before) if any("urn:" in node for _, node in after) else _of_estate(before)
    assert judged <= set(after), "nothing else changes"
    for (policy, _), result in new.items():
        assert result["witness"], f"{policy} shows no way"
        assert any(word in " ".join(result["witness"]) for word in ("(US)", "(IN)"))
