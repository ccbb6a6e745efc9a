"""Pulumi projects without an estate: what edgewright.yaml and --pack make of their verdicts."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome, Phase
from edgewright.cli.main import run
from edgewright.gate.admission import Admission, Ground
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.update import Update
from edgewright.gate.verdict import StackVerdict
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.labels import LabelRule
from edgewright.policy.library import library_root

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
ESTATE = ROOT / "stacks" / "harbour-vision"
PATIENTS = (
    "data:\n  patients: {categories: [user.health], subjects: [patient], origin: DE,"
    " classification: secret, retention: 30 days}\n"
)
BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::notes"
STATE = {
    "version": 3,
    "deployment": {
        "resources": [
            {"urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "custom": False}
            | {"type": "pulumi:pulumi:Stack"},
            {
                "urn": BUCKET,
                "custom": True,
                "id": "notes",
                "type": "aws:s3/bucket:Bucket",
                "inputs": {"tags": {"edgewright:data": "patients"}},
                "outputs": {"tags": {"edgewright:data": "patients"}, "region": "us-east-1"},
            },
        ]
    },
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (tmp_path / "state.json").write_text(json.dumps(STATE))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add_estate(project: Path, stack: str = "prod") -> None:
    folder = project / "stacks" / stack
    folder.mkdir(parents=True)
    for path in ESTATE.glob("*.yaml"):
        (folder / path.name).write_text(path.read_text())
    (project / "edge_images").symlink_to(ROOT / "edge_images")


def context(project: Path, stack: str = "dev", **more: Any) -> GateContext:
    return load_context(Project(project), stack, NOON, **more)


def packs_of(known: GateContext) -> set[str]:
    return {policy.pack for policy in known.policies.policies}


def refusal(project: Path, stack: str = "dev", **more: Any) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        context(project, stack, **more)
    return caught.value


def checked(capsys: Any, *words: str) -> tuple[int, dict[str, Any]]:
    status = run(["check", "--file", "state.json", "--format", "json", *words])
    captured = capsys.readouterr()
    return status, json.loads(captured.out or captured.err)


def outcomes(report: dict[str, Any], node: str = BUCKET) -> dict[str, str]:
    return {one["policy"]: one["outcome"] for one in report["findings"] if one["node"] == node}


# What judges a stack


def test_the_baseline_judges_a_project_that_says_nothing(project: Path) -> None:
    known = context(project)
    assert packs_of(known) == {"baseline"}
    assert "project" not in known.digests


def test_the_packs_and_parameters_of_the_project_file(project: Path) -> None:
    (project / "edgewright.yaml").write_text(
        'packs: [health, baseline]\nparams: {encryption: {tls_min: "1.3"}}\n'
    )
    known = context(project)
    assert packs_of(known) == {"baseline", "health"}
    assert known.policies.params["encryption"]["tls_min"] == "1.3"


def test_files_that_the_project_file_names_are_beside_it(project: Path) -> None:
    (project / "edgewright.yaml").write_text("params: limits.yaml\nwaivers: accepted.yaml\n")
    (project / "limits.yaml").write_text('params: {encryption: {tls_min: "1.3"}}\n')
    (project / "accepted.yaml").write_text("waivers: []\n")
    assert context(project).policies.params["encryption"]["tls_min"] == "1.3"
    (project / "accepted.yaml").unlink()
    assert refusal(project).code == "WVR-001"


def test_a_wrong_parameter_is_told_at_its_place(project: Path) -> None:
    (project / "edgewright.yaml").write_text('params:\n  encryption:\n    tls_min: "1.9"\n')
    found = refusal(project)
    assert (found.code, str(found.place)) == ("PRM-002", f"{project}/edgewright.yaml:3:5")


def test_a_rule_listed_besides_the_packs(project: Path) -> None:
    (project / "edgewright.yaml").write_text("rules:\n  RES-01: {level: mandatory}\n")
    judged = {policy.id: policy for policy in context(project).policies.policies}
    assert (judged["RES-01"].level, judged["RES-01"].pack) == ("mandatory", "edgewright.yaml")
    assert judged["ENC-05"].pack == "baseline"


def test_a_listed_rule_loosens_no_pack(project: Path) -> None:
    (project / "edgewright.yaml").write_text("rules: {ENC-05: {level: disabled}}\n")
    judged = {policy.id: policy for policy in context(project).policies.policies}
    assert (judged["ENC-05"].level, judged["ENC-05"].pack) == ("mandatory", "baseline")


def test_a_listed_rule_that_does_not_exist(project: Path) -> None:
    (project / "edgewright.yaml").write_text("rules:\n  ENC-5: {level: mandatory}\n")
    found = refusal(project)
    assert (found.code, str(found.place)) == ("POL-013", f"{project}/edgewright.yaml:2:3")
    assert "ENC-05" in found.hint


def test_packs_asked_for_judge_instead(project: Path) -> None:
    (project / "edgewright.yaml").write_text("packs: [health]\nrules: {ENC-05: {level: advisory}}")
    known = context(project, packs=["us-bulk-data"])
    assert packs_of(known) == {"us-bulk-data"}
    assert known.inputs != context(project).inputs
    assert known.remarks == ("Judged by the packs asked for (us-bulk-data), not the stack's.",)
    assert refusal(project, packs=["healt"]).code == "POL-010"


# A stack with an estate in a project with edgewright.yaml


def test_an_estate_counts_before_the_project_file(project: Path) -> None:
    add_estate(project)
    (project / "edgewright.yaml").write_text(
        "packs: [us-bulk-data]\ndata:\n"
        "  camera-frames: {categories: [system.operations], origin: US, classification: public}\n"
        "  badges: {categories: [user.health], origin: FR, classification: secret}\n"
        "labels:\n- {match: '*door*', data: badges}\n- {match: '*', data: detector-weights}\n"
    )
    known = context(project, "prod")
    assert "us-bulk-data" not in packs_of(known)
    assert known.labelling.assets["camera-frames"]["origin"] == "DE"
    assert known.labelling.assets["badges"]["origin"] == "FR"
    assert known.label_rules == (
        LabelRule("*door*", ("badges",)),
        LabelRule("*", ("camera-frames",)),  # whose label the weights carry
    )
    assert "detector-weights" in refusal(project, "other").message  # no estate describes it there


def test_packs_asked_for_judge_instead_of_an_estates(project: Path) -> None:
    add_estate(project)
    assert packs_of(context(project, "prod", packs=["health"])) == {"health"}


# Labels


def test_labels_and_data_are_part_of_what_a_verdict_is_for(project: Path) -> None:
    file = project / "edgewright.yaml"
    file.write_text(PATIENTS)
    before = context(project)
    assert before.labelling.assets["patients"] == {
        "id": "patients",
        "origin": "DE",
        "classification": "secret",
        "categories": ["user.health"],
        "retention_days": 30,
    }
    file.write_text(f"{PATIENTS}labels:\n- {{match: '*', data: [patients]}}\n")
    after = context(project)
    assert after.label_rules == (LabelRule("*", ("patients",)),)
    assert before.inputs != after.inputs


def test_a_label_that_nobody_describes(project: Path) -> None:
    file = project / "edgewright.yaml"
    file.write_text(f"{PATIENTS}labels:\n- {{match: '*', data: [patients, pateints]}}\n")
    found = refusal(project)
    assert (found.code, str(found.place)) == ("PRJ-004", f"{file}:4:33")
    assert "'pateints'" in found.message and "Did you mean patients?" in found.hint


# check


def test_check_judges_a_recording_by_the_data_of_the_project(project: Path, capsys: Any) -> None:
    (project / "edgewright.yaml").write_text(f"packs: [eu-personal-data]\n{PATIENTS}")
    status, report = checked(capsys)
    assert status == 1
    assert outcomes(report)["RES-01"] == "failed"


@pytest.mark.parametrize("stack", [(), ("--stack", "dev")])
def test_check_takes_packs(project: Path, capsys: Any, stack: tuple[str, ...]) -> None:
    (project / "edgewright.yaml").write_text(PATIENTS)
    assert "RES-01" not in outcomes(checked(capsys, *stack)[1])
    status, report = checked(capsys, *stack, "--pack", "eu-personal-data", "--pack", "baseline")
    assert (status, outcomes(report)["RES-01"]) == (1, "failed")
    assert "Judged by the packs asked for (eu-personal-data, baseline)" in report["notes"][0]


def test_a_stack_without_an_estate_needs_a_recording(project: Path, capsys: Any) -> None:
    assert run(["check", "--stack", "dev"]) == 2
    shown = capsys.readouterr().err
    assert "CLI-002" in shown and "pulumi stack export -s dev" in shown


def test_where_stacks_have_estates_a_misspelt_one_is_none(project: Path, capsys: Any) -> None:
    add_estate(project)
    status, problem = checked(capsys, "--stack", "prd")
    assert (status, problem["errors"][0]["code"]) == (2, "PRJ-002")
    (project / "Pulumi.dev.yaml").write_text("config: {}\n")
    assert checked(capsys, "--stack", "dev")[1]["stack"] == "dev"


def test_an_estate_of_another_file_name_is_not_passed_over(project: Path, capsys: Any) -> None:
    add_estate(project)
    folder = project / "stacks" / "prod"
    (folder / "estate.yaml").rename(folder / "estate.yml")
    status, problem = checked(capsys, "--stack", "prod")
    assert (status, problem["errors"][0]["code"]) == (2, "PRJ-002")


# Rules of the project


def own_rule(project: Path, folder: str, text: str) -> Path:
    path = project / "policies" / folder / f"{Path(folder).name}.rego"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


RULE = """# METADATA
# title: Buckets are in the European Union
# description: Any bucket, whatever it holds.
# custom:
#   id: X-PLACE-01
#   severity: high
#   scope: resource
#   message: "{node} is in {country}"
#   fix: Move it.
#   controls: [own:place]
#   needs: {storage.bucket: [location]}
package project.place.at_home

import data.lib.nodes

deny contains {"node": node.id, "vars": {"country": node.props.location.country}} if {
	some node in input.nodes["storage.bucket"]
	not node.props.location.country in {"DE", "FR"}
}
"""


def test_a_rule_of_the_project_judges_where_a_pack_lists_it(project: Path, capsys: Any) -> None:
    own_rule(project, "place/at_home", RULE)
    assert "X-PLACE-01" not in outcomes(checked(capsys)[1])
    [note] = context(project).notes
    assert "rule X-PLACE-01 judges nothing" in note.message

    (project / "edgewright.yaml").write_text("rules: {X-PLACE-01: {level: mandatory}}\n")
    status, report = checked(capsys)
    assert (status, outcomes(report)["X-PLACE-01"]) == (1, "failed")
    assert context(project).notes == ()

    packs = project / "policies" / "packs"
    packs.mkdir()
    (packs / "ours.yaml").write_text(
        "pack: ours\nversion: 1\ntitle: Ours\npolicies: {X-PLACE-01: {level: advisory}}\n"
    )
    (project / "edgewright.yaml").write_text("packs: [ours]\n")
    status, report = checked(capsys)
    assert (status, outcomes(report)["X-PLACE-01"]) == (0, "failed")


BUCKET_TYPE = "aws:s3/bucket:Bucket"
BY_TYPE = (
    RULE.replace("{storage.bucket: [location]}", '{"aws:s3/bucket:Bucket": [forceDestroy]}')
    .replace('input.nodes["storage.bucket"]', 'input.resources["aws:s3/bucket:Bucket"]')
    .replace("node.props.location.country in", "node.location.country in")
    .replace("node.props.location.country}", "node.location.country}")
)


@pytest.mark.parametrize("type", ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"])
def test_a_rule_over_a_type_judges_every_spelling_of_it_as_it_is_made(
    project: Path, type: str
) -> None:
    """Analyze is the only call that can stop a resource of an update before it is made."""
    own_rule(project, "place/at_home", BY_TYPE)
    (project / "edgewright.yaml").write_text("packs: []\nrules: {X-PLACE-01: {level: mandatory}}\n")
    urn = f"urn:pulumi:dev::shop::{type}::notes"
    inputs = {"region": "us-east-1"}
    bucket = RawResource(urn, type, "notes", props=inputs, inputs=inputs)
    with closing(verdict_of(project)) as verdict:
        found = Update(verdict, admission()).judge(bucket)
    assert ("X-PLACE-01", Outcome.FAILED) in {(one.policy, one.outcome) for one in found}


def test_the_engine_hears_of_what_shows_only_when_a_resource_is_made(project: Path) -> None:
    """The engine fails a run by what it is told, so what Analyze could not know is told after it.

    A provider says the region of a resource in its outputs alone, if the program gave none.
    """
    own_rule(project, "place/at_home", RULE)
    (project / "edgewright.yaml").write_text("rules: {X-PLACE-01: {level: mandatory}}\n")
    asked = RawResource(BUCKET, BUCKET_TYPE, "notes", props={}, inputs={})
    made = replace(asked, props={"region": "us-east-1"})
    with closing(verdict_of(project)) as verdict:
        first = verdict.not_shown(Update(verdict, admission()).judge(asked))
        evaluation, _ = verdict.judge_stack(record_graph([made]))
        later = verdict.not_shown(evaluation.results)
    assert "X-PLACE-01" not in {one.policy for one in first if one.outcome is Outcome.FAILED}
    assert not evaluation.verdict.is_clear
    assert [one.outcome for one in later if one.policy == "X-PLACE-01"] == [Outcome.FAILED]
    told = {(one.policy, one.message) for one in first}
    assert [one for one in later if (one.policy, one.message) in told and one.message] == []


def verdict_of(project: Path) -> StackVerdict:
    path = project / "evaluation.json"
    return StackVerdict(context(project), path, phase=Phase.UP, offline=True)


def admission() -> Admission:
    """One of a preview that judged nothing yet."""
    ground = Ground("dev", "shop", "", "", offline=True, inputs="")
    return Admission(ground, datetime.now(UTC), (), {})


def test_a_changed_rule_of_the_project_is_another_input(project: Path) -> None:
    path = own_rule(project, "place/at_home", RULE)
    before = context(project).inputs
    path.write_text(RULE.replace('"FR"', '"IT"'))
    assert context(project).inputs != before


def test_rules_in_another_folder(project: Path) -> None:
    own_rule(project, "../rules/place/at_home", RULE)
    assert "X-PLACE-01" not in context(project).policies.library.rules
    (project / "edgewright.yaml").write_text("policies: rules\n")
    assert "X-PLACE-01" in context(project).policies.library.rules
    (project / "edgewright.yaml").write_text("policies: roles\n")
    found = refusal(project)
    assert (found.code, str(found.place)) == ("POL-008", f"{project}/edgewright.yaml:1:11")


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("package project.place.at_home", "package residency.x", "POL-015", "package residency.x"),
        ("package project.place.at_home", "package lib.law", "POL-015", "package lib.law"),
        ("package project.place.at_home", "package system.authz", "POL-015", "system.authz"),
        ("package project.place.at_home", "package project", "POL-015", "package project"),
        ("package project.place.at_home", "package projects.place.at_home", "POL-015", "projects"),
        ("package project.place.at_home", "package project.lib.x", "POL-002", "belongs in"),
        ("package project.place.at_home", "package project.place.home", "POL-002", "belongs in"),
        ("#   id: X-PLACE-01", "#   id: RES-01", "POL-002", "not an id, such as X-ENC-01"),
        ("#   id: X-PLACE-01", "#   id: X-place-01", "POL-002", "not an id, such as X-ENC-01"),
        ("# METADATA", "# Nothing", "POL-002", "the module has none"),
        ("#   fix: Move it.\n", "", "POL-002", "custom.fix: field required"),
        ("storage.bucket: [location]", "storage.bukket: [x]", "POL-002", "which does not exist"),
        ("some node in", "some node inn", "POL-001", "OPA cannot read the rules"),
        ("import data.lib.nodes", "x := http.send({})", "POL-001", "differs from run to run"),
    ],
)
def test_a_rule_that_is_refused(project: Path, old: str, new: str, code: str, says: str) -> None:
    assert old in RULE
    path = own_rule(project, "place/at_home", RULE.replace(old, new))
    found = refusal(project)
    assert found.code == code, found.text()
    assert says in found.message
    assert found.place is not None and found.place.file == str(path)


def test_a_library_of_the_project_is_not_the_shipped_one(project: Path) -> None:
    own_rule(project, "lib/law", "package lib.law\n\nx := 1\n")
    assert refusal(project).code == "POL-015"
    own_rule(project, "lib/law", "package project.lib.law\n\nx := 1\n")
    assert context(project).policies.library.modules["project/lib/law/law.rego"]


def test_a_test_of_the_project_changes_no_shipped_package(project: Path) -> None:
    own_rule(project, "place/x_test", "package lib.law\n\nx := 1\n")
    own_rule(project, "place/at_home", RULE)
    assert refusal(project).code == "POL-015"


def test_an_id_used_twice(project: Path) -> None:
    own_rule(project, "place/at_home", RULE)
    own_rule(project, "place/again", RULE.replace("at_home", "again"))
    assert refusal(project).code == "POL-003"


def test_a_pack_with_the_name_of_a_shipped_one(project: Path) -> None:
    packs = project / "policies" / "packs"
    packs.mkdir(parents=True)
    (packs / "baseline.yaml").write_text("pack: baseline\nversion: 1\ntitle: T\npolicies: {}\n")
    found = refusal(project)
    assert (found.code, str(found.place)) == ("POL-016", str(packs / "baseline.yaml"))


def test_a_copy_of_the_shipped_library_is_not_loaded_twice(project: Path) -> None:
    (project / "policies").symlink_to(library_root())
    shipped = context(project).policies.library
    (project / "policies").unlink()
    for path in library_root().rglob("*.rego"):
        copy = project / "policies" / path.relative_to(library_root())
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text())
    copied = context(project).policies.library
    assert shipped.own is None and copied.own is None
    assert shipped.digest == copied.digest


def test_a_policies_folder_of_something_else_is_no_matter(project: Path) -> None:
    (project / "policies").mkdir()
    (project / "policies" / "__main__.py").write_text("")
    assert packs_of(context(project)) == {"baseline"}
