"""Settings of Azure SQL that are spread over servers, instances, databases and their parts.

Sources, of Microsoft Learn: "Transparent data encryption for SQL Database, SQL Managed Instance,
and Azure Synapse Analytics", "Auditing for Azure SQL Database", "Microsoft Entra-only
authentication with Azure SQL", "Automated backups in Azure SQL Database".
"""

from __future__ import annotations

from edgewright.graph.azure.keys import encryption, key_written_in
from edgewright.graph.azure.log_settings import any_says, enabled, is_on, logged, logs
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.encryption import (
    ENCRYPTION,
    PROVIDER_KEY,
    UNENCRYPTED,
    encryption_in,
    unknown_encryption,
)
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import agreed, is_unreadable
from edgewright.graph.resource.view import ResourceView

SERVER = "azure-native:sql:Server"
DATABASE = "azure-native:sql:Database"
INSTANCE = "azure-native:sql:ManagedInstance"
PROTECTOR = "azure-native:sql:EncryptionProtector"
SERVER_KEY = "azure-native:sql:ServerKey"
INSTANCE_KEY = "azure-native:sql:ManagedInstanceKey"
TDE = "azure-native:sql:TransparentDataEncryption"
AUDITS = (
    "azure-native:sql:ServerBlobAuditingPolicy",
    "azure-native:sql:ExtendedServerBlobAuditingPolicy",
)
DATABASE_AUDITS = (
    "azure-native:sql:DatabaseBlobAuditingPolicy",
    "azure-native:sql:ExtendedDatabaseBlobAuditingPolicy",
)
ENTRA_ONLY = "azure-native:sql:ServerAzureADOnlyAuthentication"
INSTANCE_ENTRA_ONLY = "azure-native:sql:ManagedInstanceAzureADOnlyAuthentication"
SHORT_TERM = "azure-native:sql:BackupShortTermRetentionPolicy"
CLASSIC_TDE = "azure:mssql/serverTransparentDataEncryption:ServerTransparentDataEncryption"
CLASSIC_INSTANCE_TDE = (
    "azure:mssql/managedInstanceTransparentDataEncryption:ManagedInstanceTransparentDataEncryption"
)


def server(view: ResourceView) -> Properties:
    """A logical server: the key of its databases, its logins, its audit."""
    return {
        **_server_key(view),
        "local_auth": _local_auth(view, ENTRA_ONLY, "serverName"),
        "logs": _audited(view, AUDITS, "serverName"),
    }


def instance(view: ResourceView) -> Properties:
    """A managed instance, which is a server and its machine."""
    beside = [CLASSIC_INSTANCE_TDE, "managedInstanceId"]
    return {
        **_with_parts(view, [_own_key(view)], beside[0], beside[1]),
        "local_auth": _local_auth(view, INSTANCE_ENTRA_ONLY, "managedInstanceName"),
        **logs(view),
    }


def database(view: ResourceView) -> Properties:
    """A database: encrypted with its server's key unless it has one, or no encryption."""
    return {
        **_database_key(view),
        "backup_days": _short_term(view),
        "logs": _database_logs(view),
    }


def instance_database(view: ResourceView) -> Properties:
    """A database of a managed instance: encrypted with the key of that."""
    return {**_of_whole(view, "managedInstanceName", INSTANCE, instance), **logs(view)}


def pool(view: ResourceView) -> Properties:
    """A pool of databases, which are encrypted as their server says."""
    return _of_whole(view, "serverName", SERVER, server)


def _of_whole(view: ResourceView, property: str, type: str, reads: object) -> Properties:
    """{encryption, key, key_countries} of the server or the instance that something is part of."""
    whole = view.index.follow(view.resource, property, type)
    if whole is None:
        return unknown_encryption()
    found = server(view.of(whole)) if reads is server else instance(view.of(whole))
    return encryption_in(found)


def _server_key(view: ResourceView) -> Properties:
    """The key that protects a server's databases, whoever names it.

    A protector that is a resource of its own counts in place of what the server says of its key.
    """
    protectors = [_protector(one) for one in view.parts(PROTECTOR, "serverName")]
    perhaps = [_protector(one) for one in view.perhaps(PROTECTOR, "serverName")]
    own = protectors or [_own_key(view)]
    return _with_parts(view, [*own, *perhaps], CLASSIC_TDE, "serverId")


def _with_parts(view: ResourceView, own: list[Properties], type: str, property: str) -> Properties:
    """The same with what the classic package has as a resource of its own beside the server."""
    beside = [_classic_key(one) for one in view.parts(type, property)]
    perhaps = [_classic_key(one) for one in view.perhaps(type, property)]
    made = [*(beside or own), *perhaps]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def _own_key(view: ResourceView) -> Properties:
    address = view.declared("keyId")
    return dict(PROVIDER_KEY) if address in (None, "") else key_written_in(view, "keyId", address)


def _classic_key(part: ResourceView) -> Properties:
    """Of the resource the classic package has for it; without a key it is the service's own.

    https://www.pulumi.com/registry/packages/azure/api-docs/mssql/servertransparentdataencryption
    """
    names = [one for one in ("keyVaultKeyId", "managedHsmKeyId") if part.declared(one)]
    return encryption(part, names[0]) if names else dict(PROVIDER_KEY)


def _protector(part: ResourceView) -> Properties:
    """What a protector says: it names a key of the server, which names one of a vault."""
    type = part.declared("serverKeyType")
    if is_unreadable(type, str):
        return unknown_encryption()
    if lower(type) != "azurekeyvault":
        return dict(PROVIDER_KEY) if lower(type) == "servicemanaged" else unknown_encryption()
    named = part.index.candidates(part.resource, "serverKeyName", (SERVER_KEY, INSTANCE_KEY))
    if len(named) == 1:
        return encryption(part.of(named[0]), "uri")
    return encryption(part, "serverKeyName")


def _database_key(view: ResourceView) -> Properties:
    states = [_encrypts(one) for one in view.parts(TDE, "databaseName")]
    perhaps = [_encrypts(one) for one in view.perhaps(TDE, "databaseName")]
    doubt: list[PropertyValue] = [dict(UNKNOWN) for one in perhaps if one is not True]
    inline = view.declared("transparentDataEncryptionEnabled")
    given: list[PropertyValue] = [] if inline is None else [inline]
    state = agreed([*states, *given, *doubt] or [True])
    if state is False:
        return dict(UNENCRYPTED)
    if state is not True:
        return unknown_encryption()
    own = view.declared("encryptionProtector")
    if own not in (None, ""):
        return key_written_in(view, "encryptionProtector", own)
    return _of_whole(view, "serverName", SERVER, server)


def _encrypts(part: ResourceView) -> PropertyValue:
    """On by default: "Transparent data encryption for SQL Database"."""
    return _yes(part.declared("state"), default=True)


def _yes(state: PropertyValue, *, default: bool) -> PropertyValue:
    if state is None:
        return default
    found = {"enabled": True, "disabled": False}.get(lower(state) or "")
    return dict(UNKNOWN) if found is None else found


def _local_auth(view: ResourceView, type: str, property: str) -> PropertyValue:
    """Whether SQL logins are accepted: unless only Microsoft Entra's are, which a part may say."""
    parts = [one.declared("azureADOnlyAuthentication") for one in view.parts(type, property)]
    perhaps = [one.declared("azureADOnlyAuthentication") for one in view.perhaps(type, property)]
    inline = view.declared("administrators", "azureADOnlyAuthentication")
    own = [one for one in [inline, *parts] if one is not None]
    only = agreed([*(own or [False]), *perhaps])
    return not only if isinstance(only, bool) else _doubted(only)


def _doubted(value: PropertyValue) -> PropertyValue:
    return CONTESTED if value is CONTESTED else dict(UNKNOWN)


def _audited(view: ResourceView, audits: tuple[str, ...], property: str) -> PropertyValue:
    """Whether any audit is on; diagnostic settings count as one."""
    answers = [is_on(view, type, property, enabled) for type in audits]
    return any_says([*answers, logged(view)])


def _database_logs(view: ResourceView) -> PropertyValue:
    """An audit of a server is over all its databases."""
    own = _audited(view, DATABASE_AUDITS, "databaseName")
    if own is True:
        return True
    whole = view.index.follow(view.resource, "serverName", SERVER)
    over = dict(UNKNOWN) if whole is None else _audited(view.of(whole), AUDITS, "serverName")
    return over if own is False or over is True else own


def _short_term(view: ResourceView) -> PropertyValue:
    """Days that a database can be brought back from, seven unless a policy says otherwise."""
    found = [part.declared("retentionDays") for part in view.parts(SHORT_TERM, "databaseName")]
    inline = view.declared("shortTermRetentionPolicy", "retentionDays")
    given = [one for one in [inline, *found] if one is not None] or [7]
    perhaps = [part.declared("retentionDays") for part in view.perhaps(SHORT_TERM, "databaseName")]
    days = agreed([*given, *perhaps])
    is_number = isinstance(days, int | float) and not isinstance(days, bool)
    return days if is_number else _doubted(days)
