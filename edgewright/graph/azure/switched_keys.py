"""Customer keys that count only where a switch beside them is on, which is off by default.

REST API, of each service: Managed Clusters (azureKeyVaultKms.enabled), Batch Account
(encryption.keySource), Private Clouds (encryption.status), Bots (isCmekEnabled). The classic
package has no switch: there the key is enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from edgewright.graph.azure.keys import encryption
from edgewright.graph.azure.references import spelt
from edgewright.graph.model import Properties, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.view import ResourceView


class Switched(NamedTuple):
    """Where a service says that it is to use a key of the user's.

    Attributes:
        switch: the path to the switch.
        on: the word that puts it on; "" where it is a yes or no.
        classic: the property that names a key in the classic package.
    """

    switch: tuple[str, ...]
    on: str = ""
    classic: str = ""


SERVICES: Mapping[str, Switched] = {
    "azure-native:containerservice:ManagedCluster": Switched(
        ("securityProfile", "azureKeyVaultKms", "enabled"), classic="keyManagementService"
    ),
    "azure-native:batch:BatchAccount": Switched(
        ("encryption", "keySource"), "microsoft.keyvault", "encryption"
    ),
    "azure-native:avs:PrivateCloud": Switched(("encryption", "status"), "enabled"),
    "azure-native:botservice:Bot": Switched(
        ("properties", "isCmekEnabled"), classic="cmkKeyVaultKeyUrl"
    ),
}
"""Type token -> its switch."""


def switched(view: ResourceView) -> Properties:
    """{encryption, key, key_countries} of a service with such a switch."""
    service = SERVICES[view.resource.type]
    classic = (view.resource.written_type or "").startswith("azure:")
    if classic:
        given = view.declared(service.classic) if service.classic else None
        return dict(PROVIDER_KEY) if given in (None, {}, "") else encryption(view, service.classic)
    asked = view.declared(*service.switch)
    if is_marker(asked) or not isinstance(asked, str | bool | None):
        return unknown_encryption()
    is_on = spelt(asked) == service.on if service.on else asked is True
    return encryption(view, service.switch[0]) if is_on else dict(PROVIDER_KEY)
