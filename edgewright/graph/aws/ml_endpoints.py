"""Endpoints of SageMaker: what answers, as its configuration and the models in that say."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.ml_jobs import loosest_image
from edgewright.graph.aws.named_keys import JOINERS as KEYS
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import unknown_encryption
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

MODEL = "aws:sagemaker/model:Model"
PACKAGE = "aws-native:sagemaker:ModelPackage"
CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
VARIANTS = ("productionVariants", "shadowProductionVariants")


def _model(view: ResourceView) -> Properties:
    """The image of a model's containers; what a model package brings is not seen."""
    containers = entries(view.declared("containers"))
    primary = view.declared("primaryContainer")
    every = containers if primary is None else [primary, *containers]
    return {"image": loosest_image([_image(one) for one in every])}


def _package(view: ResourceView) -> Properties:
    containers = entries(view.declared("inferenceSpecification", "containers"))
    images = loosest_image([_image(one) for one in containers])
    return {**KEYS[PACKAGE](view), "image": images}


def _image(container: PropertyValue) -> PropertyValue:
    image = read(container, "image")
    return dict(UNKNOWN) if image in (None, "") else image


def _configuration(view: ResourceView) -> Properties:
    """Whether all models of a configuration are isolated, and the image of one of them."""
    models = _models(view)
    whole = view.declared("enableNetworkIsolation")
    isolated = True if whole is True else _all([_isolated(one) for one in models])
    if is_marker(whole) and isolated is False:
        isolated = dict(UNKNOWN)
    images = [dict(UNKNOWN) if one is None else _model(one)["image"] for one in models]
    return {"network_isolated": isolated, "image": loosest_image(images)}


def _models(view: ResourceView) -> list[ResourceView | None]:
    """The models of all variants; None for one that is not in the program, or cannot be told."""
    found: dict[str, ResourceView] = {}
    missing = False
    for property in VARIANTS:
        names = [read(one, "modelName") for one in entries(view.declared(property))]
        behind = view.index.behind(view.resource, property, (MODEL,))
        for name in names:
            named = view.index.at_address(MODEL, name) if isinstance(name, str) else None
            # A name that is not known yet is one of those that the variants were computed from.
            possible = [named] if named is not None else behind
            missing = missing or name is None or not possible
            found.update({one.urn: view.of(one) for one in possible})
    return [*found.values(), *([None] if missing else [])]


def _isolated(model: ResourceView | None) -> PropertyValue:
    if model is None:
        return dict(UNKNOWN)
    value = model.declared("enableNetworkIsolation")
    return False if value is None else value


def _all(values: list[PropertyValue]) -> PropertyValue:
    if any(one is False for one in values):
        return False
    return True if values and all(one is True for one in values) else dict(UNKNOWN)


def _endpoint(view: ResourceView) -> Properties:
    """An endpoint is what its configuration says."""
    found = view.index.follow(view.resource, "endpointConfigName", CONFIGURATION)
    if found is None:
        return {**unknown_encryption(), "network_isolated": dict(UNKNOWN), "image": dict(UNKNOWN)}
    configuration = view.of(found)
    key = encryption(configuration, "kmsKeyArn", configuration.declared("kmsKeyArn"))
    return {**key, **_configuration(configuration)}


JOINERS: Mapping[str, Joiner] = {
    MODEL: _model,
    PACKAGE: _package,
    CONFIGURATION: _configuration,
    ENDPOINT: _endpoint,
}
"""Type -> what reads its models."""
