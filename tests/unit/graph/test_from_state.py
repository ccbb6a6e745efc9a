"""Reading what Pulumi wrote, and refusing what it did not write."""

import json
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.graph.resource.from_state import read_resources


def refused(path: Path) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        read_resources(path)
    return caught.value


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"deployment": []}',
        '{"steps": {}}',
        '{"deployment": {"resources": [{"type": "x"}]}}',
        '{"deployment": {"resources": [7]}}',
        '{"steps": [{"op": "create", "newState": {"type": "x"}}]}',
        '{"steps": [7]}',
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


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert refused(path).code == "GRA-002"


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.json").code == "GRA-001"
    assert refused(tmp_path).code == "GRA-001"


def test_line_of_broken_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{\n "steps": [\n  oops\n ]\n}')
    place = refused(path).place
    assert place is not None
    assert place.line == 3


def test_a_preview_ends_in_its_new_states(tmp_path: Path) -> None:
    """A replacement has three steps for one URN; a deletion leaves nothing."""
    urn = "urn:pulumi:s::p::aws:s3/bucket:Bucket::b"

    def state(region: str, urn: str = urn) -> dict[str, object]:
        return {"urn": urn, "type": "aws:s3/bucket:Bucket", "inputs": {"region": region}}

    gone = urn.replace("::b", "::gone")
    path = tmp_path / "preview.json"
    path.write_text(
        json.dumps(
            {
                "steps": [
                    {"op": "create-replacement", "urn": urn, "newState": state("eu-west-1")},
                    {"op": "replace", "urn": urn, "newState": state("eu-west-1")},
                    {"op": "delete-replaced", "urn": urn, "oldState": state("us-east-1")},
                    {"op": "delete", "urn": gone, "oldState": state("us-east-1", gone)},
                ]
            }
        )
    )
    [resource] = read_resources(path)
    assert (resource.urn, resource.props) == (urn, {"region": "eu-west-1"})


def test_a_preview_without_its_unchanged_resources_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "preview.json"
    path.write_text(json.dumps({"steps": [{"op": "same"}], "changeSummary": {"same": 115}}))
    failure = refused(path)
    assert failure.code == "GRA-003"
    assert "114" in failure.message
    assert "--show-sames" in failure.hint
