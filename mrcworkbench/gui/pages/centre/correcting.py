"""Storing a correction, off the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import ProblemsError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import Runner
from mrcworkbench.gui.words.problems import problem_sentence
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import resolve

if TYPE_CHECKING:
    from mrcworkbench.gui.pages.centre.form import CorrectionForm


class Correcting(QObject):
    """`record(form)` stores what a form holds; a signal tells how it ended, once the file has been read again."""

    corrected = Signal(str)
    """Code of the answer."""
    failed = Signal(str)
    """Why nothing was stored, in words."""

    def __init__(self, bridge: Bridge, runner: Runner, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._texts = bridge, texts
        self._work = FileWork(bridge, runner, self)

    @property
    def running(self) -> bool:
        return self._work.running

    @property
    def is_possible(self) -> bool:
        """Whether an answer can be corrected in this file now."""
        session = self._bridge.session
        return not self._work.running and not session.read_only and session.is_only_read

    @property
    def author(self) -> str:
        """Who decided something here last, "" for nobody."""
        return author_name(self._bridge)

    def record(self, form: CorrectionForm) -> None:
        """Stores it, and remembers who says so."""
        session, code, author = self._bridge.session, form.question.code, form.author
        keep_author(self._bridge, author)
        one = Correction(session.assessment.id, code, None, form.value, form.because)
        self._work.start(
            lambda _: resolve(session, [one], author=author), lambda _: self.corrected.emit(code), self.tell
        )

    def tell(self, error: Exception) -> None:
        """Says in words what went wrong."""
        if isinstance(error, ProblemsError):
            problems = (problem for problem in error.problems if isinstance(problem, Problem))
            self.failed.emit(" ".join(problem_sentence(self._texts, problem) for problem in problems))
        else:
            self.failed.emit(in_words(self._texts, error))
