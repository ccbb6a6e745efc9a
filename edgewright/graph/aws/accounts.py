"""Whose account of AWS a resource is in, and what is said once for all of an account's region."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator

from edgewright.graph.model import Properties, RawResource
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.location import locate
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.view import ResourceView

_ELSEWHERE = ("region", "version", "defaultTags", "ignoreTags")
"""Inputs of a provider that say nothing of the account."""


def account_of(resource: RawResource) -> Properties:
    """What says whose account a resource is in: an id of it, and its provider's credentials."""
    credentials = {
        name: it for name, it in resource.provider_props.items() if name not in _ELSEWHERE
    }
    return {"accountId": resource.props.get("accountId"), **credentials}


def in_account(view: ResourceView, type: str) -> list[ResourceView]:
    """The resources of a type that are in the account of this one, for all that is known."""
    lookup = Lookup((type,), _by_account)
    return [view.of(one) for one in view.index.listed(lookup, _account(view.resource))]


def in_account_region(view: ResourceView, type: str) -> list[ResourceView]:
    """Those of them that are in its region."""
    lookup = Lookup((type,), _by_account_region)
    key = (_account(view.resource), view.place.region)
    return [view.of(one) for one in view.index.listed(lookup, key)]


def in_region(view: ResourceView, type: str) -> list[ResourceView]:
    """The resources of a type in the region of this one, whatever their account."""
    lookup = Lookup((type,), _by_region)
    return [view.of(one) for one in view.index.listed(lookup, view.place.region)]


def perhaps_in_region(view: ResourceView, type: str) -> list[ResourceView]:
    """Those that are there, or may be."""
    if view.place.region is None:
        return [view.of(one) for one in view.index.of_type(type)]
    lookup = Lookup((type,), _by_region)
    return [view.of(one) for one in view.index.listed(lookup, view.place.region, None)]


def _account(resource: RawResource) -> str:
    return json.dumps(account_of(resource), sort_keys=True)


def _by_account(resource: RawResource, index: ResourceIndex) -> Iterator[Hashable]:
    yield _account(resource)


def _by_account_region(resource: RawResource, index: ResourceIndex) -> Iterator[Hashable]:
    yield _account(resource), locate(resource, index).region


def _by_region(resource: RawResource, index: ResourceIndex) -> Iterator[Hashable]:
    yield locate(resource, index).region
