"""Firewall rules of database servers: which addresses may reach them.

A rule from 0.0.0.0 to 0.0.0.0 stands for every address of Azure, other customers' included
(Microsoft Learn, "Azure SQL Database and Azure Synapse IP firewall rules"), which a network has as
the service tag AzureCloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from ipaddress import IPv4Address, IPv6Address, ip_address, summarize_address_range
from typing import NamedTuple

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

EVERY_AZURE_ADDRESS = "AzureCloud"
_NONE = ip_address("0.0.0.0")


class Ports(NamedTuple):
    """The ports that a service answers at."""

    first: int
    last: int


SQL = Ports(1433, 1433)
POSTGRES = Ports(5432, 5432)
POSTGRES_AND_POOL = Ports(5432, 6432)
MYSQL = Ports(3306, 3306)
MONGO = Ports(10260, 10260)
REDIS = Ports(6379, 6380)
SYNAPSE = Ports(443, 1443)
HTTPS = Ports(443, 443)
RANGE = (("startIpAddress",), ("endIpAddress",))
RULES: Mapping[str, tuple[Ports, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "azure-native:sql:FirewallRule": (SQL, RANGE),
    "azure-native:sql:IPv6FirewallRule": (SQL, (("startIPv6Address",), ("endIPv6Address",))),
    "azure-native:dbforpostgresql:FirewallRule": (POSTGRES_AND_POOL, RANGE),
    "azure-native:dbforpostgresql:SingleServerFirewallRule": (POSTGRES, RANGE),
    "azure-native:dbforpostgresql:ServerGroupFirewallRule": (POSTGRES_AND_POOL, RANGE),
    "azure-native:dbformysql:FirewallRule": (MYSQL, RANGE),
    "azure-native:dbformysql:SingleServerFirewallRule": (MYSQL, RANGE),
    "azure-native:dbformariadb:FirewallRule": (MYSQL, RANGE),
    "azure-native:cosmosdb:MongoClusterFirewallRule": (MONGO, RANGE),
    "azure-native:mongocluster:FirewallRule": (
        MONGO,
        (("properties", "startIpAddress"), ("properties", "endIpAddress")),
    ),
    "azure-native:redis:FirewallRule": (REDIS, (("startIP",), ("endIP",))),
    "azure-native:redis:RedisFirewallRule": (REDIS, (("startIP",), ("endIP",))),
    "azure-native:synapse:IpFirewallRule": (SYNAPSE, RANGE),
    "azure-native:datalakestore:FirewallRule": (HTTPS, RANGE),
    "azure-native:datalakeanalytics:FirewallRule": (HTTPS, RANGE),
}
"""Type of a firewall rule -> the ports of its service, and where its first and last address are.

Ports, of Microsoft Learn: "Ports beyond 1433 for ADO.NET 4.5" (SQL), "PgBouncer in Azure Database
for PostgreSQL" (5432 and 6432), "Connect with Azure Database for MySQL" (3306), "Azure DocumentDB"
connection strings (10260), "Azure Cache for Redis FAQ" (6379 without and 6380 with TLS), "Azure
Synapse Analytics IP firewall rules" (443, 1433 and 1443).
"""


def allowed(view: ResourceView, ports: Ports, ends: tuple[tuple[str, ...], ...]) -> Properties:
    """{rules}: the one that lets a range of addresses in."""
    return {"rules": [_rule(ports, _blocks(*(view.declared(*end) for end in ends)))]}


def _rule(ports: Ports, sources: list[PropertyValue]) -> Properties:
    return {
        "direction": "in",
        "allow": True,
        "protocol": "tcp",
        "from_port": ports.first,
        "to_port": ports.last,
        "sources": sources,
    }


def _blocks(first: PropertyValue, last: PropertyValue) -> list[PropertyValue]:
    """A range of addresses as CIDR blocks; one unknown block of a range nobody can read."""
    start, end = _address(first), _address(last)
    if start is None or end is None:
        return [dict(UNKNOWN)]
    if start == end == _NONE:
        return [EVERY_AZURE_ADDRESS]
    try:
        # The range is of one family and goes upward, or it is refused here.
        return [str(block) for block in summarize_address_range(start, end)]
    except (TypeError, ValueError):
        return [dict(UNKNOWN)]


def _address(value: PropertyValue) -> IPv4Address | IPv6Address | None:
    if not isinstance(value, str):
        return None
    try:
        return ip_address(value.strip())
    except ValueError:
        return None


JOINERS: dict[str, Joiner] = {
    type: partial(allowed, ports=ports, ends=ends) for type, (ports, ends) in RULES.items()
}
