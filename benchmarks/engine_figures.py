"""Figures of the real engine: what the gate adds to a preview and to an update."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from measuring import RUNS, Usage, show, watched

from edgewright.base.project import Project
from edgewright.gate.run import Run, engine_environment

NOTHING = Path(__file__).parent / "nothing_pack.py"
PACK = "PULUMI_OPTION_POLICY_PACK"
STACK = "figures"
ANALYZER = "pulumi-analyzer-policy-edgewright"
OPA = "opa run"

KNOWN = """
import json
import pulumi_aws as aws

POLICY = json.dumps({{"Statement": [{{"Effect": "Allow", "Action": "iot:Connect", "Resource":
    "arn:aws:iot:eu-central-1:000000000000:client/${{iot:Connection.Thing.ThingName}}"}}]}})
for number in range({count}):
    if number % 2:
        aws.iot.Policy(f"policy-{{number}}", policy=POLICY, region="eu-central-1")
    else:
        aws.kms.Key(f"key-{{number}}", region="eu-central-1", enable_key_rotation=True)
"""
UNKNOWN = """
import pulumi_aws as aws

first = aws.kms.Key("first", region="eu-central-1", enable_key_rotation=True)
later = first.rotation_period_in_days.apply(lambda days: f"beside one that turns in {{days}} days")
for number in range({count} - 1):
    aws.kms.Key(
        f"key-{{number}}", region="eu-central-1", enable_key_rotation=True, description=later
    )
"""
"""A program whose every resource but the first has a value that only an update knows."""


@dataclass(frozen=True)
class Taken:
    """What a run of the engine took."""

    seconds: float
    usage: Usage

    @property
    def gate(self) -> float:
        """Processor seconds of the analyzers and of their OPAs."""
        return self.usage.processor_of(ANALYZER) + self.usage.processor_of(OPA)


def previews() -> None:
    """`pulumi preview` of the same program: alone, with a pack that does nothing, with the gate."""
    targets = {
        100: "target: alone + 0.8 s",
        1_000: "target: do-nothing + 0.6 s",
        10_000: "target: do-nothing + 4 s, 1,000 MB",
    }
    for count, target in targets.items():
        _previews(count, target, runs=RUNS if count < 10_000 else 1)


def _previews(count: int, target: str, runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gated = _prepared(folder, KNOWN, count)
        nothing = {**gated, PACK: str(_nothing_pack(folder))}
        alone = {key: value for key, value in gated.items() if key != PACK}
        found = [
            [_run(folder, each, "preview") for each in (alone, nothing, gated)] for _ in range(runs)
        ]
    seconds = [_median(column, lambda one: one.seconds) for column in zip(*found, strict=True)]
    show(f"pulumi preview of {count:,} resources", seconds[0])
    show("  with a pack that does nothing", seconds[1], f"adds {seconds[1] - seconds[0]:.2f}")
    memory = max(row[2].usage.memory for row in found)
    show("  with the gate", seconds[2], f"adds {seconds[2] - seconds[0]:.2f}; {target}", memory)
    show("  the gate beyond the pack that does nothing", seconds[2] - seconds[1])
    show("  the gate's processor time", statistics.median(row[2].gate for row in found))


def updates() -> None:
    """`pulumi up` of a program with an unknown value in each resource."""
    for count, target in ((100, "target 2.5 s"), (1_000, "target 10 s")):
        found = []
        for _ in range(RUNS if count < 1_000 else 1):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                environment = _prepared(folder, UNKNOWN, count)
                found.append(_run(folder, environment, "up", "--yes"))
        seconds = _median(found, lambda one: one.seconds)
        memory = max(one.usage.memory for one in found)
        show(f"pulumi up of {count:,} resources, the gate on", seconds, "", memory)
        show("  the gate's processor time", _median(found, lambda one: one.gate), target)


def _median(found: list[Taken] | tuple[Taken, ...], of: Callable[[Taken], float]) -> float:
    return statistics.median(of(one) for one in found)


def _prepared(folder: Path, program: str, count: int) -> dict[str, str]:
    """A project with a stack; the environment of an engine that stands in for the clouds."""
    (folder / "Pulumi.yaml").write_text("name: figures\nruntime: python\n")
    (folder / "__main__.py").write_text(program.format(count=count))
    environment = engine_environment(Run(Project(folder), STACK, offline=True))
    command = ["pulumi", "stack", "init", STACK]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return environment


def _nothing_pack(folder: Path) -> Path:
    """An executable for the pack that does nothing."""
    path = folder / "pulumi-analyzer-policy-nothing"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{NOTHING}" "$@"\n')
    path.chmod(0o755)
    return path


def _run(folder: Path, environment: Mapping[str, str], *words: str) -> Taken:
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(shutil.which("pulumi", path=environment["PATH"])), *words, "--stack", STACK],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with watched(process.pid) as usage:
        output, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(output.decode()[-4_000:])
    return Taken(time.perf_counter() - start, usage)
