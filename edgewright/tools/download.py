"""Downloading over HTTP: quick to give up on a closed network, resumed where it stopped."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edgewright.tools.install_methods import MethodFailed, Progress

if TYPE_CHECKING:
    import requests

TIMEOUT_S = (5.0, 15.0)
"""Seconds to wait for a connection, and for the next bytes."""
CHUNK = 1 << 16
SMALL_FILE_LIMIT = 1 << 20
"""Bytes a checksum list may have."""

_CAUSES = {
    "NameResolutionError": "its name cannot be resolved",
    "Connection refused": "refused",
    "Network is unreachable": "the network is unreachable",
    "Read timed out": "it does not answer",
    "Connection aborted": "it hung up",
}
_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+)$")


def open_session() -> requests.Session:
    """An HTTP session with bounded retries.

    A connection that cannot be made or trusted is not tried again, so that a machine without a
    network goes on at once; a connection that breaks before the answer is tried once more, an
    answer that tends to pass (429, 502, 503, 504) twice.
    """
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    retry = Retry(
        total=5,
        connect=0,
        read=1,
        status=2,
        redirect=5,
        other=0,
        status_forcelist=(429, 502, 503, 504),
        backoff_factor=0.5,
        raise_on_status=False,
        respect_retry_after_header=False,  # a server may ask for an hour
    )
    session = requests.Session()
    session.headers["Accept-Encoding"] = "identity"  # the checksums are those of the file as it is
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def fetch_text(session: requests.Session, url: str) -> str:
    """The text of a small file.

    Raises:
        MethodFailed: it cannot be had, or is larger than SMALL_FILE_LIMIT bytes.
    """
    content = bytearray()
    with _answer(session, url, {}) as response:
        _demand_success(response, url)
        for chunk in response.raw.stream(CHUNK, decode_content=False):
            content += chunk
            if len(content) > SMALL_FILE_LIMIT:
                raise MethodFailed(f"{shown(url)} is larger than {SMALL_FILE_LIMIT} bytes")
    return content.decode(errors="replace")


def fetch_file(session: requests.Session, url: str, part: Path, progress: Progress) -> None:
    """Download a file into `part`, going on from what `part` holds if the server can.

    When the download breaks off, what came stays in `part` for the next run.

    Raises:
        MethodFailed: it cannot be had, or not to its end.
        OSError: `part` cannot be written.
    """
    have = part.stat().st_size if part.exists() else 0
    with _answer(session, url, {"Range": f"bytes={have}-"} if have else {}) as response:
        start, total = _extent(response, have)
        if response.status_code == 416 and have:
            if total == have:
                return  # all of it came before; only the check was missing
            part.unlink()
        else:
            _demand_success(response, url)
            if start:
                progress.say(f"going on after the {_mb(start)} of an earlier download")
            _store(response, part, start, total, progress)
            return
    fetch_file(session, url, part, progress)  # from the beginning: there is no part any more


def _extent(response: requests.Response, have: int) -> tuple[int, int | None]:
    """(where the body starts, size of the whole file in bytes if the server says so)."""
    match = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
    if response.status_code == 206:
        if match is None or match.group(1) != str(have):
            raise MethodFailed(f"{shown(response.url)} answered with another range than was asked")
        return have, int(match.group(2))
    if match is not None:
        return 0, int(match.group(2))
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdigit() else None


def _store(
    response: requests.Response, part: Path, start: int, total: int | None, progress: Progress
) -> None:
    came = start
    with part.open("ab" if start else "wb") as out:
        for chunk in response.raw.stream(CHUNK, decode_content=False):
            out.write(chunk)
            came += len(chunk)
            progress.tick(f"{_mb(came)} of {_mb(total)}" if total else _mb(came))


@contextlib.contextmanager
def _answer(
    session: requests.Session, url: str, headers: dict[str, str]
) -> Iterator[requests.Response]:
    """The answer to a GET; what goes wrong, also while its body is read, becomes MethodFailed."""
    import requests
    from urllib3.exceptions import HTTPError

    try:
        with session.get(url, headers=headers, stream=True, timeout=TIMEOUT_S) as response:
            _demand_tls_throughout(response, url)
            yield response
    except requests.ConnectTimeout as problem:
        raise MethodFailed(f"no connection to {_host(url)} in {TIMEOUT_S[0]:.0f} s") from problem
    except requests.exceptions.SSLError as problem:
        raise MethodFailed(f"no trusted TLS connection to {_host(url)}") from problem
    except requests.ConnectionError as problem:
        raise MethodFailed(f"no connection to {_host(url)} ({_cause(problem)})") from problem
    except (requests.RequestException, HTTPError) as problem:
        raise MethodFailed(f"{shown(url)} broke off ({type(problem).__name__})") from problem


def _demand_tls_throughout(response: requests.Response, url: str) -> None:
    """Whoever asks over TLS is not to be sent on to where anybody can answer."""
    plain = [hop.url for hop in (*response.history, response) if not hop.url.startswith("https:")]
    if url.startswith("https:") and plain:
        raise MethodFailed(f"{shown(url)} leads over plain HTTP, to {shown(plain[0])}")


def _demand_success(response: requests.Response, url: str) -> None:
    if response.status_code not in (200, 206):
        raise MethodFailed(f"{shown(url)} answered {response.status_code} {response.reason}")


def _cause(problem: requests.ConnectionError) -> str:
    """Why no connection came about, in the system's words where they are known."""
    text = str(problem)
    for known, words in _CAUSES.items():
        if known in text:
            return words
    return type(problem).__name__


def shown(url: str) -> str:
    """An address fit to be shown: without the user and password it may hold."""
    parts = urlsplit(url)
    return parts._replace(netloc=_host(url)).geturl()


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _mb(size: int | None) -> str:
    return f"{(size or 0) / 1e6:.1f} MB"
