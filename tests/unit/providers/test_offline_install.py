"""The executables the engine starts: anywhere, written once, quick to start, gone with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent import futures
from pathlib import Path

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline.install import PACKAGES, install, is_engine_noise


def start(executable: Path, **variables: str) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [str(executable), "127.0.0.1:1"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **variables},
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return install(tmp_path / "a folder with 'quotes'")


def test_one_executable_per_package(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {f"pulumi-resource-{package}" for package in PACKAGES}
    described = {"aws", "aws-native", "azure", "azure-native", "azuread", "kubernetes"}
    assert set(PACKAGES) == {*described, "edgewright"}


def test_twice_is_once(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    install(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    broken = folder / "pulumi-resource-aws"
    broken.write_text("")
    install(folder)
    assert broken.read_text() and os.access(broken, os.X_OK)


def test_files_that_are_no_text_are_replaced(folder: Path) -> None:
    broken = folder / "pulumi-resource-aws"
    broken.write_bytes(b"\xff\xfe\x00")
    install(folder)
    assert broken.read_bytes().startswith(b"#!/bin/sh") and os.access(broken, os.X_OK)


@pytest.mark.parametrize("pool", [futures.ThreadPoolExecutor, futures.ProcessPoolExecutor])
def test_many_at_once_all_succeed_and_leave_nothing_behind(tmp_path: Path, pool: type) -> None:
    names = {f"pulumi-resource-{package}" for package in PACKAGES}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads change places often, so that a race shows
    try:
        with pool(4) as workers:
            for turn in range(40):
                target = tmp_path / str(turn)
                assert list(workers.map(install, [target] * 4)) == [target] * 4
                assert {path.name for path in target.iterdir()} == names
                assert all(os.access(path, os.X_OK) for path in target.iterdir())
    finally:
        sys.setswitchinterval(before)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EdgewrightError) as caught:
        install(tmp_path / "file" / "plugins")
    assert (caught.value.code, caught.value.exit_status) == ("OFF-003", 3)


@pytest.mark.parametrize("package", PACKAGES)
def test_each_starts_says_its_port_and_stops(folder: Path, package: str) -> None:
    hostile = {"PYTHONPATH": "/nowhere", "PYTHONSTARTUP": "/nowhere", "PYTHONHOME": "/nowhere"}
    process, port = start(folder / f"pulumi-resource-{package}", **hostile)
    assert 0 < port < 65536
    process.terminate()
    assert process.wait(timeout=10) == 0


def test_only_loopback_is_listened_on_and_nothing_is_connected(folder: Path) -> None:
    import psutil

    process, port = start(folder / "pulumi-resource-aws")
    try:
        sockets = psutil.Process(process.pid).net_connections(kind="inet")
        listening = {(one.laddr.ip.removeprefix("::ffff:"), one.laddr.port) for one in sockets}
        assert listening == {("127.0.0.1", port)}
        assert not any(one.raddr for one in sockets)
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_it_goes_when_the_engine_was_killed(folder: Path) -> None:
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.argv[1]], stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(folder / "pulumi-resource-aws")]
    engine = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert engine.stdout is not None
    plugin = int(engine.stdout.readline())
    engine.send_signal(signal.SIGKILL)
    engine.wait()
    deadline = time.monotonic() + 10
    while _alive(plugin) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _alive(plugin)


def _alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_our_real_plugin_reaches_no_hub_in_an_offline_run() -> None:
    """The engine may find it on PATH before its stand-in."""
    plugin = Path(sys.executable).parent / "pulumi-resource-edgewright"
    process, port = start(plugin, EDGEWRIGHT_OFFLINE="1")
    properties = Struct()
    properties.update(
        {
            "hostName": "127.0.0.1:1",
            "content": {"modulesContent": {"$edgeAgent": {}}},
            "targetCondition": "true",
            "priority": 1,
        }
    )
    urn = "urn:pulumi:s::p::edgewright:azure:EdgeDeployment::pier"
    try:
        stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{port}"))
        made = stub.Create(provider_pb2.CreateRequest(urn=urn, properties=properties))
        assert made.id.startswith("pier-")
        stub.Delete(provider_pb2.DeleteRequest(urn=urn, id=made.id, properties=made.properties))
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_package_nobody_described_is_stood_in_for(tmp_path: Path) -> None:
    folder = install(tmp_path, ["gcp"])
    process, port = start(folder / "pulumi-resource-gcp")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            given = Struct()
            given["location"] = "EU"
            urn = "urn:pulumi:s::p::gcp:storage/bucket:Bucket::data"
            asked = provider_pb2.CreateRequest(urn=urn, properties=given, preview=True)
            assert dict(stub.Create(asked).properties)["location"] == "EU"
            asked = provider_pb2.InvokeRequest(tok="gcp:compute/getZones:getZones")
            (refusal,) = stub.Invoke(asked).failures
            assert "OFF-001" in refusal.reason
            assert '"gcp:compute/getZones:getZones":' in refusal.reason
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_it_loads_neither_the_sdk_nor_a_clouds(folder: Path) -> None:
    script = (
        "import sys\n"
        "from edgewright.providers.offline.start import provider_of, without_sdk\n"
        "without_sdk()\n"
        "provider_of('aws'), provider_of('edgewright')\n"
        "names = ('pulumi.resource', 'pulumi_aws', 'boto3', 'azure', 'requests', 'ruamel')\n"
        "sys.exit(' '.join(name for name in names if name in sys.modules) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    warning: using pulumi-resource-aws from $PATH at /a b/pulumi-resource-aws", True),
        (
            " +  pulumi:pulumi:Stack trial-test create warning: using pulumi-resource-azure-native"
            " from $PATH at /x/pulumi-resource-azure-native",
            True,
        ),
        (
            " +  pulumi:pulumi:Stack trial-test creating (0s) warning: using pulumi-resource-aws"
            " from $PATH at /x/pulumi-resource-aws",
            True,
        ),
        ("    warning: using pulumi-resource-gcp from $PATH at /x", False),
        ("    warning: something else about pulumi-resource-aws", False),
        ("    error: using pulumi-resource-aws from $PATH at /x", False),
        ("", False),
    ],
)
def test_the_engines_known_warning(line: str, expected: bool) -> None:
    assert is_engine_noise(line) is expected
