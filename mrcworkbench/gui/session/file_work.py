"""Work on the whole open file, off the window's thread: merging, settling, undoing an import.

While it runs nothing else can be done with the file, so that the session may be refreshed on the work's thread; when it
ends, however it ends, the bridge tells everyone to read the file again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import Runner, Task

AUTHOR = "named_author"
"""Key of the file's setting with the name of whoever merges, settles and submits here, as a person typed it. In
files of 0.1.0 `author` may hold a login name, which is not read."""


def author_name(bridge: Bridge) -> str:
    """The name kept with the file, else that of the respondent, else ""."""
    from mrcworkbench.services.session.authors import respondent

    try:
        return bridge.session.get_setting(AUTHOR) or respondent(bridge.session)
    except UserError:  # the file cannot be read now, which whoever works with it is told
        return ""


def keep_author(bridge: Bridge, name: str) -> None:
    """Remembers a name; an empty one forgets it."""
    bridge.session.set_setting(AUTHOR, name.strip() or None)


class FileWork(QObject):
    """One piece of work at a time. What it gives or raises is handed on once the file has been read again."""

    progressed = Signal(int, int, str)

    def __init__(self, bridge: Bridge, runner: Runner | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._runner = bridge, runner or bridge.runner
        self._task: Task | None = None
        self._session: object = None
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
        self._bridge.set_busy(busy=True)
        self._session = self._bridge.session
        # Without a parent: it outlives a page that is thrown away meanwhile. Bound methods are called on this thread.
        task = Task(work)
        task.progressed.connect(self.progressed)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = task
        self._runner.start(task)

    def cancel(self) -> None:
        """Asks it to stop at its next step."""
        if self._task is not None:
            self._task.cancel()

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

    def _end(self) -> bool:
        """Gives the file back. Whether it is still the one that is open."""
        self._task = None
        self._bridge.set_busy(busy=False)
        if not self._bridge.is_open or self._bridge.session is not self._session:
            return False
        try:
            self._bridge.announce_reload()
        except UserError as error:
            if self._failed is not None:
                self._failed(error)
            return False
        return True
