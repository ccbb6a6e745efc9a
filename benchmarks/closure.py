"""Closure of labels over flows: 10,000 places, 50,000 flows, 32 labels (target 1 s in all).

    python benchmarks/closure.py

Every figure is the median of several runs. The flows are random (seeded), so that most labels reach
most places: the worst case. `every witness path` is what only a report of everything would need.
"""

from __future__ import annotations

import random
import statistics
import time

from edgewright.topology.closure import Arc, close, holdings

PLACES, FLOWS, LABELS, RUNS = 10_000, 50_000, 32, 5


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


def main() -> None:
    """Print the figures."""
    arcs = flows()
    starts = {f"label-{number}": [("data", str(number * 7))] for number in range(LABELS)}
    closing, telling = [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        reaches = close(starts, arcs)
        closed = time.perf_counter()
        found = holdings(reaches)
        closing.append(closed - begun)
        telling.append(time.perf_counter() - closed)
    held = len(found)
    size = f"{PLACES:,} places x {FLOWS:,} flows x {LABELS} labels"
    print(f"closure of {size}: {statistics.median(closing):.2f} s (target 1 s)")
    print(f"  {held:,} holdings with every witness path: {statistics.median(telling):.2f} s")


if __name__ == "__main__":
    main()
