"""`edgewright policy`: list, new and docs, on projects in a temporary folder, with the real OPA."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from edgewright.base.errors import EdgewrightError
from edgewright.cli.main import run
from edgewright.graph.kinds import KINDS
from edgewright.policy import library as library_module
from edgewright.policy.authoring.pages import check_pages, render_pages
from edgewright.policy.authoring.scaffold import scaffold
from edgewright.policy.library import PREFIXES, load_library
from edgewright.policy.metadata import Custom
from edgewright.policy.packs import Pack
from edgewright.policy.waivers import Waiver, load_waivers
from edgewright.spec.project_file import Membership

ROOT = Path(__file__).parents[3]
ESTATE = ROOT / "stacks" / "harbour-vision" / "estate.yaml"


@pytest.fixture
def project(shelf: Any, opa: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a library of its own, which judges; the OPA is the one tests use."""
    root: Path = shelf.root.parent
    shelf.root.mkdir()
    (root / "Pulumi.yaml").write_text("name: p\nruntime: python\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", str(opa.parent), prepend=":")
    monkeypatch.setattr(library_module, "library_root", lambda: shelf.root)
    return root


def opa_run(opa: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(opa), *words], capture_output=True, text=True, timeout=60)


def said(capsys: pytest.CaptureFixture[str], status: int, *words: str) -> str:
    """What a command printed, after checking its exit status."""
    assert run(["policy", *words]) == status
    captured = capsys.readouterr()
    return captured.err if status else captured.out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    text = said(capsys, 2, *words)
    assert "Traceback" not in text
    return text


# list


@pytest.fixture
def two_packs(project: Path, shelf: Any) -> Path:
    shelf.rule(id="ENC-01", package="encryption.one")
    shelf.rule(id="RES-01", package="residency.two")
    shelf.rule(id="RES-02", package="residency.three")
    shelf.pack("base", ENC_01={"level": "mandatory"})
    shelf.pack("extra", ENC_01={"level": "advisory"}, RES_01={"level": "mandatory"})
    return project


def test_list_as_json(two_packs: Path, capsys: Any) -> None:
    document = json.loads(said(capsys, 0, "list", "--format", "json"))
    assert (document["schema"], document["version"]) == ("edgewright/policies", 1)
    first, second, third = document["policies"]
    assert first == {
        "id": "ENC-01",
        "title": "Buckets keep versions",
        "domain": "encryption",
        "severity": "high",
        "levels": {"base": "mandatory", "extra": "advisory"},
    }
    assert (second["id"], second["levels"]) == ("RES-01", {"extra": "mandatory"})
    assert (third["id"], third["levels"]) == ("RES-02", {})


def test_list_as_text(two_packs: Path, capsys: Any) -> None:
    lines = [line.split(None, 5) for line in said(capsys, 0, "list").splitlines()]
    assert lines == [
        ["id", "severity", "domain", "base", "extra", "title"],
        ["ENC-01", "high", "encryption", "mandatory", "advisory", "Buckets keep versions"],
        ["RES-01", "high", "residency", "-", "mandatory", "Buckets keep versions"],
        ["RES-02", "high", "residency", "-", "-", "Buckets keep versions"],
    ]


def test_list_for_a_stack(two_packs: Path, capsys: Any) -> None:
    folder = two_packs / "stacks" / "prod"
    folder.mkdir(parents=True)
    text, count = re.subn(r"packs: \[[^\]]*\]", "packs: [extra]", ESTATE.read_text())
    assert count == 1
    (folder / "estate.yaml").write_text(text)
    document = json.loads(said(capsys, 0, "list", "--stack", "prod", "--format=json"))
    assert [policy["levels"] for policy in document["policies"]] == [
        {"extra": "advisory"},
        {"extra": "mandatory"},
        {},
    ]


def test_list_for_a_stack_that_is_not_there(two_packs: Path, capsys: Any) -> None:
    folder = two_packs / "stacks" / "live"
    folder.mkdir(parents=True)
    (folder / "estate.yaml").write_text(ESTATE.read_text())
    problem = json.loads(said(capsys, 2, "list", "--stack", "prod", "--format", "json"))
    assert [one["code"] for one in problem["errors"]] == ["PRJ-002"]


# new


def test_new_writes_what_opa_accepts_and_a_test_that_fails(
    project: Path, opa: Path, capsys: Any
) -> None:
    out = said(capsys, 0, "new", "encryption", "own_key")
    folder = project / "policies" / "encryption" / "own_key"
    rule, test, cases = (
        folder / name for name in ("own_key.rego", "own_key_test.rego", "cases/boundaries.yaml")
    )
    for path in (rule, test, cases):
        assert path.is_file()
        assert str(path.relative_to(project)) in out
    assert "Next: write deny in own_key.rego" in out
    assert opa_run(opa, "check", "--strict", "policies").returncode == 0
    assert opa_run(opa, "fmt", "--list", "--fail", "policies").returncode == 0
    [loaded] = load_library(project / "policies", opa).rules.values()
    assert loaded.id == "ENC-01"

    failing = opa_run(opa, "test", "policies")
    assert failing.returncode == 2
    assert "FAIL: 1/1" in failing.stdout
    assert "ENC-01 is not written yet: write deny in own_key.rego" in failing.stdout

    rule.write_text(rule.read_text().replace("\tfalse\n", "\tnode.props.location == null\n"))
    passing = opa_run(opa, "test", "policies")
    assert (passing.returncode, "PASS: 1/1" in passing.stdout) == (0, True)
    assert opa_run(opa, "check", "--strict", "policies").returncode == 0


@pytest.mark.parametrize(("domain", "prefix"), PREFIXES.items())
def test_every_domain_has_its_prefix(project: Path, opa: Path, domain: str, prefix: str) -> None:
    scaffold(project / "policies", domain, "first", opa)
    assert list(load_library(project / "policies", opa).rules) == [f"{prefix}-01"]


def test_ids_go_on_after_the_last_one(project: Path, shelf: Any, opa: Path) -> None:
    shelf.rule(id="ENC-01", package="encryption.one")
    shelf.rule(id="ENC-09", package="encryption.nine", params="[]\n#   aliases: [ENC-11, OLD-x]")
    shelf.rule(id="RES-30", package="residency.thirty")
    scaffold(shelf.root, "encryption", "more", opa)
    scaffold(shelf.root, "encryption", "and_more", opa)
    assert {"ENC-12", "ENC-13"} <= set(load_library(shelf.root, opa).rules)


def everything(folder: Path) -> set[str]:
    """Every path below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("domain", "name", "code", "hint"),
    [
        ("encription", "own_key", "POL-005", "Did you mean encryption?"),
        ("zzz", "own_key", "POL-005", "Choose a domain. Known: residency, transfer"),
        ("", "own_key", "POL-005", "Known: residency"),
        ("../encryption", "own_key", "POL-005", "Did you mean encryption?"),
        ("encryption", "OwnKey", "POL-006", "a to z"),
        ("encryption", "own-key", "POL-006", "a to z"),
        ("encryption", "1key", "POL-006", "a to z"),
        ("encryption", "", "POL-006", "a to z"),
        ("encryption", "../own_key", "POL-006", "a to z"),
        ("encryption", "own_key\n", "POL-006", "a to z"),
        ("encryption", "own_test", "POL-006", "a to z"),
        ("encryption", "one", "POL-007", "another name"),
    ],
)
def test_new_refuses(
    project: Path, shelf: Any, capsys: Any, domain: str, name: str, code: str, hint: str
) -> None:
    shelf.rule(package="encryption.one")
    before = everything(project)
    text = refused(capsys, "new", domain, name)
    assert f"error[{code}]" in text
    assert hint in text
    assert everything(project) == before


def test_new_without_a_policies_folder(project: Path, capsys: Any) -> None:
    (project / "policies").rmdir()
    said(capsys, 0, "new", "encryption", "own_key")
    assert (project / "policies" / "encryption" / "own_key" / "own_key.rego").is_file()


def test_new_beside_a_broken_rule_says_what_is_broken(
    project: Path, shelf: Any, capsys: Any
) -> None:
    shelf.rule(package="encryption.one", needs="{}")
    before = everything(project)
    assert "error[POL-002]" in refused(capsys, "new", "encryption", "own_key")
    assert everything(project) == before


def test_new_where_it_cannot_write(project: Path, capsys: Any) -> None:
    (project / "policies" / "encryption").write_text("a file where the folder should be")
    before = everything(project)
    assert "error[POL-014]" in said(capsys, 3, "new", "encryption", "own_key")
    assert everything(project) == before


# docs


@pytest.fixture
def documented(project: Path, shelf: Any) -> Path:
    shelf.rule(
        needs=json.dumps({"storage.bucket": ["versioned", "location.country"], "ml.training": []}),
        params="[encryption.floor]\n#   effective_on: 2027-01-01\n#   risk: Lost | data.",
    )
    (shelf.root / "encryption" / "versioned" / "cases").mkdir()
    shelf.rule(id="RES-01", package="residency.unselected")
    schema = {"encryption": {"properties": {"floor": {"description": "The least there may be."}}}}
    (shelf.root / "params.schema.json").write_text(json.dumps({"properties": schema}))
    shelf.pack("base", ENC_01={"level": "mandatory", "undetermined": "warn"})
    shelf.pack("extra", ENC_01={"level": "advisory"})
    path = shelf.root / "packs" / "base.yaml"
    pack = {**json.loads(path.read_text()), "params": {"encryption": {"floor": [1, "x"]}}}
    path.write_text(json.dumps(pack))
    return project


def test_docs_say_everything(documented: Path, capsys: Any) -> None:
    out = said(capsys, 0, "docs")
    assert "docs/policies/ENC-01.md" in out
    page = (documented / "docs/policies/ENC-01.md").read_text()
    for text in (
        "# ENC-01 Buckets keep versions",
        "| Domain | encryption |",
        "| Severity | high |",
        "| Judges | all of them together |",
        "| Effective on | 2027-01-01; advisory before |",
        "What it is about.",
        "Lost | data.",
        f"| `storage.bucket` | `versioned` | {KINDS['storage.bucket']['versioned']} |",
        f"| `storage.bucket` | `location.country` | {KINDS['storage.bucket']['location']} |",
        "| `ml.training` |  | that it is there |",
        '| `encryption.floor` | The least there may be. | `[1, "x"]` | not set |',
        "{node} has {found}",
        "Do it right.",
        "- `gdpr:32`",
        "| `base` | mandatory | warn |",
        "| `extra` | advisory | fail |",
        "(../../policies/encryption/versioned/versioned.rego)",
        "(../../policies/encryption/versioned/cases/)",
    ):
        assert text in page
    other = (documented / "docs/policies/RES-01.md").read_text()
    assert "No pack selects it." in other
    assert "cases/" not in other


def test_every_link_leads_somewhere(documented: Path, capsys: Any) -> None:
    said(capsys, 0, "docs")
    folder = documented / "docs" / "policies"
    links = [
        (page, link)
        for page in folder.iterdir()
        for link in re.findall(r"\]\((.*?)\)", page.read_text())
    ]
    assert len(links) == 5
    for page, link in links:
        assert (folder / link).exists(), (page, link)


def yaml_blocks(text: str) -> list[Any]:
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def test_the_waiver_of_a_page_is_one(documented: Path, shelf: Any, capsys: Any) -> None:
    said(capsys, 0, "docs")
    [snippet] = re.findall(
        r"```yaml\n(.*?)```", (documented / "docs/policies/ENC-01.md").read_text(), re.DOTALL
    )
    path = documented / "waivers.yaml"
    path.write_text(snippet)
    [waiver] = load_waivers(path, shelf.library())
    assert waiver.covers("ENC-01", "urn:pulumi:s::p::aws:s3/bucket:Bucket::NAME")


def test_the_waiver_of_a_part_of_the_estate(project: Path, shelf: Any) -> None:
    body = 'deny contains {"node": one.id} if some one in input.nodes["topology.link"]\n'
    shelf.rule(needs=json.dumps({"topology.link": []}), body=body)
    shelf.pack(ENC_01={"level": "mandatory"})
    [document] = yaml_blocks(render_pages(shelf.library())["ENC-01.md"])
    # The ids of such nodes: graph.from_topology.
    assert document["waivers"][0]["resource"] == "estate:link/NAME"


def test_the_overview_shows_shapes_that_hold(documented: Path, shelf: Any) -> None:
    text = render_pages(shelf.library())["README.md"]
    pack, params, waivers = yaml_blocks(text)
    Pack.model_validate(pack)
    assert set(params) == {"params"}
    [waiver] = waivers["waivers"]
    Waiver.model_validate(waiver)
    assert set(waiver) == set(Waiver.model_fields)
    assert set(pack) == set(Pack.model_fields)
    assert set(pack["policies"]["ENC-05"]) == set(Membership.model_fields)
    documented_keys = set(re.findall(r"^\| `custom\.(\w+)`", text, re.MULTILINE))
    assert documented_keys == set(Custom.model_fields)
    assert "| [ENC-01](ENC-01.md) | Buckets keep versions | high | mandatory | advisory |" in text


def test_new_as_json(project: Path, capsys: Any) -> None:
    document = json.loads(said(capsys, 0, "new", "encryption", "own_key", "--format", "json"))
    folder = "policies/encryption/own_key"
    assert document == {
        "schema": "edgewright/policy-files",
        "version": 1,
        "files": [
            f"{folder}/own_key.rego",
            f"{folder}/own_key_test.rego",
            f"{folder}/cases/boundaries.yaml",
        ],
    }


def test_docs_as_json(documented: Path, capsys: Any) -> None:
    written = json.loads(said(capsys, 0, "docs", "--format", "json"))
    assert (written["schema"], written["version"]) == ("edgewright/policy-pages", 1)
    assert written["changed"] == [
        "docs/policies/ENC-01.md",
        "docs/policies/README.md",
        "docs/policies/RES-01.md",
    ]
    assert json.loads(said(capsys, 0, "docs", "--check", "--format=json"))["changed"] == []


def test_docs_twice_changes_nothing_and_check_holds(documented: Path, capsys: Any) -> None:
    said(capsys, 0, "docs")
    assert said(capsys, 0, "docs") == "nothing to change\n"
    assert said(capsys, 0, "docs", "--check") == "3 pages are up to date\n"


def test_check_before_there_are_pages(documented: Path, capsys: Any) -> None:
    text = refused(capsys, "docs", "--check")
    assert "error[POL-009]: out of date: ENC-01.md, README.md, RES-01.md" in text
    assert "next: Run `edgewright policy docs`." in text
    assert not (documented / "docs").exists()


def test_a_changed_rule_makes_its_page_stale(documented: Path, shelf: Any, capsys: Any) -> None:
    said(capsys, 0, "docs")
    shelf.rule(id="RES-01", package="residency.unselected", scope="resource")
    text = refused(capsys, "docs", "--check")
    assert f"{documented}/docs/policies/RES-01.md: error[POL-009]: out of date: RES-01.md\n" in text
    assert said(capsys, 0, "docs").splitlines() == ["docs/policies/RES-01.md", "pages changed: 1"]
    said(capsys, 0, "docs", "--check")


def test_the_page_of_a_rule_that_is_gone_is_removed(documented: Path, capsys: Any) -> None:
    said(capsys, 0, "docs")
    stale = documented / "docs" / "policies" / "OLD-01.md"
    stale.write_text("old")
    assert "out of date: OLD-01.md" in refused(capsys, "docs", "--check")
    said(capsys, 0, "docs")
    assert not stale.exists()
    said(capsys, 0, "docs", "--check")


def test_docs_where_they_cannot_be_written(documented: Path, capsys: Any) -> None:
    (documented / "docs").write_text("a file where the folder should be")
    assert "error[POL-014]" in said(capsys, 3, "docs")


def test_docs_without_a_policies_folder(project: Path, capsys: Any) -> None:
    (project / "policies").rmdir()
    assert "error[POL-008]" in refused(capsys, "docs")


def test_pages_of_the_shipped_library_are_up_to_date(opa: Path) -> None:
    """The real library: run `edgewright policy docs` after a change to a rule or a pack."""
    try:
        assert check_pages(load_library(ROOT / "policies", opa), ROOT / "docs" / "policies") > 1
    except EdgewrightError as problem:
        pytest.fail(problem.text())
