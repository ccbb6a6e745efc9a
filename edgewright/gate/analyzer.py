"""The analyzer the Pulumi engine starts: judges every resource, then the whole stack.

It speaks the engine's analyzer protocol itself rather than through the `pulumi-policy` SDK, whose
`PolicyPack` gives no access to the run (preview or update, stack tags) and no place to close an OPA
child or to write an evaluation: see docs/decisions.

The engine starts this program with its own address as the last argument, reads a port from the
first line of standard output, and starts one for the preview and another for the update.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent import futures
from pathlib import Path
from typing import Any, TypeVar

import grpc
import psutil
from google.protobuf import empty_pb2

from edgewright import __version__
from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import ExitStatus
from edgewright.gate.callers import OnlyTheEngine
from edgewright.gate.diagnostics import PACK_NAME
from edgewright.gate.engine_log import EngineLog
from edgewright.gate.judge import OFF_SWITCH, Judge, StackRun
from edgewright.gate.protocol import analyzer_pb2, analyzer_pb2_grpc, plugin_pb2
from edgewright.gate.session import own_engine

MAX_MESSAGE = 400 * 1024 * 1024
"""Bytes; the engine's own limit for a gRPC message."""
ORPHAN_SECONDS = 1.0
"""How often it is looked whether the engine still lives."""
REMEDIATE = "/pulumirpc.Analyzer/Remediate"
Answer = TypeVar("Answer")


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """The protocol's calls, each handed to the judge; failures become coded gRPC errors.

    Whatever is judged, or ends the run, is asked for by the engine alone.
    """

    def __init__(self, judge: Judge, guard: OnlyTheEngine, stop: threading.Event) -> None:
        self._judge = judge
        self._guard = guard
        self._stop = stop

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Nothing to agree on."""
        return analyzer_pb2.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Learn which stack this is, load what judges it, and judge its estate.

        Its config comes decrypted: only the off switch is looked at.
        """

        def configure() -> Any:
            self._judge.configure(
                StackRun(
                    stack=request.stack,
                    dry_run=request.dry_run,
                    project=request.project,
                    organisation=request.organization,
                    tags=dict(request.tags),
                    is_ungated=request.config.get(OFF_SWITCH, "").lower() == "true",
                )
            )
            return analyzer_pb2.AnalyzerStackConfigureResponse()

        return self._answer(context, configure)

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """This package's version."""
        return plugin_pb2.PluginInfo(version=__version__)

    def GetAnalyzerInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Who this is. Parameters and levels come from the stack's files, not from the engine."""
        return analyzer_pb2.AnalyzerInfo(
            name=PACK_NAME, displayName=PACK_NAME, version=__version__, supportsConfig=False
        )

    def Analyze(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Judge one resource by its inputs."""
        return self._answer(
            context,
            lambda: analyzer_pb2.AnalyzeResponse(diagnostics=self._judge.resource(request)),
        )

    def AnalyzeStack(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Judge the whole stack and write its evaluation."""
        return self._answer(
            context,
            lambda: analyzer_pb2.AnalyzeResponse(diagnostics=self._judge.stack(request.resources)),
        )

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The run is over."""
        self._guard.require(context)
        self._stop.set()
        return empty_pb2.Empty()

    def _answer(self, context: grpc.ServicerContext, work: Callable[[], Answer]) -> Answer:
        self._guard.require(context)
        try:
            return work()
        except EdgewrightError as failure:
            found = failure
        except Exception as defect:
            found = EdgewrightError(
                "GAT-005",
                f"the gate failed: {type(defect).__name__}: {defect}",
                hint="Report this with the program that led to it; nothing was let through.",
            )
        self._judge.give_up(found)
        context.abort(_status(found), found.text())
        raise AssertionError("abort raises")


class _Unread(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Answers `Remediate` without reading it: nothing is changed behind the program's back.

    The engine asks for every resource, and cannot be told not to.
    """

    def service(self, handler_call_details: Any) -> Any:
        """The handler, for that call alone."""
        if handler_call_details.method != REMEDIATE:
            return None
        return grpc.unary_unary_rpc_method_handler(lambda request, context: b"")


def _status(failure: EdgewrightError) -> grpc.StatusCode:
    is_input = failure.exit_status is ExitStatus.WRONG_INPUT
    return grpc.StatusCode.INVALID_ARGUMENT if is_input else grpc.StatusCode.FAILED_PRECONDITION


def _stop_without(engine: psutil.Process, parent: int, stop: threading.Event) -> None:
    """Stop when the engine is gone, however it ended: it had no time to say so.

    A dead one that nobody has buried yet still seems to run, but is nobody's parent any more.
    """
    while not stop.wait(ORPHAN_SECONDS):
        if os.getppid() != parent or not engine.is_running():
            stop.set()


def main() -> None:
    """Serve the engine until it says stop or goes away."""
    engine, parent = own_engine(), os.getppid()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    judge = Judge(Path.cwd(), EngineLog(sys.argv[1] if len(sys.argv) > 1 else ""))
    guard = OnlyTheEngine(engine)
    options = [("grpc.max_receive_message_length", MAX_MESSAGE)]
    workers = futures.ThreadPoolExecutor(max_workers=4)
    server = grpc.server(workers, options=options, handlers=[_Unread()])
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Analyzer(judge, guard, stop), server)
    try:
        guard.port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        sys.stdout.write(f"{guard.port}\n")
        sys.stdout.flush()
        threading.Thread(target=_stop_without, args=(engine, parent, stop), daemon=True).start()
        stop.wait()
    finally:
        server.stop(grace=1).wait()
        judge.close()
