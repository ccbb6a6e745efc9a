"""Waivers: accepted deviations, each with an owner, a ticket and an end."""

from __future__ import annotations

from collections.abc import Sequence
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

EXPIRING = timedelta(days=30)
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
# Nodes that no estate has: a glob that covers one of them says nothing about which it is for.
ANYTHING = ("urn:pulumi:\0::\0::\0::\0", "estate:\0", "policy:\0")


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
        return self.policy == policy and fnmatchcase(node, self.resource.replace("[", "[[]"))

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
            policy that does not exist, WVR-003 for one that would waive everything,
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
    if any(waiver.covers(waiver.policy, node) for node in ANYTHING):
        problems.append(
            EdgewrightError(
                "WVR-003",
                f"a waiver of {waiver.policy} covers every resource there is",
                place=document.place(("waivers", number, "resource")),
                hint="Name the resource, or a type: '*::aws:s3/bucket:Bucket::*'.",
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
