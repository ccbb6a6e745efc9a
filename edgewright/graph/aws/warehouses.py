"""Redshift: parameter groups and logging of clusters, workgroups of serverless namespaces.

Sources: Amazon Redshift Management Guide, "Configuring security options for connections" and
"Amazon Redshift parameter groups"; AWS Security Blog, "Amazon Redshift enhances security by
changing default behavior in 2025" (connections need SSL by default since 2025-01-10: default groups
of then have `require_ssl`, earlier ones do not).
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.iam_policy import all_of, any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import is_set
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

CLUSTER = "aws:redshift/cluster:Cluster"
NAMESPACE = "aws:redshiftserverless/namespace:Namespace"
WORKGROUP = "aws:redshiftserverless/workgroup:Workgroup"
LOGGING = "aws:redshift/logging:Logging"
GROUPS = ("aws:redshift/parameterGroup:ParameterGroup", "aws-native:redshift:ClusterParameterGroup")
SSL_SINCE = "2025-01-10"
FAMILIES = {"redshift-1.0": False, "redshift-2.0": True}
"""Family of parameter groups -> whether SSL is required by default."""
_YES_NO = {"true": True, "1": True, "on": True, "false": False, "0": False, "off": False}


def cluster(view: ResourceView) -> Properties:
    """A cluster."""
    return {"tls_only": _cluster_tls(view), "logs": answered(_logs(view))}


def _cluster_tls(view: ResourceView) -> PropertyValue:
    property = "clusterParameterGroupName"
    name = view.declared(property)
    candidates = view.index.candidates(view.resource, property, GROUPS)
    if len(candidates) == 1:
        group = view.of(candidates[0])
        family = group.declared("family")
        default = FAMILIES.get(str(family or group.declared("parameterGroupFamily")))
        return answered(_switch(group.declared("parameters"), ("name", "parameterName"), default))
    if candidates or is_marker(name):
        return dict(UNKNOWN)
    if name in (None, ""):
        day = view.index.day
        return day is None or day.isoformat() >= SSL_SINCE
    known = name.removeprefix("default.") if isinstance(name, str) else ""
    return answered(FAMILIES.get(known) if str(name).startswith("default.") else None)


def _switch(parameters: PropertyValue, names: tuple[str, ...], default: bool | None) -> bool | None:
    """What `require_ssl` is among parameters; one that cannot be read may be it."""
    found: list[bool | None] = []
    for one in entries(parameters):
        name = next((it for it in (read(one, key) for key in names) if it is not None), None)
        if is_unreadable(name, str):
            found.append(None)
        elif isinstance(name, str) and name.lower() == "require_ssl":
            value = next(
                (it for key in ("value", "parameterValue") if (it := read(one, key)) is not None),
                None,
            )
            found.append(None if is_marker(value) else _YES_NO.get(str(value).lower()))
    return default if not found else found[0] if len({*found}) == 1 else None


def _logs(view: ResourceView) -> bool | None:
    """Whether connections are logged, by the cluster itself or by a resource beside it."""
    if is_set(view, "loggingProperties"):
        return None if is_marker(view.declared("loggingProperties")) else True
    own = [True for _ in view.parts(LOGGING, "clusterIdentifier")]
    named = view.declared("clusterIdentifier")
    if isinstance(named, str):
        own += [True for _ in view.index.having(LOGGING, "clusterIdentifier", named)]
    perhaps = [None for _ in view.perhaps(LOGGING, "clusterIdentifier")]
    return any_of([*own, *perhaps])


def workgroup(view: ResourceView) -> Properties:
    """A workgroup, which answers for a namespace."""
    return {"tls_only": answered(_workgroup_tls(view))}


def _workgroup_tls(view: ResourceView) -> bool | None:
    day = view.index.day
    default = day is None or day.isoformat() >= SSL_SINCE
    return _switch(view.declared("configParameters"), ("parameterKey",), default)


def namespace(view: ResourceView) -> Properties:
    """A namespace, as its workgroups let it be reached; without one nobody knows."""
    own = _workgroups(view)
    unsure = [None] if not own or view.perhaps(WORKGROUP, "namespaceName") else []
    opened = [one.declared("publiclyAccessible") for one in own]
    # No document says what counts where a workgroup says nothing.
    known = [one if isinstance(one, bool) else None for one in opened]
    return {
        "public_network": answered(any_of([*known, *unsure])),
        "tls_only": answered(all_of([*map(_workgroup_tls, own), *unsure])),
    }


def _workgroups(view: ResourceView) -> list[ResourceView]:
    own = {one.resource.urn: one for one in view.parts(WORKGROUP, "namespaceName")}
    name = view.declared("namespaceName")
    if isinstance(name, str):
        named = view.index.having(WORKGROUP, "namespaceName", name)
        own |= {one.urn: view.of(one) for one in named}
    return list(own.values())


JOINERS: Mapping[str, Joiner] = {CLUSTER: cluster, WORKGROUP: workgroup, NAMESPACE: namespace}
