"""Regions: complete against the installed SDK, inside their countries, vendor errors corrected."""

import json
from pathlib import Path

import botocore
import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue, law, reader, regions


def botocore_regions() -> dict[str, str]:
    """Region -> partition in the installed botocore; its "aws-global" and so on are no places."""
    path = Path(botocore.__file__).parent / "data" / "partitions.json"
    partitions = json.loads(path.read_text())["partitions"]
    return {
        region: partition["id"]
        for partition in partitions
        for region in partition["regions"]
        if not region.endswith("-global")
    }


def test_every_region_of_the_installed_botocore_is_known_with_its_partition():
    ours = {
        name: row.partition for (cloud, name), row in catalogue.regions().items() if cloud == "aws"
    }
    assert ours == botocore_regions()


def azure_names(partition):
    found = catalogue.regions().items()
    return {name for (cloud, name), row in found if cloud == "azure" and row.partition == partition}


def test_public_azure_regions_are_known():
    # 57 physical ones in the recorded list (61 less 2 canary and 2 stage ones), and those that
    # projects use and the list does not have.
    beyond = "denmarkeast indiasouthcentral israelnorthwest malaysiasouth southeastus swedensouth"
    azure = azure_names("azure")
    assert len(azure) == 57 + 8
    assert {*beyond.split(), "taiwannorth", "taiwannorthwest"} <= azure
    assert {"westeurope", "austriaeast", "belgiumcentral", "newzealandnorth"} <= azure
    assert not [name for name in azure if name.endswith(("euap", "stage", "stg"))]


@pytest.mark.parametrize(
    ("partition", "names"),
    [
        ("azure-us-gov", "usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia"),
        ("azure-cn", "chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3"),
        ("azure-bleu", "bleufrancecentral bleufrancesouth"),
        ("azure-delos", "deloscloudgermanycentral deloscloudgermanynorth"),
        ("azure-singapore", "singaporecentral singaporenorth"),
        ("azure-us-nat", "usnateast usnatwest"),
        ("azure-us-sec", "usseceast ussecwest ussecwestcentral"),
    ],
)
def test_azure_regions_apart_from_the_public_ones(partition, names):
    assert azure_names(partition) == set(names.split())


def test_regions_in_one_partition_of_a_nation_are_in_that_nation():
    nation = {"azure-us-gov": "US", "azure-cn": "CN", "azure-bleu": "FR", "azure-delos": "DE",
              "aws-cn": "CN", "aws-us-gov": "US", "aws-eusc": "DE"}  # fmt: skip
    for row in catalogue.regions().values():
        assert row.country == nation.get(row.partition, row.country), row.name


def test_pairs_exist_and_those_across_a_border_are_exactly_the_known_ones():
    pairs = {
        (row.name, row.pair): (row.country, catalogue.region("azure", row.pair).country)
        for row in catalogue.regions().values()
        if row.pair
    }
    assert {pair for pair, (home, away) in pairs.items() if home != away} == {
        ("brazilsouth", "southcentralus"),
        ("eastasia", "southeastasia"),
        ("southeastasia", "eastasia"),
        ("northeurope", "westeurope"),
        ("westeurope", "northeurope"),
    }


@pytest.mark.parametrize(
    ("name", "pair", "known"),
    [
        ("westeurope", "northeurope", True),
        ("brazilsouth", "southcentralus", True),
        ("polandcentral", None, True),  # the recorded list says: none
        ("swedensouth", "swedencentral", True),
        ("denmarkeast", None, False),  # in no list that would say
        ("usnateast", None, False),
    ],
)
def test_no_pair_and_a_pair_that_is_not_known_are_two_things(name, pair, known):
    row = catalogue.region("azure", name)
    assert (row.pair, row.pair_known) == (pair, known)


@pytest.mark.parametrize(
    ("cloud", "name", "zones"),
    [
        ("azure", "westeurope", 3),
        ("azure", "westus", 0),
        ("azure", "denmarkeast", None),
        ("aws", "us-east-1", 6),
        ("aws", "eusc-de-east-1", None),
    ],
)
def test_availability_zones(cloud, name, zones):
    assert catalogue.region(cloud, name).zones == zones


def test_what_nobody_confirms_is_not_called_verified():
    for row in catalogue.regions().values():
        isolated = row.partition.startswith(("aws-iso", "azure-us-nat", "azure-us-sec"))
        if isolated or row.partition in {"azure-bleu", "azure-delos", "azure-singapore"}:
            assert row.confidence == "unverified", row.name


def test_zurich_and_london_are_not_in_the_union():
    union = next(set(zone.countries) for zone in law.zones() if zone.zone == "EU")
    for name, country in (("eu-central-2", "CH"), ("eu-west-2", "GB")):
        assert catalogue.region("aws", name).country == country
        assert country not in union
    assert catalogue.region("aws", "eu-west-1").country in union


@pytest.mark.parametrize(
    ("name", "at"),
    [  # city coordinates from GeoNames, to a tenth of a degree
        ("spaincentral", (40.4, -3.7)),
        ("germanynorth", (52.5, 13.4)),
        ("francecentral", (48.9, 2.4)),
        ("francesouth", (43.3, 5.4)),
        ("uksouth", (51.5, -0.1)),
        ("ukwest", (51.5, -3.2)),
    ],
)
def test_vendor_coordinates_that_contradict_the_city_are_corrected(name, at):
    row = catalogue.region("azure", name)
    assert row.at == pytest.approx(at, abs=0.06)
    assert "recorded at" in row.note


def test_operators_outside_the_united_states_are_named():
    assert catalogue.region("aws", "cn-north-1").operator_parent == "CN"
    assert catalogue.region("aws", "eusc-de-east-1").operator == "AWS European Sovereign Cloud"
    assert catalogue.region("aws", "eusc-de-east-1").operator_parent == "US"


def test_what_is_not_published_stays_unknown():
    isolated = catalogue.region("aws", "eu-isoe-west-1")
    assert isolated.country is None
    assert isolated.at is None


def test_a_region_belongs_to_its_own_cloud_only():
    assert catalogue.region("azure", "eu-central-1") is None
    assert catalogue.region("aws", "nowhere-1") is None
    assert catalogue.region("gcp", "europe-west3") is None


@pytest.mark.parametrize(
    ("cloud", "written", "meant"),
    [
        ("aws", "eu-centrl-1", "eu-central-1"),
        ("aws", "EU-WEST-3", "eu-west-3"),
        ("azure", "Brazil South", "brazilsouth"),
        ("azure", "germanywestcentrl", "germanywestcentral"),
    ],
)
def test_the_nearest_name_comes_first(cloud, written, meant):
    assert catalogue.nearest_names(cloud, written)[0] == meant


def test_nothing_like_a_region_gets_no_suggestion():
    assert catalogue.nearest_names("aws", "moon") == ()


def edited(folder, monkeypatch, file, change):
    """The facts, read from a copy in which a file's text was changed by hand."""
    for path in reader.FOLDER.glob("*.json"):
        (folder / path.name).write_text(path.read_text())
    document = json.loads((folder / file).read_text())
    change(document["rows"])
    (folder / file).write_text(json.dumps(document))
    monkeypatch.setattr(reader, "FOLDER", folder)


@pytest.fixture(autouse=True)
def read_anew():
    forget()
    yield
    forget()


def forget():
    reader._shipped.cache_clear()
    regions.regions.cache_clear()


def nonsense(**update):
    return lambda rows: rows[3].update(update)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (nonsense(latitude=200), "rows[3]: latitude"),
        (nonsense(longitude=-181.0), "rows[3]: longitude"),
        (nonsense(country="XX"), "rows[3]: country"),
        (nonsense(operator_parent="EU"), "rows[3]: operator_parent"),
        (nonsense(pair="atlantis"), "rows[3]: pair: there is no region atlantis"),
        (nonsense(pair="chinaeast"), "rows[3]: pair: chinaeast is in another partition"),
        (nonsense(pair_known=False), "rows[3]: row: Value error, a pair is another region"),
        (nonsense(pair="australiasoutheast"), "rows[3]: row: Value error, a pair is another"),
        (nonsense(subdivision="NZ-AUK"), "rows[3]: row: Value error, subdivision NZ-AUK"),
        (nonsense(zones=-1), "rows[3]: zones"),
        (nonsense(source="hearsay"), "rows[3]: its source is not one of `sources`"),
        (nonsense(name="australiaeast", pair=None), "rows[3]: azure australiaeast is there twice"),
    ],
)
def test_a_regions_file_edited_into_nonsense_is_refused_with_its_row(
    tmp_path, monkeypatch, change, why
):
    edited(tmp_path, monkeypatch, "regions_azure.json", change)
    with pytest.raises(EdgewrightError) as caught:
        catalogue.regions()
    assert caught.value.code == "FCT-001"
    assert why in caught.value.message
    assert caught.value.place.file == str(tmp_path / "regions_azure.json")


def row_of(name, rows):
    return next(row for row in rows if row["name"] == name)


def test_a_correction_that_the_regions_lost_is_refused(tmp_path, monkeypatch):
    def lose(rows):
        row_of("spaincentral", rows)["longitude"] = 3.4209

    edited(tmp_path, monkeypatch, "regions_azure.json", lose)
    with pytest.raises(EdgewrightError, match=r"spaincentral does not have longitude -3\.7038"):
        regions.overrides()


def test_every_correction_has_a_reason_and_differs_from_what_it_corrects():
    corrected = {row.name for row in regions.overrides()}
    assert {"spaincentral", "germanynorth", "northeurope", "westeurope", "eastasia"} <= corrected
    for row in regions.overrides():
        assert len(row.reason) > 20
        same = set(row.recorded.items()) & set(row.corrected.items())
        assert len(same) < len(row.corrected), row.name
