"""Documented limits of IoT Edge deployments, checked before a device meets them.

Sources: IoT Hub's quotas and throttling page and its device twin guide (sizes, how they are
counted, 50 modules a deployment), the deployment manifest schemas of the azure-iot CLI extension
(names), and Azure/iotedge's edge-agent Docker/Constants.cs (createOptions in up to 100 parts).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from edgewright.providers.edge.hub import OWNER

MAX_MODULES = 50
MAX_TWIN_BYTES = 32 * 1024
"""Of a module twin's desired section."""
MAX_VALUE_BYTES = 4 * 1024
"""Of one string in a twin."""
MAX_PARTS = 100
NUMBER_BYTES, BOOLEAN_BYTES = 8, 4
MAX_PRIORITY = 2**31 - 1
REQUIRED = ("hostName", "content", "targetCondition", "priority")
MODULE_NAME = re.compile(r"^[a-zA-Z0-9_-]+$")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LAYERED = "properties.desired.modules."
PART = re.compile(r"^createOptions(\d*)$")

Problem = tuple[str, str]
"""Property and what is wrong with it."""


def problems(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything in a deployment's inputs that IoT Hub or a device would refuse.

    Args:
        inputs: plain inputs; a value that is not known yet is absent.
    """
    priority = inputs.get("priority")
    if priority is not None and not _is_priority(priority):
        yield "priority", f"is {priority}, not a whole number from 0 to {MAX_PRIORITY}"
    if inputs.get("targetCondition") == "":
        yield "targetCondition", "is empty, so the deployment would reach no device"
    labels = inputs.get("labels") or {}
    if not isinstance(labels, Mapping):
        yield "labels", "is no map of texts"
    elif OWNER in labels:
        yield "labels", f"has {OWNER}, by which the provider knows its own deployments"
    content = inputs.get("content")
    if content is not None:
        yield from _content_problems(content)


def _is_priority(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value == int(value) and 0 <= value <= MAX_PRIORITY


def _content_problems(content: Any) -> Iterator[Problem]:
    found = content.get("modulesContent") if isinstance(content, Mapping) else None
    agent = found.get("$edgeAgent") if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping) or not isinstance(agent, Mapping):
        yield "content", "has no modulesContent.$edgeAgent"
        return
    modules = dict(_modules(agent))
    if len(modules) > MAX_MODULES:
        yield "content", f"has {len(modules)} modules, more than {MAX_MODULES}"
    for name, module in modules.items():
        if not MODULE_NAME.match(name):
            yield "content", f"names a module {name!r}: only letters, digits, _ and - are allowed"
        yield from _option_problems(name, module)
    for name, twin in found.items():
        yield from _twin_problems(name, twin)


def _modules(agent: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Modules of a whole deployment and of a layered one."""
    desired = agent.get("properties.desired")
    modules = desired.get("modules") if isinstance(desired, Mapping) else None
    if isinstance(modules, Mapping):
        yield from modules.items()
    for key, module in agent.items():
        if key.startswith(LAYERED):
            yield key.removeprefix(LAYERED), module


def _option_problems(name: str, module: Any) -> Iterator[Problem]:
    """Container options: JSON in a string, or in parts createOptions, createOptions01 and so on."""
    settings = module.get("settings") if isinstance(module, Mapping) else None
    given = settings if isinstance(settings, Mapping) else {}
    parts = sorted(key for key in given if PART.match(key))
    expected = ["createOptions", *(f"createOptions{n:02}" for n in range(1, len(parts)))]
    where = f"module {name!r}"
    if len(parts) > MAX_PARTS:
        yield "content", f"gives {where} createOptions in {len(parts)} parts, more than {MAX_PARTS}"
    elif parts and parts != expected:
        gap = next(key for key in expected if key not in parts)
        yield "content", f"gives {where} createOptions in parts without {gap}"
    elif parts and not _is_object("".join(str(given[key]) for key in parts)):
        yield "content", f"gives {where} createOptions that are not a JSON object"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text or "{}"), dict)
    except ValueError:
        return False


def _twin_problems(module: str, twin: Any) -> Iterator[Problem]:
    size = twin_bytes(twin)
    if size > MAX_TWIN_BYTES:
        yield "content", f"gives {module} a twin of {size} bytes, more than {MAX_TWIN_BYTES}"
    for path, text in _texts(twin, ()):
        length = len(text.encode())
        if length > MAX_VALUE_BYTES:
            where = ".".join((module, *path))
            limit = f"more than {MAX_VALUE_BYTES}"
            yield "content", f"has a value of {length} bytes at {where}, {limit}"


def twin_bytes(value: Any) -> int:
    """A twin section's size as IoT Hub counts it: keys and values, nothing of JSON's own signs."""
    if isinstance(value, Mapping):
        return sum(twin_bytes(str(name)) + twin_bytes(item) for name, item in value.items())
    if isinstance(value, list):
        return sum(map(twin_bytes, value))
    if isinstance(value, bool):
        return BOOLEAN_BYTES
    if isinstance(value, int | float):
        return NUMBER_BYTES
    return 0 if value is None else len(CONTROL.sub("", str(value)).encode())


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, (*path, str(name)))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts(item, (*path, str(position)))
