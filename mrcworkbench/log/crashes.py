"""Ends of which no exception tells: Python writes down where every thread was, and the next start takes that into the
log.

Every program appends to one file, and writes into it only when it crashes; so whatever is in it is of one that ended.
"""

from __future__ import annotations

import faulthandler
import os
from pathlib import Path

from mrcworkbench.log import files, records
from mrcworkbench.log.crash_texts import crashes_in
from mrcworkbench.systems import FileLock

_NAME = "crashed.txt"
_LARGEST = 256 * 1024


def watch() -> None:
    """Has Python write into a file of the log's folder if the program crashes. Raises `OSError`."""
    faulthandler.enable(files.open_to_append(_file()))


def take_in() -> None:
    """Moves what a crash has left into the log. Raises `OSError`; nothing is lost then."""
    path = _file()
    if not _size(path):
        return
    lock = FileLock(path.with_suffix(".lock"))
    if not lock.acquire():
        return  # another program takes it in
    try:
        text = path.read_bytes()[:_LARGEST].decode("utf-8", "replace")
        os.truncate(path, 0)
    finally:
        lock.release()
    for crash in crashes_in(text):
        if crash.number is None:
            records.block("ended_unexpectedly", crash.lines, reason=crash.reason)
        else:
            records.block("native_exception", crash.lines, number=crash.number)


def _file() -> Path:
    return files.folder() / _NAME


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
