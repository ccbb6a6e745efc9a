"""Requests to an OPA, every failure of one a coded error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests

from edgewright.base.errors import EdgewrightError
from edgewright.policy.opa.client import DirectClient, RegoParseError, child_client, server_client

STRICT = {"strict-builtin-errors": "true"}
"""A built-in that fails is an error, not "undefined": a rule that raises must not pass."""
REFUSED = (requests.codes.unauthorized, requests.codes.forbidden)
NOT_OPA = (ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What reading an answer of another shape raises, here and in the client."""


class Raised(Exception):
    """Evaluation itself failed in OPA: a rule raised."""


class Connection:
    """What can be asked of an OPA.

    Args:
        client: the way to it. death: how it died, in words; None while it may live.
    """

    def __init__(self, client: DirectClient, death: Callable[[], str | None]) -> None:
        self._client = client
        self._death = death

    def modules(self) -> list[tuple[str, str, str]]:
        """Every module it holds: its text, its package, its id.

        Raises:
            EdgewrightError: OPA-002 when it does not say.
        """
        with self._answered():
            held = self._client.policies()
            return [(one["raw"], _package(one), one["id"]) for one in held]

    def put_data(self, name: str, data: Mapping[str, Any]) -> None:
        """Have it hold `data` below `data.NAME`.

        Raises:
            EdgewrightError: OPA-002 when it does not take it.
        """
        with self._answered():
            self._client.update_or_create_data(dict(data), name)

    def put_module(self, id: str, text: str) -> None:
        """Have it hold a module.

        Raises:
            EdgewrightError: OPA-002 when it does not take it, OPA-005 when it refuses it.
        """
        with self._answered():
            self._client.update_policy_from_string(text, id, rego_compat=False)

    def remove_data(self, name: str) -> None:
        """Take away what `put_data` put; raises whatever goes wrong."""
        self._client.delete_data(name)

    def remove_module(self, id: str) -> None:
        """Take away what `put_module` put; raises whatever goes wrong."""
        self._client.delete_policy(id)

    def ask(self, package: str, rule: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """The value of a rule whose value is an object.

        Raises:
            Raised: evaluating it failed. EdgewrightError: OPA-002 when there is no such answer.
        """
        with self._answered():
            try:
                answer = self._client.query_rule(dict(document), package, rule, STRICT)
            except requests.HTTPError as problem:
                if problem.response.status_code == requests.codes.internal_server_error:
                    raise Raised(_error_text(problem.response)) from problem
                raise
            return {name: dict(part) for name, part in dict(answer.get("result") or {}).items()}

    def close(self) -> None:
        """Hang up."""
        self._client.close_connection()

    def failed(self, why: str, *, refused: bool = False) -> EdgewrightError:
        """OPA-002: it came to no verdict."""
        again = "Run it again; if it happens again, look at the machine's memory and the server."
        return EdgewrightError(
            "OPA-002",
            f"OPA failed, so there is no verdict: {self._death() or why}",
            hint="Give a token that may read and write on the server." if refused else again,
        )

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """Turn whatever goes wrong between us and OPA into one coded error."""
        try:
            yield
        except RegoParseError as problem:
            raise self._not_taken(problem) from problem
        except requests.HTTPError as problem:
            status = problem.response.status_code
            why = f"it answered {status}: {_error_text(problem.response)}"
            raise self.failed(why, refused=status in REFUSED) from problem
        except requests.Timeout as problem:
            raise self.failed("it did not answer in time") from problem
        except requests.ConnectionError as problem:
            raise self.failed("it cannot be reached, or it hung up") from problem
        except (requests.RequestException, *NOT_OPA) as problem:
            why = f"what it answers is not OPA's ({type(problem).__name__})"
            raise self.failed(why) from problem

    def _not_taken(self, problem: RegoParseError) -> EdgewrightError:
        """The error for something that OPA did not let us put."""
        if problem.errors:
            return EdgewrightError(
                "OPA-005",
                f"OPA refused a module: {problem}",
                hint="Check the rules with `opa check --strict policies`.",
            )
        why = f"it answered {problem.expression}: {problem.message}"
        return self.failed(why, refused=problem.expression == "unauthorized")


def connection_to_child(port: int, token: str, death: Callable[[], str | None]) -> Connection:
    """A connection to a child of ours, on loopback."""
    return Connection(child_client(port, token), death)


def connection_to_server(url: str, token: str) -> Connection:
    """A connection to a server of somebody else's.

    Raises:
        EdgewrightError: OPA-006 for a URL that is none.
    """
    return Connection(server_client(url, token), lambda: None)


def _package(module: Mapping[str, Any]) -> str:
    """The package of a module as OPA lists it: its path begins with `data`."""
    return ".".join(str(part["value"]) for part in module["ast"]["package"]["path"][1:])


def _error_text(response: requests.Response) -> str:
    try:
        document = response.json()
        details = [error.get("message", "") for error in document.get("errors") or []]
        return "; ".join(details) or str(document.get("message", response.reason))
    except (ValueError, AttributeError):
        return str(response.reason)
