"""The folder of a project's own rules."""

from __future__ import annotations

from pathlib import Path

from edgewright.base.errors import EdgewrightError
from edgewright.policy import library
from edgewright.spec.project_file import ProjectFile

FOLDER = "policies"


def own_folder(root: Path, file: ProjectFile) -> Path:
    """Where the own rules of the project in `root` are, or will be."""
    return (root / (file.policies or FOLDER)).resolve()  # OPA follows no link


def own_policies(root: Path, file: ProjectFile) -> Path | None:
    """The folder of the own rules of the project in `root`; None for a project without.

    Where edgewright itself is the project, its folder of policies is the shipped library.

    Raises:
        EdgewrightError: POL-008 when the project file names a folder that is not there.
    """
    folder = own_folder(root, file)
    if folder.is_dir():
        return None if folder == library.library_root() else folder
    if file.policies is None:
        return None
    raise EdgewrightError(
        "POL-008",
        f"there is no folder {file.policies}",
        place=file.value_place_of("policies"),
        hint="Create it, or start a rule with `edgewright policy new DOMAIN NAME`.",
    )
