"""What it costs to know where every label gets: the closure alone, and a long way through `check`.

    python benchmarks/closure.py            both
    python benchmarks/closure.py spread     closure of labels over random flows
    python benchmarks/closure.py chain      `edgewright check` on a chain of sites
    python benchmarks/closure.py chain 200  ... of one length

`spread` closes 10,000 places, 50,000 flows and 32 labels (target 1 s in all, holdings with their
witness paths); the median of several runs. The flows are random (seeded), so that most labels reach
most places: the worst case.

`chain` hands one label on from site to site, every step over a border: as many holdings as sites,
each with a way as long as the chain before it. The seconds are those of the whole command, the
memory that of its largest process (edgewright or OPA). `per site`, of the processor's seconds,
falls to what a site costs where the cost is linear. Once every border is lawful, once none is.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from edgewright.topology.closure import close, holdings
from edgewright.topology.witness_paths import Arc

PLACES, FLOWS, LABELS, RUNS = 10_000, 50_000, 32, 5
LENGTHS = (200, 400, 800, 1_600)
LAWFUL, UNLAWFUL = ("DE", "FR"), ("IN", "US")
"""Countries in turn: two of the EEA, and two that its law finds not adequate as a whole."""
EDGEWRIGHT = Path(sys.executable).parent / "edgewright"


def flows() -> list[Arc]:
    """Random flows between places; asset and label are one here."""
    chosen = random.Random(4)
    return [
        Arc(
            ("data", str(chosen.randrange(PLACES))),
            ("data", str(chosen.randrange(PLACES))),
            "link",
            str(number),
        )
        for number in range(FLOWS)
    ]


def spread() -> None:
    """Print what the closure takes."""
    arcs = flows()
    starts = {f"label-{number}": [("data", str(number * 7))] for number in range(LABELS)}
    closing, finding, telling = [], [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        reaches = close(starts, arcs)
        closed = time.perf_counter()
        found = holdings(reaches)
        listed = time.perf_counter()
        steps = sum(one.path.length for one in found)
        closing.append(closed - begun)
        finding.append(listed - closed)
        telling.append(time.perf_counter() - listed)
    held = len(found)
    size = f"{PLACES:,} places x {FLOWS:,} flows x {LABELS} labels"
    print(f"closure of {size}: {statistics.median(closing):.2f} s (target 1 s)")
    print(f"  {held:,} holdings: {statistics.median(finding):.2f} s")
    print(f"  every witness path ({steps:,} steps): {statistics.median(telling):.2f} s more")


def chain_estate(length: int, countries: tuple[str, str]) -> str:
    """An estate file: a label that starts in Germany and goes from site to site."""
    sites = [
        f"  s{number}: {{country: {countries[number % 2] if number else 'DE'}, "
        f"at: [{50 + number % 30 / 10}, {8 + number / 400}]}}"
        for number in range(length)
    ]
    moves = [
        f"  - {{data: frames, from: s{number}, to: s{number + 1}}}" for number in range(length - 1)
    ]
    return "\n".join(
        [
            "estate: chain",
            "owner: vision-platform@example.com",
            "data:",
            "  frames: {categories: [user.biometric], subjects: [public], origin: DE, "
            "classification: confidential, retention: 7 days}",
            "sites:",
            *sites,
            "device_classes:",
            "  gateway: {arch: amd64, memory: 16 GB, runtime: k3s, image: gateway}",
            "fleets:",
            "  first: {site: s0, class: gateway, count: 1}",
            "workloads:",
            "  look: {kind: inference, on: [first], reads: [frames]}",
            "flows:",
            *moves,
            "policies: {packs: [eu-personal-data]}",
            "",
        ]
    )


def chain(lengths: tuple[int, ...]) -> None:
    """Print what `check` takes on chains of sites."""
    for what, countries in (("lawful", LAWFUL), ("unlawful", UNLAWFUL)):
        for length in lengths:
            seconds, processor, memory = _check(length, countries)
            per_site = 1000 * processor / length
            print(
                f"chain of {length:5,} sites, {what:8} borders: {seconds:6.2f} s, "
                f"{processor:6.2f} CPU s ({per_site:5.2f} ms per site)   peak {memory:5.0f} MB",
                flush=True,
            )


def _check(length: int, countries: tuple[str, str]) -> tuple[float, float, float]:
    """Seconds, seconds of a processor, and megabytes of one `edgewright check`."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Path(folder) / "stacks" / "chain"
        stack.mkdir(parents=True)
        (Path(folder) / "Pulumi.yaml").write_text("name: chain\nruntime: python\nmain: stacks/\n")
        (stack / "estate.yaml").write_text(chain_estate(length, countries))
        begun = time.perf_counter()
        child = subprocess.Popen(
            [EDGEWRIGHT, "check", "--stack", "chain"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert child.stderr is not None
        said = child.stderr.read().decode()
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"check failed on {length} sites: {said[-2000:]}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    words = argparse.ArgumentParser()
    words.add_argument("part", nargs="?", choices=("spread", "chain"))
    words.add_argument("length", nargs="?", type=int)
    chosen = words.parse_args()
    if chosen.part != "chain":
        spread()
    if chosen.part != "spread":
        chain((chosen.length,) if chosen.length else LENGTHS)


if __name__ == "__main__":
    main()
