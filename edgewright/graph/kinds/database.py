"""Databases, and what passes messages on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from edgewright.graph.kinds.traits import Encrypted, Holder, KeyedAccess, Served
from edgewright.graph.kinds.values import Known, closed


@closed
class Database(Holder, Encrypted, Served, KeyedAccess):
    """A database or one server of it, a cache, a search index, a warehouse."""

    backup_days: Annotated[
        Known[float], Field(description="days its own backups are kept, 0 for no backups")
    ]
    deletion_protected: Annotated[
        Known[bool], Field(description="whether the cloud refuses to delete it")
    ]
    multi_zone: Annotated[Known[bool], Field(description="whether it goes on when one zone fails")]
    logs: Annotated[Known[bool], Field(description="whether access to it is logged")]


@closed
class Messages(Holder, Encrypted, Served, KeyedAccess):
    """A queue, a topic, a stream or a bus of events."""

    public: Annotated[
        Known[bool], Field(description="whether anyone may send to it or read from it")
    ]
    retention_days: Annotated[
        Known[float], Field(description="days after which messages are gone, None when never")
    ]


KINDS = {
    "database.relational": Database,
    "database.document": Database,
    "database.key_value": Database,
    "database.wide_column": Database,
    "database.time_series": Database,
    "database.graph": Database,
    "database.search": Database,
    "database.cache": Database,
    "database.warehouse": Database,
    "message.queue": Messages,
    "message.topic": Messages,
    "message.stream": Messages,
    "message.bus": Messages,
}
