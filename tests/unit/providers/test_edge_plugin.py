"""The edge provider's protocol, call by call; the hub behind it is recorded, not asked."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2

from edgewright.providers.edge.manifest_limits import MAX_TWIN_BYTES
from edgewright.providers.edge.plugin import DEPLOYMENT, EdgeProvider, deployment_id
from edgewright.providers.property_values import OUTPUT, SIGNATURE_KEY, UNKNOWN, is_marked, known

URN = "urn:pulumi:s::p::edgewright:azure:EdgeDeployment::Pier-Canary"


def content(**modules: Any) -> dict[str, Any]:
    return {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": modules}}}}


def inputs(**changes: Any) -> dict[str, Any]:
    base = {
        "hostName": "hub.azure-devices.net",
        "content": content(detect={"settings": {"image": "x"}}),
        "targetCondition": "tags.fleet='pier'",
        "priority": 10,
        "labels": {},
        "metrics": {},
    }
    return {**base, **changes}


def struct(values: dict[str, Any]) -> Struct:
    return ParseDict(values, Struct())


class Calls:
    """Records what a hub is asked."""

    def __init__(self) -> None:
        self.made: list[tuple[str, ...]] = []

    def __call__(self, host: str) -> Any:
        self.made.append(("connect", host))
        return self

    def create(self, id: str, _: Any) -> None:
        self.made.append(("create", id))

    def update(self, id: str, _: Any) -> None:
        self.made.append(("update", id))


def reasons(values: dict[str, Any]) -> list[str]:
    request = provider_pb2.CheckRequest(urn=URN, type=DEPLOYMENT, news=struct(values))
    return [failure.reason for failure in EdgeProvider().Check(request, None).failures]


def test_good_inputs_pass() -> None:
    assert reasons(inputs()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"priority": -1}, "outside 0"),
        ({"targetCondition": ""}, "no device"),
        ({"content": {}}, "$edgeAgent"),
        ({"content": content(**{"a b": {}})}, "letters, digits"),
        ({"content": content(**{f"m{n}": {} for n in range(51)})}, "51 modules"),
        ({"content": content(m={"settings": {"createOptions": "x" * 4097}})}, "4097 bytes"),
        (
            {"content": content(m={f"o{n}": "x" * 4000 for n in range(9)})},
            f"more than {MAX_TWIN_BYTES}",
        ),
    ],
)
def test_what_a_hub_or_device_refuses_is_refused_here(changes: dict[str, Any], words: str) -> None:
    assert [reason for reason in reasons(inputs(**changes)) if words in reason]


def test_fifty_modules_and_4096_bytes_are_allowed() -> None:
    modules: dict[str, Any] = {f"m{n}": {} for n in range(49)}
    modules["big"] = {"settings": {"createOptions": "x" * 4096}}
    assert reasons(inputs(content=content(**modules))) == []


def test_layered_modules_count() -> None:
    agent = {f"properties.desired.modules.m{n}": {} for n in range(51)}
    assert reasons(inputs(content={"modulesContent": {"$edgeAgent": agent}}))


def test_another_type_is_refused() -> None:
    request = provider_pb2.CheckRequest(urn=URN, type="edgewright:azure:Other", news=Struct())
    [failure] = EdgeProvider().Check(request, None).failures
    assert "edgewright:azure:Other" in failure.reason


def diff(old: dict[str, Any], new: dict[str, Any]) -> provider_pb2.DiffResponse:
    request = provider_pb2.DiffRequest(old_inputs=struct(old), news=struct(new))
    return EdgeProvider().Diff(request, None)


def test_nothing_changed() -> None:
    assert diff(inputs(), inputs()).changes == provider_pb2.DiffResponse.DIFF_NONE


@pytest.mark.parametrize("name", ["priority", "labels", "targetCondition", "metrics"])
def test_what_can_be_changed(name: str) -> None:
    answer = diff(inputs(), inputs(**{name: {"x": "y"} if name in ("labels", "metrics") else "z"}))
    assert (list(answer.diffs), list(answer.replaces)) == ([name], [])


@pytest.mark.parametrize("changes", [{"hostName": "other"}, {"content": content(other={})}])
def test_what_needs_another_deployment_is_made_before_the_old_one_goes(
    changes: dict[str, Any],
) -> None:
    answer = diff(inputs(), inputs(**changes))
    assert list(answer.replaces) == list(changes)
    assert answer.deleteBeforeReplace is False


def create(values: dict[str, Any], *, preview: bool) -> tuple[Any, Calls]:
    calls = Calls()
    request = provider_pb2.CreateRequest(urn=URN, properties=struct(values), preview=preview)
    return EdgeProvider(calls).Create(request, None), calls


def test_a_preview_knows_the_id_and_asks_nobody() -> None:
    answer, calls = create(inputs(), preview=True)
    assert answer.id == deployment_id(URN, inputs()["content"])
    assert calls.made == []


def test_creation_uses_the_same_id() -> None:
    answer, calls = create(inputs(), preview=False)
    assert calls.made == [("connect", "hub.azure-devices.net"), ("create", answer.id)]


def test_an_unknown_host_does_not_hide_the_id_but_unknown_content_does() -> None:
    assert create(inputs(hostName=UNKNOWN), preview=True)[0].id
    hidden = content(detect={"settings": {"image": UNKNOWN}})
    assert create(inputs(content=hidden), preview=True)[0].id == ""


def test_ids_follow_content_and_keep_to_the_limit() -> None:
    assert deployment_id(URN, {"a": 1}) == deployment_id(URN, {"a": 1})
    assert deployment_id(URN, {"a": 1}) != deployment_id(URN, {"a": 2})
    assert len(deployment_id("::" + "x" * 300, {})) == 128
    assert deployment_id(URN, {}).startswith("pier-canary-")


def test_marks() -> None:
    unknown_output = {SIGNATURE_KEY: OUTPUT}
    assert is_marked({"a": [unknown_output]})
    assert not is_marked({"a": {SIGNATURE_KEY: OUTPUT, "value": 1}})
    assert known({"a": unknown_output, "b": UNKNOWN, "c": {SIGNATURE_KEY: OUTPUT, "value": 1}}) == {
        "c": 1
    }
