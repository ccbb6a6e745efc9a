"""Keys of AWS KMS: which of them a service uses, where that is, and who holds it."""

from __future__ import annotations

from edgewright.graph.aws.addresses import region_of_arn
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource
from edgewright.graph.provider import CustodyRule
from edgewright.graph.resource.location import country_of
from edgewright.graph.resource.view import ResourceView

KEY = "aws:kms/key:Key"
EXTERNAL_KEY = "aws:kms/externalKey:ExternalKey"
REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey"
EXTERNAL_REPLICA_KEY = "aws:kms/replicaExternalKey:ReplicaExternalKey"
KEYS = (KEY, EXTERNAL_KEY, REPLICA_KEY, EXTERNAL_REPLICA_KEY)
"""Types of what a service may take as its key: made in AWS or imported, and replicas of these."""
KEY_STORE = "aws:kms/customKeyStore:CustomKeyStore"
STORES: dict[str, str] = {"None": "hsm", "AWS_CLOUDHSM": "hsm", "EXTERNAL_KEY_STORE": "external"}
"""Type of a custom key store -> custody of its keys; AWS CloudHSM is the service's default."""


def encryption(holder: ResourceView, property: str, address: PropertyValue) -> Properties:
    """{encryption, key, key_country} for a KMS key that a service takes as an optional setting.

    Without one, AWS encrypts with a key of its own ("provider"). `alias/aws/...`, bare or in an
    ARN, names such a key.

    Args:
        holder: the resource that has the setting.
        property: the top-level property it is in.
        address: the key's ARN or id as written there: what is left when the key itself is not part
            of the program.
    """
    name = address.rpartition(":")[2] if isinstance(address, str) else ""
    if address is None or name.startswith("alias/aws/"):
        return {"encryption": "provider", "key": None, "key_country": None}
    key = _key(holder, property, address)
    if key is not None:
        country = holder.of(key).country()
        return {"encryption": "customer", "key": key.urn, "key_country": country}
    if isinstance(address, str):
        country = country_of("aws", region_of_arn(address)) or dict(UNKNOWN)
        return {"encryption": "customer", "key": address, "key_country": country}
    return {name: dict(UNKNOWN) for name in ("encryption", "key", "key_country")}


def _key(holder: ResourceView, property: str, address: PropertyValue) -> RawResource | None:
    index = holder.index
    followed = (index.follow(holder.resource, property, type) for type in KEYS)
    found = next((key for key in followed if key is not None), None)
    if found is None and isinstance(address, str):
        named = (index.at_address(type, address) for type in KEYS)
        found = next((key for key in named if key is not None), None)
    return found


def kms_key(view: ResourceView) -> Properties:
    """A KMS key. A deletion waits 30 days unless the program says otherwise."""
    return {
        "rotation": view.flag("enableKeyRotation", default=False),
        "multi_region": view.flag("multiRegion", default=False),
        "deletion_window_days": view.observed("deletionWindowInDays") or 30,
        "purge_protection": True,
    }


def imported_key(view: ResourceView) -> Properties:
    """A KMS key whose material was imported: AWS never rotates such a key by itself."""
    return {**kms_key(view), "rotation": False}


def _custody(key: ResourceView) -> PropertyValue:
    """A key of AWS KMS: one in a custom key store is in a CloudHSM cluster or outside AWS.

    Only a key outside has an id of its own there (`xksKeyId`). An empty text is not set.
    """
    outside = key.declared("xksKeyId") or None
    store = key.declared("customKeyStoreId") or None
    if isinstance(outside, str):
        return "external"
    if store is None:
        return "customer" if outside is None else dict(UNKNOWN)
    found = key.index.follow(key.resource, "customKeyStoreId", KEY_STORE)
    if found is None:
        return "hsm" if isinstance(store, str) and outside is None else dict(UNKNOWN)
    kind = key.of(found).declared("customKeyStoreType") or None
    return STORES.get(str(kind), dict(UNKNOWN))


def _replica_custody(key: ResourceView) -> PropertyValue:
    """A replica is the same key material as its primary."""
    for type in (KEY, EXTERNAL_KEY):
        primary = key.index.follow(key.resource, "primaryKeyArn", type)
        if primary is not None:
            return CUSTODY[type](key.of(primary))
    return dict(UNKNOWN)


CUSTODY: dict[str, CustodyRule] = {
    KEY: _custody,
    EXTERNAL_KEY: lambda key: "imported",
    REPLICA_KEY: _replica_custody,
    EXTERNAL_REPLICA_KEY: lambda key: "imported",
}
