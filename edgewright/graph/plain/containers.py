"""Containers of a Docker host: docker.Container, and docker.Service of a swarm."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

ROOT = ("root", "0")
"""The root user by name and by number, before a group that may follow a colon."""


def _user(*path: str) -> Joiner:
    """Whether a container may run as root: without a user its image decides.

    Docker reference, "Running containers", on the default user.
    """

    def joiner(view: ResourceView) -> Properties:
        user = view.declared(*path)
        found: PropertyValue = dict(UNKNOWN)
        if user in (None, ""):
            found = True
        elif isinstance(user, str):
            found = (user.partition(":")[0].strip().lstrip("0") or "0") in ROOT
        return {"runs_as_root": found}

    return joiner


JOINERS: Mapping[str, Joiner] = {
    "docker:index/container:Container": _user("user"),
    "docker:index/service:Service": _user("taskSpec", "containerSpec", "user"),
}
"""Type -> what reads which user it runs as."""
