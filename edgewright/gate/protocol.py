"""The engine's messages and services, without the SDK around them.

The analyzer speaks gRPC with the engine and declares nothing, so it has no use for the rest of
`pulumi`, whose import takes longer than judging a small stack.
"""

from __future__ import annotations

from edgewright.base.bare_import import bare

with bare("pulumi", "pulumi.runtime", "pulumi.runtime.proto"):
    from pulumi.runtime.proto import (
        analyzer_pb2,
        analyzer_pb2_grpc,
        engine_pb2,
        engine_pb2_grpc,
        plugin_pb2,
    )

__all__ = [
    "analyzer_pb2",
    "analyzer_pb2_grpc",
    "engine_pb2",
    "engine_pb2_grpc",
    "plugin_pb2",
]
