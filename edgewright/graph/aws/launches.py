"""What EC2 machines are started with: their disks, image and metadata service.

What a machine does not say itself its launch template says, and what neither says the account: its
default for the encryption of disks and for the metadata service, each of one region. Amazon EC2
User Guide, "Order of precedence for instance metadata options"; Amazon EBS User Guide, "Enable
Amazon EBS encryption by default".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from edgewright.graph.aws.accounts import in_account_region
from edgewright.graph.aws.disks import Disk, together
from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.view import ResourceView

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
METADATA_DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"
IMAGES = (
    "aws:ec2/ami:Ami",
    "aws:ec2/amiCopy:AmiCopy",
    "aws:ec2/amiFromInstance:AmiFromInstance",
)
ROOT_DEVICES = ("/dev/xvda", "/dev/sda1", "/dev/sda", "xvda", "sda1")
"""What the root disk of an image is called (Amazon EC2 User Guide, "Device names for volumes")."""


@dataclass(frozen=True)
class Launch:
    """What a machine is started with, as far as one resource says it.

    Attributes:
        by: what says it.
        image, metadata, public: as written; None where it does not say.
        image_property: the property that names the image.
        root: whether one of its disks is the root disk; None where nobody can tell.
    """

    by: ResourceView
    image: PropertyValue = None
    image_property: str = ""
    metadata: PropertyValue = None
    public: PropertyValue = None
    disks: tuple[Disk, ...] = ()
    root: bool | None = False

    def over(self, template: Launch) -> Launch:
        """What counts where it overrides a template; a disk of it is a disk of its own."""
        image = self if self.image is not None else template
        metadata = self.metadata
        if isinstance(metadata, dict) and isinstance(template.metadata, dict):
            metadata = {**template.metadata, **metadata}
        return replace(
            image,
            metadata=template.metadata if metadata is None else metadata,
            public=template.public if self.public is None else self.public,
            disks=(*self.disks, *(() if self.root else template.disks)),
            root=any_of((self.root, template.root)),
        )


def switch(value: PropertyValue) -> PropertyValue:
    """A yes or no that may be written as a text; None for what is not set."""
    if isinstance(value, str):
        return {"true": True, "false": False, "": None}.get(value.lower(), dict(UNKNOWN))
    return value if value is None or isinstance(value, bool) else dict(UNKNOWN)


def of_template(template: ResourceView) -> Launch:
    """A launch template."""
    mappings = template.declared("blockDeviceMappings")
    disks = tuple(mapped(template, mappings, "blockDeviceMappings"))
    interfaces = entries(template.declared("networkInterfaces"))
    return Launch(
        template,
        template.declared("imageId"),
        "imageId",
        template.declared("metadataOptions"),
        addressed([read(one, "associatePublicIpAddress") for one in interfaces]),
        disks,
        names_root(mappings),
    )


def addressed(values: list[PropertyValue]) -> PropertyValue:
    """Whether one of several interfaces asks for a public address."""
    found = [one for one in map(switch, values) if one is not None]
    if True in found:
        return True
    hidden = next((one for one in found if is_marker(one)), None)
    return hidden if hidden is not None else (False if found else None)


def mapped(holder: ResourceView, mappings: PropertyValue, name: str) -> Iterator[Disk]:
    """The EBS disks in block device mappings; no other is one of EBS."""
    for one in entries(mappings):
        block = read(one, "ebs")
        if block is not None and read(one, "noDevice") in (None, ""):
            yield disk(holder, name, block)


def disk(holder: ResourceView, name: str, block: PropertyValue) -> Disk:
    """An EBS disk as a block of a property asks for it."""
    copied = read(block, "snapshotId")
    return Disk(
        holder,
        name,
        switch(read(block, "encrypted")),
        read(block, "kmsKeyId"),
        is_copy=copied not in (None, ""),
    )


def names_root(mappings: PropertyValue) -> bool | None:
    """Whether block device mappings are about the root disk too."""
    names = [read(one, "deviceName") for one in entries(mappings)]
    return any_of(None if is_marker(name) else name in ROOT_DEVICES for name in names)


def of_instance(view: ResourceView) -> Launch:
    """An instance by itself, in either spelling."""
    root = [one for one in entries(_as_list(view.declared("rootBlockDevice"))) if one is not None]
    blocks = entries(view.declared("ebsBlockDevices"))
    mappings = view.declared("blockDeviceMappings")
    disks = [disk(view, "rootBlockDevice", one) for one in root]
    disks += [disk(view, "ebsBlockDevices", one) for one in blocks]
    disks += mapped(view, mappings, "blockDeviceMappings")
    interfaces = entries(view.declared("networkInterfaces"))
    public = switch(view.declared("associatePublicIpAddress"))
    if public is None:
        public = addressed([read(one, "associatePublicIpAddress") for one in interfaces])
    return Launch(
        view,
        view.declared("ami"),
        "ami",
        view.declared("metadataOptions"),
        public,
        tuple(disks),
        bool(root) or names_root(mappings),
    )


def _as_list(value: PropertyValue) -> PropertyValue:
    return [value] if isinstance(value, dict) else value


def of_configuration(view: ResourceView) -> Launch:
    """A launch configuration: an instance whose image has another name."""
    found = of_instance(view)
    return replace(found, image=view.declared("imageId"), image_property="imageId")


def template_of(holder: ResourceView, property: str, named: PropertyValue) -> Launch | None:
    """The launch template that a block names by id or name; None where that is not sure.

    Nor is it where the block asks for a version that may be another than the template says.
    """
    if named is None or is_marker(named):
        address: PropertyValue = None
    else:
        ids = ("id", "launchTemplateId", "name", "launchTemplateName")
        address = next((it for it in (read(named, one) for one in ids) if it is not None), None)
    found = SourceResource(holder.resource, holder.index).refer(property, [TEMPLATE], address)
    if found is None:
        return None
    version = read(named, "version")
    if is_marker(version):
        # One that is computed is of the template that it was computed from.
        is_known = found.urn in holder.resource.property_dependencies.get(property, ())
    else:
        is_known = _is_version(holder.of(found), version)
    if not is_known:
        return None
    return of_template(holder.of(found))


def _is_version(template: ResourceView, version: PropertyValue) -> bool:
    """Whether a version of a template is what the program says of the template.

    A program says the newest. The default one stays behind unless it is updated, too (Amazon EC2
    User Guide, "Manage launch template versions").
    """
    newest, standing = template.declared("latestVersion"), template.declared("defaultVersion")
    if version in (None, "", "$Default"):
        moves = template.declared("updateDefaultVersion") is True
        return moves or newest is None or newest == standing
    if version == "$Latest":
        return True
    return newest is not None and str(version) == str(newest)


def properties_of(launch: Launch, view: ResourceView) -> Properties:
    """What a kind of machines says of what is started so."""
    return {
        **encryption_of(launch, view),
        "metadata_tokens": asks_for_tokens(launch, view),
        "image": launch.image,
    }


def encryption_of(launch: Launch, view: ResourceView) -> Properties:
    """{encryption, key, key_countries} of all disks, the weakest counts."""
    disks = list(launch.disks)
    if launch.root is None:
        disks.append(Disk(view, "", dict(UNKNOWN), None))
    elif not launch.root:
        # Without a word on it the root disk is what the image's snapshot is, at least.
        disks.append(Disk(view, "", None, None, is_copy=bool(_image(launch))))
    return together(disks, view)


def _image(launch: Launch) -> RawResource | None:
    """The image, where it is one of the program's."""
    source = SourceResource(launch.by.resource, launch.by.index)
    return source.refer(launch.image_property, IMAGES, launch.image)


def asks_for_tokens(launch: Launch, view: ResourceView) -> PropertyValue:
    """Whether the metadata service asks for tokens: set, the account's default, or the image's."""
    if is_marker(launch.metadata):
        return dict(UNKNOWN)
    if read(launch.metadata, "httpEndpoint") == "disabled":
        return True
    given = read(launch.metadata, "httpTokens") or None
    if given is None:
        given = _of_account(view) or None
    if given not in (None, "no-preference"):
        known = {"required": True, "optional": False, "v2.0": True}
        return known.get(given, dict(UNKNOWN)) if isinstance(given, str) else dict(UNKNOWN)
    image = _image(launch)
    if image is None:
        return dict(UNKNOWN)  # what an image asks for is not in the program
    if canonical_type(image.type) != IMAGES[0]:
        return dict(UNKNOWN)
    asks = launch.by.of(image).declared("imdsSupport")
    return dict(UNKNOWN) if is_marker(asks) else asks == "v2.0"


def _of_account(view: ResourceView) -> PropertyValue:
    """What the account's default of this region says, if the program sets one."""
    says = [one.declared("httpTokens") for one in in_account_region(view, METADATA_DEFAULTS)]
    return None if not says else says[0] if len(says) == 1 else dict(UNKNOWN)
