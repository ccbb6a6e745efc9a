"""Azure's components by capability. Importing this loads the Azure SDK."""

from __future__ import annotations

from components.azure.data_lake import DataLake
from components.azure.edge_fleet import EdgeFleet
from components.azure.edge_release import EdgeRelease
from components.azure.image_registry import ImageRegistry
from components.azure.keys import Keys
from components.azure.model_registry import ModelRegistry
from components.azure.region import Region
from components.azure.training import Training

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
