"""What runs on devices, in neutral kinds: Greengrass components and deployments, IoT Edge ones."""

from __future__ import annotations

import json
import re
from typing import Any

from edgewright.graph.copying import entries
from edgewright.graph.model import UNKNOWN, is_unknown
from edgewright.graph.view import View, is_unreadable, read

COMPONENT_VERSION = "aws-native:greengrassv2:ComponentVersion"
NUCLEI = {
    "aws.greengrass.Nucleus": "greengrass",
    "aws.greengrass.NucleusLite": "greengrass-lite",
}
_DIGEST = re.compile(r"@(sha256:[0-9a-f]{64})$")


def component_version(view: View) -> dict[str, Any]:
    """A Greengrass component version, read from its recipe."""
    recipe = _json(view.get("inlineRecipe"))
    if is_unreadable(recipe, dict):
        return {name: dict(UNKNOWN) for name in ("name", "version", "artifacts")}
    return {
        "name": read(recipe, "ComponentName"),
        "version": read(recipe, "ComponentVersion"),
        "artifacts": [{"uri": uri, "digest": _pinned(uri)} for uri in _artifact_uris(recipe)],
    }


def digest_in(reference: str) -> str | None:
    """The digest an image reference is pinned to, or None."""
    found = _DIGEST.search(reference)
    return found.group(1) if found else None


def _pinned(uri: Any) -> Any:
    return digest_in(uri) if isinstance(uri, str) else dict(UNKNOWN)


def _artifact_uris(recipe: Any) -> list[Any]:
    manifests = entries(read(recipe, "Manifests"))
    listed = [artifact for one in manifests for artifact in entries(read(one, "Artifacts"))]
    return [uri for uri in (read(item, "Uri") or read(item, "URI") for item in listed) if uri]


def greengrass_deployment(view: View) -> dict[str, Any]:
    """A Greengrass deployment. Without a failure policy devices roll back: the service's default.

    How many devices it reaches is not in the resource: a thing group does not know its size before
    devices join, so it comes from the component's intent.
    """
    components = view.get("components")
    if is_unreadable(components, dict):
        return _unknown_deployment(view)
    listed = [
        _greengrass_component(view, name, entry) for name, entry in (components or {}).items()
    ]
    nucleus = next((entry for entry in listed if entry["name"] in NUCLEI), None)
    failure = view.get("deploymentPolicies", "failureHandlingPolicy")
    return {
        **_target(view),
        "runtime": NUCLEI[nucleus["name"]] if nucleus else _intended(view, "runtime"),
        "runtime_version": nucleus["version"] if nucleus else None,
        "rollback_on_failure": dict(UNKNOWN)
        if is_unreadable(failure, str)
        else failure != "DO_NOTHING",
        "abort": _abort(view.get("iotJobConfiguration", "abortConfig", "criteriaList")),
        "components": [entry for entry in listed if entry["name"] not in NUCLEI],
    }


def _greengrass_component(view: View, name: str, entry: Any) -> dict[str, Any]:
    version = read(entry, "componentVersion")
    return {"name": name, "version": version, "image": _component_image(view, name)}


def _component_image(view: View, name: str) -> Any:
    """The container image the component's recipe pulls; None for one without an image."""
    for candidate in view.index.of_type(COMPONENT_VERSION):
        recipe = _json(candidate.props.get("inlineRecipe"))
        if read(recipe, "ComponentName") == name:
            uris = _artifact_uris(recipe)
            if any(is_unreadable(uri, str) for uri in uris):
                return dict(UNKNOWN)
            images = [uri for uri in uris if uri.startswith("docker:")]
            return images[0].removeprefix("docker:") if images else None
    return dict(UNKNOWN) if _has_unread_recipe(view) else None


def _has_unread_recipe(view: View) -> bool:
    recipes = (item.props.get("inlineRecipe") for item in view.index.of_type(COMPONENT_VERSION))
    return any(is_unknown(recipe) for recipe in recipes)


def _abort(criteria: Any) -> Any:
    if is_unreadable(criteria, list):
        return dict(UNKNOWN)
    return [
        {
            "failed_percent": read(entry, "thresholdPercentage"),
            "min_devices": read(entry, "minNumberOfExecutedThings"),
        }
        for entry in criteria or []
    ]


def iot_edge_deployment(view: View) -> dict[str, Any]:
    """An IoT Edge automatic deployment. The service has neither rollback nor abort."""
    way = ("content", "modulesContent", "$edgeAgent", "properties.desired")
    desired = view.get(*way)
    parts = [view.get(*way[: number + 1]) for number in range(len(way))]
    listed = [read(desired, "systemModules"), read(desired, "modules")]
    if any(is_unreadable(part, dict) for part in (*parts, *listed)):
        return _unknown_deployment(view)
    modules = {name: module for some in listed for name, module in (some or {}).items()}
    agent = read(desired, "systemModules", "edgeAgent", "settings", "image")
    return {
        **_target(view),
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


def k3s_release(view: View) -> dict[str, Any]:
    """What a ring of a K3s fleet runs: its pods' images. K3s has neither rollback nor abort."""
    objects = view.get("objects")
    if is_unreadable(objects, list):
        return _unknown_deployment(view)
    return {
        **_target(view),
        "runtime": "k3s",
        "runtime_version": _kubernetes_version(view.get("version")),
        "rollback_on_failure": False,
        "abort": [],
        "components": [
            {"name": name, "version": None, "image": image}
            for name, image in sorted(_containers(objects or []), key=lambda one: str(one[0]))
        ],
    }


def _containers(objects: Any) -> list[tuple[Any, Any]]:
    """Name and image of every container in the objects' pods."""
    pods = [
        read(one, "spec", "template", "spec")
        or read(one, "spec", "jobTemplate", "spec", "template", "spec")
        or read(one, "spec")
        for one in (dict(UNKNOWN) if is_unreadable(item, dict) else item for item in objects)
    ]
    listed = [read(pod, part) or [] for pod in pods for part in ("initContainers", "containers")]
    return [
        (read(container, "name"), read(container, "image"))
        for some in listed
        for container in (some if isinstance(some, list) else [some])
    ]


def _kubernetes_version(version: Any) -> Any:
    """Kubernetes' part of a version of K3s, "1.36.4" of "v1.36.4+k3s1": windows are for that."""
    if not isinstance(version, str):
        return version
    return version.removeprefix("v").partition("+")[0] or None


def _tag(image: Any) -> str | None:
    """The tag of an image reference ("1.6" of "…/azureiotedge-agent:1.6@sha256:…")."""
    if not isinstance(image, str):
        return None
    name = image.partition("@")[0].rpartition("/")[2]
    return name.partition(":")[2] or None


def _unknown_deployment(view: View) -> dict[str, Any]:
    names = ("runtime", "runtime_version", "rollback_on_failure", "abort", "components")
    return {**_target(view), **{name: dict(UNKNOWN) for name in names}}


def _target(view: View) -> dict[str, Any]:
    return {"fleet": _intended(view, "fleet"), "devices": _intended(view, "devices")}


def _intended(view: View, name: str) -> Any:
    return view.intent.get(name)


def _json(text: Any) -> Any:
    if not isinstance(text, str):
        return dict(UNKNOWN)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return dict(UNKNOWN)


NORMALISERS = {
    COMPONENT_VERSION: ("edge.component", component_version),
    "aws-native:greengrassv2:Deployment": ("edge.deployment", greengrass_deployment),
    "edgewright:azure:EdgeDeployment": ("edge.deployment", iot_edge_deployment),
    "edgewright:k3s:Release": ("edge.deployment", k3s_release),
}
