"""Names the clouds accept: short enough, in their alphabet, and unique where they must be.

A name that is too long keeps its start, for people, and ends in a digest of the whole, so that two
long names never become the same short one.
"""

from __future__ import annotations

from edgewright.base.ids import digest_bytes
from edgewright.components.contract import Home

DIGEST_LENGTH = 6


def bounded(name: str, limit: int) -> str:
    """`name` itself when it has at most `limit` characters, else its start and a digest."""
    if len(name) <= limit:
        return name
    return f"{name[: limit - DIGEST_LENGTH - 1].rstrip('-')}-{_short_digest(name)}"


def unique(home: Home, *parts: str, limit: int) -> str:
    """A name for services whose names are shared by everybody in the world.

    It ends in a digest of estate, cloud, account, region and `parts`: the same estate in another
    account gets other names, and the same program always gets the same one.
    """
    start = "-".join((home.estate, *parts))[: limit - DIGEST_LENGTH - 1].rstrip("-")
    return f"{start}-{_place_digest(home, parts)}"


def unique_compact(home: Home, *parts: str, limit: int) -> str:
    """Like `unique`, for services that take lower-case letters and digits only."""
    start = "".join((home.estate, *parts)).replace("-", "")[: limit - DIGEST_LENGTH]
    return f"{start}{_place_digest(home, parts)}"


def _place_digest(home: Home, parts: tuple[str, ...]) -> str:
    return _short_digest("/".join((home.estate, home.cloud, home.account, home.region, *parts)))


def _short_digest(text: str) -> str:
    return digest_bytes(text.encode()).removeprefix("sha256:")[:DIGEST_LENGTH]
