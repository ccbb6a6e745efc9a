"""Content for K3s sites: what is refused before it is carried, and the files that are."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2
from ruamel.yaml import YAML

from edgewright.providers.edge.kubernetes_objects import MAX_OBJECT_BYTES
from edgewright.providers.edge.plugin import EdgeProvider, OfflineEdgeProvider
from edgewright.providers.edge.yaml_files import yaml_text
from edgewright.providers.property_values import OUTPUT, SECRET, SIGNATURE_KEY, UNKNOWN

RELEASE = "edgewright:k3s:Release"
CONFIG = "edgewright:k3s:FleetConfig"
IMAGE = f"registry.example.com/watch@sha256:{'a' * 64}"
NODES = {"edgewright/fleet": "presses", "edgewright/ring": "all"}
MANIFEST = "var/lib/rancher/k3s/server/manifests/plant-presses-all.yaml"


def container(**changes: Any) -> dict[str, Any]:
    base = {"name": "watch", "image": IMAGE, "imagePullPolicy": "Never"}
    return {**base, **changes}


def workload(*containers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    pod = {"nodeSelector": dict(NODES), "containers": list(containers or (container(),))}
    base = {
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": "watch", "namespace": "plant-presses-all"},
        "spec": {"template": {"spec": pod}},
    }
    return {**base, **changes}


def release(**changes: Any) -> dict[str, Any]:
    base = {
        "name": "plant-presses-all",
        "version": "v1.36.4+k3s1",
        "nodes": dict(NODES),
        "objects": [workload()],
        "images": [IMAGE],
        "models": {"wear": {"source": "s3://wear", "path": "/var/lib/edgewright/models/wear"}},
    }
    return {**base, **changes}


def config(**changes: Any) -> dict[str, Any]:
    base = {
        "version": "v1.36.4+k3s1",
        "arch": "amd64",
        "server": {"secrets-encryption": True, "disable": ["traefik"]},
        "agent": {"disable-default-registry-endpoint": True},
        "rings": {"all": dict(NODES)},
        "registries": {"mirrors": {"*": {"endpoint": ["https://127.0.0.1:1"]}}},
    }
    return {**base, **changes}


def struct(values: dict[str, Any]) -> Struct:
    return ParseDict(values, Struct())


def urn(type: str) -> str:
    return f"urn:pulumi:s::p::edgewright:k3s:EdgeRing${type}::Presses-All"


def reasons(type: str, values: dict[str, Any]) -> list[str]:
    request = provider_pb2.CheckRequest(urn=urn(type), type=type, news=struct(values))
    return [failure.reason for failure in EdgeProvider().Check(request, None).failures]


def create(type: str, values: dict[str, Any], *, preview: bool = True) -> tuple[str, Any]:
    request = provider_pb2.CreateRequest(urn=urn(type), properties=struct(values), preview=preview)
    answer = EdgeProvider().Create(request, None)
    return answer.id, dict(MessageToDict(answer.properties)).get("bundle")


def read_yaml(text: str, version: str = "1.2") -> list[Any]:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    return list(reader.load_all(text))


def test_good_content_passes() -> None:
    assert reasons(RELEASE, release()) == []
    assert reasons(CONFIG, config()) == []


def of_namespace(name: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def config_map(name: str, size: int = 0, **metadata: Any) -> dict[str, Any]:
    named = {"name": name, "namespace": "plant", **metadata}
    one = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": named, "data": {"x": "y" * size}}
    return one


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Plant"}, "not a name for a manifest file"),
        # K3s knows a file by what stands before its first dot: two such files would be one
        ({"name": "plant.presses"}, "not a name for a manifest file"),
        ({"name": "coredns"}, "not a name for a manifest file"),
        ({"name": "x" * 64}, "not a name for a manifest file"),
        ({"version": "stable"}, "not one version of K3s"),
        ({"version": "v1.36"}, "not one version of K3s"),
        ({"nodes": {}}, "every node of the site"),
        ({"nodes": {"a b": "c"}}, "no name of a label"),
        ({"nodes": {"UP/a": "c"}}, "no DNS name"),
        ({"nodes": {"a": "ü"}}, "none a label can have"),
        ({"nodes": {"a": "x" * 64}}, "none a label can have"),
        ({"images": ["watch:1.2"]}, "'watch:1.2', which is not pinned"),
        ({"models": {"wear": {"source": "s3://w", "path": "models/wear"}}}, "no path of a folder"),
        ({"models": {"wear": {"path": "/var/../etc"}}}, "no path of a folder"),
        ({"objects": []}, "nothing to run"),
        ({"objects": ["x"]}, "number 0"),
        ({"objects": [{"kind": "Pod"}]}, "without apiVersion"),
        ({"objects": [of_namespace("a.b")]}, "no RFC 1123 label"),
        ({"objects": [config_map("A_b")]}, "no RFC 1123 subdomain"),
        ({"objects": [config_map("x" * 254)]}, "no RFC 1123 subdomain"),
        ({"objects": [config_map("a"), config_map("a")]}, "twice"),
        ({"objects": [config_map("a", labels={"a": 1})]}, "none a label can have"),
        ({"objects": [config_map("a", namespace=None)]}, "may not change the whole cluster"),
        ({"objects": [{**config_map("key"), "kind": "Secret"}]}, "who finds the media"),
        ({"objects": [config_map("big", MAX_OBJECT_BYTES)]}, f"more than {MAX_OBJECT_BYTES}"),
        ({"objects": [workload(container(image="watch:1.2"))]}, "not pinned by digest"),
        ({"images": []}, "not among its images"),
        ({"objects": [workload(container(imagePullPolicy="Always"))]}, "ask a registry"),
        ({"objects": [workload(container(imagePullPolicy=None))]}, "ask a registry"),
        ({"objects": [workload(container(name="A"))]}, "whose name is no RFC 1123 label"),
        ({"nodes": {**NODES, "hall": "a"}}, "nodes that the release is not for"),
    ],
)
def test_what_a_cluster_or_site_refuses_is_refused_here(
    changes: dict[str, Any], words: str
) -> None:
    assert [reason for reason in reasons(RELEASE, release(**changes)) if words in reason]


@pytest.mark.parametrize("name", ["name", "version", "nodes", "objects", "images", "models"])
def test_all_of_a_release_is_needed(name: str) -> None:
    assert f"{name} is missing" in reasons(RELEASE, release(**{name: None}))


def test_an_object_of_just_the_largest_size_passes() -> None:
    # the object but its filling, written without spaces as it is sent
    fixed = len(
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big","namespace":"plant"},'
        '"data":{"x":""}}'
    )
    fits = config_map("big", MAX_OBJECT_BYTES - fixed)
    assert reasons(RELEASE, release(objects=[workload(), fits])) == []
    over = config_map("big", MAX_OBJECT_BYTES - fixed + 1)
    assert reasons(RELEASE, release(objects=[workload(), over]))


def test_pods_jobs_and_first_containers_are_looked_into() -> None:
    pod = {"nodeSelector": dict(NODES), "initContainers": [container(image="x")]}
    bare = workload(kind="Pod", spec=pod)
    job = workload(kind="CronJob", spec={"jobTemplate": {"spec": {"template": {"spec": pod}}}})
    for one in (bare, job):
        assert [reason for reason in reasons(RELEASE, release(objects=[one])) if "'x'" in reason]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"arch": "riscv64"}, "not one of amd64"),
        ({"version": "latest"}, "not one version"),
        ({"server": {"token": "x"}}, "who finds the media"),
        ({"agent": {"secrets-encryption": True}}, "not known here"),
        ({"server": {"disabel": ["traefik"]}}, "not known here"),
        ({"rings": {"All": dict(NODES)}}, "no RFC 1123 label"),
        ({"rings": {"all": {}}}, "no label to be found by"),
        ({"rings": {"all": {"a": "b c"}}}, "none a label can have"),
        ({"registries": {"mirrors": {"*": {}}}}, "K3s ignores it"),
        ({"registries": {"mirrors": {"*": {"endpoint": []}}}}, "K3s ignores it"),
        ({"registries": {"configs": {"a": {"auth": {"token": "x"}}}}}, "credentials"),
    ],
)
def test_what_k3s_would_not_start_with_is_refused(changes: dict[str, Any], words: str) -> None:
    assert [reason for reason in reasons(CONFIG, config(**changes)) if words in reason]


@pytest.mark.parametrize(("type", "values"), [(RELEASE, release()), (CONFIG, config())])
def test_a_secret_is_never_carried(type: str, values: dict[str, Any]) -> None:
    hidden = {SIGNATURE_KEY: SECRET, "value": values["version"]}
    found = reasons(type, {**values, "version": hidden})
    assert found == [
        "version holds a secret, which everybody could read who finds the media",
    ]


def test_a_bundle_is_a_manifest_and_a_list_of_what_to_carry() -> None:
    _, bundle = create(RELEASE, release())
    assert set(bundle) == {MANIFEST, "carry.yaml"}
    assert read_yaml(bundle[MANIFEST]) == [workload()]
    assert read_yaml(bundle["carry.yaml"]) == [
        {
            "for": NODES,
            "k3s": "v1.36.4+k3s1",
            "images": [
                {
                    "image": IMAGE,
                    "to": "var/lib/rancher/k3s/agent/images/watch-aaaaaaaaaaaa.tar",
                }
            ],
            "models": [
                {"model": "wear", "from": "s3://wear", "to": "/var/lib/edgewright/models/wear"}
            ],
        }
    ]


def test_no_file_of_a_bundle_makes_k3s_pull() -> None:
    # K3s pulls what a .txt file in its images folder names
    for type, values in ((RELEASE, release()), (CONFIG, config())):
        _, bundle = create(type, values)
        assert not [name for name in bundle if name.endswith(".txt")]


def test_every_node_gets_its_files() -> None:
    _, bundle = create(CONFIG, config())
    files = {name: read_yaml(text) for name, text in bundle.items()}
    assert files == {
        "server/etc/rancher/k3s/config.yaml": [
            {"secrets-encryption": True, "disable": ["traefik"]}
        ],
        "agent/etc/rancher/k3s/config.yaml": [{"disable-default-registry-endpoint": True}],
        "ring-all/etc/rancher/k3s/config.yaml.d/50-edgewright.yaml": [
            {"node-label": ["edgewright/fleet=presses", "edgewright/ring=all"]}
        ],
        "every/etc/rancher/k3s/registries.yaml": [
            {"mirrors": {"*": {"endpoint": ["https://127.0.0.1:1"]}}}
        ],
        "carry.yaml": [
            {
                "k3s": "v1.36.4+k3s1",
                "files": [
                    {"from": "k3s", "to": "usr/local/bin/k3s"},
                    {
                        "from": "k3s-airgap-images-amd64.tar.zst",
                        "to": "var/lib/rancher/k3s/agent/images/k3s-airgap-images-amd64.tar.zst",
                    },
                ],
            }
        ],
    }


def test_numbers_stay_whole_on_the_way() -> None:
    # on the wire all numbers are floating-point ones; Kubernetes refuses 65532.0 as a user's id
    odd = workload()
    odd["spec"]["template"]["spec"]["securityContext"] = {"runAsUser": 65532.0, "share": 0.5}
    _, bundle = create(RELEASE, release(objects=[odd]))
    assert '"runAsUser": 65532\n' in bundle[MANIFEST]
    assert '"share": 0.5\n' in bundle[MANIFEST]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_words_are_words_to_every_reader(version: str) -> None:
    # in YAML 1.1, which Kubernetes reads, a bare `on` is true, `0o17` a number and `1_000` too
    words = ["on", "no", "y", "null", "~", "0o17", "1_000", "1e3", "2026-11-24", "a: b", "", "é\n"]
    document = {"words": words, **dict.fromkeys(words, 1)}
    assert read_yaml(yaml_text(document), version) == [document]


def test_the_id_follows_content_and_so_does_every_file() -> None:
    first, bundle = create(RELEASE, release())
    again, same = create(RELEASE, release(), preview=False)
    assert (first, bundle) == (again, same)
    turned = dict(reversed(list(release().items())))
    assert create(RELEASE, turned) == (first, bundle)
    assert create(RELEASE, release(images=[IMAGE, IMAGE.replace("a", "b")]))[0] != first
    assert first.startswith("presses-all-")


def test_what_is_not_known_yet_hides_id_and_files() -> None:
    unknown = {"wear": {"source": {SIGNATURE_KEY: OUTPUT}, "path": "/var/lib/x"}}
    assert reasons(RELEASE, release(models=unknown)) == []
    assert create(RELEASE, release(models=unknown)) == ("", UNKNOWN)


@pytest.mark.parametrize("changes", [{"images": []}, {"name": "other"}, {"models": {}}])
def test_any_change_is_other_content(changes: dict[str, Any]) -> None:
    request = provider_pb2.DiffRequest(
        urn=urn(RELEASE), old_inputs=struct(release()), news=struct(release(**changes))
    )
    answer = EdgeProvider().Diff(request, None)
    assert {path.partition("[")[0].partition(".")[0] for path in answer.replaces} == set(changes)
    assert answer.deleteBeforeReplace is False


class Heard:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def warn(self, urn: str, message: str) -> None:
        self.lines.append(message)


@pytest.mark.parametrize(("type", "values"), [(RELEASE, release()), (CONFIG, config())])
def test_a_removal_says_that_nothing_is_removed_from_the_site(
    type: str, values: dict[str, Any]
) -> None:
    heard = Heard()
    request = provider_pb2.DeleteRequest(urn=urn(type), id="x", properties=struct(values))
    EdgeProvider(notices=heard).Delete(request, None)
    [line] = heard.lines
    assert "nothing is removed from the site" in line


def test_a_refresh_asks_nobody_and_nothing_can_be_imported() -> None:
    known = provider_pb2.ReadRequest(
        urn=urn(RELEASE), id="x", inputs=struct(release()), properties=struct(release())
    )
    assert EdgeProvider().Read(known, None).inputs == struct(release())
    bare = provider_pb2.ReadRequest(urn=urn(RELEASE), id="x")
    assert OfflineEdgeProvider().Read(bare, None).id == ""
