"""Who may call the analyzer: the engine that started it, and nobody else on the machine.

It listens on loopback, where every local process can connect. So whose the other end of a
connection is, is asked of the operating system before the first call on it is answered.
"""

from __future__ import annotations

import sys

import grpc
import psutil


class OnlyTheEngine:
    """Refuses callers that are not the engine.

    Where the system does not show that process's connections, nobody can be told apart: then every
    caller is refused.

    Args:
        engine: the process of the engine.
    """

    def __init__(self, engine: psutil.Process) -> None:
        self.port = 0
        self._engine = engine
        self._known: dict[str, bool] = {}

    def require(self, context: grpc.ServicerContext) -> None:
        """End a call of anybody else."""
        peer = context.peer()
        if peer not in self._known:
            self._known[peer] = self._owns(peer)
            if not self._known[peer]:
                sys.stderr.write(f"edgewright: refused a call from {peer}: not the engine\n")
        if not self._known[peer]:
            context.abort(
                grpc.StatusCode.PERMISSION_DENIED, "this analyzer answers its own engine only"
            )

    def _owns(self, peer: str) -> bool:
        """Whether the engine has a connection from that port to ours."""
        port = peer.rpartition(":")[2]
        try:
            links = self._engine.net_connections("tcp")
        except psutil.Error:
            return False
        return any(
            str(one.laddr.port) == port and one.raddr and one.raddr.port == self.port
            for one in links
        )
