"""Every path and every word in a row is one that the installed SDK of its type knows."""

from __future__ import annotations

import enum
import importlib
import json
import re
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from pulumi._types import input_type_types, is_input_type, resource_types

from edgewright.graph import registry

PACKAGES = ("pulumi_aws", "pulumi_aws_native", "pulumi_azure_native")
"""The SDKs that are installed; rows of other packages' types are held to nothing here."""
FILES = sorted(Path(registry.__file__).parent.glob("*/rows/*.json"))
REGISTERED = re.compile(r'"([\w-]+:[\w./-]+:\w+)": "(\w+)"')
FQN = re.compile(r'"fqn": "([\w.]+)"')


@cache
def registered() -> dict[str, tuple[str, str]]:
    """Type token -> the module and the class of the installed SDKs."""
    found: dict[str, tuple[str, str]] = {}
    for package in PACKAGES:
        spec = find_spec(package)
        assert spec is not None and spec.origin is not None
        module = ""
        for line in Path(spec.origin).read_text(encoding="utf-8").splitlines():
            if named := FQN.search(line):
                module = named[1]
            for token, name in REGISTERED.findall(line):
                found[token] = (module, name)
    return found


def classes(token: str) -> tuple[Any, Any]:
    """The class of a resource, and that of its arguments."""
    module, name = registered()[token]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of other types in the module
        loaded: ModuleType = importlib.import_module(module)
    return getattr(loaded, name), getattr(loaded, f"{name}Args", None)


def members(type: Any) -> Iterator[Any]:
    """What a value can be, without wrappers, lists and mappings."""
    if get_origin(type) in (Union, UnionType) or get_origin(type) is not None:
        for one in get_args(type):
            yield from members(one)
    else:
        yield type


def inside(types: list[Any], name: str) -> list[Any]:
    found: list[Any] = []
    for type in types:
        if isinstance(type, enum.EnumMeta) or not isinstance(type, type.__class__):
            continue
        if is_input_type(type):
            found += [one for key, one in input_type_types(type).items() if key == name]
        elif hasattr(type, "_pulumi_output_type"):
            found += [one for key, one in resource_types(type).items() if key == name]
    return [one for type in found for one in members(type)]


def at(token: str, path: str) -> list[Any]:
    """What can stand at a path of a type's properties; empty where there is no such path."""
    resource, arguments = classes(token)
    first, *rest = [step for step in path.split(".") if step != "*" and not step.isdigit()]
    given = input_type_types(arguments) if arguments is not None else {}
    tops = [one[first] for one in (given, resource_types(resource)) if first in one]
    types = [one for type in tops for one in members(type)]
    for name in rest:
        if any(type in (str, dict, Any) for type in types) and not inside(types, name):
            return types
        types = inside(types, name)
    return types


def words_of(spec: Any) -> list[Any]:
    """The words that a shape compares with, however deep."""
    if not isinstance(spec, dict):
        return []
    [(name, argument)] = spec.items()
    if name in ("is", "is_not"):
        return list(argument)
    return list(argument) if name == "words" else words_of(argument)


CHECKED = [
    pytest.param(row, id=row["type"])
    for path in FILES
    for row in json.loads(path.read_text())["rows"]
    if f"pulumi_{row['type'].partition(':')[0].replace('-', '_')}" in PACKAGES
]


@pytest.mark.parametrize("row", CHECKED)
def test_the_sdk_knows_every_path_and_word_of_a_row(row: dict[str, Any]) -> None:
    token = row["type"]
    assert token in registered(), "the installed SDK has no such type"
    for name, spec in row["props"].items():
        if "path" in spec:
            types = at(token, spec["path"])
            assert types, f"{name}: no {spec['path']}"
            known = {
                str(one.value).casefold()
                for type in types
                if isinstance(type, enum.EnumMeta)
                for one in type
            }
            words = {str(word).casefold() for word in words_of(spec.get("as"))}
            assert not known or words <= known, f"{name}: {words - known} is no value"
    encrypted = row.get("encrypted", {})
    for word in ("key", "on"):
        if word in encrypted:
            assert at(token, encrypted[word]), f"encrypted: no {encrypted[word]}"


@pytest.mark.parametrize("row", CHECKED)
def test_the_sdk_knows_every_other_spelling(row: dict[str, Any]) -> None:
    for token, moves in row.get("also", {}).items():
        if f"pulumi_{token.partition(':')[0].replace('-', '_')}" not in PACKAGES:
            continue  # classic packages are not installed
        assert token in registered(), f"the installed SDK has no {token}"
        for given, target, *_ in moves:
            assert at(token, given), f"{token}: no {given}"
            assert at(row["type"], target), f"{row['type']}: no {target}"


@pytest.mark.parametrize(
    ("token", "path", "there"),
    [
        ("aws:rds/instance:Instance", "storageEncrypted", True),
        ("aws:rds/instance:Instance", "storageEncryption", False),
        ("aws:ec2/instance:Instance", "rootBlockDevice.encrypted", True),
        ("aws:ec2/instance:Instance", "ebsBlockDevices.*.encrypted", True),
        ("aws:ec2/instance:Instance", "ebsBlockDevices.*.secret", False),
        ("azure-native:storage:StorageAccount", "encryption.keySource", True),
        ("azure-native:storage:StorageAccount", "encryption.source", False),
    ],
)
def test_a_path_is_found_or_not(token: str, path: str, *, there: bool) -> None:
    assert bool(at(token, path)) is there
