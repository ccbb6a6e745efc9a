"""The folder of a project's own rules."""

from __future__ import annotations

from pathlib import Path

from edgewright.base.errors import EdgewrightError
from edgewright.policy.library import library_root
from edgewright.spec.project_file import ProjectFile

FOLDER = "policies"


def own_policies(root: Path, file: ProjectFile) -> Path | None:
    """The folder of the own rules of the project in `root`; None for a project without.

    Where edgewright itself is the project, its folder of policies is the shipped library.

    Raises:
        EdgewrightError: POL-008 when the project file names a folder that is not there.
    """
    folder = root / (file.policies or FOLDER)
    if folder.is_dir():
        found = folder.resolve()  # OPA follows no link
        return None if found == library_root() else found
    if file.policies is None:
        return None
    raise EdgewrightError(
        "POL-008",
        f"there is no folder {file.policies}",
        place=file.value_place_of("policies"),
        hint="Create it, or start a rule with `edgewright policy new DOMAIN NAME`.",
    )
