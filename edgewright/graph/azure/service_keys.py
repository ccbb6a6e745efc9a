"""Customer keys of services that have them in a block of their own, or in a resource beside them.

The classic package has the second for most (https://www.pulumi.com/registry/packages/azure). A
service without either encrypts with a key of Azure's (Microsoft Learn, "Azure data encryption at
rest": "Data encryption models: supporting services").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from edgewright.graph.azure.keys import encryption, key_written_in
from edgewright.graph.model import Properties, PropertyValue
from edgewright.graph.resource.encryption import ENCRYPTION, PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import agreed, is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView


class Beside(NamedTuple):
    """A resource that says which key another one is encrypted with.

    Attributes:
        type: its type.
        owner: the property that refers to what is encrypted.
        keys: the properties that may name the key.
    """

    type: str
    owner: str
    keys: tuple[str, ...]


class Keyed(NamedTuple):
    """Where a service says which key it is encrypted with.

    Attributes:
        paths: its own properties that name a key.
        beside: resources that name it in their place.
        switch: where it says whether its own key counts, and the word for yes.
    """

    paths: tuple[tuple[str, ...], ...]
    beside: tuple[Beside, ...] = ()
    switch: tuple[tuple[str, ...], str] = ((), "")


EMPTY: tuple[PropertyValue, ...] = (None, "", {}, [])
"""What names no key."""
_DBFS_KEY = (
    "azure:databricks/workspaceRootDbfsCustomerManagedKey:WorkspaceRootDbfsCustomerManagedKey"
)
_PROPERTIES = (("encryption", "keyVaultProperties"),)
SERVICES: Mapping[str, Keyed] = {
    "azure-native:eventhub:Namespace": Keyed(
        _PROPERTIES,
        (
            Beside(
                "azure:eventhub/namespaceCustomerManagedKey:NamespaceCustomerManagedKey",
                "eventhubNamespaceId",
                ("keyVaultKeyIds",),
            ),
        ),
    ),
    "azure-native:servicebus:Namespace": Keyed(
        _PROPERTIES,
        (
            Beside(
                "azure:servicebus/namespaceCustomerManagedKey:NamespaceCustomerManagedKey",
                "namespaceId",
                ("keyVaultKeyId",),
            ),
        ),
    ),
    "azure-native:kusto:Cluster": Keyed(
        (("keyVaultProperties",),),
        (
            Beside(
                "azure:kusto/clusterCustomerManagedKey:ClusterCustomerManagedKey",
                "clusterId",
                ("keyVaultId", "managedHsmKeyId", "keyName"),
            ),
        ),
    ),
    "azure-native:operationalinsights:Cluster": Keyed(
        (("keyVaultProperties",),),
        (
            Beside(
                "azure:loganalytics/clusterCustomerManagedKey:ClusterCustomerManagedKey",
                "logAnalyticsClusterId",
                ("keyVaultKeyId",),
            ),
        ),
    ),
    "azure-native:datafactory:Factory": Keyed(
        (("encryption", "vaultBaseUrl"),),
        (
            Beside(
                "azure:datafactory/customerManagedKey:CustomerManagedKey",
                "dataFactoryId",
                ("customerManagedKeyId",),
            ),
        ),
    ),
    "azure-native:databricks:Workspace": Keyed(
        (
            ("encryption", "entities", "managedServices", "keyVaultProperties"),
            ("encryption", "entities", "managedDisk", "keyVaultProperties"),
            ("parameters", "encryption", "value", "keyVaultUri"),
        ),
        (
            Beside(
                _DBFS_KEY,
                "workspaceId",
                ("keyVaultKeyId",),
            ),
            Beside(
                "azure:databricks/workspaceCustomerManagedKey:WorkspaceCustomerManagedKey",
                "workspaceId",
                ("keyVaultKeyId",),
            ),
        ),
    ),
    "azure-native:dataprotection:BackupVault": Keyed(
        (("properties", "securitySettings", "encryptionSettings", "keyVaultProperties"),),
        (
            Beside(
                "azure:dataprotection/backupVaultCustomerManagedKey:BackupVaultCustomerManagedKey",
                "dataProtectionBackupVaultId",
                ("keyVaultKeyId",),
            ),
        ),
        (("properties", "securitySettings", "encryptionSettings", "state"), "enabled"),
    ),
    # Of versions of the API that the SDK does not have by default.
    "azure-native:mongocluster:MongoCluster": Keyed(
        (("properties", "encryption", "customerManagedKeyEncryption"),)
    ),
    "azure-native:netapp:Account": Keyed(
        _PROPERTIES,
        (
            Beside(
                "azure:netapp/accountEncryption:AccountEncryption",
                "netappAccountId",
                ("encryptionKey",),
            ),
        ),
        (("encryption", "keySource"), "microsoft.keyvault"),
    ),
}
"""Type of a service -> where its key is."""
PARTS = frozenset(beside.type for one in SERVICES.values() for beside in one.beside)
"""Types that only say which key another resource has."""


def service_key(view: ResourceView, keyed: Keyed) -> Properties:
    """{encryption, key, key_countries} of a service; where several keys differ, of none."""
    path, word = keyed.switch
    switch = view.declared(*path) if path else None
    counts = switch in (None, "") or lower(switch) == word
    given = [(path[0], view.declared(*path)) for path in keyed.paths] if counts else []
    own = [key_written_in(view, top, value) for top, value in given if value not in EMPTY]
    beside = [_named(part, one) for one in keyed.beside for part in view.parts(one.type, one.owner)]
    perhaps = [
        _named(part, one) for one in keyed.beside for part in view.perhaps(one.type, one.owner)
    ]
    if is_unreadable(switch, str):
        own = [unknown_encryption()]
    made = [*([*own, *beside] or [dict(PROVIDER_KEY)]), *perhaps]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def _named(part: ResourceView, beside: Beside) -> Properties:
    given = [one for one in beside.keys if part.declared(one) not in (None, "", [])]
    return encryption(part, given[0] if given else beside.keys[0])


def _reader(keyed: Keyed) -> Joiner:
    return partial(service_key, keyed=keyed)


JOINERS: dict[str, Joiner] = {type: _reader(keyed) for type, keyed in SERVICES.items()}
