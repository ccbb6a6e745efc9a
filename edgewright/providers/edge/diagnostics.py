"""What the provider tells the person at the engine, beside its answers."""

from __future__ import annotations

from typing import Protocol

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

TIMEOUT_S = 5.0


class Notices(Protocol):
    """Somewhere to say a thing about a resource."""

    def warn(self, urn: str, message: str) -> None:
        """Show `message` as a warning at the resource."""


class EngineNotices:
    """Warnings in the engine's own display.

    Args:
        address: the engine's, its first argument to a plugin.
    """

    def __init__(self, address: str) -> None:
        self._engine = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def warn(self, urn: str, message: str) -> None:
        """Show `message`; an engine that does not listen any more is not a failure."""
        request = engine_pb2.LogRequest(
            severity=engine_pb2.LogSeverity.WARNING, urn=urn, message=message
        )
        try:
            self._engine.Log(request, timeout=TIMEOUT_S)
        except grpc.RpcError:
            return


class NoNotices:
    """For an engine that gave no address."""

    def warn(self, urn: str, message: str) -> None:
        """Nobody to tell."""
