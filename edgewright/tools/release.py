"""The second method: an official release, verified against its published checksums."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

from edgewright.base.errors import EdgewrightError
from edgewright.base.loopback import is_loopback
from edgewright.tools.download import fetch_file, fetch_text, open_session, shown
from edgewright.tools.install_methods import MethodFailed, Progress
from edgewright.tools.standing import sha256_of
from edgewright.tools.table import Platform, Tool

MIRROR_VARIABLE = "EDGEWRIGHT_TOOLS_MIRROR"
"""Environment variable: an address that holds <tool>/v<version>/<the release's files>."""

_ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
_CHECKSUM = re.compile(r"^([0-9a-fA-F]{64}) [ *](\S+)$", re.MULTILINE)
"""A line as `sha256sum` writes it."""


def this_platform() -> Platform:
    """The platform this process runs on, in Go's names."""
    machine = platform.machine().lower()
    return sys.platform, _ARCHITECTURES.get(machine, machine)


def release_base(tool: Tool) -> str:
    """The address of the folder with the release's files.

    Raises:
        EdgewrightError: TOO-005 when EDGEWRIGHT_TOOLS_MIRROR is set and no HTTPS address. On this
            machine itself HTTP will do.
    """
    mirror = os.environ.get(MIRROR_VARIABLE)
    if not mirror:
        return tool.release.base
    if not _is_safe_address(mirror):
        raise EdgewrightError(
            "TOO-005",
            f"{MIRROR_VARIABLE} is not an https address",
            hint="Set it to an address such as https://mirror.example.com/tools, or unset it.",
        )
    return f"{mirror.rstrip('/')}/{tool.name}/v{tool.version}"


def is_mirrored() -> bool:
    """Whether releases come from a mirror: their checksums then come from where they do."""
    return bool(os.environ.get(MIRROR_VARIABLE))


def _is_safe_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
        if not host or parts.port == 0:
            return False
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def stage_release(tool: Tool, downloads: Path, stage: Path, progress: Progress) -> None:
    """Put the executables of the official release into `stage`.

    Args:
        tool: what to fetch.
        downloads: folder for the download, where an unfinished one stays for the next run.
        stage: an empty folder.
        progress: told what goes on.

    Raises:
        MethodFailed: no release for this platform, not to be had, or not what was published.
        EdgewrightError: TOO-005 for a mirror that is no address.
        OSError: a file cannot be written.
    """
    asset = _asset(tool, this_platform())
    base = release_base(tool)
    progress.say(f"downloading {shown(base)}/{asset}")
    with open_session() as session:
        listed = fetch_text(session, f"{base}/{tool.release.checksums.format(asset=asset)}")
        expected = published_checksum(listed, asset)
        part = downloads / f"{tool.name}-{tool.version}-{asset}.part"
        fetch_file(session, f"{base}/{asset}", part, progress)
    _verify(part, asset, expected)
    unpack(part, asset, tool.files, stage)
    part.unlink()


def _asset(tool: Tool, machine: Platform) -> str:
    if machine not in tool.release.assets:
        raise MethodFailed(f"there is no release for {'/'.join(machine)}")
    return tool.release.assets[machine]


def published_checksum(listed: str, asset: str) -> str:
    """The SHA-256 (hex) of `asset` in a list as `sha256sum` writes it.

    Raises:
        MethodFailed: the list has no checksum for it, or several that differ.
    """
    lines: list[tuple[str, str]] = _CHECKSUM.findall(listed)
    found = {checksum.lower() for checksum, name in lines if name == asset}
    if len(found) != 1:
        raise MethodFailed(f"the published list has {len(found)} checksums for {asset}, not one")
    return found.pop()


def _verify(part: Path, asset: str, expected: str) -> None:
    actual = sha256_of(part)
    if actual != expected:
        part.unlink()
        raise MethodFailed(f"{asset} has checksum {actual}, but {expected} is published")


def unpack(download: Path, asset: str, files: tuple[str, ...], stage: Path) -> None:
    """Put the wanted executables of a download into `stage`, whatever else an archive holds.

    Raises:
        MethodFailed: the archive cannot be read, or lacks one of `files`.
    """
    if not asset.endswith(".tar.gz"):
        shutil.copyfile(download, stage / files[-1])
    else:
        _unpack_archive(download, asset, files, stage)
    for file in files:
        if not (stage / file).is_file():
            raise MethodFailed(f"{asset} holds no {file}")
        (stage / file).chmod(0o755)


def _unpack_archive(download: Path, asset: str, files: tuple[str, ...], stage: Path) -> None:
    try:
        with tarfile.open(download, "r:gz") as archive:
            for member in archive:
                name = Path(member.name).name
                # Content is copied under a name of ours: no path in the archive can lead out.
                if name in files and member.isfile() and (source := archive.extractfile(member)):
                    with source, (stage / name).open("wb") as out:
                        shutil.copyfileobj(source, out)
    except (tarfile.TarError, EOFError) as problem:
        raise MethodFailed(f"{asset} is not a readable archive: {problem}") from problem
