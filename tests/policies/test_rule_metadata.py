"""What every rule says of itself, and that it says what its code does."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from rule_cases import cases_of
from shipped_rules import POLICIES, package_of, rule_files

from edgewright.graph.kinds import KINDS, having, shown_with
from edgewright.policy.library import Library, Rule

DOMAIN_OF_PREFIX = {
    "RES": "residency",
    "TRF": "transfer",
    "SOV": "sovereignty",
    "ENC": "encryption",
    "IDN": "identity",
    "LAT": "latency",
    "DEV": "device",
    "SUP": "supply_chain",
    "FLT": "fleet",
    "LCY": "lifecycle",
    "OPS": "operations",
}
CONTROL_SHAPES = {
    "gdpr": r"\d{1,2}(\(\d+\))?(\([a-z]\))?",
    "data-act-2023-2854": r"\d{1,2}",
    "dora": r"\d{1,2}(\(\d+\))?",
    "cra-annex-1": r"I{1,2}\(\d\)(\([a-m]\))?",
    "nis2-2024-2690": r"[a-z-]+",
    "nist-800-53r5": r"[A-Z]{2}-\d{1,2}(\(\d+\))?",
    "nistir-8259a": r"[a-z-]+",
    "bsi-c5-2020": r"[A-Z]{2,3}-\d{2}",
    "secnumcloud-3.2": r"19\.\d\.[a-r]",
    "iec-62443-3-3": r"SR [1-7]\.\d{1,2}",
    "iso-27001-2022": r"[5-8]\.\d{1,2}",
    "etsi-en-303-645": r"5\.\d{1,2}-\d{1,2}",
    "eu-sov": r"SOV-[1-8]",
    "3gpp-ts-22.104": r"\d(\.\d)?",
    "us-28-cfr-202": r"202\.\d{3,4}",
    "242-fz": r"\d{1,2}(\(\d\))?",
    "pipl": r"\d{1,2}",
    "ai-act": r"\d{1,3}(\(\d\))?(\([a-z]\))?",
    "azure-policy": r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
    "azure-policy-initiative": r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
    "aws-control-tower": r"(CT\.[A-Z0-9]+\.P[RV]\.\d+|AWS-GR_[A-Z0-9_]+)",
}
"""Framework -> the shape its ids have. A framework that is not here is misspelt or new."""
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}
PARAMETER = re.compile(r"data\.params\.([a-z_]+\.[a-z_]+)")
IMPORT = re.compile(r"^import data\.lib\.([a-z_]+)$", re.MULTILINE)
RULES = rule_files()


def ids(path: Path) -> str:
    return package_of(path)


@pytest.fixture(params=RULES, ids=ids)
def rule(request: pytest.FixtureRequest, library: Library) -> Rule:
    return next(one for one in library.rules.values() if one.path.resolve() == request.param)


def test_every_rule_file_is_a_rule(library: Library) -> None:
    assert {one.path.resolve() for one in library.rules.values()} == set(RULES)


def test_folder_file_and_package_are_one_name(rule: Rule) -> None:
    assert (
        rule.path.resolve() == POLICIES / rule.package.replace(".", "/") / f"{rule.path.stem}.rego"
    )
    assert rule.path.stem == rule.path.parent.name


def test_a_rule_has_its_test_beside_it(rule: Rule) -> None:
    test = rule.path.with_name(f"{rule.path.stem}_test.rego")
    assert f"package {rule.package}_test" in test.read_text()


def test_a_rule_has_a_case_of_either_kind(rule: Rule) -> None:
    assert {"allowed", "denied"} <= {case.verdict for case in cases_of(rule.package)}


@pytest.mark.parametrize("path", RULES, ids=ids)
def test_a_rule_on_the_law_of_data_has_a_case_that_is_not_known(path: Path) -> None:
    if path.parts[-3] not in ("residency", "transfer", "sovereignty", "operations"):
        return
    assert "unknown" in {case.verdict for case in cases_of(package_of(path))}


def test_a_rule_holds_nothing_else(rule: Rule) -> None:
    stem = rule.path.stem
    found = {path.name for path in rule.path.parent.iterdir()}
    assert found == {f"{stem}.rego", f"{stem}_test.rego", "cases"}


def test_ids_are_unique_and_tell_the_domain(library: Library) -> None:
    assert len({one.id for one in library.rules.values()}) == len(RULES)
    for one in library.rules.values():
        assert DOMAIN_OF_PREFIX[one.id[:3]] == one.domain


def test_titles_state_the_compliant_condition(library: Library) -> None:
    titles = [one.title for one in library.rules.values()]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert not re.search(r"\b(ensure|should|must|check)\b", title, re.IGNORECASE), title
        assert title[0].isupper() and title[-1] not in ".:", title


def test_description_risk_and_fix_are_three_things(rule: Rule) -> None:
    texts = [rule.description, rule.custom.risk or "", rule.custom.fix]
    assert all(text.endswith(".") and text[0].isupper() for text in texts)
    assert len({*texts, rule.title}) == 4


def test_a_rule_has_a_date_it_blocks_from(rule: Rule) -> None:
    assert rule.custom.effective_on is not None


def test_the_message_begins_with_the_node(rule: Rule) -> None:
    assert rule.custom.message.startswith("{node}")
    assert len(list(string.Formatter().parse(rule.custom.message))) > 1


def test_controls_are_ids_of_known_frameworks(rule: Rule) -> None:
    assert len(set(rule.custom.controls)) == len(rule.custom.controls)
    for control in rule.custom.controls:
        framework, _, id = control.partition(":")
        assert re.fullmatch(CONTROL_SHAPES[framework], id), control


def test_needs_are_properties_their_kinds_have(rule: Rule) -> None:
    for kind, properties in rule.custom.needs.items():
        assert properties, f"{kind} is needed for nothing"
        for path in properties:
            assert path.split(".")[0] in KINDS[kind], f"{kind}.{path}"


def test_the_kinds_a_rule_reads_are_those_it_needs(rule: Rule) -> None:
    code = rule.path.read_text().partition("\npackage ")[2]
    named = {kind for kind in re.findall(r'"([a-z]+\.[a-z_]+)"', code) if kind in KINDS}
    for properties in re.findall(r"nodes\.having\(\[([^]]*)\]\)", code):
        named.update(having(re.findall(r'"([a-z_]+)"', properties)))
    assert set(rule.custom.needs) <= named <= shown_with(rule.custom.needs)


def test_the_properties_a_rule_reads_exist(rule: Rule) -> None:
    known = {name for kind in shown_with(rule.custom.needs) for name in KINDS.get(kind, ())}
    code = rule.path.read_text().partition("\npackage ")[2]
    assert set(re.findall(r'nodes\.prop\([a-z_]+, "([a-z_]+)"\)', code)) <= known


def test_a_rule_names_the_parameters_it_reads(rule: Rule) -> None:
    code = rule.path.read_text()
    declared = set(rule.custom.params)
    assert set(PARAMETER.findall(code)) <= declared
    assert declared <= set(PARAMETER.findall(code + _imported(code)))


def _imported(code: str) -> str:
    """The text of the libraries a module imports, and of those they import."""
    seen: set[str] = set()
    waiting = set(IMPORT.findall(code))
    text = ""
    while waiting:
        name = waiting.pop()
        seen.add(name)
        more = "".join(
            path.read_text()
            for path in sorted((POLICIES / "lib" / name).glob("*.rego"))
            if not path.stem.endswith("_test")
        )
        text += more
        waiting |= set(IMPORT.findall(more)) - seen
    return text


def test_libraries_are_named_after_what_they_know() -> None:
    modules = (POLICIES / "lib").rglob("*.rego")
    for path in (path for path in modules if not path.stem.endswith("_test")):
        words = set(path.stem.split("_")) | {path.parent.name}
        assert not words & VAGUE_NAMES, path
        assert path.relative_to(POLICIES / "lib").parts[:-1] == (path.parent.name,), path
        assert f"package lib.{path.parent.name}\n" in path.read_text(), path
