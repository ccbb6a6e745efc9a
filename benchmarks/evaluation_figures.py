"""Figures of graph and verdicts without the engine, beside other ways to ask the same rules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from measuring import Spent, medians, show, spent, watched

from edgewright.base.clock import now
from edgewright.base.vocabulary import Phase, Scope
from edgewright.facts import catalogue
from edgewright.graph.model import RawResource, ResourceGraph
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluate import evaluate, policy_input
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.library import library_root, load_library
from edgewright.policy.opa.engine import open_engine
from edgewright.policy.opa.entries import ANSWERS, data_of, entry_module
from edgewright.policy.policy_set import Choice, PolicySet, load_policy_set
from edgewright.tools.locate import locate

PACKS = ("baseline", "eu-personal-data")
COUNTS = (1_000, 10_000)
COLD = "cold"
"""The package of the rules all together, for an OPA that starts to answer and ends."""


def buckets(count: int, *, differ: bool = False) -> list[RawResource]:
    """Buckets with the resources that configure them, as a program would declare them.

    Args:
        count: how many resources, half of them buckets.
        differ: whether each bucket has data of its own, so that no two are alike.
    """
    found = []
    for number in range(count // 2):
        urn = f"urn:pulumi:s::p::aws:s3/bucket:Bucket::bucket-{number}"
        props = {"bucket": f"bucket-{number}", "region": "eu-central-1"}
        data = f"frames-{number}" if differ else "frames"
        tagged = {**props, "tags": {"edgewright:data": data}}
        found.append(RawResource(urn, "aws:s3/bucket:Bucket", f"bucket-{number}", tagged, tagged))
        type = "aws:s3/bucketVersioning:BucketVersioning"
        part = f"urn:pulumi:s::p::{type}::versioning-{number}"
        state = {**props, "versioningConfiguration": {"status": "Enabled"}}
        depends = {"bucket": (urn,)}
        found.append(
            RawResource(
                part, type, f"versioning-{number}", state, state, property_dependencies=depends
            )
        )
    return found


def policies_in_use() -> PolicySet:
    """The two packs that the figures are of."""
    return load_policy_set(load_library(library_root(), locate("opa")), Choice(PACKS), now())


def evaluation() -> None:
    """Graph and verdicts, with one OPA that is up already."""
    policies = policies_in_use()
    for count in COUNTS:
        _evaluation_of(count, policies)
    _evaluation_of(max(COUNTS), policies, differ=True)


def _evaluation_of(count: int, policies: PolicySet, *, differ: bool = False) -> None:
    resources = buckets(count, differ=differ)
    graph = record_graph(resources)
    with (
        closing(open_engine(locate("opa"), policies, catalogue.as_data())) as engine,
        watched(os.getpid()) as usage,
    ):
        engine.connection()
        graphs, verdicts = medians(
            lambda: record_graph(resources),
            lambda: evaluate(graph.nodes, policies, engine, now(), Phase.CHECK, Scope.ALL),
        )
    show(f"resource graph of {count:,} resources", graphs)
    unlike = ", no two alike" if differ else ""
    what = f"evaluation of {count:,} resources by {len(policies.policies)} rules{unlike}"
    show(what, verdicts, "target 3 s" if count == max(COUNTS) else "", usage.memory)


def rivals() -> None:
    """The same rules on the same resources: ours, conftest, and an `opa eval` that starts cold."""
    policies = policies_in_use()
    for count in COUNTS:
        _rivals(record_graph(buckets(count)), policies, f"{count:,} resources")
    most = max(COUNTS)
    unlike = record_graph(buckets(most, differ=True))
    _rivals(unlike, policies, f"{most:,} resources, no two alike")


def _rivals(graph: ResourceGraph, policies: PolicySet, what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        _compared(Path(name), graph, policies, what)


def _compared(folder: Path, graph: ResourceGraph, policies: PolicySet, what: str) -> None:
    """Wall and processor seconds of ours, and of the others on what is in a folder."""
    _write(folder, graph, policies)
    opa, conftest = locate("opa"), shutil.which("conftest")
    cold = [str(opa), "eval", "--format", "json", "--data", "rules", "--input", "input.json"]
    works = [lambda: _quiet(folder, [*cold, f"data.{COLD}.{ANSWERS}"])]
    if conftest:
        chosen = [word for rule in policies.policies for word in ("--namespace", _adapted(rule))]
        given = ["--policy", "rules", "--policy", "adapted", "--data", "rules"]
        form = ["--output", "json", "--no-fail"]
        words = [conftest, "test", "input.json", *given, *chosen, *form]
        works.append(lambda: _quiet(folder, words))
    with closing(open_engine(opa, policies, catalogue.as_data())) as engine:
        engine.connection()
        ours, *theirs = spent(
            lambda: evaluate(graph.nodes, policies, engine, now(), Phase.CHECK, Scope.ALL), *works
        )
    show(f"evaluation of {what}", ours.seconds, f"{ours.processor:.2f} processor s")
    _show_rival("a cold `opa eval` of the same", theirs[0], ours)
    if conftest:
        _show_rival("conftest on the same", theirs[1], ours, "; target 10 x")
    else:
        print("  conftest is not on PATH: go install github.com/open-policy-agent/conftest@v0.71.1")


def _show_rival(what: str, theirs: Spent, ours: Spent, target: str = "") -> None:
    by_clock = f"{theirs.seconds / ours.seconds:.1f} x"
    by_processor = f"{theirs.processor / ours.processor:.1f} x"
    took = f"{theirs.processor:.2f} processor s, {by_processor}"
    show(f"  {what}", theirs.seconds, f"{by_clock}; {took}{target}")


def _adapted(rule: PolicyInfo) -> str:
    """The package in which conftest finds a rule."""
    return f"adapted.{rule.package}"


ADAPTED = """package {adapted}

deny contains {{"msg": json.marshal(finding)}} if some finding in data.{package}.deny

warn contains {{"msg": json.marshal(note)}} if some note in data.{package}.qualified
"""
"""A rule as conftest reads one: what it finds must have a `msg`."""


def _write(folder: Path, graph: ResourceGraph, policies: PolicySet) -> None:
    """The rules, parameters and facts, and the resources, as files."""
    entry = {"cold.rego": entry_module(COLD, policies.policies)}
    modules = {**policies.library.modules, **entry}
    for name, text in modules.items():
        path = folder / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "adapted").mkdir()
    for rule in policies.policies:
        text = ADAPTED.format(adapted=_adapted(rule), package=rule.package)
        (folder / "adapted" / f"{rule.id}.rego").write_text(text)
    data = data_of(policies, catalogue.as_data())
    (folder / "rules" / "data.json").write_text(json.dumps(data))
    needed = {name for policy in policies.policies for name in policy.needs}
    document = policy_input(graph.nodes, now(), Phase.CHECK, needed)
    (folder / "input.json").write_text(json.dumps(document))


def _quiet(folder: Path, words: list[str]) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr[-2_000:]}{done.stdout[-2_000:]}")
