"""The edge provider's protocol, call by call; the hub behind it is recorded, not asked."""

from __future__ import annotations

import json
from concurrent import futures
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2

from edgewright.providers.edge.calls import content_id
from edgewright.providers.edge.deployments import DEPLOYMENT
from edgewright.providers.edge.diagnostics import EngineNotices
from edgewright.providers.edge.hub import OWNER
from edgewright.providers.edge.manifest_limits import MAX_TWIN_BYTES, twin_bytes
from edgewright.providers.edge.plugin import EdgeProvider, OfflineEdgeProvider
from edgewright.providers.property_values import (
    OUTPUT,
    SECRET,
    SIGNATURE_KEY,
    UNKNOWN,
    is_marked,
    known,
)

NONE = provider_pb2.DiffResponse.DIFF_NONE
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


def options(first: str, **parts: str) -> dict[str, Any]:
    """A module with container options, in parts by number."""
    more = {f"createOptions{number}": text for number, text in parts.items()}
    return {"settings": {"createOptions": first, **more}}


class Calls:
    """Records what a hub is asked."""

    def __init__(self) -> None:
        self.made: list[tuple[str, ...]] = []
        self.found: dict[str, Any] | None = None
        self.labels: dict[str, str] = {}

    def __call__(self, host: str) -> Any:
        self.made.append(("connect", host))
        return self

    def create(self, id: str, given: Any) -> str:
        self.labels = given["labels"]
        self.made.append(("create", id))
        return "e1"

    def update(self, id: str, given: Any, etag: str | None) -> str:
        self.labels = given["labels"]
        self.made.append(("update", id, str(etag)))
        return "e2"

    def read(self, id: str) -> dict[str, Any] | None:
        self.made.append(("read", id))
        return self.found

    def delete(self, id: str) -> None:
        self.made.append(("delete", id))


def reasons(values: dict[str, Any]) -> list[str]:
    request = provider_pb2.CheckRequest(urn=URN, type=DEPLOYMENT, news=struct(values))
    return [failure.reason for failure in EdgeProvider().Check(request, None).failures]


def test_good_inputs_pass() -> None:
    assert reasons(inputs()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"priority": -1}, "from 0 to 2147483647"),
        ({"priority": 1.5}, "whole number"),
        ({"priority": True}, "whole number"),
        ({"priority": None}, "priority is missing"),
        ({"hostName": None}, "hostName is missing"),
        ({"content": None}, "content is missing"),
        ({"content": "x"}, "$edgeAgent"),
        ({"content": {"modulesContent": []}}, "$edgeAgent"),
        ({"content": content(m=options("[1]"))}, "not a JSON object"),
        ({"content": content(m=options("{"))}, "not a JSON object"),
        ({"content": content(m=options("{", **{"02": "}"}))}, "without createOptions01"),
        (
            {"content": content(m=options("{", **{f"{n:02}": "" for n in range(1, 101)}))},
            "in 101 parts, more than 100",
        ),
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
    text = json.dumps({"a": ""})
    text = json.dumps({"a": "x" * (4096 - len(text))})
    assert len(text) == 4096
    modules["big"] = options(text)
    assert reasons(inputs(content=content(**modules))) == []


def test_layered_modules_count() -> None:
    agent = {f"properties.desired.modules.m{n}": {} for n in range(51)}
    assert reasons(inputs(content={"modulesContent": {"$edgeAgent": agent}}))


def test_another_type_is_refused() -> None:
    request = provider_pb2.CheckRequest(urn=URN, type="edgewright:azure:Other", news=Struct())
    [failure] = EdgeProvider().Check(request, None).failures
    assert "edgewright:azure:Other" in failure.reason


def diff(old: dict[str, Any], new: dict[str, Any]) -> provider_pb2.DiffResponse:
    request = provider_pb2.DiffRequest(urn=URN, old_inputs=struct(old), news=struct(new))
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
    assert {path.partition(".")[0] for path in answer.replaces} == set(changes)
    assert answer.deleteBeforeReplace is False


def create(values: dict[str, Any], *, preview: bool) -> tuple[Any, Calls]:
    calls = Calls()
    request = provider_pb2.CreateRequest(urn=URN, properties=struct(values), preview=preview)
    return EdgeProvider(calls).Create(request, None), calls


def test_a_preview_knows_the_id_and_asks_nobody() -> None:
    answer, calls = create(inputs(), preview=True)
    assert answer.id == content_id(URN, inputs()["content"])
    assert calls.made == []


def test_creation_uses_the_same_id() -> None:
    answer, calls = create(inputs(), preview=False)
    assert calls.made == [("connect", "hub.azure-devices.net"), ("create", answer.id)]


def test_a_deployment_carries_the_mark_of_its_resource_alone() -> None:
    marks = set()
    for urn in (URN, URN.replace("::", "-2::", 1)):
        calls = Calls()
        given = struct(inputs(labels={"fleet": "pier"}))
        request = provider_pb2.CreateRequest(urn=urn, properties=given)
        answer = EdgeProvider(calls).Create(request, None)
        assert calls.labels["fleet"] == "pier" and len(calls.labels) == 2
        assert values(answer.properties)["labels"] == {"fleet": "pier"}
        marks.add(calls.labels[OWNER])
    assert len(marks) == 2


@pytest.mark.parametrize("labels", [{OWNER: "mine"}, "pier", 5])
def test_labels_that_a_program_may_not_give(labels: Any) -> None:
    assert len(reasons(inputs(labels=labels))) == 1


def test_an_unknown_host_does_not_hide_the_id_but_unknown_content_does() -> None:
    assert create(inputs(hostName=UNKNOWN), preview=True)[0].id
    hidden = content(detect={"settings": {"image": UNKNOWN}})
    assert create(inputs(content=hidden), preview=True)[0].id == ""


def test_ids_follow_content_and_keep_to_the_limit() -> None:
    assert content_id(URN, {"a": 1}) == content_id(URN, {"a": 1})
    assert content_id(URN, {"a": 1}) != content_id(URN, {"a": 2})
    assert len(content_id("::" + "x" * 300, {})) == 128
    assert content_id(URN, {}).startswith("pier-canary-")


def test_marks() -> None:
    unknown_output = {SIGNATURE_KEY: OUTPUT}
    assert is_marked({"a": [unknown_output]})
    assert not is_marked({"a": {SIGNATURE_KEY: OUTPUT, "value": 1}})
    assert known({"a": unknown_output, "b": UNKNOWN, "c": {SIGNATURE_KEY: OUTPUT, "value": 1}}) == {
        "c": 1
    }


def test_options_in_parts_are_judged_as_one() -> None:
    assert reasons(inputs(content=content(m=options('{"a":', **{"01": "1", "02": "}"})))) == []


def test_a_twin_counts_as_iot_hub_counts_it() -> None:
    """IoT Hub's device twin guide: keys and strings by their characters without control
    characters, numbers 8, booleans 4, objects the sum of theirs."""
    assert twin_bytes({"ab": "cde"}) == 2 + 3
    assert twin_bytes({"a": 1, "b": 1.5, "c": True, "d": None}) == (1 + 8) + (1 + 8) + (1 + 4) + 1
    assert twin_bytes({"a": {"b": ["xy", "z"]}}) == 1 + 1 + 3
    assert twin_bytes({"a": "\n\x85é"}) == 1 + 2


def test_a_twin_of_just_32_kilobytes_is_allowed() -> None:
    parts = {f"o{number}": "x" * 4000 for number in range(8)}
    used = twin_bytes(content(m=parts)["modulesContent"]["$edgeAgent"])
    parts["o"] = "x" * (MAX_TWIN_BYTES - used - 1)
    assert reasons(inputs(content=content(m=parts))) == []
    parts["o"] += "x"
    assert reasons(inputs(content=content(m=parts)))


def test_content_with_unknown_parts_is_judged_later() -> None:
    half = content(**{"a b": {"settings": {"image": UNKNOWN}}})
    assert reasons(inputs(content=half)) == []


def test_names_become_ids_without_forbidden_characters() -> None:
    id = content_id("urn:pulumi:s::p::t::Pier/One two&[x]", {})
    assert id.rpartition("-")[0] == "pier-one-two-x-"


def test_an_update_carries_the_etag_it_was_based_on() -> None:
    calls = Calls()
    request = provider_pb2.UpdateRequest(
        urn=URN,
        id="pier-1",
        olds=struct({**inputs(), "etag": "e1"}),
        news=struct(inputs(priority=11)),
    )
    answer = EdgeProvider(calls).Update(request, None)
    assert calls.made[-1] == ("update", "pier-1", "e1")
    assert answer.properties["etag"] == "e2"
    request.preview = True
    calls.made.clear()
    assert EdgeProvider(calls).Update(request, None).properties["etag"] == UNKNOWN
    assert calls.made == []


def secret(value: Any) -> dict[str, Any]:
    return {SIGNATURE_KEY: SECRET, "value": value}


class Aborting:
    """A call's context that ends it."""

    def abort(self, code: Any, text: str) -> None:
        raise RuntimeError(text)


def read(before: dict[str, Any], found: dict[str, Any] | None, id: str = "pier-1") -> Any:
    calls = Calls()
    calls.found = found
    request = provider_pb2.ReadRequest(
        urn=URN, id=id, inputs=struct(before), properties=struct(before)
    )
    return EdgeProvider(calls).Read(request, Aborting())


def values(message: Struct) -> dict[str, Any]:
    return dict(MessageToDict(message))


def test_a_refresh_keeps_secrets_secret() -> None:
    before = inputs(content=secret(content(m={"password": "canary"})), labels={"a": secret("x")})
    same = read(before, inputs(content=content(m={"password": "canary"}), labels={"a": "x"}))
    assert values(same.inputs)["content"] == before["content"]
    assert values(same.inputs)["labels"] == before["labels"]
    other = read(before, inputs(content=content(m={"password": "other"}), labels={"a": "x"}))
    assert values(other.inputs)["content"] == secret(content(m={"password": "other"}))


def test_a_refresh_shows_what_somebody_changed() -> None:
    found = read(inputs(), {**inputs(priority=99), "etag": "e9"})
    assert values(found.inputs)["priority"] == 99
    assert values(found.properties)["etag"] == "e9"
    assert "etag" not in values(found.inputs)
    assert read(inputs(), None).id == ""


def test_an_import_names_hub_and_deployment() -> None:
    answer = read({}, {**inputs(), "etag": "e1"}, id="hub.azure-devices.net/pier-1")
    assert answer.id == "pier-1"
    with pytest.raises(RuntimeError, match="EDG-002"):
        read({}, inputs(), id="pier-1")


class Heard:
    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def warn(self, urn: str, message: str) -> None:
        self.lines.append((urn, message))


def test_a_removal_says_which_devices_lose_it() -> None:
    calls, heard = Calls(), Heard()
    request = provider_pb2.DeleteRequest(urn=URN, id="pier-1", properties=struct(inputs()))
    EdgeProvider(calls, heard).Delete(request, None)
    assert calls.made[-1] == ("delete", "pier-1")
    [(urn, message)] = heard.lines
    assert urn == URN
    assert "pier-1" in message and "tags.fleet='pier'" in message


def test_offline_a_refresh_asks_the_state_and_an_import_is_refused() -> None:
    request = provider_pb2.ReadRequest(
        urn=URN, id="pier-1", inputs=struct(inputs()), properties=struct(inputs())
    )
    assert OfflineEdgeProvider().Read(request, None).inputs == struct(inputs())
    bare = provider_pb2.ReadRequest(urn=URN, id="hub/pier-1")
    with pytest.raises(RuntimeError, match="OFF-001"):
        OfflineEdgeProvider().Read(bare, Aborting())


def test_a_secret_alone_makes_no_difference() -> None:
    plain = inputs()
    assert diff(plain, {**plain, "content": secret(plain["content"])}).changes == NONE


def test_warnings_reach_the_engine_and_a_gone_engine_is_no_failure() -> None:
    heard: list[Any] = []

    class Engine(engine_pb2_grpc.EngineServicer):
        def Log(self, request: Any, context: Any) -> Any:
            heard.append((request.severity, request.urn, request.message))
            return empty_pb2.Empty()

    server = grpc.server(futures.ThreadPoolExecutor(max_workers=1))
    engine_pb2_grpc.add_EngineServicer_to_server(Engine(), server)
    notices = EngineNotices(f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}")
    server.start()
    notices.warn(URN, "gone")
    assert heard == [(engine_pb2.LogSeverity.WARNING, URN, "gone")]
    server.stop(grace=None).wait()
    notices.warn(URN, "nobody listens")
    assert len(heard) == 1
