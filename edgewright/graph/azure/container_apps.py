"""Containers that Azure runs: groups of them, container apps, and what they are in."""

from __future__ import annotations

from edgewright.graph.azure.log_settings import logged
from edgewright.graph.azure.references import all_in, referred, spelt
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.shapes import shape_of
from edgewright.graph.resource.view import ResourceView

GROUP = "azure-native:containerinstance:ContainerGroup"
APP = "azure-native:app:ContainerApp"
JOB = "azure-native:app:Job"
ENVIRONMENT = "azure-native:app:ManagedEnvironment"
_LISTS = ("containers", "initContainers")


def group(view: ResourceView) -> Properties:
    """A container group (REST API, Container Groups)."""
    containers = [one for name in _LISTS for one in entries(view.declared(name))]
    rights = [_of(one, "securityContext", "privileged") for one in containers]
    classic = [one for each in containers for one in all_in(each, "security")]
    rights += [read(one, "privilegeEnabled") for one in classic]
    any_of = shape_of({"any": {"is": [True]}})
    return {
        "images": [_of(one, "image") for one in containers],
        "privileged": any_of(rights) if rights else dict(UNKNOWN),
        "runs_as_root": _as_root([_of(one, "securityContext", "runAsUser") for one in containers]),
        "public_network": _group_public(view),
    }


def _of(container: PropertyValue, *path: str) -> PropertyValue:
    return container if is_marker(container) else read(container, *path)


def _as_root(users: list[PropertyValue]) -> PropertyValue:
    """Whether a container runs as user 0; one that says nothing runs as its image does."""
    if any(one == 0 and not isinstance(one, bool) for one in users):
        return True
    known = all(isinstance(one, int) and not isinstance(one, bool) for one in users)
    return False if users and known else dict(UNKNOWN)


def _group_public(view: ResourceView) -> PropertyValue:
    """Whether a group has a public address; one without an address answers nobody."""
    native, classic = view.declared("ipAddress"), view.declared("ipAddressType")
    word = read(native, "type") if native is not None else classic
    if native is None and classic is None:
        return dict(UNKNOWN) if view.resource.written_type else ABSENT
    words = {"Public": True, "Private": False, "None": ABSENT}
    return shape_of({"words": words})(word)


_SERVED = ("public_network", "tls_only", "tls_min")
"""What there is to know of an app that takes requests."""


def app(view: ResourceView) -> Properties:
    """A container app (Microsoft Learn, "Ingress in Azure Container Apps")."""
    native = view.declared("configuration")
    ingress = read(native, "ingress") if native is not None else view.declared("ingress")
    images = _images(view.declared("template"))
    if is_marker(native) or is_marker(ingress):
        return {"images": images, **{name: dict(UNKNOWN) for name in _SERVED}}
    if ingress is None:
        return {"images": images, **dict.fromkeys(_SERVED, ABSENT)}
    external = _either(ingress, "external", "externalEnabled")
    return {
        "images": images,
        "public_network": _app_public(view, external),
        "tls_only": _tls_only(ingress),
        "tls_min": "1.2",
    }


def job(view: ResourceView) -> Properties:
    """A job of a container apps environment, which answers nobody."""
    return {"images": _images(view.declared("template"))}


def _either(value: PropertyValue, *names: str) -> PropertyValue:
    """What stands under the first of some names that is set; no without any."""
    found = (read(value, name) for name in names)
    return next((one for one in found if one is not None), False)


def _images(template: PropertyValue) -> PropertyValue:
    if template is None or is_marker(template):
        return dict(UNKNOWN)
    listed = [read(template, name) for name in _LISTS]
    if any(map(is_marker, listed)):
        return dict(UNKNOWN)
    return [_of(one, "image") for some in listed for one in entries(some)]


def _app_public(view: ResourceView, external: PropertyValue) -> PropertyValue:
    """External ingress is from the Internet, unless the environment is inside a network alone."""
    if external is not True:
        return False if external is False else dict(UNKNOWN)
    names = ("managedEnvironmentId", "environmentId", "containerAppEnvironmentId")
    property = next((one for one in names if view.declared(one) is not None), names[0])
    near = referred(view, property, [ENVIRONMENT], [view.declared(property)])
    if not near.known or len(near.found) != 1:
        # Not in the program: what it is cannot be told, and most answer the Internet.
        return True if view.declared(property) is None else dict(UNKNOWN)
    return _environment_public(view.of(near.found[0]))


def environment(view: ResourceView) -> Properties:
    """An environment of container apps: what it is reached from, and where its logs go."""
    return {"public_network": _environment_public(view), "logs": _environment_logs(view)}


def _environment_logs(view: ResourceView) -> PropertyValue:
    native = view.declared("appLogsConfiguration", "destination")
    word = view.declared("logsDestination") if native is None else native
    if spelt(word) == "log-analytics" or view.declared("logAnalyticsWorkspaceId") not in (None, ""):
        return True
    return dict(UNKNOWN) if is_marker(word) else logged(view)


def _environment_public(view: ResourceView) -> PropertyValue:
    """Inside a network of ours where that is said, or where public access is off."""
    internal = view.declared("vnetConfiguration", "internal")
    if internal is None:
        internal = view.declared("internalLoadBalancerEnabled")
    access = spelt(view.declared("publicNetworkAccess"))
    if access == "disabled" or internal is True:
        return False
    hidden = is_marker(internal) or is_marker(view.declared("publicNetworkAccess"))
    return dict(UNKNOWN) if hidden else True


def _tls_only(ingress: PropertyValue) -> PropertyValue:
    """Whether an ingress refuses plain HTTP; what it passes on as TCP it does not look into."""
    insecure = _either(ingress, "allowInsecure", "allowInsecureConnections")
    transport = read(ingress, "transport")
    if is_marker(transport) or not isinstance(insecure, bool):
        return dict(UNKNOWN)
    return not insecure and spelt(transport) != "tcp"
