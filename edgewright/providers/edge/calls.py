"""What every type of resource of this provider answers to."""

from __future__ import annotations

import re
from typing import Any, Protocol

import grpc

from edgewright.base.ids import digest

DIGEST_LENGTH = 12
ID_LIMIT = 128
NOT_IN_AN_ID = re.compile(r"[^a-z0-9._-]+")
"""Deployments' ids are lower-case, without spaces and without & ^ [ ] { } | " < > / and backslash
(Azure's "Deploy IoT Edge modules at scale"); fewer characters are used, none to be escaped."""


class Calls(Protocol):
    """The protocol's calls for one type of resource; requests and answers are its messages."""

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What is wrong with a resource's inputs."""

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What differs from before."""

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Make it; in a preview only say what it would be."""

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Change it under the same id."""

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What it is now."""

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Remove it."""


def type_of(request: Any) -> str:
    """The type of the resource a request is about; older engines say it in the URN only."""
    name: str = getattr(request, "type", "")
    if name:
        return name
    parts = str(request.urn).split("::")
    return parts[2].rpartition("$")[2] if len(parts) > 2 else ""


def content_id(urn: str, content: Any) -> str:
    """An id of a resource's name and its content's digest.

    Other content is another id, the same content the same one.
    """
    name = NOT_IN_AN_ID.sub("-", urn.rpartition("::")[2].lower())
    mark = digest(content).removeprefix("sha256:")[:DIGEST_LENGTH]
    return f"{name[: ID_LIMIT - DIGEST_LENGTH - 1]}-{mark}"
