"""Who may call the analyzer: the engine that started it, and nobody else on the machine.

It listens on loopback, where every local process can connect. So whose the other end of a
connection is, is asked of the operating system before the first call on it is answered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import grpc
import psutil


class OnlyTheEngine(grpc.ServerInterceptor):  # type: ignore[misc]
    """Refuses calls from any process but one.

    Where the system does not show that process's connections, nobody can be told apart: then every
    caller is refused.

    Args:
        engine: the process of the engine.
    """

    def __init__(self, engine: psutil.Process) -> None:
        self.port = 0
        self._engine = engine
        self._known: dict[str, bool] = {}

    def intercept_service(
        self, continuation: Callable[[Any], Any], handler_call_details: Any
    ) -> Any:
        """Hand a call on, to be answered once it is known whose it is."""
        handler = continuation(handler_call_details)
        if handler is None or not handler.unary_unary:
            return handler
        answer = handler.unary_unary

        def guarded(request: Any, context: grpc.ServicerContext) -> Any:
            if not self._is_engine(context.peer()):
                context.abort(
                    grpc.StatusCode.PERMISSION_DENIED, "this analyzer answers its own engine only"
                )
            return answer(request, context)

        return grpc.unary_unary_rpc_method_handler(
            guarded,
            request_deserializer=handler.request_deserializer,
            response_serializer=handler.response_serializer,
        )

    def _is_engine(self, peer: str) -> bool:
        if peer not in self._known:
            self._known[peer] = self._owns(peer)
            if not self._known[peer]:
                sys.stderr.write(f"edgewright: refused a call from {peer}: not the engine\n")
        return self._known[peer]

    def _owns(self, peer: str) -> bool:
        """Whether the engine has a connection from that port to ours."""
        from_port = int(peer.rpartition(":")[2]) if peer.rpartition(":")[2].isdigit() else 0
        try:
            links = self._engine.net_connections("tcp")
        except psutil.Error:
            return False
        return any(
            one.laddr.port == from_port and one.raddr and one.raddr.port == self.port
            for one in links
        )
