"""A project folder of its own, a release server on 127.0.0.1 and small executables to serve."""

from __future__ import annotations

import hashlib
import http.server
import io
import re
import shutil
import socket
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edgewright.tools.folders import FOLDER_VARIABLE
from edgewright.tools.release import MIRROR_VARIABLE, this_platform
from edgewright.tools.table import TOOLS


def script(answer: str) -> bytes:
    """An executable that prints `answer` to `<executable> version`."""
    return f'#!/bin/sh\nif [ "$1" = version ]; then printf "%s\\n" "{answer}"; fi\n'.encode()


def write_executable(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755)
    return path


@dataclass
class ReleaseServer:
    """What the server holds and how it behaves; tests change both."""

    url: str
    files: dict[str, bytes] = field(default_factory=dict)
    truncate: dict[str, int] = field(default_factory=dict)
    """path -> bytes after which the connection breaks off."""
    statuses: dict[str, list[int]] = field(default_factory=dict)
    """path -> statuses answered before the file is."""
    ranges: bool = True
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    """(path, Range header) in the order asked."""

    def publish(self, tool: str, content: bytes) -> str:
        """Put a release and its checksums there, in the published forms; the asset's path."""
        pinned = TOOLS[tool]
        asset = pinned.release.assets[this_platform()]
        folder = f"/{tool}/v{pinned.version}"
        line = f"{hashlib.sha256(content).hexdigest()}  {asset}\n"
        sums = pinned.release.checksums.format(asset=asset)
        self.files[f"{folder}/{asset}"] = content
        self.files[f"{folder}/{sums}"] = f"{'0' * 64}  another-file.tar.gz\n{line}".encode()
        return f"{folder}/{asset}"

    def sums_path(self, tool: str) -> str:
        pinned = TOOLS[tool]
        asset = pinned.release.assets[this_platform()]
        return f"/{tool}/v{pinned.version}/{pinned.release.checksums.format(asset=asset)}"


def _handler(server: ReleaseServer) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = self.headers.get("Range")
            server.requests.append((self.path, asked))
            if server.statuses.get(self.path):
                return self._refuse(server.statuses[self.path].pop(0))
            if self.path not in server.files:
                return self._refuse(404)
            return self._send(server.files[self.path], asked if server.ranges else None)

        def _send(self, content: bytes, asked: str | None) -> None:
            start = int(re.fullmatch(r"bytes=(\d+)-", asked).group(1)) if asked else 0
            if asked and start >= len(content):
                return self._refuse(416, {"Content-Range": f"bytes */{len(content)}"})
            self.send_response(206 if asked else 200)
            if asked:
                extent = f"bytes {start}-{len(content) - 1}/{len(content)}"
                self.send_header("Content-Range", extent)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            stop = server.truncate.get(self.path, len(content))
            self.wfile.write(content[start:stop])
            if stop < len(content):
                self.close_connection = True
            return None

        def _refuse(self, status: int, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": "0", **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose tools folder is empty, on a PATH without Go, Pulumi or OPA."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "Pulumi.yaml").write_text("name: sample\nruntime: python\n")
    monkeypatch.chdir(root)
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(_bare_path(tmp_path / "system")))
    monkeypatch.setenv(MIRROR_VARIABLE, f"http://127.0.0.1:{_closed_port()}")
    return root


def _bare_path(folder: Path) -> Path:
    folder.mkdir()
    for name in ("sh", "sleep"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleaseServer]:
    """A release server that EDGEWRIGHT_TOOLS_MIRROR points at."""
    held = ReleaseServer(url="")
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(held))
    held.url = f"http://127.0.0.1:{running.server_address[1]}"
    monkeypatch.setenv(MIRROR_VARIABLE, held.url)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield held
    running.shutdown()
    thread.join()
    running.server_close()


def archive(files: dict[str, bytes]) -> bytes:
    """A .tar.gz with these members."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as out:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))
    return held.getvalue()


class Told:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.ticked: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def tick(self, text: str) -> None:
        self.ticked.append(text)


@pytest.fixture
def told() -> Told:
    return Told()
