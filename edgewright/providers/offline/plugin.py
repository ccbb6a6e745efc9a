"""The plugin the engine starts under a cloud's name. It serves all of them alike."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from concurrent import futures
from typing import Any, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2
from google.protobuf.json_format import MessageToDict, ParseDict
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from edgewright import __version__
from edgewright.base.errors import EdgewrightError
from edgewright.providers.edge.plugin import DEPLOYMENT, deployment_id
from edgewright.providers.edge.plugin import REPLACING as EDGE_REPLACING
from edgewright.providers.offline import aws, azure
from edgewright.providers.offline.invokes import answer
from edgewright.providers.offline.made import Kind, Setting, autonamed, made
from edgewright.providers.property_values import is_marked, known

KINDS: dict[str, Kind] = {**aws.KINDS, **azure.KINDS}
REPLACING = {**aws.REPLACING, DEPLOYMENT: frozenset(EDGE_REPLACING)}
ALWAYS_REPLACING = {
    "aws": frozenset({"region"}),
    "azure-native": frozenset({"location", "resourceGroupName"}),
}
"""Inputs that no resource of a package can change: where it is."""
THREADS = 16
Answer = TypeVar("Answer")


def type_of(urn: str) -> str:
    """The type token in a URN, without its parents'."""
    return urn.split("::")[2].rpartition("$")[2]


def replaces(type: str, changed: list[str]) -> list[str]:
    """Which of the changed inputs mean a new resource."""
    kind = KINDS.get(type)
    fixed = set(REPLACING.get(type, ())) | ALWAYS_REPLACING.get(type.split(":")[0], set())
    if kind and kind.name:
        fixed.add(kind.name)
    return [name for name in changed if name in fixed]


class OfflineProvider(provider_pb2_grpc.ResourceProviderServicer):
    """The protocol's calls, answered from inputs alone. It keeps nothing but its configuration."""

    def __init__(self) -> None:
        self._setting = Setting()

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Secrets, resources and outputs are taken as they are."""
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=True
        )

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """This package's version."""
        return plugin_pb2.PluginInfo(version=__version__)

    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Any configuration is fine."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """A provider moved to another region replaces nothing by itself: its resources do."""
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Note the region."""
        region = known(MessageToDict(request.args)).get("region")
        self._setting = Setting(region=region if isinstance(region, str) else None)
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, acceptResources=True, acceptOutputs=True, supportsPreview=True
        )

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Take the inputs, with a made-up name where the program gave none."""
        inputs = autonamed(
            request.urn, KINDS.get(type_of(request.urn)), MessageToDict(request.news)
        )
        return provider_pb2.CheckResponse(inputs=_struct(inputs))

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Compare old and new inputs."""
        olds, news = MessageToDict(request.old_inputs), MessageToDict(request.news)
        changed = sorted(name for name in {*olds, *news} if olds.get(name) != news.get(name))
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=some if changed else none,
            diffs=changed,
            replaces=replaces(type_of(request.urn), changed),
        )

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Say what the resource is; there is nothing to create."""
        id, outputs = self._made(request.urn, MessageToDict(request.properties))
        return provider_pb2.CreateResponse(id=id, properties=_struct(outputs))

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Say what the resource is now."""
        _, outputs = self._made(request.urn, MessageToDict(request.news))
        return provider_pb2.UpdateResponse(properties=_struct(outputs))

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What the state says is so: nobody else can have changed it."""
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """There is nothing to delete."""
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Answer a look-up."""

        def look_up() -> Any:
            given = known(MessageToDict(request.args))
            result = struct_pb2.Struct()
            ParseDict(answer(request.tok, given, self._setting), result)
            return provider_pb2.InvokeResponse(**{"return": result})

        return _answered(context, look_up)

    def Construct(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Components of other languages run in the cloud's plugin, which is not here."""
        return _answered(context, lambda: _refuse(f"construct {request.type}"))

    def Call(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Likewise for their methods."""
        return _answered(context, lambda: _refuse(f"call {request.tok}"))

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Every call is short: nothing to break off."""
        return empty_pb2.Empty()

    def _made(self, urn: str, inputs: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if type_of(urn) == DEPLOYMENT:
            content = inputs.get("content")
            return "" if is_marked(content) else deployment_id(urn, known(content)), inputs
        return made(urn, KINDS.get(type_of(urn)), inputs, self._setting)


def _struct(values: dict[str, Any]) -> struct_pb2.Struct:
    return ParseDict(values, struct_pb2.Struct())


def _refuse(what: str) -> Any:
    raise EdgewrightError(
        "OFF-001", f"the offline provider cannot {what}", hint="Preview with credentials."
    )


def _answered(context: grpc.ServicerContext, work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except EdgewrightError as failure:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, failure.text())
    raise AssertionError("abort raises")


def main() -> None:
    """Serve the engine until it ends the process."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    limit = [("grpc.max_receive_message_length", 400 * 1024 * 1024)]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=THREADS), options=limit)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(OfflineProvider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    stop.wait()
    server.stop(grace=1).wait()


if __name__ == "__main__":
    main()
