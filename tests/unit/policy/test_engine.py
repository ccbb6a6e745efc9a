"""The OPA child: who may ask it, what happens when it dies, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from edgewright.base.errors import EdgewrightError
from edgewright.policy.opa import process as opa_process
from edgewright.policy.opa.client import PLAIN_VARIABLE
from edgewright.policy.opa.engine import connect_engine, open_engine
from edgewright.policy.opa.process import OpaProcess


def opa_children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name() == "opa"]


def opened(shelf: Any, policies: Any) -> Any:
    """An engine whose OPA has become what it is, and listens."""
    engine = open_engine(shelf.opa, policies, {})
    engine.process.port()
    return engine


def ask(engine: Any, policies: Any) -> dict[str, Any]:
    return engine.ask("graph", policies.policies, {"nodes": {"storage.bucket": []}})


def ask_once(executable: Path, policies: Any) -> None:
    with closing(open_engine(executable, policies, {})) as engine:
        ask(engine, policies)


def test_it_ends_with_the_block(simple: Any) -> None:
    policies = simple.policies()
    with closing(opened(simple, policies)) as engine:
        [child] = opa_children()
        assert ask(engine, policies) == {"ENC-01": []}
    assert not child.is_running()
    assert opa_children() == []


def test_neither_a_proxy_nor_a_netrc_of_the_environment_comes_between(
    simple: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (netrc := tmp_path / "netrc").write_text("machine 127.0.0.1 login me password wrong\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    policies = simple.policies()
    with closing(opened(simple, policies)) as engine:
        assert ask(engine, policies) == {"ENC-01": []}


def test_it_ends_when_the_block_raises(simple: Any) -> None:
    with pytest.raises(RuntimeError), closing(opened(simple, simple.policies())):
        raise RuntimeError
    assert opa_children() == []


def test_its_files_are_private_and_gone_once_it_has_read_them(
    simple: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    process = OpaProcess(simple.opa, simple.library().modules)
    [folder] = temporary.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    process.start()
    try:
        assert process.port() > 0
        assert list(temporary.iterdir()) == []
        assert process.token not in process.last_words()
    finally:
        process.close()
    assert opa_children() == []


def test_files_of_one_that_never_started_are_removed(
    simple: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    policies = simple.policies()
    with pytest.raises(EdgewrightError) as caught:
        ask_once(tmp_path / "no-opa", policies)
    assert caught.value.code == "OPA-001"
    assert list(temporary.iterdir()) == []


def test_no_folder_for_its_files(
    simple: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = simple.policies()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(EdgewrightError) as caught:
        opened(simple, policies)
    assert (caught.value.code, caught.value.exit_status) == ("OPA-001", 3)
    assert "cannot be written" in caught.value.message


def test_only_the_token_opens_it(simple: Any) -> None:
    with closing(opened(simple, simple.policies())) as engine:
        process = engine.process
        url = f"http://127.0.0.1:{process.port()}/v1/data"
        assert requests.get(url, timeout=5).status_code == 401
        wrong = {"Authorization": "Bearer wrong"}
        assert requests.get(url, headers=wrong, timeout=5).status_code == 401
        right = {"Authorization": f"Bearer {process.token}"}
        assert requests.get(url, headers=right, timeout=5).status_code == 200


def test_it_listens_on_loopback_only_and_its_command_line_has_no_token(simple: Any) -> None:
    with closing(opened(simple, simple.policies())) as engine:
        [child] = opa_children()
        addresses = {c.laddr.ip for c in child.net_connections() if c.status == "LISTEN"}
        assert addresses == {"127.0.0.1"}
        assert engine.process.token not in " ".join(child.cmdline())


def test_killed_in_the_middle(simple: Any) -> None:
    policies = simple.policies()
    with closing(opened(simple, policies)) as engine:
        ask(engine, policies)
        [child] = opa_children()
        child.kill()
        child.wait(5)
        with pytest.raises(EdgewrightError) as caught:
            ask(engine, policies)
    assert (caught.value.code, caught.value.exit_status) == ("OPA-002", 3)
    assert "died" in caught.value.message


def test_each_has_a_port_and_a_token_of_its_own(simple: Any) -> None:
    """OPA chooses its port: one that is taken cannot be chosen, nor taken before OPA has it."""
    policies = simple.policies()
    with (
        closing(opened(simple, policies)) as one,
        closing(opened(simple, policies)) as other,
    ):
        assert one.process.port() != other.process.port()
        header = {"Authorization": f"Bearer {one.process.token}"}
        url = f"http://127.0.0.1:{other.process.port()}/v1/data"
        assert requests.get(url, headers=header, timeout=5).status_code == 401
        assert ask(one, policies) == ask(other, policies) == {"ENC-01": []}


def test_it_outlives_the_thread_that_started_it(simple: Any) -> None:
    policies = simple.policies()
    with ThreadPoolExecutor(1) as threads:
        engine = threads.submit(opened, simple, policies).result()
    try:
        [child] = opa_children()
        with pytest.raises(psutil.TimeoutExpired):
            child.wait(0.5)
        assert ask(engine, policies) == {"ENC-01": []}
    finally:
        engine.close()
    assert opa_children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing else would end an orphan")
def test_ctrl_c_is_not_for_it(simple: Any) -> None:
    with closing(opened(simple, simple.policies())):
        [child] = opa_children()
        assert os.getpgid(child.pid) != os.getpgid(0)


def test_closing_twice_and_asking_afterwards(simple: Any) -> None:
    policies = simple.policies()
    engine = opened(simple, policies)
    ask(engine, policies)
    engine.close()
    engine.close()
    with pytest.raises(EdgewrightError) as caught:
        ask(engine, policies)
    assert caught.value.code == "OPA-002"


def test_an_executable_that_is_none(simple: Any, tmp_path: Path) -> None:
    policies = simple.policies()
    fake = tmp_path / "opa"
    fake.write_text("#!/bin/sh\necho no such thing >&2\nexit 7\n")
    fake.chmod(0o755)
    with pytest.raises(EdgewrightError) as caught:
        ask_once(fake, policies)
    assert caught.value.code == "OPA-001"
    assert "no such thing" in caught.value.message


def test_an_executable_that_never_listens(
    simple: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = simple.policies()
    fake = tmp_path / "opa"
    fake.write_text("#!/bin/sh\nexec sleep 60\n")
    fake.chmod(0o755)
    monkeypatch.setattr(opa_process, "START_SECONDS", 0.3)
    with pytest.raises(EdgewrightError) as caught:
        ask_once(fake, policies)
    assert (caught.value.code, "does not listen" in caught.value.message) == ("OPA-001", True)
    assert psutil.Process().children() == []


PARENT = """
import sys, time
from pathlib import Path
from edgewright.policy.opa.process import OpaProcess
process = OpaProcess(Path(sys.argv[1]), {})
process.start()
process.port()
print(process._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_never_outlives_its_parent(opa: Path, tmp_path: Path, blow: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(opa)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        # What a shell runs in the background ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    assert child.name() == "opa"
    os.kill(parent.pid, blow)
    parent.wait(10)
    parent.stdout.close()
    _, alive = psutil.wait_procs([child], timeout=10)
    assert alive == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def server(simple: Any) -> Any:
    """Somebody else's OPA, with the library loaded by its operator."""
    process = OpaProcess(simple.opa, simple.library().modules)
    process.start()
    yield f"http://127.0.0.1:{process.port()}", process.token
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


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "ftp://x",
            "http://",
            "localhost:8181",
            "//host:1",
            "ftp://x:1",
            "http://h:99999",
            "http://h:x",
        ),
        *("http://[::1", "http://h/opa", "http://h?x=1", "http://h#x", "https://me:hunter2@h"),
    ],
)
def test_a_url_that_is_none(simple: Any, url: str) -> None:
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(url, "t", simple.policies(), {})
    assert (caught.value.code, caught.value.exit_status) == ("OPA-006", 2)
    assert "hunter2" not in caught.value.text()


@pytest.mark.parametrize("allowed", [None, "", "1", "opa.example.com", "*"])
@pytest.mark.parametrize(
    "host", ["opa.example", "10.0.0.1", "127.0.0.1.example", "localhost.example", "[2001:db8::1]"]
)
def test_plain_http_to_another_machine_has_to_be_allowed_by_name(
    simple: Any, monkeypatch: pytest.MonkeyPatch, host: str, allowed: str | None
) -> None:
    if allowed is None:
        monkeypatch.delenv(PLAIN_VARIABLE, raising=False)
    else:
        monkeypatch.setenv(PLAIN_VARIABLE, allowed)
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(f"http://{host}:8181", "hunter2", simple.policies(), {})
    assert (caught.value.code, caught.value.exit_status) == ("OPA-008", 2)
    assert f"{PLAIN_VARIABLE}={host}" in caught.value.hint
    assert "hunter2" not in caught.value.text()


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("http://127.0.0.1:8181", "http://127.0.0.1:8181/v1"),
        ("http://localhost/", "http://localhost:80/v1"),
        ("http://[::1]", "http://[::1]:80/v1"),
        ("http://opa.example/", "http://opa.example:80/v1"),
        ("https://opa.example", "https://opa.example:443/v1"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/v1"),
    ],
)
def test_where_a_url_leads(
    simple: Any, monkeypatch: pytest.MonkeyPatch, url: str, root: str
) -> None:
    asked: list[str] = []
    monkeypatch.setenv(PLAIN_VARIABLE, "opa.example")

    def get(session: Any, address: str, **_: Any) -> Any:
        asked.append(address)
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "get", get)
    with pytest.raises(EdgewrightError):
        connect_engine(url, "t", simple.policies(), {})
    assert asked == [f"{root}/policies"]


def test_a_remote_server_that_refuses_the_token(simple: Any, server: tuple[str, str]) -> None:
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(server[0], "wrong", simple.policies(), {})
    assert caught.value.code == "OPA-002"
    assert "401" in caught.value.message
    assert "token" in caught.value.hint


def test_a_second_version_of_a_rule_on_a_remote_server(
    simple: Any, server: tuple[str, str]
) -> None:
    old = 'package encryption.versioned\n\ndeny contains {"node": "old"}\n'
    header = {"Authorization": f"Bearer {server[1]}"}
    for name, text in (("old", old), ("foreign", "package somebody.else\n\na := 1\n")):
        put = requests.put(f"{server[0]}/v1/policies/{name}", text, headers=header, timeout=5)
        assert put.status_code == 200
    with pytest.raises(EdgewrightError) as caught:
        connect_engine(*server, simple.policies(), {})
    assert caught.value.code == "OPA-007"
    assert "also holds old, which adds to encryption.versioned" in caught.value.message


def test_two_runs_on_one_remote_server_do_not_meet(simple: Any, server: tuple[str, str]) -> None:
    body = """deny contains {"node": "x", "vars": {"found": data.params.encryption.floor}}
"""
    simple.rule(id="ENC-02", package="encryption.floor", body=body, params="[encryption.floor]")
    simple.pack(ENC_02={"level": "mandatory"})
    policies = []
    for floor in (1, 2):
        params = simple.root / "params.yaml"
        params.write_text(f"params: {{encryption: {{floor: {floor}}}}}")
        policies.append(simple.policies(params=params))
    process = OpaProcess(simple.opa, simple.library().modules)
    process.start()
    try:
        url = f"http://127.0.0.1:{process.port()}"
        one, two = (connect_engine(url, process.token, each, {}) for each in policies)
        assert ask(one, policies[0])["ENC-02"][0]["vars"] == {"found": 1}
        assert ask(two, policies[1])["ENC-02"][0]["vars"] == {"found": 2}
        one.close()
        assert ask(two, policies[1])["ENC-02"][0]["vars"] == {"found": 2}
        two.close()
        data = requests.get(
            f"{url}/v1/data", headers={"Authorization": f"Bearer {process.token}"}, timeout=5
        ).json()["result"]
        assert [name for name in data if name.startswith("edgewright_")] == []
    finally:
        process.close()


RAISING = """deny contains {"node": "x"} if {
	some node in input.nodes["storage.bucket"]
	node.name == "NAME"
	to_number(node.name) > 1
}
"""


def test_of_many_rules_that_raise_at_once_each_is_named(shelf: Any) -> None:
    for id, name in (("ENC-01", "a"), ("ENC-02", "b")):
        shelf.rule(id=id, package=f"encryption.{name}", body=RAISING.replace("NAME", name))
    shelf.pack(ENC_01={"level": "mandatory"}, ENC_02={"level": "mandatory"})
    policies = shelf.policies()

    def raised(name: str) -> str:
        document = {"nodes": {"storage.bucket": [{"name": name}]}}
        with pytest.raises(EdgewrightError) as caught:
            engine.ask("graph", policies.policies, document)
        assert caught.value.code == "OPA-003"
        return caught.value.message.split()[1]

    with closing(open_engine(shelf.opa, policies, {})) as engine, ThreadPoolExecutor(8) as threads:
        names = ["a", "b"] * 12
        assert list(threads.map(raised, names)) == ["ENC-01", "ENC-02"] * 12


def test_closed_before_anyone_asked(
    simple: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    policies = simple.policies()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    engine = open_engine(simple.opa, policies, {})
    engine.close()
    assert psutil.Process().children() == []
    with pytest.raises(EdgewrightError) as caught:
        ask(engine, policies)
    assert caught.value.code == "OPA-001"
    assert list(temporary.iterdir()) == []


def test_a_child_is_given_all_at_its_start(simple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put on a running OPA has it compile every rule again."""
    made: list[str] = []
    real = requests.Session.request

    def request(session: Any, method: str, url: str, **more: Any) -> Any:
        made.append(method)
        return real(session, method, url, **more)

    monkeypatch.setattr(requests.Session, "request", request)
    policies = simple.policies()
    with closing(open_engine(simple.opa, policies, {})) as engine:
        ask(engine, policies)
    assert made == ["POST"]
