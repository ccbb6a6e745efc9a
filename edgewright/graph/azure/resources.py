"""Azure resource types in neutral kinds: storage, registries, machine learning, IoT."""

from __future__ import annotations

import re

from edgewright.graph.azure.keys import (
    CLASSIC_KEY,
    KEY,
    SCOPE,
    account_encryption,
    encryption,
    vault_key,
)
from edgewright.graph.azure.pairs import pair_of
from edgewright.graph.azure.replication import (
    ACCOUNT,
    PROVISIONING,
    REGISTRY,
    REPLICATION,
)
from edgewright.graph.azure.residency import DATA_RESIDENCY, offer, stays_in_region
from edgewright.graph.azure.retention import (
    BLOB_SERVICE,
    IMMUTABILITY,
    LEGAL_HOLD,
    MANAGEMENT_POLICY,
    retention,
    versioned,
)
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue
from edgewright.graph.provider import Normaliser
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import is_unreadable
from edgewright.graph.resource.view import ResourceView

WEBSITE = "azure-native:storage:StorageAccountStaticWebsite"
_VERSION = re.compile(r"[/_]v([0-9]{8})")
TLS_NAMES = {"TLS1_0": "1.0", "TLS1_1": "1.1", "TLS1_2": "1.2", "TLS1_3": "1.3"}


def storage_account(view: ResourceView) -> Properties:
    """A storage account.

    An account that sets no TLS floor is judged as TLS 1.0, which is how the service reads it.
    """
    floor = view.observed("minimumTlsVersion")
    return {
        **account_encryption(view),
        "public": _public(view),
        "tls_only": _https_only(view),
        "tls_min": dict(UNKNOWN) if is_unreadable(floor, str) else TLS_NAMES.get(str(floor), "1.0"),
        "versioned": versioned(view),
        "retention_days": retention(view),
    }


def _public(view: ResourceView) -> PropertyValue:
    """Whether containers may be open. The files of a website are, whatever the account says.

    Microsoft Learn, "Static website hosting in Azure Storage". Earlier versions of the API read
    a setting that is not there as yes, later ones as no.
    """
    if view.parts(WEBSITE, "accountName"):
        return True
    if _api_version(view) < "20230101" and view.observed("allowBlobPublicAccess") is None:
        return dict(UNKNOWN)
    public = view.flag("allowBlobPublicAccess", default=False)
    perhaps = public is False and view.perhaps(WEBSITE, "accountName")
    return dict(UNKNOWN) if perhaps else public


def _https_only(view: ResourceView) -> PropertyValue:
    """Whether plain HTTP is refused: by default since API version 2019-04-01."""
    return view.flag("enableHttpsTrafficOnly", default=_api_version(view) >= "20190401")


def _api_version(view: ResourceView) -> str:
    """The version of the API in a type token ("20180701"); the newest where it has none."""
    found = _VERSION.search(view.resource.written_type or "")
    return found.group(1) if found else "99999999"


def registry(view: ResourceView) -> Properties:
    """An Azure container registry."""
    status = view.observed("encryption", "status")
    key = encryption(view, "encryption") if lower(status) == "enabled" else PROVIDER_KEY
    return {
        "encryption": key["encryption"],
        "immutable_tags": False,
        "scan_on_push": False,
        "public": view.flag("anonymousPullEnabled", default=False),
    }


def workspace(view: ResourceView) -> Properties:
    """A machine learning workspace, which holds the models registered in it."""
    status = view.observed("encryption", "status")
    key = encryption(view, "encryption") if lower(status) == "enabled" else PROVIDER_KEY
    access = view.observed("publicNetworkAccess")
    hidden = unknown_encryption()
    return {
        **(hidden if is_unreadable(status, str) else key),
        "public_network": dict(UNKNOWN) if is_unreadable(access, str) else access != "Disabled",
    }


def iot_hub(view: ResourceView) -> Properties:
    """An IoT hub.

    Without a floor it accepts TLS 1.0, without `enableDataResidency` (or where that is not
    offered) it fails over to its region's pair, without `disableLocalAuth` it accepts shared keys:
    the service's defaults.
    """
    floor = view.observed("properties", "minTlsVersion")
    return {
        "tls_min": floor or "1.0",
        "public_network": _reachable(view),
        "local_auth": _local_auth(view),
        "retention_days": _retention(view),
        **_failover(view),
    }


def provisioning_service(view: ResourceView) -> Properties:
    """A device provisioning service: TLS 1.2 is the service's own floor, it has no setting.

    Neither has it one against shared keys: a new service has a policy with all rights, whose keys
    its Service API takes (Microsoft Learn, "TLS support in Azure IoT Hub Device Provisioning
    Service", "Control access to Azure IoT Hub Device Provisioning Service").
    """
    return {
        "tls_min": "1.2",
        "public_network": _reachable(view),
        "local_auth": True,
        "retention_days": ABSENT,
        **_failover(view),
    }


def _retention(view: ResourceView) -> PropertyValue:
    """Days that a hub keeps messages for its readers: one unless it says more.

    Microsoft Learn, "Understand the built-in Event Hubs-compatible endpoint".
    """
    given = view.observed("properties", "eventHubEndpoints", "events", "retentionTimeInDays")
    return 1 if given is None else given


def _reachable(view: ResourceView) -> PropertyValue:
    access = view.observed("properties", "publicNetworkAccess")
    return dict(UNKNOWN) if is_unreadable(access, str) else access != "Disabled"


def _local_auth(view: ResourceView) -> PropertyValue:
    disabled = view.observed("properties", "disableLocalAuth")
    return dict(UNKNOWN) if is_unreadable(disabled, bool) else disabled is not True


def _failover(view: ResourceView) -> Properties:
    given = view.observed(*DATA_RESIDENCY)
    stays = stays_in_region(view, given)
    pair = pair_of(view.place.region)
    if stays is not False:
        pair = None if stays is True else dict(UNKNOWN)
    doubted = stays is False and given not in (None, False) and pair is not None
    return {"residency_offer": offer(view) if doubted else None, "failover_region": pair}


NORMALISERS: dict[str, tuple[str, Normaliser]] = {
    ACCOUNT: ("storage.account", storage_account),
    KEY: ("key.key", vault_key),
    REGISTRY: ("registry.images", registry),
    "azure-native:machinelearningservices:Workspace": ("ml.registry", workspace),
    "azure-native:iothub:IotHubResource": ("iot.hub", iot_hub),
    PROVISIONING: ("iot.hub", provisioning_service),
}
STRUCTURAL = frozenset(
    {
        MANAGEMENT_POLICY,
        BLOB_SERVICE,
        IMMUTABILITY,
        LEGAL_HOLD,
        SCOPE,
        CLASSIC_KEY,
        WEBSITE,
        REPLICATION,
        "azure-native:resources:ResourceGroup",
        "azure-native:storage:BlobContainer",
    }
)
"""Types that only configure or contain another one: assessed as part of it."""
