"""Programs as people write them (`tests/programs`), previewed offline on the real engine.

`programs/NAME/` has a program and what a reviewer expects of it (`expected.csv`): each resource by
its name, and by its type where several have the name; its kind, "structural" for what only groups,
connects or configures others, "none" for what no kind is for; its region, "global" for a service
without regions, with the country it is steered from, "-" for nowhere that is known; its labels; and
the fault where edgewright is known to be wrong. The tables are written from what the programs say
and what the vendors' documents say of the types, never from what edgewright makes of them.
`referenced/` beside a program is a stack that it refers to.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import NamedTuple

from engine_runs import STACK, run_pulumi

from edgewright.graph.model import Node, ResourceGraph
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import Recording, read_recording
from edgewright.graph.resource.labels import Labelling, LabelRule
from edgewright.providers.offline.install import install
from edgewright.spec.project_file import load_project_file

FOLDER = Path(__file__).parent / "programs"
PROGRAMS = sorted(path.parent.name for path in FOLDER.glob("*/__main__.py"))
MORE_PACKAGES = ("random", "datadog", "acme", "azure-native_storage_v20240101")
"""Packages of the programs besides those that the offline provider stands in for anyway."""
SETTINGS = """\
config:
  aws:region: eu-central-1
  aws-native:region: eu-central-1
  azure-native:location: westeurope
"""


class Row(NamedTuple):
    """What is said of a resource."""

    kind: str
    place: str
    labels: tuple[str, ...]


def expected_of(program: str) -> dict[tuple[str, str], Row]:
    """(type, name) -> what a reviewer expects; the type is "" where the name says enough."""
    with (FOLDER / program / "expected.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row.get("type") or "", row["name"]): Row(
                row["kind"], row["place"], tuple(row["labels"].split())
            )
            for row in csv.DictReader(file)
        }


def faults_of(program: str) -> dict[tuple[str, str], str]:
    """(type, name) -> what edgewright is known to take wrongly, of the table's rows that say so."""
    with (FOLDER / program / "expected.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row.get("type") or "", row["name"]): row["fault"]
            for row in csv.DictReader(file)
            if row.get("fault")
        }


def recorded(program: str, folder: Path) -> Recording:
    """What the engine says of a program in a preview, in a folder of its own."""
    project, backend = _with_referenced(program, folder)
    text = _pulumi(project, backend, "preview", "--json", "--show-sames")
    return _read(folder / "preview.json", text)


def deployed(program: str, folder: Path) -> tuple[Recording, Recording]:
    """What the engine says of a program in a preview, and in the state once it is deployed."""
    before = recorded(program, folder)
    project, backend = folder / program, folder / "state"
    _pulumi(project, backend, "up", "--yes", "--skip-preview")
    return before, _read(folder / "state.json", _pulumi(project, backend, "stack", "export"))


def _with_referenced(program: str, folder: Path) -> tuple[Path, Path]:
    """The project of a program and its backend, in which the stack it refers to is deployed."""
    backend = folder / "state"
    project = _project(FOLDER / program, folder / program, backend)
    if (FOLDER / program / "referenced").exists():
        other = _project(FOLDER / program / "referenced", folder / "shared-network", backend)
        _pulumi(other, backend, "up", "--yes", "--skip-preview", "--stack", STACK)
    return project, backend


def _read(path: Path, text: str) -> Recording:
    path.write_text(text, encoding="utf-8")
    return read_recording(path)


def graph_of(program: str, recording: Recording) -> ResourceGraph:
    """The graph of a program, with the labels that its edgewright.yaml gives."""
    given = load_project_file(FOLDER / program).labels
    rules = tuple(LabelRule(rule.match, tuple(rule.data)) for rule in given)
    return record_graph(recording.resources, Labelling(rules=rules))


def found_in(graph: ResourceGraph) -> dict[tuple[str, str], Row]:
    """(type, name) of each resource -> what edgewright says of it."""
    return {
        (node.type, node.name): Row(node.kind or "none", _place(node), tuple(sorted(node.labels)))
        for node in graph.nodes
        if "#" not in node.id
    }


def _place(node: Node) -> str:
    place = node.location
    if place.region == "global":
        return f"global {place.country}" if place.country else "global"
    return place.region or "-"


def _project(source: Path, folder: Path, backend: Path) -> Path:
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "referenced"))
    (folder / "Pulumi.yaml").write_text(f"name: {folder.name}\nruntime: python\n")
    settings = folder / f"Pulumi.{STACK}.yaml"
    if not settings.exists():
        settings.write_text(SETTINGS)
    install(folder / ".engine" / "plug ins", MORE_PACKAGES)
    _pulumi(folder, backend, "stack", "init", STACK)
    return folder


def _pulumi(project: Path, backend: Path, *words: str) -> str:
    backend.mkdir(exist_ok=True)
    done = run_pulumi(project, *words, PULUMI_BACKEND_URL=backend.as_uri())
    assert done.status == 0, done.text
    return done.out
