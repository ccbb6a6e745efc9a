"""Odd inputs about labelled resources abroad, each of which somebody might take for held."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from estates import WARD, judged, ward

from edgewright.base.vocabulary import Outcome
from edgewright.graph.model import RawResource
from edgewright.policy.evaluation import Evaluation

HELD = {"edgewright:data": "patients"}
QUEUE = "aws:sqs/queue:Queue"
WAIVER = (
    "waivers: [{{policy: {policy}, resource: '*::it', category: waiver, reason: agreed, "
    "owner: o@example.com, ticket: T-1, expires: 2027-01-31}}]\n"
)


def resource(type: str, inputs: dict[str, Any], **more: Any) -> RawResource:
    package = type.partition(":")[0]
    provider = f"urn:pulumi:dev::ward::pulumi:providers:{package}::it"
    return RawResource(
        f"urn:pulumi:dev::ward::{type}::it",
        type,
        "it",
        dict(inputs),
        dict(inputs),
        **{"provider": provider, "provider_props": {"region": "us-east-1"}, **more},
    )


def outcomes(evaluation: Evaluation, policy: str) -> set[Outcome]:
    return {one.outcome for one in evaluation.results if one.policy == policy}


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ("RES-01", Outcome.WAIVED),  # it may be there, and so it may come there
        ("RES-02", Outcome.FAILED),
        ("RES-03", Outcome.FAILED),
        ("RES-17", Outcome.FAILED),
        ("RES-19", Outcome.FAILED),
    ],
)
def test_only_a_waiver_of_its_place_is_one_of_how_it_came(
    tmp_path: Path, policy: str, outcome: Outcome
) -> None:
    estate = WARD.replace("data]}", "data], waivers: waivers.yaml}")
    files = {"stacks/dev/waivers.yaml": WAIVER.format(policy=policy)}
    found = judged(ward(tmp_path / "it", estate, files), [resource(QUEUE, {"tags": HELD})])
    assert outcomes(found, "TRF-03") == {outcome}


def test_a_mapping_of_labels_that_fits_nothing_is_told(tmp_path: Path) -> None:
    mapping = "labels: [{{match: '*::{name}', data: [patients]}}]\n"
    told = {}
    for name in ("it", "ti"):
        context = ward(tmp_path / name, files={"edgewright.yaml": mapping.format(name=name)})
        notes = judged(context, [resource(QUEUE, {})]).notes
        told[name] = [note for note in notes if note.startswith("labels: ")]
    assert told["it"] == []
    assert "'*::ti'" in "".join(told["ti"])


STAFF = """
packs: [baseline, eu-personal-data]
data:
  staff:
    categories: [user.health_and_medical]
    subjects: [employee]
    origin: DE
    classification: confidential
    retention: 30 days
"""


@pytest.mark.parametrize("estate", [None, WARD])
@pytest.mark.parametrize(
    ("region", "country", "ground"),
    [
        ("eu-central-1", None, None),
        ("eu-west-1", "IE", Outcome.PASSED),  # under the law of its origin
        ("ap-south-1", "IN", Outcome.FAILED),  # no adequacy, and nobody declared a mechanism
    ],
)
def test_data_that_only_the_project_describes_leaves_its_origin_too(
    tmp_path: Path, estate: str | None, region: str, country: str | None, ground: Outcome | None
) -> None:
    context = ward(tmp_path / "it", estate, {"edgewright.yaml": STAFF})
    tags = {"edgewright:data": "staff"}
    found = judged(context, [resource(QUEUE, {"tags": tags}, provider_props={"region": region})])
    rows = [(row.data, row.from_country, row.to_country) for row in found.transfers]
    assert rows == ([("staff", "DE", country)] if country else [])
    about = {one.outcome for one in found.results if one.policy == "TRF-01" and one.node}
    assert about == ({ground} if ground else set())


def test_data_that_no_resource_holds_makes_no_estate(tmp_path: Path) -> None:
    context = ward(tmp_path / "it", None, {"edgewright.yaml": STAFF})
    assert judged(context, [resource(QUEUE, {})]).places == ()
