"""Content for a K3s site as a neutral node: what runs there, and in which country."""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import SECRET, UNKNOWN, Node, RawResource, ResourceLocation
from edgewright.graph.normalise import record_graph

IMAGE = f"registry.example.com/watch@sha256:{'a' * 64}"
RING = "urn:pulumi:s::p::edgewright:k3s:EdgeRing::ring"
RELEASE = "urn:pulumi:s::p::edgewright:k3s:EdgeRing$edgewright:k3s:Release::release"
INTENT = {
    "country": "AT",
    "data": [],
    "fleet": "presses",
    "runtime": "k3s",
    "runtime_version": "1.36.4",
    "devices": 3,
    "rollback_on_failure": False,
    "abort": [],
}


def workload(containers: Any, **spec: Any) -> dict[str, Any]:
    pod = {"containers": containers, **spec}
    return {"kind": "DaemonSet", "spec": {"template": {"spec": pod}}}


def node(intent: dict[str, Any] = INTENT, **changes: Any) -> Node:
    wall = {"kind": "NetworkPolicy", "spec": {"podSelector": {}}}
    inputs = {
        "version": "v1.36.4+k3s1",
        "objects": [wall, workload([{"name": "watch", "image": IMAGE}])],
        **changes,
    }
    ring = RawResource(RING, "edgewright:k3s:EdgeRing", "ring", {}, {"intent": intent})
    release = RawResource(
        RELEASE, "edgewright:k3s:Release", "release", inputs, inputs, parent=RING, provider="p"
    )
    graph = record_graph([ring, release])
    return next(one for one in graph.nodes if one.id == RELEASE)


def test_a_release_is_a_deployment_at_a_site() -> None:
    found = node()
    assert found.kind == "edge.deployment"
    assert found.location == ResourceLocation(None, None, "AT")
    assert found.props == {
        "data": [],
        "fleet": "presses",
        "runtime": "k3s",
        "runtime_version": "1.36.4",
        "devices": 3,
        "rollback_on_failure": False,
        "abort": [],
        "components": [{"name": "watch", "version": None, "image": IMAGE}],
    }
    assert found.unknown == ()


def test_a_release_outside_our_components_has_no_known_country() -> None:
    assert node(intent={}).location == ResourceLocation(None, None, None)


def test_what_is_deployed_counts_not_what_was_intended() -> None:
    assert node(version="v1.35.1+k3s2").props["runtime_version"] == "1.35.1"


def test_every_container_of_every_pod_counts() -> None:
    first = workload([{"name": "b", "image": "b"}], initContainers=[{"name": "a", "image": "a"}])
    job = {
        "kind": "CronJob",
        "spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [{"name": "c"}]}}}}},
    }
    pod = {"kind": "Pod", "spec": {"containers": [{"name": "d", "image": "d"}]}}
    found = node(objects=[first, job, pod]).props["components"]
    assert [(one["name"], one["image"]) for one in found] == [
        ("a", "a"),
        ("b", "b"),
        ("c", None),
        ("d", "d"),
    ]


@pytest.mark.parametrize("marker", [UNKNOWN, SECRET])
def test_what_nobody_may_know_stays_a_marker(marker: dict[str, Any]) -> None:
    assert node(objects=dict(marker)).props["components"] == dict(UNKNOWN)
    (one,) = node(objects=[workload(dict(marker))]).props["components"]
    assert one["image"] == dict(marker)
    (one,) = node(objects=[workload([{"name": "x", "image": dict(marker)}])]).props["components"]
    assert one["image"] == dict(marker)
