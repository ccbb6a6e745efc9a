"""EBS disks that several resources have a say in: themselves, their keys, the account's default.

Amazon EBS User Guide, "Amazon EBS encryption" and "Enable Amazon EBS encryption by default".
"""

from __future__ import annotations

from dataclasses import dataclass

from edgewright.graph.aws.disk_defaults import default_key, encrypts_all
from edgewright.graph.aws.keys import encryption
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.view import ResourceView


@dataclass(frozen=True)
class Disk:
    """A disk as it is asked for.

    Attributes:
        holder: the resource that asks.
        property: the top-level property it does so in.
        encrypted: whether it asks for encryption; None where it does not say.
        key: the key it asks for, as written.
        is_copy: whether it is made of a snapshot, which may be encrypted itself.
    """

    holder: ResourceView
    property: str
    encrypted: PropertyValue
    key: PropertyValue
    is_copy: bool = False


def together(disks: list[Disk], view: ResourceView) -> Properties:
    """{encryption, key, key_countries} of disks of a resource: that of the weakest of them."""
    found = [_of_disk(one, view) for one in disks]
    for wanted in ("none", None, "provider"):
        weak = [one for one in found if _word(one) == wanted]
        if weak:
            return weak[0]
    same = all(one == found[0] for one in found)
    if same:
        return found[0]
    places = [one["key_countries"] for one in found]
    known = {str(it) for each in places if isinstance(each, list) for it in each}
    hidden = any(not isinstance(each, list) for each in places)
    countries: list[PropertyValue] = [*sorted(known)]
    return {
        "encryption": "customer",
        "key": dict(UNKNOWN),
        "key_countries": dict(UNKNOWN) if hidden else countries,
    }


def _word(found: Properties) -> PropertyValue:
    """Its encryption; None where that cannot be known."""
    return None if is_marker(found["encryption"]) else found["encryption"]


def _of_disk(disk: Disk, view: ResourceView) -> Properties:
    asked = disk.encrypted
    if asked is None and disk.key in (None, ""):
        return _of_account(disk, view)
    if asked is False:
        # The account's default counts over what a request says.
        is_default = encrypts_all(view)
        return dict(UNENCRYPTED) if is_default is False else _of_account(disk, view)
    if asked is None or is_marker(asked):
        return unknown_encryption()
    if disk.key in (None, ""):
        return default_key(view)
    return encryption(disk.holder, disk.property, disk.key)


def _of_account(disk: Disk, view: ResourceView) -> Properties:
    """A disk that says nothing: encrypted where the account's default, or its snapshot, is."""
    by_default = encrypts_all(view)
    if by_default is True:
        return default_key(view)
    hidden = by_default is None or disk.is_copy
    return unknown_encryption() if hidden else dict(UNENCRYPTED)
