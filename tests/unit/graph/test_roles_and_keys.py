"""IAM roles and KMS keys in neutral kinds, by what the services document."""

import json
from typing import Any

import pytest
from aws_programs import HERE, KEY, REPLICA_KEY, key, props, resource

from edgewright.graph.model import UNKNOWN

ROLE = "aws:iam/role:Role"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
POLICY = "aws:iam/policy:Policy"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def _document(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow"} | statement]})


EVERYTHING = _document(Action="*", Resource="*")
SOMETHING = _document(Action="s3:GetObject", Resource="arn:aws:s3:::notes/*")
BY_SERVICE = _document(Action="sts:AssumeRole", Principal={"Service": "sagemaker.amazonaws.com"})


def _trusting(principal: Any, **condition: Any) -> str:
    return _document(Action="sts:AssumeRole", Principal=principal, Condition=condition)


def _role(**inputs: Any) -> dict[str, Any]:
    return resource(ROLE, "role", {"name": "role", "assumeRolePolicy": BY_SERVICE, **inputs})


GITHUB_HOST = "token.actions.githubusercontent.com"
GITHUB = {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{GITHUB_HOST}"}


def _tokens_of(issuer: str) -> dict[str, Any]:
    return {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{issuer}"}


PULUMI, VERCEL, BUILDKITE = "api.pulumi.com/oidc", "oidc.vercel.com", "agent.buildkite.com"
SENTINEL = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"
TRUST: list[tuple[Any, Any]] = [
    (BY_SERVICE, False),
    (_trusting("*"), True),
    (_trusting({"AWS": "*"}), True),
    (_trusting({"AWS": "arn:aws:iam::111122223333:root"}), False),
    (_trusting({"AWS": "*"}, StringEquals={"aws:PrincipalOrgID": "o-1"}), False),
    (_trusting({"AWS": "*"}, StringLike={"aws:PrincipalArn": "*"}), True),
    # An external id is no secret (IAM User Guide, "Access to AWS accounts owned by third parties").
    (_trusting({"AWS": "*"}, StringEquals={"sts:ExternalId": "7"}), True),
    (UNKNOWN, UNKNOWN),
    (_trusting(GITHUB), True),
    (_trusting(GITHUB, StringEquals={f"{GITHUB_HOST}:aud": "sts.amazonaws.com"}), True),
    (_trusting(GITHUB, StringLike={f"{GITHUB_HOST}:sub": "repo:acme/notes:*"}), False),
    (_trusting(GITHUB, StringLike={f"{GITHUB_HOST}:sub": ["repo:acme/*", "repo:*"]}), True),
    (_trusting(GITHUB, StringLike={f"{GITHUB_HOST}:sub": "repo:acme*"}), True),
    (_trusting(GITHUB, StringLikeIfExists={f"{GITHUB_HOST}:sub": "repo:acme/*"}), True),
    (_trusting(GITHUB, StringEquals={f"{GITHUB_HOST}:sub": UNKNOWN}), UNKNOWN),
    (_trusting({"Federated": "cognito-identity.amazonaws.com"}), True),
    (
        _trusting(
            {"Federated": "cognito-identity.amazonaws.com"},
            StringEquals={"cognito-identity.amazonaws.com:aud": "us-east-2:12345678-ffff"},
        ),
        False,
    ),
    # IAM User Guide, "Identity-provider controls for shared OIDC providers".
    (_trusting(_tokens_of(PULUMI)), True),
    (_trusting(_tokens_of(PULUMI), StringLike={f"{PULUMI}:sub": "pulumi:*"}), True),
    (_trusting(_tokens_of(PULUMI), StringEquals={f"{PULUMI}:aud": "acme"}), False),
    (_trusting(_tokens_of(VERCEL), StringEquals={f"{VERCEL}:sub": "owner:acme"}), True),
    (_trusting(_tokens_of(VERCEL), StringEquals={f"{VERCEL}:aud": "https://vercel.com/x"}), False),
    (_trusting(_tokens_of(BUILDKITE)), True),
    (_trusting(_tokens_of(BUILDKITE), StringLike={f"{BUILDKITE}:sub": "organization:*"}), True),
    (_trusting(_tokens_of(BUILDKITE), StringLike={f"{BUILDKITE}:sub": "organization:a:*"}), False),
    (_trusting(_tokens_of(SENTINEL), StringEquals={f"{SENTINEL}:aud": "api://1"}), True),
    (
        _trusting(
            _tokens_of(SENTINEL), StringEquals={"sts:RoleSessionName": "MicrosoftSentinel_7"}
        ),
        False,
    ),
    (_trusting(_tokens_of(VERCEL + "/acme")), False),
    # Whoever has a token of one's own provider was let in by oneself.
    (_trusting({"Federated": "arn:aws:iam::1:oidc-provider/id.example.com"}), False),
    (_trusting({"Federated": "arn:aws:iam::1:saml-provider/own"}), False),
]


@pytest.mark.parametrize(("trust", "right"), TRUST)
def test_who_may_take_a_role(trust: Any, right: Any) -> None:
    assert props(_role(assumeRolePolicy=trust), of=f"{ROLE}::role")["for_everybody"] == right


def _beside(policy: Any, role: Any = "role") -> dict[str, Any]:
    return resource("aws:iam/rolePolicy:RolePolicy", "rights", {"role": role, "policy": policy})


def _attached(address: Any, **changes: Any) -> dict[str, Any]:
    return resource(ATTACHMENT, "attached", {"role": "role", "policyArn": address}, **changes)


def _to_many(roles: list[Any], **changes: Any) -> dict[str, Any]:
    given = {"roles": roles, "policyArn": ADMINISTRATOR}
    return resource("aws:iam/policyAttachment:PolicyAttachment", "many", given, **changes)


def _managed(policy: Any) -> dict[str, Any]:
    arn = "arn:aws:iam::111122223333:policy/rights"
    return resource(POLICY, "managed", {"policy": policy}, outputs={"arn": arn})


def _all_of(addresses: Any, role: Any = "role", **changes: Any) -> dict[str, Any]:
    given = {"roleName": role, "policyArns": addresses}
    type = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"
    return resource(type, "all", given, **changes)


def _with_roles(roles: list[Any], document: Any, **changes: Any) -> dict[str, Any]:
    given = {"roles": roles, "policyDocument": json.loads(document)}
    return resource("aws-native:iam:ManagedPolicy", "listing", given, **changes)


OF_OURS = "arn:aws:iam::111122223333:policy/rights"
RIGHTS: list[tuple[Any, list[dict[str, Any]]]] = [
    (False, [_role()]),
    (True, [_role(inlinePolicies=[{"name": "x", "policy": EVERYTHING}])]),
    (False, [_role(inlinePolicies=[{"name": "x", "policy": SOMETHING}])]),
    (UNKNOWN, [_role(inlinePolicies=UNKNOWN)]),
    (True, [_role(), _beside(EVERYTHING)]),
    (UNKNOWN, [_role(), _beside(UNKNOWN)]),
    (True, [_role(inlinePolicies=[{"policy": EVERYTHING}]), _beside(UNKNOWN)]),
    (UNKNOWN, [_role(), _beside(EVERYTHING, role=UNKNOWN)]),
    (False, [_role(), _beside(SOMETHING, role=UNKNOWN)]),
    (False, [_role(), _beside(EVERYTHING, role="another")]),
    (True, [_role(managedPolicyArns=[ADMINISTRATOR])]),
    (False, [_role(managedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"])]),
    (True, [_role(), _attached(ADMINISTRATOR)]),
    (True, [_role(), _to_many(["other", "role"])]),
    (False, [_role(), _to_many(["other"])]),
    (True, [_role(), _to_many([UNKNOWN], uses={"roles": [f"{ROLE}::role"]})]),
    (UNKNOWN, [_role(), _to_many([UNKNOWN])]),
    (True, [_role(), _all_of([ADMINISTRATOR])]),
    (True, [_role(), _all_of([OF_OURS]), _managed(EVERYTHING)]),
    (False, [_role(), _all_of([OF_OURS]), _managed(SOMETHING)]),
    (False, [_role(), _all_of([ADMINISTRATOR], role="another")]),
    (False, [_role(), _all_of([])]),
    (UNKNOWN, [_role(), _all_of(UNKNOWN)]),
    (UNKNOWN, [_role(), _all_of([ADMINISTRATOR], role=UNKNOWN)]),
    # A policy that has its roles itself (CloudFormation, AWS::IAM::ManagedPolicy).
    (True, [_role(), _with_roles(["other", "role"], EVERYTHING)]),
    (False, [_role(), _with_roles(["role"], SOMETHING)]),
    (False, [_role(), _with_roles(["other"], EVERYTHING)]),
    (True, [_role(), _with_roles([UNKNOWN], EVERYTHING, uses={"roles": [f"{ROLE}::role"]})]),
    (UNKNOWN, [_role(), _with_roles([UNKNOWN], EVERYTHING)]),
    (True, [_role(), _attached(OF_OURS), _managed(EVERYTHING)]),
    (False, [_role(), _attached(OF_OURS), _managed(SOMETHING)]),
    (UNKNOWN, [_role(), _attached(OF_OURS)]),
    (
        True,
        [
            _role(),
            _attached(UNKNOWN, uses={"policyArn": [f"{POLICY}::managed"]}),
            _managed(EVERYTHING),
        ],
    ),
]


@pytest.mark.parametrize(("right", "program"), RIGHTS)
def test_what_a_role_may_do(right: Any, program: list[dict[str, Any]]) -> None:
    assert props(*program, of=f"{ROLE}::role")["allows_everything"] == right


KEYS: list[tuple[str, dict[str, Any], Any]] = [
    (KEY, {"enableKeyRotation": True}, True),
    (KEY, {"enableKeyRotation": False}, False),
    (KEY, {}, False),
    (KEY, {"enableKeyRotation": UNKNOWN}, UNKNOWN),
    (KEY, {"customerMasterKeySpec": "SYMMETRIC_DEFAULT"}, False),
    (KEY, {"customerMasterKeySpec": "RSA_4096", "keyUsage": "SIGN_VERIFY"}, None),
    (KEY, {"customerMasterKeySpec": "HMAC_256", "keyUsage": "GENERATE_VERIFY_MAC"}, None),
    (KEY, {"customerMasterKeySpec": UNKNOWN}, UNKNOWN),
    (KEY, {"customKeyStoreId": "cks-1"}, None),
    ("aws-native:kms:Key", {"keySpec": "RSA_2048", "keyUsage": "SIGN_VERIFY"}, None),
    ("aws-native:kms:Key", {"keySpec": "SYMMETRIC_DEFAULT"}, False),
    ("aws:kms/externalKey:ExternalKey", {}, None),
    # AWS KMS Developer Guide, "Rotate AWS KMS keys": rotation of multi-Region keys is set on the
    # primary, which is not here.
    (REPLICA_KEY, {"primaryKeyArn": "arn:aws:kms:us-east-1:111122223333:key/abc"}, UNKNOWN),
    ("aws:kms/replicaExternalKey:ReplicaExternalKey", {"primaryKeyArn": UNKNOWN}, None),
]


@pytest.mark.parametrize(("type", "inputs", "right"), KEYS)
def test_rotation(type: str, inputs: dict[str, Any], right: Any) -> None:
    made = key("k", region=HERE, type=type, **inputs)
    assert props(made, of=f"{type}::k")["rotation"] == right


def test_a_replica_is_rotated_with_its_primary() -> None:
    primary = key("first", region=HERE, id="mrk-1", multiRegion=True)
    arn = f"arn:aws:kms:{HERE}:111122223333:key/mrk-1"
    replica = key("second", type=REPLICA_KEY, id="mrk-1", primaryKeyArn=arn)
    assert props(primary, replica, of=f"{REPLICA_KEY}::second")["rotation"] is None
    assert props(primary, replica, of=f"{KEY}::first")["rotation"] is False


# Amazon ECR User Guide, "Encryption at rest": KMS_DSSE encrypts twice, both with the key.
REGISTRIES: list[tuple[dict[str, Any], Any]] = [
    ({"encryptionType": "KMS", "kmsKey": "arn:aws:kms:eu-central-1:1:key/abc"}, "customer"),
    ({"encryptionType": "KMS_DSSE", "kmsKey": "arn:aws:kms:eu-central-1:1:key/abc"}, "customer"),
    ({"encryptionType": "KMS_DSSE"}, "provider"),
    ({"encryptionType": "AES256"}, "provider"),
]


@pytest.mark.parametrize(("settings", "right"), REGISTRIES)
def test_whose_key_a_registry_uses(settings: dict[str, Any], right: str) -> None:
    type = "aws:ecr/repository:Repository"
    made = resource(type, "images", {"encryptionConfigurations": [settings]})
    assert props(made, of=f"{type}::images")["encryption"] == right
