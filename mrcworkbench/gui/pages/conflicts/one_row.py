"""Another value for one row of a table: its fields, and nothing that adds, moves or removes rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.editors import Editor, Kit
from mrcworkbench.gui.widgets.editors.base import Cells
from mrcworkbench.gui.widgets.editors.fields import as_field, as_text_field, focus_of
from mrcworkbench.gui.widgets.editors.table.notes import ColumnNotes, paste_sentence, row_note
from mrcworkbench.gui.widgets.editors.table.row import CardRow
from mrcworkbench.gui.widgets.editors.table.shape import card_seats
from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState

if TYPE_CHECKING:
    from mrcworkbench.domain.reading.pasted import Clip


class RowEditor(Editor):
    """RowEditor(kit, question, row): `edited(code, row)` in the form of `resolve`; None while it is not complete."""

    def __init__(self, kit: Kit, question: Question, row: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, question, parent)
        self._state = TableState(question, lambda: row)
        self._state.most = 1
        self._row = RowState(row)
        fixed = question.column_by_code.get(question.fixed_column or "")
        name = kit.texts.text("conflicts_page.this_row") if fixed is None else fixed.option_text(row)
        self._view = CardRow(kit, card_seats(self._state.columns), row, name)
        self._view.set_place(1, 1, movable=False)
        self._view.left.connect(lambda _, column: self._on_typed(column))
        self._view.paused.connect(lambda _, column: self._on_typed(column, typing=True))
        self._view.chosen.connect(lambda _, column, reading: self._on_chosen(column, reading))
        self._view.pasted.connect(lambda _, column, clip: self._on_pasted(column, clip))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._view)
        self._pasted = MessageBox(kit.theme, "neutral", "clipboard-paste")
        self._view.left_out.connect(lambda n: self._pasted.say(kit.texts.plural("questions.left_out", n)))
        column.addWidget(self._pasted)
        column.addWidget(ColumnNotes(kit, question))

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        self._state.load(answer, drafts, spare=False)
        self._row = next((one for one in self._state.rows if one.id == self._row.id), self._row)
        self._state.rows = [self._row]
        self._show()

    def commit(self) -> None:
        column = self._view.focused_column()
        if column is not None:
            self._on_typed(column)

    def focus_target(self) -> QWidget:
        return focus_of(next(iter(self._view.cells.values())))

    def _on_typed(self, column: str, *, typing: bool = False) -> None:
        self._state.set_typed(self._row.id, column, as_field(self._view.cells[column]).typed())
        self._changed(typing=typing)

    def _on_chosen(self, column: str, reading: str) -> None:
        self._state.set_typed(self._row.id, column, reading)
        self._changed()
        self._view.focus_cell(column)

    def _on_pasted(self, column: str, clip: Clip) -> None:
        from mrcworkbench.gui.widgets.editors.table.paste import put_cells, read_cells

        cells = read_cells(self._state, clip, column)
        if cells is None:
            as_text_field(self._view.cells[column]).insert_clip(clip)
            return
        self._pasted.say(paste_sentence(self.kit.texts, put_cells(self._state, cells, self._row.id, column)))
        self._changed()

    def _changed(self, *, typing: bool = False) -> None:
        self._show(typing=typing)
        self.problems = tuple(problem for _, problem in self._row.wrong.values())
        complete = bool(self._row.cells) and not self._state.missing(self._row)
        self.edited.emit(self.question.code, self._state.raw()[0] if complete else None)
        self.problems_changed.emit()

    def _show(self, *, typing: bool = False) -> None:
        self._view.show_row(self._row, except_focused=typing)
        self._view.say(self._row, row_note(self.kit.texts, self._state, self._row), quiet=typing)
