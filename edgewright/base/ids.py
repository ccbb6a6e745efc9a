"""Canonical JSON and content digests: the same value gives the same text on every machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
"""Made once: a verdict on a large stack takes the digest of every result."""


def canonical_json(value: Any) -> str:
    """`value` as JSON with sorted keys, no spaces and no NaN (RFC 8785 in all but number forms)."""
    return _encode(value)


def digest(value: Any) -> str:
    """The SHA-256 of the canonical JSON of `value`, as "sha256:<hex>"."""
    return digest_bytes(canonical_json(value).encode())


def digest_bytes(content: bytes) -> str:
    """The SHA-256 of `content`, as "sha256:<hex>"."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def digest_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as "sha256:<hex>"."""
    with path.open("rb") as content:
        return "sha256:" + hashlib.file_digest(content, "sha256").hexdigest()
