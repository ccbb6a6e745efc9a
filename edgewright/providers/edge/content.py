"""Resources that are content: files a person carries to a place no network reaches.

What such a resource makes is its output `bundle`, file name -> text. It writes nothing anywhere
else, so everything of it is known in a preview; its id follows from its inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from edgewright.providers.changes import difference
from edgewright.providers.edge.calls import content_id
from edgewright.providers.edge.diagnostics import Notices
from edgewright.providers.property_values import (
    UNKNOWN,
    has_secret,
    is_marked,
    known,
    struct_of,
    values_of,
)

BUNDLE = "bundle"
Problem = tuple[str, str]
"""Property and what is wrong with it."""


@dataclass(frozen=True)
class ContentKind:
    """A type of content.

    Attributes:
        inputs: its properties; all are required.
        problems: everything in plain inputs that the place would refuse; what is not known yet is
            absent.
        bundle: the files of plain inputs that have no problems.
        farewell: what a person must know when the content leaves the state, from its plain inputs.
    """

    inputs: tuple[str, ...]
    problems: Callable[[Mapping[str, Any]], Iterator[Problem]]
    bundle: Callable[[Mapping[str, Any]], dict[str, str]]
    farewell: Callable[[Mapping[str, Any]], str]


class ContentCalls:
    """The calls for one type of content."""

    def __init__(self, kind: ContentKind, notices: Notices) -> None:
        self._kind = kind
        self._notices = notices

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Refuse what the place would, and secrets: whoever finds the media reads them."""
        news = values_of(request.news)
        failures = [
            provider_pb2.CheckFailure(property=name, reason=f"{name} {why}")
            for name, why in (*self._lacking(news), *self._kind.problems(_judged(news)))
        ]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def _lacking(self, news: Mapping[str, Any]) -> Iterator[Problem]:
        for name in self._kind.inputs:
            if news.get(name) is None:
                yield name, "is missing"
        for name, value in news.items():
            if has_secret(value):
                yield name, "holds a secret, which everybody could read who finds the media"

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Any change is other content."""
        return difference(values_of(request.old_inputs), values_of(request.news), self._kind.inputs)

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The content; the same in a preview, where inputs are known."""
        inputs = values_of(request.properties)
        if is_marked(inputs):
            hidden = struct_of({**inputs, BUNDLE: UNKNOWN})
            return provider_pb2.CreateResponse(id="", properties=hidden)
        plain = whole(known(inputs))
        made = struct_of({**inputs, BUNDLE: self._kind.bundle(plain)})
        return provider_pb2.CreateResponse(id=content_id(request.urn, plain), properties=made)

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Never asked for: every change is other content."""
        return provider_pb2.UpdateResponse(properties=request.news)

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What the state says: there is nobody at the site to ask. Nothing can be imported."""
        if not request.properties.fields:
            return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Drop it from the state, and say what stays where it was carried."""
        plain = known(values_of(request.properties))
        self._notices.warn(request.urn, self._kind.farewell(plain))
        return empty_pb2.Empty()


def _judged(news: Mapping[str, Any]) -> dict[str, Any]:
    """Plain inputs to check; what has unknown parts is judged once they are known."""
    parts = {name: value for name, value in news.items() if not is_marked(value)}
    return dict(whole(known(parts)))


def whole(value: Any) -> Any:
    """Values with whole numbers as such: on the wire all numbers are floating-point ones."""
    if isinstance(value, dict):
        return {name: whole(item) for name, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
