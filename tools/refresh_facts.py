"""Bring the facts of places up to date with what their producers say now.

    python tools/refresh_facts.py [--azure LOCATIONS] [--as-of DATE] [--check]

From the installed botocore: regions_aws.json, and the AWS part of control_planes.json. From the
file LOCATIONS (modules/cached-data/locations.tf.json of Azure/terraform-azurerm-avm-utl-regions):
regions_azure.json. From pycountry, if it is installed: countries.json. overrides.json corrects the
vendors and is never written. What changes is printed as a diff; with --check nothing is written and
the exit status is 1 if something would change. DATE is the day the producers' data was recorded:
every row that they confirm gets it. Files are replaced whole, and none before all are valid.
"""

import argparse
import difflib
import importlib
import importlib.util
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.whole_file import write_whole
from edgewright.facts import regions, services, vendors
from edgewright.facts.reader import FOLDER, FactsFile, Table, read_table, refused
from edgewright.facts.rows import Override

Document = dict[str, Any]
AWS, AZURE = regions.REGIONS
PLANES, COUNTRIES, OVERRIDES = services.CONTROL_PLANES, regions.COUNTRIES, regions.OVERRIDES
NEW_AWS = {"cloud": "aws", "pair_known": True, "source": "botocore-partitions"}
NEW_AZURE = {"cloud": "azure", "source": "azure-locations"}
NEW_PLANE = {
    "cloud": "aws", "partition": None, "region": None, "country": None,
    "source": "botocore-partitions", "as_of": None, "confidence": "verified", "note": None,
}  # fmt: skip


def path_of(file: FactsFile[Any]) -> Path:
    """Where a facts file is."""
    return FOLDER / f"{file.name}.json"


def document_of(file: FactsFile[Any]) -> Document:
    """A facts file as it is now, unchecked: what is wrong in it may be what a refresh repairs."""
    document: Document = json.loads(path_of(file).read_text(encoding="utf-8"))
    return document


def corrections(cloud: str) -> list[Override]:
    """The overrides of a cloud."""
    rows = read_table(path_of(OVERRIDES), "rows", Override, OVERRIDES.key).rows
    return [row for row in rows if row.cloud == cloud]


def partitions_file() -> Path:
    """The partitions of the installed botocore."""
    return Path(importlib.import_module("botocore").__file__ or "").parent / "data/partitions.json"


def aws(path: Path, as_of: str | None, today: str) -> Document:
    """regions_aws.json with exactly the regions that botocore lists."""
    document, records = document_of(AWS), vendors.aws_records(path)
    rows = [row for row in document["rows"] if row["name"] in records]
    merged = vendors.merged(rows, records, corrections("aws"), NEW_AWS, as_of, today)
    return {**document, "rows": merged}


def azure(path: Path, as_of: str | None, today: str) -> Document:
    """regions_azure.json with the recorded locations in; regions they lack stay as they are."""
    document, overrides = document_of(AZURE), corrections("azure")
    records = vendors.azure_records(path, regions.countries())
    for notice in vendors.out_of_date(records, overrides):
        sys.stderr.write(f"look at overrides.json again: {notice}\n")
    merged = vendors.merged(document["rows"], records, overrides, NEW_AZURE, as_of, today)
    return {**document, "rows": merged}


def control_planes(places: Document, path: Path, as_of: str | None, today: str) -> Document:
    """control_planes.json with the region of each AWS partition, and its country in `places`."""
    document = document_of(PLANES)
    country = {row["name"]: row["country"] for row in places["rows"]}
    present = {row["partition"]: row for row in document["rows"] if row["cloud"] == "aws"}
    rows = []
    for partition, name in sorted(vendors.aws_control_planes(path).items()):
        row = present.get(partition, {})
        says = {"partition": partition, "region": name, "country": country.get(name)}
        after = {**NEW_PLANE, **row, **says}
        rows.append({**after, "as_of": as_of or (row["as_of"] if after == row else today)})
    others = [row for row in document["rows"] if row["cloud"] != "aws"]
    return {**document, "rows": rows + others}


def countries(as_of: str | None, today: str) -> Document:
    """countries.json with pycountry's names, the everyday one where it has two."""
    document = document_of(COUNTRIES)
    listed = importlib.import_module("pycountry").countries
    names = {one.alpha_2: getattr(one, "common_name", one.name) for one in listed}
    row = document["rows"][0]
    after = {**row, "countries": dict(sorted(names.items()))}
    return {
        **document,
        "rows": [{**after, "as_of": as_of or (row["as_of"] if after == row else today)}],
    }


def text_of(document: Document) -> str:
    """A facts file's text: one line for each source and each row, or for each country."""
    sources = ",\n".join(
        f"    {_json(key)}: {_json(text)}" for key, text in document["sources"].items()
    )
    rows = ",\n".join(_row(row) for row in document["rows"])
    return (
        f'{{\n  "sources": {{\n{sources}\n  }},\n  "max_age_days": {document["max_age_days"]},\n'
        f'  "rows": [\n{rows}\n  ]\n}}\n'
    )


def _row(row: Document) -> str:
    if "countries" not in row:
        return f"    {_json(row)}"
    lines = json.dumps(row, ensure_ascii=False, indent=2).splitlines()
    return "\n".join(f"    {line}" for line in lines)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def refreshed(locations: Path | None, as_of: str | None, today: str) -> dict[FactsFile[Any], str]:
    """The new text of every file that has a producer here."""
    partitions = partitions_file()
    places = aws(partitions, as_of, today)
    documents: dict[FactsFile[Any], Document] = {
        AWS: places,
        PLANES: control_planes(places, partitions, as_of, today),
    }
    if locations:
        documents[AZURE] = azure(locations, as_of, today)
    if importlib.util.find_spec("pycountry"):
        documents[COUNTRIES] = countries(as_of, today)
    return {file: text_of(document) for file, document in documents.items()}


def refuse_what_does_not_hold(drafts: dict[FactsFile[Any], Path]) -> None:
    """Hold the drafts, and the files that stay, against each other.

    Raises:
        EdgewrightError: FCT-001 with the row, as the reader would raise it.
    """
    held: dict[FactsFile[Any], Table[Any]] = {
        file: read_table(drafts.get(file, path_of(file)), file.list_name, file.model, file.key)
        for file in (AWS, AZURE, PLANES, COUNTRIES, OVERRIDES)
    }
    facts = {(row.cloud, row.name): row for file in (AWS, AZURE) for row in held[file].rows}
    faults: list[tuple[FactsFile[Any], tuple[int, str]]] = [
        (file, fault) for file in (AWS, AZURE) for fault in regions.dangling_pairs(held[file].rows)
    ]
    faults += [(PLANES, fault) for fault in services.astray(held[PLANES].rows, facts)]
    faults += [(OVERRIDES, fault) for fault in regions.not_applied(held[OVERRIDES].rows, facts)]
    for file, (number, why) in faults:
        raise refused(path_of(file), f"{file.list_name}[{number}]: {why}")


def diff(texts: dict[FactsFile[Any], str]) -> str:
    """What the texts change in their files, as a unified diff."""
    parts: list[str] = []
    for file, text in texts.items():
        before = path_of(file).read_text(encoding="utf-8").splitlines(keepends=True)
        after = text.splitlines(keepends=True)
        parts += difflib.unified_diff(before, after, f"{file.name}.json", "refreshed", n=0)
    return "".join(parts)


def refresh(locations: Path | None, as_of: str | None, today: str, write: bool) -> str:
    """Refresh the facts, or with `write` False only hold them; what changes, as a diff."""
    texts = refreshed(locations, as_of, today)
    with tempfile.TemporaryDirectory() as folder:
        drafts = {file: Path(folder) / path_of(file).name for file in texts}
        for file, draft in drafts.items():
            draft.write_text(texts[file], encoding="utf-8")
        refuse_what_does_not_hold(drafts)
    changes = diff(texts)
    for file, text in texts.items() if write else ():
        write_whole(path_of(file), text.encode())
    return changes


def main(arguments: list[str]) -> int:
    """Refresh the facts; the exit status as the command line gives it."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--azure", type=Path, metavar="LOCATIONS")
    parser.add_argument("--as-of", type=lambda text: date.fromisoformat(text).isoformat())
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    today = date.today().isoformat()
    try:
        changes = refresh(options.azure, options.as_of, today, write=not options.check)
    except EdgewrightError as problem:
        sys.stderr.write(f"{problem}\n")
        return problem.exit_status
    sys.stdout.write(changes)
    return 1 if changes and options.check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
