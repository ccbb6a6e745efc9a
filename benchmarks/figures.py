"""Figures of edgewright: start of the command line, evaluation, the graph, what the gate adds.

    python benchmarks/figures.py                  all of them
    python benchmarks/figures.py start rivals     only the parts named

Every figure is the median of several runs, taken in turn with what it is compared to; those of
10,000 resources on the engine, and of an update of 1,000, are of one run. Python's compiled files
must be there (no PYTHONDONTWRITEBYTECODE), as they are after an ordinary installation.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

from engine_figures import previews, updates
from evaluation_figures import evaluation, rivals
from graph_figures import graph
from measuring import show, show_load, timed

from edgewright.base.collector import collect_seldom

ROOT = Path(__file__).parents[1]


def command_line() -> None:
    """Start of the command line, and a check of the sample estate without the engine."""
    edgewright = Path(sys.executable).parent / "edgewright"
    for words, target in (
        (["--help"], "target 0.25 s"),
        (["validate", "--stack", "harbour-vision"], ""),
        (["check", "--stack", "harbour-vision"], "target 0.6 s"),
    ):
        command = [str(edgewright), *words]
        subprocess.run(command, capture_output=True, cwd=ROOT)  # what is kept from run to run
        runs = [
            timed(lambda command=command: subprocess.run(command, capture_output=True, cwd=ROOT))
            for _ in range(5)
        ]
        show(f"edgewright {' '.join(words)}", statistics.median(runs), target)


PARTS = {
    "start": command_line,
    "evaluation": evaluation,
    "rivals": rivals,
    "graph": graph,
    "preview": previews,
    "up": updates,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    asked = parser.parse_args().parts or list(PARTS)
    if unknown := set(asked) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    collect_seldom()  # as edgewright's own programs do
    for part in asked:
        show_load()
        PARTS[part]()
