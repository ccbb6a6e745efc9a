"""Where tools are kept: `.tools` of the project, or the folder EDGEWRIGHT_TOOLS_DIR names."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_VARIABLE = "EDGEWRIGHT_TOOLS_DIR"
"""Environment variable: use this folder in place of `<project>/.tools`."""


def tools_folder(root: Path) -> Path:
    """The folder that holds everything about tools, for the project at `root`.

    Several clones of a project can share one folder through EDGEWRIGHT_TOOLS_DIR.
    """
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen).expanduser().absolute() if chosen else root.absolute() / ".tools"


def bin_folder(root: Path) -> Path:
    """The folder that holds the installed executables."""
    return tools_folder(root) / "bin"
