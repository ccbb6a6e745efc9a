"""The properties of resources that decide no verdict, and why each is collected all the same.

A property that no rule reads looks like coverage and is none. So it says something in a finding, or
edgewright itself needs it, or a rule is to come; otherwise it is not collected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rego_reads import Reads

from edgewright.graph.kinds import KINDS, OF_RESOURCES, having
from edgewright.policy.coverage import ESTATE_KINDS
from edgewright.policy.library import LIBRARIES, Library

Property = tuple[str, str]
"""A kind and the name of one of its properties."""

SAID = "said in findings"
AWAITED = "its rule is to come"
FOLLOWED = "with it a deployment's labels start flows from the region that manages it"
_COPY = dict.fromkeys(("source", "by", "from_region", "target"), SAID)
_AWAITED = frozenset(
    "active all_regions allows_everything authenticated backed_up backup_days bits chart "
    "deletion_protected deletion_window_days egress_limited enabled error_action exportable "
    "filtered flow_logs for_everybody host_access image images immutable immutable_tags "
    "in_network ingress_limited inter_node_encryption key_algorithm limited local_auth logs "
    "long_lived_key metadata_tokens multi_zone network_isolated password_login plain_text "
    "privileged public_address public_network purge_protection reach read_only_root role "
    "role_based root_access rules runs_as_root runtime scan_on_push signed soft_delete statements "
    "tamper_evident target traced valid_days version versioned".split()
)
"""Properties whose rules are to come, of every kind that no rule reads them of yet."""
_READ = {
    ("identity.role", "allows_everything"),
    ("identity.role", "for_everybody"),
    ("iot.policy", "statements"),
    ("ml.training", "image"),
    *((kind, "public_network") for kind in having(["backup_days"])),
}
_PLACED = {
    kind: {"location": AWAITED} for kind in having(["location"]) if "data" not in KINDS[kind]
}
_ALONE = {
    "iot.hub": {"failover_region": SAID},
    "registry.images": {"public": AWAITED},
    "network.dns": {"public": AWAITED},
    "backup.plan": {"retention_days": AWAITED},
    "secret.secret": {"rotation": AWAITED},
    "monitor.trail": dict.fromkeys(("encryption", "key_countries", "key_custody"), AWAITED),
}
UNREAD: Mapping[str, Mapping[str, str]] = {
    **{kind: _COPY for kind in KINDS if kind.startswith("copy.")},
    "copy.delivery": {**_COPY, "from_country": SAID},
    "service.global": {"service": SAID},
    **{
        kind: {
            **_PLACED.get(kind, {}),
            **{
                name: AWAITED
                for name in KINDS[kind]
                if name in _AWAITED and (kind, name) not in _READ
            },
            **_ALONE.get(kind, {}),
        }
        for kind in OF_RESOURCES
    },
    "edge.deployment": {"fleet": SAID, "data": FOLLOWED},
}
"""Kind -> its properties that decide nothing -> why they are collected."""


def unread(library: Library, reads: Reads) -> set[Property]:
    """The properties of resources that no rule needs and none that judges the kind reads."""
    listed = {
        (kind, name)
        for kind, properties in KINDS.items()
        if not kind.startswith(ESTATE_KINDS)
        for name in properties
    }
    return listed - needed(library) - read(library, reads)


def needed(library: Library) -> set[Property]:
    """What rules need, or a part of it."""
    return {
        (kind, path.partition(".")[0])
        for rule in library.rules.values()
        for kind, paths in rule.custom.needs.items()
        for path in paths
    }


def read(library: Library, reads: Reads) -> set[Property]:
    """What decides a verdict of a rule, of each kind that the rule judges."""
    return {
        (kind, name)
        for rule in library.rules.values()
        for name in reads.of(rule.path)
        for kind in rule.custom.needs
        if name in KINDS.get(kind, ())
    }


def named(library: Library) -> set[Property]:
    """What stands in the Rego of rules, of each kind that they judge, or of their libraries."""
    return {
        (kind, name)
        for kind, properties in KINDS.items()
        if (text := _judging(kind, library))
        for name in properties
        if re.search(f'[."]{name}\\b', text)
    }


def _judging(kind: str, library: Library) -> str:
    """The Rego of the rules that judge a kind, and of the libraries where there is one."""
    rules = [rule for rule in library.rules.values() if kind in rule.custom.needs]
    own = [rule.path.read_text(encoding="utf-8") for rule in rules]
    shared = [text for name, text in library.modules.items() if name.startswith(f"{LIBRARIES}/")]
    lines = "\n".join([*own, *shared] if rules else []).splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
