"""What the AWS components declare for the sample estate: children, inputs, parents, limits.

On mocks (see conftest): this proves what the program asks for, not that AWS accepts it.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

REGION = "eu-central-1"
GLOBAL = ("aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy")
"""Services without a region."""
LABEL_KEYS = {"id", "origin", "classification", "categories", "retention_days"}
PINNED = re.compile(r"^[^@\s]+@sha256:[0-9a-f]{64}$")


def statements(document: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(document)["Statement"]
    return found


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def test_every_regional_resource_says_its_region_itself(declared: Any) -> None:
    regional = [
        item
        for item in declared.declared
        if item.type.startswith("aws:") and item.type not in GLOBAL
    ]
    assert len(regional) > 30
    assert {item.inputs.get("region") for item in regional} == {REGION}


def test_cloud_control_resources_use_a_provider_with_the_region(declared: Any) -> None:
    provider = declared.one("aws-eu-central-1-native")
    assert provider.inputs["region"] == REGION
    native = [item for item in declared.declared if item.type.startswith("aws-native:")]
    assert len(native) == 4  # one component version, three rings
    assert all(item.provider.startswith(provider.urn) for item in native)


def test_children_are_named_after_their_component_and_parented_to_it(declared: Any) -> None:
    for item in declared.declared:
        parent = declared.parent_name(item)
        if parent:
            assert item.name.startswith(parent), item.name
        else:
            assert item.type in (
                "edgewright:aws:Region",
                "edgewright:azure:Region",
                "pulumi:providers:aws-native",
            )


def test_every_component_states_its_intent_as_plain_data(declared: Any) -> None:
    components = [item for item in declared.declared if item.type.startswith("edgewright:aws:")]
    assert len(components) == 13
    for item in components:
        intent = item.inputs["intent"]
        assert intent["region"] == REGION
        for entry in intent["data"]:
            # Pulumi drops null values on the wire: no retention is no key
            assert set(entry) | {"retention_days"} == LABEL_KEYS


def test_the_key_rotates_and_stays(declared: Any) -> None:
    assert declared.children("aws-eu-central-1-keys") == {
        "aws-eu-central-1-keys-key": "aws:kms/key:Key",
        "aws-eu-central-1-keys-alias": "aws:kms/alias:Alias",
    }
    key = declared.one("aws-eu-central-1-keys-key").inputs
    assert key["enableKeyRotation"] is True
    assert key["multiRegion"] is False
    assert key["deletionWindowInDays"] == 30
    assert declared.one("aws-eu-central-1-keys-alias").inputs["name"] == "alias/harbour-vision"


def test_a_store_is_a_bucket_and_six_settings(declared: Any) -> None:
    store = "aws-eu-central-1-camera-frames"
    assert declared.children(store) == {
        f"{store}-bucket": "aws:s3/bucket:Bucket",
        f"{store}-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        f"{store}-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        f"{store}-encryption": "aws:s3/bucketServerSideEncryptionConfiguration:"
        "BucketServerSideEncryptionConfiguration",
        f"{store}-tls-only": "aws:s3/bucketPolicy:BucketPolicy",
        f"{store}-versioning": "aws:s3/bucketVersioning:BucketVersioning",
        f"{store}-lifecycle": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    }


def test_a_store_is_closed_encrypted_and_versioned(declared: Any) -> None:
    store = "aws-eu-central-1-camera-frames"
    block = declared.one(f"{store}-public-access").inputs
    for setting in (
        "blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets",
    ):  # fmt: skip
        assert block[setting] is True
    rule = declared.one(f"{store}-encryption").inputs["rules"][0]
    assert rule["applyServerSideEncryptionByDefault"] == {
        "sseAlgorithm": "aws:kms",
        "kmsMasterKeyId": "arn:aws:kms:eu-central-1:111122223333:key/0",
    }
    versions = declared.one(f"{store}-versioning").inputs["versioningConfiguration"]
    assert versions == {"status": "Enabled"}
    assert declared.one(f"{store}-bucket").inputs["forceDestroy"] is False


def test_a_store_refuses_plain_text_for_the_bucket_and_its_objects(declared: Any) -> None:
    bucket = declared.one("aws-eu-central-1-camera-frames-bucket").inputs["bucket"]
    policy = declared.one("aws-eu-central-1-camera-frames-tls-only").inputs["policy"]
    plain, old = statements(policy)
    assert plain["Effect"] == old["Effect"] == "Deny"
    assert plain["Principal"] == "*"
    assert plain["Action"] == "s3:*"
    assert plain["Resource"] == [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    assert plain["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert old["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}


@pytest.mark.parametrize(
    ("asset", "days"), [("camera-frames", 7), ("detections", 180), ("detector-weights", None)]
)
def test_a_store_deletes_after_the_retention_and_only_then(
    declared: Any, asset: str, days: int | None
) -> None:
    rules = declared.one(f"aws-eu-central-1-{asset}-lifecycle").inputs["rules"]
    expiries = [rule["expiration"]["days"] for rule in rules if "expiration" in rule]
    assert expiries == ([] if days is None else [days])
    assert all(rule["status"] == "Enabled" for rule in rules)


def test_data_tags_name_the_labels_of_what_is_in_it(declared: Any) -> None:
    weights = declared.one("aws-eu-central-1-detector-weights-bucket").inputs["tags"]
    assert weights["edgewright:data"] == "camera-frames"


def test_repositories_are_immutable_scanned_and_encrypted(declared: Any) -> None:
    for image in ("detect", "train-detector"):
        given = declared.one(f"aws-eu-central-1-images-{image}").inputs
        assert given["name"] == f"harbour-vision/{image}"
        assert given["imageTagMutability"] == "IMMUTABLE"
        assert given["imageScanningConfiguration"] == {"scanOnPush": True}
        assert given["encryptionConfigurations"][0]["encryptionType"] == "KMS"


def test_training_is_defined_not_started(declared: Any) -> None:
    training = "aws-eu-central-1-train-detector"
    assert sorted(declared.children(training).values()) == [
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:sagemaker/pipeline:Pipeline",
    ]
    definition = json.loads(declared.one(f"{training}-pipeline").inputs["pipelineDefinition"])
    (step,) = definition["Steps"]
    job = step["Arguments"]
    assert step["Type"] == "Training"
    assert PINNED.match(job["AlgorithmSpecification"]["TrainingImage"])
    assert job["EnableNetworkIsolation"] is True
    assert job["EnableInterContainerTrafficEncryption"] is True
    assert job["OutputDataConfig"]["KmsKeyId"].startswith("arn:aws:kms:eu-central-1:")
    assert [channel["ChannelName"] for channel in job["InputDataConfig"]] == ["camera-frames"]
    # four GPUs: the G5 machine with four; its local disks take no key of ours
    assert job["ResourceConfig"]["InstanceType"] == "ml.g5.12xlarge"
    assert "VolumeKmsKeyId" not in job["ResourceConfig"]


def test_a_training_role_reads_and_writes_its_own_stores_only(declared: Any) -> None:
    granted = statements(declared.one("aws-eu-central-1-train-detector-rights").inputs["policy"])
    by_action = {action: entry for entry in granted for action in listed(entry["Action"])}
    (read,), (written,) = (
        by_action["s3:GetObject"]["Resource"],
        by_action["s3:PutObject"]["Resource"],
    )
    assert "camera-frames" in read
    assert "detector-weights" in written
    assert not [action for action in by_action if "*" in action]
    wild = [entry for entry in granted if "*" in listed(entry["Resource"])]
    assert [entry["Action"] for entry in wild] == [["ecr:GetAuthorizationToken"]]
    assert wild[0]["Condition"] == {"StringEquals": {"aws:RequestedRegion": REGION}}


@pytest.mark.parametrize(
    ("role", "service"),
    [
        ("aws-eu-central-1-train-detector-role", "sagemaker.amazonaws.com"),
        ("aws-eu-central-1-quay-role", "credentials.iot.amazonaws.com"),
        ("aws-eu-central-1-quay-enrolment-role", "iot.amazonaws.com"),
    ],
)
def test_a_role_is_for_one_service_acting_for_this_account(
    declared: Any, role: str, service: str
) -> None:
    given = declared.one(role).inputs
    (trusted,) = statements(given["assumeRolePolicy"])
    assert trusted["Principal"] == {"Service": service}
    assert trusted["Condition"] == {"StringEquals": {"aws:SourceAccount": "111122223333"}}
    assert len(given["name"]) <= 64


def test_a_device_may_only_be_itself(declared: Any) -> None:
    granted = statements(declared.one("aws-eu-central-1-quay-policy").inputs["policy"])
    thing = "${iot:Connection.Thing.ThingName}"
    by_action = {action: entry for entry in granted for action in listed(entry["Action"])}
    for action in ("iot:Connect", "iot:Publish", "iot:Receive", "iot:Subscribe"):
        assert all(thing in resource for resource in by_action[action]["Resource"])
    assert not [action for action in by_action if "*" in action]
    assert not [entry for entry in granted if "*" in listed(entry["Resource"])]
    # the data plane's rights must be on the certificate's policy: a group's policy lacks them
    assert "greengrass:ListThingGroupsForCoreDevice" in by_action
    assert "greengrass:GetDeploymentConfiguration" in by_action


def test_a_devices_role_pulls_its_image_and_reads_its_model_only(declared: Any) -> None:
    granted = statements(declared.one("aws-eu-central-1-quay-rights").inputs["policy"])
    by_action = {action: entry for entry in granted for action in listed(entry["Action"])}
    (model,) = by_action["s3:GetObject"]["Resource"]
    assert "detector-weights" in model
    assert [arn.rsplit("images-", 1)[1] for arn in by_action["ecr:BatchGetImage"]["Resource"]] == [
        "detect"
    ]


def test_a_fleet_has_a_group_and_one_below_it_per_ring(declared: Any) -> None:
    groups = {item.name: item.inputs for item in declared.all("aws:iot/thingGroup:ThingGroup")}
    names = {given["name"] for given in groups.values()}
    assert names == {
        "harbour-vision-quay",
        "harbour-vision-quay-canary",
        "harbour-vision-quay-early",
        "harbour-vision-quay-all",
    }
    rings = [given for given in groups.values() if "parentGroupName" in given]
    assert {given["parentGroupName"] for given in rings} == {"harbour-vision-quay"}
    assert len(rings) == 3


def test_iot_names_are_within_the_services_limits(declared: Any) -> None:
    for item in declared.declared:
        if item.type.startswith("aws:iot/") and "name" in item.inputs:
            limit = 36 if item.type.endswith("ProvisioningTemplate") else 128
            assert re.fullmatch(rf"[a-zA-Z0-9_-]{{1,{limit}}}", item.inputs["name"]), item.name
    (alias,) = declared.all("aws:iot/roleAlias:RoleAlias")
    assert re.fullmatch(r"[\w=,@-]{1,128}", alias.inputs["alias"])
    assert 900 <= alias.inputs["credentialDuration"] <= 43_200


def test_a_new_device_enrols_as_a_thing_of_the_last_ring(declared: Any) -> None:
    given = declared.one("aws-eu-central-1-quay-enrolment").inputs
    body = json.loads(given["templateBody"])
    assert given["type"] == "FLEET_PROVISIONING"
    assert len(given["templateBody"]) <= 10_240
    assert body["Resources"]["thing"]["Properties"]["ThingGroups"] == ["harbour-vision-quay-all"]
    # fleet provisioning may refer to a certificate by its id only
    assert body["Resources"]["certificate"]["Properties"]["CertificateId"] == {
        "Ref": "AWS::IoT::Certificate::Id"
    }
    assert body["Resources"]["policy"]["Properties"]["PolicyName"] == "harbour-vision-quay"


def test_each_ring_is_a_component_that_says_how_many_devices_it_reaches(declared: Any) -> None:
    rings = declared.all("edgewright:aws:EdgeRing")
    devices = {item.inputs["intent"]["ring"]: item.inputs["intent"]["devices"] for item in rings}
    assert devices == {"canary": 1, "early": 3, "all": 36}  # of 40 are reached: 1, 4, all
    assert {declared.parent_name(item) for item in rings} == {"aws-eu-central-1-quay-release"}


def deployments(declared: Any) -> list[dict[str, Any]]:
    return [item.inputs for item in declared.all("aws-native:greengrassv2:Deployment")]


def test_a_deployment_pins_the_nucleus_and_every_component(declared: Any) -> None:
    recipe = json.loads(declared.one("aws-eu-central-1-quay-release-detect").inputs["inlineRecipe"])
    for given in deployments(declared):
        versions = {name: entry["componentVersion"] for name, entry in given["components"].items()}
        assert versions == {
            "aws.greengrass.Nucleus": "2.18.0",
            "harbour-vision.quay.detect": recipe["ComponentVersion"],
        }
        assert recipe["ComponentName"] in versions


def test_a_deployment_rolls_back_and_stops_by_itself(declared: Any) -> None:
    for given in deployments(declared):
        assert given["deploymentPolicies"]["failureHandlingPolicy"] == "ROLLBACK"
        (criterion,) = given["iotJobConfiguration"]["abortConfig"]["criteriaList"]
        assert criterion["action"] == "CANCEL"
        assert criterion["failureType"] == "ALL"
        assert criterion["thresholdPercentage"] == 2.0
        timeout = given["iotJobConfiguration"]["timeoutConfig"]["inProgressTimeoutInMinutes"]
        assert 1 <= timeout <= 10_080


def test_a_stop_criterion_can_be_reached(declared: Any) -> None:
    for ring in declared.all("edgewright:aws:EdgeRing"):
        (child,) = (declared.one(name) for name in declared.children(ring.name))
        (criterion,) = child.inputs["iotJobConfiguration"]["abortConfig"]["criteriaList"]
        intent = ring.inputs["intent"]
        assert 1 <= criterion["minNumberOfExecutedThings"] <= intent["devices"]
        assert intent["abort"] == [
            {
                "failed_percent": criterion["thresholdPercentage"],
                "min_devices": criterion["minNumberOfExecutedThings"],
            }
        ]


def test_a_rollout_has_exactly_one_criterion_for_raising_its_rate(declared: Any) -> None:
    # CloudFormation's schema is oneOf; Pulumi's mocks would take both
    for given in deployments(declared):
        rollout = given["iotJobConfiguration"]["jobExecutionsRolloutConfig"]
        assert len(rollout["exponentialRate"]["rateIncreaseCriteria"]) == 1
        assert 1.1 <= rollout["exponentialRate"]["incrementFactor"] <= 5
        assert 1 <= rollout["exponentialRate"]["baseRatePerMinute"] <= 1000
        assert 1 <= rollout["maximumPerMinute"] <= 1000


def test_rings_are_deployed_one_after_another(declared: Any) -> None:
    order = {name: declared.one(f"aws-eu-central-1-quay-release-{name}") for name in
             ("canary", "early", "all")}  # fmt: skip
    deployed = {
        name: declared.one(f"aws-eu-central-1-quay-release-{name}-deployment").urn for name in order
    }
    assert deployed["canary"] in order["early"].depends_on
    assert deployed["early"] in order["all"].depends_on
    version = declared.one("aws-eu-central-1-quay-release-detect").urn
    assert version in order["canary"].depends_on


def test_no_retired_service_is_declared(declared: Any) -> None:
    types = {item.type for item in declared.declared}
    assert not {name for name in types if "greengrass/" in name}  # Greengrass v1
    assert not {name for name in types if "deviceFleet" in name}  # Edge Manager
