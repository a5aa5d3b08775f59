"""Long work off the window's thread, with progress and a working cancel.

A `Task` is handed to the work as its progress: `task.step(done, total)` reports and raises `Cancelled` once the user
has cancelled. Runners are injected: tests use `DirectRunner`, which runs at once, so that they are deterministic.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from mrcworkbench.errors import UserError

_REPORT_EVERY = 0.05
"""Seconds between two reports of progress: a screen cannot show more."""


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised inside the work at its next step after a cancel."""


class Task(QObject):
    """One piece of work. Its signals arrive on the window's thread."""

    progressed = Signal(int, int, str)
    """Steps done, steps in all (0 if unknown), what is being done."""
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    """After any of the three."""

    def __init__(self, work: Callable[[Task], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = False
        self._last = 0.0

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:
        """Reports progress. Raises `Cancelled` when the user has cancelled."""
        if self._cancel:
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last >= _REPORT_EVERY:
            self._last = now
            self.progressed.emit(done, total, text)

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._cancel = True

    def run(self) -> None:
        """Does the work on the calling thread and tells how it ended."""
        try:
            result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - the thread's last frame: whoever listens tells the user
            _log(error)
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self.finished.emit()


def _log(error: Exception) -> None:
    """However whoever listens tells of it."""
    from mrcworkbench import log

    if isinstance(error, UserError):
        log.told(error)
    else:
        log.fault(error)


class Runner(Protocol):
    """Runs tasks, somewhere."""

    def start(self, task: Task) -> None: ...


class DirectRunner:
    """Runs a task at once, on the calling thread."""

    def start(self, task: Task) -> None:
        task.run()


class PoolRunner:
    """Runs tasks on Qt's thread pool. `stop` it before the window goes: a task tells what it found by signals."""

    def __init__(self, pool: QThreadPool | None = None) -> None:
        self._pool = pool or QThreadPool.globalInstance()
        self._running: set[Task] = set()
        self._stopped = False

    def start(self, task: Task) -> None:
        """Runs it on another thread; not at all once the runner has been stopped."""
        if self._stopped:
            return
        self._running.add(task)
        task.finished.connect(lambda: self._running.discard(task))
        self._pool.start(_Run(task))

    def stop(self) -> None:
        """Cancels what runs, and waits until it has ended: for one step of each, and for whatever takes no steps."""
        self._stopped = True
        for task in tuple(self._running):
            task.cancel()
        self._pool.waitForDone()


class BackgroundWork(QObject):
    """One piece of work at a time, off the window's thread. What it gives or raises is handed on there."""

    progressed = Signal(int, int, str)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._task: Task | None = None
        self._done: Callable[[Any], None] | None = None
        self._failed: Callable[[Exception], None] | None = None
        self._stopped: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(
        self,
        work: Callable[[Task], object],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None] | None = None,
    ) -> None:
        """Starts it; nothing happens while another is running."""
        if self._task is not None:
            return
        self._done, self._failed, self._stopped = done, failed, stopped
        self._begin()
        # Without a parent: it outlives a page that is thrown away meanwhile. Bound methods are called on this thread.
        task = Task(work)
        task.progressed.connect(self.progressed)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = task
        self._runner.start(task)

    def cancel(self, _: object = None) -> None:
        """Asks it to stop at its next step."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        """Called before it starts."""

    def _end(self) -> bool:
        """Called when it has ended. Whether that is still to be told."""
        self._task = None
        return True

    def _on_done(self, result: object) -> None:
        done = self._done
        if done is not None and self._end():
            done(result)

    def _on_failed(self, error: Exception) -> None:
        failed = self._failed
        if failed is not None and self._end():
            failed(error)

    def _on_cancelled(self) -> None:
        stopped = self._stopped
        if self._end() and stopped is not None:
            stopped()


class _Run(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()
