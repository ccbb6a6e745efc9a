"""Figures of the graph of resources that become known one by one, in CPU seconds of one process.

    python benchmarks/live_graph.py               1,000 and 10,000 resources of each stack
    python benchmarks/live_graph.py 500 2000      other numbers

Each stack starts with what a preview knows of it; then every resource is put as it becomes known. A
linear cost shows in a time for each resource that stays the same. In the end the graph is held
against that of all resources at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from edgewright.graph.live import LiveGraph
from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

SIZES = (1_000, 10_000)
SSE = "ServerSideEncryptionConfiguration"
DOCUMENT = '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}'


def _resource(
    type: str, name: str, uses: dict[str, str] | None = None, /, **props: Any
) -> RawResource:
    behind = {property: (urn,) for property, urn in (uses or {}).items()}
    urn = f"urn:pulumi:s::p::{type}::{name}"
    return RawResource(urn, type, name, props, props, property_dependencies=behind)


def _encrypted(number: int, key: str) -> Iterator[RawResource]:
    """A bucket, its versioning, and its encryption with a key."""
    tags = {"edgewright:data": "frames"}
    bucket = _resource(
        "aws:s3/bucket:Bucket", f"b{number}", bucket=f"b{number}", region="eu-central-1", tags=tags
    )
    of = {"bucket": bucket.urn}
    yield bucket
    yield _resource(
        "aws:s3/bucketVersioning:BucketVersioning",
        f"v{number}",
        of,
        bucket=f"b{number}",
        versioningConfiguration={"status": "Enabled"},
    )
    rule = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": f"{key}-arn"}
    yield _resource(
        f"aws:s3/bucket{SSE}:Bucket{SSE}",
        f"e{number}",
        {**of, "rules": key},
        bucket=f"b{number}",
        rules=[{"applyServerSideEncryptionByDefault": rule}],
    )


def _key(name: str) -> RawResource:
    return _resource("aws:kms/key:Key", name, region="eu-central-1", enableKeyRotation=True)


def own_keys(count: int) -> Iterator[RawResource]:
    """Buckets with two parts and a key each."""
    for number in range(count // 4):
        key = _key(f"k{number}")
        yield key
        yield from _encrypted(number, key.urn)


def one_key(count: int) -> Iterator[RawResource]:
    """Buckets with two parts, and one key for all of them."""
    key = _key("k")
    yield key
    for number in range(count // 3):
        yield from _encrypted(number, key.urn)


def roles(count: int) -> Iterator[RawResource]:
    """Roles, each with a policy written beside it and one attached to it."""
    for number in range(count // 4):
        role = _resource("aws:iam/role:Role", f"r{number}", name=f"r{number}")
        of = {"role": role.urn}
        policy = _resource("aws:iam/policy:Policy", f"m{number}", policy=DOCUMENT)
        attached = {**of, "policyArn": policy.urn}
        attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
        yield role
        yield policy
        yield _resource(
            "aws:iam/rolePolicy:RolePolicy", f"p{number}", of, role=f"r{number}", policy=DOCUMENT
        )
        arn = f"arn:aws:iam::111122223333:policy/m{number}"
        yield _resource(attachment, f"a{number}", attached, role=f"r{number}", policyArn=arn)


def accounts(count: int) -> Iterator[RawResource]:
    """Storage accounts of Azure in one resource group, each with a policy that deletes."""
    group = _resource("azure-native:resources:ResourceGroup", "g", location="germanywestcentral")
    yield group
    for number in range(count // 2):
        within = {"resourceGroupName": group.urn}
        type = "azure-native:storage:StorageAccount"
        account = _resource(type, f"a{number}", within, sku={"name": "Standard_LRS"})
        yield account
        yield _resource(
            "azure-native:storage:ManagementPolicy",
            f"m{number}",
            {**within, "accountName": account.urn},
            policy={"rules": []},
        )


def backed_up(count: int) -> Iterator[RawResource]:
    """Tables in a component, all backed up by a plan that selects them by their tag."""
    intent = {"region": "eu-central-1", "data": [{"id": "frames"}]}
    component = replace(
        _resource("edgewright:aws:DataLake", "lake", intent=intent), custom=False, provider=""
    )
    vault = "arn:aws:backup:us-east-1:111122223333:backup-vault:far"
    plan = _resource(
        "aws:backup/plan:Plan",
        "plan",
        region="eu-central-1",
        rules=[{"copyActions": [{"destinationVaultArn": vault}]}],
    )
    wanted = [{"key": "backup", "value": "yes"}]
    yield from (component, plan)
    yield _resource(
        "aws:backup/selection:Selection", "s", {"planId": plan.urn}, selectionTags=wanted
    )
    for number in range(count):
        given = {"name": f"t{number}", "region": "eu-central-1", "tags": {"backup": "yes"}}
        table = _resource("aws:dynamodb/table:Table", f"t{number}", **given)
        yield replace(table, parent=component.urn)


STACKS: tuple[Callable[[int], Iterable[RawResource]], ...] = (
    own_keys,
    one_key,
    roles,
    accounts,
    backed_up,
)
UNKNOWN_BEFORE = ("bucket", "name", "role", "policyArn", "enableKeyRotation", "rules", "sku")
"""What a preview does not know of a resource that is new."""


def previewed(resource: RawResource) -> RawResource:
    """What a preview knows of a resource."""
    hidden = {name: UNKNOWN for name in resource.props if name in UNKNOWN_BEFORE}
    hidden = {} if resource.type.startswith("aws:backup") else hidden
    inputs = resource.inputs | hidden
    return replace(resource, inputs=inputs, props=resource.props | hidden)


def measure(stack: Callable[[int], Iterable[RawResource]], count: int) -> None:
    """Print the figures of one stack."""
    resources = [*stack(count)]
    before = [previewed(one) for one in resources]
    start = time.process_time()
    live = LiveGraph(before)
    started = time.process_time()
    longest = max(_spent(live, one) for one in resources)
    done = time.process_time()
    whole = record_graph(resources)
    at_once = time.process_time() - done
    if live.graph != whole:
        sys.exit(f"{stack.__name__}: the graph is not that of all resources")
    each = (done - started) / len(resources) * 1_000
    print(
        f"{stack.__name__:10} {len(resources):7,}   all at once {at_once:6.2f} s"
        f"   start {started - start:6.2f} s   puts {done - started:6.2f} s"
        f"   {each:6.2f} ms each   longest {longest * 1_000:7.1f} ms"
    )


def _spent(live: LiveGraph, resource: RawResource) -> float:
    start = time.process_time()
    live.put(resource)
    return time.process_time() - start


if __name__ == "__main__":
    for size in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        for drawn in STACKS:
            measure(drawn, size)
