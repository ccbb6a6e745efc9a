"""Nodes that are alike: what a rule says of one of them it says of all.

A rule of scope `resource` looks at one node at a time. A shipped one reads of it what it is, never
what it is called: its id only says which node a finding is about. So OPA is asked about one node of
each shape, and what it says counts for all of that shape. What is of one shape OPA could not tell
apart but by id and name: the rest of what it sees of them is the same text.

A project's own rules may read ids and names, so they are asked about every node, and so is a rule
that reads what the program gave, or that has patterns to compare ids to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from edgewright.graph.model import Node

_encode = json.JSONEncoder(separators=(",", ":")).encode

Likes = Mapping[str, str]
"""Id of a node that is not asked about -> id of the one that stands for it."""


def one_of_each(nodes: Iterable[Node]) -> tuple[list[Node], Likes]:
    """The nodes to ask about, and for which others each of them stands.

    Nodes that share an id (a resource while it is replaced) stand for themselves alone: what is
    found under that id is found of either.
    """
    given = list(nodes)
    ids = Counter(node.id for node in given)
    first: dict[Hashable, Node] = {}
    asked, likes = [], {}
    for node in given:
        like = first.setdefault(_shape(node), node) if ids[node.id] == 1 else node
        if like is node:
            asked.append(node)
        else:
            likes[node.id] = like.id
    return asked, likes


def _shape(node: Node) -> Hashable:
    """All that is judged of a node but its id and name; what is no JSON is like nothing else."""
    try:
        props = _encode(node.props)
    except (TypeError, ValueError):
        return node.id
    own = (node.kind, node.type, node.labels, node.parent, node.unread, node.absent)
    return *own, props
