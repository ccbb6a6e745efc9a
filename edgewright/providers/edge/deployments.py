"""Automatic deployments of an IoT hub, call by call.

A preview never touches the network: what a deployment will be is known from its inputs alone, its
id included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import provider_pb2

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import digest
from edgewright.providers.changes import difference
from edgewright.providers.edge.calls import content_id
from edgewright.providers.edge.diagnostics import Notices
from edgewright.providers.edge.hub import OWNER, Deployments
from edgewright.providers.edge.manifest_limits import REQUIRED, problems
from edgewright.providers.property_values import (
    UNKNOWN,
    has_secret,
    is_marked,
    known,
    secret,
    struct_of,
    values_of,
)

DEPLOYMENT = "edgewright:azure:EdgeDeployment"
REPLACING = ("hostName", "content")
"""What cannot be changed: another hub, or other content, is another deployment."""
OWNER_LENGTH = 32
Answer = TypeVar("Answer")


class DeploymentCalls:
    """The calls for automatic deployments.

    Args:
        connect: makes a connection to a hub by host name.
        notices: where to say what a person must know.
        offline: a refresh asks the state, for there is no hub.
    """

    def __init__(
        self, connect: Callable[[str], Deployments], notices: Notices, *, offline: bool = False
    ) -> None:
        self._connect = connect
        self._notices = notices
        self._offline = offline

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Refuse what IoT Hub or a device would."""
        news = values_of(request.news)
        found = [(name, "is missing") for name in REQUIRED if news.get(name) is None]
        failures = [
            provider_pb2.CheckFailure(property=name, reason=f"{name} {why}")
            for name, why in (*found, *problems(_judged(news)))
        ]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What differs; other content or another hub is a replacement, made before the removal."""
        return difference(values_of(request.old_inputs), values_of(request.news), REPLACING)

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Make the deployment; in a preview only say what it would be."""
        inputs = values_of(request.properties)
        plain = known(inputs)
        hidden = is_marked(inputs["content"])
        id = "" if hidden else content_id(request.urn, plain["content"])
        if request.preview:
            return provider_pb2.CreateResponse(id=id, properties=_marked_with(UNKNOWN, inputs))
        etag = self._do(context, lambda: self._hub(plain).create(id, _owned(plain, request.urn)))
        return provider_pb2.CreateResponse(id=id, properties=_marked_with(etag, inputs))

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Change what can be changed under the same id."""
        inputs = values_of(request.news)
        if request.preview:
            return provider_pb2.UpdateResponse(properties=_marked_with(UNKNOWN, inputs))
        plain, before = known(inputs), known(values_of(request.olds)).get("etag")
        wanted = _owned(plain, request.urn)
        etag = self._do(context, lambda: self._hub(plain).update(request.id, wanted, before))
        return provider_pb2.UpdateResponse(properties=_marked_with(etag, inputs))

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What the hub has now; no id when it is gone. An import's id is `HOST/ID`."""
        if self._offline and request.properties.fields:
            return provider_pb2.ReadResponse(
                id=request.id, properties=request.properties, inputs=request.inputs
            )
        before = values_of(request.inputs) or values_of(request.properties)
        host, _, id = self._do(context, lambda: _address(before, request.id))
        found = self._do(context, lambda: self._connect(host).read(id))
        if found is None:
            return provider_pb2.ReadResponse()
        values = {name: _kept(before.get(name), value) for name, value in found.items()}
        inputs = {name: value for name, value in values.items() if name != "etag"}
        return provider_pb2.ReadResponse(
            id=id, properties=struct_of(values), inputs=struct_of(inputs)
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Remove the deployment, and say whose devices lose it."""
        plain = known(values_of(request.properties))
        self._do(context, lambda: self._hub(plain).delete(request.id))
        self._notices.warn(
            request.urn,
            f"deployment {request.id} is removed from {plain['hostName']}. Devices with "
            f"{plain.get('targetCondition')} take the next deployment that matches them; without "
            "one they keep running what they have, and nobody manages it.",
        )
        return empty_pb2.Empty()

    def _hub(self, plain: Mapping[str, Any]) -> Deployments:
        return self._connect(str(plain["hostName"]))

    def _do(self, context: grpc.ServicerContext, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except EdgewrightError as failure:
            context.abort(grpc.StatusCode.UNAVAILABLE, failure.text())
        raise AssertionError("abort raises")


def _owned(plain: Mapping[str, Any], urn: str) -> dict[str, Any]:
    """Inputs with the mark of the resource they are of.

    Another stack may declare the same name and content on the same hub: the same id, of another
    owner.
    """
    mark = digest(urn).removeprefix("sha256:")[:OWNER_LENGTH]
    return {**plain, "labels": {**(plain.get("labels") or {}), OWNER: mark}}


def _marked_with(etag: str | None, inputs: Mapping[str, Any]) -> struct_pb2.Struct:
    return struct_of({**inputs, **({"etag": etag} if etag else {})})


def _judged(news: Mapping[str, Any]) -> dict[str, Any]:
    """Plain inputs to check; content with unknown parts is judged once they are known."""
    parts = {name: value for name, value in news.items() if not is_marked(value)}
    return dict(known(parts))


def _address(before: Mapping[str, Any], id: str) -> tuple[str, str, str]:
    """Host and id of a deployment in the state, or of one to import."""
    host = known(dict(before)).get("hostName")
    if host:
        return str(host), "/", id
    if "/" in id:
        return id.partition("/")
    raise EdgewrightError(
        "EDG-002",
        f"{id!r} does not say which hub the deployment is on",
        hint="Import it as HOST/ID, for example hub.azure-devices.net/pier-1a2b3c.",
    )


def _kept(before: Any, found: Any) -> Any:
    """What the hub has, as secret as it was: the hub does not know what is one."""
    if not has_secret(before):
        return found
    return before if known(before) == found else secret(found)
