"""Small libraries of rules in a temporary folder, judged by the real OPA."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from edgewright.graph.kinds import KINDS
from edgewright.graph.model import Node, ResourceLocation
from edgewright.policy.library import Library, load_library
from edgewright.policy.policy_set import Choice, PolicySet, load_policy_set
from edgewright.tools.locate import locate

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

HEAD = """# METADATA
# title: {title}
# description: What it is about.
# custom:
#   id: {id}
#   severity: high
#   scope: {scope}
#   message: "{message}"
#   fix: Do it right.
#   controls: [gdpr:32]
#   needs: {needs}
#   params: {params}
package {package}

"""
VERSIONED = """deny contains {"node": node.id, "vars": {"found": node.props.versioned}} if {
	some node in input.nodes["storage.bucket"]
	node.props.versioned == false
}
"""


@dataclass
class Shelf:
    """A library in the making."""

    root: Path
    opa: Path

    def rule(
        self,
        id: str = "ENC-01",
        package: str = "encryption.versioned",
        body: str = VERSIONED,
        **more: Any,
    ) -> None:
        values = {
            "title": "Buckets keep versions",
            "scope": "graph",
            "message": "{node} has {found}",
            "needs": json.dumps({"storage.bucket": ["versioned"]}),
            "params": "[]",
            **more,
        }
        folder = self.root / package.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        text = HEAD
        for name, value in {**values, "id": id, "package": package}.items():
            text = text.replace("{" + name + "}", value) if name != "message" else text
        text = text.replace('"{message}"', json.dumps(values["message"]))
        (folder / f"{folder.name}.rego").write_text(text + body)

    def pack(self, name: str = "mine", **policies: Mapping[str, str]) -> None:
        chosen = {id.replace("_", "-"): member for id, member in policies.items()}
        path = self.root / "packs" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        document = {"pack": name, "version": 1, "title": "Mine", "policies": chosen}
        path.write_text(json.dumps(document))

    def library(self) -> Library:
        return load_library(self.root, self.opa)

    def policies(self, waivers: str | None = None, at: datetime = NOON, **paths: Any) -> PolicySet:
        waiver_file = None
        if waivers is not None:
            waiver_file = self.root / "waivers.yaml"
            waiver_file.write_text(waivers)
        packs, params = paths.get("packs", ["mine"]), paths.get("params")
        choice = Choice(packs, params=params, waivers=waiver_file)
        return load_policy_set(self.library(), choice, at)


@pytest.fixture(scope="session")
def opa() -> Path:
    return locate("opa")


@pytest.fixture
def shelf(tmp_path: Path, opa: Path) -> Shelf:
    return Shelf(tmp_path / "policies", opa)


@pytest.fixture
def simple(shelf: Shelf) -> Shelf:
    """One mandatory rule: buckets keep versions."""
    shelf.rule()
    shelf.pack(ENC_01={"level": "mandatory", "undetermined": "warn"})
    return shelf


MakeBucket = Callable[..., Node]


@pytest.fixture
def bucket() -> MakeBucket:
    def make(name: str = "b", **props: Any) -> Node:
        place = {"cloud": "aws", "region": "eu-central-1", "country": "DE"}
        every = {
            **dict.fromkeys(KINDS["storage.bucket"]),
            "location": place,
            "data": [],
            "unread": [],
        }
        return Node(
            id=f"urn:pulumi:s::p::aws:s3/bucket:Bucket::{name}",
            type="aws:s3/bucket:Bucket",
            kind="storage.bucket",
            name=name,
            provider="aws",
            location=ResourceLocation("aws", "eu-central-1", "DE"),
            props={**every, **props},
        )

    return make
