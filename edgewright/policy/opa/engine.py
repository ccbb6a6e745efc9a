"""Asking OPA: what every rule says of a document.

Rules read their parameters and facts from `data.params` and `data.facts`. Every run puts its own
under a name of its own and asks through an entry module that redirects those paths, so that several
stacks can share one server without sharing anything else.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Scope
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.opa.client import DirectClient, RegoParseError, child_client, server_client
from edgewright.policy.opa.process import OpaProcess
from edgewright.policy.policy_set import PolicySet

ENTRY = """findings["{id}"] := found if found := data.{package}.deny {redirect}

notes["{id}"] := {{note | some note in data.{package}.qualified {redirect}}}"""
"""One rule in an entry module: what it denies, and what it notes if it has `qualified`."""
ANSWERS = """answers := {"findings": findings, "notes": notes}"""
NO_ANSWERS = """answers := {"findings": {}, "notes": {}}"""
STRICT = {"strict-builtin-errors": "true"}
"""A built-in that fails is an error, not "undefined": a rule that raises must not pass."""
REFUSED = (requests.codes.unauthorized, requests.codes.forbidden)
NOT_OPA = (ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What reading an answer of another shape raises, here and in the client."""


class _Raised(Exception):
    """Evaluation itself failed in OPA: a rule raised."""


class Engine:
    """A connection to an OPA that holds a policy set's rules.

    Args:
        client: the connection. process: the child behind it; None for a server of somebody else's.
    """

    def __init__(self, client: DirectClient, process: OpaProcess | None = None) -> None:
        self._client = client
        self._process = process
        self._run = f"edgewright_{secrets.token_hex(8)}"
        self._removals: list[tuple[Callable[[str], bool], str]] = []

    def install(self, policies: PolicySet, facts: Mapping[str, Any]) -> None:
        """Put this run's parameters, facts and entry modules on the server.

        Raises:
            EdgewrightError: OPA-002 when the server does not take them, OPA-005 when it refuses a
                module.
        """
        data = {"params": policies.params, "facts": facts}
        self._removals.append((self._client.delete_data, self._run))
        with self._answered():
            self._client.update_or_create_data(data, self._run)
        for scope in (Scope.RESOURCE, Scope.GRAPH):
            self._put_module(scope, policies.of_scope(scope))

    def ask(
        self, scope: Scope, policies: Sequence[PolicyInfo], document: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Policy id -> its findings and notes on `document`, for every rule of a scope, at once.

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

    def require_rules(self, policies: PolicySet) -> None:
        """Refuse a server that does not hold exactly the library's modules.

        Two versions of one package side by side would be taken together, so a second one is
        refused too.

        Raises:
            EdgewrightError: OPA-007 when its rules are not ours, OPA-002 when it does not say.
        """
        with self._answered():
            held = [(one["raw"], _package(one), one["id"]) for one in self._client.policies()]
        wanted = dict.fromkeys(policies.library.modules.values())
        texts = {text for text, _, _ in held}
        for name, text in policies.library.modules.items():
            if text not in texts:
                raise _other_rules(f"the server does not hold this version of {name}")
        packages = {package for text, package, _ in held if text in wanted}
        for text, package, name in held:
            if package in packages and text not in wanted:
                raise _other_rules(f"the server also holds {name}, which adds to {package}")

    def _entry(self, name: str, policies: Sequence[PolicyInfo]) -> str:
        redirect = (
            f"with data.params as data.{self._run}.params with data.facts as data.{self._run}.facts"
        )
        rules = [
            ENTRY.format(id=policy.id, package=policy.package, redirect=redirect)
            for policy in policies
        ]
        return (
            "\n\n".join([f"package {self._run}.{name}", ANSWERS if rules else NO_ANSWERS, *rules])
            + "\n"
        )

    def _blame(
        self, policies: Sequence[PolicyInfo], document: Mapping[str, Any], reason: str
    ) -> EdgewrightError:
        """Ask rule by rule which one raises."""
        for policy in policies:
            alone = f"only_{policy.id.replace('-', '_')}"
            self._put_module(alone, [policy])
            try:
                self._findings(alone, document)
            except _Raised as failure:
                return EdgewrightError(
                    "OPA-003",
                    f"policy {policy.id} ({policy.package}) raised: {failure}",
                    hint="Make the rule total over null, unknown and secret values.",
                )
        return self._failed(f"rules failed together that do not fail alone: {reason}")

    def _findings(self, name: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """What an entry module gives: policy id -> findings, with its notes behind them."""
        package = f"{self._run}.{name}"
        with self._answered():
            try:
                answer = self._client.query_rule(dict(document), package, "answers", STRICT)
            except requests.HTTPError as problem:
                if problem.response.status_code == requests.codes.internal_server_error:
                    raise _Raised(_error_text(problem.response)) from problem
                raise
            found = dict(answer.get("result") or {})
            notes = dict(found.get("notes", {}))
            return {
                id: _with(denied, notes.get(id))
                for id, denied in dict(found.get("findings", {})).items()
            }

    def _put_module(self, name: str, policies: Sequence[PolicyInfo]) -> None:
        module = f"{self._run}/{name}"
        self._removals.append((self._client.delete_policy, module))
        with self._answered():
            text = self._entry(name, policies)
            self._client.update_policy_from_string(text, module, rego_compat=False)

    def _remove(self) -> None:
        """Take this run's things off a shared server, as far as it still answers."""
        for remove, name in reversed(self._removals):
            try:
                remove(name)
            except Exception:
                continue

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
            raise self._failed(why, refused=status in REFUSED) from problem
        except requests.Timeout as problem:
            raise self._failed("it did not answer in time") from problem
        except requests.ConnectionError as problem:
            raise self._failed("it cannot be reached, or it hung up") from problem
        except (requests.RequestException, *NOT_OPA) as problem:
            why = f"what it answers is not OPA's ({type(problem).__name__})"
            raise self._failed(why) from problem

    def _not_taken(self, problem: RegoParseError) -> EdgewrightError:
        """The error for something that OPA did not let us put."""
        if problem.errors:
            return EdgewrightError(
                "OPA-005",
                f"OPA refused a module: {problem}",
                hint="Check the rules with `opa check --strict policies`.",
            )
        why = f"it answered {problem.expression}: {problem.message}"
        return self._failed(why, refused=problem.expression == "unauthorized")

    def _failed(self, why: str, *, refused: bool = False) -> EdgewrightError:
        if self._process is not None and not self._process.running():
            why = f"it died: {self._process.last_words()}"
        again = "Run it again; if it happens again, look at the machine's memory and the server."
        return EdgewrightError(
            "OPA-002",
            f"OPA failed, so there is no verdict: {why}",
            hint="Give a token that may read and write on the server." if refused else again,
        )


def open_engine(opa: Path, policies: PolicySet, facts: Mapping[str, Any]) -> Engine:
    """An OPA child with the policy set's rules; the caller closes it.

    Raises:
        EdgewrightError: OPA-001 when it cannot be started, OPA-002 when it fails on the way.
    """
    process = OpaProcess(opa, policies.library.modules)
    try:
        process.start()
        engine = Engine(child_client(process.port, process.token), process)
        engine.install(policies, facts)
    except BaseException:
        process.close()
        raise
    return engine


def connect_engine(url: str, token: str, policies: PolicySet, facts: Mapping[str, Any]) -> Engine:
    """An OPA server of somebody else's, which must already hold exactly these rules.

    Nothing of the rules is pushed: who may change a shared server's rules is its operator's matter.
    The token must allow reading the policies, and writing below names that begin with "edgewright_"
    (a server that loads bundles must therefore name their roots).

    Raises:
        EdgewrightError: OPA-006 for a URL that is none, OPA-002 when it does not answer, OPA-007
            when its rules are not ours.
    """
    engine = Engine(server_client(url, token))
    try:
        engine.require_rules(policies)
        engine.install(policies, facts)
    except BaseException:
        engine.close()
        raise
    return engine


def _other_rules(why: str) -> EdgewrightError:
    return EdgewrightError(
        "OPA-007", why, hint="Load the policies folder of this edgewright on the server, alone."
    )


def _with(findings: Any, notes: Any) -> Any:
    """Findings and notes as one list; findings of another shape as they are, to be refused."""
    return [*findings, *notes] if isinstance(findings, list) and notes else findings


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
