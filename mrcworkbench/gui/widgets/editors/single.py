"""The editor of every question that is no table: one field, checked when it is left.

What was typed may be read in several ways: then it stays as typed, and the ways stand beside it to choose from.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer, Cell, Row
from mrcworkbench.domain.questionnaire.checking import check_cell
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.editors.base import Cells, Editor, Kit
from mrcworkbench.gui.widgets.editors.choices import RadioField, SegmentField
from mrcworkbench.gui.widgets.editors.fields import FIELDS, as_field, focus_of, make_field
from mrcworkbench.gui.widgets.editors.readings import ReadingChoice
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine, as_typed, may_go_on


class FieldEditor(Editor):
    """One field. A text that fails stays in it, with a red edge, until it is mended or the answer changes elsewhere."""

    def __init__(self, kit: Kit, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(kit, question, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.widget = make_field(kit, question)
        self.field = as_field(self.widget)
        self.field.committed.connect(self._on_committed)
        self.field.paused.connect(self._on_paused)
        is_wide = FIELDS[question.type].is_wide
        row.addWidget(self.widget, int(is_wide))
        if isinstance(self.widget, TypedLine | GrowingText):
            self.widget.left_out.connect(self.left_out)
        if isinstance(self.widget, SegmentField | RadioField):
            self.widget.chosen_again.connect(self.chosen_again)
        self.readings: ReadingChoice | None = None
        if isinstance(self.widget, QLineEdit):
            self.readings = ReadingChoice(kit, self.widget)
            self.readings.chosen.connect(self._choose)
            row.setSpacing(12)
            row.addWidget(self.readings, 1)
        if not is_wide:
            row.addStretch(1)
        self._value: Cell | None = None
        self._wrong = False

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        self._value = _cell(answer)
        kept = drafts.get((None, None))
        self.field.set_typed(as_typed(self._value) if kept is None else kept)
        self._judge(kept)

    def settle(self, answer: Answer) -> None:
        self._value = _cell(answer)

    def commit(self) -> None:
        self._on_committed()

    def focus_target(self) -> QWidget:
        return focus_of(self.widget)

    def describe(self, text: str) -> None:
        super().describe(text)
        self.widget.setAccessibleDescription(text)  # which has the focus, and so is read

    def _check(self, typed: str) -> tuple[Cell | None, Problem | None]:
        return check_cell(self.question, typed, self.kit.order)

    def _on_paused(self) -> None:
        """What is right is kept while one types; what is wrong may yet become right, so nothing is said."""
        typed = self.field.typed()
        value, problem = self._check(typed)
        if problem is None and not may_go_on(self.question, typed, value):
            self._keep(value)

    def _choose(self, reading: str) -> None:
        """Takes one of the readings as what was meant."""
        self.field.set_typed(reading)
        self._on_committed()
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_committed(self) -> None:
        typed = self.field.typed()
        value, problem = self._check(typed)
        if problem is None:
            self._keep(value)
            self.field.set_typed(as_typed(value))
        elif not self._wrong or self.problems != (problem,):
            self._say((problem,))
            self.kept.emit(None, None, typed)
        else:
            self.kept.emit(None, None, typed)

    def _keep(self, value: Cell | None) -> None:
        if self._wrong:
            self._say(())
            self.dropped.emit(None, None)
        if value != self._value:
            self._value = value
            self.edited.emit(self.question.code, list(value) if isinstance(value, tuple) else value)

    def reject(self, problems: tuple) -> None:  # type: ignore[type-arg]
        self._say(problems)
        if problems:
            self.kept.emit(None, None, self.field.typed())

    def _judge(self, kept: str | None) -> None:
        problem = self._check(kept)[1] if kept is not None else None
        self._say((problem,) if problem is not None else ())

    def _say(self, problems: tuple) -> None:  # type: ignore[type-arg]
        self._wrong = bool(problems)
        self.field.set_problem(self._wrong)
        if self.readings is not None:
            self.readings.offer(problems[0] if problems else None)
        if problems != self.problems:
            self.problems = problems
            self.problems_changed.emit()


def _cell(answer: Answer) -> Cell | None:
    value = answer.value
    if isinstance(value, tuple) and any(isinstance(item, Row) for item in value):
        return None
    return value  # type: ignore[return-value]
