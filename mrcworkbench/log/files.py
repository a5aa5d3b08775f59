"""The log's files: `logs` in the user's data folder, readable by the owner alone, a few of them, each of some size.

Each record is appended by one write to a file that is opened for it, so that several programs may log at once and none
holds the file. Files are moved along under a lock. No call here waits for another program.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from mrcworkbench import paths
from mrcworkbench.systems import FileLock, private_folder

NAME = "mrcworkbench.log"
LARGEST = 256 * 1024
"""Bytes of a file after which the next one begins."""
KEPT = 4
"""Files, the current one among them."""
_LARGEST_RECORD = 32 * 1024
_SHOWN = bytes(one if 32 <= one < 127 or one == 10 else ord("?") for one in range(256))
"""A power cut can leave anything at the end of a file."""
_UNBLOCKED = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""What lies in the place of the log, such as a pipe or a link, is neither waited for nor followed."""


def folder() -> Path:
    return paths.user_data() / "logs"


def open_to_append(path: Path) -> int:
    """A descriptor that adds to a file of the log, made where it is missing. Raises `OSError`."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | _UNBLOCKED
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        private_folder(path.parent)
        return os.open(path, flags, 0o600)


def append(record: str) -> None:
    """Adds a record of one or more lines. Raises `OSError` where it cannot be written."""
    path = folder() / NAME
    data = record.encode("ascii", "replace")[:_LARGEST_RECORD].rstrip() + b"\n"
    descriptor = open_to_append(path)
    try:
        size = os.fstat(descriptor).st_size
        if size < KEPT * LARGEST:  # more only where files can never be moved
            size += os.write(descriptor, data)
    finally:
        os.close(descriptor)
    if size >= LARGEST:
        _begin_next(path)


def read() -> str:
    """All that is kept, the oldest first; what cannot be read is left out."""
    data = b""
    for path in reversed(_all(folder() / NAME)):
        with contextlib.suppress(OSError):
            data += path.read_bytes()
    return data.translate(_SHOWN, b"\r\0").decode("ascii")


def _all(path: Path) -> list[Path]:
    """The current file and those before it, the newest first."""
    return [path, *(path.with_name(f"{path.stem}.{number}{path.suffix}") for number in range(1, KEPT))]


def _begin_next(path: Path) -> None:
    """Moves every file along by one; the oldest goes. Left to the next record where another program is at it, or where
    the system does not move a file that another program has open."""
    lock = FileLock(path.with_suffix(".lock"))
    if not lock.acquire():
        return
    try:
        if path.stat().st_size >= LARGEST:  # not yet done by another program
            files = _all(path)
            for newer, older in zip(reversed(files[:-1]), reversed(files), strict=False):
                if newer.exists():
                    newer.replace(older)
    finally:
        lock.release()
