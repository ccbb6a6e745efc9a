"""Vaults and what they keep: who reaches them, who may do what, and where secrets are written."""

from __future__ import annotations

import re

from edgewright.graph.azure.network_access import is_public, listed
from edgewright.graph.azure.references import spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_secret, is_unknown
from edgewright.graph.resource.reading import is_unreadable, read
from edgewright.graph.resource.view import ResourceView

VAULT = "azure-native:keyvault:Vault"
MANAGED_HSM = "azure-native:keyvault:ManagedHsm"
SECRET = "azure-native:keyvault:Secret"
_ROLES_SINCE = "20260201"
"""The version of the API since which new vaults ask roles unless told otherwise (Microsoft Learn,
"Prepare for Key Vault API version 2026-02-01")."""
_VERSION = re.compile(r"[/_]v([0-9]{8})")


def vault(view: ResourceView) -> Properties:
    """A key vault."""
    return {**hsm(view), "role_based": _role_based(view)}


def hsm(view: ResourceView) -> Properties:
    """A key vault or a Managed HSM, by its network rules.

    Microsoft Learn, "Configure Azure Key Vault networking settings".
    """
    rules = view.declared("properties", "networkAcls")
    ranges = [*listed(read(rules, "ipRules"), "value")]
    classic = read(rules, "ipRules")
    if isinstance(classic, list) and all(isinstance(one, str) for one in classic):
        ranges = classic
    access = view.declared("properties", "publicNetworkAccess")
    return {"public_network": is_public(access, read(rules, "defaultAction"), ranges)}


def _role_based(view: ResourceView) -> PropertyValue:
    asked = view.declared("properties", "enableRbacAuthorization")
    if is_unreadable(asked, bool):
        return dict(UNKNOWN)
    found = _VERSION.search(view.resource.written_type or "")
    return (found is not None and found[1] >= _ROLES_SINCE) if asked is None else asked


def secret(view: ResourceView) -> Properties:
    """A secret of a vault: in plain text where the program itself says what it is."""
    native = view.declared("properties")
    value = view.declared("value") if native is None else read(native, "value")
    if is_secret(value):
        return {"plain_text": False}
    written = isinstance(value, str) and not is_unknown(value)
    return {"plain_text": True if written and spelt(value) else dict(UNKNOWN)}
