"""How the tests are spread over the cores."""

from __future__ import annotations

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """A file stays on one core, where what it shares is made once, unless it is marked `spread`.

    Here, because xdist reads the groups before other plugins may change the collected tests.
    """
    spread = item.get_closest_marker("spread") is not None
    if not spread and item.config.pluginmanager.hasplugin("xdist"):
        item.add_marker(pytest.mark.xdist_group(str(item.path)))
