"""The answers that are listed, one of which may be open to be corrected."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.centre.form import CorrectionForm
from mrcworkbench.gui.pages.centre.reading import CentreAnswers, ReadAnswer
from mrcworkbench.gui.pages.centre.row import AnswerRow
from mrcworkbench.gui.pages.centre.tools import level_sentence
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, label, line
from mrcworkbench.gui.widgets.editors import Kit

_BESIDE_FORM = 130
"""Pixels of the list's width that a form has no use of: number, edges."""


class AnswerList(Card):
    """AnswerList(theme, texts): `show_answers`. What was begun in a form is kept until it is recorded or given up; see
    `forget`."""

    recorded = Signal(object)
    """The `CorrectionForm` whose correction is to be stored."""
    conflict_asked = Signal(str)
    opened = Signal(object)
    """The `CorrectionForm` that has been opened."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=1, spacing=0)
        self._theme, self._texts = theme, texts
        self.rows: dict[str, AnswerRow] = {}
        self._begun: dict[tuple[str, str], CorrectionForm] = {}
        self._open: str | None = None
        self._answers: CentreAnswers | None = None
        self._author = ""
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self.body.addLayout(self._inside)
        self.empty = label("", tone="muted", wrap=True)
        self.empty.setContentsMargins(16, 24, 16, 24)
        self.body.addWidget(self.empty)

    @property
    def _assessment(self) -> str:
        return "" if self._answers is None else self._answers.assessment.id

    @property
    def form(self) -> CorrectionForm | None:
        """The form that is open."""
        return None if self._open is None else self._begun.get((self._assessment, self._open))

    def show_answers(
        self, answers: CentreAnswers, codes: Iterable[str], author: str, *, may_correct: bool, none: str
    ) -> None:
        """Lists these answers anew; `none` is said where there are none. What was open stays so while it is listed."""
        opened, self._author = self._open, author
        self.close_form()
        self._clear()
        self._answers = answers
        for code in codes:
            if self.rows:
                self._inside.addWidget(line())
            row = AnswerRow(self._theme, self._texts, answers.answer(code), may_correct=may_correct)
            row.asked.connect(self._on_asked)
            row.stepped.connect(lambda step, code=code: self.step(code, step))
            self._inside.addWidget(row)
            self.rows[code] = row
        self.empty.setText(none)
        self.empty.setVisible(not self.rows)
        if opened in self.rows and (self._assessment, opened) in self._begun:
            self.open_form(opened)

    def open_form(self, code: str) -> None:
        """Opens the form of an answer, with what was begun in it."""
        self.close_form()
        if self._answers is None or code not in self.rows:
            return
        row, key = self.rows[code], (self._assessment, code)
        if key in self._begun and self._begun[key].read.answer != row.read.answer:
            self.forget(code)  # it is about another answer than the one that stands now
        if key not in self._begun:
            self._begun[key] = self._make_form(row.read, self._answers)
        self._open = code
        row.form_place.addWidget(self._begun[key])
        row.set_open(is_open=True)
        self._begun[key].show()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._begun[key].begin()
        self.opened.emit(self._begun[key])

    def close_form(self) -> None:
        """Closes the form that is open; it is kept if there is something in it."""
        form, code = self.form, self._open
        self._open = None
        if form is None or code is None:
            return
        row = self.rows.get(code)
        here = QApplication.focusWidget()
        had_focus = here is not None and form.isAncestorOf(here)
        form.hide()
        if row is not None:
            row.form_place.removeWidget(form)
            row.set_open(is_open=False)
        form.setParent(self)
        if not form.is_begun:
            self.forget(code)
        if had_focus and row is not None:
            self.go_to(code)

    def forget(self, code: str) -> None:
        """Ends the form of an answer, which has been recorded or given up."""
        form = self._begun.pop((self._assessment, code), None)
        if form is not None:
            form.hide()
            form.deleteLater()

    def go_to(self, code: str) -> None:
        """Gives the focus to a row."""
        target = self.rows[code].focus_target() if code in self.rows else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, code: str, step: int) -> None:
        """Goes to the row before or after."""
        codes = list(self.rows)
        place = codes.index(code) + step
        if 0 <= place < len(codes):
            self.go_to(codes[place])

    def commit(self) -> None:
        """Keeps what is being typed."""
        if self.form is not None:
            self.form.editor.commit()

    def _make_form(self, read: ReadAnswer, answers: CentreAnswers) -> CorrectionForm:
        code = read.question.code
        kit = Kit(self._theme, self._texts, max(360, self.width() - _BESIDE_FORM))
        form = CorrectionForm(
            kit, read, self._author, lambda answer: level_sentence(answers.score_with(code, answer), self._texts)
        )
        form.recorded.connect(lambda: self.recorded.emit(form))
        form.closed.connect(self.close_form)
        return form

    def _on_asked(self, code: str) -> None:
        if self.rows[code].read.in_conflict:
            self.conflict_asked.emit(code)
        else:
            self.open_form(code)

    def _clear(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.clear()
