"""What AWS offers: capability -> None, or the reason it is refused."""

from __future__ import annotations

CAPABILITIES: dict[str, str | None] = {
    "Keys": None,
    "DataLake": None,
    "ImageRegistry": None,
    "Training": None,
    "ModelRegistry": None,
    "EdgeFleet": None,
    "EdgeRelease": None,
}
