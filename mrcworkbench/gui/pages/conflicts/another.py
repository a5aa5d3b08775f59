"""A value that no side has, written in the question's own editor, or in one for a row or the order of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.revisions.units import ORDER
from mrcworkbench.gui.pages.conflicts.another_field import AnotherField
from mrcworkbench.gui.pages.conflicts.one_row import RowEditor
from mrcworkbench.gui.pages.conflicts.order import OrderEditor
from mrcworkbench.gui.widgets.editors import Editor, Kit, make_editor
from mrcworkbench.gui.words.sides import row_names

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import OpenConflict


class AnotherValue(QWidget):
    """AnotherValue(kit, conflict, question): `value` in the form that `resolve` takes, once it `is_complete`."""

    changed = Signal()

    def __init__(self, kit: Kit, conflict: OpenConflict, question: Question) -> None:
        super().__init__()
        self._conflict = conflict
        self.value: object = None
        self._has_value = False
        self.editor = self._make_editor(kit, question)
        self.editor.show_answer(self._start(), {})
        self.editor.edited.connect(self._on_edited)
        self.editor.problems_changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)

    @property
    def is_complete(self) -> bool:
        """Whether there is a value, and one without problems."""
        return self._has_value and not self.editor.problems

    def begin(self) -> None:
        """Gives it the focus."""
        self.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Takes what is being typed."""
        self.editor.commit()

    def _make_editor(self, kit: Kit, question: Question) -> Editor:
        row = self._conflict.row
        if row is None:
            return make_editor(kit, question)
        if row == ORDER:
            names = row_names(self._conflict, kit.texts)
            # The order that stands now is one that may be chosen, too.
            self.value, self._has_value = [id_ for id_, _ in names], True
            return OrderEditor(kit, question, names)
        return RowEditor(kit, question, row)

    def _start(self) -> Answer:
        """What the editor of another row begins with: the row as the first side has it that did not remove it."""
        row = self._conflict.row
        first = next((side.value for side in self._conflict.sides if isinstance(side.value, dict)), None)
        if row is None or first is None:
            return BLANK
        columns = self.editor.question.column_by_code
        cells = {
            code: tuple(cell) if isinstance(cell, list) else cell for code, cell in first.items() if code in columns
        }
        return Answer(AnswerState.ANSWERED, (Row(row, cells),))

    def _on_edited(self, _code: str, raw: object) -> None:
        self.value, self._has_value = raw, raw is not None or self._conflict.row is None
        self.changed.emit()


Another: TypeAlias = AnotherValue | AnotherField


def make_another(kit: Kit, conflict: OpenConflict) -> Another:
    """Where another value of this conflict is written; of one about an answer, only where its question is known."""
    if conflict.asked is None:
        return AnotherField(kit.texts, conflict)
    return AnotherValue(kit, conflict, conflict.asked)
