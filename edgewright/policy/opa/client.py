"""The connection to an OPA server: opa-python-client, made to go straight to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from edgewright.base.bare_import import bare
from edgewright.base.errors import EdgewrightError
from edgewright.base.loopback import is_loopback

with bare("opa_client"):  # whose start imports its asynchronous client, with a stack of its own
    from opa_client.errors import RegoParseError
    from opa_client.opa import OpaClient

__all__ = ["DirectClient", "RegoParseError", "child_client", "server_client"]

REACH_SECONDS = 5
ANSWER_SECONDS = 120
PLAIN_VARIABLE = "EDGEWRIGHT_OPA_PLAIN_HTTP"
"""Environment variable: the host, as the server's URL has it, that may be asked over plain HTTP
though it is another machine."""
DEFAULT_PORTS = {"http": 80, "https": 443}


class DirectClient(OpaClient):  # type: ignore[misc]
    """A client that only the address and the token given decide about.

    Proxies and ~/.netrc of the environment are not for this connection: the first would be shown
    the token and the estate, the second would replace the token.
    """

    def __init__(self, host: str, port: int, *, token: str, secure: bool, retries: int) -> None:
        seconds = (REACH_SECONDS, ANSWER_SECONDS)
        super().__init__(host, port, ssl=secure, token=token, retries=retries, timeout=seconds)

    def policies(self) -> list[Mapping[str, Any]]:
        """Every module the server holds, each with its `id`, `raw` text and `ast`.

        Raises:
            requests.RequestException: the server does not give them.
        """
        answer = self._session.get(f"{self.root_url}/policies", timeout=self.timeout)
        answer.raise_for_status()
        return list(answer.json()["result"])

    def _init_session(self) -> requests.Session:
        session: requests.Session = super()._init_session()
        session.trust_env = False
        return session


def child_client(port: int, token: str) -> DirectClient:
    """A client of a child of ours, on loopback."""
    return DirectClient("127.0.0.1", port, token=token, secure=False, retries=0)


def server_client(url: str, token: str) -> DirectClient:
    """A client of a server of somebody else's.

    Raises:
        EdgewrightError: OPA-006 for a URL that is none, OPA-008 for one over plain HTTP to another
            machine that PLAIN_VARIABLE does not name.
    """
    secure, host, port = _address(url)
    if not secure and not is_loopback(host) and os.environ.get(PLAIN_VARIABLE) != host:
        raise EdgewrightError(
            "OPA-008",
            f"OPA at {host} is to be asked over plain HTTP: whoever is on the way there can read "
            "the estate and the token, and answer in its place",
            hint=f"Use https; or, if you trust the way, set {PLAIN_VARIABLE}={host}.",
        )
    return DirectClient(host, port, token=token, secure=secure, retries=2)


def _address(url: str) -> tuple[bool, str, int]:
    """Whether a server's URL is https, its host as URLs write it, and its port."""
    try:
        parts = urlsplit(url)
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    except (ValueError, KeyError) as problem:
        raise _no_address(url) from problem
    beyond = parts.path.rstrip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or beyond:
        raise _no_address(url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts.scheme == "https", host, port


def _no_address(url: str) -> EdgewrightError:
    shown = "what was given" if "@" in url else repr(url)  # it may hold a password
    return EdgewrightError(
        "OPA-006",
        f"{shown} is not the address of a server",
        hint="Write https://host:port and nothing after it.",
    )
