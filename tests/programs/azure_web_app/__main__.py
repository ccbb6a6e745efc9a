"""An Azure web app with a database and a vault: identities, roles, ids made of texts."""

import pulumi
from pulumi_azure_native import (
    applicationinsights,
    authorization,
    keyvault,
    managedidentity,
    resources,
    sql,
    web,
)

client = authorization.get_client_config()
group = resources.ResourceGroup("shop", location="West Europe")
identity = managedidentity.UserAssignedIdentity("shop-identity", resource_group_name=group.name)
vault = keyvault.Vault(
    "shop-vault",
    resource_group_name=group.name,
    properties={
        "tenant_id": client.tenant_id,
        "sku": {"family": "A", "name": "standard"},
        "enable_rbac_authorization": True,
        "enable_purge_protection": True,
    },
)
password = keyvault.Secret(
    "sql-password",
    resource_group_name=group.name,
    vault_name=vault.name,
    properties={"value": pulumi.Output.secret("a-b-c-d-e-f")},
)
READER = "4633458b-17de-408a-b874-0445c86b69e6"
authorization.RoleAssignment(
    "reads-secrets",
    principal_id=identity.principal_id,
    principal_type="ServicePrincipal",
    role_definition_id=f"/subscriptions/{client.subscription_id}"
    f"/providers/Microsoft.Authorization/roleDefinitions/{READER}",
    scope=vault.id,
)
server = sql.Server(
    "shop-sql",
    resource_group_name=group.name,
    administrator_login="shop",
    administrator_login_password=pulumi.Output.secret("a-b-c-d-e-f"),
    minimal_tls_version="1.2",
    public_network_access="Enabled",
)
sql.FirewallRule(
    "azure-may",
    resource_group_name=group.name,
    server_name=server.name,
    start_ip_address="0.0.0.0",
    end_ip_address="0.0.0.0",
)
database = sql.Database(
    "orders",
    resource_group_name=group.name,
    server_name=server.name,
    sku={"name": "S0"},
    tags={"edgewright:data": "orders"},
)
insights = applicationinsights.Component(
    "shop-insights",
    resource_group_name=group.name,
    application_type="web",
    kind="web",
    ingestion_mode="ApplicationInsights",
)
plan = web.AppServicePlan(
    "shop-plan", resource_group_name=group.name, sku={"name": "P0v3", "tier": "Premium"}
)
app = web.WebApp(
    "shop-app",
    resource_group_name=group.name,
    server_farm_id=plan.id,
    https_only=True,
    identity={"type": "UserAssigned", "user_assigned_identities": [identity.id]},
    site_config={
        "min_tls_version": "1.2",
        "app_settings": [
            {
                "name": "DB",
                "value": pulumi.Output.concat(
                    "Server=", server.name, ".database.windows.net;Database=", database.name
                ),
            },
            {"name": "APPINSIGHTS_KEY", "value": insights.instrumentation_key},
        ],
    },
)
web.WebAppSlot(
    "staging", resource_group_name=group.name, name=app.name, slot="staging", https_only=True
)
pulumi.export("host", app.default_host_name.apply(lambda name: f"https://{name}"))
