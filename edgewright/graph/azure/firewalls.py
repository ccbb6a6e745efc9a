"""Rules of network security groups and of Azure Firewall, in the form all clouds' rules have.

Microsoft Learn, "Network security groups" and "Azure Firewall rule processing logic": of a group's
rules the one with the lowest priority number that fits decides, so they are listed in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edgewright.graph.azure.references import all_in, blocks, referred, spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

GROUP = "azure-native:network:NetworkSecurityGroup"
RULE = "azure-native:network:SecurityRule"
ADMIN_RULE = "azure-native:network:AdminRule"
ADMIN_RULES = "azure-native:network:AdminRuleCollection"
FIREWALL = "azure-native:network:AzureFirewall"
POLICY = "azure-native:network:FirewallPolicy"
COLLECTIONS = "azure-native:network:FirewallPolicyRuleCollectionGroup"
CLASSIC_COLLECTIONS = {
    "azure:network/firewallNetworkRuleCollection:FirewallNetworkRuleCollection": "network",
    "azure:network/firewallNatRuleCollection:FirewallNatRuleCollection": "nat",
    "azure:network/firewallApplicationRuleCollection:FirewallApplicationRuleCollection": (
        "application"
    ),
}
EVERYBODY = "0.0.0.0/0"
_EVERY_END = ("*", "any", "internet", EVERYBODY)
_PORTS = re.compile(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?")
_LAST_PORT = 65535
_WEB_ENDS = (
    *("targetFqdns", "fqdnTags", "webCategories", "targetUrls", "destinationAddresses"),
    *("destinationFqdns", "destinationFqdnTags", "destinationUrls"),
)
"""What names the other ends of a rule on the web, in both packages."""
_WEB = {"http": "80", "https": "443", "mssql": "1433"}


def security_group(view: ResourceView) -> Properties:
    """A network security group, with its rules inline and as resources of their own."""
    sure = [one.resource.props for one in view.parts(RULE, "networkSecurityGroupName")]
    perhaps = view.perhaps(RULE, "networkSecurityGroupName")
    # The cloud answers with all rules; where some are resources of their own only what the program
    # wrote inline is beside them.
    given = view.resource.inputs.get("securityRules") if sure else view.declared("securityRules")
    inline = [*entries(given)]
    rules = [*inline, *sure]
    found = [flat for rule in sorted(rules, key=_priority) for flat in _group_rule(rule)]
    # Writing the group replaces the rules beside it, so of both styles nobody knows which last.
    doubt = bool(perhaps) or bool(inline and sure)
    return {"rules": [*found, *([dict(UNKNOWN)] if doubt else [])]}


def _priority(rule: PropertyValue) -> float:
    found = read(rule, "priority")
    return found if isinstance(found, int | float) and not isinstance(found, bool) else 0


def _group_rule(rule: PropertyValue) -> Iterator[PropertyValue]:
    """A rule of a group, once for each range of ports."""
    if is_marker(rule) or not isinstance(rule, dict):
        yield dict(UNKNOWN)
        return
    inward = {"inbound": True, "outbound": False}.get(spelt(rule.get("direction")))
    end = "destination" if inward is False else "source"
    ends = [
        *_texts(rule, f"{end}AddressPrefix", f"{end}AddressPrefixes"),
        *all_in(rule.get(f"{end}ApplicationSecurityGroups"), "id"),
        *entries(rule.get(f"{end}ApplicationSecurityGroupIds")),
    ]
    ports = _texts(rule, "destinationPortRange", "destinationPortRanges")
    protocol = rule.get("protocol")
    for first, last in _ranges(ports):
        yield {
            "direction": dict(UNKNOWN) if inward is None else ("in" if inward else "out"),
            "allow": _word(rule.get("access"), {"allow": True, "deny": False}),
            "protocol": spelt(protocol) or dict(UNKNOWN),
            "from_port": first,
            "to_port": last,
            "sources": _ends(ends),
        }


def _texts(rule: PropertyValue, one: str, many: str) -> list[PropertyValue]:
    """What a rule names in a property for one or in that for many."""
    single = read(rule, one)
    return [*([] if single in (None, "") else [single]), *entries(read(rule, many))]


def _word(value: PropertyValue, words: dict[str, bool]) -> PropertyValue:
    found = words.get(spelt(value))
    return dict(UNKNOWN) if found is None else found


def _ranges(ports: list[PropertyValue]) -> Iterator[tuple[PropertyValue, PropertyValue]]:
    """(first, last) of each range of ports; unknown for what is none."""
    for one in ports or [dict(UNKNOWN)]:
        text = str(one).strip() if isinstance(one, str | int) else ""
        found = _PORTS.fullmatch(text)
        if text == "*":
            yield 0, _LAST_PORT
        elif found is None:
            yield dict(UNKNOWN), dict(UNKNOWN)
        else:
            yield int(found[1]), int(found[2] or found[1])


def _ends(given: Iterable[PropertyValue]) -> PropertyValue:
    """The other ends of a rule; everybody in one spelling, and unknown where it names nobody."""
    found = [_end(one) for one in given]
    return found or dict(UNKNOWN)


def _end(given: PropertyValue) -> PropertyValue:
    if not isinstance(given, str) or not given:
        return dict(UNKNOWN)
    return EVERYBODY if given.strip().casefold() in _EVERY_END else given


def admin_rules(view: ResourceView) -> Properties:
    """A collection of a network manager's rules, which come before those of any group."""
    sure = view.parts(ADMIN_RULE, "ruleCollectionName")
    found = [
        flat
        for one in sorted(sure, key=lambda part: _priority(part.resource.props))
        for flat in _admin_rule(one)
    ]
    doubt = [dict(UNKNOWN)] if view.perhaps(ADMIN_RULE, "ruleCollectionName") else []
    return {"rules": [*found, *doubt]}


def _admin_rule(rule: ResourceView) -> Iterator[PropertyValue]:
    inward = {"inbound": True, "outbound": False}.get(spelt(rule.declared("direction")))
    ends = all_in(rule.declared("destinations" if inward is False else "sources"), "addressPrefix")
    words = {"allow": True, "alwaysallow": True, "deny": False}
    protocol = spelt(rule.declared("protocol"))
    # Without ports a rule is for all of them, and without ends for everybody.
    ports = entries(rule.declared("destinationPortRanges")) or ["*"]
    for first, last in _ranges(["*" if one == "0-65535" else one for one in ports]):
        yield {
            "direction": dict(UNKNOWN) if inward is None else ("in" if inward else "out"),
            "allow": _word(rule.declared("access"), words),
            "protocol": "*" if protocol == "any" else protocol or dict(UNKNOWN),
            "from_port": first,
            "to_port": last,
            "sources": _ends(ends or ["*"]),
        }


def azure_firewall(view: ResourceView) -> Properties:
    """An Azure Firewall: its own rules, those beside it, and those of its policy."""
    found = [
        flat
        for style in ("network", "nat", "application")
        for one in entries(view.declared(f"{style}RuleCollections"))
        for flat in _collection(one, style)
    ]
    for type, style in CLASSIC_COLLECTIONS.items():
        for part in view.parts(type, "azureFirewallName"):
            found += _collection(part.resource.props, style)
        if view.perhaps(type, "azureFirewallName"):
            found.append(dict(UNKNOWN))
    named = view.declared("firewallPolicy", "id")
    if named is not None:
        near = referred(view, "firewallPolicy", [POLICY], [named])
        sure = near.known and len(near.found) == 1
        found += _policy_rules(view.of(near.found[0]), ()) if sure else [dict(UNKNOWN)]
    return {"rules": found}


def firewall_policy(view: ResourceView) -> Properties:
    """A firewall policy with its rule collection groups, and those of what it is based on."""
    return {"rules": [*_policy_rules(view, ())]}


def _policy_rules(policy: ResourceView, above: tuple[str, ...]) -> Iterator[PropertyValue]:
    for group in policy.parts(COLLECTIONS, "firewallPolicyName"):
        for one in entries(group.declared("ruleCollections")):
            nat = "nat" in spelt(read(one, "ruleCollectionType"))
            yield from _collection(one, "nat" if nat else "network")
        for style in ("network", "nat", "application"):
            for one in entries(group.declared(f"{style}RuleCollections")):
                yield from _collection(one, style)
    if policy.perhaps(COLLECTIONS, "firewallPolicyName"):
        yield dict(UNKNOWN)
    named = policy.declared("basePolicy", "id")
    if named is not None:
        near = referred(policy, "basePolicy", [POLICY], [named])
        if not near.known or len(near.found) != 1 or near.found[0].urn in above:
            yield dict(UNKNOWN)
        else:
            base = policy.of(near.found[0])
            yield from _policy_rules(base, (*above, policy.resource.urn))


def _collection(given: PropertyValue, style: str) -> Iterator[PropertyValue]:
    """The rules of a collection. What comes in does so by address translation alone."""
    if is_marker(given) or not isinstance(given, dict):
        yield dict(UNKNOWN)
        return
    action = given.get("action")
    word = action if isinstance(action, str) else read(action, "type")
    allow = _word(word, {"allow": True, "deny": False, "dnat": True, "snat": True})
    for rule in blocks(given.get("rules")):
        if is_marker(rule) or not isinstance(rule, dict):
            yield dict(UNKNOWN)
            continue
        web = style == "application" or "application" in spelt(rule.get("ruleType"))
        yield from (_web_rule if web else _packet_rule)(rule, allow, inward=style == "nat")


def _packet_rule(
    rule: Properties, allow: PropertyValue, *, inward: bool
) -> Iterator[PropertyValue]:
    side = "source" if inward else "destination"
    ends = [
        *entries(rule.get(f"{side}Addresses")),
        *entries(rule.get(f"{side}IpGroups")),
        *([] if inward else entries(rule.get("destinationFqdns"))),
    ]
    # The classic package has one address and a list of ports for what is translated.
    protocols = entries(rule.get("ipProtocols")) + entries(rule.get("protocols"))
    for protocol in protocols or [dict(UNKNOWN)]:
        word = spelt(protocol)
        for first, last in _ranges(entries(rule.get("destinationPorts"))):
            yield {
                "direction": "in" if inward else "out",
                "allow": allow,
                "protocol": "*" if word == "any" else word or dict(UNKNOWN),
                "from_port": first,
                "to_port": last,
                "sources": _ends(ends),
            }


def _web_rule(rule: Properties, allow: PropertyValue, *, inward: bool) -> Iterator[PropertyValue]:
    ends = [one for name in _WEB_ENDS for one in entries(rule.get(name))]
    for protocol in entries(rule.get("protocols")) or [dict(UNKNOWN)]:
        kind = spelt(read(protocol, "protocolType")) or spelt(read(protocol, "type"))
        port = read(protocol, "port")
        for first, last in _ranges([_WEB.get(kind, dict(UNKNOWN)) if port is None else port]):
            yield {
                "direction": "in" if inward else "out",
                "allow": allow,
                "protocol": "tcp",
                "from_port": first,
                "to_port": last,
                "sources": _ends(ends),
            }
