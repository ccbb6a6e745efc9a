"""What is declared for a K3s fleet: content that runs on its nodes alone and asks nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2
from recording import Recorder

from edgewright.components.build import build_stack
from edgewright.components.contract import EdgeModule
from edgewright.components.k3s.manifests import objects
from edgewright.components.sites import leaves_by_network
from edgewright.placement.plan import PlacementPlan
from edgewright.providers.edge.plugin import EdgeProvider
from edgewright.topology.model import Topology

Sample = tuple[Topology, PlacementPlan]
Recording = Callable[[Callable[[], Any]], Recorder]
RELEASE, CONFIG = "edgewright:k3s:Release", "edgewright:k3s:FleetConfig"


def piers_on_k3s(topology: Topology, **changes: Any) -> Topology:
    """The sample with its pier on K3s; changes are to all links that leave the pier."""
    fleets = tuple(
        replace(unit, runtime="k3s", cloud=None, tags=(("hall", "a"),))
        if unit.id == "pier"
        else unit
        for unit in topology.fleets
    )
    pier = topology.fleet("pier").location
    links = tuple(
        replace(link, **changes) if link.source == pier else link for link in topology.links
    )
    return replace(topology, fleets=fleets, links=links)


@pytest.fixture(scope="module")
def made(sample: Sample, recording: Recording) -> Recorder:
    exports: dict[str, Any] = {}

    def program() -> None:
        exports.update(build_stack(piers_on_k3s(sample[0]), sample[1]))

    recorder = recording(program)
    recorder.exports.update(exports)
    return recorder


def test_a_fleet_is_configured_and_each_ring_has_its_content(made: Recorder) -> None:
    # 1% of 120 = 1.2 -> 2; 10% = 12, 12 - 2 = 10; 120 - 12 = 108
    fleet, release = "site-santos-pier-pier", "site-santos-pier-pier-release"
    assert made.children(fleet) == {f"{fleet}-config": CONFIG}
    assert made.children(release) == {
        f"{release}-{ring}": "edgewright:k3s:EdgeRing" for ring in ("canary", "early", "all")
    }
    devices = {
        ring: made.one(f"{release}-{ring}").inputs["intent"]["devices"]
        for ring in ("canary", "early", "all")
    }
    assert devices == {"canary": 2, "early": 10, "all": 108}
    assert [one.name for one in made.all(RELEASE)] == [
        f"{release}-{ring}-release" for ring in ("all", "canary", "early")
    ]


def test_the_provider_takes_what_is_declared(made: Recorder) -> None:
    for type in (RELEASE, CONFIG):
        for one in made.all(type):
            news = ParseDict(one.inputs, Struct())
            request = provider_pb2.CheckRequest(urn=one.urn, type=type, news=news)
            assert list(EdgeProvider().Check(request, None).failures) == []


def test_an_intent_says_where_and_what_without_a_region(made: Recorder) -> None:
    intent = made.one("site-santos-pier-pier-release-canary").inputs["intent"]
    assert "region" not in intent
    assert {name: intent[name] for name in intent if name != "data"} == {
        "country": "BR",
        "carrier": "pier-weights",
        "fleet": "pier",
        "runtime": "k3s",
        "runtime_version": "1.36.4",
        "ring": "canary",
        "devices": 2,
        "rollback_on_failure": False,
        "abort": [],
    }
    # pier-weights come from German and Brazilian frames
    assert [label["id"] for label in intent["data"]] == ["camera-frames", "pier-frames"]


def test_a_ring_is_found_by_the_labels_its_nodes_are_given(made: Recorder) -> None:
    (config,) = made.all(CONFIG)
    labels = {
        "edgewright/fleet": "pier",
        "edgewright/ring": "canary",
        "edgewright.tag/hall": "a",
    }
    assert config.inputs["rings"]["canary"] == labels
    release = made.one("site-santos-pier-pier-release-canary-release")
    assert release.inputs["nodes"] == labels
    (workload,) = (one for one in release.inputs["objects"] if one["kind"] == "DaemonSet")
    assert workload["spec"]["template"]["spec"]["nodeSelector"] == labels


def test_no_object_is_in_two_rings(made: Recorder) -> None:
    seen = [
        (one["kind"], one["metadata"].get("namespace", ""), one["metadata"]["name"])
        for release in made.all(RELEASE)
        for one in release.inputs["objects"]
    ]
    assert len(seen) == 3 * 3  # three rings with a namespace, a wall and one workload each
    assert len(set(seen)) == len(seen)


def test_images_and_models_are_fetched_where_the_model_is_made(made: Recorder) -> None:
    release = made.one("site-santos-pier-pier-release-all-release").inputs
    (image,) = release["images"]
    # the registry of the only Azure region; the digest is the estate's own
    assert image.startswith("harbourvisionimages")
    assert image.endswith(
        ".azurecr.io/detect-pier"
        "@sha256:bbcce35780820f7da6530310661650e1fdfae75d50e38a7294621399fd0974ee"
    )
    (model,) = release["models"].items()
    assert model[0] == "pier-weights"
    assert model[1]["source"].endswith(".blob.core.windows.net/pier-weights")
    assert model[1]["path"] == "/var/lib/edgewright/models/pier-weights"


def test_nothing_of_the_cloud_is_declared_for_the_site(made: Recorder) -> None:
    assert made.all("azure-native:iothub:IotHubResource") == []
    assert made.all("edgewright:azure:EdgeDeployment") == []
    assert [one.inputs["intent"]["fleet"] for one in made.all("edgewright:aws:EdgeFleet")] == [
        "quay"
    ]


def test_the_exports_hold_what_to_carry(made: Recorder) -> None:
    fleets = made.exports["site/santos-pier"]["fleets"]
    assert set(fleets) == {"pier"}
    assert set(fleets["pier"]) == {"nodes", "deployments", "carry"}
    assert set(fleets["pier"]["carry"]) == {"canary", "early", "all"}


def test_no_registry_is_ever_asked(made: Recorder) -> None:
    (config,) = made.all(CONFIG)
    for role in ("server", "agent"):
        assert config.inputs[role]["disable-default-registry-endpoint"] is True
    # K3s drops a mirror without an endpoint, and port 1 of the node itself answers nobody
    assert config.inputs["registries"] == {"mirrors": {"*": {"endpoint": ["https://127.0.0.1:1"]}}}
    assert config.inputs["server"]["secrets-encryption"] is True
    assert "disable-cloud-controller" not in config.inputs["server"]


def module(**changes: Any) -> EdgeModule:
    image = f"registry.example.com/watch@sha256:{'a' * 64}"
    base: dict[str, Any] = {"name": "watch", "image": image, "model": None, "memory_bytes": None}
    return EdgeModule(**{**base, **changes})


def pod_of(**changes: Any) -> dict[str, Any]:
    made = objects("plant", (module(**changes),), {"edgewright/fleet": "f"}, leaves=False)
    return dict(made[2]["spec"]["template"]["spec"])


def test_a_pod_has_no_rights() -> None:
    pod = pod_of()
    (container,) = pod["containers"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
    }
    assert container["imagePullPolicy"] == "Never"
    assert "resources" not in container


def test_memory_is_reserved_and_bounded() -> None:
    # 2 GB = 2e9 bytes = 1907.3 MiB, rounded down: more would be more than the estate gave
    (container,) = pod_of(memory_bytes=2e9)["containers"]
    assert container["resources"] == {
        "requests": {"memory": "1907Mi"},
        "limits": {"memory": "1907Mi"},
    }


def test_a_model_is_read_from_the_folder_it_was_carried_to() -> None:
    pod = pod_of(model="s3://wear", model_asset="wear")
    (container,) = pod["containers"]
    assert container["env"] == [{"name": "EDGEWRIGHT_MODEL", "value": "/models/wear"}]
    assert {"name": "model", "mountPath": "/models/wear", "readOnly": True} in container[
        "volumeMounts"
    ]
    folder = {"path": "/var/lib/edgewright/models/wear", "type": "Directory"}
    assert {"name": "model", "hostPath": folder} in pod["volumes"]


@pytest.mark.parametrize(
    ("leaves", "egress"),
    [
        (True, [{}]),
        (
            False,
            [
                {
                    "to": [
                        {"ipBlock": {"cidr": "10.0.0.0/8"}},
                        {"ipBlock": {"cidr": "172.16.0.0/12"}},
                        {"ipBlock": {"cidr": "192.168.0.0/16"}},
                        {"ipBlock": {"cidr": "fc00::/7"}},
                    ]
                }
            ],
        ),
    ],
)
def test_a_site_that_nothing_leaves_is_walled_in(leaves: bool, egress: list[Any]) -> None:
    wall = objects("plant", (), {}, leaves=leaves)[1]
    assert wall["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert (wall["spec"]["ingress"], wall["spec"]["egress"]) == ([], egress)


def test_what_is_carried_on_media_needs_no_network(sample: Sample) -> None:
    topology = piers_on_k3s(sample[0])
    assert leaves_by_network(topology, "site/santos-pier")
    assert not leaves_by_network(piers_on_k3s(topology, over="media"), "site/santos-pier")


def test_another_image_is_another_release_for_every_ring(
    made: Recorder, sample: Sample, recording: Recording
) -> None:
    topology = piers_on_k3s(sample[0])
    workloads = tuple(
        replace(workload, image=f"detect-pier@sha256:{'c' * 64}")
        if workload.id == "detect-pier"
        else workload
        for workload in topology.workloads
    )
    changed = recording(lambda: build_stack(replace(topology, workloads=workloads), sample[1]))
    for before, after in zip(made.all(RELEASE), changed.all(RELEASE), strict=True):
        assert (before.name, before.inputs["nodes"]) == (after.name, after.inputs["nodes"])
        assert before.inputs["images"] != after.inputs["images"]
