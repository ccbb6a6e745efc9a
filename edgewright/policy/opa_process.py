"""An OPA of our own: a child on loopback that only we may ask and that never outlives us."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from edgewright.base.errors import EdgewrightError

ATTEMPTS = 5
"""Tries to start: another process can take the free port between finding and using it."""

AUTHORISATION = """package system.authz

default allow := false

allow if input.identity == "{token}"
"""

# Runs in the child, before it becomes OPA: asks the kernel to kill it when the process that started
# it dies, however that happens. A fork handler in Python would not be safe among our threads.
# 1 is PR_SET_PDEATHSIG (prctl(2)), 9 is SIGKILL.
ORPHAN_GUARD = (
    "import ctypes, os, sys\n"
    "if sys.platform == 'linux':\n"
    "    ctypes.CDLL(None).prctl(1, 9)\n"
    "    if os.getppid() != int(sys.argv[1]): sys.exit(1)\n"
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)


class OpaProcess:
    """A running OPA. Close it, or leave the `with` block, to end it and remove its folder."""

    def __init__(self, opa: Path, modules: Mapping[str, str]) -> None:
        self.token = secrets.token_urlsafe(32)
        self._folder = Path(tempfile.mkdtemp(prefix="edgewright-opa-"))  # mode 0700
        self._write("authz/authz.rego", AUTHORISATION.replace("{token}", self.token))
        for name, text in modules.items():
            self._write(f"rules/{name}", text)
        self._opa = opa
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def _write(self, name: str, text: str) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def start(self) -> None:
        """Start listening on a free port of 127.0.0.1.

        Raises:
            EdgewrightError: OPA-001 when the executable cannot be started.
        """
        self.port = _free_port()
        command = [
            *(str(self._opa), "run", "--server", "--addr", f"127.0.0.1:{self.port}"),
            *("--authentication", "token", "--authorization", "basic"),
            *("--log-level", "error", "--disable-telemetry"),
            *(str(self._folder / "authz"), str(self._folder / "rules")),
        ]
        guarded = [sys.executable, "-I", "-S", "-c", ORPHAN_GUARD, str(os.getpid()), *command]
        try:
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    guarded, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                )
        except OSError as problem:
            raise EdgewrightError(
                "OPA-001",
                f"OPA cannot be started: {problem}",
                hint="Run `edgewright tools install opa`.",
            ) from problem

    @property
    def log(self) -> Path:
        """What OPA printed. At log level "error" that never includes an input."""
        return self._folder / "log"

    def running(self) -> bool:
        """Whether the child still runs."""
        return self._process is not None and self._process.poll() is None

    def last_words(self) -> str:
        """The end of what OPA printed, for an error message."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return text.strip()[-400:].replace(self.token, "[token]")

    def stop(self) -> None:
        """End the child; twice is once."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def close(self) -> None:
        """End the child and remove its folder."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
