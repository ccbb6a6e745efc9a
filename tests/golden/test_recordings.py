"""The recordings are what the real engine shows today, and the gate comes to the same verdicts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from golden_estates import ESTATES, SAMPLES, GoldenEstate, judge, previewed
from outcome_tables import OUTCOMES, differences, outcome_rows, read

from edgewright.policy.evaluation import Evaluation
from edgewright.policy.evaluation_file import read_evaluation

pytestmark = pytest.mark.engine
STALE = "the engine shows something else; `python tools/record_estates.py --record --write`"


@dataclass(frozen=True)
class Preview:
    """A preview with the gate on: what the engine showed, and the verdict."""

    estate: GoldenEstate
    recording: str
    evaluation: Evaluation


@pytest.fixture(scope="module", params=ESTATES)
def preview(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    estate = ESTATES[request.param]
    text, sandbox = previewed(estate, tmp_path_factory.mktemp(estate.name))
    return Preview(estate, text, read_evaluation(sandbox.evaluation_file(estate.name)))


def test_a_recording_is_what_the_engine_shows(preview: Preview) -> None:
    kept, shown = (
        [(line,) for line in text.splitlines()]
        for text in (preview.estate.recording.read_text(), preview.recording)
    )
    assert kept == shown, "\n".join([STALE, *differences(kept, shown)])


def test_the_gate_comes_to_the_outcomes_that_were_reviewed(preview: Preview) -> None:
    evaluation, recorded = preview.evaluation, judge(preview.estate)
    assert evaluation.complete
    rows = outcome_rows(recorded.nodes, evaluation.results)
    assert differences(read(preview.estate.outcomes.read_text(), OUTCOMES), rows) == []
    if preview.estate.name in SAMPLES:
        assert evaluation.verdict == "held"
        assert evaluation.digests["resources"] == recorded.evaluation.digests["resources"]
