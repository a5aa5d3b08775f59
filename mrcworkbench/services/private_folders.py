"""A folder of this process alone, for copies of files from elsewhere: in the user's data folder, gone afterwards.

Not the system's temporary folder: the copies hold personal data. What a program that was killed has left is removed
when the next folder is made; a lock tells whether its program still runs.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mrcworkbench import paths, systems
from mrcworkbench.systems import FileLock

_LOCK = ".lock"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new, empty folder; removed with everything in it when the block ends. Raises `UserError` as the disk does."""
    from mrcworkbench.storage.failures import told_to_user

    base = paths.user_data() / "incoming"
    with told_to_user(base):
        systems.private_folder(base)
        _clear(base)
        name, lock = _lock_name(base)
        folder = base / name
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        _remove(folder, lock)


def _lock_name(base: Path) -> tuple[str, FileLock]:
    while True:
        name = secrets.token_hex(8)
        lock = FileLock(base / f"{name}{_LOCK}")
        if lock.acquire():
            return name, lock


def _clear(base: Path) -> None:
    for left in base.glob(f"*{_LOCK}"):
        lock = FileLock(left)
        with contextlib.suppress(OSError):
            if lock.acquire():
                _remove(left.with_suffix(""), lock)


def _remove(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    with contextlib.suppress(OSError):
        lock.path.unlink()
