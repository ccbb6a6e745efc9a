"""The plugin the engine starts for `edgewright:*` resources.

It speaks the provider protocol for one type, an IoT hub's automatic deployment. A preview never
touches the network: what a deployment will be is known from its inputs alone, its id included.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2
from google.protobuf.json_format import MessageToDict, ParseDict
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from edgewright import __version__
from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import digest
from edgewright.providers.edge.hub import Hub
from edgewright.providers.edge.manifest_limits import problems
from edgewright.providers.edge.no_hub import NoHub
from edgewright.providers.property_values import is_marked, known
from edgewright.providers.serving import serve

DEPLOYMENT = "edgewright:azure:EdgeDeployment"
REPLACING = ("hostName", "content")
"""What cannot be changed: another hub, or other content, is another deployment."""
DIGEST_LENGTH = 12
OFFLINE_ENVIRONMENT = "EDGEWRIGHT_OFFLINE"
"""Set to 1 by `--offline`: this very plugin may come before its stand-in on PATH."""
ID_LIMIT = 128
Answer = TypeVar("Answer")


def deployment_id(urn: str, content: Any) -> str:
    """The id of a deployment: its name, then its content's digest.

    Content cannot be changed under an id, so other content gets another id, and the same content
    the same one. IoT Hub's ids are lower-case.
    """
    name = urn.rpartition("::")[2].lower()
    mark = digest(content).removeprefix("sha256:")[:DIGEST_LENGTH]
    return f"{name[: ID_LIMIT - DIGEST_LENGTH - 1]}-{mark}"


class EdgeProvider(provider_pb2_grpc.ResourceProviderServicer):
    """The protocol's calls for automatic deployments.

    Args:
        connect: makes a connection to a hub by host name.
    """

    def __init__(self, connect: Callable[[str], Any] = Hub) -> None:
        self._connect = connect

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Secrets, resources and outputs are taken as they are."""
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=True
        )

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """This package's version."""
        return plugin_pb2.PluginInfo(version=__version__)

    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """There is no configuration: signing in is Azure's default chain's matter."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """So it never differs."""
        return provider_pb2.DiffResponse()

    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Ready."""
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, acceptResources=True, acceptOutputs=True, supportsPreview=True
        )

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Refuse what IoT Hub or a device would."""
        if request.type and request.type != DEPLOYMENT:
            failure = provider_pb2.CheckFailure(reason=f"there is no resource {request.type}")
            return provider_pb2.CheckResponse(inputs=request.news, failures=[failure])
        failures = [
            provider_pb2.CheckFailure(property=name, reason=f"{name} {why}")
            for name, why in problems(known(MessageToDict(request.news)))
        ]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What differs; other content or another hub is a replacement, made before the removal."""
        olds, news = MessageToDict(request.old_inputs), MessageToDict(request.news)
        changed = sorted(name for name in {*olds, *news} if olds.get(name) != news.get(name))
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME
            if changed
            else provider_pb2.DiffResponse.DIFF_NONE,
            diffs=changed,
            replaces=[name for name in changed if name in REPLACING],
            deleteBeforeReplace=False,
        )

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Make the deployment; in a preview only say what it would be."""
        inputs = MessageToDict(request.properties)
        if is_marked(inputs.get("content")):
            return provider_pb2.CreateResponse(id="", properties=request.properties)
        id = deployment_id(request.urn, known(inputs)["content"])
        if not request.preview:
            self._do(context, lambda: self._hub(inputs).create(id, known(inputs)))
        return provider_pb2.CreateResponse(id=id, properties=request.properties)

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Change what can be changed under the same id."""
        inputs = MessageToDict(request.news)
        if not request.preview:
            self._do(context, lambda: self._hub(inputs).update(request.id, known(inputs)))
        return provider_pb2.UpdateResponse(properties=request.news)

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What the hub has now; no id when it is gone."""
        hub = self._hub(MessageToDict(request.properties))
        found = self._do(context, lambda: hub.read(request.id))
        if found is None:
            return provider_pb2.ReadResponse()
        values = ParseDict(found, struct_pb2.Struct())
        return provider_pb2.ReadResponse(id=request.id, properties=values, inputs=values)

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Remove the deployment. Devices keep what they run until another one matches them."""
        hub = self._hub(MessageToDict(request.properties))
        self._do(context, lambda: hub.delete(request.id))
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Every call is short: nothing to break off."""
        return empty_pb2.Empty()

    def _hub(self, inputs: dict[str, Any]) -> Any:
        return self._connect(str(known(inputs)["hostName"]))

    def _do(self, context: grpc.ServicerContext, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except EdgewrightError as failure:
            context.abort(grpc.StatusCode.UNAVAILABLE, failure.text())
        raise AssertionError("abort raises")


def main() -> None:
    """Serve the engine until it ends the process. In an offline run there is no hub to ask."""
    offline = os.environ.get(OFFLINE_ENVIRONMENT) == "1"
    serve(EdgeProvider(NoHub if offline else Hub))


if __name__ == "__main__":
    main()
