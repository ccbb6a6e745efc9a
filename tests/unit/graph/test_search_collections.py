"""Collections of OpenSearch Serverless and the policies beside them, which have a type property.

Amazon OpenSearch Service Developer Guide, "Encryption in Amazon OpenSearch Serverless", "Network
access for Amazon OpenSearch Serverless".
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection"
POLICY = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy"
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1"


def made(token: str, urn: str, /, **props: Any) -> RawResource:
    return RawResource(f"urn:pulumi:dev::shop::{token}::{urn}", token, urn, props, dict(props))


def encrypts(name: str, pattern: str, **how: Any) -> RawResource:
    rules = [{"ResourceType": "collection", "Resource": [f"collection/{pattern}"]}]
    return made(POLICY, name, type="encryption", policy=json.dumps({"Rules": rules, **how}))


def opens(pattern: str, *, public: bool) -> RawResource:
    rules = [{"ResourceType": "collection", "Resource": [f"collection/{pattern}"]}]
    policy = [{"Rules": rules, "AllowFromPublic": public}]
    return made(POLICY, "net", type="network", policy=json.dumps(policy))


def read(*policies: RawResource) -> dict[str, Any]:
    graph = record_graph([made(COLLECTION, "it", name="logs"), *policies])
    return next(one.props for one in graph.nodes if one.name == "it")


@pytest.mark.parametrize(
    ("policies", "encryption"),
    [
        ([], UNKNOWN),
        ([encrypts("a", "lo*", AWSOwnedKey=True)], "provider"),
        ([encrypts("a", "lo*", AWSOwnedKey=True), encrypts("b", "logs", KmsARN=KEY)], "customer"),
        ([encrypts("a", "logs", AWSOwnedKey=True), encrypts("b", "*", KmsARN=KEY)], "provider"),
        ([encrypts("a", "other", KmsARN=KEY)], UNKNOWN),
        ([made(POLICY, "a", type="encryption", policy=dict(UNKNOWN))], UNKNOWN),
    ],
)
def test_the_longest_pattern_says_the_key(policies: list[RawResource], encryption: Any) -> None:
    assert read(*policies)["encryption"] == encryption


@pytest.mark.parametrize(
    ("policies", "public"),
    [
        ([], UNKNOWN),
        ([opens("logs", public=True)], True),
        ([opens("l*", public=False)], False),
        ([opens("other", public=True)], UNKNOWN),
        ([made(POLICY, "net", type="network", policy=dict(UNKNOWN))], UNKNOWN),
    ],
)
def test_a_network_policy_says_who_reaches_it(policies: list[RawResource], public: Any) -> None:
    assert read(*policies)["public_network"] == public
