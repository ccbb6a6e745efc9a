"""Machine learning in a cloud: trainings, what they make and what answers with it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from edgewright.graph.kinds.traits import Encrypted, Holder, KeyedAccess
from edgewright.graph.kinds.values import Encryption, Known, closed


@closed
class Training(Holder):
    """A training job, or a pipeline with trainings in it."""

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
class ModelRegistry(Holder, Encrypted):
    """A registry of trained models, or a workspace that holds one."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]


@closed
class Notebook(Holder, Encrypted):
    """A machine for people to try models on."""

    public_network: Annotated[
        Known[bool], Field(description="whether it reaches the Internet, or is reached from there")
    ]
    root_access: Annotated[Known[bool], Field(description="whether its users are root there")]


@closed
class ModelEndpoint(Holder, Encrypted, KeyedAccess):
    """What answers with a model, or a model made ready to."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    network_isolated: Annotated[
        Known[bool], Field(description="whether the model's container has no network")
    ]
    image: Annotated[Known[str], Field(description="reference of the model's container")]


@closed
class FeatureStore(Holder, Encrypted):
    """Features that models are trained on, or labels that people gave."""


@closed
class AiService(Holder, Encrypted, KeyedAccess):
    """A service that answers with models of the cloud's own."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    logs: Annotated[Known[bool], Field(description="whether what it is asked is logged")]


KINDS = {
    "ml.training": Training,
    "ml.processing": Training,
    "ml.registry": ModelRegistry,
    "ml.workspace": ModelRegistry,
    "ml.notebook": Notebook,
    "ml.endpoint": ModelEndpoint,
    "ml.model": ModelEndpoint,
    "ml.features": FeatureStore,
    "ml.labelling": FeatureStore,
    "ai.service": AiService,
}
