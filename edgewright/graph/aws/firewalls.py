"""Security groups and network ACLs: all their rules, in whichever style they are written.

A rule is written into its group, or is a resource of its own; there are two types of those, and
aws-native has names of its own again. Where the group is part of the program it has the rule, else
the rule speaks for itself. Amazon VPC User Guide, "Security group rules" and "Network ACL rules".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.reading import as_object, entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
GROUPS = (GROUP, DEFAULT_GROUP)
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
NATIVE_GROUP = "aws-native:ec2:SecurityGroup"
ACL = "aws:ec2/networkAcl:NetworkAcl"
DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
ACLS = (ACL, DEFAULT_ACL)
ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule"
PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList"
PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"
GROUP_OF = {
    RULE: "securityGroupId",
    INGRESS_RULE: "securityGroupId",
    EGRESS_RULE: "securityGroupId",
}
"""Rules that are resources of their own -> what says whose they are."""
PROTOCOLS = {"-1": "*", "all": "*", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
"""What a protocol is called by its number (https://www.iana.org/assignments/protocol-numbers)."""
EVERYBODY = "0.0.0.0/0"
LAST_PORT = 65535
BLOCK_NAMES = ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp")
GROUP_NAMES = (
    "securityGroups",
    "sourceSecurityGroupId",
    "referencedSecurityGroupId",
    "sourceSecurityGroupName",
    "destinationSecurityGroupId",
)
PREFIX_NAMES = ("prefixListIds", "prefixListId", "sourcePrefixListId", "destinationPrefixListId")


def group(view: ResourceView) -> Properties:
    """A security group with the rules in it and beside it; one that may be its own is unknown."""
    rules = [*_inline(view, "ingress", "in"), *_inline(view, "egress", "out")]
    if view.resource.written_type == NATIVE_GROUP and view.declared("egress") is None:
        # CloudFormation leaves the rule that EC2 makes: everything may go out.
        rules.append(_rule("out", "*", 0, LAST_PORT, [EVERYBODY]))
    for type, name in GROUP_OF.items():
        rules += [_own_rule(part) for part in view.parts(type, name, GROUPS)]
        rules += [dict(UNKNOWN) for _ in perhaps_beside(view, type, name, GROUPS)]
    return {"rules": [*_merged(rules)]}


def rule(view: ResourceView) -> Properties:
    """A rule by itself: none where its group has it."""
    name = GROUP_OF[canonical_type(view.resource.type)]
    if view.index.follow(view.resource, name, *GROUPS) is not None:
        return {"rules": []}
    return {"rules": [*_merged([_own_rule(view)])]}


def _inline(view: ResourceView, name: str, direction: str) -> Iterator[PropertyValue]:
    for one in entries(view.declared(name)):
        yield _read_rule(view, name, direction, one)


def _own_rule(part: ResourceView) -> PropertyValue:
    type = canonical_type(part.resource.type)
    if type == RULE:
        given = part.declared("type")
        known = {"ingress": "in", "egress": "out"}
        direction = known.get(given.lower()) if isinstance(given, str) else None
    else:
        direction = "in" if type == INGRESS_RULE else "out"
    if direction is None:
        return dict(UNKNOWN)
    names = ("fromPort", "toPort", "protocol", "ipProtocol", "self")
    every = (*names, *BLOCK_NAMES, *GROUP_NAMES, *PREFIX_NAMES)
    given_rule: Properties = {one: part.declared(one) for one in every}
    return _read_rule(part, "", direction, given_rule)


def _read_rule(
    holder: ResourceView, property: str, direction: str, given: PropertyValue
) -> PropertyValue:
    """A rule of a group; the marker where it cannot be read at all."""
    if not isinstance(given, dict) or is_marker(given):
        return dict(UNKNOWN)
    protocol = _protocol(given.get("protocol") or given.get("ipProtocol"))
    first, last = _ports(protocol, given)
    return _rule(direction, protocol, first, last, _ends(holder, property, given))


def _rule(
    direction: str,
    protocol: PropertyValue,
    first: PropertyValue,
    last: PropertyValue,
    ends: list[PropertyValue],
    *,
    allow: PropertyValue = True,
) -> Properties:
    return {
        "direction": direction,
        "allow": allow,
        "protocol": protocol,
        "from_port": first,
        "to_port": last,
        "sources": ends,
    }


def _protocol(given: PropertyValue) -> PropertyValue:
    if isinstance(given, bool) or not isinstance(given, str | int | float) or given == "":
        return dict(UNKNOWN)
    word = str(int(given)) if isinstance(given, int | float) else given.strip().lower()
    return PROTOCOLS.get(word, word)


def _ports(protocol: PropertyValue, given: Properties) -> tuple[PropertyValue, PropertyValue]:
    """First and last port; those of TCP and UDP alone, all where none is given."""
    if isinstance(protocol, str) and protocol not in ("tcp", "udp"):
        return 0, LAST_PORT
    first, last = _port(given.get("fromPort")), _port(given.get("toPort"))
    if first == -1 or (first is None and last is None):
        return 0, LAST_PORT
    return (0 if first is None else first), (first if last is None else last)


def _port(value: PropertyValue) -> PropertyValue:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number else dict(UNKNOWN)  # type: ignore[arg-type]


def _ends(holder: ResourceView, property: str, given: Properties) -> list[PropertyValue]:
    """The other ends of a rule: blocks, prefix lists with what is in them, and groups."""
    ends: list[PropertyValue] = []
    for name in BLOCK_NAMES:
        ends += [_block(one) for one in _several(given.get(name))]
    for name in PREFIX_NAMES:
        for one in _several(given.get(name)):
            ends += _of_prefix_list(holder, property or name, one)
    for name in GROUP_NAMES:
        ends += [one if isinstance(one, str) else "group" for one in _several(given.get(name))]
    alone = given.get("self")
    if alone is True:
        ends.append("self")
    elif is_marker(alone):
        ends.append("self")  # the group itself, or nobody
    return ends


def _several(value: PropertyValue) -> list[PropertyValue]:
    if value in (None, "", []):
        return []
    return value if isinstance(value, list) else [value]


def _block(value: PropertyValue) -> PropertyValue:
    """A CIDR block in its plain spelling; all of IPv4, or of IPv6, is everybody."""
    if not isinstance(value, str):
        return dict(UNKNOWN)
    network = _network(value)
    if network is None:
        return dict(UNKNOWN)
    return EVERYBODY if network.prefixlen == 0 else str(network)


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def _of_prefix_list(
    holder: ResourceView, property: str, address: PropertyValue
) -> list[PropertyValue]:
    """What is in a prefix list of the program; of any other its id."""
    index = holder.index
    named = index.at_address(PREFIX_LIST, address) if isinstance(address, str) else None
    behind = index.behind(holder.resource, property, (PREFIX_LIST,))
    found = named or (behind[0] if len(behind) == 1 else None)
    if found is None:
        return [address if isinstance(address, str) else dict(UNKNOWN)]
    view = holder.of(found)
    blocks = [read(one, "cidr") for one in entries(view.declared("entries"))]
    parts = view.parts(PREFIX_LIST_ENTRY, "prefixListId")
    blocks += [one.declared("cidr") for one in parts]
    return [_block(one) for one in blocks]


def _merged(rules: list[PropertyValue]) -> Iterator[PropertyValue]:
    """Rules that are alike but for the other ends, as one; blocks that are one are one, too."""
    found: dict[str, Properties] = {}
    for one in rules:
        alike = {name: it for name, it in as_object(one).items() if name != "sources"}
        if not alike:
            yield one
            continue
        known = found.setdefault(repr(alike), {**alike, "sources": []})
        sources = known["sources"]
        assert isinstance(sources, list)
        sources += [end for end in entries(read(one, "sources")) if end not in sources]
    for one in found.values():
        yield {**one, "sources": _joined(entries(one["sources"]))}


def _joined(ends: list[PropertyValue]) -> list[PropertyValue]:
    """Other ends with neighbouring blocks put together: two halves of the world are the world."""
    networks = {end: _network(end) for end in ends if isinstance(end, str)}
    fours = [one for one in networks.values() if isinstance(one, IPv4Network)]
    sixes = [one for one in networks.values() if isinstance(one, IPv6Network)]
    both = (collapse_addresses(fours), collapse_addresses(sixes))
    plain: list[PropertyValue] = [
        EVERYBODY if one.prefixlen == 0 else str(one) for blocks in both for one in blocks
    ]
    others = [end for end in ends if not isinstance(end, str) or networks[end] is None]
    return [*plain, *others]


def acl(view: ResourceView) -> Properties:
    """A network ACL, its rules in the order in which they are asked."""
    numbered = [
        (_port(read(one, "ruleNo")), _acl_rule(direction, one, "action"))
        for name, direction in (("ingress", "in"), ("egress", "out"))
        for one in entries(view.declared(name))
    ]
    numbered += [
        (_port(part.declared("ruleNumber")), _own_acl_rule(part))
        for part in view.parts(ACL_RULE, "networkAclId", ACLS)
    ]
    known = [(number, it) for number, it in numbered if isinstance(number, int)]
    rules = [it for _, it in sorted(known, key=lambda one: one[0])]
    # Of one whose number is hidden nobody knows what comes before it.
    rules += [dict(UNKNOWN) for number, _ in numbered if not isinstance(number, int)]
    rules += [dict(UNKNOWN) for _ in perhaps_beside(view, ACL_RULE, "networkAclId", ACLS)]
    return {"rules": rules}


def acl_rule(view: ResourceView) -> Properties:
    """A rule of a network ACL by itself: none where its ACL has it."""
    if view.index.follow(view.resource, "networkAclId", *ACLS) is not None:
        return {"rules": []}
    return {"rules": [_own_acl_rule(view)]}


def _own_acl_rule(part: ResourceView) -> PropertyValue:
    leaves = part.flag("egress", default=False)
    if not isinstance(leaves, bool):
        return dict(UNKNOWN)
    names = ("fromPort", "toPort", "protocol", "ruleAction", "cidrBlock", "ipv6CidrBlock")
    given: Properties = {one: part.declared(one) for one in names}
    return _acl_rule("out" if leaves else "in", given, "ruleAction")


def _acl_rule(direction: str, given: PropertyValue, action: str) -> PropertyValue:
    if not isinstance(given, dict) or is_marker(given):
        return dict(UNKNOWN)
    protocol = _protocol(given.get("protocol"))
    first, last = _ports(protocol, given)
    does = given.get(action)
    allow = {"allow": True, "deny": False}.get(does.lower()) if isinstance(does, str) else None
    ends = [_block(given[name]) for name in ("cidrBlock", "ipv6CidrBlock") if given.get(name)]
    return _rule(
        direction,
        protocol,
        first,
        last,
        ends,
        allow=dict(UNKNOWN) if allow is None else allow,
    )


JOINERS: Mapping[str, Joiner] = {
    GROUP: group,
    DEFAULT_GROUP: group,
    **dict.fromkeys(GROUP_OF, rule),
    ACL: acl,
    DEFAULT_ACL: acl,
    ACL_RULE: acl_rule,
}
"""Types of firewalls and their rules -> what reads the rules."""
