"""Reading what Pulumi wrote, and refusing what it did not write."""

import codecs
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.graph.model import SECRET
from edgewright.graph.normalise import leaving_nodes, record_graph
from edgewright.graph.resource.from_state import (
    Leaving,
    Recording,
    assemble,
    read_recording,
    read_resources,
)

URN = "urn:pulumi:s::p::"
QUEUE = "aws:sqs/queue:Queue"
DEFAULT = f"{URN}pulumi:providers:aws::default_7_51_1"
UNKNOWN_ID = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
Document = dict[str, Any]


def refused(path: Path) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        read_resources(path)
    return caught.value


def written(folder: Path, document: object) -> Path:
    path = folder / "recording.json"
    path.write_text(json.dumps(document))
    return path


def read(folder: Path, document: object) -> Recording:
    return read_recording(written(folder, document))


def leaving(recording: Recording) -> list[tuple[str, str]]:
    return [(one.resource.name, one.why) for one in recording.leaving]


def state(name: str, **more: object) -> Document:
    """A queue's state, as the engine writes it."""
    return {"urn": f"{URN}{QUEUE}::{name}", "custom": True, "type": QUEUE, "inputs": {}, **more}


def existing(name: str, **more: object) -> Document:
    return state(name, id=f"https://sqs/{name}", outputs={"arn": f"arn:{name}"}, **more)


def step(op: str, name: str, **more: object) -> Document:
    """A step as the engine writes it, with the states such a step has."""
    found: Document = {"op": op, "urn": f"{URN}{QUEUE}::{name}"}
    if op not in ("create", "import", "read", "create-replacement"):
        found["oldState"] = existing(name)
    if not op.startswith(("delete", "discard", "remove")):
        found["newState"] = state(name)
    return {**found, **more}


def preview(*steps: Document, **more: object) -> Document:
    """A whole preview: the stack, and these steps."""
    stack = {
        "urn": f"{URN}pulumi:pulumi:Stack::p-s",
        "custom": False,
        "type": "pulumi:pulumi:Stack",
    }
    every = [{"op": "create", "urn": stack["urn"], "newState": stack}, *steps]
    uncounted = ("create-replacement", "delete-replaced", "refresh", "read", "extend-parameterize")
    counted = [one["op"] for one in every if one["op"] not in uncounted]
    summary = {op: counted.count(op) for op in counted}
    return {"config": {}, "steps": every, "changeSummary": summary, **more}


def deployment(*states: Document, **more: object) -> Document:
    return {"version": 3, "deployment": {"manifest": {}, "resources": states, **more}}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '"deployment"',
        '{"deployment": []}',
        '{"deployment": null}',
        '{"deployment": {"resources": {}}}',
        '{"deployment": {"resources": {"7": 7}}}',
        '{"deployment": {"resources": [], "pending_operations": [7]}}',
        '{"deployment": {"resources": [], "pending_operations": [{"type": "creating"}]}}',
        '{"deployment": {}, "deployment": {}}',
        '{"deployment": {"resources": [], "resources": []}}',
        '{"deployment": {"resources": [{"urn": "u", "urn": "u"}]}}',
        '{"deployment": {"resources": [NaN]}}',
        '{"deployment": {"resources": [Infinity]}}',
        '{"deployment": {"resources": [-1e400]}}',
        '{"deployment": {"resources": [1' + "0" * 10_000 + "]}}",
        '{"deployment": {}, "steps": []}',
        '{"steps": {}}',
        '{"steps": [7], "changeSummary": {"create": 1}}',
        '{"steps": [{}], "changeSummary": [], "diagnostics": 7}',
        "[" * 100_000,
        "\x00",
    ],
)
def test_what_is_no_recording_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(content)
    failure = refused(path)
    assert failure.code == "GRA-002"
    assert failure.place is not None
    assert failure.place.file == str(path)


OF_ANOTHER_TYPE: tuple[Document, ...] = (
    *({"urn": odd} for odd in (None, "", 7, [], {}, True)),
    *({"type": odd} for odd in (None, "", 7, [], {}, True)),
    *({name: odd} for name in ("parent", "provider", "id") for odd in (7, [], [1], {}, {"a": 1})),
    *({name: odd} for name in ("inputs", "outputs") for odd in (7, "", "text", [], [1], False)),
    *(
        {name: odd}
        for name in ("custom", "delete", "external", "retainOnDelete", "pendingReplacement")
        for odd in (0, 1, "", "false", "true", [], [0], {})
    ),
    *(
        {"propertyDependencies": odd}
        for odd in (7, "a", ["a"], {"a": "b"}, {"a": [7]}, {"a": [["b"]]}, {"a": {"b": "c"}})
    ),
)


@pytest.mark.parametrize("changes", OF_ANOTHER_TYPE, ids=repr)
def test_a_state_of_another_shape_is_refused(tmp_path: Path, changes: Document) -> None:
    odd = {**existing("a"), **changes}
    for document in (
        deployment(odd),
        deployment(existing("b"), odd),
        deployment(pending_operations=[{"type": "creating", "resource": odd}]),
        preview({"op": "create", "urn": odd.get("urn"), "newState": odd}),
        preview(step("update", "a", oldState=odd)),
    ):
        failure = refused(written(tmp_path, document))
        assert failure.code == "GRA-005"
        assert failure.place is not None


@pytest.mark.parametrize("odd", [None, 7, "text", [], [7]])
def test_what_is_no_state_is_refused(tmp_path: Path, odd: object) -> None:
    assert refused(written(tmp_path, deployment(odd))).code == "GRA-005"  # type: ignore[arg-type]


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.json").code == "GRA-001"
    assert refused(tmp_path).code == "GRA-001"


def test_line_of_broken_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{\n "steps": [\n  oops\n ]\n}')
    place = refused(path).place
    assert place is not None
    assert place.line == 3


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.99])
def test_a_file_cut_short_is_said_to_be(tmp_path: Path, part: float) -> None:
    path = tmp_path / "state.json"
    whole = json.dumps(deployment(existing("a")), indent=1)
    path.write_text(whole[: int(len(whole) * part)])
    failure = refused(path)
    assert failure.code == "GRA-002"
    if part in (0.0, 0.99):
        assert "ends in the middle" in failure.message


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    ],
)
def test_what_a_shell_makes_of_it_is_read(tmp_path: Path, encoded: Callable[[str], bytes]) -> None:
    path = tmp_path / "state.json"
    text = json.dumps(deployment(existing("Zürich")), indent=1, ensure_ascii=False)
    path.write_bytes(encoded(text))
    assert [one.name for one in read_resources(path)] == ["Zürich"]


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", '{"a": "Zürich"}'.encode("cp1252")])
def test_bytes_in_no_encoding_that_json_has_are_said_to_be(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(raw)
    failure = refused(path)
    assert failure.code == "GRA-002"
    assert "UTF-" in failure.message
    assert "--file" in failure.hint


@pytest.mark.parametrize("resources", [{}, {"resources": None}, {"resources": []}])
def test_a_stack_before_its_first_update_has_no_resources(
    tmp_path: Path, resources: Document
) -> None:
    found = read(tmp_path, {"version": 3, "deployment": {"manifest": {}, **resources}})
    assert found == Recording([])


def test_a_preview_ends_in_its_new_states(tmp_path: Path) -> None:
    """A replacement has three steps for one URN; a deletion leaves nothing."""
    abroad = {"inputs": {"region": "eu-west-1"}}
    steps = [
        step("create-replacement", "b", newState=state("b", **abroad)),
        step("replace", "b", newState=state("b", **abroad)),
        step("delete-replaced", "b"),
        step("refresh", "gone"),
        step("delete", "gone"),
    ]
    found = read(tmp_path, preview(*steps))
    assert {one.name: one.props for one in found.resources} == {
        "p-s": {},
        "b": {"region": "eu-west-1"},
    }
    assert leaving(found) == [("b", "deleted by this update"), ("gone", "deleted by this update")]


def test_a_replacement_that_deletes_first_is_there_in_the_end(tmp_path: Path) -> None:
    steps = [step(op, "b") for op in ("delete-replaced", "replace", "create-replacement")]
    assert [one.name for one in read(tmp_path, preview(*steps)).resources] == ["p-s", "b"]


@pytest.mark.parametrize("op", ["update", "create-replacement"])
def test_what_is_imported_and_then_changed_is_as_it_will_be(tmp_path: Path, op: str) -> None:
    """As the engine writes it where a program says more than the import read."""
    changed = state("a", inputs={"region": "eu-west-1"})
    [_, found] = read(
        tmp_path, preview(step("import", "a"), step(op, "a", newState=changed))
    ).resources
    assert found.props["region"] == "eu-west-1"


def test_what_does_not_change_keeps_its_outputs(tmp_path: Path) -> None:
    """The engine shows a step `same` before it has carried them over."""
    [_, found] = read(tmp_path, preview(step("same", "a"))).resources
    assert found.props == {"arn": "arn:a"}


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        (preview(diagnostics=[{"severity": "error", "message": "x"}]), "GRA-004", "1 error"),
        (preview(diagnostics=[{"severity": "Error", "message": "x"}]), "GRA-004", "1 error"),
        (preview(maybeCorrupt=True), "GRA-004", "corrupt"),
        ({"steps": [step("create", "a")]}, "GRA-004", "changeSummary"),
        ({**preview(), "changeSummary": {}}, "GRA-004", "changeSummary"),
        ({"steps": [], "changeSummary": {"create": 1}}, "GRA-004", "no steps"),
        ({"config": {}, "diagnostics": []}, "GRA-004", "no steps"),
        (preview(step("same", "a"), changeSummary={"create": 1, "same": 116}), "GRA-003", "115"),
        (preview(step("same", "a", oldState=state("a"))), "GRA-003", "skips 1 resource"),
        (preview(step("create", "a"), changeSummary={"create": 3}), "GRA-003", "counts more"),
        (preview(step("create", "a"), changeSummary={"create": 1}), "GRA-003", "lists more"),
        (preview(changeSummary={"create": 1, "update": 1}), "GRA-003", "`update`"),
        (preview(step("made", "a")), "GRA-005", "'made'"),
        (preview(step("create", "a", newState=None)), "GRA-005", "newState"),
        ({"steps": [{"op": "create", "urn": URN, "type": QUEUE}]}, "GRA-005", "newState"),
        (preview(step("update", "a", newState={})), "GRA-005", "newState"),
        (preview(step("delete", "a", oldState=None)), "GRA-005", "oldState"),
        (preview(step("update", "a", newState=state("a", delete=True))), "GRA-005", "marked"),
        (preview(step("create", "a", newState=state("b"))), "GRA-005", "another"),
        (preview(step("create", "a"), step("create", "a")), "GRA-005", "two steps"),
        (preview(step("same", "a"), step("update", "a")), "GRA-005", "two steps"),
        (preview(step("import", "a"), step("import", "a")), "GRA-005", "two steps"),
        (preview(step("replace", "a"), step("create", "a")), "GRA-005", "two steps"),
        (deployment(existing("a"), existing("a")), "GRA-005", "twice"),
    ],
)
def test_what_is_not_whole_is_refused(
    tmp_path: Path, document: Document, code: str, words: str
) -> None:
    failure = refused(written(tmp_path, document))
    assert failure.code == code
    assert words in failure.message
    assert failure.place is not None
    command = "stack export" if "deployment" in document else "--show-sames"
    assert command in failure.hint


def test_a_preview_with_a_step_dropped_is_refused(tmp_path: Path) -> None:
    whole = preview(
        step("create", "new"),
        step("same", "a"),
        step("update", "b"),
        step("replace", "c"),
        step("import", "d"),
        step("delete", "gone"),
    )
    assert len(read(tmp_path, whole).resources) == 6
    for dropped in whole["steps"]:
        left = [one for one in whole["steps"] if one is not dropped]
        failure = refused(written(tmp_path, {**whole, "steps": left}))
        assert failure.code == "GRA-003", dropped["op"]


def test_what_the_run_printed_is_in_no_message(tmp_path: Path) -> None:
    told = [{"severity": "error", "urn": f"{URN}x", "message": "password is canary"}]
    failure = refused(written(tmp_path, preview(diagnostics=told)))
    assert "canary" not in failure.text()
    assert f"{URN}x" in failure.message


def test_a_run_that_only_talks_is_read(tmp_path: Path) -> None:
    told = [{"severity": name} for name in ("info", "info#err", "warning")]
    assert read(tmp_path, preview(diagnostics=told)).leaving == ()


def test_a_preview_names_the_inputs_of_default_providers(tmp_path: Path) -> None:
    config = {
        "aws:region": "eu-central-1",
        "aws:defaultTags": '{"tags": {"edgewright:data": "frames"}}',
        "aws:secretKey": "[secret]",
        "aws-native:region": "us-east-1",
        "p:region": "us-west-1",
    }
    new = state("a", provider=f"{DEFAULT}::{UNKNOWN_ID}")
    [_, found] = read(tmp_path, preview(step("create", "a", newState=new), config=config)).resources
    assert found.provider_props == {
        "defaultTags": {"tags": {"edgewright:data": "frames"}},
        "region": "eu-central-1",
        "secretKey": SECRET,
    }


@pytest.mark.parametrize("name", ["abroad", "defaults", "my-default"])
def test_config_says_nothing_of_a_declared_provider(tmp_path: Path, name: str) -> None:
    own = f"{URN}pulumi:providers:aws::{name}::{UNKNOWN_ID}"
    config = {"aws:region": "eu-central-1"}
    steps = step("create", "a", newState=state("a", provider=own))
    [_, found] = read(tmp_path, preview(steps, config=config)).resources
    assert found.provider_props == {}


def test_a_declared_provider_has_its_own_inputs(tmp_path: Path) -> None:
    urn = f"{URN}pulumi:providers:aws::west"
    given = {"region": "eu-west-1", "defaultTags": '{"tags": {"a": "b"}}', "note": "{no json"}
    provider = {"urn": urn, "custom": True, "type": "pulumi:providers:aws", "id": "1"}
    states = [{**provider, "inputs": given}, existing("a", provider=f"{urn}::1")]
    [_, found] = read(tmp_path, deployment(*states)).resources
    assert found.provider_props == {**given, "defaultTags": {"tags": {"a": "b"}}}


def test_what_waits_to_be_deleted_is_still_there(tmp_path: Path) -> None:
    states = [
        existing("a"),
        existing("a", delete=True),
        existing("kept", delete=True, retainOnDelete=True),
        existing("away", pendingReplacement=True),
    ]
    found = read(tmp_path, deployment(*states))
    assert [one.name for one in found.resources] == ["a", "away"]
    assert leaving(found) == [("a", "pending deletion"), ("kept", "retained")]


def test_what_was_begun_may_be_there(tmp_path: Path) -> None:
    pending = [
        {"type": "creating", "resource": state("new")},
        {"type": "updating", "resource": existing("a")},
        {"type": "deleting", "resource": existing("a")},
        {"type": "updating", "resource": existing("lost")},
        {"type": "deleting", "resource": existing("half")},
    ]
    found = read(tmp_path, deployment(existing("a"), pending_operations=pending))
    assert leaving(found) == [(name, "begun and not finished") for name in ("new", "lost", "half")]


def test_what_a_preview_takes_out_of_the_stack_is_told(tmp_path: Path) -> None:
    provider = {"urn": f"{URN}pulumi:providers:aws::w", "type": "pulumi:providers:aws", "id": "1"}
    west = {**provider, "custom": True, "inputs": {"region": "eu-west-1"}}
    far = existing("far", provider=f"{provider['urn']}::1")
    steps = [
        step("delete", "kept", oldState=existing("kept", retainOnDelete=True)),
        step("delete", "far", oldState=far),
        step("delete", "w", urn=provider["urn"], oldState=west),
        step("discard", "read", oldState=existing("read", external=True)),
        step("replace", "b"),
        step("delete-replaced", "b"),
        step("replace", "c", oldState=existing("c", pendingReplacement=True)),
    ]
    found = read(tmp_path, preview(*steps))
    assert [one.name for one in found.resources] == ["p-s", "b", "c"]
    assert leaving(found) == [
        ("kept", "retained"),
        ("far", "deleted by this update"),
        ("read", "not managed any more"),
        ("b", "deleted by this update"),
    ]
    assert found.leaving[1].resource.provider_props == {"region": "eu-west-1"}


def test_what_leaves_is_where_it_was_and_holds_what_it_held(tmp_path: Path) -> None:
    """Two of one URN: the old one abroad waits to be deleted, the new one is at home."""
    provider = f"{URN}pulumi:providers:aws::default"
    inputs = {"region": "eu-central-1"}
    tags = {"edgewright:data": "patients"}
    states = [
        {"urn": provider, "type": "pulumi:providers:aws", "inputs": inputs},
        existing("a", provider=f"{provider}::1", inputs={"tags": tags}),
        existing("a", delete=True, inputs={"tags": tags, "region": "us-east-1"}),
        existing("a", delete=True, provider=f"{provider}::1"),
    ]
    recording = read(tmp_path, deployment(*states))
    found = leaving_nodes(recording)
    assert [(node.location.country, node.labels, why) for node, why in found] == [
        ("US", ("patients",), "pending deletion"),
        ("DE", (), "pending deletion"),
    ]
    assert [node.location.country for node in record_graph(recording.resources).nodes] == ["DE"]


def test_what_is_only_read_is_marked(tmp_path: Path) -> None:
    states = deployment(existing("mine"), existing("theirs", external=True))
    assert [one.external for one in read(tmp_path, states).resources] == [False, True]
    steps = step("read", "theirs", newState=existing("theirs", external=True))
    assert [one.external for one in read(tmp_path, preview(steps)).resources] == [False, True]


def test_what_is_left_where_it_is_exists_beside_what_took_its_name(tmp_path: Path) -> None:
    bucket = {"urn": f"{URN}{QUEUE}::q", "type": QUEUE, "custom": True, "inputs": {}}
    states = [
        bucket,
        {**bucket, "delete": True},
        {**bucket, "delete": True, "retainOnDelete": True},
    ]
    recording = read(tmp_path, {"deployment": {"resources": states}})
    assert [one.urn.removeprefix(URN) for one in recording.existing] == [
        f"{QUEUE}::q",
        f"{QUEUE}::q#pending deletion",
        f"{QUEUE}::q#retained",
    ]


def test_each_of_several_of_one_urn_is_there(tmp_path: Path) -> None:
    """Two replacements that were interrupted: neither hides the other."""
    states = [
        existing("q", delete=True, inputs={"region": region})
        for region in ("us-east-1", "eu-west-1")
    ]
    graph = record_graph(read(tmp_path, deployment(*states)).existing)
    assert {node.location.country for node in graph.nodes} == {"US", "IE"}


def test_what_an_update_deletes_is_not_there_in_the_end() -> None:
    [queue] = assemble([{"urn": f"{URN}{QUEUE}::q", "type": QUEUE}])
    gone = Recording([], (Leaving(queue, "deleted by this update"),))
    assert gone.existing == []
