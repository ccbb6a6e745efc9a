"""Copies that real resource classes make on the real engine: what a recording of them shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from engine_runs import make_project, run_pulumi

from edgewright.graph.model import Node, ResourceGraph, is_unknown
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import read_resources

pytestmark = pytest.mark.engine

PROGRAM = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import copying_aws
import copying_azure
copying_aws.declare()
copying_azure.declare()
"""
NOWHERE = None
"""The country of a copy whose place cannot be known."""
DE, NL, BR = ("eu-central-1", "DE"), ("westeurope", "NL"), ("brazilsouth", "BR")
AWS = {
    "replicated#replica/eu-west-1": ("source", DE, "IE"),
    "replicated#replica/somebody-elses": ("source", DE, NOWHERE),
    "table#replica/eu-west-1": ("table", DE, "IE"),
    "table-replica#replica/eu-west-1": ("plain", DE, "IE"),
    "files-replica#replica/eu-west-1": ("files", DE, "IE"),
    "second#replica/eu-west-1": ("first", DE, "IE"),
    "secondary#replica/eu-west-1": ("primary", DE, "IE"),
    "reader#replica/eu-west-1": ("reader", DE, "IE"),
    "images#registry/eu-west-1": ("models", DE, "IE"),
    "secret#secret/eu-west-1": ("secret", DE, "IE"),
    "replica-key#key/eu-west-1": ("key", DE, "IE"),
    "snapshot-copy#snapshot/eu-west-1": ("snapshot", DE, "IE"),
    "image-copy#snapshot/eu-west-1": ("image-copy", DE, "IE"),
    "plan#backup/eu-west-1": ("source", DE, "IE"),
    "trail#log/eu-west-1": ("trail", DE, "IE"),
    "subscription#log/eu-west-1": ("group", DE, "IE"),
    "access#log/somebody-elses": ("source", DE, NOWHERE),
    "intake#telemetry/intake.example.com": ("intake", DE, NOWHERE),
    "intake#telemetry/eu-west-1": ("intake", DE, "IE"),
    "rule#telemetry/hook.example.com": ("rule", DE, NOWHERE),
    "rule#telemetry/eu-west-1": ("rule", DE, "IE"),
    "endpoint#capture/eu-west-1": ("endpoint", DE, "IE"),
    "endpoint#capture/somebody-elses": ("endpoint", DE, NOWHERE),
    "features#capture/eu-west-1": ("features", DE, "IE"),
    "anywhere#inference/worldwide": ("anywhere", DE, NOWHERE),
    **{
        f"union#inference/eu./{country}": ("union", DE, country)
        for country in ("ES", "FR", "IE", "IT", "SE")
    },
    "peering#peering/eu-west-1": ("here", DE, "IE"),
    "attachment#peering/eu-west-1": ("gateway", DE, "IE"),
    "cache#cache/worldwide": ("source", DE, NOWHERE),
    "accelerator#peering/worldwide": ("accelerator", (None, "US"), NOWHERE),
}
AZURE = {
    "home#pair/northeurope": ("home", NL, "IE"),
    "brazil#pair/southcentralus": ("brazil", BR, "US"),
    "objects#replica/uksouth": ("home", NL, "GB"),
    "cosmos#replica/uksouth": ("cosmos", NL, "GB"),
    "cosmos#backup/northeurope": ("cosmos", NL, "IE"),
    "images-copy#registry/uksouth": ("images", NL, "GB"),
    "models#registry/uksouth": ("models", NL, "GB"),
    "failover#failover/uksouth": ("sql", NL, "GB"),
    "recovery#backup/northeurope": ("recovery", NL, "IE"),
    "backups#backup/northeurope": ("backups", NL, "IE"),
    "vault#key/northeurope": ("vault", NL, "IE"),
    "module#key/uksouth": ("module", NL, "GB"),
    "bus#replica/uksouth": ("bus", NL, "GB"),
    "hub#failover/northeurope": ("hub", NL, "IE"),
    "resident-hub#failover/northeurope": ("resident-hub", NL, "IE"),
    "hub#telemetry/uksouth": ("hub", NL, "GB"),
    "hub#telemetry/uploads": ("hub", NL, NOWHERE),
    "enrolment#failover/northeurope": ("enrolment", NL, "IE"),
    "diagnostics#log/uksouth": ("watched", NL, "GB"),
    "telemetry#telemetry/uksouth": ("telemetry", NL, "GB"),
    "ai-globalstandard#inference/worldwide": ("ai", NL, NOWHERE),
    **{
        f"ai-datazonestandard#inference/DataZoneStandard/{country}": ("ai", NL, country)
        for country in ("AT", "BE", "DE", "DK", "ES", "FR", "IE", "IT", "PL", "SE")
    },
    "ai-standard#inference/Standard/IE": ("ai", NL, "IE"),
    "blue#capture/uksouth": ("blue", NL, "GB"),
    "features#capture/uksouth": ("features", NL, "GB"),
    "peering#peering/uksouth": ("here", NL, "GB"),
    "edge-endpoint#cache/worldwide": ("edge", (None, None), NOWHERE),
}
"""Source resource, kind and place -> (holder, (region and country it comes from), country)."""
RECEIVERS = {
    ("replica", "source", "abroad"),
    ("replica", "plain", "table-replica"),
    ("replica", "first", "second"),
    ("replica", "primary", "secondary"),
    ("replica", "home", "away"),
    ("key", "key", "replica-key"),
    ("failover", "sql", "sql-away"),
    ("backup", "source", "vault"),
    ("snapshot", "snapshot", "snapshot-copy"),
    ("log", "trail", "abroad"),
    ("log", "group", "destination"),
    ("log", "watched", "logs"),
    ("telemetry", "intake", "abroad"),
    ("telemetry", "telemetry", "logs"),
    ("telemetry", "hub", "hubs"),
    ("capture", "endpoint", "abroad"),
    ("capture", "features", "abroad"),
    ("capture", "features", "away"),
    ("capture", "blue", "away"),
}
"""Mechanism, source and what receives it, where the program declares that."""


def name_of(urn: str) -> str:
    return urn.rpartition("::")[2]


def short(node: Node) -> str:
    return f"{name_of(str(node.parent))}#{node.id.partition('#')[2]}"


def known(value: object) -> object:
    return None if is_unknown(value) else value


def copies_of(graph: ResourceGraph, package: str) -> dict[str, Node]:
    found = [node for node in graph.nodes if (node.kind or "").startswith("copy.")]
    return {short(node): node for node in found if node.provider == package}


@pytest.fixture(scope="module")
def recordings(shared_project_dir: Path) -> dict[str, ResourceGraph]:
    """The graph of the same program from its preview and from its state."""
    project = make_project(shared_project_dir, PROGRAM, {"aws:region": "eu-central-1"})
    files = {name: project / f"{name}.json" for name in ("preview", "state")}
    preview = run_pulumi(project, "preview", "--json")
    assert preview.status == 0, preview.text
    files["preview"].write_text(preview.out)
    done = run_pulumi(project, "up", "--yes", "--skip-preview")
    assert done.status == 0, done.text
    files["state"].write_text(run_pulumi(project, "stack", "export").out)
    return {name: record_graph(read_resources(file)) for name, file in files.items()}


@pytest.mark.parametrize("recording", ["preview", "state"])
@pytest.mark.parametrize(("package", "expected"), [("aws", AWS), ("azure-native", AZURE)])
def test_every_copy_is_found_and_no_other(recordings, recording, package, expected) -> None:
    found = {
        name: (
            name_of(node.props["source"]),
            (known(node.props["from_region"]), known(node.props["from_country"])),
            known(node.props["location"]["country"]),
        )
        for name, node in copies_of(recordings[recording], package).items()
    }
    assert found == expected


def test_a_copy_carries_the_labels_of_its_source(recordings) -> None:
    for package in ("aws", "azure-native"):
        for name, node in copies_of(recordings["state"], package).items():
            assert node.labels == ("frames",), name
            assert node.props["by"] == node.parent, name


def test_a_preview_shows_the_copies_that_the_state_has(recordings) -> None:
    for package in ("aws", "azure-native"):
        said, made = (copies_of(recordings[one], package) for one in ("preview", "state"))
        assert said == made


def test_a_copy_names_what_receives_it(recordings) -> None:
    found = {
        (
            str(node.kind).partition(".")[2],
            *(name_of(node.props[end]) for end in ("source", "target")),
        )
        for package in ("aws", "azure-native")
        for node in copies_of(recordings["state"], package).values()
        if str(node.props["target"]).startswith("urn:")
    }
    assert RECEIVERS - found == set()


def test_global_services_hold_what_their_tags_say(recordings) -> None:
    found = {
        node.name: (node.props["service"], known(node.props["location"]["country"]))
        for node in recordings["state"].nodes
        if node.kind == "service.global"
    }
    assert found == {
        "accelerator": ("AWS Global Accelerator", "US"),
        "edge": ("Azure Front Door and CDN", None),
        "names": ("Azure Traffic Manager", None),
    }


def test_no_secret_is_in_a_copy(recordings) -> None:
    for graph in recordings.values():
        text = json.dumps(graph.as_dict())
        assert "intake.example.com" in text
        for hidden in ("AccountKey", "hidden;"):
            assert hidden not in text
        copies = [node for node in graph.nodes if (node.kind or "").startswith("copy.")]
        shown = json.dumps([node.props for node in copies])
        assert "user:word" not in shown and "key=abc" not in shown


def test_copies_are_not_counted_as_not_assessed(recordings) -> None:
    counted = recordings["state"].not_assessed()
    assert not [type for type in counted if type.startswith(("copy:", "service:", "resource:"))]
    assert "aws:backup/plan:Plan" not in counted
    assert "aws:dynamodb/table:Table" not in counted  # its place and its labels are judged
    assert counted
