"""What a normaliser sees: one resource, with reading and joining that keep unknowns apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from edgewright.graph.index import ResourceIndex
from edgewright.graph.model import UNKNOWN, RawResource, Whereabouts, is_secret, is_unknown
from edgewright.graph.whereabouts import country_of, region_of_arn, whereabouts

KMS_KEYS = (
    "aws:kms/key:Key",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
)
"""Types of what a service may take as its key: made in AWS or imported, and replicas of these."""


def read(value: Any, *path: str | int) -> Any:
    """The value at `path` inside plain data; None where it stops, the marker where it is unknown.

    A secret on the way is returned as its marker: it is there, and nobody may look. What should
    have parts and is a text or a number was written wrongly: what it means cannot be known.
    """
    for step in path:
        if value is None or is_unknown(value) or is_secret(value):
            return value
        if isinstance(step, int) and isinstance(value, list):
            value = value[step] if len(value) > step else None
        elif isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        else:
            return dict(UNKNOWN)
    return value


def is_unreadable(value: Any, type: type) -> bool:
    """Whether a value is set and not of the type it should have: a marker, or written wrongly."""
    if value is None:
        return False
    return not isinstance(value, type) or is_unknown(value) or is_secret(value)


@dataclass(frozen=True)
class View:
    """A resource, where it is, what it holds and everything around it."""

    resource: RawResource
    index: ResourceIndex
    place: Whereabouts
    data: list[dict[str, Any]]
    intent: dict[str, Any]

    def get(self, *path: str | int) -> Any:
        """The resource's property at `path`."""
        return read(self.resource.props, *path)

    def flag(self, *path: str | int, default: bool | None = None) -> Any:
        """A yes-or-no property; `default` is what the service does when it is not set."""
        value = self.get(*path)
        return default if value is None else value

    def parts(self, type: str, property: str) -> list[RawResource]:
        """Resources of `type` that configure this one, by their `property`."""
        return self.index.referring(self.resource, type, property)

    def part(self, type: str, property: str) -> RawResource | None:
        """The one such resource, or None."""
        found = self.parts(type, property)
        return found[0] if found else None

    def aws_key(self, holder: RawResource, property: str, address: Any) -> dict[str, Any]:
        """{key, key_country} for a KMS key that `property` of `holder` refers to.

        `address` is the key's ARN or id as written there: what is left when the key itself is not
        part of the program.
        """
        key = self._kms_key(holder, property, address)
        if key is not None:
            return {"key": key.urn, "key_country": self._country(key)}
        if isinstance(address, str):
            country = country_of("aws", region_of_arn(address))
            return {"key": address, "key_country": country or dict(UNKNOWN)}
        if address is None:
            return {"key": None, "key_country": None}
        return {"key": dict(UNKNOWN), "key_country": dict(UNKNOWN)}

    def _kms_key(self, holder: RawResource, property: str, address: Any) -> RawResource | None:
        followed = (self.index.follow(holder, property, type) for type in KMS_KEYS)
        found = next((key for key in followed if key is not None), None)
        if found is None and isinstance(address, str):
            named = (self.index.at_address(type, address) for type in KMS_KEYS)
            found = next((key for key in named if key is not None), None)
        return found

    def _country(self, resource: RawResource) -> Any:
        country = whereabouts(resource, self.index).country
        return country if country is not None else dict(UNKNOWN)

    def located(self, resource: RawResource) -> Any:
        """The country of another resource, or the unknown marker."""
        return self._country(resource)
