"""A policy pack that does nothing: the least that a pack in Python adds to a run of the engine."""

from __future__ import annotations

import sys
import threading
from concurrent import futures
from typing import Any

import grpc
from google.protobuf import empty_pb2

from edgewright.gate.protocol import analyzer_pb2, analyzer_pb2_grpc, plugin_pb2

MAX_MESSAGE = 400 * 1024 * 1024


class Nothing(analyzer_pb2_grpc.AnalyzerServicer):
    """Answers every call, and finds nothing."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    def Handshake(self, request: Any, context: Any) -> Any:
        """Nothing to agree on."""
        return analyzer_pb2.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        """Nothing to load."""
        return analyzer_pb2.AnalyzerStackConfigureResponse()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        """A version."""
        return plugin_pb2.PluginInfo(version="1.0.0")

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        """A name."""
        return analyzer_pb2.AnalyzerInfo(name="nothing", displayName="nothing", version="1.0.0")

    def Remediate(self, request: Any, context: Any) -> Any:
        """Nothing is changed."""
        return analyzer_pb2.RemediateResponse()

    def Analyze(self, request: Any, context: Any) -> Any:
        """Nothing is judged."""
        return analyzer_pb2.AnalyzeResponse()

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        """Nothing is judged."""
        return analyzer_pb2.AnalyzeResponse()

    def Cancel(self, request: Any, context: Any) -> Any:
        """The run is over."""
        self._stop.set()
        return empty_pb2.Empty()


def main() -> None:
    """Serve the engine until it says stop."""
    stop = threading.Event()
    options = [("grpc.max_receive_message_length", MAX_MESSAGE)]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8), options=options)
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Nothing(stop), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    stop.wait()
    server.stop(grace=1).wait()


if __name__ == "__main__":
    main()
