"""Settings of shares, volumes and SANs that are in what they are part of, or said several ways."""

from __future__ import annotations

from edgewright.graph.azure.keys import encryption
from edgewright.graph.azure.messages import ACCOUNT, of_account
from edgewright.graph.azure.resources import storage_account
from edgewright.graph.azure.service_keys import SERVICES, service_key
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import as_list, is_unreadable
from edgewright.graph.resource.view import ResourceView

NETAPP = "azure-native:netapp:Account"
SAN_GROUP = "azure-native:elasticsan:VolumeGroup"
_PLAIN = "nfsv3"


def share(view: ResourceView) -> Properties:
    """A share of files, encrypted as its account is.

    One of NFS refuses nothing by itself, and takes encrypted connections only where its account
    asks for them (Microsoft Learn, "Encryption in transit for NFS Azure file shares").
    """
    found = view.index.follow(view.resource, "accountName", ACCOUNT)
    protocol = view.declared("enabledProtocols")
    secure: PropertyValue = dict(UNKNOWN)
    if found is not None and not is_unreadable(protocol, str):
        is_nfs = (lower(protocol) or "smb") != "smb"
        secure = dict(UNKNOWN) if is_nfs else storage_account(view.of(found))["tls_only"]
    return {**of_account(view), "tls_only": secure}


def volume(view: ResourceView) -> Properties:
    """A volume of NetApp: encrypted as its account is, in plain text unless its protocol is not.

    Microsoft Learn, "Understand data encryption in Azure NetApp Files": NFSv3 is never encrypted
    in transit, NFSv4.1 is with Kerberos, SMB where that is asked for.
    """
    backup = view.declared("dataProtection", "backup", "backupVaultId")
    backed = dict(UNKNOWN) if is_marker(backup) else backup not in (None, "")
    return {**_volume_key(view), "tls_only": _protected(view), "backed_up": backed}


def elastic_volume(view: ResourceView) -> Properties:
    """A volume of the elastic service: whether it names a vault for backups."""
    given = view.declared("properties", "dataProtection", "backup", "elasticBackupVaultResourceId")
    named = given not in (None, "")
    return {"backed_up": dict(UNKNOWN) if is_unreadable(given, str) else named}


def _volume_key(view: ResourceView) -> Properties:
    source = view.declared("encryptionKeySource")
    if is_unreadable(source, str):
        return unknown_encryption()
    if lower(source) not in (None, "microsoft.keyvault"):
        return dict(PROVIDER_KEY) if lower(source) == "microsoft.netapp" else unknown_encryption()
    found = view.index.follow(view.resource, "accountName", NETAPP)
    if found is None:
        return unknown_encryption()
    key = service_key(view.of(found), SERVICES[NETAPP])
    # A volume need not take its account's key, and may not say which it takes.
    return key if source is not None or key["encryption"] == "provider" else unknown_encryption()


def _protected(view: ResourceView) -> PropertyValue:
    given = view.declared("protocolTypes")
    if given is not None and not isinstance(given, list):
        return dict(UNKNOWN)
    protocols = [lower(one) for one in as_list(given)] or [_PLAIN]
    answers = [_encrypts(view, one) for one in protocols]
    if any(one is False for one in answers):
        return False
    return True if all(one is True for one in answers) else dict(UNKNOWN)


def _encrypts(view: ResourceView, protocol: str | None) -> PropertyValue:
    if protocol == _PLAIN:
        return False
    if protocol == "cifs":
        asked = view.declared("smbEncryption")
        return dict(UNKNOWN) if is_unreadable(asked, bool) else asked is True
    # With Kerberos each rule of an export says how much of it is asked for.
    kerberos = view.declared("kerberosEnabled")
    known = protocol == "nfsv4.1" and kerberos in (None, False)
    return False if known else dict(UNKNOWN)


def san_volume(view: ResourceView) -> Properties:
    """A volume of a SAN, or a snapshot of one: encrypted as its group is."""
    found = view.index.follow(view.resource, "volumeGroupName", SAN_GROUP)
    if found is None:
        return unknown_encryption()
    group = view.of(found)
    address = group.declared("encryptionProperties", "keyVaultProperties")
    if is_marker(address):
        return unknown_encryption()
    kind = group.declared("encryption")
    if is_unreadable(kind, str):
        return unknown_encryption()
    if address in (None, {}) or lower(kind) == "encryptionatrestwithplatformkey":
        return dict(PROVIDER_KEY)
    return encryption(group, "encryptionProperties")
