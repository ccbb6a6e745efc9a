"""Secrets that a program makes itself: passwords and private keys, which its state holds."""

from __future__ import annotations

import math
from collections.abc import Mapping

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

PASSWORD = "random:index/randomPassword:RandomPassword"
PRIVATE_KEY = "tls:index/privateKey:PrivateKey"
CHARACTERS: Mapping[str, int] = {"lower": 26, "upper": 26, "numeric": 10}
"""Switch -> how many characters it lets a password have; each is on unless it is turned off."""
SPECIAL = "!@#$%&*()-_=+[]{}<>:?"
"""Special characters of a password (Pulumi Random API Docs, random.RandomPassword)."""
CURVES = {"P224": 224, "P256": 256, "P384": 384, "P521": 521}
DEFAULTS: Mapping[str, PropertyValue] = {"RSA": 2048, "ECDSA": "P224"}
"""Algorithm -> its size where none is named (Pulumi TLS API Docs, tls.PrivateKey)."""
ED25519 = 256
"""Bits of a key of Ed25519, which has one size (RFC 8032, section 5.1)."""


def password(view: ResourceView) -> Properties:
    """The bits of a password that is drawn evenly from its characters."""
    length = view.declared("length")
    characters = _characters(view)
    if not isinstance(length, int | float) or isinstance(length, bool) or characters is None:
        return {"bits": dict(UNKNOWN)}
    return {"bits": math.floor(length * math.log2(characters)) if characters > 1 else 0}


def _characters(view: ResourceView) -> int | None:
    """How many different characters a password may have; None where that cannot be read."""
    # `number` is the old name of `numeric`.
    switches: dict[str, PropertyValue] = {name: view.declared(name) for name in CHARACTERS}
    if switches["numeric"] is None:
        switches["numeric"] = view.declared("number")
    special, own = view.declared("special"), view.declared("overrideSpecial")
    if any(one not in (None, True, False) for one in (*switches.values(), special)):
        return None
    if own is not None and not isinstance(own, str):
        return None
    many = sum(CHARACTERS[name] for name, is_on in switches.items() if is_on is not False)
    if special is not False:
        many += len({*(own or SPECIAL)} - _others(switches))
    return many


def _others(switches: Mapping[str, PropertyValue]) -> set[str]:
    """Characters that count already, should somebody name them as special ones too."""
    named = {"lower": range(97, 123), "upper": range(65, 91), "numeric": range(48, 58)}
    return {
        chr(code) for one, is_on in switches.items() if is_on is not False for code in named[one]
    }


def private_key(view: ResourceView) -> Properties:
    """The bits of a private key."""
    algorithm = view.declared("algorithm")
    found: PropertyValue = dict(UNKNOWN)
    if algorithm == "ED25519":
        found = ED25519
    elif algorithm == "RSA":
        size = view.declared("rsaBits")
        found = DEFAULTS["RSA"] if size is None else size
    elif algorithm == "ECDSA":
        curve = view.declared("ecdsaCurve")
        name = DEFAULTS["ECDSA"] if curve in (None, "") else curve
        found = CURVES.get(name, dict(UNKNOWN)) if isinstance(name, str) else dict(UNKNOWN)
    return {"bits": found}


def certificate(view: ResourceView) -> Properties:
    """Days that a certificate is valid, and the algorithm of its key.

    The algorithm is what it says, else that of the key of the program that it was made of.
    """
    hours, own = view.declared("validityPeriodHours"), view.declared("keyAlgorithm")
    is_number = isinstance(hours, int | float) and not isinstance(hours, bool)
    keys = view.index.behind(view.resource, "privateKeyPem", (PRIVATE_KEY,))
    made_of = view.of(keys[0]).declared("algorithm") if len(keys) == 1 else None
    algorithm = own if isinstance(own, str) and own else made_of
    return {
        "valid_days": hours / 24 if is_number else dict(UNKNOWN),  # type: ignore[operator]
        "key_algorithm": algorithm if isinstance(algorithm, str) else dict(UNKNOWN),
    }


JOINERS: Mapping[str, Joiner] = {
    PASSWORD: password,
    PRIVATE_KEY: private_key,
    "tls:index/selfSignedCert:SelfSignedCert": certificate,
    "tls:index/locallySignedCert:LocallySignedCert": certificate,
}
"""Type -> what reads its strength."""
