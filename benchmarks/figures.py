"""Figures of edgewright: gate overhead, evaluation alone, memory, start of the command line.

    python benchmarks/figures.py            all of them
    python benchmarks/figures.py start      only the part named: start, evaluation, gate

Every figure is the median of several runs, taken in turn with what it is compared to.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil

from edgewright.base.clock import now
from edgewright.base.project import Project
from edgewright.facts import catalogue
from edgewright.gate.run import Run, engine_environment
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluate import evaluate
from edgewright.policy.library import library_root, load_library
from edgewright.policy.opa.engine import open_engine
from edgewright.policy.policy_set import Choice, PolicySet, load_policy_set
from edgewright.tools.locate import locate

ROOT = Path(__file__).parents[1]
PACKS = ("baseline", "eu-personal-data")
RUNS = 3

PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

POLICY = json.dumps({{"Statement": [{{"Effect": "Allow", "Action": "iot:Connect", "Resource":
    "arn:aws:iot:eu-central-1:000000000000:client/${{iot:Connection.Thing.ThingName}}"}}]}})
for number in range({count}):
    if number % 2:
        aws.iot.Policy(f"policy-{{number}}", policy=POLICY, region="eu-central-1")
    else:
        aws.kms.Key(f"key-{{number}}", region="eu-central-1", enable_key_rotation=True)
"""


def timed(work: Callable[[], object]) -> float:
    """Seconds one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(what: str, seconds: float, target: str = "", memory: float | None = None) -> None:
    """Print one figure."""
    extra = f"   peak {memory:6.0f} MB" if memory is not None else ""
    print(f"{what:52} {seconds:8.2f} s{extra}   {target}")


def command_line() -> None:
    """Start of the command line, and a check of the sample estate without the engine."""
    edgewright = Path(sys.executable).parent / "edgewright"
    for words, target in (
        (["--help"], "target 0.25 s"),
        (["validate", "--stack", "harbour-vision"], ""),
        (["check", "--stack", "harbour-vision"], "target 3 s"),
    ):
        command = [str(edgewright), *words]
        runs = [_time_command(command) for _ in range(5)]
        show(f"edgewright {' '.join(words)}", statistics.median(runs), target)


def _time_command(command: list[str]) -> float:
    return timed(lambda: subprocess.run(command, capture_output=True, cwd=ROOT))


def buckets(count: int) -> list[RawResource]:
    """Buckets with the resources that configure them, as a program would declare them."""
    found = []
    for number in range(count // 2):
        urn = f"urn:pulumi:s::p::aws:s3/bucket:Bucket::bucket-{number}"
        props = {"bucket": f"bucket-{number}", "region": "eu-central-1"}
        tagged = {**props, "tags": {"edgewright:data": "frames"}}
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


@contextmanager
def peak_memory(pid: int) -> Iterator[list[float]]:
    """The largest sum of resident memory of a process and all below it, in MB."""
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], _resident(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _resident(pid: int) -> float:
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0.0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue
    return total / 1e6


def evaluation() -> None:
    """Graph and verdicts alone, with one OPA that is up already."""
    opa = locate("opa")
    policies = load_policy_set(load_library(library_root(), opa), Choice(PACKS), now())
    for count in (1_000, 10_000):
        _evaluation_of(count, opa, policies)


def _evaluation_of(count: int, opa: Path, policies: PolicySet) -> None:
    resources = buckets(count)
    graph = record_graph(resources)
    with (
        closing(open_engine(opa, policies, catalogue.as_data())) as engine,
        peak_memory(os.getpid()) as peak,
    ):
        graphs = [timed(lambda: record_graph(resources)) for _ in range(RUNS)]
        verdicts = [
            timed(lambda: evaluate(graph.nodes, policies, engine, now(), "check", "all"))
            for _ in range(RUNS)
        ]
    show(f"resource graph of {count:,} resources", statistics.median(graphs))
    show(f"evaluation of {count:,} resources", statistics.median(verdicts), "", peak[0])


def gate() -> None:
    """`pulumi preview` of the same program with and without the gate, in turn."""
    targets = {100: "target 1 s", 1_000: "target 2 s"}
    for count, target in targets.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            environment = _prepared(folder, count)
            plain, gated, peaks = [], [], []
            for _ in range(RUNS):
                plain.append(_preview(folder, environment, pack=False)[0])
                seconds, peak = _preview(folder, environment, pack=True)
                gated.append(seconds)
                peaks.append(peak)
        before, after = statistics.median(plain), statistics.median(gated)
        show(f"pulumi preview of {count:,} resources", before)
        show("  with the gate", after, f"ratio {after / before:.2f}", max(peaks))
        show("  overhead", after - before, target)


def _prepared(folder: Path, count: int) -> dict[str, str]:
    (folder / "Pulumi.yaml").write_text("name: figures\nruntime: python\n")
    (folder / "__main__.py").write_text(PROGRAM.format(count=count))
    environment = engine_environment(Run(Project(folder), "figures", offline=True))
    command = ["pulumi", "stack", "init", "figures"]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return environment


def _preview(folder: Path, environment: dict[str, str], *, pack: bool) -> tuple[float, float]:
    settings = dict(environment)
    if not pack:
        settings.pop("PULUMI_OPTION_POLICY_PACK")
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(shutil.which("pulumi", path=settings["PATH"])), "preview", "--stack", "figures"],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with peak_memory(process.pid) as peak:
        output, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(output.decode())
    return time.perf_counter() - start, peak[0]


PARTS = {"start": command_line, "evaluation": evaluation, "gate": gate}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    for part in parser.parse_args().parts or PARTS:
        PARTS[part]()
