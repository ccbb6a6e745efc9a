"""What a run leaves behind: never a result of the run before it."""

from __future__ import annotations

import json
from pathlib import Path

import grpc
import pytest
from pulumi.runtime.proto import engine_pb2_grpc

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.cli.main import run
from edgewright.gate import context, session
from edgewright.gate.engine_log import EngineLog
from edgewright.gate.judge import OFFLINE_TAG, Judge, StackRun

STACK = "dev"
ESTATE = """estate: little
owner: owner@example.com
data:
  frames: {categories: [user.biometric], subjects: [public], origin: DE, classification: internal}
sites:
  quay: {country: DE, at: [53.54, 9.98]}
policies: {packs: [baseline]}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose last run held."""
    (tmp_path / "Pulumi.yaml").write_text("name: little\nruntime: python\n")
    monkeypatch.chdir(tmp_path)
    found = Project(tmp_path)
    _write_estate(found, ESTATE)
    _leave_green(found)
    return found


def _write_estate(project: Project, text: str) -> None:
    folder = project.stack_folder(STACK)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "estate.yaml").write_text(text)


def _leave_green(project: Project) -> None:
    folder = session.state_folder(project, STACK)
    folder.mkdir(parents=True, exist_ok=True)
    session.evaluation_file(project, STACK).write_text(json.dumps({"verdict": "held"}))
    session.report_page(project, STACK).write_text("<h1>Held</h1>")
    (folder / session.ADMISSION).write_text("{}")


def _left(project: Project) -> set[str]:
    folder = session.state_folder(project, STACK)
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_everything_of_the_last_run_goes(project: Project) -> None:
    assert _left(project) == {"evaluation.json", "report.html", "admitted.json"}
    session.forget_results(project, STACK)
    assert _left(project) == set()
    session.forget_results(project, STACK)
    session.forget_results(project, "never-judged")


def test_an_update_keeps_its_admission(project: Project) -> None:
    session.forget_results(project, STACK, keep_admission=True)
    assert _left(project) == {"admitted.json"}


def test_a_name_that_leads_elsewhere_removes_nothing(project: Project) -> None:
    own = project.root / "report.html"
    own.write_text("mine")
    session.forget_results(project, "../..")
    assert own.read_text() == "mine"


def test_what_cannot_be_removed_ends_the_run(project: Project) -> None:
    page = session.report_page(project, STACK)
    page.unlink()
    page.mkdir()
    with pytest.raises(EdgewrightError) as caught:
        session.forget_results(project, STACK)
    assert caught.value.code == "GAT-004"


BROKEN = {
    "broken estate": "estate: [",
    "unknown pack": ESTATE.replace("baseline", "no-such-pack"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("dry_run", [True, False], ids=["preview", "up"])
def test_broken_inputs_leave_nothing_green(project: Project, text: str, dry_run: bool) -> None:
    _write_estate(project, text)
    judge = Judge(project.root, EngineLog(""))
    with pytest.raises(EdgewrightError):
        judge.configure(StackRun(STACK, dry_run=dry_run))
    judge.close()
    assert _left(project) == set()


@pytest.mark.parametrize("dry_run", [True, False], ids=["preview", "up"])
def test_a_missing_opa_leaves_nothing_green(
    project: Project, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    def missing(name: str) -> Path:
        raise EdgewrightError("TOO-002", f"no {name}", hint="Build it.")

    monkeypatch.setattr(context, "locate", missing)
    judge = Judge(project.root, EngineLog(""))
    with pytest.raises(EdgewrightError):
        judge.configure(StackRun(STACK, dry_run=dry_run))
    judge.close()
    assert _left(project) == set()


def test_a_real_run_on_an_offline_stack_leaves_nothing_green(project: Project) -> None:
    judge = Judge(project.root, EngineLog(""))
    with pytest.raises(EdgewrightError, match="offline provider") as caught:
        judge.configure(StackRun(STACK, dry_run=False, tags={OFFLINE_TAG: "true"}))
    judge.close()
    assert caught.value.code == "GAT-006"
    assert _left(project) == set()


def test_a_run_that_is_killed_leaves_an_evaluation_that_is_incomplete(project: Project) -> None:
    """From the start of a preview to its end nothing else is there."""
    judge = Judge(project.root, EngineLog(""))
    judge.configure(StackRun(STACK, dry_run=True))
    try:
        assert _left(project) == {"evaluation.json"}
        evaluation = json.loads(session.evaluation_file(project, STACK).read_text())
        assert evaluation["complete"] is False
        assert "does not see what the program only reads" in evaluation["notes"][0]
    finally:
        judge.close()


def test_a_failure_at_the_end_takes_the_admission_back(project: Project) -> None:
    judge = Judge(project.root, EngineLog(""))
    judge.configure(StackRun(STACK, dry_run=True))
    (session.state_folder(project, STACK) / session.ADMISSION).write_text("{}")
    judge.give_up(EdgewrightError("GAT-005", "it broke", hint="Report it."))
    judge.close()
    assert _left(project) == {"evaluation.json"}


def test_check_keeps_what_report_reads(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--stack", STACK]) == 0
    assert _left(project) == {"evaluation.json"}
    capfd.readouterr()
    assert run(["report", "--stack", STACK]) == 0
    assert capfd.readouterr().out.startswith("HELD SO FAR  little, stack dev\n")


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_check_that_fails_leaves_nothing_green(project: Project, text: str) -> None:
    _write_estate(project, text)
    assert run(["check", "--stack", STACK]) == 2
    assert _left(project) == set()


def test_a_check_of_an_estate_that_is_gone_leaves_nothing_green(project: Project) -> None:
    (project.stack_folder(STACK) / "estate.yaml").unlink()
    assert run(["check", "--stack", STACK]) == 2
    assert _left(project) == set()


@pytest.mark.parametrize(
    "assumed", [("--at", "2027-01-01"), ("--assume", "dpf=invalid"), ("--move", "quay=FR")]
)
def test_what_would_be_is_not_kept(project: Project, assumed: tuple[str, str]) -> None:
    assert run(["check", "--stack", STACK, *assumed]) == 0
    kept = json.loads(session.evaluation_file(project, STACK).read_text())
    assert kept == {"verdict": "held"}


def test_a_line_reaches_the_engine_and_no_engine_is_no_failure() -> None:
    """An engine of our own, which speaks the real protocol."""
    from concurrent import futures

    from google.protobuf import empty_pb2

    lines: list[tuple[str, str]] = []

    class Engine(engine_pb2_grpc.EngineServicer):
        def Log(self, request, context):
            lines.append((request.message, request.urn))
            return empty_pb2.Empty()

    server = grpc.server(futures.ThreadPoolExecutor(max_workers=1))
    engine_pb2_grpc.add_EngineServicer_to_server(Engine(), server)
    address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    EngineLog(address).say("held", "urn:stack")
    server.stop(grace=None).wait()
    assert lines == [("held", "urn:stack")]
    EngineLog(address).say("nobody hears it", "urn:stack")
    EngineLog("").say("nobody is there", "urn:stack")
