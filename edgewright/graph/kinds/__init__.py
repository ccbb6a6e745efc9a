"""The neutral kinds and their properties: the one vocabulary that normalisers write and rules read.

A kind is a closed typed dict with a description at every property. What else is said of kinds
follows from these: the JSON Schema of the policy input, the page of kinds, which properties a rule
may need, and what `fit` holds every node to before a rule sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from typing_extensions import get_type_hints, is_typeddict

from edgewright.graph.kinds import (
    compute,
    database,
    edge,
    estate,
    flow,
    governance,
    identity,
    iot,
    kubernetes,
    ml,
    monitor,
    network,
    resource,
    store,
)
from edgewright.graph.kinds.values import Marker

OF_RESOURCES: dict[str, Any] = {
    **resource.KINDS,
    **store.KINDS,
    **database.KINDS,
    **compute.KINDS,
    **network.KINDS,
    **monitor.KINDS,
    **identity.KINDS,
    **ml.KINDS,
    **iot.KINDS,
    **kubernetes.KINDS,
}
"""Kind of what a cloud or a cluster has -> the typed dict of its properties."""
MODELS: dict[str, Any] = {
    **flow.KINDS,
    **OF_RESOURCES,
    **edge.KINDS,
    **estate.KINDS,
    **governance.KINDS,
}
"""Kind -> the typed dict of its properties."""


def shown_with(kinds: Collection[str]) -> set[str]:
    """The kinds that a rule sees which needs `kinds`: these, and what their properties name."""
    return {*kinds, *(named for kind, named in estate.NAMED.items() if kind in kinds)}


def having(properties: Collection[str]) -> list[str]:
    """The kinds of what a cloud or a cluster has that have all these properties."""
    return [kind for kind in OF_RESOURCES if KINDS[kind].keys() >= {*properties}]


def has_path(kind: str, path: str) -> bool:
    """Whether a dotted path leads to a value in the properties of a kind.

    It leads through what has names; a list is a value as a whole.
    """
    found = [MODELS[kind]]
    for name in path.split("."):
        found = [below for type in found for below in _below(type, name)]
    return bool(found)


def _below(type: Any, name: str) -> Iterator[Any]:
    """The types of what `name` can be in a value of a type."""
    for member in _members(type):
        if is_typeddict(member):
            yield from (hint for own, hint in _hints(member).items() if own == name)
        elif get_origin(member) is dict:
            yield get_args(member)[1]


def _members(type: Any) -> Iterator[Any]:
    """The types a type is made of, without markers."""
    if get_origin(type) is Annotated:
        yield from _members(get_args(type)[0])
    elif get_origin(type) in (Union, UnionType):
        for member in get_args(type):
            yield from _members(member)
    elif type is not Marker:
        yield type


@cache
def _hints(model: Any) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _description(hint: Any) -> str:
    found = (part.description for part in get_args(hint) if isinstance(part, FieldInfo))
    return next(filter(None, found))


KINDS: Mapping[str, Mapping[str, str]] = {
    kind: {name: _description(hint) for name, hint in _hints(model).items()}
    for kind, model in MODELS.items()
}
"""Kind -> the description of each of its properties."""
