"""ElastiCache and MemoryDB: what the engine decides, what a group decides, and who may log in.

A cache that asks nobody who he is counts as one that takes keys of its own: it takes less.
Sources: ElastiCache User Guide, "At-rest encryption in ElastiCache", "ElastiCache in-transit
encryption (TLS)", "Role-Based Access Control (RBAC)"; MemoryDB Developer Guide, "Authenticating
users with Access Control Lists (ACLs)".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import is_set, referred
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import (
    PROVIDER_KEY,
    UNENCRYPTED,
    encryption_in,
    unknown_encryption,
)
from edgewright.graph.resource.reading import as_text, entries, is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

CLUSTER = "aws:elasticache/cluster:Cluster"
GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
GLOBAL_GROUP = "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup"
MEMORYDB = "aws:memorydb/cluster:Cluster"
USER_GROUPS = ("aws:elasticache/userGroup:UserGroup", "aws-native:elasticache:UserGroup")
USERS = ("aws:elasticache/user:User", "aws-native:elasticache:User")
ASSOCIATION = "aws:elasticache/userGroupAssociation:UserGroupAssociation"
ACLS = ("aws:memorydb/acl:Acl", "aws-native:memorydb:Acl")
MEMORYDB_USERS = ("aws:memorydb/user:User", "aws-native:memorydb:User")
ENCRYPTED_AT_REST = {"redis": "none", "valkey": "provider"}
"""Engine -> what a group has whose program says nothing of encryption at rest."""
_OF_GROUP = ("tls_only", "local_auth", "backup_days", "multi_zone")


def group(view: ResourceView) -> Properties:
    """A group of nodes with one copy of the data."""
    return {
        **_at_rest(view),
        "tls_only": _in_transit(view),
        "local_auth": _group_auth(view),
    }


def _at_rest(view: ResourceView) -> Properties:
    if is_set(view, "globalReplicationGroupId") and not is_set(view, "atRestEncryptionEnabled"):
        return unknown_encryption()
    switch = view.declared("atRestEncryptionEnabled")
    if isinstance(switch, str) and switch in ("true", "false"):
        switch = switch == "true"
    if is_unreadable(switch, bool):
        return unknown_encryption()
    if switch is None and is_set(view, "kmsKeyId"):
        return unknown_encryption()
    if switch:
        return encryption(view, "kmsKeyId", view.declared("kmsKeyId"))
    if switch is False:
        return dict(UNENCRYPTED)
    engine = view.declared("engine")
    name = "redis" if engine in (None, "") else engine
    found = ENCRYPTED_AT_REST.get(name.lower()) if isinstance(name, str) else None
    return {**PROVIDER_KEY, "encryption": found} if found else unknown_encryption()


def _in_transit(view: ResourceView) -> PropertyValue:
    """Whether plain text is refused; while clients move over, both are taken."""
    enabled, mode = (
        view.declared("transitEncryptionEnabled"),
        view.declared("transitEncryptionMode"),
    )
    if is_set(view, "globalReplicationGroupId") and enabled is None:
        return dict(UNKNOWN)
    if enabled in (None, False):
        return False
    if is_unreadable(enabled, bool) or is_unreadable(mode, str):
        return dict(UNKNOWN)
    return mode in (None, "") or (isinstance(mode, str) and mode.lower() == "required")


def _group_auth(view: ResourceView) -> PropertyValue:
    if is_set(view, "authToken") or is_set(view, "authTokenWo"):
        return True
    groups = view.declared("userGroupIds")
    if groups in (None, []):
        return True
    return _users_of(view, "userGroupIds", USER_GROUPS)


def serverless(view: ResourceView) -> Properties:
    """A cache without nodes; without users of its own, everybody is the default one."""
    if not is_set(view, "userGroupId"):
        return {"local_auth": True}
    return {"local_auth": _users_of(view, "userGroupId", USER_GROUPS)}


def _users_of(view: ResourceView, property: str, types: tuple[str, ...]) -> PropertyValue:
    """Whether a user of a group logs in otherwise than with an identity of AWS."""
    found = _one(view, property, types, "userGroupId")
    if found is None:
        return dict(UNKNOWN)
    beside = found.parts(ASSOCIATION, "userGroupId", USER_GROUPS)
    perhaps = found.perhaps(ASSOCIATION, "userGroupId", USER_GROUPS)
    answers = [_listed_users(found, "userIds", USERS)]
    answers += [_user(one, "userId", USERS, "userId") for one in beside]
    if perhaps:
        answers.append(None)
    return answered(any_of(answers))


def _one(
    view: ResourceView, property: str, types: tuple[str, ...], name: str
) -> ResourceView | None:
    """The one resource that a property names, alone or as the only one of a list."""
    listed = view.declared(property)
    if not isinstance(listed, list):
        return referred(view, property, types, name)
    if len(listed) != 1:
        return None
    named = [
        one
        for type in types
        if isinstance(listed[0], str)
        for one in view.index.having(type, name, listed[0])
    ]
    found = named or view.index.behind(view.resource, property, types)
    return view.of(found[0]) if len(found) == 1 else None


def _listed_users(group: ResourceView, property: str, types: tuple[str, ...]) -> bool | None:
    """The same of the users that a group lists, as far as all of them are in the program."""
    listed = entries(group.declared(property))
    behind = group.index.behind(group.resource, property, types)
    named = [
        one
        for id in listed
        if isinstance(id, str)
        for type in types
        for one in group.index.having(type, "userName" if "memorydb" in type else "userId", id)
    ]
    users = {one.urn: one for one in [*behind, *named]}
    answers = [_by_password(group.of(one)) for one in users.values()]
    if len(users) < len(listed) or any(is_marker(one) for one in listed if not behind):
        answers.append(None)
    return any_of(answers) if answers else None


def _user(view: ResourceView, property: str, types: tuple[str, ...], name: str) -> bool | None:
    found = referred(view, property, types, name)
    return None if found is None else _by_password(found)


def _by_password(user: ResourceView) -> bool | None:
    mode = user.declared("authenticationMode", "type")
    if is_marker(mode):
        return None
    return as_text(mode) is None or str(mode).lower() != "iam"


def node(view: ResourceView) -> Properties:
    """A cluster by itself, which has no encryption at rest and no users; or a node of a group."""
    if is_set(view, "replicationGroupId"):
        found = referred(view, "replicationGroupId", (GROUP,), "replicationGroupId")
        if found is None:
            return unknown_encryption() | {name: dict(UNKNOWN) for name in _OF_GROUP}
        kept, zones = found.observed("snapshotRetentionLimit"), found.observed("multiAzEnabled")
        return group(found) | {
            "backup_days": 0 if kept is None else kept,
            "multi_zone": False if zones is None else zones,
        }
    kept, zones = view.observed("snapshotRetentionLimit"), view.observed("azMode")
    return {
        **UNENCRYPTED,
        "tls_only": view.flag("transitEncryptionEnabled", default=False),
        "local_auth": True,
        "backup_days": 0 if kept is None else kept,
        "multi_zone": dict(UNKNOWN) if is_unreadable(zones, str) else zones == "cross-az",
    }


def global_group(view: ResourceView) -> Properties:
    """A group over several regions, encrypted as the one it was made of."""
    source = referred(view, "primaryReplicationGroupId", (GROUP,), "replicationGroupId")
    return unknown_encryption() if source is None else encryption_in(group(source))


def memorydb(view: ResourceView) -> Properties:
    """A MemoryDB cluster: its list of users, or the one that lets everybody in."""
    name = view.declared("aclName")
    if name in (None, "", "open-access"):
        return {"local_auth": True}
    found = referred(view, "aclName", ACLS)
    users = None if found is None else _listed_users(found, "userNames", MEMORYDB_USERS)
    return {"local_auth": answered(users)}


JOINERS: Mapping[str, Joiner] = {
    CLUSTER: node,
    GROUP: group,
    SERVERLESS: serverless,
    GLOBAL_GROUP: global_group,
    MEMORYDB: memorydb,
}
