"""Who does the database's work: the calling thread, or one thread of its own so that the window never waits for a
disk."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from time import sleep
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


class Job(Generic[T]):
    """Work that one thread gives to another, and what it comes to.

    What the library has for this, `concurrent.futures`, takes twice as long, at every answer.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._value: T
        self._error: BaseException | None = None
        self._running = Lock()
        self._running.acquire()

    def run(self) -> None:
        """Do the work, once. What it raises is kept for `result`; what is to end the program is raised here, too."""
        try:
            self._value = self._work()
        except Exception as error:  # noqa: BLE001 - handed to whoever asks for the result
            self._error = error
        except BaseException as error:
            self._error = error
            raise
        finally:
            del self._work  # and with it what it would keep in memory
            self._running.release()

    def result(self) -> T:
        """Wait until the work is done. Raises what it raised."""
        with self._running:
            if self._error is not None:
                raise self._error
            return self._value


class Writer(Protocol):
    """Runs jobs one after the other, in the order in which they were submitted."""

    def submit(self, work: Callable[[], T]) -> Job[T]: ...


class ImmediateWriter:
    """Runs each job at once, on the calling thread: for the command line and for tests."""

    def submit(self, work: Callable[[], T]) -> Job[T]:
        """The finished job; what it raised is raised by `result()`."""
        job = Job(work)
        job.run()
        return job


class ThreadWriter:
    """Runs jobs on one worker thread. Jobs that wait when the program ends are still done."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="database", daemon=True)  # `close` ends it, not the interpreter
        self._thread.start()
        self._lock = Lock()
        self._ended = False
        atexit.register(self.close)

    def submit(self, work: Callable[[], T]) -> Job[T]:
        """The job. Gives way to the worker at once, so that the disk is busy while the caller goes on. Raises
        `RuntimeError` after `close`: nobody would do it."""
        job = Job(work)
        with self._lock:
            if self._ended:
                raise RuntimeError("the database's thread has ended")
            self._jobs.put(job)
        sleep(0)
        return job

    def close(self) -> None:
        """Wait for the jobs and end the thread."""
        atexit.unregister(self.close)
        with self._lock:
            self._ended = True
            self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            with suppress(BaseException):  # which the job keeps
                job.run()
            del job  # and what it came to, however long the next one takes to come
