"""What OPA itself says of Rego files: whether it accepts them, and their annotations.

Asked once of the same texts; what it refuses is asked again each time.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.base.ids import digest_file
from edgewright.policy.memory import remembered
from edgewright.policy.opa.process import plain_environment

OPA_SECONDS = 60
TESTS = "*_test.rego"


def read_rules(roots: Sequence[Path], opa: Path) -> list[dict[str, Any]]:
    """What OPA says of every module below each root, if it accepts them all.

    Returns:
        For each root what `inspect_rules` gives.

    Raises:
        EdgewrightError: POL-001, as `check_rules` and `inspect_rules`.
    """
    texts = _texts(roots)

    def ask() -> dict[str, Any]:
        check_rules(roots, opa)
        inspected = [inspect_rules(root, opa) for root in roots]
        if _texts(roots) != texts:
            raise _refused("they changed while OPA read them", Place(str(roots[-1])), "Try again.")
        return {"inspected": inspected}

    question = {"roots": [str(root) for root in roots], "texts": texts}
    found: list[dict[str, Any]] = remembered(question, ask, opa)["inspected"]
    return found


def check_rules(roots: Sequence[Path], opa: Path, *, strictly: bool = False) -> None:
    """Have OPA compile every module below `roots` but the tests; strictly, the tests as well.

    The modules of all of them are compiled together: one root's may import another's.

    A verdict must be the same wherever and whenever it is reached. So OPA is told that the
    functions it marks as nondeterministic (http.send, opa.runtime, time.now_ns, rand.intn and
    their like) do not exist.

    Raises:
        EdgewrightError: POL-001, one for each thing OPA finds.
    """
    known, forbidden = _capabilities(opa)
    how = ("--strict",) if strictly else ("--ignore", TESTS)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(known)
        file.flush()
        words = ("--format", "json", "--capabilities", file.name, *how)
        done = _run(opa, "check", *words, *roots)
    if done.returncode:
        raise_all(_refusals(done, forbidden, roots[-1]))


def inspect_rules(root: Path, opa: Path) -> dict[str, Any]:
    """What `opa inspect --annotations` says of the modules below `root`.

    Raises:
        EdgewrightError: POL-001 when OPA cannot read them.
    """
    done = _run(opa, "inspect", "--annotations", "--format", "json", root)
    if done.returncode:
        raise _refused(done.stderr.strip() or done.stdout.strip(), Place(str(root)))
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def run_tests(roots: Sequence[Path], opa: Path, only: str) -> tuple[bool, str]:
    """Run the tests below `roots` whose names match the regular expression `only`.

    Returns:
        Whether all passed, and what OPA prints of them.
    """
    # What lies beside the modules (cases, packs) is no data of theirs.
    ignored = ("--ignore", "*.yaml", "--ignore", "*.yml", "--ignore", "*.json")
    done = _run(opa, "test", *ignored, "--run", only, *roots)
    return done.returncode == 0, f"{done.stdout}{done.stderr}".strip()


def _texts(roots: Sequence[Path]) -> dict[str, str]:
    """Path -> digest of every Rego file below the roots, tests too: OPA reads all of them."""
    files = (path for root in roots for path in sorted(root.rglob("*.rego")) if path.is_file())
    return {str(path): _digest(path) for path in files}


def _digest(path: Path) -> str:
    try:
        return digest_file(path)
    except OSError:
        return ""  # which OPA cannot read either, and refuses


@lru_cache(maxsize=4)
def _capabilities(opa: Path) -> tuple[str, frozenset[str]]:
    """OPA's capabilities without what is nondeterministic, and the names left out."""
    document = json.loads(_run(opa, "capabilities", "--current").stdout)
    builtins = document["builtins"]
    document["builtins"] = [one for one in builtins if not one.get("nondeterministic")]
    forbidden = frozenset(one["name"] for one in builtins if one.get("nondeterministic"))
    return json.dumps(document), forbidden


def _run(opa: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            [str(opa), *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=OPA_SECONDS,
            check=False,
            env=plain_environment(),
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise EdgewrightError(
            "OPA-001",
            f"OPA cannot be started: {problem}",
            hint="Run `edgewright tools install opa`.",
        ) from problem


def _refusals(
    done: subprocess.CompletedProcess[str], forbidden: frozenset[str], root: Path
) -> list[EdgewrightError]:
    try:
        errors = json.loads(done.stdout or done.stderr)["errors"]
    except (ValueError, KeyError, TypeError):
        return [_refused(done.stderr.strip() or done.stdout.strip(), Place(str(root)))]
    return [_refusal(error, forbidden, root) for error in errors]


def _refusal(error: Mapping[str, Any], forbidden: frozenset[str], root: Path) -> EdgewrightError:
    message, found = error["message"], error.get("location") or {}
    place = Place(found.get("file") or str(root), found.get("row"), found.get("col") or None)
    name = message.removeprefix("undefined function ")
    if name in forbidden:
        return _refused(
            f"{message}: its answer differs from run to run",
            place,
            "Use what the input and data say; the time is input.at.",
        )
    return _refused(message, place)


def _refused(why: str, place: Place, hint: str | None = None) -> EdgewrightError:
    return EdgewrightError(
        "POL-001",
        f"OPA cannot read the rules: {why}",
        place=place,
        hint=hint or "Mend the module; `opa check --strict` shows the same.",
    )
