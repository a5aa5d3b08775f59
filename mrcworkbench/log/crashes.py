"""Ends of which no exception tells: Python writes down where every thread was, and the next start takes that into the
log, without the folders.

Every program appends to one file, and writes into it only when it crashes; so whatever is in it is of one that ended.
"""

from __future__ import annotations

import faulthandler
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mrcworkbench.log import files, records, traces
from mrcworkbench.systems import FileLock

_NAME = "crashed.txt"
_LARGEST = 256 * 1024
_MOST_LINES = 200
_REASON = re.compile(
    r"(?:Fatal Python error|Windows fatal exception): (Segmentation fault|Aborted|Bus error|Illegal instruction"
    r"|Floating[ -]point exception|access violation|stack overflow|int divide by zero|float divide by zero"
    r"|float overflow|code 0x[0-9a-f]{1,16})"
)
_THREAD = re.compile(r"(Current thread|Thread) 0x[0-9a-f]+.*")
_FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+|\?+) in (?P<function>.*)')
_NUMBERED = "code_0x"
"""Windows also tells of exceptions, by number, that a library of the system handles itself afterwards."""


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
    for reason, lines in _crashes(text):
        taken = islice(lines, _MOST_LINES)
        if reason.startswith(_NUMBERED):
            records.block("native_exception", taken, number=int(reason.removeprefix(_NUMBERED), 16))
        else:
            records.block("ended_unexpectedly", taken, reason=reason)


def _crashes(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each crash by its reason, with its lines as the log may know them; of any other line, that it was there."""
    reason, lines = "", list[str]()
    for line in text.splitlines():
        found = _REASON.fullmatch(line)
        if found is None:
            lines.extend(_scrubbed(line))
            continue
        if reason or lines:
            yield reason or "unknown", lines
        reason, lines = re.sub(r"\W+", "_", found[1].lower()), []
    if reason or lines:
        yield reason or "unknown", lines


def _scrubbed(line: str) -> Iterator[str]:
    frame, thread = _FRAME.fullmatch(line), _THREAD.fullmatch(line)
    if frame is not None:
        number = int(frame["line"]) if frame["line"].isdecimal() else None
        yield traces.frame(frame["file"], number, frame["function"])
    elif thread is not None:
        yield f"  {thread[1].lower()}"


def _file() -> Path:
    return files.folder() / _NAME


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
