"""Reading a file somebody named: a plain file up to a size, never a pipe or a device."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_regular(path: Path, limit: int) -> bytes:
    """All of a plain file.

    It is opened without waiting and looked at once open: reading a pipe or a device may never end,
    and what was a file a moment ago may be one no longer.

    Args:
        path: where it is; links are followed.
        limit: how many bytes it may have.

    Raises:
        OSError: it cannot be read, is no plain file or is too large; `strerror` says which.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", str(path))
        if found.st_size > limit:
            why = f"it has {found.st_size:,} bytes, more than {limit:,}"
            raise OSError(errno.EFBIG, why, str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(limit + 1)
        if len(content) > limit:  # it grew, or is one of those of /proc, which have no size
            raise OSError(errno.EFBIG, f"it has more than {limit:,} bytes", str(path))
        return content
    finally:
        os.close(handle)
