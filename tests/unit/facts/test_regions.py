"""Regions: complete against the installed SDK, inside their countries, vendor errors corrected."""

import json
from pathlib import Path

import botocore
import pytest

from edgewright.facts import catalogue

# Country -> (south, north, west, east) in degrees, rounded outwards; from the CIA World Factbook's
# extreme points, so independent of the providers' own coordinates.
BOXES = {
    "AE": (22.5, 26.5, 51, 56.5), "AT": (46.3, 49.1, 9.5, 17.2), "AU": (-44, -10, 112, 154),
    "BE": (49.4, 51.6, 2.5, 6.5), "BH": (25.5, 26.4, 50.3, 50.8), "BR": (-34, 5.5, -74, -34),
    "CA": (41.6, 83.2, -141.1, -52.6), "CH": (45.8, 47.9, 5.9, 10.6), "CL": (-56, -17, -76, -66),
    "CN": (18, 54, 73, 135.5), "DE": (47.2, 55.1, 5.8, 15.1), "DK": (54.5, 57.8, 8, 15.2),
    "ES": (35.9, 43.9, -9.4, 3.4), "FR": (42.3, 51.2, -5, 8.3), "GB": (49.8, 60.9, -8.2, 1.8),
    "HK": (22.1, 22.6, 113.8, 114.5), "ID": (-11.1, 6, 95, 141.1),
    "IE": (51.3, 55.5, -10.6, -5.9), "IL": (29.4, 33.4, 34.2, 35.9), "IN": (6.7, 35.6, 68, 97.5),
    "IT": (36.6, 47.2, 6.6, 18.6), "JP": (24, 45.6, 122.9, 146), "KR": (33, 38.7, 125, 131),
    "MX": (14.5, 32.8, -117.2, -86.7), "MY": (0.8, 7.4, 99.6, 119.3),
    "NL": (50.7, 53.6, 3.3, 7.3), "NO": (57.9, 71.3, 4.5, 31.2),
    "NZ": (-47.4, -34.3, 166.4, 178.6), "PL": (49, 54.9, 14.1, 24.2),
    "QA": (24.4, 26.2, 50.7, 51.7), "SA": (16, 32.2, 34.4, 55.7), "SE": (55.3, 69.1, 10.9, 24.2),
    "SG": (1.1, 1.5, 103.6, 104.1), "TH": (5.6, 20.5, 97.3, 105.7),
    "TW": (21.8, 25.4, 119.9, 122.1), "US": (24.5, 49.4, -125, -66.9),
    "ZA": (-34.9, -22.1, 16.4, 33),
}  # fmt: skip


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


def test_public_azure_regions_are_known():
    azure = [name for cloud, name in catalogue.regions() if cloud == "azure"]
    # 57 physical ones in the recorded list (61 less 2 canary and 2 stage ones), and three that it
    # does not have: swedensouth, denmarkeast, indiasouthcentral.
    assert len(azure) == 57 + 3
    assert {"westeurope", "austriaeast", "belgiumcentral", "newzealandnorth"} <= set(azure)
    assert not [name for name in azure if name.endswith(("euap", "stage", "stg"))]


@pytest.mark.parametrize(
    "row", catalogue.regions().values(), ids=lambda row: f"{row.cloud}/{row.name}"
)
def test_a_region_lies_in_its_country(row):
    if row.at is None:
        assert row.note
        return
    south, north, west, east = BOXES[row.country]
    assert south <= row.latitude <= north
    assert west <= row.longitude <= east


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
