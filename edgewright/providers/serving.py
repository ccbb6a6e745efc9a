"""How a plugin's process lives: it says its port, serves, and goes when the engine does."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent import futures

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

THREADS = 16
MAX_MESSAGE = 400 * 1024 * 1024
"""Bytes; the engine's own limit for a gRPC message."""
WATCH_S = 1.0
"""How often to look whether the engine is still there: one that was killed tells nobody."""


def serve(servicer: provider_pb2_grpc.ResourceProviderServicer) -> None:
    """Serve the engine that started this process until it ends it, or is gone itself."""
    engine, stop = os.getppid(), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    options = [
        ("grpc.max_receive_message_length", MAX_MESSAGE),
        ("grpc.max_send_message_length", MAX_MESSAGE),
    ]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=THREADS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    while not stop.wait(WATCH_S) and os.getppid() == engine:
        pass
    server.stop(grace=None).wait()
