"""Values a cloud would make up, made up here: the same for the same resource, every time."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid

from edgewright.base.ids import canonical_json
from edgewright.providers.offline.forms import Naming

KIND = re.compile(r"^(uuid|hex|token)(\d*)(?:\.(\w+))?$")
SHORT, LONG = 7, 8
"""Random characters in names: after a dash as pulumi-aws has it, joined as azure-native has it."""


def seed_of(*parts: object) -> str:
    """What made-up values follow from: any plain values."""
    return canonical_json(parts)


def made_up(name: str, seed: str) -> str | None:
    """The value of a placeholder such as "uuid", "hex7" or "token17.user"; None for others."""
    match = KIND.match(name)
    if match is None:
        return None
    kind, length, label = match.groups()
    if kind == "uuid":
        return str(uuid.UUID(bytes=_bytes(seed, label)[:16], version=4))
    if kind == "hex":
        return _bytes(seed, label).hex()[: int(length)]
    return base64.b32encode(_bytes(seed, label)).decode()[: int(length)]


def physical_name(naming: Naming, logical: str, prefix: str | None, seed: str) -> str:
    """The name for a resource the program gave none.

    Args:
        naming: how its type makes names.
        logical: its name in the program.
        prefix: the beginning the program gave, if it did.
        seed: what the made-up part follows from.
    """
    if naming.style == "uuid":
        return str(made_up("uuid.name", seed))
    if naming.style == "dashed":
        start, tail = prefix or f"{naming.start}{logical}-", str(made_up(f"hex{SHORT}.name", seed))
    else:
        start, tail = prefix or logical, str(made_up(f"hex{LONG}.name", seed))
    if naming.style == "compact":
        start = re.sub(r"[^a-z0-9]", "", start.lower())
    if naming.lower:
        start = start.lower()
    return f"{start[: naming.limit - len(tail)]}{tail}"


def _bytes(seed: str, label: str | None) -> bytes:
    return hashlib.sha256(f"{label or ''}\n{seed}".encode()).digest()
