"""Greengrass component recipes, as JSON, each with a version that follows from its content.

A component version cannot change once registered, so a changed recipe must be another version; a
version taken from the content makes that happen by itself and leaves an unchanged one alone.
"""

from __future__ import annotations

import json
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import digest
from edgewright.base.vocabulary import Runtime
from edgewright.components.contract import EdgeModule

FORMAT_VERSION = "2020-01-25"
MAX_RECIPE_BYTES = 16_000
"""The Greengrass development kit's limit for a built recipe."""
ARCHITECTURES = {"amd64": "amd64", "arm64": "aarch64", "armhf": "arm"}
"""Greengrass's names of architectures; a recipe that says arm64 matches no device."""
VERSION_PART = 1_000_000
"""Each number of a component's version is below this."""
DOCKER_MANAGER = "aws.greengrass.DockerApplicationManager"
TOKEN_EXCHANGE = "aws.greengrass.TokenExchangeService"
MIB = 1_048_576


def recipe(component: str, module: EdgeModule, arch: str, runtime: Runtime) -> tuple[str, str]:
    """A component's recipe and its version.

    Args:
        component: the component's name.
        module: the workload it runs in a container.
        arch: "amd64", "arm64" or "armhf".
        runtime: of the two of Greengrass, the one on its devices.

    Raises:
        EdgewrightError: CMP-005 when it is larger than Greengrass takes.
    """
    body = {
        "RecipeFormatVersion": FORMAT_VERSION,
        "ComponentName": component,
        "ComponentPublisher": "edgewright",
        "ComponentDescription": f"Runs {module.name} in a container",
        **_dependencies(runtime),
        "Manifests": [_manifest(module, arch, runtime)],
    }
    version = content_version(body)
    text = json.dumps({**body, "ComponentVersion": version}, sort_keys=True)
    if len(text.encode()) > MAX_RECIPE_BYTES:
        raise EdgewrightError(
            "CMP-005",
            f"the recipe of {component!r} has {len(text.encode())} bytes; "
            f"Greengrass takes at most {MAX_RECIPE_BYTES}",
            hint=f"Shorten the image reference of workload {module.name!r}.",
        )
    return text, version


def content_version(body: dict[str, Any]) -> str:
    """A semantic version that follows from `body`: 1.A.B with A and B from its digest.

    40 bits are kept, so two recipes of one component share a version with a chance of about one in
    10^12. Later content is not a higher version: deployments pin the exact one.
    """
    number = int(digest(body).removeprefix("sha256:")[:16], 16)
    return f"1.{number // VERSION_PART % VERSION_PART}.{number % VERSION_PART}"


def _dependencies(runtime: Runtime) -> dict[str, Any]:
    """What pulling a private image needs on the classic nucleus; lite has it built in.

    The Docker manager's releases follow the nucleus's, and each accepts only some of them: with
    the nucleus pinned by the deployment, the range resolves to the release made for it.
    """
    if runtime == Runtime.GREENGRASS_LITE:
        return {}
    soft = {"VersionRequirement": "~2.0.0", "DependencyType": "HARD"}
    return {"ComponentDependencies": {DOCKER_MANAGER: soft, TOKEN_EXCHANGE: soft}}


def _manifest(module: EdgeModule, arch: str, runtime: Runtime) -> dict[str, Any]:
    platform = {"os": "linux", "architecture": ARCHITECTURES[arch]}
    if runtime == Runtime.GREENGRASS_LITE:
        platform["runtime"] = "aws_nucleus_lite"
    return {
        "Platform": platform,
        "Artifacts": [{"URI": f"docker:{module.image}"}],
        "Lifecycle": {"run": _run(module)},
    }


def _run(module: EdgeModule) -> dict[str, Any]:
    """The container, without rights it was not given, replaced if one of that name is left over."""
    words = ["docker run --rm", f"--name {module.name}", "--read-only --tmpfs /tmp"]
    words.append("--cap-drop ALL --security-opt no-new-privileges")
    if module.memory_bytes is not None:
        words.append(f"--memory {int(module.memory_bytes // MIB)}m")
    if module.model is not None:
        words.append(f"-e EDGEWRIGHT_MODEL={module.model}")
    words.append("-e AWS_CONTAINER_CREDENTIALS_FULL_URI -e AWS_CONTAINER_AUTHORIZATION_TOKEN")
    words.append("-e AWS_REGION --network host")
    start = " ".join([*words, module.image])
    return {"Script": f"docker rm -f {module.name} >/dev/null 2>&1; exec {start}"}
