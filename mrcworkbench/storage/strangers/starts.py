"""Whose a file from elsewhere is, by its first bytes alone; neither the file nor its folder is touched."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from mrcworkbench import systems
from mrcworkbench.storage.header import MAGIC
from mrcworkbench.storage.schema import APPLICATION_ID

_LENGTH = 512
"""Bytes: the whole header of a database, and the marks of archives and documents."""
_APPLICATION = slice(68, 72)


def read_start(path: Path) -> bytes:
    """The first bytes of an ordinary file; no link is followed and no pipe waited for. Raises `OSError`, also for what
    is no ordinary file (any more)."""
    descriptor = os.open(path, systems.OPEN_UNFOLLOWED)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return os.read(descriptor, _LENGTH)
    finally:
        os.close(descriptor)


def is_database(start: bytes) -> bool:
    """Whether a file that begins so is one of SQLite, of whatever program."""
    return start.startswith(MAGIC)


def is_ours(start: bytes) -> bool:
    """Whether a file that begins so says that it is of this program; it may be damaged or forged all the same."""
    return is_database(start) and int.from_bytes(start[_APPLICATION], "big") == APPLICATION_ID
