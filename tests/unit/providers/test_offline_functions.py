"""What functions answer offline: in the cloud's form, nothing that only the cloud knows."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.graph.aws.keys import encryption
from edgewright.providers.offline.answering import NEEDED
from edgewright.providers.offline.aws_functions import zone_prefix
from edgewright.providers.offline.packages import PACKAGES
from edgewright.providers.offline.provider import OfflineProvider
from edgewright.providers.offline.sdk import Sdk
from edgewright.providers.offline.settings import Settings
from edgewright.providers.offline.stubs import NO_STUBS, load_stubs, read_stubs
from edgewright.providers.property_values import opened

HOLDER: Any = None
"""Nothing of the resource is read where its key is AWS's own."""
ACCOUNT, REGION = "123456789012", "eu-central-1"
SETTINGS = Settings(region=REGION, account=ACCOUNT)
SDK = Sdk(Path(entry) for entry in sys.path if entry)
NAMES = (
    *("name", "bucket", "repositoryName", "userName", "secretId", "vpcId", "functionName"),
    *("resourceGroupName", "accountName", "vaultName", "workspaceName", "virtualNetworkName"),
    *("subnetName", "resourceName", "namespaceName", "registryName", "authorizationRuleName"),
)
ARGS: dict[str, Any] = {name: f"some-{name.lower()}" for name in NAMES} | {"keyId": "alias/mine"}
OLDER = {
    "aws:ec2/getSubnetIds:getSubnetIds",
    "aws:ecr/getCredentials:getCredentials",
    "azure-native:devices:listIotHubResourceKeysForKeyName",
    "azure-native:documentdb:listDatabaseAccountKeys",
}
"""Functions of SDKs before those installed here."""
TOKENS = [token for name in ("aws", "azure-native") for token in PACKAGES[name].functions]
SETTINGS_OF_THINGS = re.compile(r"encrypt|public(?!Key)|enabled|policy(?!Id)|kmsKey|open|tls", re.I)


def provider(package: str = "aws", invokes: Any = None, settings: Settings = SETTINGS) -> Any:
    made = OfflineProvider(package, PACKAGES[package], SDK, read_stubs(invokes or {}))
    made._settings = settings
    return made


def answer(token: str, invokes: Any = None, **args: Any) -> dict[str, Any]:
    return dict(provider(token.partition(":")[0], invokes)._answer(token, args))


def plain(token: str, **args: Any) -> dict[str, Any]:
    return {name: opened(value).value for name, value in answer(token, **args).items()}


def refusal(token: str, invokes: Any = None, **args: Any) -> str:
    with pytest.raises(EdgewrightError) as caught:
        answer(token, invokes, **args)
    assert caught.value.code == "OFF-001"
    return caught.value.text()


@pytest.mark.parametrize("token", [one for one in TOKENS if one not in OLDER])
def test_an_answer_has_what_the_functions_result_has(token: str) -> None:
    package = PACKAGES[token.partition(":")[0]]
    made = package.functions[token](dict(ARGS), SETTINGS)
    known = SDK.results(token)
    assert known and not set(made) - set(known) - set(ARGS) - {"id"}  # the latest have no id


@pytest.mark.parametrize("token", TOKENS)
def test_the_same_question_has_the_same_answer(token: str) -> None:
    function = PACKAGES[token.partition(":")[0]].functions[token]
    assert function(dict(ARGS), SETTINGS) == function(dict(ARGS), SETTINGS)


@pytest.mark.parametrize("token", TOKENS)
def test_no_answer_says_how_a_thing_is_set(token: str) -> None:
    """A rule would take it for the truth, and there may be no such thing at all."""
    made = PACKAGES[token.partition(":")[0]].functions[token](dict(ARGS), SETTINGS)
    said = {name for name, value in made.items() if value is not NEEDED and name not in ARGS}
    assert not [name for name in said if SETTINGS_OF_THINGS.search(name)]


def test_images() -> None:
    """Forms: EC2's "Identifiers", the Service Authorization Reference for images."""
    found = plain("aws:ec2/getAmi:getAmi", owners=["amazon"], mostRecent=True)
    assert re.fullmatch(r"ami-[0-9a-f]{17}", found["id"])
    assert found["arn"] == f"arn:aws:ec2:{REGION}::image/{found['id']}"
    assert found["architecture"] == "x86_64"
    arm = plain("aws:ec2/getAmi:getAmi", filters=[{"name": "name", "values": ["al2023-*-arm64"]}])
    assert arm["architecture"] == "arm64" and arm["id"] != found["id"]
    path = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    assert plain("aws:ssm/getParameter:getParameter", name=path)["value"].startswith("ami-")


@pytest.mark.parametrize(
    ("region", "prefix"),
    [
        ("us-east-1", "use1"),
        ("eu-central-1", "euc1"),
        ("ap-southeast-2", "apse2"),
        ("ap-northeast-1", "apne1"),
        ("us-gov-west-1", "usgw1"),
    ],
)
def test_ids_of_zones(region: str, prefix: str) -> None:
    """The regions' own in AWS's "Availability Zone IDs"."""
    assert zone_prefix(region) == prefix


def test_zones_are_those_of_the_region() -> None:
    found = plain("aws:index/getAvailabilityZones:getAvailabilityZones", state="available")
    assert found["names"] == [f"{REGION}{letter}" for letter in "abc"]
    assert found["zoneIds"] == ["euc1-az1", "euc1-az2", "euc1-az3"]


def test_the_default_vpc_and_its_subnets() -> None:
    vpc = plain("aws:ec2/getVpc:getVpc", default=True)
    assert vpc["cidrBlock"] == "172.31.0.0/16"  # Amazon VPC User Guide, "Default VPCs"
    assert vpc["arn"] == f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/{vpc['id']}"
    assert plain("aws:ec2/getVpc:getVpc", id="vpc-1")["id"] == "vpc-1"
    subnets = plain("aws:ec2/getSubnets:getSubnets", filters=[{"name": "vpc-id"}])
    assert len(set(subnets["ids"])) == 3


def test_secrets_are_secret() -> None:
    for token, name in (
        ("aws:secretsmanager/getSecretVersion:getSecretVersion", "secretString"),
        ("aws:ssm/getParameter:getParameter", "value"),
        ("aws:eks/getClusterAuth:getClusterAuth", "token"),
        ("azure-native:cosmosdb:listDatabaseAccountKeys", "primaryMasterKey"),
        ("azure-native:eventhub:listNamespaceKeys", "primaryConnectionString"),
    ):
        assert opened(answer(token, **ARGS)[name]).secret, token


def test_the_accounts_of_load_balancers() -> None:
    """AWS, "Enable access logs for your Application Load Balancer"."""
    found = plain("aws:elb/getServiceAccount:getServiceAccount")
    assert found["arn"] == "arn:aws:iam::054676820928:root"
    assert "logdelivery" in refusal("aws:elb/getServiceAccount:getServiceAccount", region="mx-1")


def test_a_key_of_awss_own_stays_one() -> None:
    """An ARN made up for it would look like a customer's key to the rules."""
    own = plain("aws:kms/getAlias:getAlias", name="alias/aws/ebs")
    for address in (own["arn"], own["targetKeyArn"], own["targetKeyId"]):
        assert encryption(HOLDER, "kmsKeyId", address)["encryption"] == "provider", address
    mine = plain("aws:kms/getAlias:getAlias", name="alias/mine")
    assert ":key/" in mine["targetKeyArn"]
    assert mine["targetKeyArn"] == plain("aws:kms/getKey:getKey", keyId="alias/mine")["arn"]


def test_managed_policies_of_the_edge() -> None:
    """Amazon CloudFront Developer Guide, "Use managed cache policies"."""
    token = "aws:cloudfront/getCachePolicy:getCachePolicy"
    found = plain(token, name="Managed-CachingOptimized")
    assert found["id"] == "658327ea-f89d-4fab-a63d-7e88639e58f6"


# What only the project can say


@pytest.mark.parametrize(
    ("token", "args", "place"),
    [
        ("aws:s3/getBucket:getBucket", {"bucket": "b"}, "region"),
        ("azure-native:resources:getResourceGroup", {"resourceGroupName": "g"}, "location"),
        (
            "azure-native:keyvault:getVault",
            {"resourceGroupName": "g", "vaultName": "v"},
            "location",
        ),
        ("azure:core/getResourceGroup:getResourceGroup", {"name": "g"}, "location"),
    ],
)
def test_a_place_is_never_made_up(token: str, args: dict[str, Any], place: str) -> None:
    text = refusal(token, **args)
    assert f'invokes:\n  "{token}":\n    returns: {{{place}: ...}}' in text
    given = answer(token, {token: {"returns": {place: "westeurope"}}}, **args)
    assert given[place] == "westeurope" and given["id"]


def test_any_other_function_is_answered_by_the_project() -> None:
    token = "aws:ec2/getLaunchTemplate:getLaunchTemplate"
    text = refusal(token, name="web")
    assert f"only the cloud can answer {token}(name='web')" in text
    assert f'"{token}":' in text and "latestVersion: ..." in text
    assert (
        answer(token, {token: {"returns": {"latestVersion": 3}}}, name="web")["latestVersion"] == 3
    )


def test_a_stub_may_depend_on_the_question() -> None:
    token = "aws:ec2/getVpc:getVpc"
    stubs = {
        token: [
            {"args": {"tags": {"Name": "core"}}, "returns": {"id": "vpc-core"}},
            {"args": None, "returns": {"cidrBlock": "10.9.0.0/16"}},
        ]
    }
    assert answer(token, stubs, tags={"Name": "core", "x": "y"})["id"] == "vpc-core"
    other = answer(token, stubs, tags={"Name": "edge"})
    assert other["cidrBlock"] == "10.9.0.0/16" and other["id"].startswith("vpc-")


def test_a_secret_stays_one_in_a_stub() -> None:
    token = "aws:secretsmanager/getSecretVersion:getSecretVersion"
    found = answer(token, {token: {"returns": {"secretString": '{"user": "me"}'}}}, secretId="s")
    assert opened(found["secretString"]) == ('{"user": "me"}', True)


@pytest.mark.parametrize(
    "invokes",
    [
        [],
        {"a:b:c": "x"},
        {"a:b:c": [{}]},
        {"a:b:c": [{"args": [], "returns": {}}, 1]},
        {"a:b:c": {"location": "here"}},
        {"a:b:c": {"returns": {"location": "..."}}},
    ],
)
def test_malformed_stubs_are_refused(invokes: Any) -> None:
    with pytest.raises(EdgewrightError) as caught:
        read_stubs(invokes)
    assert caught.value.code == "OFF-006"


def test_stubs_from_the_gates_file(tmp_path: Path) -> None:
    file = tmp_path / "invokes.json"
    file.write_text(json.dumps({"a:b:c": [{"returns": {"x": 1}}]}))
    assert load_stubs(file).answer("a:b:c", {}) == {"x": 1}
    assert NO_STUBS.answer("a:b:c", {}) is None
