"""Objects of Kubernetes: one type in every version, on a cluster, with labels of their own."""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import SECRET, UNKNOWN, Node, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.index import canonical_type

PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:kubernetes::eks"
RBAC = "kubernetes:rbac.authorization.k8s.io"
TOKEN = "kubernetes.io/service-account-token"
ACCOUNT = "kubernetes.io/service-account.name"
UNREADABLE = "(unreadable label)"
LABELLED = {"labels": {"edgewright/data": "a"}}
POD = {"containers": [{"name": "c", "image": "c:1"}]}


def annotated(value: Any) -> dict[str, Any]:
    return {"annotations": {"edgewright/data": value}}


def resource(type: str, name: str, props: dict[str, Any], **more: Any) -> RawResource:
    urn = f"urn:pulumi:dev::shop::{type}::{name}"
    return RawResource(urn, type, name, dict(props), props, **more)


def nodes(*resources: RawResource) -> dict[str, Node]:
    graph = record_graph(resources).nodes
    return {node.id.rpartition("::")[2]: node for node in graph if "free-text" not in node.id}


def cluster(type: str, name: str, **props: Any) -> RawResource:
    return resource(type, name, props)


def provider(*clusters: RawResource, property: str = "kubeconfig") -> RawResource:
    return RawResource(
        PROVIDER,
        "pulumi:providers:kubernetes",
        "eks",
        {property: dict(UNKNOWN)},
        {},
        property_dependencies={property: tuple(one.urn for one in clusters)},
    )


EKS = cluster("aws:eks/cluster:Cluster", "main", region="eu-central-1")
OTHER = cluster("aws:eks/cluster:Cluster", "other", region="us-east-1")
AKS = cluster("azure-native:containerservice:ManagedCluster", "aks", location="westeurope")
CONFIG = resource("kubernetes:core/v1:ConfigMap", "it", {"data": {}}, provider=PROVIDER)


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("kubernetes:apps/v1:Deployment", "kubernetes:apps:Deployment"),
        ("kubernetes:apps/v1beta2:Deployment", "kubernetes:apps:Deployment"),
        ("kubernetes:autoscaling/v2beta1:X", "kubernetes:autoscaling:X"),
        (f"{RBAC}/v1alpha1:Role", f"{RBAC}:Role"),
        ("kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh:Release"),
        ("kubernetes:yaml:ConfigFile", "kubernetes:yaml:ConfigFile"),
        ("azure-native:storage/v20230101preview:Blob", "azure-native:storage:Blob"),
        ("aws:lex/v2modelsBot:V2modelsBot", "aws:lex/v2modelsBot:V2modelsBot"),
    ],
)
def test_a_version_is_no_type(written: str, token: str) -> None:
    assert canonical_type(written) == canonical_type(token) == token


@pytest.mark.parametrize(
    ("around", "place"),
    [
        ((provider(EKS), EKS), ("aws", "eu-central-1", "DE")),
        ((provider(AKS), AKS), ("azure", "westeurope", "NL")),
        ((provider(EKS, property="context"), EKS, OTHER), ("aws", "eu-central-1", "DE")),
        ((provider(EKS, OTHER), EKS, OTHER), (None, None, None)),
        ((provider(), EKS), (None, None, None)),
        ((EKS,), (None, None, None)),
    ],
)
def test_an_object_is_where_the_cluster_of_its_provider_is(
    around: tuple[RawResource, ...], place: tuple[str | None, ...]
) -> None:
    found = nodes(CONFIG, *around)["it"].location
    assert (found.cloud, found.region, found.country) == place


def test_a_type_is_reported_as_it_was_written() -> None:
    node = nodes(CONFIG)["it"]
    assert (node.type, node.kind) == ("kubernetes:core/v1:ConfigMap", "kubernetes.settings")


@pytest.mark.parametrize(
    ("type", "props", "labels"),
    [
        ("core/v1:ConfigMap", {"metadata": annotated("a, b")}, ("a", "b")),
        ("core/v1:ConfigMap", {"metadata": LABELLED}, ("a",)),
        ("core/v1:ConfigMap", {"metadata": {"labels": {"Edgewright/Data": "a"}}}, ()),
        ("core/v1:ConfigMap", {"metadata": {"annotations": dict(UNKNOWN)}}, (UNREADABLE,)),
        ("core/v1:ConfigMap", {"metadata": annotated(1)}, (UNREADABLE,)),
        ("core/v1:ConfigMap", {"metadata": {"annotations": {"team": "x"}}}, ()),
        ("apps/v1:Deployment", {"spec": {"template": {"metadata": LABELLED}}}, ("a",)),
        ("example.com/v1:Thing", {"spec": {"template": "x"}, "metadata": LABELLED}, ("a",)),
    ],
)
def test_annotations_and_labels_name_data(
    type: str, props: dict[str, Any], labels: tuple[str, ...]
) -> None:
    assert nodes(resource(f"kubernetes:{type}", "it", props))["it"].labels == labels


def test_a_list_stands_for_its_items() -> None:
    items = [{"spec": {"template": {"spec": POD}}}, {"spec": dict(UNKNOWN)}]
    found = nodes(resource("kubernetes:apps/v1:DeploymentList", "it", {"items": items}))
    assert found["it"].kind == "structural"
    parts = [found[f"it#items/{number}"] for number in (0, 1)]
    assert [one.kind for one in parts] == ["kubernetes.workload"] * 2
    assert parts[0].props["images"] == ["c:1"]
    assert parts[1].props["privileged"] == UNKNOWN


@pytest.mark.parametrize(
    "type", ["apps/v1:DeploymentPatch", "core/v1:SecretPatch", "stable.example.com/v1:Secret"]
)
def test_what_is_no_whole_object_of_a_known_kind_is_named(type: str) -> None:
    """A patch leaves the rest of an object as it is; a custom resource is another kind's."""
    graph = record_graph([resource(f"kubernetes:{type}", "it", {"metadata": {}})])
    assert graph.not_assessed() == {f"kubernetes:{type}": 1}


@pytest.mark.parametrize(
    ("type", "metadata", "answer"),
    [
        (TOKEN, {"annotations": {ACCOUNT: "ci"}}, True),
        (TOKEN, {"annotations": {ACCOUNT: "cd"}}, False),
        (TOKEN, {"annotations": dict(UNKNOWN)}, UNKNOWN),
        ("Opaque", {"annotations": {ACCOUNT: "ci"}}, False),
    ],
)
def test_a_secret_may_be_a_key_of_an_account_that_lasts(
    type: str, metadata: dict[str, Any], answer: object
) -> None:
    account = resource("kubernetes:core/v1:ServiceAccount", "it", {"metadata": {"name": "ci"}})
    given = {"type": type, "metadata": metadata}
    token = resource("kubernetes:core/v1:Secret", "token", given)
    assert nodes(account, token)["it"].props["long_lived_key"] == answer


def test_what_a_cluster_answers_hides_no_secret_that_the_program_wrote() -> None:
    """Pulumi marks what it reads back of a secret, whoever wrote it."""
    given = {"stringData": {"password": "hunter2"}}
    urn = "urn:pulumi:dev::shop::kubernetes:core/v1:Secret::it"
    answered = {"stringData": dict(SECRET), "data": dict(SECRET)}
    found = nodes(RawResource(urn, "kubernetes:core/v1:Secret", "it", answered, given))
    assert found["it"].props["plain_text"] is True


def test_objects_of_two_clusters_are_not_taken_for_each_other() -> None:
    claim = resource(
        "kubernetes:core/v1:PersistentVolumeClaim",
        "it",
        {"spec": {"storageClassName": "fast"}},
        provider=PROVIDER,
    )
    elsewhere = resource(
        "kubernetes:storage.k8s.io/v1:StorageClass",
        "class",
        {"metadata": {"name": "fast"}, "provisioner": "disk.csi.azure.com"},
        provider="urn:pulumi:dev::shop::pulumi:providers:kubernetes::aks",
    )
    assert nodes(claim, elsewhere)["it"].props["encryption"] == UNKNOWN
