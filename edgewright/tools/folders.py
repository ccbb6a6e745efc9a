"""Where tools are kept: in a cache of the user's, or in the folder EDGEWRIGHT_TOOLS_DIR names.

Every project of a user shares it. Each version of a tool has a folder of its own, so that versions
of edgewright with different tools share it too.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

from edgewright.tools.table import Tool

FOLDER_VARIABLE = "EDGEWRIGHT_TOOLS_DIR"
"""Environment variable: use this folder in place of `tools` in edgewright's cache."""


def tools_folder() -> Path:
    """The folder that holds everything about tools."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return user_cache_path("edgewright", appauthor=False) / "tools"


def install_folder(tool: Tool) -> Path:
    """The folder for the executables of this version of a tool."""
    return tools_folder() / f"{tool.name}-{tool.version}"
