"""The properties of resources that decide no verdict, and why each is collected all the same.

A property that no rule reads looks like coverage and is none. So it says something in a finding, or
edgewright itself needs it, or a rule is to come; otherwise it is not collected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rego_reads import Reads

from edgewright.graph.kinds import KINDS
from edgewright.policy.coverage import ESTATE_KINDS
from edgewright.policy.library import LIBRARIES, Library

Property = tuple[str, str]
"""A kind and the name of one of its properties."""

SAID = "said in findings"
AWAITED = "its rule is to come"
FOLLOWED = "with it a deployment's labels start flows from the region that manages it"
_COPY = dict.fromkeys(("source", "by", "from_region", "target"), SAID)
_STORE = {"versioned": AWAITED}
UNREAD: Mapping[str, Mapping[str, str]] = {
    **{kind: _COPY for kind in KINDS if kind.startswith("copy.")},
    "copy.delivery": {**_COPY, "from_country": SAID},
    "service.global": {"service": SAID},
    "storage.bucket": _STORE,
    "storage.account": _STORE,
    "key.key": dict.fromkeys(("deletion_window_days", "purge_protection"), AWAITED),
    "registry.images": dict.fromkeys(("immutable_tags", "scan_on_push", "public"), AWAITED),
    "ml.training": dict.fromkeys(("inter_node_encryption", "network_isolated"), AWAITED),
    "ml.registry": {"public_network": AWAITED},
    "iot.hub": {"failover_region": SAID, "local_auth": AWAITED, "public_network": AWAITED},
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
