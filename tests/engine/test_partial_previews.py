"""What the real engine writes of a run that failed or was partial is never taken for whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_runs import STACK, make_project, run_pulumi, write_program

from edgewright.base.errors import EdgewrightError
from edgewright.graph.resource.from_state import Recording, read_recording

pytestmark = pytest.mark.engine

BEFORE = """
import pulumi
import pulumi_aws as aws

aws.sqs.Queue("a")
aws.sqs.Queue("kept", opts=pulumi.ResourceOptions(retain_on_delete=True))
aws.sqs.Queue("gone")
"""
AFTER = """
import pulumi_aws as aws

aws.sqs.Queue("a")
aws.sqs.Queue("new")
"""
NEW = f"urn:pulumi:{STACK}::trial::aws:sqs/queue:Queue::new"
OLD = NEW.replace("::new", "::a")


@pytest.fixture(scope="module")
def project(shared_project_dir: Path) -> Path:
    """A stack that has been updated, and whose program has changed since."""
    project = make_project(shared_project_dir, BEFORE, {"aws:region": "eu-central-1"})
    done = run_pulumi(project, "up", "--yes", "--skip-preview")
    assert done.status == 0, done.text
    write_program(project, AFTER)
    return project


def recorded(project: Path, *words: str) -> Path:
    path = project / "preview.json"
    path.write_text(run_pulumi(project, "preview", "--json", *words).out)
    return path


def names(recording: Recording) -> set[str]:
    return {one.name for one in recording.resources if one.type.startswith("aws:")}


def test_a_whole_preview_says_what_goes_and_what_stays(project: Path) -> None:
    found = read_recording(recorded(project, "--show-sames"))
    assert names(found) == {"a", "new"}
    assert {one.resource.name: one.why for one in found.leaving} == {
        "kept": "retained",
        "gone": "deleted by this update",
    }
    [queue] = [one for one in found.resources if one.name == "new"]
    assert queue.provider_props["region"] == "eu-central-1"


@pytest.mark.parametrize("words", [("--target", OLD), ("--exclude", NEW)])
def test_a_preview_that_skips_a_resource_is_refused(project: Path, words: tuple[str, str]) -> None:
    with pytest.raises(EdgewrightError) as caught:
        read_recording(recorded(project, "--show-sames", *words))
    assert caught.value.code == "GRA-003"
    assert NEW in caught.value.message


def test_a_preview_without_what_does_not_change_is_refused(project: Path) -> None:
    with pytest.raises(EdgewrightError) as caught:
        read_recording(recorded(project))
    assert caught.value.code == "GRA-003"


def test_a_preview_that_failed_is_refused(project: Path) -> None:
    write_program(project, f"{AFTER}\nraise ValueError")
    with pytest.raises(EdgewrightError) as caught:
        read_recording(recorded(project, "--show-sames"))
    assert caught.value.code == "GRA-004"
