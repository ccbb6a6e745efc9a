"""Where IoT hubs and provisioning services fail over to, whatever they ask for."""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import SECRET, UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

HUB = "azure-native:iothub:IotHubResource"
SERVICE = "azure-native:deviceprovisioningservices:IotDpsResource"
PLACES = ("residency_offer", "failover_region")


def found(type: str, region: Any, setting: Any) -> tuple[tuple[Any, ...], list[Any]]:
    """What is known of a hub's failover, and the regions its state is copied to."""
    properties = {} if setting is None else {"enableDataResidency": setting}
    props = {"location": region, "properties": properties, "tags": {"edgewright:data": "notes"}}
    it = RawResource(f"urn:pulumi:s::p::{type}::it", type, "it", props, props, None)
    graph = record_graph([it])
    hub = next(one for one in graph.nodes if one.id == it.urn)
    copies = [one.location.region for one in graph.nodes if one.kind == "copy.failover"]
    return tuple(hub.props[name] for name in PLACES), copies


@pytest.mark.parametrize("type", [HUB, SERVICE, "azure-native:iothub/v20230630:IotHubResource"])
def test_it_stays_where_staying_is_offered(type: str) -> None:
    assert found(type, "brazilsouth", True) == ((None, None), [])
    assert found(type, "Southeast Asia", True) == ((None, None), [])


@pytest.mark.parametrize("type", [HUB, SERVICE])
@pytest.mark.parametrize("setting", [True, "yes", UNKNOWN, SECRET])
def test_it_fails_over_where_nobody_documents_that_it_can_stay(type: str, setting: Any) -> None:
    kept = ("undocumented", "northeurope")
    assert found(type, "westeurope", setting) == (kept, ["northeurope"])


def test_it_fails_over_where_staying_is_refused() -> None:
    assert found(HUB, "eastus", True) == (("refused", "westus"), ["westus"])


def test_the_service_is_not_the_hub() -> None:
    """Qatar Central demands it of hubs; it has no pair, so nothing fails over anyway."""
    assert found(HUB, "qatarcentral", True) == ((None, None), [])
    assert found(SERVICE, "qatarcentral", True) == ((None, None), [])


@pytest.mark.parametrize("setting", [None, False])
def test_it_fails_over_unless_told_otherwise(setting: Any) -> None:
    expected = (None, "southcentralus")
    assert found(HUB, "brazilsouth", setting) == (expected, ["southcentralus"])


def test_a_setting_nobody_can_read_where_it_would_count_leaves_all_unknown() -> None:
    assert found(HUB, "brazilsouth", UNKNOWN) == ((None, UNKNOWN), [None])


def test_a_region_nobody_knows_proves_nothing() -> None:
    kept, copies = found(HUB, UNKNOWN, True)
    assert kept == ("undocumented", UNKNOWN)
    assert copies == [None]


def test_a_region_without_a_pair_has_nowhere_to_fail_over_to() -> None:
    """Microsoft Learn, "Reliability in Azure IoT Hub": nothing leaves a region without a pair."""
    assert found(HUB, "polandcentral", True) == ((None, None), [])
