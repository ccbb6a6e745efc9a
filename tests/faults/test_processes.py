"""The processes of the gate: who may call it, what ends it, and what proves that it is there."""

from __future__ import annotations

import signal
import subprocess
import threading
import time

import psutil
import pytest
from gated_stacks import Stack

pytestmark = pytest.mark.engine

CALLER = """
import grpc, psutil
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

engine = next(one for one in psutil.Process().parents() if one.name() == "pulumi")
analyzer = next(
    one for one in engine.children(recursive=True)
    if any("pulumi-analyzer-policy-edgewright" in word for word in one.cmdline())
)
[port] = [one.laddr.port for one in analyzer.net_connections("tcp") if one.status == "LISTEN"]
with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
    try:
        analyzer_pb2_grpc.AnalyzerStub(channel).AnalyzeStack(analyzer_pb2.AnalyzeStackRequest())
        print("ANSWERED")
    except grpc.RpcError as problem:
        print("TURNED AWAY", problem.code())
"""
ABROAD = """
import pulumi_aws as aws
aws.s3.Bucket("faces", region="us-east-1", tags={"edgewright:data": "faces"})
"""


def test_the_analyzer_answers_its_own_engine_alone(stack: Stack) -> None:
    """A program that asked for the verdict on nothing would otherwise have one that holds."""
    stack.write(CALLER + ABROAD)
    done = stack.preview()
    assert "TURNED AWAY StatusCode.PERMISSION_DENIED" in done.text
    assert "refused a call" in done.text
    assert done.status != 0
    assert stack.evaluation().verdict == "violated"
    assert not (stack.folder / "admitted.json").exists()


ASLEEP = """
import time
from pathlib import Path

Path("asleep").touch()
time.sleep(60)
"""


def test_nothing_outlives_an_engine_that_is_killed(stack: Stack) -> None:
    stack.write(ASLEEP)
    run = threading.Thread(target=stack.preview)
    run.start()
    marker = stack.root / "asleep"
    deadline = time.monotonic() + 60
    while not marker.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    [engine] = [
        one
        for one in psutil.process_iter(["name", "cwd"])
        if one.info["name"] == "pulumi" and one.info["cwd"] == str(stack.root)
    ]
    below = engine.children(recursive=True)
    ours = [one for one in below if one.name() in ("opa", "pulumi-analyzer", "python", "python3")]
    gate = [one for one in below if _is_of_the_gate(one)]
    assert len(gate) == 2, [one.cmdline() for one in ours]
    engine.send_signal(signal.SIGKILL)
    _, left = psutil.wait_procs(gate, timeout=5)
    for one in below:
        if one.is_running():
            one.kill()
    run.join(timeout=60)
    assert left == []
    assert not stack.evaluation().complete
    assert not (stack.folder / "admitted.json").exists()


def _is_of_the_gate(process: psutil.Process) -> bool:
    words = " ".join(process.cmdline())
    is_opa = process.name() == "opa"
    return is_opa or ("pulumi-analyzer-policy-edgewright" in words and "-c" not in words)


def test_two_previews_at_once(stack: Stack) -> None:
    """Each leaves its own verdict whole; whoever is last has the last word."""
    stack.write(ABROAD)
    found: list[int] = []
    runs = [threading.Thread(target=lambda: found.append(stack.preview().status)) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(timeout=240)
    assert len(found) == 2
    assert 0 not in found
    assert stack.evaluation().verdict == "violated"
    assert not (stack.folder / "admitted.json").exists()


def test_the_gate_switched_off_says_so_everywhere(stack: Stack) -> None:
    stack.write(ABROAD)
    done = stack.update("-c", "edgewright:ungated=true")
    assert done.status == 0, done.text
    assert "switched off by the config key edgewright:ungated" in done.text
    evaluation = stack.evaluation()
    assert not evaluation.complete
    assert any("switched off" in note for note in evaluation.notes)
    assert "RES-01" in done.text, "what is wrong is told all the same"
    assert stack.made() == {"faces"}
    later = stack.preview()
    assert "switched off" in later.text, "Pulumi keeps -c in the stack's settings"
    assert not stack.evaluation().complete
    assert not (stack.folder / "admitted.json").exists()


def test_a_work_folder_that_cannot_be_written(stack: Stack) -> None:
    stack.write(ABROAD.replace("us-east-1", "eu-west-1"))
    (stack.root / ".edgewright").write_text("in the way")
    done = stack.preview()
    assert done.status != 0
    assert "GAT-004" in done.text
    assert "Traceback" not in done.text


def test_a_disk_that_is_full(stack: Stack) -> None:
    """A file system of its own with no room for an evaluation."""
    stack.write(ABROAD.replace("us-east-1", "eu-west-1"))
    folder = stack.root / ".edgewright"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], capture_output=True).returncode:
        pytest.skip("this user may not mount a file system")
    try:
        (folder / "full").write_bytes(b"0" * 12_000)
        done = stack.preview()
        assert done.status != 0
        assert "GAT-004" in done.text or "EVA-" in done.text
        assert "Traceback" not in done.text
        assert list(folder.rglob("admitted.json")) == []
    finally:
        subprocess.run(["umount", str(folder)], check=True)
