"""The editor of a table question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.editors.base import Cells, Editor, Kit
from mrcworkbench.gui.widgets.editors.clipboard import clip_of, clipboard_mime
from mrcworkbench.gui.widgets.editors.fields import as_field, as_text_field, focus_of
from mrcworkbench.gui.widgets.editors.table.notes import (
    ColumnNotes,
    paste_sentence,
    row_note,
)
from mrcworkbench.gui.widgets.editors.table.row import CardRow, LineHead, LineRow, RowWidget
from mrcworkbench.gui.widgets.editors.table.rows import RowStack
from mrcworkbench.gui.widgets.editors.table.shape import card_seats, line_slots, line_width
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
    """Rows of fields. Cells that are right are kept at once; a wrong one stays as typed and keeps only itself back."""

    def __init__(
        self, kit: Kit, question: Question, parent: QWidget | None = None, *, new_id: Callable[[], str] = _new_id
    ) -> None:
        super().__init__(kit, question, parent)
        self._state = TableState(question, new_id, kit.order)
        self._fixed = question.column_by_code.get(question.fixed_column or "")
        self._slots = line_slots(kit.theme, self._state.columns, fixed=self._fixed) or ()
        self._needed = line_width(kit.theme, self._slots, fixed=self._fixed)
        self._seats = card_seats(self._state.columns)
        self._in_lines = self._fits(kit.room)
        self._told_wrong = 0
        # Less than rows on a line need, so that a narrow window can turn them into cards.
        self.setMinimumWidth(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = LineHead(kit, self._slots, self._fixed)
        column.addWidget(self._head)
        self._rows = RowStack(kit, self._state, self._make, self._show, self._on_arranged)
        self._views = self._rows.views
        column.addLayout(self._rows)
        self._take_shape()
        self._reshaping = QTimer(self)
        self._reshaping.setSingleShot(True)
        self._reshaping.setInterval(0)
        self._reshaping.timeout.connect(self._reshape)
        self._pasted = MessageBox(kit.theme, "neutral", "clipboard-paste")
        column.addWidget(self._pasted)
        self._add_foot(column)
        column.addWidget(ColumnNotes(kit, question))
        for action, keys in _KEYS:
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda action=action: self._on_key(action))

    def _add_foot(self, column: QVBoxLayout) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        texts, theme = self.kit.texts, self.kit.theme
        self._add = Button(theme, texts.text("questions.add_row"), "secondary", "plus", size=16)
        self._add.setToolTip(texts.text("questions.add_row_keys"))
        self._add.clicked.connect(lambda _=False: self.add_row())
        self._paste = Button(theme, texts.text("questions.paste"), "link", "clipboard-paste")
        self._paste.clicked.connect(lambda: self.paste(clip_of(clipboard_mime())))
        for button in (self._add, self._paste):  # every table has the same
            spoken = texts.text("questions.about", act=button.accessibleName(), question=self.question.text)
            button.setAccessibleName(spoken)
        foot.addWidget(self._add)
        foot.addWidget(self._paste)
        foot.addStretch(1)
        if self._fixed is not None:
            self._add.hide()
        column.addLayout(foot)

    # Shape

    def _fits(self, room: int) -> bool:
        return bool(self._slots) and self._needed <= room

    def _take_shape(self) -> None:
        self._head.setHidden(not self._in_lines)
        self._rows.setSpacing(8 if self._in_lines else 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits(self.width()) != self._in_lines:
            self._reshaping.start()  # not here: Qt is in the middle of laying out

    def _reshape(self) -> None:
        """Lines become cards where there is no room for them, and lines again where there is."""
        if self._fits(self.width()) == self._in_lines:
            return
        self.commit()
        focused = next(((id_, code) for id_, view in self._views.items() if (code := view.focused_column())), None)
        self._in_lines = not self._in_lines
        self._take_shape()
        self._rows.rebuild()
        if focused is not None:
            self._rows.view(self._state.row(focused[0])).focus_cell(focused[1])

    # What the page asks

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        focused = self._focused_place()
        self._state.load(answer, drafts, spare=len(self._state.columns) <= SPARE_ROW_UP_TO)
        self._pasted.say("")
        self.problems = ()
        self._told_wrong = self.wrong_cells
        self._rows.follow()
        if focused is not None and focused[0] not in self._views:
            self._focus_beside(focused[1], focused[2])

    def settle(self, answer: Answer) -> None:
        self._state.accept(answer)
        self.problems = ()

    def reject(self, problems: tuple[Problem, ...]) -> None:
        refused = [problem for problem in problems if self._state.refuse(problem)]
        for problem in refused:
            if problem.row in self._views:
                self._show(problem.row)
            row = self._state.row(str(problem.row))
            self.kept.emit(problem.row, problem.column, row.wrong[str(problem.column)][0])
        if refused and len(refused) == len(problems):
            super().reject(())
            self._emit()
        else:
            super().reject(tuple(problem for problem in problems if problem not in refused))

    def commit(self) -> None:
        for row_id, view in list(self._views.items()):
            column = view.focused_column()
            if column is not None:
                self._on_left(row_id, column)
        if self.isEnabled() and not self._state.is_stored:
            self._emit()  # a text that was kept back may be right since another cell has changed

    def focus_target(self) -> QWidget:
        wrong = next((row for row in self._state.rows if row.wrong), None)
        row = wrong or next(iter(self._state.rows), None)
        if row is None:
            return self._add
        view = self._rows.view(row)
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
        self._rows.view(row).focus_cell()

    def remove_row(self, row_id: str) -> None:
        """Removes a row with everything in it; undo brings it back."""
        if self._fixed is not None:
            return
        index = self._state.index(row_id)
        self._state.remove(row_id)
        self._rows.follow()
        self._focus_beside(index)
        self._emit()

    def move_row(self, row_id: str, step: int) -> None:
        """Moves a row up or down; the focus stays in its field."""
        if self._fixed is None and self._state.move(row_id, step):
            column = self._views[row_id].focused_column()
            self._rows.follow()
            if column is not None:
                self._views[row_id].focus_cell(column)
            self._emit()

    def paste(self, clip: Clip | str, row_id: str | None = None, column: str | None = None) -> None:
        """Takes cells copied from a sheet, as one edit. What is wrong stays beside the cells; what has no place is
        said. What is one text goes into the cell one is in, where the cursor is."""
        from mrcworkbench.domain.reading.pasted import Clip
        from mrcworkbench.gui.widgets.editors.table.paste import put_cells, read_cells

        clip = Clip(clip) if isinstance(clip, str) else clip
        cells = read_cells(self._state, clip, column)
        if cells is None and row_id is not None and column is not None:
            as_text_field(self._views[row_id].cells[column]).insert_clip(clip)
            return
        if not cells:
            self._pasted.say(self.kit.texts.text("questions.paste_nothing"))
            return
        self.commit()
        done = put_cells(self._state, cells, row_id, column)
        self._rows.follow()
        self._emit()
        self._pasted.say(paste_sentence(self.kit.texts, done))

    def _paste_here(self) -> None:
        """Ctrl+V in a cell that is no text field."""
        place = self._focused_place()
        if place is not None:
            self.paste(clip_of(clipboard_mime()), place[0], place[2])

    # Inside

    def _tell_drafts(self, row: RowState, before: dict[str, tuple[str, Problem]]) -> None:
        for column, (text, _) in row.wrong.items():
            self.kept.emit(row.id, column, text)
        for column in before.keys() - row.wrong.keys():
            self.dropped.emit(row.id, column)

    def _on_left(self, row_id: str, column: str) -> None:
        if row_id not in self._views:  # the focus leaves a row that has just been removed
            return
        row = self._state.row(row_id)
        before = dict(row.wrong)
        typed = as_field(self._views[row_id].cells[column]).typed()
        if not (column in before and before[column][0] == typed):
            self._state.set_typed(row_id, column, typed)
        self._show(row_id)
        self._keep(row, before)

    def _on_chosen(self, row_id: str, column: str, reading: str) -> None:
        """One of the readings of a text that may be several things is what was meant."""
        self._state.set_typed(row_id, column, reading)
        self._show(row_id)
        self._emit()
        self._views[row_id].focus_cell(column)

    def _on_paused(self, row_id: str, column: str) -> None:
        """What is right is kept while one types; a wrong text may yet become right, so nothing is said."""
        if row_id not in self._views:
            return
        row = self._state.row(row_id)
        before, cells = dict(row.wrong), dict(row.cells)
        typed = as_field(self._views[row_id].cells[column]).typed()
        self._state.set_typed(row_id, column, typed)
        newly_wrong = (column in row.wrong) or row.wrong.keys() - before.keys()
        if newly_wrong or may_go_on(self.question.column_by_code[column], typed, row.cells.get(column)):
            row.wrong, row.cells = before, cells
            return
        self._show(row_id, typing=True)
        self._keep(row, before)

    def _keep(self, row: RowState, before: dict[str, tuple[str, Problem]]) -> None:
        """Keeps what has become of a row: its values with all wrong texts, or those alone if no value has changed."""
        if self._state.is_stored:
            self._tell_drafts(row, before)
            self._tell_wrong()
        else:
            self._emit()

    def _emit(self) -> None:
        """One edit of values and of wrong texts together, which undo takes back together."""
        wrong = {(row.id, column): text for row in self._state.rows for column, (text, _) in row.wrong.items()}
        self.edited_whole.emit(self.question.code, self._state.raw(), wrong)
        self._tell_wrong()

    def _tell_wrong(self) -> None:
        if self.wrong_cells != self._told_wrong:
            self._told_wrong = self.wrong_cells
            self.problems_changed.emit()

    def _focused_place(self) -> tuple[str, int, str | None] | None:
        """Row, its place, and column of the focus, if it is in a row."""
        for row_id, view in self._views.items():
            if view.has_focus():
                return row_id, self._state.index(row_id), view.focused_column()
        return None

    def _focus_beside(self, index: int, column: str | None = None) -> None:
        """The row with the focus has gone: goes on in the one that is now in its place, else in the one before."""
        if self._state.rows:
            self._rows.view(self._state.rows[min(index, len(self._state.rows) - 1)]).focus_cell(column)
        else:
            self._add.setFocus()

    def _on_key(self, action: str) -> None:
        if action == "paste":
            self._paste_here()
            return
        place = self._focused_place()
        row_id = place[0] if place is not None else None
        if action == "add":
            self.add_row(row_id)
        elif row_id is not None:
            self._on_asked(action, row_id)

    def _say_left_out(self, n: int) -> None:
        self._pasted.say(self.kit.texts.plural("questions.left_out", n))

    def _go_below(self, row_id: str, column: str) -> None:
        """Enter goes to the same column of the next row, as in a sheet."""
        below = self._state.index(row_id) + 1
        if below < len(self._state.rows):
            self._rows.view(self._state.rows[below]).focus_cell(column)

    def _on_asked(self, action: str, row_id: str) -> None:
        if action == "remove":
            self.remove_row(row_id)
        else:
            self.move_row(row_id, -1 if action == "up" else 1)

    def _show(self, row_id: str, *, typing: bool = False) -> None:
        view, row = self._views[row_id], self._state.row(row_id)
        view.show_row(row, except_focused=typing)
        view.say(row, row_note(self.kit.texts, self._state, row))

    def _make(self, row: RowState) -> RowWidget:
        name = self._fixed.option_text(row.id) if self._fixed is not None else ""
        view: RowWidget
        if self._in_lines:
            view = LineRow(self.kit, self._slots, row.id, name)
        else:
            view = CardRow(self.kit, self._seats, row.id, name)
        view.left.connect(self._on_left)
        view.paused.connect(self._on_paused)
        view.pasted.connect(lambda row_id, column, clip: self.paste(clip, row_id, column))
        view.left_out.connect(self._say_left_out)
        view.chosen.connect(self._on_chosen)
        view.asked.connect(self._on_asked)
        view.entered.connect(self._go_below)
        return view

    def _on_arranged(self) -> None:
        self._add.setEnabled(not self._state.is_full)
