"""Finding the open conflicts and settling them, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import ProblemsError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import BackgroundWork, Runner, Task
from mrcworkbench.gui.words.problems import problem_sentence
from mrcworkbench.services.merging.resolving import open_conflicts, resolve

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import Resolution


class ConflictSettling(QObject):
    """`find` looks for what is open, `settle` stores what a person has decided; a signal tells how each ended."""

    found = Signal(object)
    """The open conflicts, as a tuple of `OpenConflict`."""
    settled = Signal(int)
    """How many have been settled."""
    failed = Signal(str)
    """Why they could not be read or settled, in words."""

    def __init__(self, bridge: Bridge, runner: Runner, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._texts = bridge, texts
        self._finding = BackgroundWork(runner, self)
        self._storing = FileWork(bridge, runner, self)

    @property
    def is_finding(self) -> bool:
        return self._finding.running

    @property
    def is_possible(self) -> bool:
        """Whether something can be settled now."""
        return not self._storing.running and not self._bridge.session.read_only

    @property
    def author(self) -> str:
        """Who settled something here last, else the respondent."""
        return author_name(self._bridge)

    def find(self) -> None:
        """Looks for open conflicts, unless that is being done or some are being settled."""
        if self._storing.running:
            return
        session = self._bridge.session

        def look(_: Task) -> object:
            return open_conflicts(session)

        self._finding.start(look, self.found.emit, self._on_failed)

    def settle(self, resolutions: Sequence[Resolution], author: str) -> None:
        """Stores them all or none, and remembers the author."""
        keep_author(self._bridge, author)
        session = self._bridge.session
        self._storing.start(lambda _: resolve(session, resolutions, author=author), self.settled.emit, self._on_failed)

    def cancel(self) -> None:
        """Asks what is being settled to stop."""
        self._storing.cancel()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ProblemsError):
            problems = (problem for problem in error.problems if isinstance(problem, Problem))
            self.failed.emit(" ".join(problem_sentence(self._texts, problem) for problem in problems))
        else:
            self.failed.emit(in_words(self._texts, error))
