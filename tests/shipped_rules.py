"""The shipped rules and their cases, and the real OPA to judge them."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "policies"
NOT_REGO = ("--ignore", "*.json", "--ignore", "*.yaml")
"""OPA takes every JSON and YAML file it finds for data; packs and cases are none of its own."""

LOOP = """package trial

verdicts := [{"denied": denied, "notes": notes} |
	some one in data.trials
	known := data.known[one.known]
	denied := data.PACKAGE.deny with input as one.input
		with data.params as known.params
		with data.facts as known.facts
	notes := {note |
		some note in data.PACKAGE.qualified with input as one.input
			with data.params as known.params
			with data.facts as known.facts
	}
]
"""


@dataclass
class Opa:
    """The real OPA and what these tests ask of it; the shipped rules, or those below `root`."""

    path: Path
    root: Path = POLICIES

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        command = [str(self.path), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    def judge(self, package: str, documents: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
        """What a rule denies in each {input, data} document."""
        return [answer["denied"] for answer in self.answers(package, documents)]

    def answers(self, package: str, documents: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """What a rule denies and what it notes in each {input, data} document, in one run of OPA.

        A builtin that raises fails the run, as it does in the engine; so does an undefined `deny`.
        The loop is a module of its own: OPA 1.22 loses `with` in a comprehension of a bare query.
        """
        with tempfile.TemporaryDirectory() as folder:
            trials, loop = Path(folder) / "trials.json", Path(folder) / "trial.rego"
            trials.write_text(json.dumps(_told_once(documents)))
            loop.write_text(LOOP.replace("PACKAGE", package))
            sources = [
                word for path in (*_modules(self.root), trials, loop) for word in ("--data", path)
            ]
            done = self.run(
                *("eval", "--strict-builtin-errors", "--format", "json"),
                *(*sources, "data.trial.verdicts"),
            )
        assert done.returncode == 0, f"{package}: {done.stdout}{done.stderr}"
        found: list[dict[str, Any]] = json.loads(done.stdout)["result"][0]["expressions"][0][
            "value"
        ]
        assert len(found) == len(documents), f"{package}: deny is undefined"
        return found


def _told_once(documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The documents with what they share of parameters and facts written once."""
    known = {id(document["data"]): document["data"] for document in documents}
    numbers = {key: number for number, key in enumerate(known)}
    trials = [
        {"input": document["input"], "known": numbers[id(document["data"])]}
        for document in documents
    ]
    return {"trials": trials, "known": list(known.values())}


def _modules(root: Path) -> list[Path]:
    return [path for path in root.rglob("*.rego") if not path.stem.endswith("_test")]


def rule_files() -> list[Path]:
    """The file of every rule: policies/DOMAIN/RULE/RULE.rego."""
    return sorted(
        path
        for path in POLICIES.glob("*/*/*.rego")
        if not path.stem.endswith("_test") and path.parts[-3] != "lib"
    )


def package_of(path: Path) -> str:
    """The package of a rule, from a file of its cases or its own file."""
    folder = path.parent.parent if path.parent.name == "cases" else path.parent
    return f"{folder.parent.name}.{folder.name}"
