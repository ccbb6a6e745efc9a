"""Greengrass recipes: the platform's names, its limits, and versions from content."""

from __future__ import annotations

import json
import re

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.components.aws.recipe import recipe
from edgewright.components.contract import EdgeModule

IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/harbour-vision/detect@sha256:" + "a" * 64
MODULE = EdgeModule("detect", IMAGE, "s3://weights", 2e9)


def body(module: EdgeModule = MODULE, arch: str = "amd64", runtime: str = "greengrass") -> dict:  # type: ignore[type-arg]
    parsed: dict = json.loads(recipe("harbour-vision.quay.detect", module, arch, runtime)[0])  # type: ignore[type-arg]
    return parsed


@pytest.mark.parametrize(
    ("arch", "greengrass"), [("amd64", "amd64"), ("arm64", "aarch64"), ("armhf", "arm")]
)
def test_the_platform_uses_greengrasss_names(arch: str, greengrass: str) -> None:
    assert body(arch=arch)["Manifests"][0]["Platform"]["architecture"] == greengrass


def test_the_image_is_an_artifact_pinned_by_digest() -> None:
    assert body()["Manifests"][0]["Artifacts"] == [{"URI": f"docker:{IMAGE}"}]


def test_the_version_is_semantic_and_within_greengrasss_numbers() -> None:
    # semver of at most 64 characters; each number at most 999,999
    version = body()["ComponentVersion"]
    assert re.fullmatch(r"1\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", version)


def test_the_version_follows_from_the_content() -> None:
    other = EdgeModule("detect", IMAGE.replace("a" * 64, "b" * 64), "s3://weights", 2e9)
    assert body()["ComponentVersion"] == body()["ComponentVersion"]
    assert body()["ComponentVersion"] != body(other)["ComponentVersion"]
    assert body(arch="arm64")["ComponentVersion"] != body()["ComponentVersion"]


def test_the_classic_nucleus_needs_helpers_to_pull_and_lite_does_not() -> None:
    assert set(body()["ComponentDependencies"]) == {
        "aws.greengrass.DockerApplicationManager",
        "aws.greengrass.TokenExchangeService",
    }
    lite = body(runtime="greengrass-lite")
    assert "ComponentDependencies" not in lite
    assert lite["Manifests"][0]["Platform"]["runtime"] == "aws_nucleus_lite"


def test_the_container_is_given_no_rights_it_was_not_granted() -> None:
    script = body()["Manifests"][0]["Lifecycle"]["run"]["Script"]
    for option in ("--cap-drop ALL", "no-new-privileges", "--read-only", "--memory 1907m"):
        assert option in script  # 2e9 bytes / 1,048,576 = 1907.3 MiB
    assert "--privileged" not in script
    assert script.endswith(IMAGE)


def test_a_recipe_is_json_that_greengrass_takes() -> None:
    text, version = recipe("harbour-vision.quay.detect", MODULE, "amd64", "greengrass")
    assert text.startswith("{")  # the service picks the parser by the first byte
    assert len(text.encode()) <= 16_000
    assert json.loads(text)["ComponentVersion"] == version
    assert re.fullmatch(r"[a-zA-Z0-9-_.]{1,128}", json.loads(text)["ComponentName"])


def test_a_recipe_too_large_is_refused_before_the_cloud_refuses_it() -> None:
    huge = EdgeModule("detect", "registry.example.com/" + "x" * 8_000, None, None)
    with pytest.raises(EdgewrightError) as caught:
        recipe("harbour-vision.quay.detect", huge, "amd64", "greengrass")
    assert caught.value.code == "CMP-005"
    assert "16000" in caught.value.message
