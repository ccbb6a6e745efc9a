"""What is said once for an account of AWS in a region counts for everything that is there.

Amazon EBS User Guide, "Enable Amazon EBS encryption by default": off unless an account switches it
on, region by region; the resource of Pulumi is there to switch it on ("enabled" defaults to true).
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from edgewright.graph.live import LiveGraph
from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

HERE, ABROAD = "eu-central-1", "us-east-1"
VOLUME, MACHINE = "aws:ebs/volume:Volume", "aws:ec2/instance:Instance"
BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault"
OURS, THEIRS = {"profile": "ours"}, {"profile": "theirs"}


def made(type: str, name: str, provider: dict[str, Any], /, **props: Any) -> RawResource:
    urn = f"urn:pulumi:dev::shop::{type}::{name}"
    return RawResource(urn, type, name, props, dict(props), provider_props=dict(provider))


def switched(region: str, provider: dict[str, Any], name: str = "all", **props: Any) -> RawResource:
    answered = {"region": region, **({"enabled": UNKNOWN} | props)}
    urn = f"urn:pulumi:dev::shop::{BY_DEFAULT}::{name}"
    given = {"region": region, **props}
    return RawResource(urn, BY_DEFAULT, name, answered, given, provider_props=dict(provider))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ([], "none"),
        ([switched(HERE, OURS)], "provider"),
        ([switched(HERE, OURS, enabled=False)], "none"),
        ([switched(HERE, OURS, enabled=dict(UNKNOWN))], UNKNOWN),
        ([switched(ABROAD, OURS)], "none"),
        ([switched(HERE, THEIRS)], "none"),
        ([switched(HERE, OURS), switched(HERE, OURS, "other", enabled=False)], UNKNOWN),
    ],
)
def test_volumes_and_machines_have_the_same_default(
    settings: list[RawResource], expected: Any
) -> None:
    volume = made(VOLUME, "disk", OURS, region=HERE)
    machine = made(
        MACHINE, "machine", OURS, region=HERE, ami="ami-1", rootBlockDevice={"encrypted": False}
    )
    graph = record_graph([volume, machine, *settings])
    found = {one.name: one.props.get("encryption") for one in graph.nodes}
    assert found["disk"] == expected
    assert found["machine"] == expected


def test_a_graph_that_grows_follows_what_is_said_for_an_account() -> None:
    policy = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy"
    collection = "aws:opensearch/serverlessCollection:ServerlessCollection"
    rule = {"ResourceType": "collection", "Resource": ["collection/logs"]}
    owned = json.dumps({"Rules": [rule], "AWSOwnedKey": True})
    registry = "aws:ecr/replicationConfiguration:ReplicationConfiguration"
    copies = {"rules": [{"destinations": [{"region": ABROAD}]}]}
    start = [made(VOLUME, "disk", OURS, region=HERE), made(collection, "logs", OURS, name="logs")]
    steps = [
        switched(HERE, OURS),
        switched(ABROAD, OURS),
        switched(HERE, THEIRS),
        switched(HERE, OURS, enabled=False),
        made(VOLUME, "disk", OURS, region=ABROAD),
        made(policy, "key", OURS, type="encryption", policy=owned),
        made(policy, "key", OURS, type="encryption", policy=owned.replace("logs", "l*")),
        made(policy, "key", OURS, type="encryption", policy=owned.replace("logs", "other")),
        made(registry, "copies", OURS, region=HERE, replicationConfiguration=copies),
        made("aws:ecr/repository:Repository", "images", OURS, region=HERE, name="images"),
        made("aws:ecr/repository:Repository", "images", OURS, region=ABROAD, name="images"),
        made("aws:dynamodb/globalTable:GlobalTable", "all", OURS, region=HERE, name="orders"),
        made("aws:dynamodb/table:Table", "orders", OURS, region=HERE, name="orders"),
        made("aws:dynamodb/table:Table", "orders", OURS, region=HERE, name=dict(UNKNOWN)),
    ]
    current = {one.urn: one for one in start}
    live = LiveGraph(start)
    for step in steps:
        current[step.urn] = step
        live.put(step)
        assert repr(live.graph) == repr(record_graph(current.values()))
