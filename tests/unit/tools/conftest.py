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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edgewright.tools import golang
from edgewright.tools.folders import FOLDER_VARIABLE, install_folder
from edgewright.tools.release import MIRROR_VARIABLE, this_platform
from edgewright.tools.table import TOOLS

PROXY_VARIABLES = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
)


def _script(answer: str) -> bytes:
    """An executable that prints `answer` to `<executable> version`."""
    return f'#!/bin/sh\nif [ "$1" = version ]; then printf "%s\\n" "{answer}"; fi\n'.encode()


def _write_executable(path: Path, content: bytes) -> Path:
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


class _HttpServer(http.server.ThreadingHTTPServer):
    held: ReleaseServer


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _HttpServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        held = self.server.held
        asked = self.headers.get("Range")
        held.requests.append((self.path, asked))
        if held.statuses.get(self.path):
            self._refuse(held.statuses[self.path].pop(0))
        elif self.path not in held.files:
            self._refuse(404)
        elif asked and held.ranges:
            found = re.fullmatch(r"bytes=(\d+)-", asked)
            assert found
            self._send_from(held.files[self.path], int(found.group(1)))
        else:
            self._send(200, held.files[self.path], 0)

    def _send_from(self, content: bytes, start: int) -> None:
        if start >= len(content):
            self._refuse(416, {"Content-Range": f"bytes */{len(content)}"})
        else:
            extent = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self._send(206, content, start, {"Content-Range": extent})

    def _send(
        self, status: int, content: bytes, start: int, headers: dict[str, str] | None = None
    ) -> None:
        self._head(status, {"Content-Length": str(len(content) - start), **(headers or {})})
        stop = self.server.held.truncate.get(self.path, len(content))
        self.wfile.write(content[start:stop])
        self.close_connection = stop < len(content)

    def _refuse(self, status: int, headers: dict[str, str] | None = None) -> None:
        self._head(status, {"Content-Length": "0", **(headers or {})})

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a user whose cache is empty, on a PATH without Go, Pulumi or OPA."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "Pulumi.yaml").write_text("name: sample\nruntime: python\n")
    monkeypatch.chdir(root)
    for name in (FOLDER_VARIABLE, *PROXY_VARIABLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(golang, "GO_MODULES", root / "go_modules")
    monkeypatch.setenv("PATH", str(_bare_path(tmp_path / "system")))
    monkeypatch.setenv(MIRROR_VARIABLE, f"http://127.0.0.1:{_closed_port()}")
    return root


def _bare_path(folder: Path) -> Path:
    folder.mkdir()
    for name in ("sh", "sleep", "chmod"):
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
    running = _HttpServer(("127.0.0.1", 0), _Handler)
    running.held = held
    held.url = f"http://127.0.0.1:{running.server_address[1]}"
    monkeypatch.setenv(MIRROR_VARIABLE, held.url)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield held
    running.shutdown()
    thread.join()
    running.server_close()


def _archive(files: dict[str, bytes]) -> bytes:
    """A .tar.gz with these members."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as out:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))
    return held.getvalue()


class RememberedProgress:
    """Progress that remembers every line."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.ticked: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def tick(self, text: str) -> None:
        self.ticked.append(text)


@pytest.fixture
def progress() -> RememberedProgress:
    return RememberedProgress()


@pytest.fixture
def script() -> Callable[[str], bytes]:
    return _script


@pytest.fixture
def archive() -> Callable[[dict[str, bytes]], bytes]:
    return _archive


@pytest.fixture
def on_path(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Puts an executable with this name and content on PATH."""
    return lambda name, content: _write_executable(tmp_path / "system" / name, content)


@pytest.fixture
def in_tools_folder(project: Path) -> Callable[[str, str, bytes], Path]:
    """Puts an executable with this name and content where a tool is installed."""
    return lambda tool, name, content: _write_executable(
        install_folder(TOOLS[tool]) / name, content
    )
