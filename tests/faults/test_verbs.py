"""What else Pulumi can do to a stack: judged, refused, or said not to be seen."""

from __future__ import annotations

import pytest
from gated_stacks import Stack, make_stack

pytestmark = pytest.mark.engine

HELD = """
import os
import pulumi_aws as aws

tags = {"edgewright:data": "faces"}
aws.sqs.Queue("free")
if os.environ.get("ABROAD"):
    aws.s3.Bucket("faces", region="us-east-1", tags=tags)
aws.sqs.Queue("other")
"""
TAKEN = ("aws:sqs/queue:Queue", "taken", "https://sqs.example/1/taken")


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """A stack that was deployed with the gate on."""
    stack = make_stack(tmp_path_factory.mktemp("deployed"), HELD)
    done = stack.pulumi("up", "--yes")
    assert done.status == 0, done.text
    assert stack.made() == {"free", "other"}
    return stack


def test_going_on_after_an_error_makes_nothing_refused(deployed: Stack) -> None:
    assert deployed.preview().status == 0
    done = deployed.update("--continue-on-error", ABROAD="1")
    assert done.status != 0
    assert "RES-01" in done.text
    assert deployed.made() == {"free", "other"}
    assert deployed.evaluation().verdict == "violated"


def test_an_update_with_a_refresh_is_judged(deployed: Stack) -> None:
    done = deployed.pulumi("up", "--refresh", "--yes", ABROAD="1")
    assert done.status != 0
    assert "RES-01" in done.text
    assert deployed.made() == {"free", "other"}


@pytest.mark.parametrize(
    "words",
    [
        ("refresh", "--yes"),
        ("import", *TAKEN, "--yes", "--generate-code=false", "--protect=false"),
        ("destroy", "--yes", "--target", "urn:pulumi:test::trial::aws:sqs/queue:Queue::taken"),
    ],
    ids=["refresh", "import", "destroy"],
)
def test_what_the_engine_does_not_show_leaves_no_verdict(
    deployed: Stack, words: tuple[str, ...]
) -> None:
    """The engine asks no analyzer, so the last verdict is that of the run before, as it was."""
    before = deployed.evaluation()
    done = deployed.pulumi(*words, PULUMI_OPTION_POLICY_PACK="")
    assert done.status == 0, done.text
    assert deployed.evaluation() == before
    assert "edgewright:" not in done.text


def test_a_partial_update_admits_and_judges_what_it_sees(deployed: Stack) -> None:
    named = "urn:pulumi:test::trial::aws:sqs/queue:Queue::other"
    assert deployed.preview().status == 0
    done = deployed.update("--target", named, ABROAD="1")
    assert done.status == 0, done.text
    assert deployed.made() == {"free", "other"}, "what is not targeted is not made"
    assert not deployed.evaluation().complete
    assert any("leaves resources out" in note for note in deployed.evaluation().notes)
    again = deployed.update()
    assert "GAT-002" in again.text
