"""Which key a disk is encrypted with: disk encryption sets name it for disks, snapshots and images.

Microsoft Learn, "Server-side encryption of Azure Disk Storage": with a platform's key unless a set
is named. A machine's disks are together as weak as the weakest.
"""

from __future__ import annotations

from edgewright.graph.azure.keys import encryption
from edgewright.graph.azure.references import referred
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import (
    ENCRYPTION,
    PROVIDER_KEY,
    unknown_encryption,
    unknown_key,
)
from edgewright.graph.resource.reading import agreed, entries, read
from edgewright.graph.resource.view import ResourceView

SET = "azure-native:compute:DiskEncryptionSet"


def disk(view: ResourceView) -> Properties:
    """A disk or a snapshot, with the set of its storage and that of a confidential machine."""
    paths = (
        ("encryption", "diskEncryptionSetId"),
        ("securityProfile", "secureVMDiskEncryptionSetId"),
    )
    named = [(path[0], view.declared(*path)) for path in paths]
    return _of(view, [(top, one) for top, one in named if one not in (None, "")])


def image(view: ResourceView) -> Properties:
    """An image of several disks, each with a set of its own or none."""
    profile = view.declared("storageProfile")
    disks = [read(profile, "osDisk"), *entries(read(profile, "dataDisks"))]
    sets = [read(one, "diskEncryptionSet", "id") for one in disks if one is not None]
    return _each(view, "storageProfile", sets)


def image_version(view: ResourceView) -> Properties:
    """A version of an image, which may have a set for each disk in each region."""
    given = view.declared("publishingProfile", "targetRegions")
    sets = []
    for region in entries(given):
        found = read(region, "encryption")
        disks = [read(found, "osDiskImage"), *entries(read(found, "dataDiskImages"))]
        sets += [read(one, "diskEncryptionSetId") for one in disks]
    return _each(view, "publishingProfile", sets)


def _each(view: ResourceView, top: str, sets: list[PropertyValue]) -> Properties:
    """What all disks have in common; where they differ, no one key is the image's."""
    made = [_of(view, [(top, one)] if one not in (None, "") else []) for one in sets]
    made = made or [dict(PROVIDER_KEY)]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def _of(view: ResourceView, named: list[tuple[str, PropertyValue]]) -> Properties:
    if not named:
        return dict(PROVIDER_KEY)
    made = [through_set(view, top, address) for top, address in named]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def through_set(view: ResourceView, property: str, id: PropertyValue) -> Properties:
    """{encryption, key, key_countries} of what names a disk encryption set, or none.

    Args:
        view: the resource.
        property: its top-level property that the id stands in.
        id: the id of the set; None or "" where there is none.
    """
    if id in (None, ""):
        return dict(PROVIDER_KEY)
    near = referred(view, property, [SET], [id])
    if is_marker(id) and not near.found:
        return unknown_encryption()
    if not near.known or len(near.found) != 1:
        return unknown_key()
    return encryption(view.of(near.found[0]), "activeKey")


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
