"""What stops a deployment: each violation and each broken part, seen on the real engine."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from sandboxes import BIN, STACK, Sandbox

pytestmark = pytest.mark.engine

PATCH = """
import pulumi

def _patch(args):
    {body}
    return pulumi.ResourceTransformResult(props=args.props, opts=args.opts)

pulumi.runtime.register_resource_transform(_patch)
"""
MOVED_BUCKET = """if args.type_.startswith("aws:s3/"):
        args.props["region"] = "us-east-1\""""
OPEN_HUB = """if args.type_ == "azure-native:iothub:IotHubResource":
        args.props["properties"]["minTlsVersion"] = "1.0\""""
DROPPED_KEY = """if args.type_.endswith(":BucketServerSideEncryptionConfiguration"):
        args.props["rules"] = [
            {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]"""


def patched(sandbox: Sandbox, body: str) -> None:
    sandbox.append_to_program(PATCH.replace("{body}", body))


@pytest.mark.parametrize(
    ("body", "rule"),
    [(MOVED_BUCKET, "RES-01"), (OPEN_HUB, "ENC-05"), (DROPPED_KEY, "ENC-01")],
    ids=["moved-bucket", "open-hub", "dropped-key"],
)
def test_a_violation_stops_up_in_its_preview(sandbox: Sandbox, body: str, rule: str) -> None:
    patched(sandbox, body)
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 1, done.text
    assert rule in done.out
    assert "fix:" in done.out
    assert sandbox.state() == []
    evaluation = sandbox.evaluation()
    failed = {result["policy"] for result in evaluation["results"] if result["blocking"]}
    assert rule in failed
    assert "Traceback" not in done.text


def test_a_violated_estate_is_told_of_the_stack_and_nothing_is_made(sandbox: Sandbox) -> None:
    """From Hamburg to Santos and back light in glass takes more than the 50 ms of the budget."""
    path = f"stacks/{STACK}/estate.yaml"
    text = (sandbox.root / path).read_text()
    before, found, after = text.partition("  detect-pier:")
    assert "from: camera" in after
    moved = after.replace("from: camera", "from: hamburg-quay", 1)
    (sandbox.root / path).write_text(before + found + moved)
    environment = sandbox.prepared()
    plain = sandbox.run(*sandbox.pulumi("preview"), **environment)
    assert "edgewright: violated; " in plain.out
    assert "EdgeDeployment" in plain.out, "a preview goes on and shows everything"
    assert left_of(sandbox) == {"evaluation.json", "report.html"}
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 1, done.text
    assert "LAT-01" in done.out
    assert "Traceback" not in done.text
    assert sandbox.state() == []
    report = sandbox.edgewright("report", "--stack", STACK)
    assert report.status == 1
    assert "LAT-01" in report.out


def test_a_key_under_its_old_name_is_noted_once(sandbox: Sandbox) -> None:
    sandbox.change(f"stacks/{STACK}/estate.yaml", "transfer_mechanism:", "basis:")
    done = sandbox.edgewright("check", "--stack", STACK, "--at", "2027-01-01", "--format", "json")
    assert done.status == 0, done.text
    assert done.text.count("note: basis is now called transfer_mechanism") == 1


def test_a_transfer_without_a_basis_is_found_with_its_path(sandbox: Sandbox) -> None:
    """India has no adequacy decision of the EU's, and a contract made for Brazil is none for it."""
    sandbox.change(
        f"stacks/{STACK}/estate.yaml", "country: BR, at: [-23.96", "country: IN, at: [-23.96"
    )
    sandbox.change(f"stacks/{STACK}/estate.yaml", "origin: BR", "origin: IN")
    done = sandbox.edgewright("check", "--stack", STACK, "--at", "2029-01-01")
    assert done.status == 1, done.text
    assert "TRF-07" in done.out
    assert "train-detector" in done.out, "the witness path names the training that derived weights"


WAIVER = """waivers:
  - policy: ENC-05
    resource: "*IotHubResource::*"
    category: waiver
    reason: Cameras of the first series speak TLS 1.0 until they are replaced.
    owner: pier-operations@example.com
    ticket: OPS-7
    expires: 2027-01-31
"""


def test_a_waiver_admits_the_same_violation_until_it_ends(sandbox: Sandbox) -> None:
    patched(sandbox, OPEN_HUB)
    (sandbox.root / "stacks" / STACK / "waivers.yaml").write_text(WAIVER)
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 0, done.text
    report = sandbox.edgewright("report", "--stack", STACK)
    assert report.status == 0, report.text
    assert "OPS-7" in report.out
    assert "ENC-05" in report.out
    later = sandbox.edgewright("preview", "--offline", "--stack", STACK, "--at", "2027-02-01")
    assert later.status == 1, later.text
    assert "ENC-05" in later.out


KILL_OPA = """
import psutil

_engine = next(p for p in psutil.Process().parents() if p.name() == "pulumi")
for _child in _engine.children(recursive=True):
    if _child.name() == "opa":
        _child.kill()
import time; time.sleep(0.5)  # for the kernel to have done it
"""


def test_opa_killed_in_the_middle(sandbox: Sandbox) -> None:
    sandbox.append_to_program(KILL_OPA)
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 3, done.text
    assert "OPA-" in done.text
    assert not_green(sandbox)
    assert sandbox.state() == []


def not_green(sandbox: Sandbox) -> bool:
    """Whether a report of the stack is anything but "held", in every format."""
    for form in ("text", "json", "sarif", "html"):
        done = sandbox.edgewright("report", "--stack", STACK, "--format", form)
        if done.status == 0:
            return False
    file = sandbox.evaluation_file()
    return not file.exists() or not sandbox.evaluation()["complete"]


BROKEN_INPUTS = {
    "pack that selects nothing": ("pack.yaml", "pack: mine\nversion: 1\ntitle: x\npolicies: {}\n"),
    "malformed waivers": ("waivers.yaml", "waivers: [{policy: ENC-05}]\n"),
    "malformed parameters": ("params.yaml", "params: [1]\n"),
}


@pytest.mark.parametrize("case", BROKEN_INPUTS)
def test_broken_inputs_stop_the_run_before_the_engine(sandbox: Sandbox, case: str) -> None:
    name, text = BROKEN_INPUTS[case]
    (sandbox.root / "stacks" / STACK / name).write_text(text)
    if name == "pack.yaml":
        sandbox.change(f"stacks/{STACK}/estate.yaml", "packs: [", "packs: [pack.yaml, ")
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 2, done.text
    assert "error[" in done.err
    assert name in done.err
    assert "Previewing" not in done.out


@pytest.mark.parametrize("case", BROKEN_INPUTS)
def test_broken_inputs_stop_plain_pulumi_too(sandbox: Sandbox, case: str) -> None:
    environment = sandbox.prepared()
    name, text = BROKEN_INPUTS[case]
    (sandbox.root / "stacks" / STACK / name).write_text(text)
    if name == "pack.yaml":
        sandbox.change(f"stacks/{STACK}/estate.yaml", "packs: [", "packs: [pack.yaml, ")
    done = sandbox.run(*sandbox.pulumi("up", "--yes"), **environment)
    assert done.status != 0
    assert "error[" in done.text
    assert "Traceback" not in done.text
    assert sandbox.state() == []


def test_an_unreadable_waiver_file(sandbox: Sandbox) -> None:
    waivers = sandbox.root / "stacks" / STACK / "waivers.yaml"
    waivers.unlink()
    waivers.mkdir()
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK)
    assert done.status == 2, done.text
    assert "waivers.yaml" in done.err


def test_an_earlier_green_report_does_not_outlive_broken_inputs(sandbox: Sandbox) -> None:
    assert sandbox.edgewright("preview", "--offline", "--stack", STACK).status == 0
    waivers = sandbox.root / "stacks" / STACK / "waivers.yaml"
    waivers.write_text("waivers: [{policy: ENC-05}]\n")
    assert sandbox.edgewright("preview", "--offline", "--stack", STACK).status == 2
    report = sandbox.edgewright("report", "--stack", STACK)
    assert report.status == 2, report.text
    assert "HELD" not in report.text
    assert left_of(sandbox) == set()


def left_of(sandbox: Sandbox) -> set[str]:
    """The results of runs that are there to be read."""
    folder = sandbox.evaluation_file().parent
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_an_earlier_green_report_does_not_outlive_a_program_that_fails(sandbox: Sandbox) -> None:
    assert sandbox.edgewright("preview", "--offline", "--stack", STACK).status == 0
    assert left_of(sandbox) == {"evaluation.json", "report.html", "admitted.json"}
    sandbox.append_to_program("raise ValueError('broken')")
    environment = sandbox.prepared()
    done = sandbox.run(*sandbox.pulumi("preview"), **environment)
    assert done.status != 0
    assert left_of(sandbox) == {"evaluation.json"}
    assert sandbox.evaluation()["complete"] is False


def test_an_earlier_green_report_does_not_outlive_an_engine_that_fails(sandbox: Sandbox) -> None:
    assert sandbox.edgewright("preview", "--offline", "--stack", STACK).status == 0
    sandbox.change("Pulumi.yaml", "name: python", "name: no-such-runtime")
    done = sandbox.edgewright("preview", "--offline", "--stack", STACK)
    assert done.status == 3, done.text
    assert "held" not in done.text
    assert sandbox.edgewright("report", "--stack", STACK).status != 0
    assert left_of(sandbox) == set()


def test_the_program_refuses_to_run_ungated(sandbox: Sandbox) -> None:
    assert sandbox.edgewright("preview", "--offline", "--stack", STACK).status == 0
    environment = sandbox.prepared()
    environment.pop("PULUMI_OPTION_POLICY_PACK")
    done = sandbox.run(*sandbox.pulumi("up", "--yes"), **environment)
    assert done.status != 0
    assert left_of(sandbox) == set(), "a run without a gate leaves no verdict of another"
    assert "GAT-001" in done.text
    assert "Traceback" not in done.text
    assert sandbox.state() == []


def test_plain_pulumi_with_a_policy_pack_flag(sandbox: Sandbox) -> None:
    environment = sandbox.prepared()
    pack = environment.pop("PULUMI_OPTION_POLICY_PACK")
    done = sandbox.run(*sandbox.pulumi("preview", "--policy-pack", pack), **environment)
    assert done.status == 0, done.text
    evaluation = sandbox.evaluation()
    assert evaluation["complete"] is True
    assert "does not see what the program only reads" in evaluation["notes"][-1]
    (line,) = {it.strip() for it in done.out.splitlines() if it.startswith("    edgewright: ")}
    assert line.startswith("edgewright: held, with ")
    judged = evaluation["coverage"]["judged"]
    assert f"; {judged} of " in line and "resources judged (" in line
    assert Path(line.partition("report: ")[2]).read_text().startswith("<!doctype html>")


def test_skip_preview_is_refused_unless_a_preview_held(sandbox: Sandbox) -> None:
    environment = sandbox.prepared()
    skipping = sandbox.pulumi("up", "--yes", "--skip-preview")
    refused = sandbox.run(*skipping, **environment)
    assert refused.status != 0
    assert "GAT-002" in refused.text
    assert sandbox.run(*sandbox.pulumi("preview"), **environment).status == 0
    sandbox.change(f"stacks/{STACK}/estate.yaml", "count: 40", "count: 41")
    changed = sandbox.run(*skipping, **environment)
    assert "GAT-002" in changed.text, "the inputs are not those of the preview"
    assert sandbox.run(*sandbox.pulumi("preview"), **environment).status == 0
    admitted = sandbox.run(*skipping, **environment)
    assert admitted.status == 0, admitted.text
    again = sandbox.run(*skipping, **environment)
    assert "GAT-002" in again.text, "an admission is good for one update"


def test_the_off_switch_is_reported(sandbox: Sandbox) -> None:
    (sandbox.root / "stacks" / f"Pulumi.{STACK}.yaml").write_text(
        'config:\n  edgewright:ungated: "true"\n'
    )
    environment = sandbox.prepared()
    environment.pop("PULUMI_OPTION_POLICY_PACK")
    done = sandbox.run(*sandbox.pulumi("preview"), **environment)
    assert done.status == 0, done.text
    assert "switched off" in done.text
    report = sandbox.edgewright("report", "--stack", STACK)
    assert report.status == 3
    assert "edgewright:ungated" in report.out


def test_an_unknown_stack(sandbox: Sandbox) -> None:
    done = sandbox.edgewright("up", "--offline", "--yes", "--stack", "harbor-vision")
    assert done.status == 2
    assert "PRJ-002" in done.err
    assert STACK in done.err


def test_an_unwritable_working_folder(sandbox: Sandbox) -> None:
    (sandbox.root / ".edgewright").write_text("in the way")
    done = sandbox.edgewright("preview", "--offline", "--stack", STACK)
    assert done.status == 3, done.text
    assert "error[" in done.err
    assert "Traceback" not in done.text


def test_a_missing_tool(sandbox: Sandbox, tmp_path: Path) -> None:
    path = os.pathsep.join([str(BIN), "/usr/bin", "/bin"])
    done = sandbox.edgewright(
        "preview", "--offline", "--stack", STACK, EDGEWRIGHT_TOOLS_DIR=str(tmp_path), PATH=path
    )
    assert done.status in (2, 3), done.text
    assert "edgewright tools install" in done.err


ASLEEP = """
from pathlib import Path
import time

Path(__file__).with_name("asleep").touch()
time.sleep(120)
"""


def deploying(sandbox: Sandbox) -> tuple["subprocess.Popen[bytes]", list[psutil.Process]]:
    """A deployment whose program sleeps with the gate on, and every process below it."""
    sandbox.append_to_program(ASLEEP)
    process = subprocess.Popen(
        [str(BIN / "edgewright"), "up", "--offline", "--yes", "--stack", STACK],
        cwd=sandbox.root,
        env=dict(sandbox.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (sandbox.root / "stacks" / "asleep").exists():
        assert time.monotonic() < deadline, "the program never ran"
        time.sleep(0.1)
    family = psutil.Process(process.pid).children(recursive=True)
    assert "opa" in {member.name() for member in family}
    return process, family


def test_an_interrupt_leaves_no_child_and_no_green_report(sandbox: Sandbox) -> None:
    process, family = deploying(sandbox)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 3, output.decode()
    assert b"error[RUN-003]" in output
    _, alive = psutil.wait_procs(family, timeout=15)
    assert alive == []
    assert not_green(sandbox)


def _command(process: psutil.Process) -> str:
    """The command line of a process; none for one that is over and only waits to be collected."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_a_killed_gate_leaves_no_opa_and_no_green_report(sandbox: Sandbox) -> None:
    process, family = deploying(sandbox)
    for member in family:
        if "pulumi-analyzer-policy-edgewright" in _command(member):
            member.kill()
    opas = [member for member in family if "opa run" in _command(member)]
    _, alive = psutil.wait_procs(opas, timeout=15)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert alive == []
    assert not_green(sandbox)
    assert left_of(sandbox) == {"evaluation.json"}


def test_reports_of_a_stack_never_run(sandbox: Sandbox) -> None:
    done = sandbox.edgewright("report", "--stack", STACK, "--format", "json")
    assert done.status == 2
    assert json.loads(done.err)["errors"][0]["code"].startswith("RPT-")
