"""Reads what many centres have answered, off the window's thread, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.centre_filter import Choosable, State, searched
from mrcworkbench.gui.models.standings import FoundRow, found_row
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.gui.words.local_time import grouped
from mrcworkbench.services.collection.standings import Reader, Standings

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.session.session import Session


@dataclass(frozen=True)
class Read:
    """What was read, as it can be chosen and as practices and challenges are listed."""

    standings: Standings
    choosable: tuple[Choosable, ...]
    found: tuple[FoundRow, ...]


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
        for info in session.assessments()
        if not info.centre.withdrawn
    )
    found = tuple(
        found_row(one, texts, country_name(one.assessment.centre.country, language)) for one in standings.found
    )
    return Read(standings, choosable, found)


def _state(standings: Standings, info: AssessmentInfo) -> State | None:
    state = standings.states.get(info.id)
    return None if state is None else State(state)


class ReadingCard(Card):
    """How the reading goes, or how it ended without a result."""

    def __init__(self, theme: Theme, texts: Texts, stop: Callable[[], None], again: Callable[[], None]) -> None:
        super().__init__(padding=20, spacing=8)
        self._texts = texts
        self.words = label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(texts.text("across_page.reading_start"))
        self._busy = QWidget()
        column = QVBoxLayout(self._busy)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        self.stop = Button(theme, texts.text("across_page.stop"), "secondary", "x")
        self.stop.setObjectName("across:stop")
        self.stop.clicked.connect(stop)
        self.again = Button(theme, texts.text("across_page.again"), "secondary", "rotate-ccw")
        self.again.setObjectName("across:again")
        self.again.clicked.connect(again)
        row.addWidget(self.stop)
        row.addWidget(self.again)
        self.body.addWidget(self._busy)
        self.body.addLayout(row)

    def start(self) -> None:
        self._show(self._texts.text("across_page.reading_start"), busy=True)
        self.bar.setRange(0, 0)

    def step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(self._texts.text("across_page.reading", done=grouped(done), all=grouped(total)))

    def say_stopped(self) -> None:
        self._show(self._texts.text("across_page.stopped"), busy=False)

    def say_failed(self, error: Exception) -> None:
        self._show(self._texts.text("across_page.failed", sentence=in_words(self._texts, error)), busy=False)

    def _show(self, words: str, *, busy: bool) -> None:
        self.words.setText(words)
        self._busy.setVisible(busy)
        self.stop.setVisible(busy)
        self.again.setVisible(not busy)
        self.show()
