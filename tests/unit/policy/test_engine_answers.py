"""Servers that answer what OPA never would, or not at all: an error each time, never a verdict."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.graph.model import SECRET
from edgewright.policy.evaluate import evaluate
from edgewright.policy.opa import client as client_module
from edgewright.policy.opa.engine import Engine, connect_engine
from edgewright.policy.policy_set import PolicySet

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANARY = "canary-7f3a91"


class StandIn(ThreadingHTTPServer):
    """Holds the rules it is said to hold; what else it answers is set by the test."""

    daemon_threads = True

    def __init__(self, policies: PolicySet) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.held: Any = {
            "result": [
                {"id": name, "raw": text, "ast": {"package": {"path": [{"value": "data"}]}}}
                for name, text in policies.library.modules.items()
            ]
        }
        self.answers: dict[str, tuple[int, bytes] | None] = {
            "PUT data": (204, b""),
            "PUT policies": (200, b"{}"),
            "POST data": (200, b'{"result": {"findings": {"ENC-01": []}, "notes": {}}}'),
            "DELETE data": (204, b""),
            "DELETE policies": (200, b"{}"),
        }
        self.slow = threading.Event()
        self.slow.set()
        self.requests: list[tuple[str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what = f"{self.command} {self.path.split('/')[2].split('?')[0]}"
        self.server.requests.append((f"{self.command} {self.path}", body))
        held = (200, json.dumps(self.server.held).encode())
        answer = held if what == "GET policies" else self.server.answers[what]
        if what == "POST data":
            self.server.slow.wait(10)
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer[0])
        if answer[0] != 204:
            self.send_header("Content-Length", str(len(answer[1])))
        self.end_headers()
        self.wfile.write(answer[1])

    do_GET = do_PUT = do_POST = do_DELETE = answer

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def policies(simple: Any) -> PolicySet:
    found: PolicySet = simple.policies()
    return found


@pytest.fixture
def stand_in(policies: PolicySet) -> Iterator[StandIn]:
    with StandIn(policies) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.slow.set()
        server.shutdown()


def connect(stand_in: StandIn, policies: PolicySet) -> Engine:
    return connect_engine(stand_in.url, "t", policies, {})


def ask(engine: Engine, policies: PolicySet) -> dict[str, Any]:
    return engine.ask("graph", policies.policies, {"nodes": {}})


def failure(stand_in: StandIn, policies: PolicySet) -> EdgewrightError:
    engine = connect(stand_in, policies)
    with pytest.raises(EdgewrightError) as caught:
        ask(engine, policies)
    return caught.value


def test_the_stand_in_stands_in(stand_in: StandIn, policies: PolicySet) -> None:
    assert ask(connect(stand_in, policies), policies) == {"ENC-01": []}


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, b"", "is not OPA's"),
        (200, b"{", "is not OPA's"),
        (200, b"<html>", "is not OPA's"),
        (200, b"\xff\xfe", "is not OPA's"),
        (200, b"[]", "is not OPA's"),
        (200, b"7", "is not OPA's"),
        (200, b'{"result": 7}', "is not OPA's"),
        (200, b'{"result": "ENC-01"}', "is not OPA's"),
        (400, b'{"code": "invalid_parameter", "message": "no"}', "it answered 400: no"),
        (401, b"{}", "it answered 401"),
        (404, b"", "it answered 404"),
        (413, b"not json", "it answered 413"),
        (503, b"[]", "it answered 503"),
        (None, b"", "cannot be reached, or it hung up"),
    ],
)
def test_an_answer_that_is_none(
    stand_in: StandIn, policies: PolicySet, status: int | None, body: bytes, says: str
) -> None:
    stand_in.answers["POST data"] = None if status is None else (status, body)
    problem = failure(stand_in, policies)
    assert (problem.code, problem.exit_status) == ("OPA-002", 3)
    assert "there is no verdict" in problem.message
    assert says in problem.message


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"result": {}}', b'{"result": {"findings": {"ENC-02": []}, "notes": {}}}'],
)
def test_an_answer_that_leaves_a_rule_out(
    stand_in: StandIn, policies: PolicySet, body: bytes
) -> None:
    stand_in.answers["POST data"] = (200, body)
    assert failure(stand_in, policies).code == "OPA-004"


def test_an_answer_that_does_not_come(
    stand_in: StandIn, policies: PolicySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", 0.2)
    stand_in.slow.clear()
    problem = failure(stand_in, policies)
    assert (problem.code, "did not answer in time" in problem.message) == ("OPA-002", True)


def test_a_server_error_that_no_rule_alone_explains(stand_in: StandIn, policies: PolicySet) -> None:
    """A rule is only blamed for what it does by itself."""
    engine = connect(stand_in, policies)
    held = b'{"result": {"findings": {"ENC-01": []}, "notes": {}}}'
    answers = iter([(500, b'{"message": "out of memory"}'), (200, held)])
    real = engine.connection()._client.query_rule

    def query(*arguments: Any) -> Any:
        stand_in.answers["POST data"] = next(answers)
        return real(*arguments)

    engine.connection()._client.query_rule = query
    with pytest.raises(EdgewrightError) as caught:
        ask(engine, policies)
    assert caught.value.code == "OPA-002"
    assert "do not fail alone: out of memory" in caught.value.message


@pytest.mark.parametrize("held", [{}, [], 7, {"result": None}, {"result": [{}]}, {"result": "x"}])
def test_a_list_of_policies_that_is_none(stand_in: StandIn, policies: PolicySet, held: Any) -> None:
    stand_in.held = held
    with pytest.raises(EdgewrightError) as caught:
        connect(stand_in, policies)
    assert caught.value.code == "OPA-002"


@pytest.mark.parametrize("what", ["PUT data", "PUT policies"])
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, b'{"code": "unauthorized", "message": "no"}'),
        (403, b"{}"),
        (404, b"[]"),
        (500, b"oh"),
    ],
)
def test_a_server_that_takes_nothing(
    stand_in: StandIn, policies: PolicySet, what: str, status: int, body: bytes
) -> None:
    """Nothing of an attempt that failed stays on a shared server."""
    stand_in.answers[what] = (status, body)
    with pytest.raises(EdgewrightError) as caught:
        connect(stand_in, policies)
    assert caught.value.code == "OPA-002"
    made = {line.split()[1] for line, _ in stand_in.requests if line.startswith("PUT")}
    removed = {line.split()[1] for line, _ in stand_in.requests if line.startswith("DELETE")}
    assert made == removed


def test_a_server_that_refuses_a_module(stand_in: StandIn, policies: PolicySet) -> None:
    stand_in.answers["PUT policies"] = (
        400,
        b'{"code": "invalid_parameter", "message": "m", "errors": [{"message": "unsafe x"}]}',
    )
    with pytest.raises(EdgewrightError) as caught:
        connect(stand_in, policies)
    assert (caught.value.code, "unsafe x" in caught.value.message) == ("OPA-005", True)


def test_only_what_rules_may_see_is_sent(
    stand_in: StandIn, policies: PolicySet, bucket: Any
) -> None:
    """Where a recorder put a secret's marker, the marker is sent; the rest of a node stays here."""
    node = replace(
        bucket(carrier=dict(SECRET)),
        provider=CANARY,
        intent={"key": CANARY},
        declared_at=CANARY,
    )
    engine = connect(stand_in, policies)
    evaluate([node], policies, engine, NOON, "preview", "all")
    engine.close()
    sent = b"".join(line.encode() + body for line, body in stand_in.requests)
    assert b'{"$secret": true}' in sent or b'{"$secret":true}' in sent
    assert CANARY.encode() not in sent
