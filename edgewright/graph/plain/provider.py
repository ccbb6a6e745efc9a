"""Packages outside every cloud, as the registry has them: Docker, random values, TLS.

Commands (`command:`) run whatever they are told, so they have no kind and are named as such.
"""

from __future__ import annotations

from pathlib import Path

from edgewright.graph.model import RawResource, ResourceLocation
from edgewright.graph.plain import containers, secrets
from edgewright.graph.provider import Provider
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.rows import load_rows


def nowhere(resource: RawResource, index: ResourceIndex) -> ResourceLocation:
    """No place that is known: a Docker host is anywhere, a secret where its stack's state is."""
    return ResourceLocation(None, None, None)


PLAIN = Provider(
    name="Docker, random and TLS",
    locator=Locator(("docker:", "docker-build:", "random:", "tls:", "command:"), None, nowhere),
    rows=load_rows(Path(__file__).parent / "rows"),
    joiners={**secrets.JOINERS, **containers.JOINERS},
)
