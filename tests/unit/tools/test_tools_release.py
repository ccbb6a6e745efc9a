"""The official release, from a real HTTP server on this machine."""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import random
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from edgewright.base.errors import EdgewrightError
from edgewright.tools import download
from edgewright.tools.download import fetch_file, open_session, shown
from edgewright.tools.folders import install_folder, tools_folder
from edgewright.tools.install import install
from edgewright.tools.install_methods import MethodFailed
from edgewright.tools.release import MIRROR_VARIABLE, published_checksum, release_base
from edgewright.tools.standing import NOTE
from edgewright.tools.table import TOOLS
from edgewright.tools.version import ask_version

OPA = TOOLS["opa"]
PULUMI = TOOLS["pulumi"]


def opa_like(script: Any, size: int = 300_000) -> bytes:
    """An executable that says it is OPA 1.22.2 and is `size` bytes long."""
    head: bytes = script("Version: 1.22.2") + b"exit 0\n"
    return head + random.Random(1).randbytes(size - len(head))


def pulumi_like(script: Any) -> dict[str, bytes]:
    return {
        "pulumi/pulumi": script("v3.259.0"),
        "pulumi/pulumi-language-go": b"not wanted",
        **{f"pulumi/{name}": b"#!/bin/sh\n" for name in PULUMI.files if name != "pulumi"},
    }


def failure(tool: Any, project: Path, progress: Any) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        install(tool, progress)
    assert caught.value.code == "TOO-003"
    assert not (install_folder(tool) / tool.name).exists()
    return caught.value


def part_of(project: Path, asset: str) -> Path:
    name = Path(asset).name
    return tools_folder() / "downloads" / f"opa-1.22.2-{name}.part"


def test_good(project: Path, server: Any, progress: Any, script: Any) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    done = install(OPA, progress)
    assert (done.name, done.version, done.origin) == ("opa", "1.22.2", "mirror")
    assert done.path == install_folder(OPA) / "opa"
    assert done.path.read_bytes() == content
    assert ask_version(done.path) == "1.22.2"
    assert [path for path, _ in server.requests] == [f"{asset}.sha256", asset]
    assert any(server.url in line for line in progress.said)
    assert progress.ticked[-1] == "0.3 MB of 0.3 MB"  # 300,000 bytes


def test_nothing_is_left_behind(project: Path, server: Any, progress: Any, script: Any) -> None:
    server.publish("opa", opa_like(script))
    install(OPA, progress)
    folder = tools_folder()
    left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert left - {"opa.lock"} == {"opa-1.22.2/opa", "opa-1.22.2/origin.json"}
    assert {path.name for path in project.iterdir()} == {"Pulumi.yaml"}


def test_second_time_is_already_there(
    project: Path, server: Any, progress: Any, script: Any
) -> None:
    server.publish("opa", opa_like(script))
    first = install(OPA, progress)
    asked = len(server.requests)
    again = install(OPA, progress)
    assert (again.path, again.origin) == (first.path, "tools-folder")
    assert len(server.requests) == asked


def test_archive(project: Path, server: Any, progress: Any, script: Any, archive: Any) -> None:
    server.publish("pulumi", archive(pulumi_like(script)))
    done = install(PULUMI, progress)
    assert done.origin == "mirror"
    assert sorted(path.name for path in done.path.parent.iterdir()) == sorted([*PULUMI.files, NOTE])
    assert all(os.access(done.path.parent / name, os.X_OK) for name in PULUMI.files)


def test_archive_that_lacks_a_file(
    project: Path, server: Any, progress: Any, script: Any, archive: Any
) -> None:
    files = pulumi_like(script)
    del files["pulumi/pulumi-language-python"]
    server.publish("pulumi", archive(files))
    assert "holds no pulumi-language-python\n" in failure(PULUMI, project, progress).message


def test_archive_paths_cannot_lead_out(
    project: Path, server: Any, progress: Any, script: Any, archive: Any
) -> None:
    files = pulumi_like(script)
    files["../../../../pulumi-language-python"] = files.pop("pulumi/pulumi-language-python")
    server.publish("pulumi", archive(files))
    install(PULUMI, progress)
    found = sorted(path for path in project.parent.rglob("pulumi-language-python"))
    assert found == [install_folder(PULUMI) / "pulumi-language-python"]


def test_archive_that_is_none(project: Path, server: Any, progress: Any) -> None:
    server.publish("pulumi", b"this is no archive")
    assert "is not a readable archive" in failure(PULUMI, project, progress).message


def test_wrong_checksum(project: Path, server: Any, progress: Any, script: Any) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    changed = content[:-1] + bytes([content[-1] ^ 1])
    server.files[asset] = changed
    message = failure(OPA, project, progress).message
    assert f"has checksum {hashlib.sha256(changed).hexdigest()}" in message
    assert f"but {hashlib.sha256(content).hexdigest()} is published" in message
    assert not part_of(project, asset).exists()  # it would never become right


def test_checksum_list_without_the_file(
    project: Path, server: Any, progress: Any, script: Any
) -> None:
    asset = server.publish("opa", opa_like(script))
    server.files[server.sums_path("opa")] = b"<html>not a list</html>"
    message = failure(OPA, project, progress).message
    assert f"has 0 checksums for {Path(asset).name}" in message
    assert [path for path, _ in server.requests] == [server.sums_path("opa")]


def test_checksum_list_that_contradicts_itself() -> None:
    listed = f"{'a' * 64}  opa\n{'b' * 64}  opa\n"
    with pytest.raises(MethodFailed, match="has 2 checksums for opa"):
        published_checksum(listed, "opa")


@pytest.mark.parametrize("line", [f"{'AB' * 32}  opa", f"{'ab' * 32} *opa\n"])
def test_checksum_lines_as_sha256sum_writes_them(line: str) -> None:
    assert published_checksum(f"{'0' * 64}  opa.exe\n{line}", "opa") == "ab" * 32


def test_endless_checksum_list(project: Path, server: Any, progress: Any, script: Any) -> None:
    server.publish("opa", opa_like(script))
    server.files[server.sums_path("opa")] = b"x" * (download.SMALL_FILE_LIMIT + 1)
    assert "is larger than 1048576 bytes" in failure(OPA, project, progress).message


def test_truncated_then_resumed(project: Path, server: Any, progress: Any, script: Any) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    server.truncate[asset] = 200_000
    message = failure(OPA, project, progress).message
    assert "broke off" in message
    assert part_of(project, asset).read_bytes() == content[:200_000]
    server.truncate.clear()
    done = install(OPA, progress)
    assert done.path.read_bytes() == content
    assert server.requests[-1] == (asset, "bytes=200000-")
    assert "going on after the 0.2 MB of an earlier download" in progress.said


def test_truncated_and_no_ranges(project: Path, server: Any, progress: Any, script: Any) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    server.truncate[asset] = 200_000
    failure(OPA, project, progress)
    server.truncate.clear()
    server.ranges = False
    done = install(OPA, progress)
    assert done.path.read_bytes() == content
    assert not any("going on" in line for line in progress.said)


def test_all_had_come_before(project: Path, server: Any, progress: Any, script: Any) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    part = part_of(project, asset)
    part.parent.mkdir(parents=True)
    part.write_bytes(content)
    assert install(OPA, progress).path.read_bytes() == content


def test_more_had_come_than_there_is(
    project: Path, server: Any, progress: Any, script: Any
) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    part = part_of(project, asset)
    part.parent.mkdir(parents=True)
    part.write_bytes(content + b"and more")
    assert install(OPA, progress).path.read_bytes() == content
    assert server.requests[-1] == (asset, None)


def test_a_rotten_part_is_thrown_away(
    project: Path, server: Any, progress: Any, script: Any
) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    part = part_of(project, asset)
    part.parent.mkdir(parents=True)
    part.write_bytes(b"?" * 1000)
    assert "has checksum" in failure(OPA, project, progress).message
    assert install(OPA, progress).path.read_bytes() == content


@pytest.mark.parametrize("status", [403, 404, 500])
def test_refused_at_once(
    project: Path, server: Any, progress: Any, script: Any, status: int
) -> None:
    asset = server.publish("opa", opa_like(script))
    server.statuses[asset] = [status]
    assert f"{asset} answered {status} " in failure(OPA, project, progress).message
    assert [path for path, _ in server.requests].count(asset) == 1


def test_passing_errors_are_tried_again(
    project: Path, server: Any, progress: Any, script: Any
) -> None:
    asset = server.publish("opa", opa_like(script))
    server.statuses[asset] = [503, 429]
    assert install(OPA, progress).origin == "mirror"
    assert [path for path, _ in server.requests].count(asset) == 3


def test_passing_errors_that_stay(project: Path, server: Any, progress: Any, script: Any) -> None:
    asset = server.publish("opa", opa_like(script))
    server.statuses[asset] = [503] * 10
    assert "answered 503 Service Unavailable" in failure(OPA, project, progress).message
    assert [path for path, _ in server.requests].count(asset) == 3


def test_no_server_fails_fast(project: Path, progress: Any) -> None:
    started = time.monotonic()
    assert " (refused)" in failure(OPA, project, progress).message
    assert time.monotonic() - started < 2


def test_unresolvable_name_fails_fast(
    project: Path, progress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # RFC 6761: names below .invalid never resolve.
    monkeypatch.setenv(MIRROR_VARIABLE, "https://mirror.invalid/tools")
    message = failure(OPA, project, progress).message
    assert "no connection to mirror.invalid (its name cannot be resolved)" in message


def test_packets_that_get_lost_fail_fast(
    project: Path, progress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "TIMEOUT_S", (0.4, 5.0))
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for filler in (first, second):  # the queue is full now: the next connection waits
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        host = f"127.0.0.1:{full.getsockname()[1]}"
        monkeypatch.setenv(MIRROR_VARIABLE, f"http://{host}")
        started = time.monotonic()
        assert f"no connection to {host} in 0 s" in failure(OPA, project, progress).message
        assert time.monotonic() - started < 2


def test_no_tls_where_tls_is_asked_for(
    project: Path, server: Any, progress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MIRROR_VARIABLE, server.url.replace("http:", "https:"))
    started = time.monotonic()
    assert "no trusted TLS connection to 127.0.0.1:" in failure(OPA, project, progress).message
    assert time.monotonic() - started < 2


def test_a_server_that_never_answers(
    project: Path, server: Any, progress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "TIMEOUT_S", (5.0, 0.3))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv(MIRROR_VARIABLE, f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert "(it does not answer)" in failure(OPA, project, progress).message


def test_a_server_that_stops_sending(
    project: Path, server: Any, progress: Any, script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = opa_like(script)
    asset = server.publish("opa", content)
    monkeypatch.setattr(download, "TIMEOUT_S", (5.0, 0.3))
    resume = threading.Event()

    class Stalling(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = server.files[self.path]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:100_000])
            if len(body) > 100_000:
                resume.wait(10)

        def log_message(self, *_: object) -> None:
            pass

    stalling = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stalling)
    thread = threading.Thread(target=stalling.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        monkeypatch.setenv(MIRROR_VARIABLE, f"http://127.0.0.1:{stalling.server_address[1]}")
        assert "broke off (ReadTimeoutError)" in failure(OPA, project, progress).message
    finally:
        resume.set()
        stalling.shutdown()
        thread.join()
        stalling.server_close()
    assert part_of(project, asset).read_bytes() == content[: download.CHUNK]  # whole chunks


def test_another_range_than_asked(project: Path, progress: Any, tmp_path: Path) -> None:
    class Confused(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(206)
            self.send_header("Content-Range", "bytes 0-3/4")
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"abcd")

        def log_message(self, *_: object) -> None:
            pass

    confused = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Confused)
    thread = threading.Thread(target=confused.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    part = tmp_path / "x.part"
    part.write_bytes(b"ab")
    try:
        url = f"http://127.0.0.1:{confused.server_address[1]}/x"
        with open_session() as session, pytest.raises(MethodFailed, match="another range"):
            fetch_file(session, url, part, progress)
    finally:
        confused.shutdown()
        thread.join()
        confused.server_close()
    assert part.read_bytes() == b"ab"


def test_what_came_is_another_version(
    project: Path, server: Any, progress: Any, script: Any
) -> None:
    server.publish("opa", script("Version: 1.21.0"))
    assert "what came is version 1.21.0, not 1.22.2" in failure(OPA, project, progress).message


def test_no_release_for_this_platform(
    project: Path, server: Any, progress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    message = failure(OPA, project, progress).message
    assert "there is no release for " in message and "/riscv64" in message
    assert server.requests == []


NO_ADDRESSES = (
    "mirror.example.com",
    "file:///srv",
    "http://",
    "http://[",
    "http://a:b/",
    "ftp://a",
)
PLAIN = ("http://m.example.com/t", "http://10.0.0.1", "http://127.0.0.1.example.com", "HTTP://a")


@pytest.mark.parametrize("mirror", [*NO_ADDRESSES, *PLAIN])
def test_a_mirror_that_is_no_address(
    project: Path, progress: Any, mirror: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MIRROR_VARIABLE, mirror)
    with pytest.raises(EdgewrightError) as caught:
        install(OPA, progress)
    assert caught.value.code == "TOO-005"
    assert caught.value.exit_status == 2


def test_a_mirror_that_sends_on_to_plain_http(
    project: Path, server: Any, script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked over TLS, it has to answer over TLS: whatever it sends on to is anybody's."""
    server.publish("opa", opa_like(script))
    answer = requests.Response()
    answer.status_code, answer.url = 200, server.url
    hop = requests.Response()
    hop.url = "https://m.example.com/opa"
    answer.history, answer.raw = [hop], io.BytesIO()
    monkeypatch.setattr(requests.Session, "get", lambda *_, **__: answer)
    with download.open_session() as session, pytest.raises(MethodFailed, match="over plain HTTP"):
        download.fetch_text(session, "https://m.example.com/opa")


def test_mirror_and_published_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MIRROR_VARIABLE, "https://m.example.com/t/")
    assert release_base(OPA) == "https://m.example.com/t/opa/v1.22.2"
    monkeypatch.delenv(MIRROR_VARIABLE)
    expected = "https://github.com/open-policy-agent/opa/releases/download/v1.22.2"
    assert release_base(OPA) == expected


def test_a_password_in_the_mirror_is_never_shown(
    project: Path, server: Any, progress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "canary-7f3a"
    monkeypatch.setenv(MIRROR_VARIABLE, server.url.replace("//", f"//user:{canary}@"))
    message = failure(OPA, project, progress).message
    assert "answered 404" in message
    assert canary not in message + "".join(progress.said + progress.ticked)
    assert shown(f"https://u:{canary}@h.example/x?y=1") == "https://h.example/x?y=1"
