"""Azure's components by capability. Importing this loads the Azure SDK."""

from __future__ import annotations

from edgewright.components.azure.data_lake import DataLake
from edgewright.components.azure.edge_fleet import EdgeFleet
from edgewright.components.azure.edge_release import EdgeRelease
from edgewright.components.azure.image_registry import ImageRegistry
from edgewright.components.azure.keys import Keys
from edgewright.components.azure.model_registry import ModelRegistry
from edgewright.components.azure.region import Region
from edgewright.components.azure.training import Training

__all__ = [
    "DataLake",
    "EdgeFleet",
    "EdgeRelease",
    "ImageRegistry",
    "Keys",
    "ModelRegistry",
    "Region",
    "Training",
]
