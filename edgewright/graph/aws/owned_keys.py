"""Services where the place of a customer key may hold a word for one of AWS instead."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.keys import encryption
from edgewright.graph.model import Properties
from edgewright.graph.resource.encryption import PROVIDER_KEY
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

OWNED = ("aws_owned_kms_key", "aws_owned_key", "aws-owned-kms-key")
"""The words, in lower case (QLDB and Aurora DSQL, Neptune Analytics, Redshift Serverless)."""
PLACES = {
    "aws:qldb/ledger:Ledger": "kmsKey",
    "aws:dsql/cluster:Cluster": "kmsEncryptionKey",
    "aws:neptunegraph/graph:Graph": "kmsKeyIdentifier",
    "aws:redshiftserverless/namespace:Namespace": "kmsKeyId",
}
"""Type -> the property with the key, or the word."""


def owned_or_ours(view: ResourceView) -> Properties:
    """{encryption, key, key_countries}; without a key, AWS encrypts with one of its own."""
    property = PLACES[canonical_type(view.resource.type)]
    address = view.declared(property)
    if isinstance(address, str) and address.lower() in OWNED:
        return dict(PROVIDER_KEY)
    return encryption(view, property, address)


JOINERS: Mapping[str, Joiner] = dict.fromkeys(PLACES, owned_or_ours)
