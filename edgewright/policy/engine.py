"""Asking OPA: the only module that talks to it.

Rules read their parameters and facts from `data.params` and `data.facts`. Every run puts its own
under a name of its own and asks through an entry module that redirects those paths, so that several
stacks can share one server without sharing anything else.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from opa_client.errors import RegoParseError
from opa_client.opa import OpaClient

from edgewright.base.errors import EdgewrightError
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.opa_process import ATTEMPTS, OpaProcess
from edgewright.policy.policy_set import PolicySet

READY_SECONDS = 20
ANSWER_SECONDS = 120
PROBE_SECONDS = 1
"""Waiting for one answer while it starts: the port may turn out to be somebody else's."""
STRICT = {"strict-builtin-errors": "true"}
"""A built-in that fails is an error, not "undefined": a rule that raises must not pass."""


class _Raised(Exception):
    """Evaluation itself failed in OPA: a rule raised."""


class Engine:
    """A connection to an OPA that holds a policy set's rules.

    Args:
        client: the connection. process: the child behind it; None for a server of somebody else's.
    """

    def __init__(self, client: OpaClient, process: OpaProcess | None = None) -> None:
        self._client = client
        self._process = process
        self._run = f"edgewright_{secrets.token_hex(8)}"
        self._installed: list[str] = []
        # Proxy settings of the environment are not for this connection.
        client._session.trust_env = False

    def install(self, policies: PolicySet, facts: Mapping[str, Any]) -> None:
        """Put this run's parameters, facts and entry modules on the server."""
        data = {"params": policies.params, "facts": facts}
        self._put_data(data)
        for scope in ("resource", "graph"):
            self._put_module(f"{self._run}/{scope}", self._entry(scope, policies.of_scope(scope)))

    def ask(
        self, scope: str, policies: Sequence[PolicyInfo], document: Mapping[str, Any]
    ) -> dict[str, list[dict[str, Any]]]:
        """Policy id -> its findings on `document`, for every rule of a scope, in one request.

        Raises:
            EdgewrightError: OPA-002 when OPA does not answer, OPA-003 when a rule raises (named),
                OPA-004 when a rule has no `deny`.
        """
        try:
            found = self._findings(scope, document)
        except _Raised as failure:
            raise self._blame(policies, document, str(failure)) from failure
        silent = [policy for policy in policies if policy.id not in found]
        if silent:
            raise EdgewrightError(
                "OPA-004",
                f"policy {silent[0].id} ({silent[0].package}) has no `deny`",
                hint="Define `deny contains finding if {...}` in its package.",
            )
        return {policy.id: found[policy.id] for policy in policies}

    def close(self) -> None:
        """Remove what this run put there, and end the child if it is ours."""
        if self._process is not None:
            self._process.close()
        else:
            self._remove()
        self._client.close_connection()

    def _entry(self, scope: str, policies: Sequence[PolicyInfo]) -> str:
        redirect = (
            f"with data.params as data.{self._run}.params with data.facts as data.{self._run}.facts"
        )
        lines = [
            f'findings["{policy.id}"] := found if found := data.{policy.package}.deny {redirect}'
            for policy in policies
        ]
        return "\n\n".join([f"package {self._run}.{scope}", *lines]) + "\n"

    def _blame(
        self, policies: Sequence[PolicyInfo], document: Mapping[str, Any], reason: str
    ) -> EdgewrightError:
        """Ask rule by rule which one raises."""
        for policy in policies:
            self._put_module(f"{self._run}/one", self._entry("one", [policy]))
            try:
                self._findings("one", document)
            except _Raised as failure:
                return EdgewrightError(
                    "OPA-003",
                    f"policy {policy.id} ({policy.package}) raised: {failure}",
                    hint="Make the rule total over null, unknown and secret values.",
                )
        return self._failed(f"rules failed together that do not fail alone: {reason}")

    def _findings(self, scope: str, document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """What the entry module of a scope gives."""
        package = f"{self._run}.{scope}"
        try:
            answer = self._client.query_rule(dict(document), package, "findings", STRICT)
            return dict(answer.get("result") or {})
        except requests.HTTPError as problem:
            reason = _error_text(problem.response)
            if problem.response.status_code == requests.codes.internal_server_error:
                raise _Raised(reason) from problem
            raise self._failed(f"it answered {reason}") from problem
        except (requests.RequestException, ValueError, TypeError, AttributeError) as problem:
            raise self._failed(_short(problem)) from problem

    def require_rules(self, policies: PolicySet) -> None:
        """Refuse a server that does not hold exactly the library's modules."""
        try:
            held = {
                str(self._client.get_policy(name)["result"]["raw"])
                for name in self._client.get_policies_list()
            }
        except (requests.RequestException, KeyError, ValueError, TypeError) as problem:
            raise self._failed(_short(problem)) from problem
        lacking = [name for name, text in policies.library.modules.items() if text not in held]
        if lacking:
            raise EdgewrightError(
                "OPA-007",
                f"the server does not hold this version of {lacking[0]}",
                hint="Load the policies folder of this edgewright on the server.",
            )

    def _put_data(self, data: Mapping[str, Any]) -> None:
        try:
            self._client.update_or_create_data(dict(data), self._run)
            self._installed.append(self._run)
        except (requests.RequestException, ValueError) as problem:
            raise self._failed(_short(problem)) from problem

    def _put_module(self, name: str, text: str) -> None:
        try:
            self._client.update_policy_from_string(text, name, rego_compat=False)
            self._installed.append(name)
        except RegoParseError as problem:
            raise EdgewrightError(
                "OPA-005",
                f"OPA refused a module: {problem}",
                hint="Check the rules with `opa check --strict policies`.",
            ) from problem
        except (requests.RequestException, ValueError) as problem:
            raise self._failed(_short(problem)) from problem

    def _remove(self) -> None:
        for name in self._installed:
            try:
                if name == self._run:
                    self._client.delete_data(name)
                else:
                    self._client.delete_policy(name)
            except Exception:
                continue

    def _failed(self, why: str) -> EdgewrightError:
        died = self._process is not None and not self._process.running()
        detail = f"it died: {self._process.last_words()}" if died and self._process else why
        return EdgewrightError(
            "OPA-002",
            f"OPA failed, so there is no verdict: {detail}",
            hint="Run it again; if it happens again, look at the machine's memory and the server.",
        )


@contextmanager
def start_engine(opa: Path, policies: PolicySet, facts: Mapping[str, Any]) -> Iterator[Engine]:
    """An OPA child with the policy set's rules, closed at the end of the block."""
    engine = open_engine(opa, policies, facts)
    try:
        yield engine
    finally:
        engine.close()


def open_engine(opa: Path, policies: PolicySet, facts: Mapping[str, Any]) -> Engine:
    """An OPA child with the policy set's rules; the caller closes it.

    Raises:
        EdgewrightError: OPA-001 when it cannot be started, OPA-002 when it is not ready in time.
    """
    process = OpaProcess(opa, policies.library.modules)
    try:
        for _ in range(ATTEMPTS):
            process.start()
            client = OpaClient(
                "127.0.0.1", process.port, token=process.token, retries=0, timeout=PROBE_SECONDS
            )
            engine = Engine(client, process)
            if _is_ready(client, process):
                client.timeout = ANSWER_SECONDS
                engine.install(policies, facts)
                return engine
            process.stop()
    except BaseException:
        process.close()
        raise
    words = process.last_words()
    process.close()
    raise EdgewrightError(
        "OPA-001",
        f"OPA did not start: {words}",
        hint="Try `opa version`; run `edgewright tools install opa`.",
    )


def connect_engine(url: str, token: str, policies: PolicySet, facts: Mapping[str, Any]) -> Engine:
    """An OPA server of somebody else's, which must already hold exactly these rules.

    Nothing of the rules is pushed: who may change a shared server's rules is its operator's matter.

    Raises:
        EdgewrightError: OPA-006 for a URL that is none, OPA-002 when it does not answer, OPA-007
            when its rules are not ours.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EdgewrightError(
            "OPA-006", f"{url!r} is no http or https URL", hint="Write https://host:port."
        )
    port = parts.port or (443 if parts.scheme == "https" else 80)
    client = OpaClient(
        parts.hostname, port, ssl=parts.scheme == "https", token=token, timeout=ANSWER_SECONDS
    )
    engine = Engine(client)
    engine.require_rules(policies)
    engine.install(policies, facts)
    return engine


def _is_ready(client: OpaClient, process: OpaProcess) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while process.running() and time.monotonic() < deadline:
        try:
            client.get_policies_list()
            return True
        except (requests.RequestException, KeyError, ValueError):
            time.sleep(0.02)
    return False


def _error_text(response: requests.Response) -> str:
    try:
        document = response.json()
        details = [error.get("message", "") for error in document.get("errors") or []]
        return "; ".join(details) or str(document.get("message", response.status_code))
    except (ValueError, AttributeError):
        return f"status {response.status_code}"


def _short(problem: Exception) -> str:
    return f"{type(problem).__name__}"
