"""The bytes of a file from elsewhere, copied without touching the file or its folder.

SQLite never opens the original: it would act on what lies beside it (a forged journal makes it delete other files). A
copy stands in memory, where nothing can lie beside it and nothing is left of it; only a large one in a private folder.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from mrcworkbench import systems
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.strangers.limits import MEGABYTE, Limits
from mrcworkbench.storage.strangers.refusals import RefusedError

_BESIDE = ("-journal", "-wal", "-shm")
"""Endings of the files that belong to an unfinished change."""
_START = 4096
"""Bytes that the judgement of the header needs."""
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True)
class PrivateCopy:
    """The bytes, or the file in the private folder that has them; how many, and which; `start` are the first."""

    content: bytes | Path
    size: int
    sha256: str
    start: bytes

    def open(self) -> BinaryIO:
        """To read it by hand."""
        return self.content.open("rb") if isinstance(self.content, Path) else BytesIO(self.content)

    def discard(self) -> None:
        """Leave nothing of it on the disk."""
        if isinstance(self.content, Path):
            with contextlib.suppress(OSError):
                self.content.unlink()


def copy_privately(path: Path, folder: Path, limits: Limits) -> PrivateCopy:
    """Copy an ordinary file that nothing belongs to and nobody changes meanwhile.

    Raises `RefusedError` for any other, `UserError` where the private folder cannot take it.
    """
    try:
        looked = _require_ordinary(path, limits)
        _require_alone(path)
        descriptor = os.open(path, systems.OPEN_UNFOLLOWED)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(error) from error
    try:
        opened = os.fstat(descriptor)
        if not stat.S_ISREG(opened.st_mode) or _state(opened) != _state(looked):
            raise RefusedError("unreadable", "changing")
        if looked.st_size <= limits.kept_in_memory:
            return _in_memory(descriptor, looked, path)
        return _on_disk(descriptor, looked, path, folder)
    finally:
        os.close(descriptor)


def _require_ordinary(path: Path, limits: Limits) -> os.stat_result:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise RefusedError("unreadable", "link")
    if stat.S_ISDIR(status.st_mode):
        os.scandir(path).close()  # raises where nobody may look into it
        raise RefusedError("unreadable", "folder")
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("unreadable", "not_ordinary")
    if status.st_size > limits.size:
        raise RefusedError("too_large", "too_large", most=limits.size // MEGABYTE)
    if status.st_size == 0:
        raise RefusedError("not_a_database", "empty")
    return status


def _require_alone(path: Path) -> None:
    if any(os.path.lexists(f"{os.fspath(path)}{ending}") for ending in _BESIDE):
        raise RefusedError("unreadable", "not_alone")


def _in_memory(descriptor: int, looked: os.stat_result, path: Path) -> PrivateCopy:
    content = b"".join(_parts(descriptor, looked.st_size))
    _require_unchanged(descriptor, looked, path, len(content))
    return PrivateCopy(content, len(content), sha256(content).hexdigest(), content[:_START])


def _on_disk(descriptor: int, looked: os.stat_result, path: Path, folder: Path) -> PrivateCopy:
    target = folder / f"{secrets.token_hex(8)}.mrcw"
    digest, read, start = sha256(), 0, b""
    with _new_file(target) as written:
        for part in _parts(descriptor, looked.st_size):
            digest.update(part)
            read += len(part)
            start = start or part[:_START]
            with told_to_user(target):
                _write_all(written, part)
        _require_unchanged(descriptor, looked, path, read)
    return PrivateCopy(target, read, digest.hexdigest(), start)


def _require_unchanged(descriptor: int, looked: os.stat_result, path: Path, read: int) -> None:
    """That what was read is the file that was looked at, and that it still stands alone."""
    try:
        changed = read != looked.st_size or _state(os.fstat(descriptor)) != _state(looked)
        _require_alone(path)
    except OSError as error:
        raise _unreadable(error) from error
    if changed:
        raise RefusedError("unreadable", "changing")


def _parts(descriptor: int, size: int) -> Iterator[bytes]:
    """The file's bytes; of one that grows while it is read, one byte more than it had."""
    left = size + 1
    while left > 0:
        try:
            part = os.read(descriptor, min(MEGABYTE, left))
        except OSError as error:
            raise _unreadable(error) from error
        if not part:
            return
        left -= len(part)
        yield part


@contextlib.contextmanager
def _new_file(target: Path) -> Iterator[int]:
    with told_to_user(target):
        descriptor = os.open(target, _CREATE, 0o600)
    try:
        yield descriptor
    except BaseException:
        os.close(descriptor)
        with contextlib.suppress(OSError):
            target.unlink()
        raise
    os.close(descriptor)


def _write_all(descriptor: int, part: bytes) -> None:
    left = memoryview(part)
    while left:
        left = left[os.write(descriptor, left) :]


def _state(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _unreadable(error: Exception) -> RefusedError:
    if isinstance(error, FileNotFoundError):
        return RefusedError("unreadable", "missing")
    return RefusedError("unreadable", "cannot_be_read", cause=getattr(error, "strerror", None) or str(error))
