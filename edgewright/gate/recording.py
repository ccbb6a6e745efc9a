"""What the engine tells an analyzer, as recorded resources."""

from __future__ import annotations

from typing import Any

from google.protobuf import struct_pb2
from google.protobuf.json_format import MessageToDict

from edgewright.gate.protocol import analyzer_pb2
from edgewright.graph.model import RawResource
from edgewright.graph.resource.providers import provider_properties
from edgewright.graph.resource.wire import plain_properties


def from_request(request: analyzer_pb2.AnalyzeRequest) -> RawResource:
    """A resource as `Analyze` gives it: its inputs, before anything is created.

    The engine gives no dependencies here, so references can be followed by value only.
    """
    inputs = _properties(request.properties)
    return RawResource(
        urn=request.urn,
        type=request.type,
        name=request.name,
        props=dict(inputs),
        inputs=inputs,
        parent=request.options.parent or None,
        provider=request.provider.urn,
        provider_props=provider_properties(MessageToDict(request.provider.properties)),
        custom=bool(request.provider.urn),
    )


def from_stack_resource(
    resource: analyzer_pb2.AnalyzerResource, inputs: dict[str, Any]
) -> RawResource:
    """A resource as `AnalyzeStack` gives it, its outputs, with the inputs `Analyze` gave before."""
    dependencies = {
        name: tuple(sorted(entry.urns))
        for name, entry in sorted(resource.propertyDependencies.items())
        if entry.urns
    }
    return RawResource(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        props={**inputs, **_properties(resource.properties)},
        inputs=inputs,
        parent=resource.parent or None,
        provider=resource.provider.urn,
        provider_props=provider_properties(MessageToDict(resource.provider.properties)),
        property_dependencies=dependencies,
        custom=bool(resource.provider.urn),
    )


def _properties(values: struct_pb2.Struct) -> dict[str, Any]:
    return plain_properties(MessageToDict(values))
