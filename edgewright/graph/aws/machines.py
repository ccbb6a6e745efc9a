"""EC2 machines, and groups of them, with what their launch templates and subnets add."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from edgewright.graph.aws.disks import Disk, together
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.launches import (
    CONFIGURATION,
    TEMPLATE,
    Launch,
    addressed,
    asks_for_tokens,
    disk,
    mapped,
    names_root,
    of_configuration,
    of_instance,
    of_template,
    properties_of,
    switch,
    template_of,
)
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource
from edgewright.graph.resource.encryption import UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

INSTANCE = "aws:ec2/instance:Instance"
SPOT_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest"
SUBNETS = ("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet")
ADDRESSES = (
    ("aws:ec2/eip:Eip", "instance"),
    ("aws:ec2/eipAssociation:EipAssociation", "instanceId"),
)
"""What gives a machine a public address of its own, and the property that says which machine."""


def instance(view: ResourceView) -> Properties:
    """An instance, or a request for one, with what its launch template adds."""
    launch = of_instance(view)
    named = view.declared("launchTemplate")
    if named is not None:
        template = template_of(view, "launchTemplate", named)
        if template is None:
            return _with_hidden_template(launch, view)
        launch = launch.over(template)
    return {**properties_of(launch, view), "public_address": _is_addressed(launch.public, view)}


def _with_hidden_template(launch: Launch, view: ResourceView) -> Properties:
    """What is left of an instance whose template says who knows what: what it sets itself."""
    says = read(launch.metadata, "httpTokens")
    own = asks_for_tokens(launch, view) if says is not None else dict(UNKNOWN)
    disks = together(list(launch.disks), view) if launch.disks else {}
    bad = disks if disks.get("encryption") == "none" else unknown_encryption()
    public = _is_addressed(launch.public, view) if launch.public is not None else dict(UNKNOWN)
    image = dict(UNKNOWN) if launch.image is None else launch.image
    return {**bad, "metadata_tokens": own, "public_address": public, "image": image}


def _is_addressed(public: PropertyValue, view: ResourceView) -> PropertyValue:
    """Whether an instance has a public address: one of its own, its setting, or its subnet's."""
    if any(view.parts(type, name, (INSTANCE, SPOT_REQUEST)) for type, name in ADDRESSES):
        return True
    if public is None:
        public = _of_subnet(view)
    perhaps = any(
        perhaps_beside(view, type, name, (INSTANCE, SPOT_REQUEST)) for type, name in ADDRESSES
    )
    return dict(UNKNOWN) if perhaps and public is False else public


def _of_subnet(view: ResourceView) -> PropertyValue:
    """Whether the subnet gives addresses; one that is made does not unless it says so.

    Amazon VPC User Guide, "Modify the IP addressing attributes of your subnet".
    """
    if view.declared("networkInterfaces") is not None:
        return dict(UNKNOWN)
    if view.declared("primaryNetworkInterface") is not None:
        return dict(UNKNOWN)
    found = view.index.follow(view.resource, "subnetId", *SUBNETS)
    if found is None:
        return dict(UNKNOWN)
    return _gives_addresses(view.of(found))


def _gives_addresses(subnet: ResourceView) -> PropertyValue:
    """Whether a subnet gives what starts in it a public address; a default one does."""
    gives = switch(subnet.declared("mapPublicIpOnLaunch"))
    return canonical_type(subnet.resource.type) == SUBNETS[1] if gives is None else gives


def _of_subnets(view: ResourceView, path: tuple[str, ...]) -> PropertyValue:
    """The same of a list of subnets: by their ids, else by all that the list was computed from.

    It may have been computed from more than are in it, so there only what all say counts.
    """
    listed = entries(view.declared(*path))
    named = [_subnet_called(view, one) for one in listed if isinstance(one, str)]
    if listed and len(named) == len(listed) and all(named):
        gives = [_gives_addresses(view.of(one)) for one in named if one is not None]
        return (
            True
            if True in gives
            else False
            if set(map(repr, gives)) == {"False"}
            else dict(UNKNOWN)
        )
    behind = view.index.behind(view.resource, path[0], SUBNETS) if path else []
    alike = [_gives_addresses(view.of(one)) for one in behind]
    same = bool(alike) and all(one is alike[0] for one in alike)
    return alike[0] if same else dict(UNKNOWN)


def _subnet_called(view: ResourceView, id: str) -> RawResource | None:
    found = (view.index.at_address(type, id) for type in SUBNETS)
    return next((one for one in found if one is not None), None)


def template(view: ResourceView) -> Properties:
    """A launch template; where it says nothing of an address, the subnet does."""
    launch = of_template(view)
    public = dict(UNKNOWN) if launch.public is None else launch.public
    return {**properties_of(launch, view), "public_address": public}


def configuration(view: ResourceView) -> Properties:
    """A launch configuration."""
    launch = of_configuration(view)
    public = dict(UNKNOWN) if launch.public is None else launch.public
    return {**properties_of(launch, view), "public_address": public}


Named = Callable[[ResourceView], Iterator[tuple[str, PropertyValue]]]
"""The launch templates that a group names: the property, and the block."""


def _group_names(view: ResourceView) -> Iterator[tuple[str, PropertyValue]]:
    if (single := view.declared("launchTemplate")) is not None:
        yield "launchTemplate", single
    mixed = read(view.declared("mixedInstancesPolicy"), "launchTemplate")
    if mixed is not None:
        yield "mixedInstancesPolicy", read(mixed, "launchTemplateSpecification")
        for one in entries(read(mixed, "overrides")):
            named = read(one, "launchTemplateSpecification")
            if named is not None:
                yield "mixedInstancesPolicy", named


def _fleet_names(view: ResourceView) -> Iterator[tuple[str, PropertyValue]]:
    for one in entries(view.declared("launchTemplateConfigs")):
        yield "launchTemplateConfigs", read(one, "launchTemplateSpecification")


def _block_names(*path: str) -> Named:
    def names(view: ResourceView) -> Iterator[tuple[str, PropertyValue]]:
        if (found := view.declared(*path)) is not None:
            yield path[0], found

    return names


@dataclass(frozen=True)
class Group:
    """What starts machines by templates, or by words of its own.

    Attributes:
        names: the templates it names.
        subnets: where its subnets are listed, which say of an address what no template does.
        more: launches that it says itself.
    """

    names: Named
    subnets: tuple[str, ...] = ()
    more: Callable[[ResourceView], list[Launch]] = field(default=lambda view: [])

    def __call__(self, view: ResourceView) -> Properties:
        """The worst of all that it may start."""
        launches: list[Launch | None] = [*self.more(view)]
        launches += [template_of(view, *one) for one in self.names(view)]
        known = [one for one in launches if one is not None]
        hidden = len(known) < len(launches) or not launches
        found = [properties_of(one, view) for one in known]
        near = _of_subnets(view, self.subnets) if self.subnets else dict(UNKNOWN)
        every = [
            {**one, "public_address": near if it.public is None else it.public}
            for one, it in zip(found, known, strict=True)
        ]
        if not launches:
            # What starts them without a template is the service's; the account's default counts.
            plain = Disk(view, "", None, None, is_copy=True)
            return {**worst([], hidden=True), **together([plain], view)}
        return worst(every, hidden=hidden)


def worst(every: list[Properties], *, hidden: bool) -> Properties:
    """What is known of several launches together, the bad before the unknown before the good.

    Args:
        every: what is known of each that can be read.
        hidden: whether there are others.
    """
    order = sorted(every, key=lambda one: _RANK.get(str(one["encryption"]), 1))
    first = order[0] if order else unknown_encryption()
    if hidden and first["encryption"] != "none":
        first = unknown_encryption()
    images = {str(one["image"]): one["image"] for one in every}
    only = next(iter(images.values())) if len(images) == 1 and not hidden else dict(UNKNOWN)
    return {
        **{name: first[name] for name in ("encryption", "key", "key_countries")},
        "metadata_tokens": _weakest([one["metadata_tokens"] for one in every], False, hidden),
        "public_address": _weakest([one["public_address"] for one in every], True, hidden),
        "image": only,
    }


_RANK: Mapping[str, int] = {"none": 0, "provider": 2, "customer": 3}


def _weakest(values: list[PropertyValue], bad: bool, hidden: bool) -> PropertyValue:
    if any(one is bad for one in values):
        return bad
    good = all(one is (not bad) for one in values) and bool(values) and not hidden
    return (not bad) if good else dict(UNKNOWN)


def _by_configuration(view: ResourceView) -> list[Launch]:
    found = view.index.follow(view.resource, "launchConfiguration", CONFIGURATION)
    return [] if found is None else [of_configuration(view.of(found))]


def _by_specification(view: ResourceView) -> list[Launch]:
    found = []
    for one in entries(view.declared("launchSpecifications")):
        mappings = read(one, "blockDeviceMappings")
        root = entries(read(one, "rootBlockDevices"))
        blocks = [*root, *entries(read(one, "ebsBlockDevices"))]
        disks = [disk(view, "launchSpecifications", block) for block in blocks]
        disks += mapped(view, mappings, "launchSpecifications")
        image = read(one, "ami") or read(one, "imageId")
        public = switch(read(one, "associatePublicIpAddress"))
        if public is None:
            interfaces = entries(read(one, "networkInterfaces"))
            public = addressed([read(it, "associatePublicIpAddress") for it in interfaces])
        rooted = bool(root) or names_root(mappings)
        found.append(
            Launch(view, image, "launchSpecifications", None, public, tuple(disks), rooted)
        )
    return found


def workspace(view: ResourceView) -> Properties:
    """A WorkSpace: its root and its user volume are encrypted one by one, with one key."""
    names = ("rootVolumeEncryptionEnabled", "userVolumeEncryptionEnabled")
    flags = [view.flag(name, default=False) for name in names]
    if False in flags:
        return dict(UNENCRYPTED)
    if not all(one is True for one in flags):
        return unknown_encryption()
    return encryption(view, "volumeEncryptionKey", view.declared("volumeEncryptionKey"))


JOINERS: Mapping[str, Joiner] = {
    INSTANCE: instance,
    SPOT_REQUEST: instance,
    TEMPLATE: template,
    CONFIGURATION: configuration,
    "aws:autoscaling/group:Group": Group(_group_names, ("vpcZoneIdentifiers",), _by_configuration),
    "aws:ec2/spotFleetRequest:SpotFleetRequest": Group(_fleet_names, (), _by_specification),
    "aws:ec2/fleet:Fleet": Group(_fleet_names),
    "aws:workspaces/workspace:Workspace": workspace,
    "aws:eks/nodeGroup:NodeGroup": Group(_block_names("launchTemplate"), ("subnetIds",)),
    "aws:batch/computeEnvironment:ComputeEnvironment": Group(
        _block_names("computeResources", "launchTemplate"), ("computeResources", "subnets")
    ),
}
"""Types of machines and what starts them -> what reads what is spread over several of them."""
