"""The offline provider's protocol, call by call, over a real gRPC connection."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

import edgewright.providers.offline as offline_package
from edgewright.graph.model import UNKNOWN as SEEN_AS_UNKNOWN
from edgewright.graph.resource.wire import plain_properties
from edgewright.providers.offline.start import provider_of
from edgewright.providers.property_values import (
    OUTPUT,
    SECRET,
    SIGNATURE_KEY,
    UNKNOWN,
    UNKNOWN_VALUES,
)

REGION = "eu-central-1"
BUCKET, KEY, ROLE = "aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:iam/role:Role"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
STORE = "azure-native:storage:StorageAccount"
HUB = "azure-native:iothub:IotHubResource"
COMPONENT = "aws-native:greengrassv2:ComponentVersion"
DEPLOYMENT = "aws-native:greengrassv2:Deployment"
ADD, DELETE, UPDATE, UPDATE_REPLACE = "ADD", "DELETE", "UPDATE", "UPDATE_REPLACE"


def secret(value: Any) -> dict[str, Any]:
    return {SIGNATURE_KEY: SECRET, "value": value}


def struct(values: dict[str, Any]) -> Struct:
    made = Struct()
    made.update(values)
    return made


def urn(type: str, name: str = "thing") -> str:
    return f"urn:pulumi:s::p::{type}::{name}"


class Client:
    """The engine's side of one provider."""

    def __init__(self, package: str, channel: grpc.Channel, **config: Any) -> None:
        self.stub = provider_pb2_grpc.ResourceProviderStub(channel)
        self.stub.Configure(provider_pb2.ConfigureRequest(args=struct(config)))

    def check(
        self,
        type: str,
        news: dict[str, Any],
        olds: dict[str, Any] | None = None,
        name: str = "thing",
    ) -> tuple[dict[str, Any], list[str]]:
        request = provider_pb2.CheckRequest(
            urn=urn(type, name), news=struct(news), olds=struct(olds or {})
        )
        answer = self.stub.Check(request)
        return MessageToDict(answer.inputs), [failure.reason for failure in answer.failures]

    def create(
        self, type: str, name: str = "thing", /, preview: bool = False, **inputs: Any
    ) -> tuple[str, dict[str, Any]]:
        checked, failures = self.check(type, inputs, name=name)
        assert failures == []
        request = provider_pb2.CreateRequest(
            urn=urn(type, name), properties=struct(checked), preview=preview
        )
        answer = self.stub.Create(request)
        return answer.id, MessageToDict(answer.properties)

    def diff(
        self,
        type: str,
        old: dict[str, Any],
        new: dict[str, Any],
        state: dict[str, Any] | None = None,
    ) -> provider_pb2.DiffResponse:
        request = provider_pb2.DiffRequest(
            urn=urn(type), old_inputs=struct(old), news=struct(new), olds=struct(state or {})
        )
        return self.stub.Diff(request)

    def invoke(self, token: str, **args: Any) -> dict[str, Any]:
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=struct(args)))
        assert not answer.failures, answer.failures
        return MessageToDict(getattr(answer, "return"))

    def refusal(self, token: str, **args: Any) -> str:
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=struct(args)))
        return "\n".join(failure.reason for failure in answer.failures)


@pytest.fixture
def connect() -> Iterator[Any]:
    started: list[grpc.Server] = []

    def start(package: str, **config: Any) -> Client:
        server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider_of(package), server)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        started.append(server)
        return Client(package, grpc.insecure_channel(f"127.0.0.1:{port}"), **config)

    yield start
    for server in started:
        server.stop(grace=None).wait()


@pytest.fixture
def aws(connect: Any) -> Client:
    return connect("aws", region=REGION)


@pytest.fixture
def native(connect: Any) -> Client:
    return connect("aws-native", region=REGION)


@pytest.fixture
def azure(connect: Any) -> Client:
    return connect("azure-native")


# ids, names, outputs


def test_a_bucket_in_awss_own_words(aws: Client) -> None:
    """Forms: S3 user guide, "Methods for accessing a bucket" and the ARN reference."""
    id, outputs = aws.create(BUCKET, preview=True, bucket="quay", tags={"a": "b"})
    assert id == "quay"
    assert {name: one for name, one in outputs.items() if one != UNKNOWN} == {
        "bucket": "quay",
        "tags": {"a": "b"},
        "tagsAll": {"a": "b"},
        "region": REGION,
        "bucketRegion": REGION,
        "arn": "arn:aws:s3:::quay",
        "bucketDomainName": "quay.s3.amazonaws.com",
        "bucketRegionalDomainName": f"quay.s3.{REGION}.amazonaws.com",
    }


def test_a_resources_region_wins_over_the_providers(aws: Client) -> None:
    _, outputs = aws.create(KEY, region="cn-north-1")
    assert outputs["arn"] == f"arn:aws-cn:kms:cn-north-1:000000000000:key/{outputs['keyId']}"


def test_no_region_anywhere_is_refused(connect: Any) -> None:
    assert "no region" in connect("aws").check(KEY, {})[1][0]
    assert "no region" in connect("aws-native").check(DEPLOYMENT, {"targetArn": "x"})[1][0]
    assert connect("aws").check(ROLE, {"assumeRolePolicy": "{}"})[1] == []


@pytest.mark.parametrize("accounts", [["111122223333"], '["111122223333"]'])
def test_the_account_is_the_one_the_provider_may_use(connect: Any, accounts: Any) -> None:
    client = connect("aws", region=REGION, allowedAccountIds=accounts)
    assert client.create(ROLE, name="dev")[1]["arn"] == "arn:aws:iam::111122223333:role/dev"
    token = "aws:index/getCallerIdentity:getCallerIdentity"
    assert client.invoke(token)["accountId"] == "111122223333"


def test_a_roles_path_is_in_its_arn(aws: Client) -> None:
    _, outputs = aws.create(ROLE, name="dev", path="/edge/")
    assert outputs["arn"] == "arn:aws:iam::000000000000:role/edge/dev"
    assert outputs["uniqueId"].startswith("AROA") and len(outputs["uniqueId"]) == 21


def test_default_tags_are_added(connect: Any) -> None:
    tags = json.dumps({"tags": {"team": "vision", "a": "default"}})
    client = connect("aws", region=REGION, defaultTags=tags)
    _, outputs = client.create(BUCKET, tags={"a": "own"})
    assert outputs["tagsAll"] == {"team": "vision", "a": "own"}


@pytest.mark.parametrize(
    "type", [BUCKET, "aws:lambda/function:Function", "aws:apigatewayv2/api:Api", ROLE]
)
def test_default_tags_are_in_what_a_program_gives_as_the_cloud_has_it(
    connect: Any, type: str
) -> None:
    """A preview written to a file has inputs alone."""
    client = connect("aws", region=REGION, defaultTags=json.dumps({"tags": {"team": "vision"}}))
    inputs, failures = client.check(type, {"tags": {"a": "own"}})
    assert not failures
    assert inputs["tagsAll"] == {"team": "vision", "a": "own"}


def test_what_takes_no_tags_gets_none(connect: Any) -> None:
    client = connect("aws", region=REGION, defaultTags=json.dumps({"tags": {"team": "vision"}}))
    inputs, _ = client.check("aws:lambda/permission:Permission", {"principal": "x"})
    assert "tagsAll" not in inputs


def test_multi_region_keys_and_their_replicas_share_an_id(aws: Client) -> None:
    id, outputs = aws.create(KEY, multiRegion=True)
    assert id.startswith("mrk-") and len(id) == 36
    replica, copied = aws.create(
        "aws:kms/replicaKey:ReplicaKey", primaryKeyArn=outputs["arn"], region="eu-west-1"
    )
    assert replica == id
    assert copied["arn"] == f"arn:aws:kms:eu-west-1:000000000000:key/{id}"


def test_an_alias_knows_its_keys_arn_by_id_and_by_arn(aws: Client) -> None:
    expected = f"arn:aws:kms:{REGION}:000000000000:key/k1"
    for target in ("k1", expected):
        _, outputs = aws.create("aws:kms/alias:Alias", name="alias/a", targetKeyId=target)
        assert outputs["targetKeyArn"] == expected
    assert aws.create("aws:kms/alias:Alias", "made", targetKeyId="k1")[0].startswith("alias/made-")


def test_a_parameters_slash_is_there_once(aws: Client) -> None:
    for name in ("/a/b", "a"):
        _, outputs = aws.create("aws:ssm/parameter:Parameter", name=name, type="String")
        assert outputs["arn"].endswith(f":parameter/{name.removeprefix('/')}")


@pytest.mark.parametrize(
    "recipe",
    [
        json.dumps({"ComponentName": "detect", "ComponentVersion": "1.2.0"}),
        "ComponentName: detect\nComponentVersion: '1.2.0'\n",
    ],
)
def test_a_component_is_named_by_its_recipe(native: Client, recipe: str) -> None:
    id, outputs = native.create(COMPONENT, inlineRecipe=recipe)
    assert id == f"arn:aws:greengrass:{REGION}:000000000000:components:detect:versions:1.2.0"
    assert (outputs["componentName"], outputs["componentVersion"]) == ("detect", "1.2.0")
    assert outputs["arn"] == id


@pytest.mark.parametrize("recipe", ["{}", "[1]", "a: [", '{"ComponentName": "x"}'])
def test_a_recipe_without_name_or_version_is_refused(native: Client, recipe: str) -> None:
    assert "recipe" in native.check(COMPONENT, {"inlineRecipe": recipe})[1][0]


def test_a_storage_account_in_azures_own_words(azure: Client) -> None:
    id, outputs = azure.create(
        STORE, accountName="quay", resourceGroupName="rg", location="West Europe"
    )
    nobody = "00000000-0000-0000-0000-000000000000"
    assert id == (
        f"/subscriptions/{nobody}/resourceGroups/rg"
        "/providers/Microsoft.Storage/storageAccounts/quay"
    )
    assert (outputs["name"], outputs["location"]) == ("quay", "westeurope")
    assert outputs["type"] == "Microsoft.Storage/storageAccounts"
    assert outputs["primaryEndpoints"]["blob"] == "https://quay.blob.core.windows.net/"
    assert "identity" not in outputs


def test_nested_outputs_join_what_the_program_gave(azure: Client) -> None:
    _, outputs = azure.create(
        HUB, resourceName="hub", resourceGroupName="rg", properties={"minTlsVersion": "1.2"}
    )
    assert outputs["properties"]["minTlsVersion"] == "1.2"
    assert outputs["properties"]["hostName"] == "hub.azure-devices.net"


def test_an_identity_is_the_same_wherever_it_shows(azure: Client) -> None:
    user_id, user = azure.create(
        "azure-native:managedidentity:UserAssignedIdentity",
        resourceName="u",
        resourceGroupName="rg",
    )
    identity = {"type": "SystemAssigned,UserAssigned", "userAssignedIdentities": [user_id]}
    _, outputs = azure.create(STORE, resourceGroupName="rg", identity=identity)
    seen = outputs["identity"]["userAssignedIdentities"][user_id]
    assert seen == {"principalId": user["principalId"], "clientId": user["clientId"]}
    assert outputs["identity"]["principalId"] not in ("", user["principalId"])
    only = {"type": "UserAssigned", "userAssignedIdentities": {user_id: {}}}
    _, outputs = azure.create(STORE, resourceGroupName="rg", identity=only)
    assert "principalId" not in outputs["identity"]


def test_a_child_has_its_parents_in_its_id_and_type(azure: Client) -> None:
    id, outputs = azure.create(
        "azure-native:machinelearningservices:ModelVersion",
        resourceGroupName="rg",
        workspaceName="ws",
        name="weights",
        version="3",
    )
    assert id.endswith("/workspaces/ws/models/weights/versions/3")
    assert outputs["name"] == "3"
    assert outputs["type"] == "Microsoft.MachineLearningServices/workspaces/models/versions"


def test_azure_beyond_the_public_cloud_is_refused(azure: Client) -> None:
    request = provider_pb2.CheckRequest(news=struct({"environment": "china"}))
    assert "public cloud" in azure.stub.CheckConfig(request).failures[0].reason


def test_a_type_without_a_form_has_the_outputs_of_its_sdk(aws: Client) -> None:
    topic = "aws:sns/topic:Topic"
    id, outputs = aws.create(topic, preview=True, displayName="x", tags={"a": "b"})
    assert id.startswith("offline-")
    assert outputs == {
        "displayName": "x",
        "tags": {"a": "b"},
        "tagsAll": {"a": "b"},
        "region": REGION,
        "arn": UNKNOWN,
        "beginningArchiveTime": UNKNOWN,
        "owner": UNKNOWN,
    }
    assert "arn" not in aws.create("aws:not/there:There", x="y")[1]


def test_what_only_the_cloud_knows_is_made_up_in_an_update(aws: Client) -> None:
    _, outputs = aws.create("aws:sns/topic:Topic", displayName="x")
    assert outputs["arn"].startswith(f"arn:aws:sns:{REGION}:000000000000:made-up-")
    assert outputs["owner"].startswith("made-up-")
    assert outputs == aws.create("aws:sns/topic:Topic", displayName="x")[1]


def test_no_setting_is_ever_made_up(aws: Client) -> None:
    """A database that says nothing of encryption must not seem to have said it (nor its key)."""
    given = {"engine": "postgres", "instanceClass": "db.t3.micro"}
    for preview in (True, False):
        _, outputs = aws.create("aws:rds/instance:Instance", preview=preview, **given)
        assert not {"storageEncrypted", "kmsKeyId", "publiclyAccessible"} & set(outputs)


@pytest.mark.parametrize(
    ("type", "property"),
    [
        ("aws:rds/snapshot:Snapshot", "kmsKeyId"),
        ("aws:rds/snapshot:Snapshot", "sourceRegion"),
        (STORE, "secondaryLocation"),
    ],
)
def test_a_rule_sees_nothing_of_what_is_made_up(connect: Any, type: str, property: str) -> None:
    """A key or a place that nobody chose must not hold a rule."""
    client = connect(type.partition(":")[0], region=REGION)
    _, outputs = client.create(type, accountName="a", resourceGroupName="g", location="westeurope")
    assert outputs[property]
    assert plain_properties(outputs)[property] == SEEN_AS_UNKNOWN
    assert "encrypted" not in outputs


def test_a_part_says_no_other_place_than_its_parents(azure: Client) -> None:
    key = "azure-native:keyvault:Key"
    given = {"keyName": "k", "vaultName": "v", "resourceGroupName": "g"}
    for preview in (True, False):
        assert "location" not in azure.create(key, preview=preview, **given)[1]


def test_an_object_that_the_cloud_adds_to_is_unknown_as_a_whole(aws: Client) -> None:
    """The security group that EKS makes is in `vpcConfig`, beside what the program gave."""
    cluster = "aws:eks/cluster:Cluster"
    given = {"roleArn": "r", "vpcConfig": {"subnetIds": ["a", "b"]}}
    _, outputs = aws.create(cluster, preview=True, **given)
    assert "vpcConfig" not in outputs and outputs["endpoint"] == UNKNOWN
    _, outputs = aws.create(cluster, **given)
    assert outputs["vpcConfig"]["subnetIds"] == ["a", "b"]
    assert outputs["endpoint"].startswith("https://made-up-")


def test_parts_of_an_object_that_are_not_foretold_are_unknown(azure: Client) -> None:
    given = {"accountName": "a", "resourceGroupName": "g"}
    _, outputs = azure.create(STORE, preview=True, **given)
    assert outputs["primaryEndpoints"]["blob"] == "https://a.blob.core.windows.net/"
    assert outputs["primaryEndpoints"]["web"] == UNKNOWN
    assert "microsoftEndpoints" not in outputs["primaryEndpoints"]  # not every account has them
    _, outputs = azure.create(STORE, **given)
    assert outputs["primaryEndpoints"]["web"].startswith("made-up-")


def test_the_identity_of_any_azure_resource(azure: Client) -> None:
    app = {"identity": {"type": "SystemAssigned"}, "resourceGroupName": "g", "name": "n"}
    _, outputs = azure.create("azure-native:web:WebApp", preview=True, **app)
    assert set(outputs["identity"]) == {"type", "principalId", "tenantId"}


DEPLOYED = "kubernetes:apps/v1:Deployment"


def test_objects_of_kubernetes(connect: Any) -> None:
    """Names: pulumi-kubernetes, "Autonaming": the logical name and a random ending."""
    cluster = connect("kubernetes")
    spec = {"replicas": 1, "template": {"spec": {"containers": [{"image": "x"}]}}}
    given = {"spec": spec, "metadata": {"namespace": "edge"}}
    id, outputs = cluster.create(DEPLOYED, "web", preview=True, **given)
    name = outputs["metadata"]["name"]
    assert name.startswith("web-") and id == f"edge/{name}" and outputs["spec"] == spec
    checked, _ = cluster.check(DEPLOYED, given, olds={"metadata": {"name": "kept"}})
    assert checked["metadata"] == {"namespace": "edge", "name": "kept"}
    hidden, _ = cluster.check(DEPLOYED, {"metadata": secret({"labels": {}})}, name="web")
    assert set(hidden["metadata"]["value"]) == {"labels", "name"}
    late, _ = cluster.check(DEPLOYED, {"metadata": UNKNOWN})
    assert late["metadata"] == UNKNOWN


def test_a_secret_name_stays_one(aws: Client) -> None:
    checked, _ = aws.check(BUCKET, {}, olds={"bucket": secret("hidden")})
    assert checked["bucket"] == secret("hidden")


def test_a_package_made_of_another(connect: Any) -> None:
    """What an SDK for one version of an Azure service sends before anything else."""
    client = connect("azure-native")
    package = "azure-native_storage_v20230101"
    value = provider_pb2.ParameterizeRequest.ParametersValue(name=package, version="3.0.0")
    answer = client.stub.Parameterize(provider_pb2.ParameterizeRequest(value=value))
    assert (answer.name, answer.version) == (package, "3.0.0")
    type = f"{package}:storage:StorageAccount"
    id, _ = client.create(type, preview=True, accountName="a", resourceGroupName="g")
    assert id.endswith("/providers/Microsoft.Storage/storageAccounts/a")
    any = provider_pb2.ParameterizeRequest.ParametersArgs(args=["hashicorp/http"])
    problem = aborted(client.stub.Parameterize, provider_pb2.ParameterizeRequest(args=any))
    assert "OFF-001" in problem.details()


def test_a_package_without_an_sdk_gives_what_is_plain(connect: Any) -> None:
    other = connect("nobodys")
    given = {"length": 16, "keepers": {"a": "b"}, "spec": {"x": 1}, "rules": [{"x": 1}]}
    _, outputs = other.create("nobodys:index/thing:Thing", preview=True, **given)
    assert outputs == {"length": 16, "keepers": {"a": "b"}}
    _, outputs = other.create("nobodys:index/thing:Thing", **given)
    assert outputs == given


def test_what_an_id_needs_is_demanded(azure: Client) -> None:
    _, failures = azure.check(STORE, {"accountName": "a"})
    assert failures == ["missing required property 'resourceGroupName'"]


# names that the provider makes up


def test_names_are_made_up_once_and_kept(aws: Client) -> None:
    first, _ = aws.check(BUCKET, {}, name="Lake")
    assert first["bucket"].startswith("lake-") and len(first["bucket"]) == len("lake-") + 7
    assert aws.check(BUCKET, {}, name="Lake")[0] == first
    assert aws.check(BUCKET, {}, {"bucket": "kept"}, name="Lake")[0]["bucket"] == "kept"
    elsewhere, _ = aws.check(BUCKET, {"region": "eu-west-1"}, name="Lake")
    assert elsewhere["bucket"] != first["bucket"], "a replacement elsewhere needs another name"


def test_a_prefix_is_kept(aws: Client) -> None:
    assert aws.check(BUCKET, {"bucketPrefix": "raw-"})[0]["bucket"].startswith("raw-")


@pytest.mark.parametrize(
    ("package", "type", "property", "limit"),
    [
        ("aws", BUCKET, "bucket", 63),
        ("aws", "aws:iot/provisioningTemplate:ProvisioningTemplate", "name", 36),
        ("aws", ROLE, "name", 64),
        ("azure-native", STORE, "accountName", 24),
        ("azure-native", "azure-native:keyvault:Vault", "vaultName", 24),
    ],
)
def test_names_keep_to_the_services_limit(
    connect: Any, package: str, type: str, property: str, limit: int
) -> None:
    client = connect(package, region=REGION)
    long, other = "very-Long_Name" * 20, "very-Long_Name" * 20 + "x"
    names = {
        client.check(type, {"resourceGroupName": "r"}, name=n)[0][property] for n in (long, other)
    }
    assert {len(name) for name in names} == {limit}
    assert len(names) == 2
    if type == STORE:
        assert all(name.isalnum() and name.islower() for name in names)


# secrets and unknowns


def test_secrets_come_back_as_secrets(aws: Client) -> None:
    _, outputs = aws.create("aws:ssm/parameter:Parameter", name="p", value=secret("canary"))
    assert outputs["value"] == secret("canary")


def test_what_is_derived_from_a_secret_is_one(aws: Client, azure: Client) -> None:
    _, outputs = aws.create(BUCKET, bucket=secret("canary"))
    assert outputs["arn"] == secret("arn:aws:s3:::canary")
    _, outputs = aws.create(BUCKET, tags=secret({"a": "canary"}))
    assert outputs["tagsAll"] == secret({"a": "canary"})
    _, outputs = azure.create(
        HUB, resourceName="h", resourceGroupName="rg", properties=secret({"comments": "canary"})
    )
    assert outputs["properties"][SIGNATURE_KEY] == SECRET
    assert outputs["properties"]["value"]["hostName"] == "h.azure-devices.net"


def test_no_made_up_value_tells_a_secret(aws: Client) -> None:
    first = aws.create("aws:iot/certificate:Certificate", csr=secret("one"), active=True)
    second = aws.create("aws:iot/certificate:Certificate", csr=secret("two"), active=True)
    assert first[0] == second[0]


def test_references_are_known_in_a_preview(aws: Client) -> None:
    shown = aws.create(KEY, preview=True)
    assert shown == aws.create(KEY)


@pytest.mark.parametrize("mark", sorted(UNKNOWN_VALUES))
def test_what_follows_from_something_unknown_is_unknown(aws: Client, mark: str) -> None:
    id, outputs = aws.create(BUCKET, preview=True, bucket=mark)
    assert id == ""
    assert outputs["arn"] in UNKNOWN_VALUES
    assert outputs["region"] == REGION


def test_unknown_parts_leave_the_rest_known(aws: Client, native: Client, azure: Client) -> None:
    id, outputs = aws.create(BUCKET, preview=True, bucket="b", tags={"a": UNKNOWN})
    assert (id, outputs["arn"]) == ("b", "arn:aws:s3:::b")
    assert outputs["tags"] == {"a": UNKNOWN}
    id, outputs = native.create(DEPLOYMENT, preview=True, targetArn={SIGNATURE_KEY: OUTPUT})
    assert (id, outputs["deploymentId"]) == ("", UNKNOWN)
    id, outputs = native.create(COMPONENT, preview=True, inlineRecipe=UNKNOWN)
    assert (id, outputs["arn"]) == ("", UNKNOWN)
    id, outputs = azure.create(HUB, resourceName="h", resourceGroupName="r", properties=UNKNOWN)
    assert outputs["properties"] == UNKNOWN
    users = {"type": "UserAssigned", "userAssignedIdentities": [UNKNOWN]}
    _, outputs = azure.create(STORE, accountName="a", resourceGroupName="r", identity=users)
    assert outputs["identity"] == {"type": "UserAssigned", "userAssignedIdentities": UNKNOWN}


def test_a_name_that_follows_from_something_unknown_is_unknown(aws: Client) -> None:
    checked, _ = aws.check("aws:iam/rolePolicy:RolePolicy", {"role": UNKNOWN, "policy": "{}"})
    assert checked["name"] == UNKNOWN


# differences


def kinds(answer: provider_pb2.DiffResponse) -> dict[str, str]:
    name = provider_pb2.PropertyDiff.Kind.Name
    return {path: name(entry.kind) for path, entry in answer.detailedDiff.items()}


def test_differences_are_named_by_path(aws: Client) -> None:
    old = {"bucket": "b", "tags": {"a": "1", "b.c": "2"}, "rules": [{"x": 1}, {"y": 1}], "__z": 1}
    new = {"bucket": "b", "tags": {"a": "1", "d": "3"}, "rules": [{"x": 2}], "acl": "p"}
    answer = aws.diff(VERSIONING, old, new)
    assert kinds(answer) == {
        'tags["b.c"]': DELETE,
        "tags.d": ADD,
        "rules[0].x": UPDATE,
        "rules[1]": DELETE,
        "acl": ADD,
    }
    assert list(answer.diffs) == ["acl", "rules", "tags"]
    assert list(answer.replaces) == []
    assert answer.changes == provider_pb2.DiffResponse.DIFF_SOME


def test_nothing_changed_is_said(aws: Client) -> None:
    old = {"a": {"b": [1, secret("x")]}, "gone": None}
    answer = aws.diff(BUCKET, old, {"a": {"b": [1, "x"]}})
    assert answer.changes == provider_pb2.DiffResponse.DIFF_NONE


def test_an_unknown_value_counts_as_changed(aws: Client) -> None:
    assert kinds(aws.diff(BUCKET, {"acl": "x"}, {"acl": UNKNOWN})) == {"acl": UPDATE}


@pytest.mark.parametrize(
    ("package", "type", "property", "is_replaced"),
    [
        ("aws", BUCKET, "bucket", True),
        ("aws", BUCKET, "region", True),
        ("aws", BUCKET, "forceDestroy", False),
        ("aws", "aws:sns/topic:Topic", "region", True),
        ("aws", "aws:sns/topic:Topic", "name", False),
        ("aws", "aws:ecr/repository:Repository", "imageTagMutability", False),
        ("aws-native", DEPLOYMENT, "components", True),
        ("aws-native", DEPLOYMENT, "tags", False),
        ("aws-native", COMPONENT, "inlineRecipe", True),
        ("azure-native", STORE, "location", True),
        ("azure-native", STORE, "resourceGroupName", True),
        ("azure-native", STORE, "accountName", True),
        ("azure-native", STORE, "sku", False),
        ("azure-native", "azure-native:network:VirtualNetwork", "location", True),
    ],
)
def test_what_cannot_be_changed_in_place_replaces(
    connect: Any, package: str, type: str, property: str, is_replaced: bool
) -> None:
    answer = connect(package, region=REGION).diff(type, {property: "a"}, {property: "b"})
    assert list(answer.replaces) == ([property] if is_replaced else [])
    assert kinds(answer) == {property: UPDATE_REPLACE if is_replaced else UPDATE}


def test_a_name_the_program_gave_is_freed_before_it_is_taken_again(aws: Client) -> None:
    fixed = {"bucket": "mine", "region": "a"}, {"bucket": "mine", "region": "b"}
    assert aws.diff(BUCKET, *fixed).deleteBeforeReplace
    made, _ = aws.check(BUCKET, {"region": "a"})
    assert not aws.diff(BUCKET, made, {**made, "region": "b"}).deleteBeforeReplace
    assert not aws.diff(KEY, {"region": "a"}, {"region": "b"}).deleteBeforeReplace


# The next three: the Terraform AWS provider's "Enhanced Region Support". A resource is in its own
# region or else the provider's, and another region than the state's forces a new resource.


@pytest.mark.parametrize("type", [BUCKET, KEY, VERSIONING])
def test_another_region_of_the_provider_replaces_what_has_none_of_its_own(
    connect: Any, type: str
) -> None:
    inputs = {"bucket": "b", "tags": {"a": "b"}} if type != KEY else {}
    _, state = connect("aws", region=REGION).create(type, **inputs)
    moved = connect("aws", region="sa-east-1")
    answer = moved.diff(type, inputs, inputs, state)
    assert kinds(answer) == {"region": UPDATE_REPLACE}
    assert list(answer.replaces) == ["region"]
    own = {**inputs, "region": REGION}
    stays = moved.diff(type, inputs, own, state)
    assert stays.changes == provider_pb2.DiffResponse.DIFF_NONE, "it is there already"
    assert moved.diff(type, own, own, state).changes == provider_pb2.DiffResponse.DIFF_NONE
    assert kinds(moved.diff(type, own, inputs, state)) == {"region": UPDATE_REPLACE}


@pytest.mark.parametrize("type", [BUCKET, KEY, "aws:sns/topic:Topic"])
def test_saying_the_providers_own_region_changes_nothing(aws: Client, type: str) -> None:
    _, state = aws.create(type)
    none, own = provider_pb2.DiffResponse.DIFF_NONE, {"region": REGION}
    assert aws.diff(type, {}, own, state).changes == none
    assert aws.diff(type, own, {}, state).changes == none
    assert kinds(aws.diff(type, {}, {"region": UNKNOWN}, state)) == {"region": UPDATE_REPLACE}
    assert aws.create(type)[0] == aws.create(type, region=REGION)[0]


def test_a_resource_moved_with_its_provider_is_another_one(connect: Any) -> None:
    here, there = connect("aws", region=REGION), connect("aws", region="sa-east-1")
    assert here.create(KEY)[0] != there.create(KEY)[0]
    made, _ = here.check(BUCKET, {})
    _, state = here.create(BUCKET)
    kept, _ = there.check(BUCKET, {}, olds=made)
    answer = there.diff(BUCKET, made, kept, state)
    assert list(answer.replaces) == ["region"]
    assert not answer.deleteBeforeReplace, "the new one gets another name"
    mine = {"bucket": "mine"}
    _, state = here.create(BUCKET, **mine)
    assert there.diff(BUCKET, mine, mine, state).deleteBeforeReplace


def test_iam_knows_no_regions(connect: Any) -> None:
    role = {"assumeRolePolicy": "{}"}
    id, state = connect("aws", region=REGION).create(ROLE, **role)
    moved = connect("aws", region="sa-east-1")
    assert moved.diff(ROLE, role, role, state).changes == provider_pb2.DiffResponse.DIFF_NONE
    assert moved.create(ROLE, **role) == (id, state)


# reading, deleting, functions, the rest


def test_a_refresh_finds_what_the_state_says(aws: Client) -> None:
    inputs, outputs = struct({"bucket": "b"}), struct({"bucket": "b", "x": secret("y")})
    request = provider_pb2.ReadRequest(id="b", urn=urn(BUCKET), inputs=inputs, properties=outputs)
    answer = aws.stub.Read(request)
    assert (answer.id, answer.inputs, answer.properties) == ("b", inputs, outputs)


def aborted(call: Any, request: Any) -> grpc.RpcError:
    with pytest.raises(grpc.RpcError) as caught:
        call(request)
    return caught.value


def test_a_resource_read_by_its_id_is_there(aws: Client) -> None:
    answer = aws.stub.Read(provider_pb2.ReadRequest(id="i", urn=urn(BUCKET)))
    assert answer.id == "i" and not answer.properties.fields


def test_what_needs_the_real_provider_is_refused_by_name(aws: Client) -> None:
    call = aborted(aws.stub.Call, provider_pb2.CallRequest(tok="aws:x:y/z"))
    made = aborted(aws.stub.Construct, provider_pb2.ConstructRequest(type="aws:x:Y"))
    for problem, word in ((call, "aws:x:y/z"), (made, "aws:x:Y")):
        assert problem.code() == grpc.StatusCode.UNIMPLEMENTED
        assert "OFF-001" in problem.details() and word in problem.details()


def test_an_unknown_function_is_named_with_what_to_do(aws: Client) -> None:
    text = aws.refusal("aws:ec2/getLaunchTemplate:getLaunchTemplate")
    assert "OFF-001" in text and "aws:ec2/getLaunchTemplate:getLaunchTemplate" in text
    assert "next: Say in edgewright.yaml what the program gets offline" in text


def test_functions_that_need_a_region_say_so(connect: Any) -> None:
    assert "OFF-002" in connect("aws").refusal("aws:index/getRegion:getRegion")


def test_region_and_partition(connect: Any) -> None:
    client = connect("aws", region="eusc-de-east-1")
    assert client.invoke("aws:index/getRegion:getRegion")["region"] == "eusc-de-east-1"
    answer = client.invoke("aws:index/getPartition:getPartition")
    assert answer["partition"] == "aws-eusc"
    assert (answer["dnsSuffix"], answer["reverseDnsPrefix"]) == ("amazonaws.eu", "eu.amazonaws")
    other = connect("aws-native", region="eu-west-1")
    assert other.invoke("aws-native:index:getUrlSuffix") == {"urlSuffix": "amazonaws.com"}
    assert other.invoke("aws-native:index:getAccountId") == {"accountId": "000000000000"}


def test_a_policy_document_is_rendered(aws: Client) -> None:
    """The example of the Terraform data source's page, cut down."""
    answer = aws.invoke(
        "aws:iam/getPolicyDocument:getPolicyDocument",
        statements=[
            {
                "sid": "1",
                "actions": ["s3:GetBucketLocation", "s3:ListAllMyBuckets"],
                "resources": ["arn:aws:s3:::*"],
            },
            {
                "effect": "Deny",
                "actions": ["s3:*"],
                "resources": ["arn:aws:s3:::b"],
                "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::1:root"]}],
                "conditions": [
                    {"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}
                ],
            },
            {"actions": ["a:b"], "principals": [{"type": "*", "identifiers": ["*"]}]},
        ],
    )
    assert (
        json.loads(answer["json"])
        == json.loads(answer["minifiedJson"])
        == {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "1",
                    "Effect": "Allow",
                    "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"],
                    "Resource": "arn:aws:s3:::*",
                },
                {
                    "Effect": "Deny",
                    "Action": "s3:*",
                    "Resource": "arn:aws:s3:::b",
                    "Principal": {"AWS": "arn:aws:iam::1:root"},
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
                {"Effect": "Allow", "Action": "a:b", "Principal": "*"},
            ],
        }
    )
    assert "\n" in answer["json"] and " " not in answer["minifiedJson"]


def test_documents_are_not_merged(aws: Client) -> None:
    text = aws.refusal("aws:iam/getPolicyDocument:getPolicyDocument", sourcePolicyDocuments=["{}"])
    assert "sourcePolicyDocuments" in text


def test_endpoints_of_iot(aws: Client) -> None:
    token = "aws:iot/getEndpoint:getEndpoint"
    address = aws.invoke(token, endpointType="iot:Data-ATS")["endpointAddress"]
    account, rest = address.split("-ats.", 1)
    assert rest == f"iot.{REGION}.amazonaws.com" and len(account) == 14
    assert "OFF-001" in aws.refusal(token, endpointType="iot:Nope")


@pytest.mark.parametrize(
    ("package", "token", "names"),
    [
        (
            "aws",
            "aws:ecr/getAuthorizationToken:getAuthorizationToken",
            ["password", "authorizationToken"],
        ),
        ("azure-native", "azure-native:authorization:getClientToken", ["token"]),
        (
            "azure-native",
            "azure-native:operationalinsights:getSharedKeys",
            ["primarySharedKey", "secondarySharedKey"],
        ),
    ],
)
def test_credentials_are_secrets(connect: Any, package: str, token: str, names: list[str]) -> None:
    answer = connect(package, region=REGION).invoke(token, workspaceName="w")
    assert [answer[name][SIGNATURE_KEY] for name in names] == [SECRET] * len(names)


def test_keys_in_lists_are_secrets(azure: Client) -> None:
    keys = azure.invoke("azure-native:storage:listStorageAccountKeys", accountName="a")["keys"]
    assert [key["value"][SIGNATURE_KEY] for key in keys] == [SECRET] * 2
    listed = azure.invoke(
        "azure-native:containerregistry:listRegistryCredentials", registryName="r"
    )
    assert [one["value"][SIGNATURE_KEY] for one in listed["passwords"]] == [SECRET] * 2


def test_our_own_package_checks_and_names_as_its_real_provider_does(connect: Any) -> None:
    from edgewright.providers.edge.calls import content_id
    from edgewright.providers.edge.deployments import DEPLOYMENT as EDGE_DEPLOYMENT

    agent = {"properties.desired": {"modules": {}}}
    content = {"modulesContent": {"$edgeAgent": agent}}
    inputs = {"hostName": "h", "content": content, "targetCondition": "true", "priority": 1}
    client = connect("edgewright")
    id, _ = client.create(EDGE_DEPLOYMENT, **inputs)
    assert id == content_id(urn(EDGE_DEPLOYMENT), content)
    assert client.check(EDGE_DEPLOYMENT, {**inputs, "priority": -1})[1]


def test_sixteen_callers_at_once_get_each_their_own(aws: Client) -> None:
    names = [f"b{number}" for number in range(400)]
    with futures.ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda name: aws.create(BUCKET, name, bucket=name), names))
    assert [id for id, _ in found] == names
    assert [outputs["arn"] for _, outputs in found] == [f"arn:aws:s3:::{name}" for name in names]


NETWORK = {"socket", "ssl", "http", "urllib", "requests", "boto3", "botocore", "azure", "aiohttp"}


def test_no_module_of_it_can_reach_a_network() -> None:
    for path in Path(offline_package.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not {name.split(".")[0] for name in names} & NETWORK, path
