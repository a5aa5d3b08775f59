"""The editor of a table question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.editors.base import Cells, Editor, Kit
from mrcworkbench.gui.widgets.editors.clipboard import clip_of, clipboard_mime
from mrcworkbench.gui.widgets.editors.fields import as_field, as_text_field, focus_of
from mrcworkbench.gui.widgets.editors.table.notes import ColumnNotes, PasteNote, TableFoot
from mrcworkbench.gui.widgets.editors.table.rows import RowStack
from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState
from mrcworkbench.gui.widgets.editors.typed import may_go_on

if TYPE_CHECKING:
    from mrcworkbench.domain.reading.pasted import Clip

SPARE_ROW_UP_TO = 6
"""An empty table with at most so many columns starts with a row to type in."""
_KEYS = (
    ("up", QKeySequence("Alt+Up")),
    ("down", QKeySequence("Alt+Down")),
    ("remove", QKeySequence("Alt+Del")),
    ("add", QKeySequence("Alt+Ins")),
    ("paste", QKeySequence.StandardKey.Paste),
)
"""Text fields take the keys for pasting themselves."""


def _new_id() -> str:
    return str(uuid4())


class TableEditor(Editor):
    """Rows of fields. Cells that are right are kept at once; a wrong one stays as typed and keeps only itself back.

    `only_row` is the id of the one row that is shown, of a register: none is added, moved or removed here.
    """

    def __init__(
        self,
        kit: Kit,
        question: Question,
        parent: QWidget | None = None,
        *,
        new_id: Callable[[], str] = _new_id,
        only_row: str | None = None,
    ) -> None:
        super().__init__(kit, question, parent)
        self._has_one_row = only_row is not None
        self._state = TableState(question, new_id if only_row is None else lambda: str(only_row), kit.order)
        if self._has_one_row:
            self._state.most = 1
        self._told_wrong = 0
        # Less than rows on a line need, so that a narrow window can turn them into cards.
        self.setMinimumWidth(200)
        self.rows = RowStack(kit, self._state, only_one=self._has_one_row)
        self.rows.left.connect(self._on_left)
        self.rows.paused.connect(self._on_paused)
        self.rows.pasted.connect(lambda row_id, column, clip: self.paste(clip, row_id, column))
        self.rows.chosen.connect(self._on_chosen)
        self.rows.asked.connect(self._on_asked)
        self.rows.reshaping.connect(self.commit)
        self._pasted = PasteNote(kit)
        self.rows.left_out.connect(self._pasted.say_left_out)
        self.foot = TableFoot(kit, question)
        self.foot.add.clicked.connect(lambda _=False: self.add_row())
        self.foot.paste.clicked.connect(lambda: self.paste(clip_of(clipboard_mime())))
        self.rows.arranged.connect(lambda: self.foot.add.setEnabled(not self._state.is_full))
        self.foot.set_shown(shown=not self._has_one_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rows.head)
        column.addLayout(self.rows)
        column.addWidget(self._pasted)
        column.addLayout(self.foot)
        column.addWidget(ColumnNotes(kit, question))
        for action, keys in _KEYS[-1:] if self._has_one_row else _KEYS:
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda action=action: self._on_key(action))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rows.fit(self.width())

    # What the page asks

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        spot = self.rows.spot()
        self._state.load(answer, drafts, spare=self._has_one_row or len(self._state.columns) <= SPARE_ROW_UP_TO)
        self._pasted.say("")
        self.problems = ()
        self._told_wrong = self.wrong_cells
        self.rows.follow()
        if spot is not None and spot.row_id not in self.rows.views:
            self.rows.focus_at(spot.index, spot.column, otherwise=self.foot.add)

    def settle(self, answer: Answer) -> None:
        self._state.accept(answer)
        self.problems = ()

    def reject(self, problems: tuple[Problem, ...]) -> None:
        refused = [problem for problem in problems if self._state.refuse(problem)]
        for problem in refused:
            if problem.row in self.rows.views:
                self.rows.show(problem.row)
            row = self._state.row(str(problem.row))
            self.kept.emit(problem.row, problem.column, row.wrong[str(problem.column)][0])
        if refused and len(refused) == len(problems):
            super().reject(())
            self._emit()
        else:
            super().reject(tuple(problem for problem in problems if problem not in refused))

    def commit(self) -> None:
        for row_id, view in list(self.rows.views.items()):
            column = view.focused_column()
            if column is not None:
                self._on_left(row_id, column)
        if self.isEnabled() and not self._state.is_stored:
            self._emit()  # a text that was kept back may be right since another cell has changed

    def focus_target(self) -> QWidget:
        wrong = next((row for row in self._state.rows if row.wrong), None)
        row = wrong or next(iter(self._state.rows), None)
        if row is None:
            return self.foot.add
        view = self.rows.view(row)
        return focus_of(view.cells[next(iter(row.wrong), next(iter(view.cells)))])

    @property
    def wrong_cells(self) -> int:
        """How many cells hold a text that is not right."""
        return sum(len(row.wrong) for row in self._state.rows)

    # Rows

    def add_row(self, after: str | None = None) -> None:
        """Adds an empty row and goes to its first field."""
        if self._state.is_full:
            return
        row = self._state.add(after)
        self.rows.view(row).focus_cell()

    def remove_row(self, row_id: str) -> None:
        """Removes a row with everything in it; undo brings it back."""
        if self._state.fixed is not None:
            return
        index = self._state.index(row_id)
        self._state.remove(row_id)
        self.rows.follow()
        self.rows.focus_at(index, otherwise=self.foot.add)
        self._emit()

    def move_row(self, row_id: str, step: int) -> None:
        """Moves a row up or down; the focus stays in its field."""
        if self._state.fixed is None and self._state.move(row_id, step):
            column = self.rows.views[row_id].focused_column()
            self.rows.follow()
            if column is not None:
                self.rows.views[row_id].focus_cell(column)
            self._emit()

    def paste(self, clip: Clip | str, row_id: str | None = None, column: str | None = None) -> None:
        """Takes cells copied from a sheet, as one edit. What is wrong stays beside the cells; what has no place is
        said. What is one text goes into the cell one is in, where the cursor is."""
        from mrcworkbench.domain.reading.pasted import Clip
        from mrcworkbench.gui.widgets.editors.table.paste import put_cells, read_cells

        clip = Clip(clip) if isinstance(clip, str) else clip
        cells = read_cells(self._state, clip, column)
        if cells is None and row_id is not None and column is not None:
            as_text_field(self.rows.views[row_id].cells[column]).insert_clip(clip)
            return
        if not cells:
            self._pasted.say_nothing_found()
            return
        self.commit()
        done = put_cells(self._state, cells, row_id, column)
        self.rows.follow()
        self._emit()
        self._pasted.say_done(done)

    # Inside

    def _on_left(self, row_id: str, column: str) -> None:
        if row_id not in self.rows.views:  # the focus leaves a row that has just been removed
            return
        row = self._state.row(row_id)
        before = dict(row.wrong)
        typed = as_field(self.rows.views[row_id].cells[column]).typed()
        if not (column in before and before[column][0] == typed):
            self._state.set_typed(row_id, column, typed)
        self.rows.show(row_id)
        self._keep(row, before)

    def _on_chosen(self, row_id: str, column: str, reading: str) -> None:
        """One of the readings of a text that may be several things is what was meant."""
        self._state.set_typed(row_id, column, reading)
        self.rows.show(row_id)
        self._emit()
        self.rows.views[row_id].focus_cell(column)

    def _on_paused(self, row_id: str, column: str) -> None:
        """What is right is kept while one types; a wrong text may yet become right, so nothing is said."""
        if row_id not in self.rows.views:
            return
        row = self._state.row(row_id)
        before, cells = dict(row.wrong), dict(row.cells)
        typed = as_field(self.rows.views[row_id].cells[column]).typed()
        self._state.set_typed(row_id, column, typed)
        newly_wrong = (column in row.wrong) or row.wrong.keys() - before.keys()
        if newly_wrong or may_go_on(self.question.column_by_code[column], typed, row.cells.get(column)):
            row.wrong, row.cells = before, cells
            return
        self.rows.show(row_id, typing=True)
        self._keep(row, before)

    def _keep(self, row: RowState, before: dict[str, tuple[str, Problem]]) -> None:
        """Keeps what has become of a row: its values with all wrong texts, or those alone if no value has changed."""
        if self._state.is_stored:
            for column, (text, _) in row.wrong.items():
                self.kept.emit(row.id, column, text)
            for column in before.keys() - row.wrong.keys():
                self.dropped.emit(row.id, column)
            self._tell_wrong()
        else:
            self._emit()

    def _emit(self) -> None:
        """One edit of values and of wrong texts together, which undo takes back together."""
        self.edited_whole.emit(self.question.code, self._state.raw(), self._state.wrong_texts)
        self._tell_wrong()

    def _tell_wrong(self) -> None:
        if self.wrong_cells != self._told_wrong:
            self._told_wrong = self.wrong_cells
            self.problems_changed.emit()

    def _on_key(self, action: str) -> None:
        spot = self.rows.spot()
        if action == "add":
            self.add_row(None if spot is None else spot.row_id)
        elif spot is None:
            return
        elif action == "paste":  # in a cell that is no text field
            self.paste(clip_of(clipboard_mime()), spot.row_id, spot.column)
        else:
            self._on_asked(action, spot.row_id)

    def _on_asked(self, action: str, row_id: str) -> None:
        if action == "remove":
            self.remove_row(row_id)
        else:
            self.move_row(row_id, -1 if action == "up" else 1)
