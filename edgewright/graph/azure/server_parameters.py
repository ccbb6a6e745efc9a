"""Parameters of PostgreSQL, MySQL and MariaDB servers, each a resource of its own.

Sources, of Microsoft Learn: "TLS and SSL in Azure Database for PostgreSQL" (TLS is required and
1.2 is the floor unless parameters say otherwise), "Connect to Azure Database for MySQL with
encrypted connections" (the same), "Audit logging in Azure Database for PostgreSQL", "Audit logs in
Azure Database for MySQL" (off unless parameters say otherwise).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from edgewright.graph.azure.log_settings import logs
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import agreed, as_text, is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

POSTGRES = "azure-native:dbforpostgresql:Server"
MYSQL = "azure-native:dbformysql:Server"
_TLS = re.compile(r"^tlsv1(?:\.([0-3]))?$")


@dataclass(frozen=True)
class Engine:
    """How a kind of server says what.

    Attributes:
        parameter: type of the resource that sets one of its parameters.
        floor: the parameter with the TLS versions it accepts.
        unset: the least of these where nothing is set.
    """

    parameter: str
    floor: str
    unset: str


def flexible_server(view: ResourceView, engine: Engine) -> Properties:
    """A flexible server: how it is reached, and whether it is watched.

    One in a subnet of its own has no public address (Microsoft Learn, "Network with private access
    for Azure Database for PostgreSQL").
    """
    if view.declared("properties") is not None:
        # A version of the API that has single servers under this name.
        hidden = {name: dict(UNKNOWN) for name in ("public_network", "tls_only", "tls_min")}
        return {**hidden, **logs(view)}
    secure = _parameter(view, engine, "require_secure_transport", "on")
    floor = _parameter(view, engine, engine.floor, engine.unset)
    return {
        "public_network": _public(view),
        "tls_only": {"on": True, "off": False}.get(lower(secure) or "", dict(UNKNOWN)),
        "tls_min": _least(floor),
        **logs(view),
    }


def _public(view: ResourceView) -> PropertyValue:
    subnet = view.declared("network", "delegatedSubnetResourceId")
    if as_text(subnet) is not None:
        return False
    access = view.declared("network", "publicNetworkAccess")
    if is_unreadable(access, str) or subnet not in (None, ""):
        return False if lower(access) == "disabled" else dict(UNKNOWN)
    return lower(access) != "disabled"


def _parameter(view: ResourceView, engine: Engine, name: str, default: str) -> PropertyValue:
    """What is set for a parameter of a server; what may be that parameter hides it."""
    found = [
        one.declared("value")
        for one in view.parts(engine.parameter, "serverName")
        if _is_named(one, name) is True
    ]
    doubted = [
        one.declared("value")
        for one in view.parts(engine.parameter, "serverName")
        if _is_named(one, name) is None
    ]
    perhaps = [
        one.declared("value")
        for one in view.perhaps(engine.parameter, "serverName")
        if _is_named(one, name) is not False
    ]
    return agreed([*(found or [default]), *doubted, *perhaps])


def _is_named(parameter: ResourceView, name: str) -> bool | None:
    """Whether a resource sets a parameter; None where its name cannot be read."""
    given = [parameter.declared(one) for one in ("configurationName", "name")]
    texts = [lower(one) for one in given if one is not None]
    if not texts:
        # What has no name given takes the program's for it.
        return parameter.resource.name.lower() == name
    return None if texts[0] is None else texts[0] == name


def _least(floor: PropertyValue) -> PropertyValue:
    """The least TLS version of a list in a text: "TLSv1.2,TLSv1.3"."""
    if not isinstance(floor, str):
        return dict(UNKNOWN)
    words = [_TLS.match(one.strip().lower()) for one in floor.split(",")]
    digits = [int(one[1] or 0) for one in words if one is not None]
    return f"1.{min(digits)}" if len(digits) == len(words) else dict(UNKNOWN)


ENGINES = {
    POSTGRES: Engine(
        "azure-native:dbforpostgresql:Configuration", "ssl_min_protocol_version", "TLSv1.2"
    ),
    MYSQL: Engine("azure-native:dbformysql:Configuration", "tls_version", "TLSv1.2"),
}


def _reader(engine: Engine) -> Joiner:
    return lambda view: flexible_server(view, engine)


JOINERS: dict[str, Callable[[ResourceView], Properties]] = {
    type: _reader(engine) for type, engine in ENGINES.items()
}
