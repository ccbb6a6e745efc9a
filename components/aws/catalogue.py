"""AWS's components by capability. Importing this loads the AWS SDKs."""

from __future__ import annotations

from components.aws.data_lake import DataLake
from components.aws.edge_fleet import EdgeFleet
from components.aws.edge_release import EdgeRelease
from components.aws.image_registry import ImageRegistry
from components.aws.keys import Keys
from components.aws.model_registry import ModelRegistry
from components.aws.region import Region
from components.aws.training import Training

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
