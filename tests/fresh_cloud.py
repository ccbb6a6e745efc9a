"""A cloud as providers really are: it names things at random in every run, and foretells nothing.

Started by the engine as `pulumi-resource-aws`, in the place of the offline provider it builds
upon. In a preview what it has not been given is unknown. What it makes gets an id of its own.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from pathlib import Path
from typing import Any

from edgewright.providers.offline.packages import package_named
from edgewright.providers.offline.provider import OfflineProvider
from edgewright.providers.offline.sdk import Sdk
from edgewright.providers.property_values import UNKNOWN, struct_of, values_of

SCRIPT = """\
#!/bin/sh
exec {python} {file} "$0" "$@"
"""


class FreshCloud(OfflineProvider):
    """AWS, as far as these tests need it."""

    def Check(self, request: Any, context: Any) -> Any:
        """A name that was not given is made at random, unless the resource has one already."""
        answer = super().Check(request, context)
        inputs = values_of(answer.inputs)
        naming = self._form(request.urn).naming
        if naming is not None and naming.property not in values_of(request.news):
            if naming.property not in values_of(request.olds):
                name = request.urn.rpartition("::")[2]
                # The engine's seed is another in every run, but for one that follows a plan.
                inputs[naming.property] = (
                    f"{name}-{hashlib.sha256(request.randomSeed).hexdigest()[:8]}"
                )
                answer.inputs.CopyFrom(struct_of(inputs))
        return answer

    def Create(self, request: Any, context: Any) -> Any:
        """In a preview nothing but the inputs is known; else ids are made up on the spot."""
        answer = super().Create(request, context)
        outputs, given = values_of(answer.properties), values_of(request.properties)
        if request.preview:
            outputs = {name: given.get(name, UNKNOWN) for name in {*outputs, *given}}
            answer.id = ""
        elif answer.id not in [value for value in given.values() if isinstance(value, str)]:
            fresh = f"srv-{secrets.token_hex(8)}"
            outputs = json.loads(json.dumps(outputs).replace(answer.id, fresh))
            answer.id = fresh
        answer.properties.CopyFrom(struct_of(outputs))
        return answer


def install_fresh_cloud(folder: Path) -> Path:
    """Write `pulumi-resource-aws` into `folder`, to be put first on PATH; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pulumi-resource-aws"
    path.write_text(SCRIPT.format(python=sys.executable, file=__file__))
    path.chmod(0o755)
    return folder


if __name__ == "__main__":
    from edgewright.providers.serving import serve

    sdk = Sdk(Path(entry) for entry in sys.path if entry)
    serve(FreshCloud("aws", package_named("aws"), sdk))
