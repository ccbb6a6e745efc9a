"""The process the engine starts for a package: serve until it is told to stop or left alone."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent import futures
from pathlib import Path
from types import ModuleType
from typing import Any

PREFIX = "pulumi-resource-"
THREADS = 16
MAX_MESSAGE = 400 * 1024 * 1024
"""Bytes; the engine's own limit for a gRPC message."""
WATCH_S = 1.0
"""How often to look whether the engine is still there."""


def package_name(program: str) -> str:
    """The package a plugin called `program` serves.

    Raises:
        SystemExit: it is called otherwise than plugins are, or the package is not ours to serve.
    """
    from edgewright.providers.offline.packages import EDGE, PACKAGES

    name = Path(program).name.removeprefix(PREFIX)
    if name not in (*PACKAGES, EDGE):
        raise SystemExit(f"{program}: the offline provider stands in for none of this name")
    return name


def without_sdk() -> None:
    """Let the protocol's generated modules load without the Pulumi SDK around them.

    They sit inside it, and a plugin needs nothing else of it: half of the start's time.
    """
    from importlib.util import find_spec

    spec = find_spec("pulumi")
    if "pulumi" in sys.modules or spec is None or spec.origin is None:
        return
    root = Path(spec.origin).parent
    for name, folder in (("pulumi", root), ("pulumi.runtime", root / "runtime")):
        bare = ModuleType(name)
        bare.__path__ = [str(folder)]
        sys.modules[name] = bare


def servicer(name: str) -> Any:
    """The provider for a package."""
    from edgewright.providers.offline.packages import EDGE, PACKAGES

    if name == EDGE:
        from edgewright.providers.edge.plugin import EdgeProvider
        from edgewright.providers.offline.no_hub import NoHub

        return EdgeProvider(NoHub)
    from edgewright.providers.offline.provider import OfflineProvider

    return OfflineProvider(name, PACKAGES[name])


def main(arguments: Sequence[str]) -> None:
    """Serve the package that the first argument, the program's own name, says."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    parent = os.getppid()
    without_sdk()
    import grpc
    from pulumi.runtime.proto import provider_pb2_grpc

    name = package_name(arguments[0])
    options = [
        ("grpc.max_receive_message_length", MAX_MESSAGE),
        ("grpc.max_send_message_length", MAX_MESSAGE),
    ]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=THREADS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer(name), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    while not stop.wait(WATCH_S) and os.getppid() == parent:
        pass
    server.stop(grace=None).wait()
