"""The OPA child: who may ask it, what happens when it dies, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from edgewright.base.errors import EdgewrightError
from edgewright.policy import opa_process
from edgewright.policy.engine import connect_engine, open_engine, start_engine
from edgewright.policy.opa_process import OpaProcess


def opa_children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name() == "opa"]


def ask(engine: Any, policies: Any) -> dict[str, Any]:
    return engine.ask("graph", policies.policies, {"nodes": {"storage.bucket": []}})


def test_it_ends_with_the_block(simple: Any) -> None:
    policies = simple.policies()
    with start_engine(simple.opa, policies, {}) as engine:
        [child] = opa_children()
        assert ask(engine, policies) == {"ENC-01": []}
    assert not child.is_running()
    assert opa_children() == []


def test_it_ends_when_the_block_raises(simple: Any) -> None:
    with pytest.raises(RuntimeError), start_engine(simple.opa, simple.policies(), {}):
        raise RuntimeError
    assert opa_children() == []


def test_its_folder_is_private_and_removed(simple: Any) -> None:
    engine = open_engine(simple.opa, simple.policies(), {})
    folder = engine._process._folder
    assert folder.stat().st_mode & 0o777 == 0o700
    engine.close()
    assert not folder.exists()


def test_only_the_token_opens_it(simple: Any) -> None:
    with start_engine(simple.opa, simple.policies(), {}) as engine:
        process = engine._process
        url = f"http://127.0.0.1:{process.port}/v1/data"
        assert requests.get(url, timeout=5).status_code == 401
        wrong = {"Authorization": "Bearer wrong"}
        assert requests.get(url, headers=wrong, timeout=5).status_code == 401
        right = {"Authorization": f"Bearer {process.token}"}
        assert requests.get(url, headers=right, timeout=5).status_code == 200


def test_it_listens_on_loopback_only_and_its_command_line_has_no_token(simple: Any) -> None:
    with start_engine(simple.opa, simple.policies(), {}) as engine:
        [child] = opa_children()
        addresses = {c.laddr.ip for c in child.net_connections() if c.status == "LISTEN"}
        assert addresses == {"127.0.0.1"}
        assert engine._process.token not in " ".join(child.cmdline())


def test_killed_in_the_middle(simple: Any) -> None:
    policies = simple.policies()
    with start_engine(simple.opa, policies, {}) as engine:
        ask(engine, policies)
        [child] = opa_children()
        child.kill()
        child.wait(5)
        with pytest.raises(EdgewrightError) as caught:
            ask(engine, policies)
    assert (caught.value.code, caught.value.exit_status) == ("OPA-002", 3)
    assert "died" in caught.value.message


def test_a_port_taken_in_between_is_tried_again(
    simple: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        free = opa_process._free_port
        ports = iter([taken.getsockname()[1]])
        monkeypatch.setattr(opa_process, "_free_port", lambda: next(ports, None) or free())
        policies = simple.policies()
        with start_engine(simple.opa, policies, {}) as engine:
            assert ask(engine, policies) == {"ENC-01": []}


def test_an_executable_that_is_none(simple: Any, tmp_path: Path) -> None:
    policies = simple.policies()
    fake = tmp_path / "opa"
    fake.write_text("#!/bin/sh\necho no such thing >&2\nexit 7\n")
    fake.chmod(0o755)
    with pytest.raises(EdgewrightError) as caught:
        open_engine(fake, policies, {})
    assert caught.value.code == "OPA-001"
    assert "no such thing" in caught.value.message


PARENT = """
import sys, time
from pathlib import Path
from edgewright.policy.opa_process import OpaProcess
process = OpaProcess(Path(sys.argv[1]), {})
process.start()
print(process._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
def test_it_never_outlives_its_parent(opa: Path, blow: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(opa)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    deadline = time.monotonic() + 10
    while child.name() != "opa" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert child.name() == "opa"
    os.kill(parent.pid, blow)
    parent.wait(10)
    parent.stdout.close()
    _, alive = psutil.wait_procs([child], timeout=10)
    assert alive == []


@pytest.fixture
def server(simple: Any) -> Any:
    """Somebody else's OPA, with the library loaded by its operator."""
    process = OpaProcess(simple.opa, simple.library().modules)
    process.start()
    url = f"http://127.0.0.1:{process.port}"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            requests.get(f"{url}/health", timeout=1)
            break
        except requests.ConnectionError:
            time.sleep(0.05)
    yield url, process.token
    process.close()


def test_a_remote_server(simple: Any, server: tuple[str, str]) -> None:
    policies = simple.policies()
    engine = connect_engine(*server, policies, {})
    assert ask(engine, policies) == {"ENC-01": []}
    engine.close()
    listed = requests.get(
        f"{server[0]}/v1/policies", headers={"Authorization": f"Bearer {server[1]}"}, timeout=5
    ).json()["result"]
    assert not [module["id"] for module in listed if "edgewright_" in module["id"]]


def test_a_remote_server_with_other_rules_is_refused(simple: Any, server: tuple[str, str]) -> None:
    simple.rule(body="deny contains {} if false\n")
    simple.root = simple.root.rename(simple.root.with_name("changed"))
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(*server, simple.policies(), {})
    assert caught.value.code == "OPA-007"


def test_a_remote_server_that_is_not_there(simple: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(f"http://127.0.0.1:{port}", "t", simple.policies(), {})
    assert caught.value.code == "OPA-002"


@pytest.mark.parametrize("url", ["", "ftp://x", "http://", "localhost:8181"])
def test_a_url_that_is_none(simple: Any, url: str) -> None:
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(url, "t", simple.policies(), {})
    assert caught.value.code == "OPA-006"


def test_a_remote_server_that_refuses_the_token(simple: Any, server: tuple[str, str]) -> None:
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(server[0], "wrong", simple.policies(), {})
    assert caught.value.code == "OPA-002"
