"""Azure IoT Edge in neutral kinds: automatic deployments of edge modules."""

from __future__ import annotations

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.provider import Provider
from edgewright.graph.resource.deployments import delivery, fleet_of, unreadable
from edgewright.graph.resource.reading import as_object, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

DEPLOYMENT = "edgewright:azure:EdgeDeployment"


def iot_edge_deployment(view: ResourceView) -> Properties:
    """An IoT Edge automatic deployment. The service has neither rollback nor abort."""
    path = ("content", "modulesContent", "$edgeAgent", "properties.desired")
    above = [view.observed(*path[:number]) for number in range(1, len(path))]
    desired = view.observed(*path)
    listed = [read(desired, name) for name in ("systemModules", "modules")]
    if any(is_unreadable(some, dict) for some in (*above, desired, *listed)):
        return unreadable(view)
    modules = {name: module for some in listed for name, module in as_object(some).items()}
    agent = read(desired, "systemModules", "edgeAgent", "settings", "image")
    return {
        **fleet_of(view),
        "runtime": "iot-edge",
        "runtime_version": dict(UNKNOWN) if is_unreadable(agent, str) else _tag(agent),
        "rollback_on_failure": False,
        "abort": [],
        "components": [
            {
                "name": name,
                "version": read(module, "version"),
                "image": read(module, "settings", "image"),
            }
            for name, module in sorted(modules.items())
        ],
    }


def _tag(image: PropertyValue) -> str | None:
    """The tag of an image reference ("1.6" of "…/azureiotedge-agent:1.6@sha256:…")."""
    if not isinstance(image, str):
        return None
    name = image.partition("@")[0].rpartition("/")[2]
    return name.partition(":")[2] or None


IOT_EDGE = Provider(
    name="Azure IoT Edge",
    normalisers={DEPLOYMENT: ("edge.deployment", iot_edge_deployment)},
    flows={DEPLOYMENT: delivery},
)
