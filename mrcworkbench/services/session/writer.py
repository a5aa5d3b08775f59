"""Who does the database's work: the calling thread, or one thread of its own so that the window never waits for a
disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Protocol, TypeVar

T = TypeVar("T")


class Writer(Protocol):
    """Runs jobs one after the other, in the order in which they were submitted."""

    def submit(self, job: Callable[[], T]) -> Future[T]: ...


class ImmediateWriter:
    """Runs each job at once, on the calling thread: for the command line and for tests."""

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """The finished job; what it raised is raised by `result()`."""
        future: Future[T] = Future()
        try:
            future.set_result(job())
        except Exception as error:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(error)
        return future


class ThreadWriter:
    """Runs jobs on one worker thread. Jobs that wait when the program ends are still done."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """The job's future. Gives way to the worker at once, so that the disk is busy while the caller goes on."""
        future = self._pool.submit(job)
        sleep(0)
        return future

    def close(self) -> None:
        """Wait for the jobs and end the thread."""
        self._pool.shutdown(wait=True)
