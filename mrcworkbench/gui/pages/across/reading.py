"""Reads what many centres have answered, off the window's thread, with progress and a way to stop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.content.instruments import is_view
from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.gui.models.centre_filter import Choosable, State, searched
from mrcworkbench.gui.models.standings import FoundRow, found_row
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.services.collection.standings import Reader, Standings
from mrcworkbench.services.session.unreadable import unreadable_among

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.errors import UserError
    from mrcworkbench.services.session.session import Session


@dataclass(frozen=True)
class Read:
    """What was read, as it can be chosen and as practices and challenges are listed."""

    standings: Standings
    choosable: tuple[Choosable, ...]
    found: tuple[FoundRow, ...]
    unreadable: UserError | None
    """Which answers could not be read, if there are any."""


def offered(session: Session, content: Content) -> tuple[list[tuple[str, str]], list[str]]:
    """What can be chosen, of the assessments of centres that have not withdrawn: code and name of each country by name,
    and the rounds."""
    infos = _counted(session)
    codes = {info.centre.country for info in infos}
    names = [(code, country_name(code, content.language)) for code in codes]
    return sorted(names, key=lambda pair: fold(pair[1])), sorted({info.round for info in infos})


class CollectionReading(QObject):
    """One reading at a time. What has been read is kept for the next time, as long as the database is open."""

    progressed = Signal(int, int)
    done = Signal(object)
    """`Read`."""
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, runner: Runner, content: Content, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._content = runner, content
        self._reader = Reader()
        self._task: Task | None = None

    def start(self, session: Session) -> None:
        self.drop()
        task = Task(partial(_read, self._reader, session, self._content))
        task.progressed.connect(self._on_progress)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = task
        self._runner.start(task)

    def forget(self, id_: str) -> None:
        """The answers of an assessment have been edited."""
        self._reader.forget(id_)

    def end(self, _: object = None) -> None:
        """The database is closed: nothing of it is kept."""
        self.drop()
        self._reader = Reader()

    @property
    def running(self) -> bool:
        return self._task is not None

    def cancel(self) -> None:
        """Asks it to stop; `stopped` follows."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Stops it, and listens no longer."""
        if self._task is not None:
            self._task.cancel()
            self._task.disconnect(self)
            self._task = None

    def _on_progress(self, done: int, total: int, _: str) -> None:
        self.progressed.emit(done, total)

    def _on_done(self, found: object) -> None:
        self._task = None
        self.done.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self._task = None
        self.stopped.emit()


def _read(reader: Reader, session: Session, content: Content, task: Task) -> Read:
    standings = reader.read(session, task)
    language, texts = content.language, content.texts
    choosable = tuple(
        Choosable(info, searched(info, country_name(info.centre.country, language)), _state(standings, info))
        for info in _counted(session)
    )
    found = tuple(
        found_row(one, texts, country_name(one.assessment.centre.country, language)) for one in standings.found
    )
    return Read(standings, choosable, found, unreadable_among(standings.unreadable))


def _counted(session: Session) -> list[AssessmentInfo]:
    """The centres' own assessments, of those that have not withdrawn."""
    return [info for info in session.assessments() if not info.centre.withdrawn and not is_view(info)]


def _state(standings: Standings, info: AssessmentInfo) -> State | None:
    state = standings.states.get(info.id)
    return None if state is None else State(state)
