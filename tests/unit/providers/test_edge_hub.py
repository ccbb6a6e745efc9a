"""Automatic deployments through Azure's own SDK, against a fake of the hub's REST interface.

No emulator of IoT Hub exists. The fake keeps configurations and answers as the service's REST
reference says (`PUT|GET|DELETE /configurations/{id}`); the client is Azure's own, so it is what
checks that the requests are right.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from edgewright.base.errors import EdgewrightError
from edgewright.providers.edge.hub import OWNER, Hub

INPUTS = {
    "hostName": "",
    "content": {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {}}}}},
    "targetCondition": "tags.ring='canary'",
    "priority": 10,
    "labels": {"fleet": "pier"},
    "metrics": {"applied": "SELECT deviceId FROM devices"},
}


class Credential:
    """A token as Azure's identity library gives one."""

    def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        return AccessToken("token", int(time.time()) + 3600)


class FakeHub:
    """What a hub keeps, and answers to give instead, one per request."""

    def __init__(self) -> None:
        self.configurations: dict[str, Any] = {}
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.host = ""
        self.version = 0
        self.lost = 0
        """How many answers to writes do not arrive; what was asked is done."""

    def touch(self, id: str) -> str:
        """Give a configuration its next etag."""
        self.version += 1
        self.configurations[id]["etag"] = f"v{self.version}"
        return f"v{self.version}"


class Handler(BaseHTTPRequestHandler):
    """Serves the hub its server holds."""

    @property
    def hub(self) -> FakeHub:
        return self.server.hub  # type: ignore[attr-defined, no-any-return]

    def _answer(self, status: int, body: Any = None, **headers: str) -> None:
        content = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        self.hub.seen.append((self.command, query, dict(self.headers)))
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        if self.hub.answers:
            status, headers = self.hub.answers.pop(0)
            self._answer(status, {"Message": "no"}, **headers)
        elif self.headers.get("Authorization") != "Bearer token":
            self._answer(401, {"Message": "Unauthorized"})
        elif self.command == "PUT":
            self._put(path.removeprefix("/configurations/"), body)
        else:
            self._get_or_delete(path.removeprefix("/configurations/"))

    def _put(self, id: str, body: Any) -> None:
        known = self.hub.configurations.get(id)
        condition = self.headers.get("If-Match")
        if known and not condition:
            self._answer(409, {"Message": "ConfigurationAlreadyExists"})
        elif condition and not known:
            self._answer(404, {"Message": "ConfigurationNotFound"})
        elif known and condition not in ("*", f'"{known["etag"]}"'):
            self._answer(412, {"Message": "PreconditionFailed"})
        elif known and body["content"] != known["content"]:
            self._answer(400, {"Message": "content cannot be changed"})
        else:
            self.hub.configurations[id] = dict(body)
            self.hub.touch(id)
            if self.hub.lost:
                self.hub.lost -= 1
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self._answer(200, self.hub.configurations[id])

    def _get_or_delete(self, id: str) -> None:
        known = self.hub.configurations.get(id)
        if known is None:
            self._answer(404, {"Message": "ConfigurationNotFound"})
        elif self.command == "DELETE":
            del self.hub.configurations[id]
            self._answer(204)
        else:
            self._answer(200, known)

    do_GET = do_PUT = do_DELETE = _serve

    def log_message(self, *_: Any) -> None:
        pass


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    hub = FakeHub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.hub = hub  # type: ignore[attr-defined]
    cert, key = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(cert))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    hub.host = f"127.0.0.1:{server.server_port}"
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hub(fake: FakeHub) -> Hub:
    return Hub(fake.host, Credential())


def test_create_read_update_delete(hub: Hub, fake: FakeHub) -> None:
    etag = hub.create("detect-1", INPUTS)
    kept = fake.configurations["detect-1"]
    assert kept["targetCondition"] == "tags.ring='canary'"
    assert kept["content"]["modulesContent"] == INPUTS["content"]["modulesContent"]  # type: ignore[index]
    assert kept["metrics"]["queries"] == INPUTS["metrics"]
    assert hub.read("detect-1") == {**INPUTS, "hostName": fake.host, "etag": etag}
    later = hub.update("detect-1", {**INPUTS, "priority": 11}, etag)
    assert fake.configurations["detect-1"]["priority"] == 11
    assert later not in (None, etag)
    hub.delete("detect-1")
    assert fake.configurations == {}


def test_the_hub_is_asked_in_its_own_api_version(hub: Hub, fake: FakeHub) -> None:
    hub.create("detect-1", INPUTS)
    [(method, query, headers)] = fake.seen
    assert (method, query) == ("PUT", "api-version=2021-04-12")
    assert "If-Match" not in headers


def test_what_somebody_else_changed_is_not_overwritten(hub: Hub, fake: FakeHub) -> None:
    etag = hub.create("detect-1", INPUTS)
    fake.configurations["detect-1"]["priority"] = 99
    fake.touch("detect-1")
    with pytest.raises(EdgewrightError) as caught:
        hub.update("detect-1", {**INPUTS, "priority": 11}, etag)
    assert "412" in caught.value.message
    assert "pulumi refresh" in caught.value.hint
    assert fake.configurations["detect-1"]["priority"] == 99
    now = hub.read("detect-1")
    assert now is not None
    hub.update("detect-1", {**INPUTS, "priority": 11}, now["etag"])
    assert fake.configurations["detect-1"]["priority"] == 11


def test_updating_what_is_gone_is_refused_not_made_anew(hub: Hub, fake: FakeHub) -> None:
    with pytest.raises(EdgewrightError) as caught:
        hub.update("detect-1", INPUTS, None)
    assert "404" in caught.value.message
    assert fake.configurations == {}


def test_a_throttled_write_waits_as_told_and_succeeds(hub: Hub, fake: FakeHub) -> None:
    fake.answers = [(429, {"Retry-After": "1"})]
    begun = time.monotonic()
    hub.create("detect-1", INPUTS)
    assert time.monotonic() - begun >= 1
    assert [method for method, _, _ in fake.seen] == ["PUT", "PUT"]
    assert "detect-1" in fake.configurations


def test_what_is_gone_reads_as_nothing_and_can_be_deleted_again(hub: Hub) -> None:
    assert hub.read("gone") is None
    hub.delete("gone")


def test_creating_twice_is_refused(hub: Hub) -> None:
    hub.create("detect-1", INPUTS)
    with pytest.raises(EdgewrightError) as caught:
        hub.create("detect-1", INPUTS)
    assert caught.value.code == "EDG-001"
    assert "409" in caught.value.message


ALL = 20
"""More answers than the SDK asks for."""
OURS = {**INPUTS, "labels": {"fleet": "pier", OWNER: "ours"}}
THEIRS = {**INPUTS, "labels": {"fleet": "pier", OWNER: "theirs"}}


def lost(hub: Hub, fake: FakeHub, inputs: dict[str, Any]) -> None:
    """Create a deployment of which no answer arrives."""
    fake.lost = ALL
    with contextlib.suppress(EdgewrightError):
        hub.create("detect-1", inputs)
    fake.lost = 0
    assert list(fake.configurations) == ["detect-1"]


def test_a_lost_answer_is_asked_for_again(hub: Hub, fake: FakeHub) -> None:
    fake.lost = 1
    etag = hub.create("detect-1", OURS)
    assert fake.configurations["detect-1"]["etag"] == etag == "v1"


def test_what_is_ours_is_taken_on_when_the_answer_was_lost(hub: Hub, fake: FakeHub) -> None:
    lost(hub, fake, OURS)
    assert hub.create("detect-1", OURS) == fake.configurations["detect-1"]["etag"]
    assert fake.version == 1
    assert hub.read("detect-1") == {**INPUTS, "hostName": fake.host, "etag": "v1"}


def test_what_is_ours_becomes_what_is_wanted_by_now(hub: Hub, fake: FakeHub) -> None:
    lost(hub, fake, OURS)
    etag = hub.create("detect-1", {**OURS, "priority": 11})
    assert list(fake.configurations) == ["detect-1"]
    assert fake.configurations["detect-1"]["priority"] == 11
    assert fake.configurations["detect-1"]["etag"] == etag == "v2"


@pytest.mark.parametrize("theirs", [THEIRS, INPUTS], ids=["theirs", "nobody's"])
def test_what_is_somebody_elses_is_not_taken_on(
    hub: Hub, fake: FakeHub, theirs: dict[str, Any]
) -> None:
    hub.create("detect-1", theirs)
    before = copy.deepcopy(fake.configurations)
    with pytest.raises(EdgewrightError) as caught:
        hub.create("detect-1", OURS)
    assert (caught.value.code, "409" in caught.value.message) == ("EDG-001", True)
    assert "not this resource's" in caught.value.hint
    assert fake.configurations == before


def test_other_content_under_our_mark_is_not_taken_on(hub: Hub, fake: FakeHub) -> None:
    hub.create("detect-1", OURS)
    fake.configurations["detect-1"]["content"]["modulesContent"]["$edgeHub"] = {}
    with pytest.raises(EdgewrightError, match="409"):
        hub.create("detect-1", OURS)


def test_an_update_whose_answer_was_lost(hub: Hub, fake: FakeHub) -> None:
    etag = hub.create("detect-1", OURS)
    later = {**OURS, "priority": 11}
    fake.lost = 1
    assert hub.update("detect-1", later, etag) == fake.configurations["detect-1"]["etag"] == "v2"
    assert hub.update("detect-1", later, etag) == "v2"
    with pytest.raises(EdgewrightError, match="412"):
        hub.update("detect-1", {**OURS, "priority": 12}, etag)


@pytest.mark.parametrize(
    ("status", "hint"),
    [(401, "az login"), (403, "role"), (412, "refresh"), (429, "20 configuration writes")],
)
def test_refusals_name_the_next_step(hub: Hub, fake: FakeHub, status: int, hint: str) -> None:
    fake.answers = [(status, {"Retry-After": "0"})] * 6
    with pytest.raises(EdgewrightError) as caught:
        hub.create("detect-1", INPUTS)
    assert (caught.value.code, caught.value.exit_status) == ("EDG-001", 3)
    assert str(status) in caught.value.message
    assert "Bearer" not in caught.value.text()
    assert hint in caught.value.hint


def test_a_hub_that_is_not_there() -> None:
    with pytest.raises(EdgewrightError) as caught:
        Hub("127.0.0.1:1", Credential()).read("x")
    assert caught.value.code == "EDG-001"
