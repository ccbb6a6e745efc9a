"""IoT Edge deployment manifests."""

from __future__ import annotations

import json
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.components.contract import EdgeModule

RUNTIME_VERSION = "1.6"
"""The long-term release, serviced to 2028-11-14; 1.5 ended on 2026-11-10 (Azure/iotedge's change
log)."""
RUNTIME_REGISTRY = "mcr.microsoft.com"
MIN_DOCKER = "v1.41"
"""The Docker API that IoT Edge 1.6 needs."""
MAX_OPTIONS = 4096
"""IoT Hub takes at most 4 KB per string in a twin."""
MIN_TIME_TO_LIVE_S = 7200
"""The runtime's own default."""


def manifest(modules: tuple[EdgeModule, ...], offline_s: float) -> dict[str, Any]:
    """The deployment content for a fleet's modules.

    Args:
        modules: its workloads.
        offline_s: seconds its devices may be out of reach; messages are kept at least that long.

    Raises:
        EdgewrightError: CMP-005 when a module's options are larger than IoT Hub takes.
    """
    agent = {
        "schemaVersion": "1.1",
        "runtime": {
            "type": "docker",
            "settings": {"minDockerVersion": MIN_DOCKER, "loggingOptions": ""},
        },
        "systemModules": {"edgeAgent": _agent(), "edgeHub": _hub()},
        "modules": {module.name: _module(module) for module in modules},
    }
    hub = {
        "schemaVersion": "1.1",
        "routes": {module.name: {"route": _upstream(module)} for module in modules},
        "storeAndForwardConfiguration": {"timeToLiveSecs": max(MIN_TIME_TO_LIVE_S, int(offline_s))},
    }
    return {
        "modulesContent": {
            "$edgeAgent": {"properties.desired": agent},
            "$edgeHub": {"properties.desired": hub},
        }
    }


def runtime_image(part: str) -> str:
    """The image of the runtime's "agent" or "hub"."""
    return f"{RUNTIME_REGISTRY}/azureiotedge-{part}:{RUNTIME_VERSION}"


def _upstream(module: EdgeModule) -> str:
    return f"FROM /messages/modules/{module.name}/outputs/* INTO $upstream"


def _agent() -> dict[str, Any]:
    settings = {"image": runtime_image("agent"), "createOptions": "{}"}
    return {"type": "docker", "settings": settings}


def _hub() -> dict[str, Any]:
    """No ports are opened: no device connects through another one here."""
    settings = {"image": runtime_image("hub"), "createOptions": "{}"}
    return {**_running(settings), "startupOrder": 0}


def _module(module: EdgeModule) -> dict[str, Any]:
    options = json.dumps(_create_options(module), sort_keys=True, separators=(",", ":"))
    if len(options.encode()) > MAX_OPTIONS:
        raise EdgewrightError(
            "CMP-005",
            f"the container options of {module.name!r} have {len(options.encode())} bytes; "
            f"IoT Hub takes at most {MAX_OPTIONS}",
            hint=f"Shorten the name of the model that workload {module.name!r} runs.",
        )
    settings = {"image": module.image, "createOptions": options}
    return {**_running(settings), "startupOrder": 1}


def _running(settings: dict[str, Any]) -> dict[str, Any]:
    """Always restarted: of the schema's policies only this one and "never" are implemented."""
    return {"type": "docker", "status": "running", "restartPolicy": "always", "settings": settings}


def _create_options(module: EdgeModule) -> dict[str, Any]:
    """A container without rights it was not given, in Docker's own words."""
    host: dict[str, Any] = {
        "CapDrop": ["ALL"],
        "SecurityOpt": ["no-new-privileges"],
        "ReadonlyRootfs": True,
        "Tmpfs": {"/tmp": ""},  # the container's own, in memory
    }
    if module.memory_bytes is not None:
        host["Memory"] = int(module.memory_bytes)
    environment = [] if module.model is None else [f"EDGEWRIGHT_MODEL={module.model}"]
    return {"HostConfig": host, **({"Env": environment} if environment else {})}
