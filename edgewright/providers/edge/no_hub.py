"""In place of an IoT hub: takes every deployment and keeps none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class NoHub:
    """A hub that is not there.

    Args:
        host_name: whose place it takes.
    """

    def __init__(self, host_name: str) -> None:
        self._host = host_name

    def create(self, id: str, inputs: Mapping[str, Any]) -> None:
        """Nothing to do."""

    def update(self, id: str, inputs: Mapping[str, Any]) -> None:
        """Nothing to do."""

    def delete(self, id: str) -> None:
        """Nothing to do."""
