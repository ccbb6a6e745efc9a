"""What the lock files say, and that the Makefile installs exactly that."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USE, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
CLOUD_SDKS = {"pulumi-aws", "pulumi-aws-native", "pulumi-azure-native"}

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "trial"
version = "1"
"""
BACKEND = '''
"""Makes an editable wheel with nothing in it."""
import zipfile
from pathlib import Path

FILES = {
    "METADATA": "Metadata-Version: 2.1\\nName: trial\\nVersion: 1\\n",
    "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "RECORD": "",
}

def build_editable(folder, settings=None, metadata=None):
    name = "trial-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        for file, content in FILES.items():
            wheel.writestr("trial-1.dist-info/" + file, content)
    return name
'''


def pins(name: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9._-]+)==(\S+) \\$", (ROOT / name).read_text(), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("name", [USE, DEVELOPMENT])
def test_a_lock_names_hashes_and_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(name)) > 50
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index-url" not in text


def test_development_adds_to_use_and_changes_nothing_of_it() -> None:
    use, development = pins(USE), pins(DEVELOPMENT)
    assert use.items() < development.items()
    assert use.keys() > CLOUD_SDKS
    assert {"pytest", "mypy", "playwright"} <= development.keys() - use.keys()


def test_these_checks_run_on_what_the_lock_says() -> None:
    assert {name: version(name) for name in pins(DEVELOPMENT)} == pins(DEVELOPMENT)


def wheel(folder: Path, name: str, release: str, *needs: str) -> str:
    """Put a wheel with nothing but metadata into a folder; the line of a lock that asks for it."""
    at = f"{name}-{release}.dist-info/"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {release}\n"
    metadata += "".join(f"Requires-Dist: {need}\n" for need in needs)
    metadata += "Provides-Extra: more\n"
    path = folder / f"{name}-{release}-py3-none-any.whl"
    content = metadata.encode()
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(f"{at}METADATA", content)
        made.writestr(
            f"{at}WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr(f"{at}RECORD", f"{at}METADATA,sha256={digest},{len(content)}\n")
    return f"{name}=={release} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """A project with our Makefile: `upper` asks for `lower` with an extra, pinned without it."""
    folder, releases = tmp_path / "trial", tmp_path / "releases"
    folder.mkdir()
    releases.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    lock = wheel(releases, "upper", "1.0", "lower[more]>=1") + wheel(releases, "lower", "1.0")
    (folder / USE).write_text(lock)
    return folder


def make(folder: Path, *find: Path) -> subprocess.CompletedProcess[str]:
    """Install what the lock says, from folders only: no registry is reached."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
        "PIP_FIND_LINKS": " ".join(map(str, (folder.parent / "releases", *find))),
        "PIP_NO_INDEX": "1",
        "PYTHON": sys.executable,
    }
    return subprocess.run(
        ["make", ".venv/.ready"], cwd=folder, env=environment, capture_output=True, text=True
    )


def installed(folder: Path) -> set[str]:
    return {path.name for path in folder.glob(".venv/lib/python*/site-packages/?*er-*.dist-info")}


def test_a_newer_release_elsewhere_changes_nothing(trial: Path) -> None:
    newer = trial.parent / "newer"
    newer.mkdir()
    wheel(newer, "lower", "99.0")
    done = make(trial, newer)
    assert done.returncode == 0, done.stdout + done.stderr
    assert installed(trial) == {"upper-1.0.dist-info", "lower-1.0.dist-info"}


def test_other_content_under_the_same_version_is_refused(trial: Path) -> None:
    wheel(trial.parent / "releases", "lower", "1.0", "something-else")
    done = make(trial)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (trial / ".venv/.ready").exists()
    assert installed(trial) == set()


def test_a_lock_that_misses_a_package_is_refused(trial: Path) -> None:
    lock = trial / USE
    lock.write_text(lock.read_text().splitlines()[0])
    done = make(trial)
    assert done.returncode != 0
    assert "upper 1.0 requires lower, which is not installed" in done.stdout + done.stderr
    assert not (trial / ".venv/.ready").exists()


def test_a_package_that_leaves_the_lock_leaves_the_environment(trial: Path) -> None:
    assert make(trial).returncode == 0
    (trial / USE).write_text((trial / USE).read_text().splitlines()[1])
    os.utime(trial / USE, (4e9, 4e9))
    assert make(trial).returncode == 0
    assert installed(trial) == {"lower-1.0.dist-info"}
