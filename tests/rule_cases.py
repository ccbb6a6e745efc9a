"""Cases of rules, made by hand: nodes that differ from samples, and patches of what is shipped.

A file of cases (policies/DOMAIN/RULE/cases/*.yaml) says

    pack: eu-personal-data             # whose default parameters count; baseline unless said
    params: {transfer: {accept_conditional: [US]}}    # parameters that are otherwise, each whole
    facts: {adequacy/EEA/BR/confidence: unverified}   # facts that are otherwise
    at: "2026-11-10T23:00:00Z"         # the instant; NOON unless said
    cases:
      denied_bucket_in_the_united_states:
      - bucket:                        # a sample of tests/policies/samples.yaml
          location: {cloud: aws, region: us-east-1, country: US}      # properties, each whole

A case may have pack, params, facts and an instant of its own; its nodes then stand below `nodes`.
A node may also be given whole, with all its properties. In the property `data` a label of the
samples is named by its id. Everything a case does not say is as it is shipped: the facts of
edgewright/facts and the pack's defaults, so that no copy of them can grow old here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from shipped_rules import POLICIES, ROOT, package_of

from edgewright.facts import catalogue
from edgewright.graph.kinds import KINDS
from edgewright.policy.evaluate import INPUT_SCHEMA, INPUT_VERSION

SAMPLES = ROOT / "tests" / "policies" / "samples.yaml"
NOON = "2026-11-23T12:00:00Z"
VERDICTS = ("allowed", "denied", "unknown")
SETTINGS = ("pack", "params", "facts", "at")
NODE = ("id", "type", "kind", "name", "parent", "props")


class CaseError(ValueError):
    """A case that cannot be built, with its place."""


@dataclass(frozen=True)
class Case:
    """A case of a rule.

    Attributes:
        document: `input`, as a rule sees it, and `data`: params and facts.
    """

    package: str
    name: str
    document: Mapping[str, Any]

    @property
    def verdict(self) -> str:
        """What its name says comes of it: allowed, denied or unknown."""
        return self.name.partition("_")[0]


def case_files() -> list[Path]:
    """Every file of cases of the shipped rules."""
    return sorted(POLICIES.glob("*/*/cases/*.yaml"))


@cache
def cases_of(package: str) -> tuple[Case, ...]:
    """The cases of a shipped rule."""
    files = (path for path in case_files() if package_of(path) == package)
    return tuple(case for path in files for case in read_cases(path))


def read_cases(path: Path) -> list[Case]:
    """The cases in a file.

    Raises:
        CaseError: for what is not there, what is missing, and what changes nothing.
    """
    document = _read(path)
    cases = []
    for name, said in document.get("cases", {}).items():
        try:
            _only(document, (*SETTINGS, "cases"))
            common = {key: document[key] for key in SETTINGS if key in document}
            cases.append(Case(package_of(path), name, _document(name, said, common)))
        except CaseError as problem:
            raise CaseError(f"{path}: {name}: {problem}") from None
    return cases


def _document(name: str, said: Any, common: Mapping[str, Any]) -> dict[str, Any]:
    if name.partition("_")[0] not in VERDICTS:
        raise CaseError(f"its name begins with none of {', '.join(VERDICTS)}")
    own = {"nodes": said} if isinstance(said, list) else said
    _only(own, (*SETTINGS, "nodes"))
    settings = {**common, **own}
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for entry in settings["nodes"]:
        node = _node(entry)
        by_kind.setdefault(node["kind"], []).append(node)
    patches = (json.dumps(settings.get(name, {})) for name in ("params", "facts"))
    return {
        "input": {
            "schema": INPUT_SCHEMA,
            "version": INPUT_VERSION,
            "at": settings.get("at", NOON),
            "phase": "check",
            "nodes": by_kind,
            "resources": {},
        },
        "data": _data(settings.get("pack", "baseline"), *patches),
    }


# Nodes


def _node(entry: Any) -> dict[str, Any]:
    """A node of a case, with every property its kind declares."""
    node = _whole(entry) if isinstance(entry, dict) and "kind" in entry else _sampled(entry)
    _only(node, NODE)
    if missing := [name for name in NODE if name not in node]:
        raise CaseError(f"a node without {', '.join(missing)}")
    kind, props = node["kind"], dict(node["props"])
    if kind not in KINDS:
        raise CaseError(f"no kind {kind}")
    if odd := set(props) ^ set(KINDS[kind]):
        raise CaseError(f"{kind} has not just these properties: {', '.join(sorted(odd))}")
    if "data" in props:
        props["data"] = _described(props["data"])
    return {**node, "props": props, "labels": _labels(props.get("data"))}


def _whole(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"parent": None, **entry}


def _sampled(entry: Any) -> dict[str, Any]:
    """A sample, with the properties that the case has otherwise and perhaps an id of its own."""
    said = {entry: None} if isinstance(entry, str) else dict(entry)
    own = {name: said.pop(name) for name in ("id", "name") if name in said}
    if len(said) != 1:
        raise CaseError(f"a node is one sample, not {', '.join(said) or 'none'}")
    [(name, changes)] = said.items()
    if name not in _samples()["nodes"]:
        raise CaseError(f"no sample {name}")
    sample = _whole(_samples()["nodes"][name])
    return {**sample, **own, "props": _patched(sample["props"], changes or {}, name)}


def _patched(before: Mapping[str, Any], changes: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Values with some replaced: each must be there, and become another."""
    for name, value in changes.items():
        if name not in before:
            raise CaseError(f"{what} has no {name}")
        if before[name] == value:
            raise CaseError(f"{what} has this {name} already")
    return {**before, **changes}


def _described(data: Any) -> Any:
    """Labels with what is known of them, for their ids."""
    if isinstance(data, list):
        return [_described(one) for one in data]
    if not isinstance(data, str):
        return data
    labels = _samples()["labels"]
    if data not in labels:
        raise CaseError(f"no label {data} among the samples")
    return {"id": data, **labels[data]}


def _labels(data: Any) -> list[str]:
    entries = data if isinstance(data, list) else [data]
    return [one["id"] for one in entries if isinstance(one, dict) and "id" in one]


@cache
def _samples() -> Mapping[str, Any]:
    return _read(SAMPLES)


# Parameters and facts


@cache
def _data(pack: str, params: str, facts: str) -> Mapping[str, Any]:
    """One object for all cases that say the same of parameters and facts (as JSON)."""
    return {"params": _params(pack, json.loads(params)), "facts": _facts(json.loads(facts))}


def _params(pack: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A pack's defaults, with some replaced, as a stack's params.yaml replaces them."""
    path = POLICIES / "packs" / f"{pack}.yaml"
    if not path.is_file():
        raise CaseError(f"no pack {pack}")
    params: dict[str, Any] = _read(path)["params"]
    for domain, values in changes.items():
        params[domain] = _patched(params.get(domain, {}), values, f"{domain} of {pack}")
    schema = json.loads((POLICIES / "params.schema.json").read_text())
    for problem in Draft202012Validator(schema).iter_errors(params):
        raise CaseError(problem.message)
    return params


def _facts(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The shipped facts, with some replaced; each is named by the way to it, with slashes."""
    facts: dict[str, Any] = json.loads(json.dumps(catalogue.as_data()))
    for way, value in changes.items():
        *above, name = way.split("/")
        inside: Any = facts
        for step in above:
            if not isinstance(inside, dict) or step not in inside:
                raise CaseError(f"no fact {way}")
            inside = inside[step]
        inside.update(_patched(inside, {name: value}, "/".join(["facts", *above])))
    return facts


# Files


def _read(path: Path) -> dict[str, Any]:
    try:
        document = YAML(typ="safe").load(path)
        return dict(json.loads(json.dumps(document)))
    except (YAMLError, TypeError, ValueError) as problem:
        raise CaseError(f"{path}: {problem}") from problem


def _only(document: Any, names: Sequence[str]) -> None:
    if not isinstance(document, dict):
        raise CaseError(f"not a mapping of {', '.join(names)}: {document!r}")
    if unknown := [name for name in document if name not in names]:
        raise CaseError(f"no such key as {', '.join(unknown)}")
