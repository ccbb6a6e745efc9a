"""Figures of the resource graph: of all resources at once, and as they become known in an update.

The resources are those of the programs in `tests/programs` as the real engine recorded them in a
preview and after an update, over and over with fresh names. A linear cost shows in a time for each
resource that stays the same.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from measuring import show

from edgewright.graph.live import LiveGraph
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph

SIZES = (1_000, 5_000, 10_000)
ONLY_PREVIEWED = ("static_site",)
"""Programs that need what only the cloud answers in an update."""
ONE_IN_AN_ACCOUNT = (
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
)
"""Types of what holds for everything in an account, which are not drawn again."""
NAMES = re.compile(r"(^n|N)ame$|(^i|I)dentifier$|^bucket$")
"""Properties whose text is what a resource is called."""
EVERYBODYS = re.compile(r"[a-z]{2}-[a-z]+-\d|default|AzureFirewallSubnet|.*[./].*")
"""Names that are not a resource's own: of regions, of what a service has anyway, of domains."""
MADE_UP = re.compile(r"(?<![0-9a-f])(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,}")
"""What ids and names that nobody gave end with."""


class Program(NamedTuple):
    """The resources of a program, as previewed and as deployed, and what is renamed in them."""

    before: tuple[RawResource, ...]
    after: tuple[RawResource, ...]
    names: re.Pattern[str]


def graph(sizes: tuple[int, ...] = SIZES) -> None:
    """Time and memory of the graph of 1,000 to 10,000 mixed resources."""
    programs = _recorded()
    record_graph(after for _, after in islice(_drawn(programs), 100))  # what is kept from then on
    for size in sizes:
        before, after = zip(*islice(_drawn(programs), size), strict=True)
        start = time.process_time()
        whole = record_graph(after)
        at_once = time.process_time() - start
        start = time.process_time()
        live = LiveGraph(before)
        started = time.process_time()
        for one in after:
            live.put(one)
        put = time.process_time() - started
        if live.graph != whole:
            sys.exit("the graph of an update is not that of all resources")
        for what, seconds in (
            ("all at once", at_once),
            ("at the start of an update", started - start),
            ("as each becomes known", put),
        ):
            each = f"{seconds / size * 1e6:,.0f} µs for each"
            show(f"graph of {size:,} resources, {what}", seconds, each)
        tracemalloc.start()
        kept = record_graph(after)
        taken = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"  {len(kept.nodes):,} nodes take {taken[0] / 1e6:.0f} MB,"
            f" {taken[1] / 1e6:.0f} MB at most, {taken[0] / size:,.0f} bytes for each resource"
        )


def _recorded() -> list[Program]:
    """The programs, each previewed and deployed offline on the real engine."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from users_programs import PROGRAMS, deployed

    found = []
    for name in PROGRAMS:
        if name not in ONLY_PREVIEWED:
            with tempfile.TemporaryDirectory() as folder:
                before, after = deployed(name, Path(folder))
            found.append(_program(before.resources, after.resources))
    return found


def _program(before: list[RawResource], after: list[RawResource]) -> Program:
    """The resources that are in both, in the order of the update."""
    previewed = {one.urn: one for one in before}
    both = [one for one in after if one.urn in previewed]
    texts = {
        value
        for one in both
        for name, value in one.props.items()
        if NAMES.search(name) and isinstance(value, str) and not EVERYBODYS.fullmatch(value)
    }
    names = re.compile(rf'(?<=")({"|".join(sorted(map(re.escape, texts)))})(?="(?!:))')
    return Program(tuple(previewed[one.urn] for one in both), tuple(both), names)


def _drawn(programs: list[Program]) -> Iterator[tuple[RawResource, RawResource]]:
    """(as previewed, as deployed) of the programs' resources, over and over with fresh names."""
    number = 0
    while True:
        number += 1
        for program in programs:
            for before, after in zip(program.before, program.after, strict=True):
                if number == 1 or after.type not in ONE_IN_AN_ACCOUNT:
                    yield _renamed(before, program, number), _renamed(after, program, number)


def _renamed(resource: RawResource, program: Program, number: int) -> RawResource:
    text = json.dumps(asdict(resource))
    text = text.replace("urn:pulumi:test::", f"urn:pulumi:test{number}::")
    text = program.names.sub(rf"\1-{number}", text)
    given = json.loads(MADE_UP.sub(lambda found: f"{found.group()}{number:x}", text))
    behind = {name: tuple(urns) for name, urns in given["property_dependencies"].items()}
    return RawResource(**{**given, "property_dependencies": behind})
