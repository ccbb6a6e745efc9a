"""K3s' components by capability."""

from __future__ import annotations

from edgewright.components.k3s.edge_fleet import EdgeFleet
from edgewright.components.k3s.edge_release import EdgeRelease

__all__ = ["EdgeFleet", "EdgeRelease"]
