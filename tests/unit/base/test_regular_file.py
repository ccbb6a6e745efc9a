"""Plain files are read; what could block or never end is not."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from edgewright.base.regular_file import read_regular


def test_a_file_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    (tmp_path / "link").symlink_to(path)
    assert read_regular(path, 5) == read_regular(tmp_path / "link", 5) == b"12345"
    with pytest.raises(OSError, match="5 bytes, more than 4"):
        read_regular(path, 4)


def test_a_file_that_says_it_is_empty_and_is_not() -> None:
    """Those of /proc do."""
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("no /proc here")
    assert path.stat().st_size == 0
    assert b"Name:" in read_regular(path, 100_000)
    with pytest.raises(OSError, match="more than 10 bytes"):
        read_regular(path, 10)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("what", ["pipe", "socket", "folder", "/dev/zero", "/dev/random", "loop"])
def test_what_is_no_file(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "it"
    with socket.socket(socket.AF_UNIX) as listening:
        if what == "pipe":
            os.mkfifo(path)
        elif what == "socket":
            monkeypatch.chdir(tmp_path)  # a socket's name may have 100 bytes
            listening.bind("it")
        elif what == "folder":
            path.mkdir()
        else:
            path.symlink_to(path if what == "loop" else what)
        with pytest.raises(OSError) as caught:
            read_regular(path, 1000)
    assert caught.value.strerror


def test_a_sparse_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="more than"):
        read_regular(path, 1000)
