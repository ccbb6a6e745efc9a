"""What resources of many kinds have in common: the properties that rules on all of them need.

A rule that needs `"*": [data, encryption]` judges every kind of resource that has both.
"""

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
Aspect = Literal["copies", "encryption", "key_custody", "retention"]


@closed
class Placed(TypedDict):
    """A resource that is somewhere."""

    location: Annotated[Always[Place], Field(description="where it is: {cloud, region, country}")]


@closed
class Holder(Placed):
    """A resource that labelled data may be in, or pass."""

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
    content: Annotated[
        Known[Literal["data", "settings"]],
        Field(
            description="what its type is known to hold: data, or settings alone; None where "
            "nobody knows"
        ),
    ]
    unread: Annotated[
        Always[list[Aspect]],
        Field(
            description="what there is to know of it and edgewright does not read of its type: "
            "copies (where it copies itself to), encryption, key_custody, retention"
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


@closed
class Encrypted(TypedDict):
    """A resource whose content is encrypted at rest, or should be."""

    encryption: Annotated[
        Known[Encryption],
        Field(
            description="none, provider (a key of the provider's) or customer (a key of ours); "
            "None where there is nothing to encrypt"
        ),
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


@closed
class Served(TypedDict):
    """A resource that answers over a network."""

    public_network: Annotated[
        Known[bool],
        Field(
            description="whether it can be reached from the Internet; None where it has no "
            "address of its own"
        ),
    ]
    tls_only: Annotated[
        Known[bool],
        Field(
            description="whether plain-text access is refused; None where it answers nobody "
            "by itself"
        ),
    ]
    tls_min: Annotated[
        Known[TlsVersion],
        Field(
            description="lowest TLS version accepted, '1.0' to '1.3'; None where it answers "
            "nobody by itself"
        ),
    ]


@closed
class KeyedAccess(TypedDict):
    """A resource that may be opened with a shared key or password of its own."""

    local_auth: Annotated[
        Known[bool],
        Field(
            description="whether its own keys or passwords are accepted, beside the cloud's "
            "identities"
        ),
    ]
