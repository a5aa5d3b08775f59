"""Verdicts on their way from the thread of the work to the window: in handfuls, so that ten thousand do not keep it
busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import FileResult

_EVERY = 0.1
"""Seconds between two handfuls: a person sees no difference, and the window has the time between them."""


class Verdicts(QObject):
    """Called with each file, on the thread of the work, inside `with`; `found` arrives on the window's."""

    found = Signal(object)
    """A list of `FileResult`, in the order of reading."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._last = clock()
        self._waiting: list[FileResult] = []

    def __call__(self, result: FileResult) -> None:
        self._waiting.append(result)
        if self._clock() - self._last >= _EVERY:
            self.flush()

    def __enter__(self) -> None:
        self._last = self._clock()

    def __exit__(self, *_: object) -> None:
        """However the work ends, what is known is told."""
        self.flush()

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._last = self._clock()
        if waiting:
            self.found.emit(waiting)
