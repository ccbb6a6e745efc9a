"""Documented limits of IoT Edge deployments, checked before a device meets them.

Sources: Azure IoT Hub's quotas and throttling page (twin sizes, 50 modules a deployment) and the
deployment manifest schemas of the azure-iot CLI extension (names). A twin property is a string of
at most 4 KB; the desired section of a module twin is at most 32 KB.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

MAX_MODULES = 50
MAX_TWIN_BYTES = 32 * 1024
MAX_VALUE_BYTES = 4 * 1024
MAX_PRIORITY = 2**31 - 1
MODULE_NAME = re.compile(r"^[a-zA-Z0-9_-]+$")
LAYERED = "properties.desired.modules."

Problem = tuple[str, str]
"""Property and what is wrong with it."""


def problems(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything in a deployment's inputs that IoT Hub or a device would refuse.

    Args:
        inputs: plain inputs; a value that is not known yet is absent.
    """
    priority = inputs.get("priority")
    if isinstance(priority, int | float) and not 0 <= priority <= MAX_PRIORITY:
        yield "priority", f"is {priority}, outside 0 to {MAX_PRIORITY}"
    if inputs.get("targetCondition") == "":
        yield "targetCondition", "is empty, so the deployment would reach no device"
    content = inputs.get("content")
    if isinstance(content, Mapping):
        yield from _content_problems(content)


def _content_problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    modules = content.get("modulesContent")
    modules = modules if isinstance(modules, Mapping) else {}
    agent = modules.get("$edgeAgent")
    if not isinstance(agent, Mapping):
        yield "content", "has no modulesContent.$edgeAgent"
        return
    names = list(_module_names(agent))
    if len(names) > MAX_MODULES:
        yield "content", f"has {len(names)} modules, more than {MAX_MODULES}"
    for name in names:
        if not MODULE_NAME.match(name):
            yield "content", f"names a module {name!r}: only letters, digits, _ and - are allowed"
    for module, twin in modules.items():
        yield from _twin_problems(module, twin)


def _module_names(agent: Mapping[str, Any]) -> Iterator[str]:
    desired = agent.get("properties.desired")
    if isinstance(desired, Mapping):
        yield from desired.get("modules") or {}
    for key in agent:
        if key.startswith(LAYERED):
            yield key.removeprefix(LAYERED)


def _twin_problems(module: str, twin: Any) -> Iterator[Problem]:
    size = len(json.dumps(twin, separators=(",", ":")).encode())
    if size > MAX_TWIN_BYTES:
        yield "content", f"gives {module} a twin of {size} bytes, more than {MAX_TWIN_BYTES}"
    for path, text in _texts(twin, ()):
        if len(text.encode()) > MAX_VALUE_BYTES:
            where = ".".join((module, *path))
            yield "content", f"has a value of {len(text.encode())} bytes at {where}, more than 4096"


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, (*path, str(name)))
