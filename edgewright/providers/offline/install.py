"""Putting the stand-ins where the engine finds them: a folder that goes first on PATH."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

PACKAGES = ("aws", "aws-native", "azure-native", "edgewright")
"""The packages that are stood in for."""
SCRIPT = '#!/bin/sh\nexec {python} -m edgewright.providers.offline.plugin {package} "$@"\n'


def install(folder: Path) -> Path:
    """Write the plugin executables into `folder`; returns it. Twice is once."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        path = folder / f"pulumi-resource-{package}"
        text = SCRIPT.format(python=shlex.quote(sys.executable), package=package)
        if path.is_file() and path.read_text() == text:
            continue
        part = path.with_name(f".{path.name}.{os.getpid()}")
        part.write_text(text)
        part.chmod(0o755)
        part.replace(path)
    return folder
