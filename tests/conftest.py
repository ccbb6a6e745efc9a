"""How the tests are spread over the cores."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

SPREAD = frozenset({"tests/e2e/test_borders.py", "tests/e2e/test_refusals.py"})
"""Files of long tests that share nothing with each other."""


class SpreadScheduling(LoadFileScheduling):
    """A file stays on one core, where what it shares is made once; those of SPREAD need not."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in SPREAD else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SpreadScheduling | None:
    return SpreadScheduling(config, log) if config.getvalue("dist") == "loadfile" else None
