"""Machine learning in a cloud: trainings, and registries of what they make."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import Always, Encryption, Known, Label, Place, closed


@closed
class Training(TypedDict):
    """A training job, or a pipeline with trainings in it."""

    location: Annotated[Always[Place], Field(description="where it runs")]
    data: Annotated[Always[list[Label]], Field(description="labels it reads")]
    volume_encryption: Annotated[Known[Encryption], Field(description="none, provider or customer")]
    output_encryption: Annotated[Known[Encryption], Field(description="none, provider or customer")]
    inter_node_encryption: Annotated[
        Known[bool], Field(description="whether traffic between its machines is encrypted")
    ]
    network_isolated: Annotated[
        Known[bool], Field(description="whether the training container has no network")
    ]
    image: Annotated[Known[str], Field(description="reference of the training container")]


@closed
class ModelRegistry(TypedDict):
    """A registry of trained models."""

    location: Annotated[Always[Place], Field(description="where it is")]
    data: Annotated[Always[list[Label]], Field(description="labels its models carry")]
    encryption: Annotated[Known[Encryption], Field(description="none, provider or customer")]
    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]


KINDS = {"ml.training": Training, "ml.registry": ModelRegistry}
