"""Keys of AWS KMS: which of them a service uses, where that is, and who holds it."""

from __future__ import annotations

import re

from edgewright.graph.aws.addresses import region_of_arn
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.provider import CustodyRule
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.location import country_of
from edgewright.graph.resource.reading import is_unreadable
from edgewright.graph.resource.view import ResourceView

KEY = "aws:kms/key:Key"
EXTERNAL_KEY = "aws:kms/externalKey:ExternalKey"
REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey"
EXTERNAL_REPLICA_KEY = "aws:kms/replicaExternalKey:ReplicaExternalKey"
PRIMARIES, REPLICAS = (KEY, EXTERNAL_KEY), (REPLICA_KEY, EXTERNAL_REPLICA_KEY)
KEYS = (*PRIMARIES, *REPLICAS)
"""Types of what a service may take as its key: made in AWS or imported, and replicas of these."""
ALIAS = "aws:kms/alias:Alias"
KEY_STORE = "aws:kms/customKeyStore:CustomKeyStore"
STORES: dict[str, str] = {"None": "hsm", "AWS_CLOUDHSM": "hsm", "EXTERNAL_KEY_STORE": "external"}
"""Type of a custom key store -> custody of its keys; AWS CloudHSM is the service's default."""


_PRIMARY = "primaryKeyArn"
_MULTI_REGION = re.compile(r"(?:^|/)mrk-")
_ALIAS_OF_AWS = re.compile(r"(?:^|:)alias/aws/")


def encryption(holder: ResourceView, property: str, address: PropertyValue) -> Properties:
    """{encryption, key, key_countries} for a KMS key that a service takes as an optional setting.

    Without one, AWS encrypts with a key of its own ("provider"). `alias/aws/...`, bare or in an
    ARN, names such a key.

    Args:
        holder: the resource that has the setting.
        property: the top-level property it is in.
        address: the key's ARN, id or alias as written there: what is left when the key itself is
            not part of the program.
    """
    if address in (None, "") or (isinstance(address, str) and _ALIAS_OF_AWS.search(address)):
        return dict(PROVIDER_KEY)
    key = _key(holder, property, address)
    if key is not None:
        return {
            "encryption": "customer",
            "key": key.urn,
            "key_countries": countries(holder.of(key)),
        }
    if isinstance(address, str):
        where = _countries_of_address(holder, address)
        return {"encryption": "customer", "key": address, "key_countries": where}
    return unknown_encryption()


def _key(
    holder: ResourceView, property: str, address: PropertyValue, passed: tuple[str, ...] = ()
) -> RawResource | None:
    """The key that an address names; else the one key, or alias of a key, it was computed from.

    Args:
        holder: the resource that has the address.
        property: the top-level property it is in.
        address: what is written there.
        passed: URNs of the aliases on the way here.
    """
    index = holder.index
    if isinstance(address, str):
        named = (index.at_address(type, address) for type in (*KEYS, ALIAS))
        found = next((one for one in named if one is not None), None)
        if found is not None:
            return _behind(holder, found, passed)
    keys = index.behind(holder.resource, property, (*KEYS, ALIAS))
    if len(keys) != 1 or (isinstance(address, str) and _is_another(keys[0], address)):
        return None
    return _behind(holder, keys[0], passed)


def _is_another(key: RawResource, address: str) -> bool:
    """Whether a key says of itself that it is not the one an address names."""
    arn = key.props.get("arn")
    return isinstance(arn, str) and address.startswith("arn:") and arn != address


def _behind(
    holder: ResourceView, found: RawResource, passed: tuple[str, ...]
) -> RawResource | None:
    """A key, or the key that an alias stands for; none for an alias that leads to itself."""
    if canonical_type(found.type) != ALIAS:
        return found
    if found.urn in passed:
        return None
    target = found.props.get("targetKeyId")
    return _key(holder.of(found), "targetKeyId", target, (*passed, found.urn))


def countries(key: ResourceView) -> list[PropertyValue]:
    """The countries that the material of a key is in, sorted; unknown ones last.

    Related multi-Region keys, a primary and its replicas, have the same key material (AWS KMS
    Developer Guide, "Multi-Region keys in AWS KMS"): what one encrypts, each can decrypt. Of a
    primary those replicas count that are in the program. A replica has at least a primary, where
    the ARN of that says.
    """
    primary = _primary(key)
    root = key if primary is None else primary
    replicas = [one for type in REPLICAS for one in root.parts(type, _PRIMARY, PRIMARIES)]
    related = [root, *replicas]
    places = [one.country() for one in {one.resource.urn: one for one in [key, *related]}.values()]
    if any(root.perhaps(type, _PRIMARY, PRIMARIES) for type in REPLICAS):
        places.append(dict(UNKNOWN))
    if primary is None and canonical_type(key.resource.type) in REPLICAS:
        places += _of_missing_primary(key)
    return _sorted(places)


def _primary(key: ResourceView) -> ResourceView | None:
    if canonical_type(key.resource.type) not in REPLICAS:
        return None
    found = key.index.follow(key.resource, _PRIMARY, *PRIMARIES)
    return None if found is None else key.of(found)


def _of_missing_primary(key: ResourceView) -> list[PropertyValue]:
    """Countries of the primary of a replica, which is not in the program, and of its replicas."""
    if key.index.candidates(key.resource, _PRIMARY, PRIMARIES):
        return [dict(UNKNOWN)]  # it is one of several, and so are its replicas
    address = key.declared(_PRIMARY)
    region = region_of_arn(address) if isinstance(address, str) else None
    siblings = [
        key.of(one).country()
        for type in (REPLICAS if isinstance(address, str) else ())
        for one in key.index.having(type, _PRIMARY, str(address))
    ]
    return [country_of("aws", region) or dict(UNKNOWN), *siblings]


def _countries_of_address(holder: ResourceView, address: str) -> list[PropertyValue]:
    """Countries of a key that is not part of the program, by its ARN.

    The id of every multi-Region key begins with "mrk-", the primary's and each replica's alike (AWS
    KMS Developer Guide, "Key identifiers"): so there may be others like it anywhere.
    """
    own = country_of("aws", region_of_arn(address)) or dict(UNKNOWN)
    if _MULTI_REGION.search(address) is None:
        return [own]
    id = address.rpartition("/")[2]
    same = [one for type in KEYS for one in holder.index.having(type, "keyId", id)]
    related = [holder.of(one).country() for one in same]
    return _sorted([own, *related, dict(UNKNOWN)])


def _sorted(places: list[PropertyValue]) -> list[PropertyValue]:
    known = sorted({place for place in places if isinstance(place, str)})
    hidden: list[PropertyValue] = [dict(UNKNOWN)]
    return [*known, *(hidden if any(not isinstance(place, str) for place in places) else [])]


def kms_key(view: ResourceView) -> Properties:
    """A KMS key. A deletion waits 30 days unless the program says otherwise."""
    return {
        "rotation": _rotation(view),
        "deletion_window_days": view.observed("deletionWindowInDays") or 30,
        "purge_protection": True,
    }


def _rotation(view: ResourceView) -> PropertyValue:
    """Whether KMS rotates a key; None for what it never does (no symmetric key of its own making).

    AWS KMS Developer Guide, "Rotate AWS KMS keys".
    """
    spec = view.observed("customerMasterKeySpec") or "SYMMETRIC_DEFAULT"
    store = view.declared("customKeyStoreId") or view.declared("xksKeyId")
    if is_unreadable(spec, str) or is_marker(store):
        return dict(UNKNOWN)
    if spec != "SYMMETRIC_DEFAULT" or store:
        return None
    return view.flag("enableKeyRotation", default=False)


def imported_key(view: ResourceView) -> Properties:
    """A KMS key whose material was imported: AWS never rotates such a key by itself."""
    return {**kms_key(view), "rotation": None}


def replica_key(view: ResourceView) -> Properties:
    """A replica of a multi-Region key.

    Its rotation is its primary's, which is asked itself where it is in the program; else nobody
    knows it, but for imported material, which AWS does not rotate.
    """
    imported = canonical_type(view.resource.type) == EXTERNAL_REPLICA_KEY
    asked = imported or _primary(view) is not None
    return {**kms_key(view), "rotation": None if asked else dict(UNKNOWN)}


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
    primary = _primary(key)
    if primary is None:
        return dict(UNKNOWN)
    return CUSTODY[canonical_type(primary.resource.type)](primary)


CUSTODY: dict[str, CustodyRule] = {
    KEY: _custody,
    EXTERNAL_KEY: lambda key: "imported",
    REPLICA_KEY: _replica_custody,
    EXTERNAL_REPLICA_KEY: lambda key: "imported",
}
