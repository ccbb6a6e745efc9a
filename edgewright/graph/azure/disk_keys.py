"""Which key a disk is encrypted with: disk encryption sets name it for disks, snapshots and images.

Microsoft Learn, "Server-side encryption of Azure Disk Storage": with a platform's key unless a set
is named.
"""

from __future__ import annotations

from edgewright.graph.azure.keys import encryption
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.encryption import ENCRYPTION, PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.reading import agreed, entries, read
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.view import ResourceView

SET = "azure-native:compute:DiskEncryptionSet"
_UNKNOWN_KEY: Properties = {
    "encryption": "customer",
    "key": dict(UNKNOWN),
    "key_countries": dict(UNKNOWN),
}


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
    made = [_of_set(view, top, address) for top, address in named]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def _of_set(view: ResourceView, top: str, address: PropertyValue) -> Properties:
    """The key of a set; of one that is not in the program, nobody knows which."""
    source = SourceResource(view.resource, view.index)
    found = source.refer(top, [SET], address)
    if found is None and not isinstance(address, str):
        return unknown_encryption()
    return dict(_UNKNOWN_KEY) if found is None else encryption(view.of(found), "activeKey")
