"""Where data lies: object stores, image registries, and the keys they are encrypted with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import (
    Always,
    Country,
    Encryption,
    Known,
    Label,
    Place,
    TlsVersion,
    closed,
)

KeyCustody = Literal["provider", "customer", "imported", "hsm", "external"]


@closed
class Store(TypedDict):
    """A bucket or a storage account."""

    location: Annotated[Always[Place], Field(description="where it is: {cloud, region, country}")]
    data: Annotated[
        Always[list[Label]],
        Field(
            description="labels it holds, each {id, origin, classification, categories, "
            "retention_days}"
        ),
    ]
    carrier: Annotated[
        Known[str],
        Field(
            description="asset its copies physically are (a model carries the labels of what it "
            "was trained on), None when nobody said"
        ),
    ]
    encryption: Annotated[
        Known[Encryption],
        Field(description="none, provider (a key of the provider's) or customer (a key of ours)"),
    ]
    key_countries: Annotated[
        Known[list[Always[Country]]],
        Field(
            description="countries the material of the customer key is in (several for a "
            "multi-Region key), None without one"
        ),
    ]
    key_custody: Annotated[
        Known[KeyCustody],
        Field(
            description="who holds the key: provider, customer (a key service's own), imported, "
            "hsm (a module of ours alone) or external (outside the cloud)"
        ),
    ]
    provider_region: Annotated[
        Known[str],
        Field(
            description="region of the provider that declares it, where that is another than its "
            "own and no component asked for one; None otherwise"
        ),
    ]
    intended_region: Annotated[
        Known[str], Field(description="region its component said it wants, None without one")
    ]
    public: Annotated[Known[bool], Field(description="whether anyone can read it")]
    tls_only: Annotated[Known[bool], Field(description="whether plain-text access is refused")]
    tls_min: Annotated[
        Known[TlsVersion], Field(description="lowest TLS version accepted, '1.0' to '1.3'")
    ]
    versioned: Annotated[Known[bool], Field(description="whether earlier versions are kept")]
    retention_days: Annotated[
        Known[float], Field(description="days after which objects are deleted, None when never")
    ]


@closed
class Key(TypedDict):
    """A key of a key service."""

    rotation: Annotated[
        Known[bool],
        Field(description="whether it is rotated by itself, None where its service cannot"),
    ]
    deletion_window_days: Annotated[
        Known[float], Field(description="days before a deletion is final")
    ]
    purge_protection: Annotated[
        Known[bool], Field(description="whether deletion can be undone until then")
    ]


@closed
class ImageRegistry(TypedDict):
    """A registry of container images."""

    encryption: Annotated[Known[Encryption], Field(description="none, provider or customer")]
    immutable_tags: Annotated[
        Known[bool], Field(description="whether a tag can be moved to another image")
    ]
    scan_on_push: Annotated[
        Known[bool], Field(description="whether images are scanned when they arrive")
    ]
    public: Annotated[Known[bool], Field(description="whether anyone can pull")]


KINDS = {
    "storage.bucket": Store,
    "storage.account": Store,
    "key.key": Key,
    "registry.images": ImageRegistry,
}
