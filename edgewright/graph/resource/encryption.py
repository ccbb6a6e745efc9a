"""What can be said of a resource's encryption where no key of the user's is read."""

from __future__ import annotations

from edgewright.graph.model import UNKNOWN, Properties

ENCRYPTION = ("encryption", "key", "key_countries")
PROVIDER_KEY: Properties = {"encryption": "provider", "key": None, "key_countries": None}
"""What a service has that was given no key: one of the provider's own."""
UNENCRYPTED: Properties = {**PROVIDER_KEY, "encryption": "none"}


def unknown_encryption() -> Properties:
    """Encryption of which nothing can be known."""
    return {name: dict(UNKNOWN) for name in ENCRYPTION}


def unknown_key() -> Properties:
    """A customer key, or several, of which nobody can say which and where."""
    return {**unknown_encryption(), "encryption": "customer"}


def encryption_in(found: Properties) -> Properties:
    """What properties of a resource say of its encryption."""
    return {name: found[name] for name in ENCRYPTION}
