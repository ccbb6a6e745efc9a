"""In place of an IoT hub in an offline run: takes every deployment and keeps none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edgewright.base.errors import EdgewrightError


class NoHub:
    """A hub that is not there.

    Args:
        host_name: whose place it takes.
    """

    def __init__(self, host_name: str) -> None:
        self._host = host_name

    def create(self, id: str, inputs: Mapping[str, Any]) -> str | None:
        """Nothing to do."""
        return None

    def update(self, id: str, inputs: Mapping[str, Any], etag: str | None) -> str | None:
        """Nothing to do."""
        return None

    def read(self, id: str) -> dict[str, Any] | None:
        """Nobody can say what the hub has.

        Raises:
            EdgewrightError: OFF-001, always; a refresh asks the state, not the hub.
        """
        raise EdgewrightError(
            "OFF-001",
            f"reading deployment {id!r} of {self._host} needs the hub itself; this run is offline",
            hint="Declare it, or run without --offline.",
        )

    def delete(self, id: str) -> None:
        """Nothing to do."""
