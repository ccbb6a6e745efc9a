"""Who holds a key: the provider, the customer in a key service, or the customer alone."""

from __future__ import annotations

from edgewright.graph.model import ABSENT, UNKNOWN, UNREAD, Properties, PropertyValue
from edgewright.graph.registry import CUSTODY, PROVIDERS
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.view import ResourceView


def key_custody(key: ResourceView) -> PropertyValue:
    """Who holds a key of the program: customer, imported, hsm, external, or unknown."""
    rule = CUSTODY.get(canonical_type(key.resource.type))
    return dict(UNKNOWN) if rule is None else rule(key)


def store_custody(store: ResourceView, found: Properties) -> PropertyValue:
    """Who holds the key of a store, by its normalised `encryption` and `key`.

    A key that is not part of the program may be in any custody, unless its address says more.
    """
    encryption, key = found.get("encryption"), found.get("key")
    if encryption is UNREAD or encryption is ABSENT:
        return encryption
    if key is None:
        return "provider" if encryption in ("provider", "none", None) else dict(UNKNOWN)
    if not isinstance(key, str):
        return dict(UNKNOWN)
    resource = store.index.get(key)
    if resource is not None:
        return key_custody(store.of(resource))
    custodian = next((who for one in PROVIDERS if (who := one.custody_of_address(key))), None)
    return custodian or dict(UNKNOWN)
