"""Where vendors offer a setting. Expected values are those of the sources that the file names."""

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import settings

HUB = "azure-native:iothub:IotHubResource"
SERVICE = "azure-native:deviceprovisioningservices:IotDpsResource"
SETTING = "enableDataResidency"


@pytest.mark.parametrize(
    ("type", "region", "offer"),
    [
        (HUB, "brazilsouth", "yes"),
        (HUB, "southeastasia", "yes"),
        (HUB, "qatarcentral", "required"),
        (HUB, "eastus", "refused"),
        (HUB, "japaneast", "refused"),
        (HUB, "westeurope", "undocumented"),
        (HUB, "switzerlandnorth", "undocumented"),
        (HUB, None, "undocumented"),
        (SERVICE, "brazilsouth", "yes"),
        (SERVICE, "southeastasia", "yes"),
        (SERVICE, "qatarcentral", "undocumented"),
        ("azure-native:storage:StorageAccount", "brazilsouth", "undocumented"),
    ],
)
def test_a_setting_is_offered_where_a_source_says_so(type, region, offer):
    assert settings.offered(type, SETTING, region) == offer


def test_another_setting_of_the_same_type_is_another_matter():
    assert settings.offered(HUB, "disableLocalAuth", "brazilsouth") == "undocumented"


def test_what_nobody_verified_offers_nothing(edit_facts):
    edit_facts("settings", lambda doc: doc["settings"][0].update(confidence="unverified"))
    assert settings.offered(HUB, SETTING, "brazilsouth") == "undocumented"


def test_a_region_that_does_not_exist_is_refused(edit_facts):
    edit_facts("settings", lambda doc: doc["settings"][0].update(region="brazilsud"))
    with pytest.raises(EdgewrightError, match=r"settings\[0\]: region: azure has no region"):
        settings.offered(HUB, SETTING, "brazilsouth")


def test_only_regions_that_microsoft_names_keep_anything():
    """Microsoft's pages name two regions that can opt out, its own CLI one that must."""
    kept = {(row.type, row.region) for row in settings.SETTINGS.rows() if row.offered != "refused"}
    named = {
        (type, region) for type in (HUB, SERVICE) for region in ("brazilsouth", "southeastasia")
    }
    assert kept == named | {(HUB, "qatarcentral")}
