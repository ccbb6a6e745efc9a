"""Settings of log stores: the key of the cluster they are in, and who may reach them."""

from __future__ import annotations

from edgewright.graph.azure.egress import INSIGHTS, LOG_WORKSPACE
from edgewright.graph.azure.service_keys import SERVICES, service_key
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.encryption import (
    ENCRYPTION,
    PROVIDER_KEY,
    encryption_in,
    unknown_encryption,
)
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import agreed, is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.view import ResourceView

CLUSTER = "azure-native:operationalinsights:Cluster"
TABLE = "azure-native:operationalinsights:Table"
LINK = "azure-native:operationalinsights:LinkedService"


def workspace(view: ResourceView) -> Properties:
    """A workspace: with a key of Azure's unless it is linked to a cluster that has another.

    Microsoft Learn, "Customer-managed keys in Azure Monitor".
    """
    links = [_of_link(one) for one in view.parts(LINK, "workspaceName")]
    perhaps = [_of_link(one) for one in view.perhaps(LINK, "workspaceName")]
    inline = view.declared("features", "clusterResourceId")
    own = [_of_cluster(view, "features", inline)] if inline not in (None, "") else []
    made = [*([*own, *links] or [dict(PROVIDER_KEY)]), *perhaps]
    found = {name: agreed([one[name] for one in made]) for name in ENCRYPTION}
    return {**found, "public_network": _public(view), "retention_days": _longest(view)}


def _longest(view: ResourceView) -> PropertyValue:
    """Days until all is gone: a table may keep longer than its workspace, which keeps a month.

    Microsoft Learn, "Manage data retention in a Log Analytics workspace". -1 stands for what the
    workspace says.
    """
    own = view.declared("retentionInDays")
    found = [30 if own in (None, -1) else own]
    for sure, tables in (
        (True, view.parts(TABLE, "workspaceName")),
        (False, view.perhaps(TABLE, "workspaceName")),
    ):
        for table in tables:
            given = [table.declared(one) for one in ("totalRetentionInDays", "retentionInDays")]
            found += [one if sure else dict(UNKNOWN) for one in given if one not in (None, -1)]
    days = [one for one in found if isinstance(one, int | float) and not isinstance(one, bool)]
    return max(days) if len(days) == len(found) else dict(UNKNOWN)


def _of_link(link: ResourceView) -> Properties:
    """The key of the cluster that a link is to; one to an automation account is to no cluster."""
    given = [one for one in ("writeAccessResourceId", "writeAccessId") if link.declared(one)]
    if given:
        return _of_cluster(link, given[0], link.declared(given[0]))
    named = link.declared("linkedServiceName")
    return dict(PROVIDER_KEY) if lower(named) == "automation" else unknown_encryption()


def _of_cluster(view: ResourceView, property: str, address: PropertyValue) -> Properties:
    source = SourceResource(view.resource, view.index)
    found = source.refer(property, [CLUSTER], address)
    return unknown_encryption() if found is None else service_key(view.of(found), SERVICES[CLUSTER])


def component(view: ResourceView) -> Properties:
    """Application Insights, which keeps what it gathers in its workspace."""
    address = view.declared("workspaceResourceId")
    source = SourceResource(view.resource, view.index)
    found = source.refer("workspaceResourceId", [LOG_WORKSPACE], address)
    if found is not None:
        kept = workspace(view.of(found))
        key = encryption_in(kept)
    else:
        key = dict(PROVIDER_KEY) if address in (None, "") else unknown_encryption()
    return {**key, "public_network": _public(view)}


def _public(view: ResourceView) -> PropertyValue:
    """Whether anybody may send or ask over the Internet: both may unless they are told not to.

    Microsoft Learn, "Use Azure Private Link to connect networks to Azure Monitor".
    """
    names = ("publicNetworkAccessForIngestion", "publicNetworkAccessForQuery")
    given = [view.declared(name) for name in names]
    open_ = [None if is_unreadable(one, str) else lower(one) != "disabled" for one in given]
    if any(one is True for one in open_):
        return True
    return dict(UNKNOWN) if None in open_ else False


JOINERS: dict[str, Joiner] = {LOG_WORKSPACE: workspace, INSIGHTS: component}
