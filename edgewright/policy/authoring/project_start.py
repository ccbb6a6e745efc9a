"""Starting a project: its edgewright.yaml or a first estate, and what Git is to leave alone."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.project import Project
from edgewright.base.similar import did_you_mean
from edgewright.base.whole_file import write_whole
from edgewright.policy.packs import shipped_packs
from edgewright.spec.project_file import FILE, load_project_file

HEAD = """# What this project is judged by; `edgewright schema project` prints every key there is.
packs: {packs}
"""
LABELS = """
# A resource holds data when its tag edgewright:data names it, or when it is listed here:
# labels:
# - {match: "urn:*::aws:s3/bucket:Bucket::NAME", data: [NAME]}
"""
IGNORED = ".edgewright/"
SAMPLES = Path(__file__).parent / "estates"
"""Estates to start from, each valid as it stands: NAME.yaml."""


def refuse_second(root: Path) -> None:
    """Refuse a project that has an edgewright.yaml.

    Raises:
        EdgewrightError: PRJ-005.
    """
    path = root / FILE
    if path.exists() or path.is_symlink():
        raise EdgewrightError(
            "PRJ-005",
            f"the project has an {FILE} already",
            place=Place(str(path)),
            hint="Edit it; `edgewright schema project` prints its JSON Schema.",
        )


def start_project(
    root: Path, packs: Sequence[str], data: Mapping[str, Mapping[str, object]]
) -> list[str]:
    """Write edgewright.yaml, whole or not at all, and have Git ignore our working folder.

    Args:
        root: the folder of Pulumi.yaml.
        packs: names of packs.
        data: name -> data asset, as the file has it.

    Returns:
        The names of the files written.

    Raises:
        EdgewrightError: PRJ-005 when it is there, POL-010 for a pack that is not, CLI-004 for what
            cannot stand in it, PRJ-006 when it cannot be written.
    """
    refuse_second(root)
    _refuse_packs(root, packs)
    text = _text(packs, data)
    _refuse_text(text)
    return _written(root, FILE, text)


def start_estate(project: Project, sample: str, stack: str) -> list[str]:
    """Write a stack's first estate, whole or not at all, and have Git ignore our working folder.

    Args:
        project: the project.
        sample: the name of one of `SAMPLES`.
        stack: the stack's name, without organisation and project.

    Returns:
        The names of the files written, the estate's first.

    Raises:
        EdgewrightError: PRJ-005 when the stack has an estate, PRJ-006 when it cannot be
            written.
    """
    file = project.stack_folder(stack) / "estate.yaml"
    for there in file.parent.glob("*"):
        if there.name.lower() in ("estate.yaml", "estate.yml"):
            raise EdgewrightError(
                "PRJ-005",
                f"stack {stack!r} has an estate already",
                place=Place(str(there)),
                hint="Edit it, or name another stack.",
            )
    text = (SAMPLES / f"{sample}.yaml").read_text(encoding="utf-8")
    return _written(project.root, file.relative_to(project.root).as_posix(), text)


def _written(root: Path, name: str, text: str) -> list[str]:
    """Write one file and have Git ignore our working folder; the names of the files written."""
    try:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / name, text.encode())
        return [name, *_ignore(root)]
    except (OSError, UnicodeDecodeError) as problem:
        raise EdgewrightError(
            "PRJ-006",
            f"the project cannot be started: {problem}",
            place=Place(str(root)),
            hint="Make the folder and its .gitignore writable, then run it again.",
        ) from problem


def _text(packs: Sequence[str], data: Mapping[str, Mapping[str, object]]) -> str:
    """The file's text. JSON is YAML, so no value can be taken for anything else."""
    lines = [f"  {json.dumps(name)}: {json.dumps(asset)}" for name, asset in data.items()]
    listed = ["data:", *lines] if lines else []
    return HEAD.format(packs=json.dumps(list(packs))) + "\n".join([*listed, LABELS.lstrip("\n")])


def _refuse_packs(root: Path, packs: Sequence[str]) -> None:
    own = {path.stem for path in (root / "policies" / "packs").glob("*.yaml")}
    known = [*shipped_packs(), *sorted(own)]
    for name in packs:
        if name not in known:
            hint = did_you_mean(name, known, "Name a pack.")
            raise EdgewrightError("POL-010", f"no pack {name!r}", hint=hint)


def _refuse_text(text: str) -> None:
    """Read the text as the file will be read; what is wrong is told without a place in it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_text(text, encoding="utf-8")
        try:
            load_project_file(Path(folder))
        except EdgewrightError as problem:
            raise EdgewrightError("CLI-004", problem.message, hint=problem.hint) from problem


def _ignore(root: Path) -> list[str]:
    path = root / ".gitignore"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if {IGNORED, IGNORED.rstrip("/")} & {line.strip().lstrip("/") for line in before.splitlines()}:
        return []
    gap = "" if before.endswith("\n") or not before else "\n"
    write_whole(path, f"{before}{gap}{IGNORED}\n".encode())
    return [path.name]
