"""IoT Edge manifests: the service's schema as documented, and its limits."""

from __future__ import annotations

import json
import re

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.components.azure.manifest import manifest
from edgewright.components.contract import EdgeModule

IMAGE = "x.azurecr.io/detect@sha256:" + "a" * 64
MODULE = EdgeModule("detect-pier", IMAGE, "https://x.blob.core.windows.net/weights", 2e9)


def desired(part: str, modules: tuple[EdgeModule, ...] = (MODULE,), offline_s: float = 0) -> dict:  # type: ignore[type-arg]
    content: dict = manifest(modules, offline_s)["modulesContent"][part]["properties.desired"]  # type: ignore[type-arg]
    return content


def test_the_runtime_is_a_supported_release() -> None:
    parts = desired("$edgeAgent")["systemModules"]
    images = {name: part["settings"]["image"] for name, part in parts.items()}
    assert images == {
        "edgeAgent": "mcr.microsoft.com/azureiotedge-agent:1.6",
        "edgeHub": "mcr.microsoft.com/azureiotedge-hub:1.6",
    }


def test_modules_are_always_restarted() -> None:
    # the schema also has on-failure and on-unhealthy, which the runtime does not implement
    agent = desired("$edgeAgent")
    running = [agent["systemModules"]["edgeHub"], *agent["modules"].values()]
    assert {part["restartPolicy"] for part in running} == {"always"}


def test_a_module_runs_the_pinned_image_without_rights() -> None:
    settings = desired("$edgeAgent")["modules"]["detect-pier"]["settings"]
    options = json.loads(settings["createOptions"])
    assert settings["image"] == IMAGE
    assert options["HostConfig"]["CapDrop"] == ["ALL"]
    assert options["HostConfig"]["Memory"] == 2_000_000_000
    assert options["Env"] == ["EDGEWRIGHT_MODEL=https://x.blob.core.windows.net/weights"]
    assert "Privileged" not in options["HostConfig"]


def test_no_registry_password_is_in_the_manifest() -> None:
    assert "registryCredentials" not in json.dumps(manifest((MODULE,), 0))


def test_messages_outlive_the_longest_time_out_of_reach() -> None:
    def kept(offline_s: float) -> int:
        hub = desired("$edgeHub", offline_s=offline_s)
        seconds: int = hub["storeAndForwardConfiguration"]["timeToLiveSecs"]
        return seconds

    assert kept(0) == 7200  # the runtime's default
    assert kept(48 * 3600) == 172_800


def test_each_module_may_send_upstream_and_only_there() -> None:
    route = desired("$edgeHub")["routes"]["detect-pier"]["route"]
    assert route == "FROM /messages/modules/detect-pier/outputs/* INTO $upstream"


def test_names_fit_the_schema() -> None:
    # module names of the service's schema; route keys without '.', '$', '#' or spaces
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]+", name) for name in desired("$edgeAgent")["modules"])
    assert all(re.fullmatch(r"[^.$#\s]+", name) for name in desired("$edgeHub")["routes"])


def test_a_usual_manifest_fits_a_twin() -> None:
    # desired properties: 32 KB, a string 4 KB
    assert len(json.dumps(desired("$edgeAgent")).encode()) <= 32 * 1024


def test_options_too_large_for_a_twin_are_refused() -> None:
    huge = EdgeModule("detect-pier", IMAGE, "https://" + "x" * 4096, None)
    with pytest.raises(EdgewrightError) as caught:
        manifest((huge,), 0)
    assert caught.value.code == "CMP-005"
    assert "4096" in caught.value.message
