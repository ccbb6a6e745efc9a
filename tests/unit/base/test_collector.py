"""The collector is set for our own programs, never for one of a user's that imports us."""

from __future__ import annotations

import subprocess
import sys

import pytest

THRESHOLD = "import gc\nassert gc.get_threshold()[0] {} 100_000"


@pytest.mark.parametrize(
    "program",
    [
        "import edgewright.cli.main\n" + THRESHOLD.format("!="),
        "import edgewright.gate.program\n" + THRESHOLD.format("!="),
        "from edgewright.cli.main import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n" + THRESHOLD.format("=="),
    ],
)
def test_who_is_set_so(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
