"""Whether what was entered is on the disk: what the writer's thread acknowledges, told on the window's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench import clocks
from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from mrcworkbench.services.session.session import Session


def _written_at(path: Path) -> datetime | None:
    """When the file was last written, local time; None where the system does not tell."""
    try:
        return clocks.local(clocks.moment(path.stat().st_mtime))
    except OSError:
        return None


class SavedState(QObject):
    """Of the open database; without one, nothing is unsaved."""

    saved = Signal(object)
    """`datetime` of the last acknowledged write, local time."""
    failed = Signal(object)
    """`UserError`: the last write failed; the answers stay in memory and on screen."""

    _written = Signal()
    _not_written = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self.saved_at: datetime | None = None
        self.last_error: UserError | None = None
        self._written.connect(self._on_written)
        self._not_written.connect(self._on_not_written)

    def attach(self, session: Session) -> None:
        """Listens to a session that has been opened."""
        self._session = session
        self.saved_at, self.last_error = _written_at(session.path), None
        session.saver.on_saved = self._written.emit
        session.saver.on_failed = self._not_written.emit

    def detach(self) -> None:
        """Listens no longer, before the session is closed."""
        if self._session is not None:
            self._session.saver.on_saved = self._session.saver.on_failed = None
            self._session = None

    def look_again(self) -> None:
        """The file was written to otherwise than by typing."""
        if self._session is not None:
            self.saved_at = _written_at(self._session.path)
            self.saved.emit(self.saved_at)

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the disk."""
        return self._session is not None and self._session.saver.busy

    @property
    def unsaved(self) -> frozenset[str]:
        """Codes of the questions whose last write failed."""
        return frozenset() if self._session is None else self._session.saver.unsaved

    def retry(self) -> None:
        """Tries again to write what failed."""
        if self._session is not None:
            self._session.saver.retry()

    def _on_written(self) -> None:
        # The signal came over from the writer's thread: what was typed meanwhile may not be on the disk yet.
        if self._session is None or self.unsaved or self.busy:
            return
        self.last_error = None
        self.saved_at = clocks.local(clocks.now())
        self.saved.emit(self.saved_at)

    def _on_not_written(self, error: UserError) -> None:
        self.last_error = error
        self.failed.emit(error)
