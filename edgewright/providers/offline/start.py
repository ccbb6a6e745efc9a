"""The process the engine starts for a package that the offline provider stands in for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

PREFIX = "pulumi-resource-"
SDKS_ENVIRONMENT = "EDGEWRIGHT_OFFLINE_SDKS"
"""Where the program's Python looks for packages, like PATH; without it, where this one does."""


def main(arguments: Sequence[str]) -> None:
    """Serve the package that the first argument, the program's own name, says."""
    without_sdk()
    from edgewright.providers.serving import serve

    serve(provider_of(Path(arguments[0]).name.removeprefix(PREFIX)))


def provider_of(name: str) -> Any:
    """The provider that serves a package, ready for `serve`."""
    from edgewright.providers.offline.packages import EDGE, package_named

    if name == EDGE:
        from edgewright.providers.edge.plugin import OfflineEdgeProvider

        return OfflineEdgeProvider()
    from edgewright.providers.offline.provider import OfflineProvider
    from edgewright.providers.offline.sdk import Sdk
    from edgewright.providers.offline.stubs import NO_STUBS, STUBS_ENVIRONMENT, load_stubs

    named = os.environ.get(SDKS_ENVIRONMENT)
    folders = named.split(os.pathsep) if named else [entry for entry in sys.path if entry]
    sdk = Sdk(Path(folder) for folder in folders)
    written = os.environ.get(STUBS_ENVIRONMENT)
    stubs = load_stubs(Path(written)) if written else NO_STUBS
    return OfflineProvider(name, package_named(name), sdk, stubs)


def without_sdk() -> None:
    """Let the protocol's generated modules load without the Pulumi SDK around them.

    They sit inside it, and a plugin needs nothing else of it: half of the start's time. Where the
    SDK is loaded already, or laid out otherwise, nothing is done.
    """
    spec = find_spec("pulumi")
    if "pulumi" in sys.modules or spec is None or spec.origin is None:
        return
    root = Path(spec.origin).parent
    for name, folder in (("pulumi", root), ("pulumi.runtime", root / "runtime")):
        bare = ModuleType(name)
        bare.__path__ = [str(folder)]
        sys.modules[name] = bare
