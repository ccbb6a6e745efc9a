"""AWS resource types of the `aws` and `aws-native` packages.

ARN forms are those of the Service Authorization Reference, ids those of the Terraform provider's
"import" sections and of CloudFormation's primary identifiers. What cannot be changed in place is
what these call "forces new resource" and create-only. Outputs nobody could foretell (dates,
certificates, versions of objects) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edgewright.providers.changes import ALL_BUT_TAGS
from edgewright.providers.offline.declared import Declared
from edgewright.providers.offline.forms import Form, Naming
from edgewright.providers.offline.greengrass import component_name, component_version
from edgewright.providers.property_values import UNKNOWN, is_unknown, opened, secret

HOME = "{@region}:{@account}"


def arn(service: str, rest: str, home: str = HOME) -> str:
    """A template of an ARN."""
    return f"arn:{{@partition}}:{service}:{home}:{rest}"


def all_tags(resource: Declared) -> Any:
    """A resource's tags with the provider's default ones."""
    own = opened(resource.inputs.get("tags"))
    if is_unknown(own.value):
        return resource.inputs["tags"]
    both = {**resource.settings.default_tags, **(own.value or {})}
    return secret(both) if own.secret else both


def _aws(
    id: str | Callable[[Declared], Any],
    outputs: Mapping[str, Any],
    replaces: tuple[str, ...] = (),
    naming: Naming | None = None,
    *,
    tagged: bool = True,
) -> Form:
    """A regional type of the `aws` package: since version 7 each takes a region of its own."""
    added = {"region": "{@region}", **outputs, **({"tagsAll": all_tags} if tagged else {})}
    return Form(id, added, naming, ("region", *replaces))


def _iam(
    id: str, outputs: Mapping[str, Any], replaces: tuple[str, ...], naming: Naming | None
) -> Form:
    """A type of IAM, which knows no regions."""
    return Form(id, outputs, naming, replaces)


def _of_bucket(*replaces: str) -> Form:
    """A part of a bucket's configuration, which goes by the bucket's name."""
    return _aws("{bucket}", {}, ("bucket", *replaces), tagged=False)


def _iot(type: str, property: str, *replaces: str, **outputs: Any) -> Form:
    return _aws(
        f"{{{property}}}",
        {"arn": arn("iot", f"{type}/{{{property}}}"), **outputs},
        (property, *replaces),
        Naming(property, limit=36 if type == "provisioningtemplate" else 128),
        tagged=type not in ("thing", "cert"),
    )


def _sagemaker(type: str, property: str, *replaces: str, limit: int = 63) -> Form:
    return _aws(
        f"{{{property}}}",
        {"arn": arn("sagemaker", f"{type}/{{{property}}}")},
        (property, *replaces),
        Naming(property, limit=limit),
    )


def _named(
    service: str, rest: str, property: str, limit: int = 63, *, id: str | None = None
) -> Form:
    """A type with a name of its own in its ARN; its id is the name, or with "{arn}" the ARN."""
    address = arn(service, rest)
    form_id = f"{{{property}}}" if id is None else id.replace("{arn}", address)
    return _aws(form_id, {"arn": address}, (property,), Naming(property, limit=limit))


def _key_id(resource: Declared) -> Any:
    """Ids of multi-region keys say so."""
    many = resource.read("multiRegion").value
    return many if is_unknown(many) else resource.fill("mrk-{@hex32}" if many else "{@uuid}")


def _key_of(resource: Declared, property: str) -> Any:
    """The ARN of the KMS key a property names by ARN or id."""
    found = resource.read(property)
    if isinstance(found.value, str) and found.value.startswith("arn:"):
        return resource.fill(f"{{{property}}}")
    return resource.fill(arn("kms", f"key/{{{property}}}"))


def _component_id(resource: Declared) -> Any:
    """A component version goes by its ARN."""
    name, version = component_name(resource), component_version(resource)
    if is_unknown(name) or is_unknown(version):
        return UNKNOWN
    return resource.fill(arn("greengrass", f"components:{name}:versions:{version}"))


def _parameter_arn(resource: Declared) -> Any:
    """Parameters in a hierarchy begin with the slash that others get in their ARN."""
    name = resource.read("name").value
    slash = "" if isinstance(name, str) and name.startswith("/") else "/"
    return resource.fill(arn("ssm", f"parameter{slash}{{name}}"))


def _replicated_id(resource: Declared) -> Any:
    """A replica key has the id of its primary."""
    primary = resource.read("primaryKeyArn").value
    return primary if is_unknown(primary) else str(primary).rpartition("/")[2]


BUCKET = _aws(
    "{bucket}",
    {
        "arn": arn("s3", "{bucket}", ":"),
        "bucketDomainName": "{bucket}.s3.{@dns}",
        "bucketRegionalDomainName": "{bucket}.s3.{@region}.{@dns}",
        "bucketRegion": "{@region}",
    },
    ("bucket", "bucketPrefix", "objectLockEnabled"),
    Naming("bucket", "bucketPrefix", limit=63, lower=True),
)
KEY = _aws(
    _key_id,
    {"keyId": "{@id}", "arn": arn("kms", "key/{@id}")},
    ("customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion", "xksKeyId"),
)
REPOSITORY = _aws(
    "{name}",
    {
        "arn": arn("ecr", "repository/{name}"),
        "registryId": "{@account}",
        "repositoryUrl": "{@account}.dkr.ecr.{@region}.{@dns}/{name}",
    },
    ("name", "encryptionConfigurations"),
    Naming("name", limit=256, lower=True),
)
ROLE_ARN = "arn:{@partition}:iam::{@account}:role{path|/}{name}"
POLICY_ARN = "arn:{@partition}:iam::{@account}:policy{path|/}{name}"
SECRET_ARN = arn("secretsmanager", "secret:{name}-{@token6}")

OTHER = Form(None, {"region": "{@region}", "tagsAll": all_tags}, None, ("region",))
"""Any other type of the `aws` package."""

AWS: Mapping[str, Form] = {
    "aws:s3/bucket:Bucket": BUCKET,
    "aws:s3/bucketVersioning:BucketVersioning": _of_bucket("expectedBucketOwner"),
    "aws:s3/bucketServerSideEncryptionConfiguration:"
    "BucketServerSideEncryptionConfiguration": _of_bucket("expectedBucketOwner"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _of_bucket(),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _of_bucket(),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _of_bucket(
        "expectedBucketOwner"
    ),
    "aws:s3/bucketPolicy:BucketPolicy": _of_bucket(),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": _of_bucket(),
    "aws:s3/bucketLogging:BucketLogging": _of_bucket("expectedBucketOwner"),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": _of_bucket(
        "expectedBucketOwner"
    ),
    "aws:kms/key:Key": KEY,
    "aws:kms/replicaKey:ReplicaKey": _aws(
        _replicated_id,
        {"keyId": "{@id}", "arn": arn("kms", "key/{@id}")},
        ("primaryKeyArn",),
    ),
    "aws:kms/alias:Alias": _aws(
        "{name}",
        {
            "arn": arn("kms", "{name}"),
            "targetKeyArn": lambda one: _key_of(one, "targetKeyId"),
        },
        ("name", "namePrefix"),
        Naming("name", "namePrefix", start="alias/"),
        tagged=False,
    ),
    "aws:ecr/repository:Repository": REPOSITORY,
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": _aws(
        "{repository}", {"registryId": "{@account}"}, ("repository", "policy"), tagged=False
    ),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": _aws(
        "{repository}", {"registryId": "{@account}"}, ("repository",), tagged=False
    ),
    "aws:iam/role:Role": _iam(
        "{name}",
        {"arn": ROLE_ARN, "uniqueId": "AROA{@token17}", "tagsAll": all_tags},
        ("name", "namePrefix", "path"),
        Naming("name", "namePrefix", limit=64),
    ),
    "aws:iam/policy:Policy": _iam(
        POLICY_ARN,
        {"arn": "{@id}", "policyId": "ANPA{@token17}", "tagsAll": all_tags},
        ("name", "namePrefix", "path", "description"),
        Naming("name", "namePrefix", limit=128),
    ),
    "aws:iam/rolePolicy:RolePolicy": _iam(
        "{role}:{name}", {}, ("name", "namePrefix", "role"), Naming("name", "namePrefix", limit=128)
    ),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": _iam(
        "{role}/{policyArn}", {}, ("role", "policyArn"), None
    ),
    "aws:sagemaker/pipeline:Pipeline": _sagemaker("pipeline", "pipelineName", limit=256),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": _sagemaker(
        "model-package-group", "modelPackageGroupName", "modelPackageGroupDescription"
    ),
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": _aws(
        "{modelPackageGroupName}", {}, ("modelPackageGroupName",), tagged=False
    ),
    "aws:sagemaker/trainingJob:TrainingJob": _sagemaker(
        "training-job", "trainingJobName", ALL_BUT_TAGS
    ),
    "aws:iot/thing:Thing": _iot("thing", "name", defaultClientId="{name}", version=1),
    "aws:iot/thingType:ThingType": _iot("thingtype", "name", "properties"),
    "aws:iot/thingGroup:ThingGroup": _iot("thinggroup", "name", "parentGroupName", version=1),
    "aws:iot/thingGroupMembership:ThingGroupMembership": _aws(
        "{thingGroupName}/{thingName}", {}, ("thingGroupName", "thingName"), tagged=False
    ),
    "aws:iot/policy:Policy": _iot("policy", "name", defaultVersionId="1"),
    "aws:iot/policyAttachment:PolicyAttachment": _aws(
        "{policy}|{target}", {}, ("policy", "target"), tagged=False
    ),
    "aws:iot/certificate:Certificate": _aws(
        "{@hex64}",
        {"arn": arn("iot", "cert/{@id}")},
        ("csr", "caPem", "certificatePem"),
        tagged=False,
    ),
    "aws:iot/roleAlias:RoleAlias": Form(
        "{alias}",
        {"region": "{@region}", "arn": arn("iot", "rolealias/{alias}"), "tagsAll": all_tags},
        None,
        ("region", "alias"),
    ),
    "aws:iot/provisioningTemplate:ProvisioningTemplate": _iot(
        "provisioningtemplate", "name", "type", defaultVersionId=1
    ),
    "aws:iot/topicRule:TopicRule": _iot("rule", "name"),
    "aws:cloudwatch/logGroup:LogGroup": _aws(
        "{name}",
        {"arn": arn("logs", "log-group:{name}")},
        ("name", "namePrefix", "logGroupClass"),
        Naming("name", "namePrefix", limit=512),
    ),
    "aws:ssm/parameter:Parameter": _aws(
        "{name}", {"arn": _parameter_arn, "version": 1}, ("name",), Naming("name")
    ),
    "aws:secretsmanager/secret:Secret": _aws(
        SECRET_ARN,
        {"arn": "{@id}"},
        ("name", "namePrefix"),
        Naming("name", "namePrefix", limit=512),
    ),
    "aws:secretsmanager/secretVersion:SecretVersion": _aws(
        "{secretId}|{@uuid}",
        {"arn": "{secretId}", "versionId": "{@uuid}"},
        ("secretId", "secretString", "secretBinary"),
        tagged=False,
    ),
    "aws:kms/externalKey:ExternalKey": _aws(
        _key_id, {"arn": arn("kms", "key/{@id}")}, ("multiRegion",)
    ),
    "aws:kms/customKeyStore:CustomKeyStore": _aws("cks-{@hex17}", {}, tagged=False),
    "aws:dynamodb/table:Table": _named("dynamodb", "table/{name}", "name", 255),
    "aws:rds/cluster:Cluster": _named("rds", "cluster:{clusterIdentifier}", "clusterIdentifier"),
    "aws:rds/globalCluster:GlobalCluster": _aws(
        "{globalClusterIdentifier}",
        {"arn": arn("rds", "global-cluster:{globalClusterIdentifier}", ":{@account}")},
        ("globalClusterIdentifier", "engine"),
    ),
    "aws:rds/instance:Instance": _named("rds", "db:{identifier}", "identifier"),
    "aws:efs/fileSystem:FileSystem": _aws(
        "fs-{@hex17}", {"arn": arn("elasticfilesystem", "file-system/{@id}")}
    ),
    "aws:backup/vault:Vault": _named("backup", "backup-vault:{name}", "name", 50),
    "aws:backup/plan:Plan": _aws("{@uuid}", {"arn": arn("backup", "backup-plan:{@id}")}),
    "aws:ebs/volume:Volume": _aws("vol-{@hex17}", {"arn": arn("ec2", "volume/{@id}")}),
    "aws:ebs/snapshot:Snapshot": _aws(
        "snap-{@hex17}", {"arn": arn("ec2", "snapshot/{@id}", "{@region}:")}, ("volumeId",)
    ),
    "aws:ec2/vpc:Vpc": _aws("vpc-{@hex17}", {"arn": arn("ec2", "vpc/{@id}")}, ("cidrBlock",)),
    "aws:ec2transitgateway/transitGateway:TransitGateway": _aws(
        "tgw-{@hex17}", {"arn": arn("ec2", "transit-gateway/{@id}")}
    ),
    "aws:kinesis/stream:Stream": _named("kinesis", "stream/{name}", "name", 128, id="{arn}"),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": _named(
        "firehose", "deliverystream/{name}", "name", 64, id="{arn}"
    ),
    "aws:cloudwatch/logDestination:LogDestination": _named("logs", "destination:{name}", "name"),
    "aws:sqs/queue:Queue": _aws(
        "https://sqs.{@region}.{@dns}/{@account}/{name}",
        {"arn": arn("sqs", "{name}"), "url": "{@id}"},
        ("name", "namePrefix"),
        Naming("name", "namePrefix", limit=80),
    ),
}

AWS_NATIVE: Mapping[str, Form] = {
    "aws-native:greengrassv2:ComponentVersion": Form(
        _component_id,
        {"arn": "{@id}", "componentName": component_name, "componentVersion": component_version},
        None,
        ("inlineRecipe", "lambdaFunction"),
        regional=True,
    ),
    "aws-native:greengrassv2:Deployment": Form(
        "{@uuid}", {"deploymentId": "{@id}"}, None, (ALL_BUT_TAGS,), regional=True
    ),
    "aws-native:iot:ThingGroup": Form(
        "{thingGroupName}",
        {"arn": arn("iot", "thinggroup/{thingGroupName}"), "awsId": "{@uuid}"},
        Naming("thingGroupName", limit=128),
        ("thingGroupName", "parentGroupName"),
    ),
    "aws-native:s3:Bucket": Form(
        "{bucketName}",
        {
            "arn": arn("s3", "{bucketName}", ":"),
            "domainName": "{bucketName}.s3.{@dns}",
            "regionalDomainName": "{bucketName}.s3.{@region}.{@dns}",
            "dualStackDomainName": "{bucketName}.s3.dualstack.{@region}.{@dns}",
        },
        Naming("bucketName", limit=63, lower=True),
        ("bucketName",),
    ),
    "aws-native:kms:Key": Form(
        "{@uuid}", {"keyId": "{@id}", "arn": arn("kms", "key/{@id}")}, None, ()
    ),
}
