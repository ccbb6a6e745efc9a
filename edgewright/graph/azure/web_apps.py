"""App Service: web and function apps, their slots, and who reaches them."""

from __future__ import annotations

from edgewright.graph.azure.network_access import is_public, lets_many_in
from edgewright.graph.azure.references import spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

APP = "azure-native:web:WebApp"
SLOT = "azure-native:web:WebAppSlot"
SIDECARS = {
    APP: "azure-native:web:WebAppSiteContainer",
    SLOT: "azure-native:web:WebAppSiteContainerSlot",
}
PRIVATE_ENDPOINT = "azure-native:network:PrivateEndpoint"
_IMAGES = ("linuxFxVersion", "windowsFxVersion")
_DOCKER = "docker|"


def web_app(view: ResourceView) -> Properties:
    """A web or function app, or a slot of one.

    Microsoft Learn, "Set up Azure App Service access restrictions" and "Configure TLS".
    """
    return {
        "public_network": _reachable(view),
        "tls_only": _tls_only(view),
        "images": _images(view),
    }


def _reachable(view: ResourceView) -> PropertyValue:
    """Whether anybody reaches an app: by default all do who no restriction keeps out.

    An app in an environment of its own may have no public address; one with a private endpoint
    has none unless that is said.
    """
    site = view.declared("siteConfig")
    access = view.declared("publicNetworkAccess")
    if access in (None, ""):
        access = read(site, "publicNetworkAccess")
    inside = view.declared("hostingEnvironmentProfile") is not None
    unsaid = access in (None, "") and bool(_endpoints(view))
    rules = entries(read(site, "ipSecurityRestrictions"))
    default = read(site, "ipSecurityRestrictionsDefaultAction")
    if default is None:
        default = read(site, "ipRestrictionDefaultAction")
        rules = rules or entries(read(site, "ipRestrictions"))
    allowing = [one for one in rules if is_marker(one) or spelt(read(one, "action")) != "deny"]
    ranges = [
        one if is_marker(one) else read(one, "ipAddress")
        for one in allowing
        if is_marker(one) or read(one, "vnetSubnetResourceId") is None
    ]
    found = is_public(access, default, ranges)
    refused = [read(one, "ipAddress") for one in rules if spelt(read(one, "action")) == "deny"]
    if default is None and found is True and (allowing or lets_many_in(refused) is True):
        # Without a default, the first rule that lets anybody in makes everything else refused.
        found = is_public(access, "Deny", ranges)
    return dict(UNKNOWN) if found is True and (inside or unsaid) else found


def _endpoints(view: ResourceView) -> list[ResourceView]:
    """The private endpoints that lead to an app, or may."""
    properties = ("privateLinkServiceConnections", "privateServiceConnection")
    return [
        view.of(one) for property in properties for one in view.users(PRIVATE_ENDPOINT, property)
    ]


def _tls_only(view: ResourceView) -> PropertyValue:
    """Whether an app refuses plain HTTP, and plain FTP.

    HTTP is answered unless told otherwise (Microsoft Learn, "Enforce HTTPS"); FTP is where all of
    it is allowed ("Deploy content using FTP/S").
    """
    only = view.flag("httpsOnly", default=False)
    ftp = view.declared("siteConfig", "ftpsState")
    if only is False or spelt(ftp) == "allallowed":
        return False
    return dict(UNKNOWN) if only is not True or is_marker(ftp) else True


def _images(view: ResourceView) -> PropertyValue:
    """The images of an app that is made of containers; none where it is of files."""
    site = view.declared("siteConfig")
    if is_marker(site):
        return site
    found: list[PropertyValue] = []
    for name in _IMAGES:
        text = read(site, name)
        if is_marker(text):
            return text
        if isinstance(text, str) and text.casefold().startswith(_DOCKER):
            found.append(text[len(_DOCKER) :])
        elif isinstance(text, str) and text.casefold().startswith(("compose|", "sitecontainers")):
            found.append(dict(UNKNOWN))
    named = read(site, "applicationStack", "dockerImageName")
    found += [] if named is None else [named]
    type = SIDECARS[view.resource.type] if view.resource.type in SIDECARS else SIDECARS[APP]
    beside = [*view.parts(type, "name"), *view.perhaps(type, "name")]
    return [*found, *(one.observed("image") for one in beside)]
