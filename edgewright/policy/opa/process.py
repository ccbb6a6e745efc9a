"""An OPA of our own: a child on loopback that only we may ask and that never outlives us."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil

from edgewright.base.errors import EdgewrightError

START_SECONDS = 20
POLL_SECONDS = 0.005
"""Between two looks at whether OPA listens: each costs about a millisecond."""
LAST_BYTES = 2_000
"""How much of what OPA printed is looked at."""

AUTHORISATION = """package system.authz

default allow := false

allow if input.identity == "{token}"
"""

# Runs in the child, before it becomes OPA: asks the kernel to kill it when whoever started it dies,
# however that happens. A fork handler in Python would not be safe among our threads.
# 1 is PR_SET_PDEATHSIG (prctl(2)), 9 is SIGKILL.
ORPHAN_GUARD = (
    "import ctypes, os, sys\n"
    "if sys.platform == 'linux':\n"
    "    ctypes.CDLL(None).prctl(1, 9)\n"
    "    if os.getppid() != int(sys.argv[1]): sys.exit(1)\n"
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)


class OpaProcess:
    """An OPA that holds some modules and data. Start it, and close it to end it.

    Args:
        opa: the executable.
        modules: path -> text of each.
        data: what rules read below `data`; what is given at the start is compiled once, with them.

    Raises:
        EdgewrightError: OPA-001 when its files cannot be written.
    """

    def __init__(
        self, opa: Path, modules: Mapping[str, str], data: Mapping[str, Any] | None = None
    ) -> None:
        self.token = secrets.token_urlsafe(32)
        self._opa = opa
        self._port: Future[int] = Future()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = threading.Event()
        try:
            self._log = tempfile.TemporaryFile()
            self._files = tempfile.TemporaryDirectory(  # its mode is 0700
                prefix="edgewright-opa-", ignore_cleanup_errors=True
            )
            self._write("authz", "authz.rego", AUTHORISATION.replace("{token}", self.token))
            for number, (name, text) in enumerate(modules.items()):
                # All in one folder: making one for each takes longer than OPA takes to read them.
                self._write("rules", f"{number:04}-{Path(name).name}", text)
            self._write("rules", "data.json", json.dumps(data or {}))
        except OSError as problem:
            raise _not_started(f"its files cannot be written: {problem}") from problem

    def _write(self, folder: str, name: str, text: str) -> None:
        path = Path(self._files.name) / folder
        path.mkdir(exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")

    def start(self) -> None:
        """Start OPA; it reads what it was given while whoever started it does something else.

        It is started from a thread that lives until this is closed. For the kernel's help the
        parent of a child is the thread that started it, not the process: started from a thread that
        ends, OPA would be killed with it.

        Raises:
            EdgewrightError: OPA-001 when it cannot be started.
        """
        started: Future[subprocess.Popen[bytes]] = Future()

        def keep() -> None:
            try:
                self._process = self._popen()
            except BaseException as problem:
                started.set_exception(problem)
                return
            started.set_result(self._process)
            self._watch()
            self._closed.wait()

        threading.Thread(target=keep, name="opa", daemon=True).start()
        try:
            started.result()
        except OSError as problem:
            raise _not_started(str(problem)) from problem

    def port(self) -> int:
        """The port of 127.0.0.1 that OPA listens on, once it does.

        OPA chooses the port itself, so nobody can take it first and be shown the token. Once it
        listens it has read the rules, and nothing of them or of the token stays on disk.

        Raises:
            EdgewrightError: OPA-001 when it does not listen in time.
        """
        return self._port.result()

    def _watch(self) -> None:
        """See OPA begin to listen, or not, and tell whoever waits for its port."""
        try:
            port = self._seen_listening()
            if port:
                self._files.cleanup()
                self._port.set_result(port)
            else:
                self._port.set_exception(_not_started(f"it does not listen: {self.last_words()}"))
        except BaseException as problem:
            self._port.set_exception(problem)

    def _seen_listening(self) -> int:
        """The port it listens on; 0 if it ends first, or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while self.running() and time.monotonic() < deadline:
            if port := self._listening_port():
                return port
            time.sleep(POLL_SECONDS)
        return 0

    def _popen(self) -> subprocess.Popen[bytes]:
        folder = Path(self._files.name)
        command = [
            *(str(self._opa), "run", "--server", "--addr", "127.0.0.1:0"),
            *("--authentication", "token", "--authorization", "basic"),
            *("--log-level", "error", "--skip-version-check"),
            *(str(folder / "authz"), str(folder / "rules")),
        ]
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", ORPHAN_GUARD, str(os.getpid()), *command],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=plain_environment(),
            # Ctrl-C is for us: what is being judged is finished, then OPA is ended. Elsewhere than
            # on Linux, where nothing else would end an orphan, it is for OPA too.
            start_new_session=sys.platform == "linux",
        )

    def _listening_port(self) -> int:
        """The port the child listens on; 0 before it does."""
        assert self._process is not None
        try:
            found = psutil.Process(self._process.pid).net_connections("tcp4")
        except psutil.Error:
            return 0
        return next((one.laddr.port for one in found if one.status == psutil.CONN_LISTEN), 0)

    def running(self) -> bool:
        """Whether the child still runs."""
        return self._process is not None and self._process.poll() is None

    def death(self) -> str | None:
        """How it died; None while it runs."""
        return None if self.running() else f"it died: {self.last_words()}"

    def last_words(self) -> str:
        """The end of what OPA printed, for an error message. At its log level never an input."""
        if self._log.closed:
            return "it was closed"
        handle = self._log.fileno()
        start = max(0, os.fstat(handle).st_size - LAST_BYTES)
        # The child writes at this handle's position, which reading must not move.
        text = os.pread(handle, LAST_BYTES, start).decode(errors="replace")
        return text.replace(self.token, "[token]").strip()[-400:] or "it printed nothing"

    def close(self) -> None:
        """End the child and remove its files; twice is once."""
        self._end()
        self._closed.set()
        self._log.close()
        self._files.cleanup()

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def plain_environment() -> dict[str, str]:
    """The environment without what OPA would take for options: it must read what it is given.

    OPA_CHECK_IGNORE=*.rego would have it accept anything, OPA_RUN_IGNORE=*.json lose parameters.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("OPA_")}


def _not_started(why: str) -> EdgewrightError:
    return EdgewrightError(
        "OPA-001",
        f"OPA cannot be started: {why}",
        hint="Try `opa version`; run `edgewright tools install opa`.",
    )
