"""Asking OPA: what every rule says of a document.

A child of ours is given everything when it starts. It reads and compiles that while whoever
started it goes on, and is waited for when it is first asked. A server of somebody else's is shared:
what a run puts there stands under a name of its own, and is taken away again.
"""

from __future__ import annotations

import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edgewright.base.errors import EdgewrightError
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.opa.entries import (
    ANSWERS,
    OWN_PACKAGE,
    data_of,
    entry_module,
    entry_modules,
    findings_of,
    silent,
)
from edgewright.policy.opa.process import OpaProcess
from edgewright.policy.policy_set import PolicySet

if TYPE_CHECKING:
    from edgewright.policy.opa.connection import Connection


class Engine(ABC):
    """An OPA that holds a policy set's rules, parameters and facts.

    Args:
        package: what the packages of its entries begin with.
        data_at: the name below `data` where parameters and facts are; None for `data` itself.
    """

    def __init__(self, package: str, data_at: str | None) -> None:
        self._package = package
        self._data_at = data_at

    def ask(
        self, entry: str, policies: Sequence[PolicyInfo], document: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Policy id -> its findings and notes on `document`, for every rule of an entry, at once.

        Args:
            entry: its name: of a scope, or of the rules that share.
            policies: the rules in it.
            document: the input.

        Raises:
            EdgewrightError: OPA-001 when it did not start, OPA-002 when it does not answer, OPA-003
                when a rule raises (named), OPA-004 when a rule has no `deny`.
        """
        from edgewright.policy.opa.connection import Raised

        try:
            found = self._findings(entry, document)
        except Raised as failure:
            raise self._blame(policies, document, str(failure)) from failure
        if without := silent(policies, found):
            raise EdgewrightError(
                "OPA-004",
                f"policy {without.id} ({without.package}) has no `deny`",
                hint="Define `deny contains finding if {...}` in its package.",
            )
        return {policy.id: found[policy.id] for policy in policies}

    @abstractmethod
    def close(self) -> None:
        """Leave nothing of this run behind."""

    @abstractmethod
    def connection(self) -> Connection:
        """The way to it, once it can be asked."""

    def _blame(
        self, policies: Sequence[PolicyInfo], document: Mapping[str, Any], reason: str
    ) -> EdgewrightError:
        """Ask rule by rule which one raises."""
        from edgewright.policy.opa.connection import Raised

        for policy in policies:
            alone = f"only_{policy.id.replace('-', '_')}"
            package = f"{self._package}.{alone}"
            self._put_entries(alone, entry_module(package, [policy], self._data_at))
            try:
                self._findings(alone, document)
            except Raised as failure:
                return EdgewrightError(
                    "OPA-003",
                    f"policy {policy.id} ({policy.package}) raised: {failure}",
                    hint="Make the rule total over null, unknown and secret values.",
                )
        why = f"rules failed together that do not fail alone: {reason}"
        return self.connection().failed(why)

    def _findings(self, name: str, document: Mapping[str, Any]) -> dict[str, Any]:
        return findings_of(self.connection().ask(f"{self._package}.{name}", ANSWERS, document))

    def _put_entries(self, name: str, text: str) -> None:
        self.connection().put_module(f"{self._package}/{name}", text)


class ChildEngine(Engine):
    """A child of ours, which holds this run's things alone.

    Args:
        process: the child, started.
    """

    def __init__(self, process: OpaProcess) -> None:
        super().__init__(OWN_PACKAGE, None)
        self.process = process
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def connection(self) -> Connection:
        """The way to it, once it listens."""
        from edgewright.policy.opa.connection import connection_to_child

        with self._lock:
            if self._connection is None:
                process = self.process
                self._connection = connection_to_child(process.port(), process.token, process.death)
            return self._connection

    def close(self) -> None:
        """End it."""
        self.process.close()
        if self._connection is not None:
            self._connection.close()


class ServerEngine(Engine):
    """A server of somebody else's, with this run's parameters, facts and entries."""

    def __init__(self, connection: Connection) -> None:
        run = f"edgewright_{secrets.token_hex(8)}"
        super().__init__(run, run)
        self._run = run
        self._connection = connection
        self._removals: list[tuple[Callable[[str], None], str]] = []

    def connection(self) -> Connection:
        """The way to it."""
        return self._connection

    def install(self, policies: PolicySet, facts: Mapping[str, Any]) -> None:
        """Put this run's parameters, facts and entries on the server.

        Raises:
            EdgewrightError: OPA-002 when the server does not take them, OPA-005 when it refuses a
                module.
        """
        self._removals.append((self._connection.remove_data, self._run))
        self._connection.put_data(self._run, data_of(policies, facts))
        for name, text in entry_modules(self._run, policies, self._run).items():
            self._put_entries(name, text)

    def close(self) -> None:
        """Take this run's things off the server, as far as it still answers."""
        for remove, name in reversed(self._removals):
            try:
                remove(name)
            except Exception:
                continue
        self._connection.close()

    def require_rules(self, policies: PolicySet) -> None:
        """Refuse a server that does not hold exactly the library's modules.

        Two versions of one package side by side would be taken together, so a second one is
        refused too.

        Raises:
            EdgewrightError: OPA-007 when its rules are not ours, OPA-002 when it does not say.
        """
        held = self._connection.modules()
        wanted = dict.fromkeys(policies.library.modules.values())
        texts = {text for text, _, _ in held}
        for name, text in policies.library.modules.items():
            if text not in texts:
                raise _other_rules(f"the server does not hold this version of {name}")
        packages = {package for text, package, _ in held if text in wanted}
        for text, package, name in held:
            if package in packages and text not in wanted:
                raise _other_rules(f"the server also holds {name}, which adds to {package}")

    def _put_entries(self, name: str, text: str) -> None:
        self._removals.append((self._connection.remove_module, f"{self._run}/{name}"))
        super()._put_entries(name, text)


def open_engine(opa: Path, policies: PolicySet, facts: Mapping[str, Any]) -> ChildEngine:
    """An OPA child that is given the policy set's rules; the caller closes it.

    It is not waited for: what keeps it from coming up is told when it is first asked.

    Raises:
        EdgewrightError: OPA-001 when it cannot be started.
    """
    entries = entry_modules(OWN_PACKAGE, policies)
    named = {f"{OWN_PACKAGE}/{name}.rego": text for name, text in entries.items()}
    modules = {**policies.library.modules, **named}
    process = OpaProcess(opa, modules, data_of(policies, facts))
    try:
        process.start()
    except BaseException:
        process.close()
        raise
    return ChildEngine(process)


def connect_engine(
    url: str, token: str, policies: PolicySet, facts: Mapping[str, Any]
) -> ServerEngine:
    """An OPA server of somebody else's, which must already hold exactly these rules.

    Nothing of the rules is pushed: who may change a shared server's rules is its operator's matter.
    The token must allow reading the policies, and writing below names that begin with "edgewright_"
    (a server that loads bundles must therefore name their roots).

    Raises:
        EdgewrightError: OPA-006 for a URL that is none, OPA-002 when it does not answer, OPA-007
            when its rules are not ours.
    """
    from edgewright.policy.opa.connection import connection_to_server

    engine = ServerEngine(connection_to_server(url, token))
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
