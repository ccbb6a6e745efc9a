"""EBS volumes, snapshots and images: what an account encrypts by default, who may start one.

Sources: Amazon EBS User Guide, "Amazon EBS encryption" (what is made of an encrypted snapshot is
encrypted); Amazon EC2 User Guide, "Make your AMI publicly available for use in Amazon EC2".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.disk_defaults import default_key, encrypts_all
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.references import is_set, referred
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.reading import is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

VOLUME = "aws:ebs/volume:Volume"
SNAPSHOT = "aws:ebs/snapshot:Snapshot"
COPY = "aws:ebs/snapshotCopy:SnapshotCopy"
IMPORT = "aws:ebs/snapshotImport:SnapshotImport"
IMAGE = "aws:ec2/ami:Ami"
IMAGE_COPY = "aws:ec2/amiCopy:AmiCopy"
IMAGE_OF_MACHINE = "aws:ec2/amiFromInstance:AmiFromInstance"
IMAGES = (IMAGE, IMAGE_COPY, IMAGE_OF_MACHINE)
LAUNCH_PERMISSION = "aws:ec2/amiLaunchPermission:AmiLaunchPermission"


def volume(view: ResourceView) -> Properties:
    """A volume; one made of a snapshot that is not read here may be encrypted as that."""
    return _encrypted(view, made_of="snapshotId", types=(SNAPSHOT,))


def snapshot_copy(view: ResourceView) -> Properties:
    """A copy of a snapshot: of an encrypted one every copy is encrypted."""
    return _encrypted(view, made_of="sourceSnapshotId", types=(SNAPSHOT,))


def imported(view: ResourceView) -> Properties:
    """A snapshot of a disk from elsewhere."""
    return _encrypted(view)


def image(view: ResourceView) -> Properties:
    """An image of a machine."""
    return {"public": _is_public(view)}


def image_copy(view: ResourceView) -> Properties:
    """A copy of an image: encrypted where it asks for it, or where the image is."""
    return {**_encrypted(view, made_of="sourceAmiId"), "public": _is_public(view)}


def _encrypted(view: ResourceView, made_of: str = "", types: tuple[str, ...] = ()) -> Properties:
    switch = view.declared("encrypted")
    if isinstance(switch, str) and switch.lower() in ("true", "false"):
        switch = switch.lower() == "true"
    if is_unreadable(switch, bool):
        return unknown_encryption()
    if switch:
        return _keyed(view)
    by_default = encrypts_all(view)
    if by_default:
        return _keyed(view)
    if by_default is None or (is_set(view, "kmsKeyId") and switch is None):
        return unknown_encryption()
    if made_of and is_set(view, made_of):
        source = referred(view, made_of, types) if types else None
        of = None if source is None else referred(source, "volumeId", (VOLUME,))
        unmade = of is not None and not is_set(of, "snapshotId")
        return volume(of) if of is not None and unmade else unknown_encryption()
    return dict(UNENCRYPTED)


def _keyed(view: ResourceView) -> Properties:
    """With its own key, else with the one the account has by default."""
    if is_set(view, "kmsKeyId"):
        return encryption(view, "kmsKeyId", view.declared("kmsKeyId"))
    return default_key(view)


def _is_public(view: ResourceView) -> PropertyValue:
    """Whether everybody may start it: a permission for the group "all"."""
    groups = [one.declared("group") for one in view.parts(LAUNCH_PERMISSION, "imageId", IMAGES)]
    if any(isinstance(one, str) and one.lower() == "all" for one in groups):
        return True
    doubt = view.perhaps(LAUNCH_PERMISSION, "imageId", IMAGES)
    hidden = any(is_marker(one) for one in groups)
    return dict(UNKNOWN) if hidden or any(is_set(one, "group") for one in doubt) else False


JOINERS: Mapping[str, Joiner] = {
    VOLUME: volume,
    COPY: snapshot_copy,
    IMPORT: imported,
    IMAGE: image,
    IMAGE_COPY: image_copy,
    IMAGE_OF_MACHINE: image,
}
