"""K3s in neutral kinds: what a ring of a fleet at a site runs."""

from __future__ import annotations

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.provider import Provider
from edgewright.graph.resource.deployments import delivery, fleet_of, unreadable
from edgewright.graph.resource.location import at_site
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.reading import as_list, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

RELEASE = "edgewright:k3s:Release"


def k3s_release(view: ResourceView) -> Properties:
    """What a ring of a K3s fleet runs: its pods' images. K3s has neither rollback nor abort."""
    objects = view.observed("objects")
    if is_unreadable(objects, list):
        return unreadable(view)
    return {
        **fleet_of(view),
        "runtime": "k3s",
        "runtime_version": _kubernetes_version(view.observed("version")),
        "rollback_on_failure": False,
        "abort": [],
        "components": [
            {"name": name, "version": None, "image": image}
            for name, image in sorted(_containers(as_list(objects)), key=lambda one: str(one[0]))
        ],
    }


def _containers(objects: list[PropertyValue]) -> list[tuple[PropertyValue, PropertyValue]]:
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


def _kubernetes_version(version: PropertyValue) -> PropertyValue:
    """Kubernetes' part of a version of K3s, "1.36.4" of "v1.36.4+k3s1": windows are for that."""
    if not isinstance(version, str):
        return version
    return version.removeprefix("v").partition("+")[0] or None


K3S = Provider(
    name="K3s",
    locator=Locator(("edgewright:k3s:",), None, at_site),
    normalisers={RELEASE: ("edge.deployment", k3s_release)},
    flows={RELEASE: delivery},
)
