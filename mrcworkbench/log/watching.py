"""What is logged of a running program without anybody's doing: crashes, and exceptions that nobody can catch."""

from __future__ import annotations

import contextlib
import sys
import threading

from mrcworkbench.log import crashes, records


def watch() -> None:
    """Begins to watch this process. For a program of its own, not for one that only calls a command."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # as with every record: without a place there is none
        crashes.take_in()
        crashes.watch()
    _watch_threads()
    _watch_deletions()


def _watch_threads() -> None:
    before = threading.excepthook

    def told(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            records.fault(ended.exc_value)
        before(ended)

    threading.excepthook = told


def _watch_deletions() -> None:
    before = sys.unraisablehook

    def told(ignored: sys.UnraisableHookArgs) -> None:
        if ignored.exc_value is not None:
            records.fault(ignored.exc_value)
        before(ignored)

    sys.unraisablehook = told
