"""The rows of a table below each other: built as they are needed, and kept where they stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.editors.table.notes import MoreRows
from mrcworkbench.gui.widgets.editors.table.row import RowWidget
from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState

FIRST_FIELDS, MORE_FIELDS = 30, 20
"""Fields built at once, and each time the end of the built rows comes into view: a long table never blocks."""


class RowStack(QVBoxLayout):
    """`follow()` makes the widgets follow the rows of a state. `make` gives a row its widgets, `show` shows in them how
    the row stands, `arranged` is told when rows have come, gone or moved."""

    def __init__(
        self,
        kit: Kit,
        state: TableState,
        make: Callable[[RowState], RowWidget],
        show: Callable[[str], None],
        arranged: Callable[[], None],
    ) -> None:
        super().__init__()
        self._state, self._make, self._show, self._arranged = state, make, show, arranged
        self.views: dict[str, RowWidget] = {}
        """The rows that are built, by id."""
        self._more = MoreRows(kit)
        self._more.seen.connect(self._build_more)
        self._more.hide()
        self.addWidget(self._more)

    def follow(self) -> None:
        """Makes the widgets follow the rows: those that stay keep their widgets."""
        self._drop({row.id for row in self._state.rows})
        new = [row for row in self._state.rows if row.id not in self.views]
        for row in self._state.rows:
            if row.id in self.views:
                self._show(row.id)
        for row in new[: self._rows_of(FIRST_FIELDS)]:
            self._build(row)
        self._arrange()

    def rebuild(self) -> None:
        """Gives every row new widgets, of another look."""
        self._drop(set())
        self.follow()

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
        self.views[row.id] = self._make(row)
        self._show(row.id)

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
        self._arranged()
