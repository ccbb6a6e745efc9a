"""The plugin the engine starts for `edgewright:*` resources.

It speaks the provider protocol and hands each call to the type of resource it is about: an IoT
hub's automatic deployment, or what is carried to a site that no cloud reaches.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from edgewright import __version__
from edgewright.providers.edge.calls import Calls, type_of
from edgewright.providers.edge.content import ContentCalls
from edgewright.providers.edge.deployments import DEPLOYMENT, DeploymentCalls
from edgewright.providers.edge.diagnostics import EngineNotices, NoNotices, Notices
from edgewright.providers.edge.hub import Deployments, Hub
from edgewright.providers.edge.k3s_config import CONFIG, CONFIG_TYPE
from edgewright.providers.edge.k3s_release import RELEASE, RELEASE_TYPE
from edgewright.providers.edge.no_hub import NoHub
from edgewright.providers.serving import serve

OFFLINE_ENVIRONMENT = "EDGEWRIGHT_OFFLINE"
"""Set to 1 by `--offline`: this very plugin may come before its stand-in on PATH."""


class EdgeProvider(provider_pb2_grpc.ResourceProviderServicer):
    """The protocol's calls.

    Args:
        connect: makes a connection to a hub by host name.
        notices: where to say what a person must know.
        offline: there is no hub to ask.
    """

    def __init__(
        self,
        connect: Callable[[str], Deployments] = Hub,
        notices: Notices | None = None,
        *,
        offline: bool = False,
    ) -> None:
        noted = notices or NoNotices()
        self._calls: dict[str, Calls] = {
            DEPLOYMENT: DeploymentCalls(connect, noted, offline=offline),
            RELEASE_TYPE: ContentCalls(RELEASE, noted),
            CONFIG_TYPE: ContentCalls(CONFIG, noted),
        }

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
        """Refuse what the place a resource is for would, and a type that does not exist."""
        type = type_of(request)
        if type in self._calls:
            return self._calls[type].Check(request, context)
        failure = provider_pb2.CheckFailure(reason=f"there is no resource {type}")
        return provider_pb2.CheckResponse(inputs=request.news, failures=[failure])

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What differs."""
        return self._calls[type_of(request)].Diff(request, context)

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Make a resource."""
        return self._calls[type_of(request)].Create(request, context)

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Change a resource."""
        return self._calls[type_of(request)].Update(request, context)

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What a resource is now."""
        return self._calls[type_of(request)].Read(request, context)

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Remove a resource."""
        return self._calls[type_of(request)].Delete(request, context)

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Every call is short: nothing to break off."""
        return empty_pb2.Empty()


class OfflineEdgeProvider(EdgeProvider):
    """The same provider without a hub, for offline runs."""

    def __init__(self) -> None:
        super().__init__(NoHub, offline=True)


def main() -> None:
    """Serve the engine until it ends the process. In an offline run there is no hub to ask."""
    addresses = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    notices = EngineNotices(addresses[-1]) if addresses else NoNotices()
    offline = os.environ.get(OFFLINE_ENVIRONMENT) == "1"
    serve(OfflineEdgeProvider() if offline else EdgeProvider(Hub, notices))


if __name__ == "__main__":
    main()
