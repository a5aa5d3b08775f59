"""Looking up what a person has to decide on, and storing what is decided, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import ProblemsError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import BackgroundWork, Runner
from mrcworkbench.gui.words.problems import problem_sentence


class DecidingWork(QObject):
    """`look_up` finds what there is, `store` keeps what a person says; signals tell how each ended."""

    found = Signal(object)
    """What was looked up."""
    failed = Signal(str)
    """Why something could not be read or stored, in words."""

    def __init__(self, bridge: Bridge, runner: Runner, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._texts = bridge, texts
        self._reading = BackgroundWork(runner, self)
        self._storing = FileWork(bridge, runner, self)

    @property
    def is_reading(self) -> bool:
        return self._reading.running

    @property
    def is_possible(self) -> bool:
        """Whether something can be stored now."""
        return not self._storing.running and not self._bridge.session.read_only

    @property
    def author(self) -> str:
        """Who decided something here last, else the respondent."""
        return author_name(self._bridge)

    def look_up(self, work: Callable[[], object]) -> None:
        """Finds it, unless that is being done or something is being stored."""
        if not self._storing.running:
            self._reading.start(lambda _: work(), self.found.emit, self._on_failed)

    def store(self, author: str, work: Callable[[], int], done: Callable[[int], None]) -> None:
        """Does the work, hands over how many there were, and remembers the author."""
        keep_author(self._bridge, author)
        self._storing.start(lambda _: work(), done, self._on_failed)

    def cancel(self) -> None:
        """Asks what is being stored to stop."""
        self._storing.cancel()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ProblemsError):
            problems = (problem for problem in error.problems if isinstance(problem, Problem))
            self.failed.emit(" ".join(problem_sentence(self._texts, problem) for problem in problems))
        else:
            self.failed.emit(in_words(self._texts, error))
