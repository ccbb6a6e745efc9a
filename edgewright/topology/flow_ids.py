"""Ids of declared flows, made of what they say: other flows, and their order, change none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from edgewright.base.ids import digest
from edgewright.spec.models import CloudEndpoint, Flow
from edgewright.topology.locations import region_id

PURPOSE = 40
"""How many characters of a purpose stand in an id."""


def flow_ids(flows: Sequence[Flow]) -> tuple[str, ...]:
    """The id of each flow: "flow/DATA/FROM>TO" and, where it has one, ":PURPOSE" in short.

    Flows that say the same in these end in "#" and a digest of all they say, each of them, so that
    whoever names one of them names none of the others, whatever becomes of these. What says
    exactly the same is numbered besides: it cannot be told apart.
    """
    plain = [_plain_id(flow) for flow in flows]
    shared = Counter(plain)
    distinct = [
        f"{id}#{_mark(flow)}" if shared[id] > 1 else id
        for id, flow in zip(plain, flows, strict=True)
    ]
    return tuple(_numbered(distinct))


def _plain_id(flow: Flow) -> str:
    purpose = re.sub(r"[^a-z0-9]+", "-", (flow.purpose or "").lower())[:PURPOSE].strip("-")
    ends = f"flow/{flow.data}/{_end(flow.source)}>{_end(flow.target)}"
    return f"{ends}:{purpose}" if purpose else ends


def _end(endpoint: str | CloudEndpoint) -> str:
    if isinstance(endpoint, CloudEndpoint):
        return region_id(endpoint.cloud, endpoint.region)
    return endpoint


def _mark(flow: Flow) -> str:
    return digest(flow.model_dump(mode="json")).removeprefix("sha256:")[:8]


def _numbered(ids: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    numbered = []
    for id in ids:
        seen[id] += 1
        numbered.append(id if seen[id] == 1 else f"{id}.{seen[id]}")
    return numbered
