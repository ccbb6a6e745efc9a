"""What AWS finds of a thing there is, function by function: the forms of the answers.

Nothing here says how a thing is set: encrypted, public, open to whom. Only the account knows.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from edgewright.providers.offline.answering import NEEDED, Function, given, looked_up
from edgewright.providers.offline.aws_forms import arn
from edgewright.providers.offline.declared import Declared
from edgewright.providers.offline.forms import Form
from edgewright.providers.offline.made_up import made_up, seed_of
from edgewright.providers.property_values import secret

REGION = {"region": "{@region}"}
MANAGED_CACHE_POLICIES = {
    "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
}
"""Amazon CloudFront Developer Guide, "Use managed cache policies"."""
MANAGED_REQUEST_POLICIES = {
    "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
}
"""Amazon CloudFront Developer Guide, "Use managed origin request policies"."""
DEFAULT_CIDR = "172.31.0.0/16"
"""The addresses of a region's default VPC (Amazon VPC User Guide, "Default VPCs")."""
CERTIFICATE = base64.b64encode(b"offline").decode()


def _found(id: Any, **outputs: Any) -> Function:
    """Something in a region."""
    return looked_up(Form(id, {**REGION, **outputs}))


def _global(id: Any, **outputs: Any) -> Function:
    """Something that knows no regions."""
    return looked_up(Form(id, outputs))


def _several(start: str) -> Any:
    """Three ids."""
    return lambda found: [found.fill(f"{start}-{{@hex17.{place}}}") for place in "abc"]


def _architecture(found: Declared) -> Any:
    """The processor an image is asked for, by its filter or its name; most are for x86."""
    asked = str(found.inputs.get("filters")) + str(found.inputs.get("nameRegex"))
    return "arm64" if "arm64" in asked or "aarch64" in asked else "x86_64"


def _parameter(found: Declared) -> Any:
    """A parameter's value: an image's id where AWS publishes one under the name."""
    name = str(found.read("name").value)
    published = name.startswith("/aws/service/") and "ami" in name
    return secret(found.fill("ami-{@hex17}" if published else "offline-{@hex16}"))


def _name_servers(found: Declared) -> Any:
    tops = ("com", "net", "org", "co.uk")
    return [f"ns-{place}.awsdns-{place:02}.{top}" for place, top in enumerate(tops, 1)]


def _listed(table: Mapping[str, str]) -> Any:
    """The id that AWS documents for a name, else the one asked for."""

    def id(found: Declared) -> Any:
        name = found.read("name").value
        return table.get(str(name)) or found.read("id").value or found.fill("{@uuid}")

    return id


def _key_arn(found: Declared) -> Any:
    """A key's ARN; an alias that is AWS's own stays one, since rules tell AWS's keys by it."""
    asked = str(found.read("keyId").value or found.read("name").value)
    if asked.startswith("arn:"):
        return asked
    if asked.startswith("alias/aws/"):
        return found.fill(arn("kms", asked))
    id = str(made_up("uuid", seed_of(asked))) if asked.startswith("alias/") else asked
    return found.fill(arn("kms", f"key/{id}"))


def _key_id(found: Declared) -> Any:
    """A key's id; AWS's own alias whole."""
    name = str(_key_arn(found)).rpartition(":")[2]
    return name.removeprefix("key/")


def _own(service: str, rest: str, property: str, **outputs: Any) -> Function:
    """Something of the account that goes by the name asked for, with an ARN."""
    return _found(f"{{{property}}}", arn=arn(service, rest), **outputs)


def _secret_arn(found: Declared) -> Any:
    asked = found.read("arn").value or found.read("secretId").value or found.read("name").value
    if str(asked).startswith("arn:"):
        return asked
    ending = made_up("token6", seed_of(asked))
    return found.fill(arn("secretsmanager", f"secret:{asked}-{ending}"))


def _policy_arn(found: Declared) -> Any:
    home = "arn:{@partition}:iam::{@account}:policy{pathPrefix|/}{name}"
    return found.read("arn").value or found.fill(home)


VPC = {
    "arn": arn("ec2", "vpc/{@id}"),
    "ownerId": "{@account}",
    "state": "available",
    "cidrBlock": given("cidrBlock", DEFAULT_CIDR),
    "mainRouteTableId": "rtb-{@hex17.main}",
}
SUBNET = {
    "arn": arn("ec2", "subnet/{@id}"),
    "ownerId": "{@account}",
    "state": "available",
    "vpcId": given("vpcId", "vpc-{@hex17.vpc}"),
    "availabilityZone": given("availabilityZone", "{@region}a"),
    "cidrBlock": given("cidrBlock", "172.31.0.0/20"),
}
CLUSTER = {
    "arn": arn("eks", "cluster/{name}"),
    "endpoint": "https://{@hex32}.gr7.{@region}.eks.{@dns}",
    "certificateAuthorities": lambda found: [{"data": CERTIFICATE}],
    "identities": lambda found: [
        {"oidcs": [{"issuer": found.fill("https://oidc.eks.{@region}.{@dns}/id/{@hex32}")}]}
    ],
    "status": "ACTIVE",
}
REPOSITORY = {
    "registryId": "{@account}",
    "repositoryUrl": "{@account}.dkr.ecr.{@region}.{@dns}/{name}",
}
ROLE = "arn:{@partition}:iam::{@account}:role/{name}"
USER = "arn:{@partition}:iam::{@account}:user/{userName}"

LOOKUPS: Mapping[str, Function] = {
    "aws:ec2/getAmi:getAmi": _found(
        "ami-{@hex17}",
        imageId="{@id}",
        arn=arn("ec2", "image/{@id}", "{@region}:"),
        architecture=_architecture,
        rootDeviceName="/dev/xvda",
        state="available",
    ),
    "aws:ec2/getAmiIds:getAmiIds": _found("{@hex16}", ids=_several("ami")),
    "aws:ec2/getVpc:getVpc": _found(given("id", "vpc-{@hex17}"), **VPC),
    "aws:ec2/getVpcs:getVpcs": _found("{@region}", ids=_several("vpc")),
    "aws:ec2/getSubnet:getSubnet": _found(given("id", "subnet-{@hex17}"), **SUBNET),
    "aws:ec2/getSubnets:getSubnets": _found("{@region}", ids=_several("subnet")),
    "aws:ec2/getSubnetIds:getSubnetIds": _found("{vpcId}", ids=_several("subnet")),
    "aws:ec2/getSecurityGroup:getSecurityGroup": _found(
        given("id", "sg-{@hex17}"),
        arn=arn("ec2", "security-group/{@id}"),
        name=given("name", "default"),
        vpcId=given("vpcId", "vpc-{@hex17.vpc}"),
    ),
    "aws:ec2/getRouteTable:getRouteTable": _found(
        given("routeTableId", "rtb-{@hex17}"),
        routeTableId="{@id}",
        arn=arn("ec2", "route-table/{@id}"),
        vpcId=given("vpcId", "vpc-{@hex17.vpc}"),
        ownerId="{@account}",
    ),
    "aws:ec2/getInternetGateway:getInternetGateway": _found(
        given("internetGatewayId", "igw-{@hex17}"),
        internetGatewayId="{@id}",
        arn=arn("ec2", "internet-gateway/{@id}"),
        ownerId="{@account}",
    ),
    "aws:ec2/getKeyPair:getKeyPair": _found(
        given("keyPairId", "key-{@hex17}"),
        keyPairId="{@id}",
        keyName=given("keyName", "offline"),
        arn=arn("ec2", "key-pair/{keyName|offline}"),
    ),
    "aws:secretsmanager/getSecret:getSecret": _found(
        _secret_arn, arn=_secret_arn, name=given("name", "offline")
    ),
    "aws:secretsmanager/getSecretVersion:getSecretVersion": _found(
        _secret_arn,
        secretArn=_secret_arn,
        secretString=lambda found: secret(found.fill("offline-{@hex16}")),
        versionId="{@uuid}",
        versionStage="AWSCURRENT",
        versionStages=lambda found: ["AWSCURRENT"],
    ),
    "aws:ssm/getParameter:getParameter": _found(
        "{name}", arn=arn("ssm", "parameter/{name}"), type="String", value=_parameter, version=1
    ),
    "aws:route53/getZone:getZone": _global(
        given("zoneId", "Z{@token17}"),
        zoneId="{@id}",
        name=given("name", "offline.invalid"),
        arn="arn:{@partition}:route53:::hostedzone/{@id}",
        nameServers=_name_servers,
        primaryNameServer="ns-1.awsdns-01.com",
    ),
    "aws:eks/getCluster:getCluster": _found("{name}", **CLUSTER),
    "aws:eks/getClusterAuth:getClusterAuth": _found(
        "{name}", token=lambda found: secret(found.fill("k8s-aws-v1.{@hex32}"))
    ),
    "aws:ecr/getRepository:getRepository": _own("ecr", "repository/{name}", "name", **REPOSITORY),
    "aws:ecr/getImage:getImage": _found(
        "sha256:{@hex64}",
        imageDigest="{@id}",
        imageUri="{@account}.dkr.ecr.{@region}.{@dns}/{repositoryName}@{@id}",
        registryId="{@account}",
    ),
    "aws:iam/getRole:getRole": _global("{name}", arn=ROLE, path="/", uniqueId="AROA{@token17}"),
    "aws:iam/getUser:getUser": _global("AIDA{@token17}", arn=USER, userId="{@id}", path="/"),
    "aws:iam/getPolicy:getPolicy": _global(_policy_arn, arn=_policy_arn, policyId="ANPA{@token17}"),
    "aws:acm/getCertificate:getCertificate": _found(
        arn("acm", "certificate/{@uuid}"), arn="{@id}", status="ISSUED"
    ),
    "aws:kms/getKey:getKey": _found(_key_id, arn=_key_arn),
    "aws:kms/getAlias:getAlias": _found(
        arn("kms", "{name}"), arn="{@id}", targetKeyArn=_key_arn, targetKeyId=_key_id
    ),
    "aws:s3/getBucket:getBucket": _global(
        "{bucket}",
        arn="arn:{@partition}:s3:::{bucket}",
        bucketDomainName="{bucket}.s3.{@dns}",
        region=lambda found: NEEDED,
    ),
    "aws:cloudfront/getCachePolicy:getCachePolicy": _global(_listed(MANAGED_CACHE_POLICIES)),
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": _global(
        _listed(MANAGED_REQUEST_POLICIES)
    ),
    "aws:organizations/getOrganization:getOrganization": _global(
        "o-{@hex10}",
        arn="arn:{@partition}:organizations::{@account}:organization/{@id}",
        masterAccountId="{@account}",
        roots=lambda found: [{"id": found.fill("r-{@hex4}"), "name": "Root"}],
    ),
    "aws:sns/getTopic:getTopic": _own("sns", "{name}", "name"),
    "aws:lambda/getFunction:getFunction": _own("lambda", "function:{functionName}", "functionName"),
}
