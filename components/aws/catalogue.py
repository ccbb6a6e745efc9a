"""AWS's components by capability. Importing this loads the AWS SDKs."""

from __future__ import annotations

from edgewright.components.aws.data_lake import DataLake
from edgewright.components.aws.edge_fleet import EdgeFleet
from edgewright.components.aws.edge_release import EdgeRelease
from edgewright.components.aws.image_registry import ImageRegistry
from edgewright.components.aws.keys import Keys
from edgewright.components.aws.model_registry import ModelRegistry
from edgewright.components.aws.region import Region
from edgewright.components.aws.training import Training

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
