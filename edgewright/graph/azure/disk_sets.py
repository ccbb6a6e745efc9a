"""Keys of disks: what a disk encryption set says, and several disks together."""

from __future__ import annotations

from edgewright.graph.azure.keys import encryption
from edgewright.graph.azure.references import referred
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.view import ResourceView

DISK_SET = "azure-native:compute:DiskEncryptionSet"


def through_set(view: ResourceView, property: str, id: PropertyValue) -> Properties:
    """{encryption, key, key_countries} of what names a disk encryption set, or none.

    Args:
        view: the resource.
        property: its top-level property that the id stands in.
        id: the id of the set; None or "" where there is none.
    """
    if id in (None, ""):
        return dict(PROVIDER_KEY)
    hidden: Properties = unknown_encryption()
    near = referred(view, property, [DISK_SET], [id])
    if is_marker(id) and not near.found:
        return hidden
    if not near.known or len(near.found) != 1:
        return {**hidden, "encryption": "customer"}
    set = view.of(near.found[0])
    named = "keyVaultKeyId" if set.observed("keyVaultKeyId") is not None else "activeKey"
    return encryption(set, named)


def disks_together(found: list[Properties]) -> Properties:
    """The encryption of several disks: as weak as the weakest; of several keys none is the one."""
    words = [one["encryption"] for one in found]
    if all(one == found[0] for one in found):
        return dict(found[0])
    if "provider" in words:
        weakest: PropertyValue = "provider"
    else:
        weakest = dict(UNKNOWN) if any(map(is_marker, words)) else "customer"
    return {"encryption": weakest, "key": CONTESTED, "key_countries": CONTESTED}
