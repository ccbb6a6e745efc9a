"""One resource under its several names: the same kind, labels, place and properties."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pulumi_aws_native
import pulumi_azure_native
import pytest

from edgewright.facts.services import global_service
from edgewright.graph.aws.spellings import SPELLINGS as OF_AWS
from edgewright.graph.azure.spellings import RENAMED
from edgewright.graph.custody import key_custody
from edgewright.graph.model import UNKNOWN, Node, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.registry import FLOWS, NORMALISERS, SPELLINGS, STRUCTURAL, index_of
from edgewright.graph.resource.from_state import assemble
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.spellings import respelled
from edgewright.graph.resource.view import ResourceView

URN = "urn:pulumi:s::p::"
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
TAGS = {"edgewright:data": "patients"}
TAG_LIST = [{"key": "edgewright:data", "value": "patients"}]
KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/0"
DENY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ],
}
State = dict[str, Any]


def state(type: str, name: str, /, **inputs: Any) -> State:
    """A resource of its package's default provider, in Frankfurt if that has a region."""
    package = canonical_type(type).partition(":")[0]
    provider = f"{URN}pulumi:providers:{package}::default::1"
    return {"urn": f"{URN}{type}::{name}", "type": type, "inputs": inputs, "provider": provider}


def of(owner: State, property: str, part: State) -> State:
    """A resource with a reference to another one in a property."""
    known = part.get("propertyDependencies", {})
    return {**part, "propertyDependencies": {**known, property: [owner["urn"]]}}


def nodes(*states: State) -> dict[str, Node]:
    providers = [
        {
            "urn": f"{URN}pulumi:providers:{package}::default",
            "type": f"pulumi:providers:{package}",
            "inputs": {"region": "eu-central-1"},
        }
        for package in ("aws", "aws-native")
    ]
    graph = record_graph(assemble([*providers, *states]))
    return {node.id.partition("::")[2].rpartition("::")[2]: node for node in graph.nodes}


def meaning(node: Node) -> tuple[object, ...]:
    """What rules see of a node, with the names of resources in place of their URNs."""
    props = re.sub(r"urn:pulumi:s::p::[^\"]*?::(?=\w+\")", "", json.dumps(node.props))
    place = (node.location.cloud, node.location.region, node.location.country)
    return node.kind, node.labels, place, json.loads(props)


def aws_bucket() -> list[State]:
    owner = state("aws:s3/bucket:Bucket", "b", bucket="b", tags=TAGS)
    block = dict.fromkeys(
        ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True
    )
    default = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY_ARN}
    parts = {
        "ServerSideEncryptionConfiguration": {
            "rules": [{"applyServerSideEncryptionByDefault": default}]
        },
        "PublicAccessBlock": block,
        "Versioning": {"versioningConfiguration": {"status": "Enabled"}},
        "LifecycleConfiguration": {
            "rules": [
                {
                    "status": "Enabled",
                    "expiration": {"days": 30},
                    "noncurrentVersionExpiration": {"noncurrentDays": 1},
                },
                {"status": "Enabled", "prefix": "tmp/", "expiration": {"days": 1}},
                {"status": "Disabled", "expiration": {"days": 2}},
                {
                    "status": "Enabled",
                    "filter": {"tag": {"key": "a", "value": "b"}},
                    "expiration": {"days": 3},
                },
            ]
        },
        "ReplicationConfig": {
            "rules": [{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::far"}}]
        },
        "ObjectLockConfiguration": {"rule": {"defaultRetention": {"days": 40}}},
        "Policy": {"policy": json.dumps(DENY)},
    }
    return [
        owner,
        *(
            of(owner, "bucket", state(f"aws:s3/bucket{name}:Bucket{name}", name.lower(), **inputs))
            for name, inputs in parts.items()
        ),
        state("aws:s3/bucket:Bucket", "far", arn="arn:aws:s3:::far", region="us-east-1"),
    ]


def native_bucket() -> list[State]:
    default = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY_ARN}
    owner = state(
        "aws-native:s3:Bucket",
        "b",
        bucketName="b",
        tags=TAG_LIST,
        bucketEncryption={
            "serverSideEncryptionConfiguration": [{"serverSideEncryptionByDefault": default}]
        },
        publicAccessBlockConfiguration={
            "blockPublicAcls": True,
            "blockPublicPolicy": True,
            "ignorePublicAcls": True,
            "restrictPublicBuckets": True,
        },
        versioningConfiguration={"status": "Enabled"},
        lifecycleConfiguration={
            "rules": [
                {
                    "status": "Enabled",
                    "expirationInDays": 30,
                    "noncurrentVersionExpirationInDays": 1,
                    "tagFilters": [],
                },
                {"status": "Enabled", "prefix": "tmp/", "expirationInDays": 1},
                {"status": "Disabled", "expirationInDays": 2},
                {
                    "status": "Enabled",
                    "tagFilters": [{"key": "a", "value": "b"}],
                    "expirationInDays": 3,
                },
            ]
        },
        objectLockConfiguration={"rule": {"defaultRetention": {"days": 40}}},
        replicationConfiguration={
            "rules": [{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::far"}}]
        },
    )
    policy = state("aws-native:s3:BucketPolicy", "policy", bucket="b", policyDocument=DENY)
    far = state("aws:s3/bucket:Bucket", "far", arn="arn:aws:s3:::far", region="us-east-1")
    return [owner, of(owner, "bucket", policy), far]


def v2_bucket() -> list[State]:
    """The same under the deprecated names of pulumi-aws 6."""
    text = json.dumps(aws_bucket())
    for name in ("", *re.findall(r"aws:s3/bucket(\w+):", text)):
        text = text.replace(
            f"aws:s3/bucket{name}:Bucket{name}", f"aws:s3/bucket{name}V2:Bucket{name}V2"
        )
    return json.loads(text)


def test_a_bucket_is_one_whatever_it_is_called() -> None:
    first = nodes(*aws_bucket())
    kind, labels, place, props = meaning(first["b"])
    assert (kind, labels, place) == ("storage.bucket", ("patients",), ("aws", "eu-central-1", "DE"))
    assert props["encryption"] == "customer"
    assert (props["public"], props["tls_only"], props["versioned"]) == (False, True, True)
    for other in (native_bucket(), v2_bucket()):
        assert meaning(nodes(*other)["b"]) == meaning(first["b"])


def test_copies_of_a_bucket_are_found_in_every_spelling() -> None:
    found = [node for node in nodes(*native_bucket()).values() if node.kind == "copy.replica"]
    assert [(node.labels, node.location.region) for node in found] == [(("patients",), "us-east-1")]


def test_a_part_that_cannot_be_read_is_unknown() -> None:
    given = native_bucket()
    for name in ("bucketEncryption", "versioningConfiguration", "lifecycleConfiguration"):
        given[0]["inputs"][name] = UNKNOWN_TEXT
    props = nodes(*given)["b"].props
    assert [props[name] for name in ("encryption", "versioned", "retention_days")] == [UNKNOWN] * 3


def test_a_part_is_no_resource_of_the_users() -> None:
    found = nodes(*native_bucket())
    assert {found[name].kind for name in found if "#" in name} == {"structural", "copy.replica"}
    assert found["b#versioningConfiguration"].parent == found["b"].id


TRUST = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
EVERYTHING = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
IN_AMSTERDAM: State = {"location": "westeurope", "resourceGroupName": "rg", "tags": TAGS}
HUB = {
    "minTlsVersion": "1.2",
    "publicNetworkAccess": "Disabled",
    "disableLocalAuth": True,
}
VAULT_ID = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v"
ALIKE: dict[str, list[State]] = {
    "kms": [
        state("aws:kms/key:Key", "x", enableKeyRotation=True, deletionWindowInDays=7, tags=TAGS),
        state(
            "aws-native:kms:Key", "x", enableKeyRotation=True, pendingWindowInDays=7, tags=TAG_LIST
        ),
    ],
    "signing": [
        state("aws:kms/key:Key", "x", customerMasterKeySpec="RSA_4096", keyUsage="SIGN_VERIFY"),
        state("aws-native:kms:Key", "x", keySpec="RSA_4096", keyUsage="SIGN_VERIFY"),
    ],
    "imported": [
        state("aws:kms/externalKey:ExternalKey", "x", multiRegion=True),
        state("aws-native:kms:Key", "x", multiRegion=True, origin="EXTERNAL"),
    ],
    "ecr in two layers": [
        state(
            "aws:ecr/repository:Repository",
            "x",
            encryptionConfigurations=[{"encryptionType": "KMS_DSSE", "kmsKey": KEY_ARN}],
        ),
        state(
            "aws-native:ecr:Repository",
            "x",
            encryptionConfiguration={"encryptionType": "KMS_DSSE", "kmsKey": KEY_ARN},
        ),
    ],
    "ecr": [
        state(
            "aws:ecr/repository:Repository",
            "x",
            imageTagMutability="IMMUTABLE",
            encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
            imageScanningConfiguration={"scanOnPush": True},
        ),
        state(
            "aws-native:ecr:Repository",
            "x",
            imageTagMutability="IMMUTABLE",
            encryptionConfiguration={"encryptionType": "KMS", "kmsKey": KEY_ARN},
            imageScanningConfiguration={"scanOnPush": True},
        ),
    ],
    "role": [
        state(
            "aws:iam/role:Role",
            "x",
            assumeRolePolicy=json.dumps(TRUST),
            inlinePolicies=[{"name": "a", "policy": json.dumps(EVERYTHING)}],
            tags=TAGS,
        ),
        state(
            "aws-native:iam:Role",
            "x",
            assumeRolePolicyDocument=TRUST,
            policies=[{"policyName": "a", "policyDocument": EVERYTHING}],
            tags=TAG_LIST,
        ),
    ],
    "iot": [
        state("aws:iot/policy:Policy", "x", policy=json.dumps(EVERYTHING)),
        state("aws-native:iot:Policy", "x", policyDocument=EVERYTHING),
    ],
    "domain": [
        state(
            "aws:iot/domainConfiguration:DomainConfiguration",
            "x",
            tlsConfig={"securityPolicy": "?"},
        ),
        state("aws-native:iot:DomainConfiguration", "x", tlsConfig={"securityPolicy": "?"}),
    ],
    "pipeline": [
        state("aws:sagemaker/pipeline:Pipeline", "x", pipelineDefinition='{"Steps": []}'),
        state(
            "aws-native:sagemaker:Pipeline",
            "x",
            pipelineDefinition={"pipelineDefinitionBody": '{"Steps": []}'},
        ),
    ],
    "models": [
        state("aws:sagemaker/modelPackageGroup:ModelPackageGroup", "x", tags=TAGS),
        state("aws-native:sagemaker:ModelPackageGroup", "x", tags=TAG_LIST),
    ],
    "account": [
        state(
            type,
            "x",
            **IN_AMSTERDAM,
            sku={"name": "Standard_RAGRS"},
            allowBlobPublicAccess=True,
            enableHttpsTrafficOnly=False,
            minimumTlsVersion="TLS1_1",
        )
        for type in (
            "azure-native:storage:StorageAccount",
            "azure-native:storage/v20230101:StorageAccount",
            "azure-native:storage/v20230101preview:StorageAccount",
            "azure-native_storage_v20240101:storage:StorageAccount",
        )
    ]
    + [
        state(
            "azure:storage/account:Account",
            "x",
            **IN_AMSTERDAM,
            accountTier="Standard",
            accountReplicationType="RAGRS",
            httpsTrafficOnlyEnabled=False,
            minTlsVersion="TLS1_1",
        )
    ],
    "registry": [
        state(
            "azure-native:containerregistry:Registry",
            "x",
            **IN_AMSTERDAM,
            sku={"name": "Premium"},
            anonymousPullEnabled=True,
        ),
        state(
            "azure:containerservice/registry:Registry",
            "x",
            **IN_AMSTERDAM,
            sku="Premium",
            anonymousPullEnabled=True,
        ),
    ],
    "hub": [
        state(type, "x", **IN_AMSTERDAM, properties=HUB)
        for type in (
            "azure-native:iothub:IotHubResource",
            "azure-native:devices:IotHubResource",
            "azure-native:devices/v20230630:IotHubResource",
        )
    ]
    + [
        state(
            "azure:iot/ioTHub:IoTHub",
            "x",
            **IN_AMSTERDAM,
            minTlsVersion="1.2",
            publicNetworkAccessEnabled=False,
            localAuthenticationEnabled=False,
            endpoints=[],
        )
    ],
    "provisioning": [
        state(type, "x", **IN_AMSTERDAM, properties={"enableDataResidency": True})
        for type in (
            "azure-native:deviceprovisioningservices:IotDpsResource",
            "azure-native:devices:IotDpsResource",
        )
    ]
    + [state("azure:iot/iotHubDps:IotHubDps", "x", **IN_AMSTERDAM, dataResidencyEnabled=True)],
    "workspace": [
        state(
            "azure-native:machinelearningservices:Workspace",
            "x",
            **IN_AMSTERDAM,
            publicNetworkAccess="Disabled",
        ),
        state(
            "azure:machinelearning/workspace:Workspace",
            "x",
            **IN_AMSTERDAM,
            publicNetworkAccessEnabled=False,
        ),
    ],
}


@pytest.mark.parametrize("alike", ALIKE.values(), ids=ALIKE)
def test_a_resource_means_the_same_in_every_spelling(alike: list[State]) -> None:
    first, *others = [nodes(one)["x"] for one in alike]
    assert first.kind is not None
    for node, given in zip(others, alike[1:], strict=True):
        assert meaning(node) == meaning(first)
        assert node.type == given["type"]
    for given in alike:
        [one, *_] = [node for node in record_graph(assemble([given])).nodes if "#" not in node.id]
        assert one.kind == first.kind


def test_a_classic_key_has_its_vaults_protection() -> None:
    native = state(
        "azure-native:keyvault:Vault",
        "vault",
        **IN_AMSTERDAM,
        vaultName="v",
        properties={"enablePurgeProtection": True, "softDeleteRetentionInDays": 7},
    )
    classic = state(
        "azure:keyvault/keyVault:KeyVault",
        "vault",
        **IN_AMSTERDAM,
        name="v",
        purgeProtectionEnabled=True,
        softDeleteRetentionDays=7,
    )
    rotate = {"lifetimeActions": [{"action": {"type": "rotate"}}]}
    written = {"properties": {"kty": "RSA-HSM", "rotationPolicy": rotate}}
    automatic = {"automatic": {"timeBeforeExpiry": "P30D"}}
    first = of(native, "vaultName", state("azure-native:keyvault:Key", "key", **written))
    second = of(
        classic,
        "keyVaultId",
        state(
            "azure:keyvault/key:Key",
            "key",
            keyVaultId=VAULT_ID,
            keyType="RSA-HSM",
            rotationPolicy=automatic,
        ),
    )
    expected = meaning(nodes(native, first)["key"])
    assert (expected[3]["rotation"], expected[3]["deletion_window_days"]) == (True, 7)
    found = meaning(nodes(classic, second)["key"])
    assert (found[0], found[3]) == (expected[0], expected[3])
    for program, key in (((native, first), first), ((classic, second), second)):
        index = index_of(assemble(program))
        assert key_custody(ResourceView(index.get(key["urn"]), index)) == "customer"


def test_a_classic_account_with_a_key_and_what_configures_it() -> None:
    vault = state("azure:keyvault/keyVault:KeyVault", "vault", **IN_AMSTERDAM, name="v")
    account = of(
        vault,
        "customerManagedKey",
        state(
            "azure:storage/account:Account",
            "x",
            **IN_AMSTERDAM,
            accountTier="Standard",
            accountReplicationType="ZRS",
            customerManagedKey={"keyVaultKeyId": "https://v.vault.azure.net/keys/k"},
            blobProperties={"versioningEnabled": True, "deleteRetentionPolicy": {}},
        ),
    )
    rule = {
        "enabled": True,
        "name": "all",
        "filters": {"blobTypes": ["blockBlob"], "prefixMatches": []},
        "actions": {
            "baseBlob": {
                "deleteAfterDaysSinceModificationGreaterThan": 30,
                "deleteAfterDaysSinceCreationGreaterThan": -1,
            },
            "version": {"deleteAfterDaysSinceCreation": 20},
        },
    }
    policy = state("azure:storage/managementPolicy:ManagementPolicy", "policy", rules=[rule])
    props = nodes(vault, account, of(account, "storageAccountId", policy))["x"].props
    assert props["encryption"] == "customer"
    # Soft delete keeps for 7 days unless its block says otherwise.
    assert (props["versioned"], props["retention_days"]) == (True, 37)


def test_what_a_classic_account_leaves_open_is_no_greener_than_its_package_makes_it() -> None:
    """Nested public access is on by default there; the TLS floor depends on the version."""
    given = {"accountTier": "Standard", "accountReplicationType": "LRS"}
    props = nodes(state("azure:storage/account:Account", "x", **IN_AMSTERDAM, **given))["x"].props
    assert (props["public"], props["tls_min"]) == (True, UNKNOWN)


@pytest.mark.parametrize(
    ("georeplications", "countries"),
    [
        (
            {"georeplications": [{"location": "UK South"}, {"location": "Germany North"}]},
            ["DE", "GB"],
        ),
        ({"georeplications": UNKNOWN_TEXT}, [None]),
        ({"georeplicationLocations": ["uksouth"]}, ["GB"]),
        ({"georeplications": []}, []),
    ],
)
def test_a_classic_registry_replicates(georeplications: State, countries: list[str | None]) -> None:
    type = "azure:containerservice/registry:Registry"
    found = nodes(state(type, "x", **IN_AMSTERDAM, sku="Premium", **georeplications))
    copies = [node for node in found.values() if node.kind == "copy.registry"]
    assert sorted((one.location.country for one in copies), key=str) == countries
    assert {one.labels for one in copies} <= {("patients",)}


def test_a_classic_hub_routes_as_a_native_one() -> None:
    far = state("azure:storage/account:Account", "far", location="uksouth", name="far")
    endpoint = {"name": "e", "containerName": "c", "connectionString": "AccountName=far;"}
    upload = {"containerName": "u", "connectionString": "AccountName=far;"}
    classic = state(
        "azure:iot/ioTHub:IoTHub",
        "x",
        **IN_AMSTERDAM,
        endpoints=[{**endpoint, "type": "AzureIotHub.StorageContainer"}],
        fileUpload=upload,
    )
    routed = {"endpoints": {"storageContainers": [endpoint]}}
    native = state(
        "azure-native:iothub:IotHubResource",
        "x",
        **IN_AMSTERDAM,
        properties={"routing": routed, "storageEndpoints": {"$default": upload}},
    )
    for property, hub in (("endpoints", classic), ("properties", native)):
        found = nodes(far, of(far, property, hub)).values()
        places = [node.location.region for node in found if node.kind == "copy.telemetry"]
        assert set(places) == {"uksouth"}


def test_what_native_resources_copy_is_found_and_leads_abroad() -> None:
    """Each resource by itself, in Frankfurt, with one way to another region."""
    far = "us-east-1"
    arn = f"arn:aws:x:{far}:111122223333:y/z"
    ways = {
        "dynamodb:GlobalTable": {"replicas": [{"region": far}]},
        "rds:DbInstance": {"automaticBackupReplicationRegion": far},
        "efs:FileSystem": {"replicationConfiguration": {"destinations": [{"region": far}]}},
        "secretsmanager:Secret": {"replicaRegions": [{"region": far}]},
        "ecr:ReplicationConfiguration": {
            "replicationConfiguration": {"rules": [{"destinations": [{"region": far}]}]}
        },
        "dlm:LifecyclePolicy": {"crossRegionCopyTargets": [{"targetRegion": far}]},
        "backup:BackupPlan": {
            "backupPlan": {
                "backupPlanRule": [{"copyActions": [{"destinationBackupVaultArn": arn}]}]
            }
        },
        "logs:SubscriptionFilter": {"logGroupName": "x", "destinationArn": arn},
        "logs:Destination": {"targetArn": arn},
        "cloudtrail:Trail": {"s3BucketName": "x", "cloudWatchLogsLogGroupArn": arn},
        "iot:TopicRule": {"topicRulePayload": {"actions": [{"sns": {"targetArn": arn}}]}},
        "kinesisfirehose:DeliveryStream": {
            "httpEndpointDestinationConfiguration": {
                "endpointConfiguration": {"url": f"https://x.{far}.amazonaws.com"}
            }
        },
        "ec2:VpcPeeringConnection": {"peerVpcId": "x", "vpcId": "y", "peerRegion": far},
        "ec2:TransitGatewayPeeringAttachment": {
            "peerTransitGatewayId": "x",
            "transitGatewayId": "y",
            "peerRegion": far,
        },
    }
    for name, inputs in ways.items():
        found = nodes(state(f"aws-native:{name}", "x", **inputs)).values()
        regions = {one.location.region for one in found if (one.kind or "").startswith("copy.")}
        assert far in regions, name


def test_what_classic_resources_copy_is_found_and_leads_abroad() -> None:
    """Each resource in Amsterdam, with one way to London or to the region's pair in Dublin."""
    far = state("azure:storage/account:Account", "far", location="uksouth", name="far")
    group = "/subscriptions/0/resourceGroups/rg/providers"
    account = f"{group}/Microsoft.Storage/storageAccounts/far"
    capture = {"enabled": True, "destination": {"storageAccountId": account}}
    cases: dict[str, tuple[State, str]] = {
        "cosmosdb/account:Account": (
            {
                "geoLocations": [
                    {"location": "West Europe", "failoverPriority": 0},
                    {"location": "UK South", "failoverPriority": 1},
                ],
                "backup": {"type": "Continuous"},
            },
            "uksouth",
        ),
        "recoveryservices/vault:Vault": ({"storageModeType": "GeoRedundant"}, "northeurope"),
        "dataprotection/backupVault:BackupVault": ({"redundancy": "GeoRedundant"}, "northeurope"),
        "postgresql/flexibleServer:FlexibleServer": (
            {"geoRedundantBackupEnabled": True},
            "northeurope",
        ),
        "compute/sharedImageVersion:SharedImageVersion": (
            {"targetRegions": [{"name": "UK South"}]},
            "uksouth",
        ),
        "storage/objectReplication:ObjectReplication": (
            {"destinationStorageAccountId": account},
            "uksouth",
        ),
        "monitoring/diagnosticSetting:DiagnosticSetting": (
            {"storageAccountId": account},
            "uksouth",
        ),
        "loganalytics/dataExportRule:DataExportRule": (
            {"destinationResourceId": account},
            "uksouth",
        ),
        "eventhub/eventHub:EventHub": ({"captureDescription": capture}, "uksouth"),
    }
    for name, (inputs, region) in cases.items():
        one = state(f"azure:{name}", "x", location="westeurope", **inputs)
        found = nodes(far, one).values()
        regions = {it.location.region for it in found if (it.kind or "").startswith("copy.")}
        assert region in regions, name


def test_an_endpoint_of_a_classic_hub_leads_where_it_was_computed_from() -> None:
    """Its connection string holds a key, and is in nothing that is made of it."""
    far = state("azure:storage/account:Account", "far", location="uksouth", name="far")
    hub = state("azure:iot/ioTHub:IoTHub", "x", **IN_AMSTERDAM, name="hub")
    endpoint = state(
        "azure:iot/endpointStorageContainer:EndpointStorageContainer",
        "endpoint",
        connectionString="AccountName=far;AccountKey=canary",
    )
    plain = nodes(far, hub, of(hub, "iothubId", endpoint))
    linked = nodes(far, hub, of(far, "connectionString", of(hub, "iothubId", endpoint)))
    for found, region in ((plain, None), (linked, "uksouth")):
        [sent] = [node for node in found.values() if node.kind == "copy.telemetry"]
        assert (sent.labels, sent.location.region) == (("patients",), region)
        assert "canary" not in repr(sent)


def test_resources_of_no_kind_keep_their_labels_and_their_place() -> None:
    given = [
        state("aws-native:dynamodb:Table", "x", tags=TAG_LIST),
        state("aws-native:efs:FileSystem", "x", fileSystemTags=TAG_LIST),
        state("aws-native:cognito:UserPool", "x", userPoolTags=TAGS),
        state("azure:mssql/server:Server", "x", location="West Europe", tags=TAGS),
    ]
    found = [nodes(one)["x"] for one in given]
    assert {node.labels for node in found} == {("patients",)}
    assert [node.location.country for node in found] == ["DE", "DE", "DE", "NL"]
    assert [node.type for node in found] == [one["type"] for one in given]


def test_a_classic_group_says_where_what_is_in_it_is() -> None:
    group = state("azure:core/resourceGroup:ResourceGroup", "rg", name="rg", location="uksouth")
    server = state("azure:mssql/server:Server", "x", resourceGroupName="rg")
    assert nodes(group, server)["x"].location.country == "GB"


def test_a_group_without_a_location_is_where_its_provider_is_set_to() -> None:
    provider = f"{URN}pulumi:providers:azure-native::default"
    states = [
        {
            "urn": provider,
            "type": "pulumi:providers:azure-native",
            "inputs": {"location": "UK South"},
        },
        state("azure-native:resources:ResourceGroup", "rg", resourceGroupName="rg"),
    ]
    graph = record_graph(assemble(states))
    assert [node.location.country for node in graph.nodes] == ["GB"]


@pytest.mark.parametrize("tags", [UNKNOWN_TEXT, [{"key": UNKNOWN_TEXT, "value": "x"}], ["x"], [7]])
def test_tags_that_cannot_be_read_are_unknown_and_not_none(tags: object) -> None:
    [given] = assemble([state("aws-native:dynamodb:Table", "x", tags=tags)])
    [found] = respelled(given, SPELLINGS)
    assert found.props["tags"] == UNKNOWN


def test_what_nobody_asked_for_is_not_set_in_a_preview() -> None:
    """The engine shows as unknown what a cloud will answer, and that is the service's default."""
    place = {"location": "westeurope"}
    hub = RawResource(
        f"{URN}azure:iot/ioTHub:IoTHub::hub",
        "azure:iot/ioTHub:IoTHub",
        "hub",
        {**place, "endpoints": UNKNOWN, "fileUpload": UNKNOWN},
        place,
    )
    account = RawResource(
        f"{URN}azure:cosmosdb/account:Account::account",
        "azure:cosmosdb/account:Account",
        "account",
        {**place, "backup": UNKNOWN},
        place,
    )
    graph = record_graph([hub, account])
    copies = [(node.kind, node.location.region) for node in graph.nodes if "#" in node.id]
    assert copies == [("copy.backup", "northeurope"), ("copy.failover", "northeurope")]
    asked = replace(account, inputs={**place, "backup": UNKNOWN})
    graph = record_graph([asked])
    assert any(node.kind == "copy.backup" for node in graph.nodes)


def test_a_resource_in_the_spelling_that_is_read_is_left_as_it_is() -> None:
    given = RawResource("u", "aws:s3/bucket:Bucket", "b", {"tags": {}}, {})
    assert list(respelled(given, SPELLINGS)) == [given]


def test_spellings_lead_to_types_that_somebody_reads() -> None:
    renamed = {f"azure-native:{b}:{n}" for (b, _), names in RENAMED.items() for n in names.split()}
    for table in SPELLINGS:
        for token, spelling in table.types.items():
            ends = {
                spelling.type,
                *spelling.variants[1].values(),
                *(p.type for p in spelling.parts),
            }
            assert {canonical_type(end) for end in ends} == ends
            assert not ends & {one for other in SPELLINGS for one in other.types}
            known = {*NORMALISERS, *STRUCTURAL, *FLOWS, *RECEIVERS}
            assert token in renamed or {end for end in ends if not global_service(end)} <= known


RECEIVERS = {
    "aws:backup/vault:Vault",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:ec2/vpc:Vpc",
    "aws:ec2transitgateway/transitGateway:TransitGateway",
    "aws:efs/fileSystem:FileSystem",
    "aws:kinesis/stream:Stream",
    "aws:lambda/function:Function",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:sns/topic:Topic",
    "azure-native:cdn:Profile",
    "azure-native:cognitiveservices:Account",
    "azure-native:network:VirtualNetwork",
    "azure-native:operationalinsights:Workspace",
    "azure-native:sql:Server",
}
"""Types without a kind that others refer to."""
ALIAS = re.compile(r'Alias\(type_="(azure-native:[^"]+)"\)')
OWN = re.compile(r"__init__\(\s*'(azure-native:[^']+)'", re.DOTALL)


def test_modules_are_renamed_as_the_package_says() -> None:
    """Every alias in another module, but for those whose new name was there before."""
    aliases: dict[str, set[str]] = {}
    own = set()
    for path in Path(pulumi_azure_native.__file__).parent.glob("*/[a-z]*.py"):
        text = path.read_text()
        token = OWN.search(text)
        if token is None or path.name.startswith(("get_", "list_")):
            continue
        own.add(token[1])
        for alias in ALIAS.findall(text):
            aliases.setdefault(canonical_type(alias), set()).add(token[1])
    expected = {
        (old, new)
        for old, found in aliases.items()
        if old not in own
        for new in _same_name(old, found)
    }
    written = {
        (f"azure-native:{before}:{name}", f"azure-native:{since}:{name}")
        for (before, since), names in RENAMED.items()
        for name in names.split()
    }
    assert written == expected


def _same_name(old: str, found: set[str]) -> set[str]:
    """The only one among new names that is the old one in another module."""
    _, module, name = old.split(":")
    same = {new for new in found if new.endswith(f":{name}")}
    moved = len(same) == 1 and module != next(iter(same)).split(":")[1]
    return same if moved else set()


@pytest.mark.parametrize("token", OF_AWS.types)
def test_properties_are_those_of_the_native_package(token: str) -> None:
    _, module, name = token.split(":")
    words = re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
    folder = "lambda_" if module == "lambda" else module
    path = Path(pulumi_aws_native.__file__).parent / folder / f"{words}.py"
    text = path.read_text()
    spelling = OF_AWS.types[token]
    sources = [source for row in spelling.rows for source in row.sources]
    named = [*sources, *(part.source for part in spelling.parts)]
    for source in named:
        top = source.partition(".")[0]
        assert f'name="{top}"' in text or f"def {top}(" in text, source


WRONG: tuple[object, ...] = (
    7,
    True,
    "x",
    [],
    [7],
    {},
    {"x": [None]},
    [{"x": {}}],
    UNKNOWN_TEXT,
    [UNKNOWN_TEXT],
    "[secret]",
)
"""What may stand where something else should."""


@pytest.mark.parametrize("token", sorted({one for table in SPELLINGS for one in table.types}))
def test_nothing_a_program_gives_breaks_a_spelling(token: str) -> None:
    spelling = next(table.types[token] for table in SPELLINGS if token in table.types)
    sources = [source for row in spelling.rows for source in row.sources]
    named = {source.partition(".")[0] for source in [*sources, *(p.source for p in spelling.parts)]}
    for value in WRONG:
        given = dict.fromkeys([*named, "tags", "location", "name", "properties"], value)
        assert nodes(state(token, "x", **given))["x"].type == token
    for name in named:
        assert nodes(state(token, "x", **{name: UNKNOWN_TEXT}))["x"].type == token
