"""Vendor data merged into the facts: what a vendor records, unless a correction says otherwise.

A vendor's data decides the columns that it has. Everything else in a row is looked after by hand
and stays. A region that is new comes in with what the vendor says and nothing guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place
from edgewright.facts.rows import Override

UNKNOWN: dict[str, Any] = {
    "cloud": None, "name": None, "partition": None, "country": None, "subdivision": None,
    "area": None, "latitude": None, "longitude": None, "zones": None, "operator": None,
    "operator_parent": None, "pair": None, "pair_known": False, "geography": None,
    "source": None, "as_of": None, "confidence": "unverified", "note": None,
}  # fmt: skip
"""A row of which nothing is known, its columns in the order of the file."""
NOT_FOR_CUSTOMERS = ("Canary", "Stage")
"""How the geographies of a vendor's own test regions begin."""
DIGITS = 4
"""Decimals kept of a degree: about 10 metres."""

Rows = list[dict[str, Any]]


def aws_records(path: Path) -> dict[str, dict[str, Any]]:
    """Region -> the columns that botocore's `partitions.json` decides.

    Raises:
        EdgewrightError: FCT-002 when the file cannot be read or has another shape.
    """
    return {name: {"partition": part} for part, name in _regions(path)}


def aws_control_planes(path: Path) -> dict[str, str]:
    """Partition -> the region that signs for its global services; FCT-002 as `aws_records`."""
    document = _document(path)
    try:
        return {
            part["id"]: part["outputs"]["implicitGlobalRegion"] for part in document["partitions"]
        }
    except (KeyError, TypeError) as problem:
        raise _unusable(path, f"it is not botocore's partitions: {problem!r}") from problem


def azure_records(path: Path, countries: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Region -> the columns that a recorded Azure locations list decides.

    Args:
        path: `locations.tf.json` of Azure/terraform-azurerm-avm-utl-regions, or the list alone.
        countries: ISO code -> name; a geography that is no country's name gives no country.

    Raises:
        EdgewrightError: FCT-002 when the file cannot be read or has another shape.
    """
    document, codes = _document(path), {name: code for code, name in countries.items()}
    try:
        if isinstance(document, dict):
            document = document["locals"]["locations_cached"]["value"]
        found = {one["name"]: _azure_record(one, codes) for one in document if _for_customers(one)}
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise _unusable(path, f"it is not a list of Azure locations: {problem!r}") from problem
    if not found:
        raise _unusable(path, "no region for customers is in it")
    return found


def merged(
    rows: Rows,
    records: Mapping[str, Mapping[str, Any]],
    overrides: Iterable[Override],
    new: Mapping[str, Any],
    as_of: str | None,
    today: str,
) -> Rows:
    """The rows of a regions file with the vendor's records in, corrections applied.

    Args:
        rows: the file's present rows.
        records: region -> column -> what the vendor says.
        overrides: the corrections of this cloud.
        new: what every region that is not among `rows` begins with.
        as_of: the day the vendor's data was recorded, set on every row that it confirms; None to
            leave the day of rows that stay as they are.
        today: the day set on a row that changes when `as_of` is None.
    """
    corrected = {row.name: row.corrected for row in overrides}
    present = {row["name"]: row for row in rows}
    added = [{**UNKNOWN, **new, "name": name} for name in sorted(set(records) - set(present))]
    result = []
    for row in [*rows, *added]:
        name = row["name"]
        update = {**records.get(name, {}), **corrected.get(name, {})}
        after = {**row, **update}
        if name in records and (as_of or after != row or name not in present):
            after["as_of"] = as_of or today
        result.append(after)
    return result


def out_of_date(
    records: Mapping[str, Mapping[str, Any]], overrides: Iterable[Override]
) -> Iterator[str]:
    """Corrections of what the vendor no longer records: each as a sentence."""
    for row in overrides:
        record = records.get(row.name, {})
        for column, value in row.recorded.items():
            if record.get(column) != value:
                yield (
                    f"the correction of {row.name} stands against {column} {value}, "
                    f"but the vendor records {record.get(column)}"
                )


def _regions(path: Path) -> Iterator[tuple[str, str]]:
    document = _document(path)
    try:
        for part in document["partitions"]:
            for name in part["regions"]:
                if not name.endswith("-global"):
                    yield part["id"], name
    except (KeyError, TypeError) as problem:
        raise _unusable(path, f"it is not botocore's partitions: {problem!r}") from problem


def _for_customers(location: Mapping[str, Any]) -> bool:
    meta = location["metadata"]
    physical = meta["regionType"] == "Physical"
    return physical and not meta["geography"].startswith(NOT_FOR_CUSTOMERS)


def _azure_record(location: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    meta = location["metadata"]
    pairs = [pair["name"] for pair in meta["pairedRegion"]]
    return {
        "partition": "azure",
        "country": codes.get(meta["geography"]),
        "latitude": round(float(meta["latitude"]), DIGITS),
        "longitude": round(float(meta["longitude"]), DIGITS),
        "zones": len(location.get("availabilityZoneMappings") or []),
        "pair": pairs[0] if pairs else None,
        "pair_known": True,
        "geography": meta["geography"],
    }


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise _unusable(path, f"it cannot be read: {problem}") from problem


def _unusable(path: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        "FCT-002",
        f"vendor data cannot be merged: {why}",
        hint="Give the file as the vendor publishes it, or change the reader to its new shape.",
        place=Place(str(path)),
    )
