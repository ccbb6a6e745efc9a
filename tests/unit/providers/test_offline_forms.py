"""The tables of resource types, held against the installed SDKs: they are generated from the same
schemas as the real providers."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from edgewright.providers.changes import ALL_BUT_TAGS
from edgewright.providers.offline.forms import PLACEHOLDER, Form
from edgewright.providers.offline.packages import PACKAGES
from edgewright.providers.offline.settings import partition_of

SDKS = {
    "aws": "pulumi_aws",
    "aws-native": "pulumi_aws_native",
    "azure-native": "pulumi_azure_native",
}
SET = re.compile(r'__props__\.__dict__\["(\w+)"\] = (\S+)')
REPLACING = re.compile(r"replace_on_changes=\[(.*?)\]\)")
FORMS = [(type, form) for package in PACKAGES.values() for type, form in package.forms.items()]
IDS = [type for type, _ in FORMS]


@cache
def source(type: str) -> str:
    """The SDK's class for a type."""
    package, module, name = type.split(":")
    sdk = importlib.import_module(f"{SDKS[package]}.{module.partition('/')[0]}")
    return inspect.getsource(getattr(sdk, name))


def camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def properties(type: str, *, outputs_only: bool = False) -> set[str]:
    lines = SET.findall(source(type))
    given = {camel(name) for name, value in lines if value != "None"}
    added = {camel(name) for name, value in lines if value == "None"}
    # aws-native and azure-native list their outputs once more for `get`, with None for all.
    return added - given if outputs_only else added | given


def placeholders(tree: Any) -> set[str]:
    if isinstance(tree, str):
        return {name for name, _ in PLACEHOLDER.findall(tree) if not name.startswith("@")}
    if isinstance(tree, Mapping):
        return set().union(*map(placeholders, tree.values())) if tree else set()
    return set()


def test_there_are_forms_for_the_packages_our_components_use() -> None:
    assert all(PACKAGES[name].forms for name in ("aws", "aws-native", "azure-native"))
    assert len(FORMS) > 60


@pytest.mark.parametrize(("type", "form"), FORMS, ids=IDS)
def test_the_sdk_has_the_type_with_these_tokens(type: str, form: Form) -> None:
    assert f'"{type}"' in source(type).replace("'", '"')


@pytest.mark.parametrize(("type", "form"), FORMS, ids=IDS)
def test_every_output_is_one_the_type_has(type: str, form: Form) -> None:
    generic = {"location", "identity"}  # left out where the program gives none
    assert set(form.outputs) - generic <= properties(type)


@pytest.mark.parametrize(("type", "form"), FORMS, ids=IDS)
def test_every_input_a_form_uses_is_one_the_type_takes(type: str, form: Form) -> None:
    used = placeholders(form.id) | placeholders(form.outputs)
    if form.naming:
        used |= {form.naming.property} | ({form.naming.prefix} - {None})
    used |= {name.partition(".")[0] for name in form.replaces} - {ALL_BUT_TAGS, "location"}
    if type.startswith("azure-native:resources:ResourceGroup"):
        used -= {"resourceGroupName"} - properties(type)
    assert used <= properties(type), used - properties(type)


@pytest.mark.parametrize(
    ("type", "form"), [(t, f) for t, f in FORMS if t.startswith("aws-native:")]
)
def test_aws_native_replaces_what_the_sdk_says(type: str, form: Form) -> None:
    listed = REPLACING.search(source(type))
    names = set(re.findall(r'"(\w+)', listed.group(1))) if listed else set()
    if ALL_BUT_TAGS in form.replaces:
        taken = {camel(name) for name, _ in SET.findall(source(type))}
        assert names == taken - {"tags", "deploymentId", "awsId", "arn"}
    else:
        assert set(form.replaces) <= names or not names
        assert names - set(form.replaces) <= {"bucketNamePrefix", "bucketNamespace"}


def test_partitions_are_botocores() -> None:
    from botocore.loaders import Loader

    for partition in Loader().load_data("partitions")["partitions"]:
        for region in partition["regions"]:
            if region.endswith("-global"):
                continue
            expected = (partition["id"], partition["outputs"]["dnsSuffix"])
            assert partition_of(region) == expected, region
