"""What the rules make of a golden estate, as tables that a person reviews.

`nodes.csv` has a row for each kind: what there is to judge. `outcomes.csv` has a row for each rule,
outcome and reason, with the nodes it is about; "every KIND" is all that `nodes.csv` has of it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from edgewright.graph.model import Node
from edgewright.policy.evaluation import Result

Row = tuple[str, ...]
NODES = ("kind", "nodes")
OUTCOMES = ("rule", "outcome", "nodes", "reason")
BETWEEN_NODES, BETWEEN_KINDS = "; ", " + "


def node_rows(nodes: Iterable[Node]) -> list[Row]:
    """The rows of `nodes.csv`, by kind."""
    return [
        (kind, BETWEEN_NODES.join(sorted(names.values())))
        for kind, names in sorted(_names(nodes).items())
    ]


def outcome_rows(nodes: Iterable[Node], results: Iterable[Result]) -> list[Row]:
    """The rows of `outcomes.csv`, by rule, outcome and reason."""
    names = _names(nodes)
    kinds = {id: kind for kind, named in names.items() for id in named}
    groups: dict[Row, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for result in results:
        about = groups[result.policy, str(result.outcome), _reason(result)]
        if result.node:
            about[kinds[result.node]].add(result.node)
    return [
        (rule, outcome, _listed(about, names), reason)
        for (rule, outcome, reason), about in sorted(groups.items())
    ]


def _names(nodes: Iterable[Node]) -> dict[str, dict[str, str]]:
    """Kind -> id -> the shortest name that only this node of the kind has."""
    ids: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.kind and node.kind != "structural":
            ids[node.kind].add(node.id)
    return {kind: _short(found) for kind, found in ids.items()}


def _short(ids: Iterable[str]) -> dict[str, str]:
    """Id -> its last part, or a longer one where others end alike."""
    spelt = {id: _spellings(id) for id in ids}
    used = Counter(name for names in spelt.values() for name in set(names))
    return {
        id: next(name for name in (*names, id) if used[name] <= 1) for id, names in spelt.items()
    }


def _spellings(id: str) -> tuple[str, ...]:
    if not id.startswith("urn:"):
        return (id.partition("/")[2],)
    types, _, name = id.partition("::")[2].partition("::")[2].rpartition("::")
    type = types.rpartition("$")[2]
    return name, f"{type}::{name}", f"{types}::{name}"


def _reason(result: Result) -> str:
    """The message without the name it begins with, so that nodes with one reason share a row."""
    return result.message.removeprefix(result.node_name).removeprefix(":").strip()


def _listed(about: Mapping[str, set[str]], names: Mapping[str, Mapping[str, str]]) -> str:
    """The nodes of a row: "every KIND", or a kind with names."""
    parts = []
    for kind, ids in sorted(about.items()):
        named = sorted(names[kind][id] for id in ids)
        is_every = len(ids) > 1 and len(ids) == len(names[kind])
        parts.append(f"every {kind}" if is_every else f"{kind}: {BETWEEN_NODES.join(named)}")
    return BETWEEN_KINDS.join(parts)


def as_text(columns: Row, rows: Sequence[Row]) -> str:
    """A table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, *rows])
    return text.getvalue()


def read(text: str, columns: Row) -> list[Row]:
    """The rows of a table written by `as_text`."""
    header, *rows = csv.reader(io.StringIO(text))
    assert tuple(header) == columns, header
    return [tuple(row) for row in rows]


def differences(kept: Sequence[Row], found: Sequence[Row]) -> list[str]:
    """What changed from one table to another, a line for each row, in the rows' order."""
    lines = [("-", row) for row in set(kept) - set(found)]
    lines += [("+", row) for row in set(found) - set(kept)]
    lines.sort(key=lambda line: (line[1], line[0]))
    return [f"{sign} {' | '.join(row)}" for sign, row in lines]
