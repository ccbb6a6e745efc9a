"""Virtual machines and scale sets: their disks' keys, their addresses, how one logs in there."""

from __future__ import annotations

from edgewright.graph.azure.disk_keys import disk, disks_together, through_set
from edgewright.graph.azure.references import all_in, blocks, referred, spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.encryption import unknown_encryption
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

MACHINE = "azure-native:compute:VirtualMachine"
SCALE_SET = "azure-native:compute:VirtualMachineScaleSet"
DISK = "azure-native:compute:Disk"
INTERFACE = "azure-native:network:NetworkInterface"
PUBLIC_ADDRESS = "azure-native:network:PublicIPAddress"
EXTENSION = "azure-native:compute:VirtualMachineExtension"
ATTACHMENT = "azure:compute/dataDiskAttachment:DataDiskAttachment"
_GUEST = "azurediskencryption"


def machine(view: ResourceView) -> Properties:
    """A virtual machine, with its disks, network interfaces and public addresses."""
    storage = view.declared("storageProfile")
    return {
        "public_address": _has_address(view),
        "password_login": _password(view.declared("osProfile"), storage),
        "image": _image(read(storage, "imageReference")),
        **_disks(view, "storageProfile", storage),
    }


def scale_set(view: ResourceView) -> Properties:
    """A scale set: what its profile says of each machine."""
    profile = view.declared("virtualMachineProfile")
    storage = read(profile, "storageProfile")
    native = read(profile, "networkProfile", "networkInterfaceConfigurations")
    classic = view.declared("networkInterfaces")
    addresses = [
        *all_in(native, "ipConfigurations", "publicIPAddressConfiguration"),
        *all_in(classic, "ipConfigurations", "publicIpAddresses"),
    ]
    return {
        "public_address": _any_set(addresses, native if classic is None else classic),
        "password_login": _password(read(profile, "osProfile"), storage),
        "image": _image(read(storage, "imageReference")),
        **_disks(view, "virtualMachineProfile", storage),
    }


def _any_set(found: list[PropertyValue], around: PropertyValue) -> PropertyValue:
    if any(not is_marker(one) for one in found):
        return True
    return dict(UNKNOWN) if found or is_marker(around) else False


def _has_address(view: ResourceView) -> PropertyValue:
    """Whether a network interface of a machine has a public address.

    Microsoft Learn, "Associate a public IP address to a virtual machine".
    """
    profile, listed = view.declared("networkProfile"), view.declared("networkInterfaceIds")
    inline = all_in(
        read(profile, "networkInterfaceConfigurations"),
        "ipConfigurations",
        "publicIPAddressConfiguration",
    )
    ids = [read(one, "id") for one in entries(read(profile, "networkInterfaces"))]
    where = "networkProfile" if listed is None else "networkInterfaceIds"
    near = referred(view, where, [INTERFACE], [*ids, *entries(listed)])
    answers = [_any_set(inline, profile), *(_of_interface(view.of(one)) for one in near.found)]
    if not near.known:
        return dict(UNKNOWN)
    if any(one is True for one in answers):
        return True
    return dict(UNKNOWN) if any(map(is_marker, answers)) else False


def _of_interface(interface: ResourceView) -> PropertyValue:
    configurations = interface.declared("ipConfigurations")
    addresses = [
        *all_in(configurations, "publicIPAddress"),
        *all_in(configurations, "publicIpAddressId"),
    ]
    return _any_set([one for one in addresses if one != ""], configurations)


def _password(profile: PropertyValue, storage: PropertyValue) -> PropertyValue:
    """Whether somebody may log in with a password.

    Windows machines always have one (REST API, Virtual Machines, OSProfile.adminPassword); a Linux
    one refuses it where that is said.
    """
    windows = read(profile, "windowsConfiguration")
    if profile is None or is_marker(profile) or is_marker(windows):
        return dict(UNKNOWN)
    if windows is not None or spelt(read(storage, "osDisk", "osType")) == "windows":
        return True
    refused = read(profile, "linuxConfiguration", "disablePasswordAuthentication")
    if isinstance(refused, bool):
        return not refused
    given = read(profile, "adminPassword")
    return True if refused is None and given not in (None, "") else dict(UNKNOWN)


def _image(reference: PropertyValue) -> PropertyValue:
    """The image a machine starts from: an id, or the four words of the marketplace."""
    if reference is None or is_marker(reference):
        return dict(UNKNOWN)
    for name in ("id", "communityGalleryImageId", "sharedGalleryImageId"):
        found = read(reference, name)
        if found not in (None, ""):
            return found
    words = [read(reference, name) for name in ("publisher", "offer", "sku", "version")]
    if any(not isinstance(word, str) for word in words):
        return dict(UNKNOWN)
    return ":".join(str(word) for word in words)


def _disks(view: ResourceView, top: str, storage: PropertyValue) -> Properties:
    """The encryption of all disks of a machine: as weak as the weakest.

    A managed disk is encrypted with a key of the platform's unless a disk encryption set says
    another (Microsoft Learn, "Server-side encryption of Azure managed disks"). What a guest or an
    unmanaged disk's account does besides is not looked at.
    """
    if storage is None or is_marker(storage) or _by_guest(view):
        return unknown_encryption()
    disks = [*blocks(read(storage, "osDisk")), *entries(read(storage, "dataDisks"))]
    found = [_of_disk(view, top, one) for one in disks] or [through_set(view, top, None)]
    return disks_together([*found, *(_of_resource(view.of(one)) for one in _attached(view))])


def _of_disk(view: ResourceView, top: str, given: PropertyValue) -> Properties:
    """The encryption of a disk of a profile, as both packages write it."""
    managed = read(given, "managedDisk")
    outside = [read(given, name) for name in ("vhd", "vhdUri", "imageUri", "encryptionSettings")]
    if is_marker(given) or is_marker(managed) or any(one is not None for one in outside):
        return through_set(view, top, dict(UNKNOWN))
    sets = [
        read(managed, "diskEncryptionSet", "id"),
        read(managed, "securityProfile", "diskEncryptionSet", "id"),
        read(given, "diskEncryptionSetId"),
        read(given, "secureVmDiskEncryptionSetId"),
    ]
    named = next((one for one in sets if one not in (None, "")), None)
    ids = [one for one in (read(managed, "id"), read(given, "managedDiskId")) if one is not None]
    if named is not None or not ids:
        return through_set(view, top, named)
    near = referred(view, top, [DISK], ids)
    if near.known and len(near.found) == 1:
        return _of_resource(view.of(near.found[0]))
    return through_set(view, top, dict(UNKNOWN))


def _of_resource(of: ResourceView) -> Properties:
    """The encryption of a disk that is a resource of its own."""
    if of.declared("encryptionSettingsCollection", "enabled") not in (None, False):
        return through_set(of, "encryption", dict(UNKNOWN))
    return disk(of)


def _attached(view: ResourceView) -> list[RawResource]:
    """Disks that resources of their own attach to a machine."""
    parts = view.users(ATTACHMENT, "virtualMachineId")
    disks = (view.index.candidates(one, "managedDiskId", (DISK,)) for one in parts)
    return [disk for some in disks for disk in some]


def _by_guest(view: ResourceView) -> bool:
    """Whether an extension encrypts the disks from within, with a key of a vault."""
    parts = [
        *(view.of(one) for one in view.users(EXTENSION, "vmName")),
        *(view.of(one) for one in view.users(EXTENSION, "virtualMachineId")),
    ]
    # What the cloud answers as its type is the type of the resource.
    names = [
        name for one in parts for name in (one.resource.inputs.get("type"), one.observed("type"))
    ]
    return any(spelt(name).startswith(_GUEST) for name in names)
