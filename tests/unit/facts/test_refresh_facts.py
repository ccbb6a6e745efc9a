"""The refresh of places: the files are the vendors' data and the corrections, and nothing else."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import reader, regions, vendors

ROOT = Path(__file__).parents[3]
LOCATIONS = Path(__file__).parent / "azure_locations.json"
"""Azure/terraform-azurerm-avm-utl-regions (MIT), modules/cached-data/locations.tf.json, cut to the
members that are read; without most of the logical regions."""
TODAY = "2026-12-24"


def load_tool():
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "tools" / "refresh_facts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """The tool, at work on a copy of the facts."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in reader.FOLDER.glob("*.json"):
        (folder / path.name).write_text(path.read_text())
    module = load_tool()
    monkeypatch.setattr(module, "FOLDER", folder)
    return module


def rows(tool, name):
    return {row["name"]: row for row in json.loads((tool.FOLDER / name).read_text())["rows"]}


def edit(tool, file, region, **update):
    path = tool.FOLDER / file
    document = json.loads(path.read_text())
    next(row for row in document["rows"] if row["name"] == region).update(update)
    path.write_text(json.dumps(document))


def locations(tmp_path, change):
    document = json.loads(LOCATIONS.read_text())
    change(document["locals"]["locations_cached"]["value"])
    path = tmp_path / "locations.json"
    path.write_text(json.dumps(document))
    return path


def only(name, listed):
    return next(one for one in listed if one["name"] == name)


def contents(tool):
    return {path.name: path.read_text() for path in tool.FOLDER.iterdir()}


def test_the_files_are_the_merge_of_the_vendors_data_and_the_corrections(tool):
    assert tool.refresh(LOCATIONS, None, TODAY, write=False) == ""


def test_every_recorded_region_comes_from_the_record():
    records = vendors.azure_records(LOCATIONS, regions.countries())
    assert len(records) == 57
    corrected = {row.name: row.corrected for row in regions.overrides()}
    for name, record in records.items():
        fact = regions.region("azure", name)
        for column, value in {**record, **corrected.get(name, {})}.items():
            assert getattr(fact, column) == value, (name, column)


def test_every_correction_stands_against_what_the_vendor_records():
    records = vendors.azure_records(LOCATIONS, regions.countries())
    assert list(vendors.out_of_date(records, regions.overrides())) == []


@pytest.mark.parametrize(
    ("file", "region", "update", "line"),
    [
        ("regions_azure.json", "spaincentral", {"longitude": 3.4209}, '"longitude": -3.7038'),
        ("regions_azure.json", "northeurope", {"country": "GB"}, '"country": "IE"'),
        ("regions_azure.json", "brazilsouth", {"pair": None}, '"pair": "southcentralus"'),
        ("regions_azure.json", "westus", {"zones": 3}, '"zones": 0'),
        ("regions_aws.json", "eu-west-3", {"partition": "aws-cn"}, '"partition": "aws"'),
    ],
)
def test_what_was_changed_by_hand_is_put_right_and_shown(tool, file, region, update, line):
    before = rows(tool, file)[region]
    edit(tool, file, region, **update)
    changes = tool.refresh(LOCATIONS, None, TODAY, write=True)
    added = [text for text in changes.splitlines() if text.startswith("+ ")]
    assert any(region in text and line in text for text in added)
    assert rows(tool, file)[region] == {**before, "as_of": TODAY}


def test_what_is_looked_after_by_hand_stays(tool):
    edit(tool, "regions_azure.json", "uksouth", operator="Somebody", note="mine")
    tool.refresh(LOCATIONS, None, TODAY, write=True)
    row = rows(tool, "regions_azure.json")["uksouth"]
    assert (row["operator"], row["note"], row["pair"]) == ("Somebody", "mine", "ukwest")
    assert "chinanorth" in rows(tool, "regions_azure.json")


def test_a_new_region_comes_in_with_what_the_vendor_says_and_nothing_guessed(tool, tmp_path):
    def add(listed):
        fresh = json.loads(json.dumps(only("austriaeast", listed)))
        fresh["name"], fresh["metadata"]["geography"] = "bulgariaeast", "Balkans"
        listed.append(fresh)

    tool.refresh(locations(tmp_path, add), None, TODAY, write=True)
    row = rows(tool, "regions_azure.json")["bulgariaeast"]
    assert (row["country"], row["operator"], row["confidence"]) == (None, None, "unverified")
    assert (row["zones"], row["pair"], row["pair_known"]) == (3, None, True)
    assert row["as_of"] == TODAY


def test_aws_regions_are_exactly_those_of_the_installed_botocore(tool):
    path = tool.FOLDER / "regions_aws.json"
    document = json.loads(path.read_text())
    gone = document["rows"].pop(5)
    document["rows"].append({**document["rows"][0], "name": "xx-moon-1"})
    path.write_text(json.dumps(document))
    tool.refresh(None, None, TODAY, write=True)
    names = rows(tool, "regions_aws.json")
    assert gone["name"] in names
    assert names[gone["name"]]["country"] is None
    assert "xx-moon-1" not in names


def test_a_day_of_recording_is_set_on_what_the_vendor_confirms_only(tool):
    tool.refresh(LOCATIONS, "2026-12-01", TODAY, write=True)
    azure = rows(tool, "regions_azure.json")
    assert azure["uksouth"]["as_of"] == "2026-12-01"
    assert azure["chinanorth"]["as_of"] == "2026-11-01"


def test_a_correction_that_the_vendor_made_itself_is_pointed_out(tool, tmp_path, capsys):
    def repair(listed):
        only("spaincentral", listed)["metadata"]["longitude"] = "-3.7038"

    tool.refresh(locations(tmp_path, repair), None, TODAY, write=False)
    told = capsys.readouterr().err
    assert "spaincentral stands against longitude 3.4209, but the vendor records -3.7038" in told


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda listed: listed.clear(), "no region for customers"),
        (lambda listed: listed.append({"name": "x"}), "KeyError('metadata')"),
        (lambda listed: listed.append("x"), "TypeError"),
        (lambda listed: only("uksouth", listed)["metadata"].update(latitude="north"), "ValueError"),
        (lambda listed: only("uksouth", listed)["metadata"].update(geography=None), "Attribute"),
    ],
)
def test_vendor_data_of_another_shape_is_refused_and_nothing_is_written(
    tool, tmp_path, change, why
):
    before = contents(tool)
    with pytest.raises(EdgewrightError) as caught:
        tool.refresh(locations(tmp_path, change), None, TODAY, write=True)
    assert caught.value.code == "FCT-002"
    assert why in caught.value.message
    assert contents(tool) == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda meta: meta.update(latitude="200"), "latitude"),
        (lambda meta: meta.update(pairedRegion=[{"name": "atlantis"}]), "no region atlantis"),
        (lambda meta: meta.update(pairedRegion=[{"name": "ukwest2"}]), "no region ukwest2"),
    ],
)
def test_a_merge_that_would_not_hold_is_refused_and_nothing_is_written(tool, tmp_path, change, why):
    before = contents(tool)
    path = locations(tmp_path, lambda listed: change(only("italynorth", listed)["metadata"]))
    edit_of_aws = json.loads((tool.FOLDER / "regions_aws.json").read_text())
    assert edit_of_aws["rows"]
    with pytest.raises(EdgewrightError) as caught:
        tool.refresh(path, "2026-12-01", TODAY, write=True)
    assert caught.value.code == "FCT-001"
    assert why in caught.value.message
    assert contents(tool) == before


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"partitions": [{}]}', '{"partitions": 3}'])
def test_partitions_of_another_shape_are_refused(tmp_path, text):
    path = tmp_path / "partitions.json"
    path.write_text(text)
    for reading in (vendors.aws_records, vendors.aws_control_planes):
        with pytest.raises(EdgewrightError) as caught:
            reading(path)
        assert caught.value.code == "FCT-002"


def test_a_new_partition_gets_its_control_plane(tool, tmp_path, monkeypatch):
    document = json.loads(tool.partitions_file().read_text())
    document["partitions"].append(
        {
            "id": "aws-moon",
            "outputs": {"implicitGlobalRegion": "moon-1"},
            "regions": {"moon-1": {}, "aws-moon-global": {}},
        }
    )
    path = tmp_path / "partitions.json"
    path.write_text(json.dumps(document))
    monkeypatch.setattr(tool, "partitions_file", lambda: path)
    tool.refresh(None, None, TODAY, write=True)
    planes = json.loads((tool.FOLDER / "control_planes.json").read_text())["rows"]
    plane = next(row for row in planes if row["partition"] == "aws-moon")
    assert (plane["region"], plane["country"], plane["as_of"]) == ("moon-1", None, TODAY)
    assert rows(tool, "regions_aws.json")["moon-1"]["partition"] == "aws-moon"


def test_the_command_line(tmp_path):
    def run(*arguments):
        command = [sys.executable, str(ROOT / "tools" / "refresh_facts.py"), *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    held = run("--check", "--azure", str(LOCATIONS))
    assert (held.returncode, held.stdout) == (0, "")
    refused = run("--check", "--azure", str(tmp_path / "none.json"))
    assert refused.returncode == 2
    assert "FCT-002" in refused.stderr
    assert run("--check", "--as-of", "soon").returncode == 2
