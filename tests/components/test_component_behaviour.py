"""Options are kept, releases follow the estate, and what cannot be run is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pulumi
import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.components.build import build_stack
from edgewright.components.contract import (
    EdgeFleetOutputs,
    EdgeModule,
    EdgeReleaseArgs,
    Home,
    KeysArgs,
)
from edgewright.placement.plan import PlacementPlan
from edgewright.topology.model import Topology
from edgewright.topology.rings import RingShare

Sample = tuple[Topology, PlacementPlan]
Recording = Callable[[Callable[[], Any]], Any]
HOME = Home("harbour-vision", "aws", "eu-central-1", "111122223333")


def release(runtime: str, *modules: EdgeModule, stop: float | None = 2.0) -> EdgeReleaseArgs:
    target = pulumi.Output.from_input("arn:aws:iot:eu-central-1:111122223333:thinggroup/quay-all")
    nothing = pulumi.Output.from_input("")
    return EdgeReleaseArgs(
        home=HOME,
        fleet="quay",
        runtime=runtime,
        arch="arm64",
        rings=(RingShare("all", 10),),
        modules=modules,
        stop_failed_percent=stop,
        rollback=True,
        offline_s=0.0,
        data=(),
        edge=EdgeFleetOutputs(nothing, nothing, {"all": target}),
    )


def module(name: str) -> EdgeModule:
    return EdgeModule(name, f"registry.example.com/{name}@sha256:{'a' * 64}", None, None)


def test_a_callers_options_are_kept(recording: Recording) -> None:
    from edgewright.components.aws.catalogue import Keys

    def program() -> None:
        parent = pulumi.ComponentResource("test:index:Parent", "outer")
        Keys("outer-keys", KeysArgs(HOME, ()), pulumi.ResourceOptions(parent=parent))

    found = recording(program)
    assert found.children("outer") == {"outer-keys": "edgewright:aws:Keys"}


def test_all_workloads_of_a_fleet_share_one_deployment_per_ring(recording: Recording) -> None:
    # Greengrass keeps one deployment per target: a second one would uninstall the first's
    from edgewright.components.aws.catalogue import EdgeRelease

    found = recording(lambda: EdgeRelease("r", release("greengrass", module("a"), module("b"))))
    (deployment,) = found.all("aws-native:greengrassv2:Deployment")
    assert set(deployment.inputs["components"]) == {
        "aws.greengrass.Nucleus", "harbour-vision.quay.a", "harbour-vision.quay.b",
    }  # fmt: skip


def test_nucleus_lite_is_not_said_to_roll_back(recording: Recording) -> None:
    from edgewright.components.aws.catalogue import EdgeRelease

    found = recording(lambda: EdgeRelease("r", release("greengrass-lite", module("a"))))
    (deployment,) = found.all("aws-native:greengrassv2:Deployment")
    (ring,) = found.all("edgewright:aws:EdgeRing")
    assert deployment.inputs["deploymentPolicies"]["failureHandlingPolicy"] == "DO_NOTHING"
    assert ring.inputs["intent"]["rollback_on_failure"] is False
    assert deployment.inputs["components"]["aws.greengrass.NucleusLite"] == {
        "componentVersion": "2.6.0"
    }


def test_without_a_stop_share_there_is_no_criterion(recording: Recording) -> None:
    from edgewright.components.aws.catalogue import EdgeRelease

    found = recording(lambda: EdgeRelease("r", release("greengrass", module("a"), stop=None)))
    (deployment,) = found.all("aws-native:greengrassv2:Deployment")
    assert "abortConfig" not in deployment.inputs["iotJobConfiguration"]


def test_an_unchanged_estate_gives_the_same_inputs(
    recording: Recording, sample: Sample, declared: Any
) -> None:
    again = recording(lambda: build_stack(*sample))
    first = {item.urn: json.dumps(item.inputs, sort_keys=True) for item in declared.declared}
    second = {item.urn: json.dumps(item.inputs, sort_keys=True) for item in again.declared}
    assert first == second


def test_a_changed_image_changes_the_version_and_every_deployment(
    recording: Recording, sample: Sample, declared: Any
) -> None:
    topology, plan = sample
    workloads = tuple(
        replace(workload, image=f"detect@sha256:{'b' * 64}")
        if workload.id == "detect"
        else workload
        for workload in topology.workloads
    )
    changed = recording(lambda: build_stack(replace(topology, workloads=workloads), plan))
    name = "aws-eu-central-1-quay-release-detect"
    before, after = (
        json.loads(one.one(name).inputs["inlineRecipe"]) for one in (declared, changed)
    )
    assert before["ComponentVersion"] != after["ComponentVersion"]
    versions = [
        item.inputs["components"]["harbour-vision.quay.detect"]["componentVersion"]
        for item in changed.all("aws-native:greengrassv2:Deployment")
    ]
    assert versions == [after["ComponentVersion"]] * 3


def test_the_exports_name_data_images_and_fleets(declared: Any) -> None:
    exports = declared.exports
    assert set(exports) == {"aws/eu-central-1", "azure/brazilsouth"}
    aws = exports["aws/eu-central-1"]
    assert set(aws["data"]) == {"camera-frames", "detections", "detector-weights"}
    assert aws["images"]["detect"] == (
        "111122223333.dkr.ecr.eu-central-1.amazonaws.com/harbour-vision/detect"
    )
    assert set(aws["fleets"]["quay"]["deployments"]) == {"canary", "early", "all"}


def test_an_estate_without_an_account_asks_the_cloud(recording: Recording, sample: Sample) -> None:
    clouds = tuple(replace(cloud, account=None) for cloud in sample[0].clouds)
    topology = replace(sample[0], clouds=clouds)
    found = recording(lambda: build_stack(topology, sample[1]))
    assert "aws:index/getCallerIdentity:getCallerIdentity" in found.calls
    recipe = json.loads(found.one("aws-eu-central-1-quay-release-detect").inputs["inlineRecipe"])
    (artifact,) = recipe["Manifests"][0]["Artifacts"]
    assert artifact["URI"].startswith("docker:999988887777.dkr.ecr.eu-central-1.amazonaws.com/")


def test_nothing_is_declared_when_a_workload_cannot_run(
    recording: Recording, sample: Sample
) -> None:
    topology, plan = sample
    workloads = tuple(replace(workload, image=None) for workload in topology.workloads)
    caught: list[str] = []

    def program() -> None:
        with pytest.raises(pulumi.RunError) as failure:
            build_stack(replace(topology, workloads=workloads), plan)
        caught.append(str(failure.value))

    assert recording(program).declared == []
    assert len(caught) == 1 and caught[0].startswith("error[CMP-003]: ")


def test_a_cloud_without_its_extra_declares_nothing_and_names_it(
    recording: Recording, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_azure(name: str) -> str:
        if name == "pulumi-azure-native":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("edgewright.base.extras.version", without_azure)
    caught: list[str] = []

    def program() -> None:
        with pytest.raises(pulumi.RunError) as failure:
            build_stack(*sample)
        caught.append(str(failure.value))

    assert recording(program).declared == []
    assert "error[EXT-001]: components for azure cannot do without pulumi-azure-native" in caught[0]
    assert 'pip install "edgewright[azure]"' in caught[0]


@pytest.mark.parametrize(
    ("cloud", "gpus", "machine"),
    [
        ("aws", 0, "ml.m5.2xlarge"),
        ("aws", 1, "ml.g5.2xlarge"),
        ("aws", 2, "ml.g5.12xlarge"),
        ("aws", 8, "ml.g5.48xlarge"),
        ("azure", 0, "Standard_D8s_v5"),
        ("azure", 1, "Standard_NC8as_T4_v3"),
        ("azure", 3, "Standard_NC64as_T4_v3"),
    ],
)
def test_the_smallest_machine_with_enough_gpus(cloud: str, gpus: int, machine: str) -> None:
    from importlib import import_module

    assert (
        import_module(f"edgewright.components.{cloud}.training").instance_type("t", gpus) == machine
    )


@pytest.mark.parametrize(("cloud", "gpus"), [("aws", 9), ("azure", 5)])
def test_more_gpus_than_a_machine_has_are_refused(cloud: str, gpus: int) -> None:
    from importlib import import_module

    with pytest.raises(EdgewrightError) as caught:
        import_module(f"edgewright.components.{cloud}.training").instance_type("train", gpus)
    assert caught.value.code == "CMP-004"
    assert "'train'" in caught.value.message
