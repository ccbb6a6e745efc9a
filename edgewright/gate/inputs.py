"""What an estate names beside itself, held to what is there: packs, images, files, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.gate.category_patterns import stray_patterns
from edgewright.images.load import load_named_image
from edgewright.policy.library import Library, library_root, load_library
from edgewright.policy.own_rules import own_policies
from edgewright.policy.packs import load_packs
from edgewright.policy.policy_set import Choice, load_policy_set
from edgewright.report.map.in_country import is_astray, is_swapped
from edgewright.spec.models import Estate
from edgewright.spec.project_file import load_project_file
from edgewright.tools.locate import locate
from edgewright.topology.flow_ids import flow_ids

Where = tuple[str | int, ...]
Point = tuple[float, float]


def input_problems(estate: Estate, folder: Path, root: Path, at: datetime) -> list[EdgewrightError]:
    """Everything that keeps an estate from being judged, though its file is whole.

    Args:
        estate: the estate, as it was loaded.
        folder: its folder, which its packs, parameters and waivers are in.
        root: the project, whose own rules count, and whose device images are in its edge_images.
        at: the instant it would be judged at.

    Raises:
        EdgewrightError: what is wrong with edgewright itself: no OPA, no library of rules.
    """
    return [
        *_astray(estate),
        *_images(estate, root / "edge_images"),
        *_policies(estate, folder, root, at),
    ]


def _astray(estate: Estate) -> Iterator[EdgewrightError]:
    """EST-013 for sites, and people with remote access, that are not in their country."""
    for part, entries in (("sites", estate.sites), ("support", estate.support)):
        for name, entry in entries.items():
            if entry.at is not None and is_astray(entry.country, entry.at):
                yield _not_there(estate, (part, name, "at"), entry.country, entry.at)


def _not_there(estate: Estate, where: Where, country: str, at: Point) -> EdgewrightError:
    latitude, longitude = at
    meant = f"Did you mean [{longitude:g}, {latitude:g}]? Latitude comes first."
    return EdgewrightError(
        "EST-013",
        f"{'.'.join(map(str, where))}: [{latitude:g}, {longitude:g}] is not in {country}",
        place=estate.value_place_of(*where),
        hint=meant if is_swapped(country, at) else "Correct the coordinates, or the country.",
    )


def _images(estate: Estate, folder: Path) -> Iterator[EdgewrightError]:
    for name, device in estate.device_classes.items():
        where = ("device_classes", name, "image")
        yield from _raised(estate, where, load_named_image, folder, device.image)


def _policies(estate: Estate, folder: Path, root: Path, at: datetime) -> Iterator[EdgewrightError]:
    """What is wrong with the packs, with the parameters and waivers, with patterns in them."""
    chosen = estate.policies
    own = own_policies(root, load_project_file(root))
    library = load_library(library_root(), locate("opa"), own)
    packs = [
        problem
        for number, pack in enumerate(chosen.packs)
        for problem in _raised(
            estate, ("policies", "packs", number), load_packs, library, [pack], folder
        )
    ]
    files = [] if packs else list(_files(estate, library, folder, at))
    yield from (*packs, *files)
    if not packs and not files:
        yield from stray_patterns(estate, folder)


def _files(
    estate: Estate, library: Library, folder: Path, at: datetime
) -> Iterator[EdgewrightError]:
    """EST-014 for parameters and waivers that are not there; else what is wrong with them."""
    chosen = estate.policies
    named = {"params": chosen.params, "waivers": chosen.waivers}
    files = {key: folder / name for key, name in named.items() if name is not None}
    for key, file in files.items():
        where = ("policies", key)
        if not file.is_file():
            yield EdgewrightError(
                "EST-014",
                f"{'.'.join(where)}: there is no file {file.name} beside the estate",
                place=estate.value_place_of(*where),
                hint=f"Write {file}, or remove {key}.",
            )
            continue
        alone = Choice(chosen.packs, folder, flows=flow_ids(estate.flows))
        only = replace(alone, params=file) if key == "params" else replace(alone, waivers=file)
        yield from _raised(estate, where, load_policy_set, library, only, at)


def _raised(
    estate: Estate, where: Where, load: Callable[..., Any], *words: Any
) -> Iterator[EdgewrightError]:
    """What loading something raises: at its own place, else where the estate names it."""
    try:
        load(*words)
    except EdgewrightError as failure:
        found = failure.errors if isinstance(failure, ErrorGroup) else [failure]
        place = estate.value_place_of(*where)
        for one in found:
            yield EdgewrightError(one.code, one.message, place=one.place or place, hint=one.hint)
