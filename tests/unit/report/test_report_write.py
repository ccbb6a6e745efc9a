from __future__ import annotations

import os
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.report import write
from edgewright.report.write import encode, write_report


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    write_report(target, "one")
    write_report(target, "two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_kept(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_report(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"


def test_what_is_not_a_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(EdgewrightError, match="not a regular file") as caught:
            write_report(path, "x")
        assert caught.value.code == "RPT-003"
    assert Path("/dev/null").is_char_device()
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_that_is_missing_or_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "none" / "r.html", tmp_path / "file" / "r.html"):
        with pytest.raises(EdgewrightError) as caught:
            write_report(path, "x")
        assert caught.value.code == "RPT-003"
        assert str(caught.value.place) == str(path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable to root")
def test_an_unwritable_folder_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EdgewrightError, match="Permission denied"):
        write_report(tmp_path / "r.html", "x")


def test_a_failure_on_the_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"old")

    def full(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.Path, "replace", full)
    with pytest.raises(EdgewrightError, match="No space left on device"):
        write_report(target, "new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_lone_surrogates_are_escaped() -> None:
    assert encode("a\ud800ü") == b"a\\ud800\xc3\xbc"
