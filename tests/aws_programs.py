"""Programs on AWS as a state has them, written in one line per resource, for tests of the graph."""

from collections.abc import Mapping
from typing import Any

from edgewright.graph.model import Node
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble

URN = "urn:pulumi:prod::ward::"
BUCKET = "aws:s3/bucket:Bucket"
KEY = "aws:kms/key:Key"
REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey"
HERE, ABROAD = "eu-central-1", "us-east-1"


def provider(region: str) -> dict[str, Any]:
    """A provider of AWS for a region."""
    type = "pulumi:providers:aws"
    return {"urn": f"{URN}{type}::{region}", "type": type, "inputs": {"region": region}}


def resource(
    type: str,
    name: str,
    inputs: Mapping[str, Any],
    *,
    region: str = HERE,
    outputs: Mapping[str, Any] | None = None,
    uses: Mapping[str, list[str]] | None = None,
) -> dict[str, Any]:
    """A resource in a region; what it uses is "TYPE::NAME" of others, by property."""
    return {
        "urn": f"{URN}{type}::{name}",
        "type": type,
        "provider": f"{URN}pulumi:providers:aws::{region}::id",
        "inputs": dict(inputs),
        "outputs": dict(outputs or {}),
        "propertyDependencies": {
            property: [f"{URN}{used}" for used in names] for property, names in (uses or {}).items()
        },
    }


def bucket(
    name: str = "notes", type: str = BUCKET, *, region: str = HERE, **inputs: Any
) -> dict[str, Any]:
    """A bucket that was made, with what its program wrote into it."""
    made = {"bucket": name, "arn": f"arn:aws:s3:::{name}"}
    return resource(type, name, {"bucket": name, **inputs}, region=region, outputs=made)


def part(type: str, name: str = "part", of: Any = "notes", **inputs: Any) -> dict[str, Any]:
    """A resource of its own that configures a bucket ("policy" is aws:s3/bucketPolicy)."""
    token = f"aws:s3/bucket{type}:Bucket{type}"
    return resource(token, name, {"bucket": of, **inputs})


def key(
    name: str, *, region: str = HERE, type: str = KEY, id: str = "abc", **inputs: Any
) -> dict[str, Any]:
    """A key that was made."""
    made = {"arn": f"arn:aws:kms:{region}:111122223333:key/{id}", "keyId": id}
    return resource(type, name, inputs, region=region, outputs=made)


def nodes(*resources: dict[str, Any]) -> dict[str, Node]:
    """The nodes of a program, by the names of its resources."""
    states = [provider(HERE), provider(ABROAD), *resources]
    return {node.id.removeprefix(URN): node for node in record_graph(assemble(states)).nodes}


def props(*resources: dict[str, Any], of: str = f"{BUCKET}::notes") -> dict[str, Any]:
    """The properties of one node of a program, of the bucket "notes" if nothing else is said."""
    return nodes(*resources)[of].props
