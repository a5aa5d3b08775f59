"""The session, as the window sees it: one path in, one signal out.

An editor calls `edit(code, raw)`; the session checks it; a checked answer becomes an undo command, whose redo sets it
in the session; the frozen `Change` that comes back is announced once by `answer_changed`. Undo and redo take the same
path. Writes are acknowledged on the session's own thread; the signals of `saving` arrive on the window's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.saved_state import SavedState
from mrcworkbench.gui.session.tasks import PoolRunner, Runner
from mrcworkbench.gui.session.typed_texts import DraftKey, TypedTexts
from mrcworkbench.gui.session.undo import SetAnswer
from mrcworkbench.gui.session.versions import waiting

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.progress import Progress
    from mrcworkbench.domain.questionnaire.checking import Checked
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session


_WITHOUT_VALUE = (AnswerState.NOT_APPLICABLE, AnswerState.NOT_KNOWN, AnswerState.DECLINED)


class Bridge(QObject):
    """Wraps the open session. Pages are built only once a session is open, so for them `session` is always there."""

    answer_changed = Signal(object)
    """`domain.scoring.working_copy.Change`: what one edit touched."""
    draft_changed = Signal(str)
    """Code of the question that has gained or lost a typed text which failed its check."""
    progress_changed = Signal()
    assessment_opened = Signal()
    """Another assessment, or another database, is shown: everything must be read anew."""
    closed = Signal(object)
    """The `Session` that has been closed."""
    reloaded = Signal()
    """The file was read again after it had been worked on as a whole; another assessment may be open now, or none."""
    busy_changed = Signal(bool)
    """The whole file is being worked on: nothing else can be done with it until that ends."""
    refused = Signal(object)
    """`UserError`: an edit could not be taken at all."""

    def __init__(self, texts: Texts, parent: QObject | None = None, *, runner: Runner | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._session: Session | None = None
        self._busy = False
        self.runner: Runner = runner or PoolRunner()
        """Who does long work that only reads, off the window's thread."""
        self.undo_stack = QUndoStack(self)
        self.saving = SavedState(self)
        self.drafts = TypedTexts(self)

    # The session

    @property
    def is_open(self) -> bool:
        return self._session is not None

    @property
    def has_assessment(self) -> bool:
        """Whether an assessment is open: a database in which submissions are collected begins with none."""
        return self._session is not None and self._session.has_assessment

    @property
    def busy(self) -> bool:
        return self._busy

    def set_busy(self, *, busy: bool) -> None:
        """Says that the whole file is worked on, or no longer."""
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    @property
    def session(self) -> Session:
        if self._session is None:
            raise RuntimeError("no database is open")
        return self._session

    @property
    def working_copy(self) -> WorkingCopy:
        return self.session.working_copy

    @property
    def assessment(self) -> AssessmentInfo:
        return self.session.assessment

    def attach(self, session: Session) -> None:
        """Shows another database. The one shown before must have been closed by `detach`."""
        self._session = session
        self.saving.attach(session)
        self.undo_stack.clear()
        if session.has_assessment:
            self.assessment_opened.emit()
            self.progress_changed.emit()

    def detach(self) -> None:
        """Closes the database, after waiting for what is still being written."""
        session, self._session = self._session, None
        if session is not None:
            self.saving.detach()
            self.undo_stack.clear()
            session.close()
            self.closed.emit(session)

    def open_assessment(self, id_: str) -> None:
        """Shows another assessment of the same database."""
        self.session.open_assessment(id_)
        self.undo_stack.clear()
        self.assessment_opened.emit()
        self.progress_changed.emit()

    def announce_reload(self, *, keeps_undo: bool = False) -> None:
        """The session has been refreshed, after a merge for example. If no assessment is open then, the one to begin
        with is opened. `keeps_undo`: by a step of undo, after which the others are what they were.

        Raises `UserError` if it cannot be read.
        """
        from mrcworkbench.services.session.file_use import first_shown

        session = self.session
        if not session.has_assessment:
            first = first_shown(session)
            if first is not None:
                session.open_assessment(first.id)
        if not keeps_undo:
            self.undo_stack.clear()
        self.saving.look_again()
        self.reloaded.emit()
        if session.has_assessment:
            self.assessment_opened.emit()
            self.progress_changed.emit()

    def progress(self) -> Progress:
        """How far the questionnaire is; typed texts that failed, and answers of an earlier version that have no place,
        count as problems."""
        return self.working_copy.progress(frozenset(key[0] for key in self.session.drafts) | waiting(self.session))

    # Edits

    def edit(self, code: str, raw: object) -> Checked:
        """Checks what was typed or chosen and, if it is right, sets it as one step of undo.

        `raw` has a form of mrcworkbench/cli/README.md, Answers 1: a plain value or {"state", "value", "reason",
        "comment"}. What is wrong comes back in `problems`; then nothing is set, and what was typed may be kept with
        `drafts.keep`.
        """
        checked = self.session.check(code, raw)
        if checked.answer is not None:
            # A state that takes no value takes the typed texts away too; undo brings them back.
            self.set_checked(code, checked.answer, {} if checked.answer.state in _WITHOUT_VALUE else None)
        return checked

    def edit_whole(self, code: str, raw: object, wrong: Mapping[tuple[str | None, str | None], str]) -> Checked:
        """Like `edit`, with all typed texts of the question that have failed their check, by row and column: they are
        kept, those there were before are not, and undo takes all of it back."""
        checked = self.session.check(code, raw)
        if checked.answer is not None:
            self.set_checked(code, checked.answer, wrong)
        return checked

    def set_checked(
        self, code: str, answer: Answer, wrong: Mapping[tuple[str | None, str | None], str] | None = None
    ) -> None:
        """Sets an answer that has been checked, as one step of undo; and the kept texts of its question, if they are
        given. What changes nothing makes no step."""
        before = self.working_copy.answer(code)
        drafts = {} if wrong is None else self.drafts.changed(code, wrong)
        if answer == before and not drafts:
            return
        number = self.session.questionnaire.number(code)
        text = self._texts.text("window.undo_answer", number=number)
        self.undo_stack.push(SetAnswer(self, code, before, answer, text, drafts))

    def clear_answer(self, code: str) -> None:
        """Empties an answer whatever its state, with what was typed and not taken, as one step of undo. Comment and
        files stay."""
        before = self.working_copy.answer(code)
        self.set_checked(code, replace(before, state=AnswerState.BLANK, value=None, reason=None, before=None), {})

    def set_together(self, answers: Mapping[str, Answer], text: str) -> None:
        """Sets several answers that have been checked, as one step of undo called `text`."""
        self.undo_stack.beginMacro(text)
        try:
            for code, answer in answers.items():
                self.set_checked(code, answer)
        finally:
            self.undo_stack.endMacro()

    def put(self, code: str, answer: Answer, drafts: Mapping[DraftKey, str] = MappingProxyType({})) -> bool:
        """Sets one answer, and typed texts of its fields ("": none), without a step of undo; for undo commands. False
        if the session refuses it."""
        try:
            change = self.session.set_answer(code, answer, drafts)
        except UserError as error:
            self.refused.emit(error)
            return False
        self.answer_changed.emit(change)
        if drafts:
            self.draft_changed.emit(code)
        self.progress_changed.emit()
        return True

    def announce_draft(self, code: str) -> None:
        """A typed text of this question that failed its check has come or gone."""
        self.draft_changed.emit(code)
        self.progress_changed.emit()
