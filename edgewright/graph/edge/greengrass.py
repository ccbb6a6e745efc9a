"""AWS IoT Greengrass in neutral kinds: edge components and deployments of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource
from edgewright.graph.provider import Provider
from edgewright.graph.resource.deployments import delivery, fleet_of, unreadable
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.reading import (
    as_list,
    as_object,
    entries,
    is_unreadable,
    parsed,
    read,
)
from edgewright.graph.resource.view import ResourceView

COMPONENT_VERSION = "aws-native:greengrassv2:ComponentVersion"
DEPLOYMENT = "aws-native:greengrassv2:Deployment"
NUCLEI = {
    "aws.greengrass.Nucleus": "greengrass",
    "aws.greengrass.NucleusLite": "greengrass-lite",
}
_DIGEST = re.compile(r"@(sha256:[0-9a-f]{64})$")


def component_version(view: ResourceView) -> Properties:
    """A Greengrass component version, read from its recipe."""
    recipe = parsed(view.observed("inlineRecipe"))
    if is_unreadable(recipe, dict):
        return {"artifacts": dict(UNKNOWN)}
    artifacts = [{"uri": uri, "digest": _pinned(uri)} for uri in _artifact_uris(recipe)]
    return {"artifacts": [*artifacts]}


def digest_in(reference: str) -> str | None:
    """The digest an image reference is pinned to, or None."""
    found = _DIGEST.search(reference)
    return found.group(1) if found else None


def _pinned(uri: PropertyValue) -> PropertyValue:
    return digest_in(uri) if isinstance(uri, str) else dict(UNKNOWN)


def _artifact_uris(recipe: PropertyValue) -> list[PropertyValue]:
    manifests = entries(read(recipe, "Manifests"))
    listed = [artifact for one in manifests for artifact in entries(read(one, "Artifacts"))]
    return [uri for uri in (read(item, "Uri") or read(item, "URI") for item in listed) if uri]


def greengrass_deployment(view: ResourceView) -> Properties:
    """A Greengrass deployment. Without a failure policy devices roll back: the service's default.

    How many devices it reaches is not in the resource: a thing group does not know its size before
    devices join, so it comes from the component's intent.
    """
    components = view.observed("components")
    if is_unreadable(components, dict):
        return unreadable(view)
    versions = {
        name: read(entry, "componentVersion") for name, entry in as_object(components).items()
    }
    nucleus = next((name for name in versions if name in NUCLEI), None)
    failure = view.observed("deploymentPolicies", "failureHandlingPolicy")
    return {
        **fleet_of(view),
        "runtime": NUCLEI[nucleus] if nucleus else view.intent.get("runtime"),
        "runtime_version": versions[nucleus] if nucleus else None,
        "rollback_on_failure": dict(UNKNOWN)
        if is_unreadable(failure, str)
        else failure != "DO_NOTHING",
        "abort": _abort(view.observed("iotJobConfiguration", "abortConfig", "criteriaList")),
        "components": [
            {"name": name, "version": version, "image": _component_image(view, name)}
            for name, version in versions.items()
            if name not in NUCLEI
        ],
    }


def _component_image(view: ResourceView, name: str) -> PropertyValue:
    """The container image the component's recipe pulls; None for one without an image."""
    found = view.index.listed(_RECIPES, ("named", name))
    if not found:
        return dict(UNKNOWN) if view.index.is_any(_RECIPES, ("unread",)) else None
    uris = _artifact_uris(parsed(found[0].props.get("inlineRecipe")))
    if any(is_unreadable(uri, str) for uri in uris):
        return dict(UNKNOWN)
    images = [uri for uri in map(str, uris) if uri.startswith("docker:")]
    return images[0].removeprefix("docker:") if images else None


def _recipe_keys(resource: RawResource, index: ResourceIndex) -> Iterator[tuple[str, ...]]:
    """The component that a recipe is of; one that does not say may be of any."""
    recipe = resource.props.get("inlineRecipe")
    name = read(parsed(recipe), "ComponentName")
    if isinstance(name, str):
        yield ("named", name)
    elif recipe is not None:
        yield ("unread",)


_RECIPES = Lookup((COMPONENT_VERSION,), _recipe_keys)


def _abort(criteria: PropertyValue) -> PropertyValue:
    if is_unreadable(criteria, list):
        return dict(UNKNOWN)
    return [
        {
            "failed_percent": read(entry, "thresholdPercentage"),
            "min_devices": read(entry, "minNumberOfExecutedThings"),
        }
        for entry in as_list(criteria)
    ]


GREENGRASS = Provider(
    name="AWS IoT Greengrass",
    normalisers={
        COMPONENT_VERSION: ("edge.component", component_version),
        DEPLOYMENT: ("edge.deployment", greengrass_deployment),
    },
    flows={DEPLOYMENT: delivery},
)
