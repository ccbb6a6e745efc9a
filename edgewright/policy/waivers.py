"""Waivers: accepted deviations, each with an owner, a ticket and an end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.base.vocabulary import WaiverCategory, WaiverStatus
from edgewright.base.yaml_source import Document
from edgewright.policy.evaluation import WaiverState
from edgewright.policy.files import read_model
from edgewright.policy.library import Library
from edgewright.policy.numbered_flows import ids_now, named_by_number

_PACKAGE = re.compile(r"(?:^|::|\$)([\0\w-]+)(?=:)")
_WILD = re.compile(r"[*?]")
EXPIRING = timedelta(days=30)
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
NOBODY = "\0"
"""A name nothing has: a pattern that covers it says nothing there about what it is for."""
OTHERS = ("estate:\0", "estate:\0/\0", "policy:\0", "policy:\0/\0", "urn:pulumi:\0::\0::\0::\0#\0")
WAIVERS = "policy:waiver"
"""How ids of waivers begin, as subjects of the rules about rules."""


class Waiver(BaseModel):
    """One waiver. `resource` is a glob over node ids (URNs, "estate:..."), `*` for any text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    policy: Text
    resource: Text
    category: WaiverCategory
    reason: Text
    owner: Text
    ticket: Text
    expires: Annotated[date, Field(lt=date.max)]

    def covers(self, policy: str, node: str) -> bool:
        """Whether it is about this policy on this node, whatever the date."""
        return self.policy == policy and _covers(self.resource, node)

    def holds(self, at: datetime) -> bool:
        """Whether it has not ended: it holds through the end of its last day, UTC."""
        return at < self.end

    @property
    def end(self) -> datetime:
        """The first instant at which it no longer holds."""
        return datetime.combine(self.expires + timedelta(days=1), time(), UTC)


class WaiverFile(BaseModel):
    """waivers.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    waivers: tuple[Waiver, ...]


def load_waivers(
    path: Path | None, library: Library, flows: Sequence[str] = ()
) -> tuple[Waiver, ...]:
    """The waivers in a file; none without one.

    Args:
        path: the file.
        library: the policies there are.
        flows: ids of the flows that the estate declares, in its order.

    Raises:
        EdgewrightError: WVR-001 for a file that cannot be read or is malformed, WVR-002 for a
            policy that does not exist, WVR-003 for one of everything, WVR-004 for one of waivers,
            WVR-005 for one that names a flow by its number.
    """
    if path is None:
        return ()
    file, document = read_model(path, WaiverFile, "WVR-001", "the waiver file")
    found = [
        [
            *_problems(waiver, number, document, library),
            *_numbered(waiver, number, document, flows),
        ]
        for number, waiver in enumerate(file.waivers)
    ]
    raise_all([problem for problems in found for problem in problems])
    return file.waivers


def _problems(
    waiver: Waiver, number: int, document: Document, library: Library
) -> list[EdgewrightError]:
    problems = []
    if waiver.policy not in library.rules:
        problems.append(
            EdgewrightError(
                "WVR-002",
                f"a waiver names policy {waiver.policy}, which does not exist",
                place=document.place(("waivers", number, "policy")),
                hint=library.suggestion(waiver.policy),
            )
        )
    place = document.place(("waivers", number, "resource"))
    if covers_any(waiver.resource):
        problems.append(
            EdgewrightError(
                "WVR-003",
                f"a waiver of {waiver.policy} covers every resource there is, or all of a stack, "
                "a project or a cloud",
                place=place,
                hint="Name the resource, or a type: '*::aws:s3/bucket:Bucket::*'.",
            )
        )
    elif waiver.resource.startswith(WAIVERS):
        problems.append(
            EdgewrightError(
                "WVR-004",
                f"a waiver of {waiver.policy} is for what {waiver.policy} says of waivers",
                place=place,
                hint="Mend the waiver it is for: set a nearer end, or name what it covers.",
            )
        )
    return problems


def _numbered(
    waiver: Waiver, number: int, document: Document, flows: Sequence[str]
) -> list[EdgewrightError]:
    flow = named_by_number(waiver.resource)
    if flow is None:
        return []
    return [
        EdgewrightError(
            "WVR-005",
            f"a waiver of {waiver.policy} names flow/{flow}, and flows are named by what they are",
            place=document.place(("waivers", number, "resource")),
            hint=ids_now(flow, flows),
        )
    ]


def covers_any(pattern: str) -> bool:
    """Whether a pattern covers a resource of which it knows neither type nor name.

    Stack, project and cloud may be those the pattern names: who waives a policy for all of one
    waives it for whatever is declared there next.
    """
    return any(_covers(pattern, node) for node in (*OTHERS, *_widest(pattern)))


def _widest(pattern: str) -> Iterator[str]:
    """URNs of resources that nobody named, in the stack, project and clouds that a pattern names.

    A URN is urn:pulumi:STACK::PROJECT::TYPE::NAME; TYPE begins with its cloud's package, and has
    the types of the components around it before it, each with a "$" behind.
    """
    parts = _WILD.sub(NOBODY, pattern).split("::")
    has_project = len(parts) > 2 and ":" not in parts[1]  # a type has a colon
    project = parts[1] if has_project else NOBODY
    has_stack = has_project or parts[0].startswith("urn:")
    stack = parts[0].rpartition(":")[2] if has_stack else NOBODY
    for cloud in sorted({NOBODY, *_PACKAGE.findall("::".join(parts))}):
        for inside in ("", f"{NOBODY}${NOBODY}:{NOBODY}$"):
            of_cloud = f"{inside}{cloud}:{NOBODY}/{NOBODY}:{NOBODY}"
            yield f"urn:pulumi:{stack}::{project}::{of_cloud}::{NOBODY}"


def covering(waivers: Iterable[tuple[str, str]], nodes: Sequence[tuple[str, str]]) -> set[str]:
    """The policies whose waivers by pattern, all together, cover every resource of a stack.

    Waivers that each name a resource say what they are for, however many there are; and where
    every resource is of one type, a pattern for that type does.

    Args:
        waivers: (policy, pattern) of each.
        nodes: (id, type) of each resource.
    """
    if len({type for _, type in nodes}) < 2:
        return set()
    patterns: dict[str, list[str]] = {}
    for policy, pattern in waivers:
        if is_pattern(pattern):
            patterns.setdefault(policy, []).append(pattern)
    return {
        policy
        for policy, own in patterns.items()
        if all(any(_covers(pattern, node) for pattern in own) for node, _ in nodes)
    }


def is_pattern(resource: str) -> bool:
    """Whether it may cover several."""
    return _WILD.search(resource) is not None


def _covers(pattern: str, node: str) -> bool:
    return fnmatchcase(node, pattern.replace("[", "[[]"))


def states(
    waivers: Sequence[Waiver], waived: Sequence[tuple[str, str]], at: datetime
) -> tuple[WaiverState, ...]:
    """What became of each waiver.

    Args:
        waivers: all of them.
        waived: (policy, node) of every failure found, waived or not.
        at: the instant.
    """
    return tuple(_state(waiver, waived, at) for waiver in waivers)


def _state(waiver: Waiver, failures: Sequence[tuple[str, str]], at: datetime) -> WaiverState:
    covered = sum(waiver.covers(policy, node) for policy, node in failures)
    if not waiver.holds(at):
        state = WaiverStatus.EXPIRED
    elif not covered:
        state = WaiverStatus.UNUSED
    else:
        ends_soon = waiver.end - at <= EXPIRING
        state = WaiverStatus.EXPIRING if ends_soon else WaiverStatus.APPLIED
    return WaiverState(
        policy=waiver.policy,
        resource=waiver.resource,
        category=waiver.category,
        reason=waiver.reason,
        owner=waiver.owner,
        ticket=waiver.ticket,
        expires=waiver.expires.isoformat(),
        state=state,
        results=covered,
    )
