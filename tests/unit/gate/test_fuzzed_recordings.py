"""A recording with values of another type is refused or judged, and never greener.

The recording is that of the golden estate `bad`, on which every rule fires.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from golden_estates import ESTATES

from edgewright.base.clock import parse_instant
from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.verdict import judge_recorded
from edgewright.graph.normalise import leaving_nodes, record_graph
from edgewright.graph.resource.from_state import Recording, read_recording

Way = tuple[int | str, ...]
Open = set[tuple[str, str]]
"""(policy, URN) of what fails or cannot be told, of a resource or a part of it."""
BAD = ESTATES["bad"]
WRONG: tuple[Any, ...] = (
    *(True, 5, -1.5, 10**300, "text", "", "\0", "\ud800", "x" * 5000),
    *([1], [None], [[None]], {"x": 1}, {"": {}}, [{"key": 5}]),
)
SHAPES: tuple[Any, ...] = (*WRONG, None, [], {}, 0, False, "04da6b54-80e4-46f7-96ec-b56ff0331ba9")
MARKERS = [{"4dabf18193072939515e22adb298388d": odd} for odd in ("", 5, [], "x", {"a": "b"})]


def state() -> dict[str, Any]:
    """The recording as a state, in which nothing is unknown."""
    steps = json.loads(BAD.recording.read_text())["steps"]
    return {"version": 3, "deployment": {"resources": [step["newState"] for step in steps]}}


def ways(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """The way to every value inside another one, and that value."""
    if way:
        yield way, value
    inside: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inside = enumerate(value)
    for step, below in inside:
        yield from ways(below, (*way, step))


def changed(document: Any, way: Way, to: Any) -> Any:
    copied = copy.deepcopy(document)
    inside = copied
    for step in way[:-1]:
        inside = inside[step]
    inside[way[-1]] = to
    return copied


def read(folder: Path, document: Any) -> Recording | None:
    """A recording as it is read, None where it is refused."""
    path = folder / "state.json"
    path.write_text(json.dumps(document))
    try:
        recording = read_recording(path)
        record_graph(recording.existing)
        leaving_nodes(recording)
    except EdgewrightError as refusal:
        assert refusal.code.startswith("GRA-")
        assert refusal.hint and refusal.place is not None
        return None
    return recording


@cache
def context() -> GateContext:
    return load_context(Project(BAD.project), BAD.name, parse_instant(BAD.at))


def judged(recording: Recording) -> Open:
    graph = record_graph(recording.existing, context().labelling)
    evaluation = judge_recorded(context(), graph, offline=False)
    return {
        (one.policy, one.node.partition("#")[0])
        for one in evaluation.results
        if one.outcome in (Outcome.FAILED, Outcome.UNDETERMINED)
    }


def try_any_shape(folder: Path, seed: int, times: int) -> None:
    """Anything anywhere: it is read or refused."""
    chance, document = random.Random(seed), state()
    spots = [way for way, _ in ways(document)]
    outer = [way for way in spots if len(way) < 6]
    for _ in range(times):
        odd = changed(document, chance.choice(chance.choice((spots, outer))), chance.choice(SHAPES))
        for _ in range(chance.randrange(2)):
            odd = changed(odd, chance.choice([way for way, _ in ways(odd)]), chance.choice(SHAPES))
        read(folder, odd)


def try_wrong_types(folder: Path, seed: int, times: int) -> None:
    """An input of another type: whatever was open against the resource stays open."""
    chance, document = random.Random(seed), state()
    resources = document["deployment"]["resources"]
    spots = [
        (("deployment", "resources", number, "inputs", *way), value)
        for number, one in enumerate(resources)
        for way, value in ways(one.get("inputs") or {})
    ]
    whole = read(folder, document)
    assert whole is not None
    before = judged(whole)
    assert len(before) > 100
    for _ in range(times):
        way, value = chance.choice(spots)
        odd = chance.choice([one for one in WRONG if type(one) is not type(value)])
        recording = read(folder, changed(document, way, odd))
        if recording is None:
            continue
        urn = resources[way[2]]["urn"]
        settled = before - judged(recording)
        about = {policy for policy, node in settled if node == urn}
        # What people write for people is text; nobody writes a name or an address otherwise.
        assert about <= {"RES-17"}, (urn, way, odd)
        others = {one for one in settled if one[1] != urn and one[1].startswith("urn:")}
        assert others == set(), (urn, way, odd)


def test_any_shape_anywhere(tmp_path: Path) -> None:
    try_any_shape(tmp_path, seed=1, times=60)


def test_an_input_of_another_type(tmp_path: Path) -> None:
    try_wrong_types(tmp_path, seed=1, times=4)


@pytest.mark.parametrize("marker", MARKERS, ids=repr)
def test_a_marker_that_marks_nothing(tmp_path: Path, marker: dict[str, Any]) -> None:
    document = state()
    for number, one in enumerate(document["deployment"]["resources"]):
        for name in one.get("inputs") or {}:
            way = ("deployment", "resources", number, "inputs", name)
            document = changed(document, way, marker)
    assert read(tmp_path, document) is not None


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(2, 12))
def test_any_shape_anywhere_many_times(tmp_path: Path, seed: int) -> None:
    try_any_shape(tmp_path, seed, times=500)


@pytest.mark.heavy
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(2, 6))
def test_an_input_of_another_type_many_times(tmp_path: Path, seed: int) -> None:
    try_wrong_types(tmp_path, seed, times=60)
