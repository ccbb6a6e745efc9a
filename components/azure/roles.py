"""Azure's built-in roles that components grant, and granting them.

Ids are Azure's own and the same everywhere (Azure built-in roles, learn.microsoft.com).
"""

from __future__ import annotations

import pulumi
from pulumi_azure_native import authorization

from edgewright.components.contract import Home

KEY_USER = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
"""Key Vault Crypto Service Encryption User: wrap and unwrap with keys, nothing else."""
BLOB_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
"""Storage Blob Data Reader."""
BLOB_WRITER = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
"""Storage Blob Data Contributor."""
IMAGE_PULLER = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
"""AcrPull."""
DEVICE_REGISTRAR = "4ea46cd5-c1b2-4a8e-910b-273211f9ce47"
"""IoT Hub Registry Contributor: device identities, not their messages."""
TWIN_WRITER = "494bdba2-168f-4f31-a0a1-191d2f7c028c"
"""IoT Hub Twin Contributor: device twins, with the tags deployments are targeted by."""


def grant(
    name: str,
    home: Home,
    role: str,
    principal: pulumi.Input[str],
    scope: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> authorization.RoleAssignment:
    """Give a managed identity one built-in role on one resource."""
    definitions = f"/subscriptions/{home.account}/providers/Microsoft.Authorization/roleDefinitions"
    return authorization.RoleAssignment(
        name,
        role_definition_id=f"{definitions}/{role}",
        principal_id=principal,
        principal_type="ServicePrincipal",
        scope=scope,
        opts=opts,
    )
