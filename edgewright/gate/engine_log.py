"""Lines for the person at the terminal, said through the engine: the analyzer has no terminal."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import grpc

from edgewright.gate.protocol import engine_pb2, engine_pb2_grpc

PATIENCE = 5.0
"""Seconds to wait for the engine to take a line."""


@dataclass(frozen=True)
class EngineLog:
    """The engine's own log.

    Attributes:
        address: where the engine listens, "127.0.0.1:PORT"; "" when it has not said.
    """

    address: str

    def say(self, text: str, root: str) -> None:
        """Have the engine show a line below the stack; one that cannot be shown is let go.

        Args:
            text: the line.
            root: URN of the stack resource.
        """
        if not self.address:
            return
        line = engine_pb2.LogRequest(severity=engine_pb2.INFO, message=text, urn=root)
        with grpc.insecure_channel(self.address) as channel, contextlib.suppress(grpc.RpcError):
            engine_pb2_grpc.EngineStub(channel).Log(line, timeout=PATIENCE)
