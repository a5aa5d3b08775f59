"""The rows of a table below each other, as lines or as cards: built as they are needed, and kept where they stay."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.editors.table.notes import MoreRows, row_note
from mrcworkbench.gui.widgets.editors.table.row import CardRow, LineHead, LineRow, RowWidget
from mrcworkbench.gui.widgets.editors.table.shape import card_seats, line_slots, line_width, stacked_seats
from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState

FIRST_FIELDS, MORE_FIELDS = 30, 20
"""Fields built at once, and each time the end of the built rows comes into view: a long table never blocks."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the focus is: a row, its place among the rows, and the column; None on a button of the row."""

    row_id: str
    index: int
    column: str | None


class RowStack(QVBoxLayout):
    """`follow()` makes the widgets follow the rows of a state. It tells what is typed and asked for in them, and where
    the focus is; it decides nothing."""

    left = Signal(str, str)
    paused = Signal(str, str)
    pasted = Signal(str, str, object)
    chosen = Signal(str, str, str)
    left_out = Signal(int)
    asked = Signal(str, str)
    """These six as `RowWidget` tells them."""
    arranged = Signal()
    """Rows have come, gone or moved."""
    reshaping = Signal()
    """All rows are about to get other widgets: what is being typed is to be kept first."""

    def __init__(self, kit: Kit, state: TableState, *, only_one: bool = False) -> None:
        """`only_one`: one row by itself, a field below the other, without a name and buttons."""
        super().__init__()
        self._kit, self._state, self._only_one = kit, state, only_one
        self._fixed = state.question.column_by_code.get(state.fixed or "")
        self._slots = line_slots(kit.theme, state.columns, fixed=self._fixed) or ()
        self._needed = line_width(kit.theme, self._slots, fixed=self._fixed)
        self._seats = stacked_seats(state.columns) if only_one else card_seats(state.columns)
        self._room = kit.room
        self._in_lines = self._are_lines_fitting()
        self.views: dict[str, RowWidget] = {}
        """The rows that are built, by id."""
        self.head = LineHead(kit, self._slots, self._fixed)
        """The names of the columns, to stand above; hidden above cards, which have them inside."""
        self._more = MoreRows(kit)
        self._more.seen.connect(self._build_more)
        self._more.hide()
        self.addWidget(self._more)
        if not self._in_lines:  # what has no parent yet may be hidden, but not shown
            self.head.hide()
        self.setSpacing(self._between())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._reshape)

    # Lines or cards

    def fit(self, room: int) -> None:
        """Lines become cards where `room` pixels are too few for them, and lines again where there is room: not at
        once, as Qt may be in the middle of laying out."""
        self._room = room
        if self._are_lines_fitting() != self._in_lines:
            self._soon.start()

    def _are_lines_fitting(self) -> bool:
        return bool(self._slots) and not self._only_one and self._needed <= self._room

    def _between(self) -> int:
        return 8 if self._in_lines else 12

    def _reshape(self) -> None:
        if self._are_lines_fitting() == self._in_lines:
            return
        self.reshaping.emit()
        spot = self.spot()
        self._in_lines = not self._in_lines
        self.head.setHidden(not self._in_lines)
        self.setSpacing(self._between())
        self._drop(set())
        self.follow()
        if spot is not None and spot.column is not None:
            self.view(self._state.row(spot.row_id)).focus_cell(spot.column)

    # The rows

    def follow(self) -> None:
        """Makes the widgets follow the rows: those that stay keep their widgets."""
        self._drop({row.id for row in self._state.rows})
        new = [row for row in self._state.rows if row.id not in self.views]
        for row in self._state.rows:
            if row.id in self.views:
                self.show(row.id)
        for row in new[: self._rows_of(FIRST_FIELDS)]:
            self._build(row)
        self._arrange()

    def show(self, row_id: str, *, typing: bool = False) -> None:
        """Shows in its widgets how a row stands; `typing`: not in the field one is in."""
        view, row = self.views[row_id], self._state.row(row_id)
        view.show_row(row, except_focused=typing)
        view.say(row, row_note(self._kit.texts, self._state, row))

    def view(self, row: RowState) -> RowWidget:
        """The widgets of a row, built if they are not yet."""
        if row.id not in self.views:
            self._build(row)
            self._arrange()
        return self.views[row.id]

    def _drop(self, staying: set[str]) -> None:
        for gone in [id_ for id_ in self.views if id_ not in staying]:
            view = self.views.pop(gone)
            self.removeWidget(view)
            view.hide()
            view.deleteLater()

    def _build(self, row: RowState) -> None:
        name = self._fixed.option_text(row.id) if self._fixed is not None else ""
        view: RowWidget
        if self._in_lines:
            view = LineRow(self._kit, self._slots, row.id, name)
        else:
            view = CardRow(self._kit, self._seats, row.id, name, plain=self._only_one)
        view.left.connect(self.left)
        view.paused.connect(self.paused)
        view.pasted.connect(self.pasted)
        view.left_out.connect(self.left_out)
        view.chosen.connect(self.chosen)
        view.asked.connect(self.asked)
        view.entered.connect(self._go_below)
        self.views[row.id] = view
        self.show(row.id)

    def _build_more(self) -> None:
        for row in [row for row in self._state.rows if row.id not in self.views][: self._rows_of(MORE_FIELDS)]:
            self._build(row)
        self._arrange()

    def _rows_of(self, fields: int) -> int:
        return max(2, fields // max(1, len(self._state.columns)))

    def _arrange(self) -> None:
        rows = self._state.rows
        waiting = [place for place, row in enumerate(rows) if row.id not in self.views]
        shown: list[QWidget] = [self.views[row.id] for row in rows if row.id in self.views]
        shown.insert(waiting[0] if waiting else len(shown), self._more)
        for place, widget in enumerate(shown):
            if self.indexOf(widget) != place:
                self.removeWidget(widget)
                self.insertWidget(place, widget)
        for place, row in enumerate(rows):
            if row.id in self.views:
                self.views[row.id].set_place(place + 1, len(rows), movable=self._state.fixed is None)
        self._more.show_waiting(len(waiting))
        self.arranged.emit()

    # Where the focus is

    def spot(self) -> Spot | None:
        """Where the focus is, if it is in a row."""
        for row_id, view in self.views.items():
            if view.has_focus():
                return Spot(row_id, self._state.index(row_id), view.focused_column())
        return None

    def focus_at(self, index: int, column: str | None = None, *, otherwise: QWidget) -> None:
        """Goes on where a row has gone: in the one that is now in its place, else in the one before. Without any row
        `otherwise` gets the focus."""
        rows = self._state.rows
        if rows:
            self.view(rows[min(index, len(rows) - 1)]).focus_cell(column)
        else:
            otherwise.setFocus()

    def _go_below(self, row_id: str, column: str) -> None:
        """Enter goes to the same column of the next row, as in a sheet."""
        below = self._state.index(row_id) + 1
        if below < len(self._state.rows):
            self.view(self._state.rows[below]).focus_cell(column)
