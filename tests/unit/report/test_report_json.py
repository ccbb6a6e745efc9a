from __future__ import annotations

import json
from dataclasses import asdict
from types import ModuleType

from edgewright.report.json_document import render_json
from edgewright.report.verdicts import VERDICTS


def test_the_document_holds_everything(samples: ModuleType) -> None:
    evaluation = samples.VIOLATED
    document = json.loads(render_json(evaluation))
    assert (document["schema"], document["version"]) == ("edgewright/report", 4)
    assert document["verdict"] == "violated"
    for name in ("estate", "stack", "phase", "at", "complete", "offline", "nodes"):
        assert document[name] == getattr(evaluation, name)
    assert document["notes"] == list(evaluation.notes)
    assert document["digests"] == evaluation.digests
    assert document["versions"] == evaluation.versions
    coverage = document["coverage"]
    assert (coverage["resources"], coverage["judged"], coverage["share"]) == (20, 7, 7 / 20)
    assert coverage["unassessed"][0]["type"] == "random:index/randomPet:RandomPet"
    assert document["counts"]["blocking"] == 3
    assert len(document["findings"]) == len(evaluation.results)
    assert len(document["rules"]) == len(evaluation.policies)
    assert len(document["waivers"]) == len(evaluation.waivers)


def test_a_finding_keeps_every_field_of_its_result(samples: ModuleType) -> None:
    document = json.loads(render_json(samples.VIOLATED))
    replica = next(it for it in document["findings"] if it["node"] == samples.REPLICA)
    expected = json.loads(json.dumps(asdict(samples.RESULTS[0])))
    assert replica == {"group": "blocking", "severity": "high", **expected}


def test_a_waived_finding_carries_its_waiver(samples: ModuleType) -> None:
    document = json.loads(render_json(samples.VIOLATED))
    (waived,) = [it for it in document["findings"] if it["group"] == "waived"]
    assert waived["waiver"]["ticket"] == "SEC-114"
    assert waived["waiver"]["expires"] == "2027-02-28"


def test_rules_have_their_outcomes(samples: ModuleType) -> None:
    rules = {it["id"]: it for it in json.loads(render_json(samples.VIOLATED))["rules"]}
    assert rules["ENC-02"]["outcomes"] == {"waived": 1, "passed": 2}
    assert rules["DEV-04"]["outcomes"] == {"not applicable": 1}


def test_strings_stay_exactly_as_they_are(samples: ModuleType) -> None:
    for text in samples.HOSTILE_TEXTS:
        document = json.loads(render_json(samples.hostile(text)))
        assert document["findings"][0]["message"] == text
        assert document["estate"] == text


def test_the_register_the_map_and_the_conflicts_are_whole(samples: ModuleType) -> None:
    evaluation = samples.VIOLATED
    document = json.loads(render_json(evaluation))
    verdicts = [row["verdict"] for row in document["transfers"]]
    assert verdicts == list(VERDICTS)
    first = {**json.loads(json.dumps(asdict(samples.TRANSFERS[1]))), "verdict": "violated"}
    assert document["transfers"][0] == first
    assert {it["id"] for it in document["places"]} == {it.id for it in evaluation.places}
    assert len(document["flows"]) == len(evaluation.flows)
    assert {it["verdict"] for it in document["flows"]} == set(VERDICTS)
    assert document["conflicts"][1]["resolved_by"] == []
    assert document["disclaimer"].startswith("This is no legal advice")
    assert document["counts"]["conditional"] == 1
