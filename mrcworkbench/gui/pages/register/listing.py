"""The list of a register's rows: painted as it is seen, so that a thousand rows are as fast as ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.pages.register.lines import Line
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.quiet_table import quieten

_PAD, _ROW = 8, 40


class LinesModel(QAbstractTableModel):
    """LinesModel(headings): the columns of the register that are shown, and a last one for what rows have besides."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self._all: tuple[Line, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self.lines: tuple[Line, ...] = ()
        """Those in which every word of the search occurs."""

    @property
    def total(self) -> int:
        return len(self._all)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._all = tuple(lines)
        self._sift()

    def search(self, words: str) -> None:
        self._wanted = tuple(fold(words).split())
        self._sift()

    def place_of(self, id_: str | None) -> int:
        """Where a row stands in the list; -1 if it is not there."""
        return next((place for place, line in enumerate(self.lines) if line.id == id_), -1)

    def _sift(self) -> None:
        found = tuple(line for line in self._all if all(word in line.folded for word in self._wanted))
        if [line.id for line in found] != [line.id for line in self.lines]:
            self.beginResetModel()
            self.lines = found
            self.endResetModel()
        elif found != self.lines:
            self.lines = found
            last = self.index(len(found) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (*line.cells, line.note)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (*line.cells, line.note)))
        return None


class _LinePainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        mirrored, first = self._view.isRightToLeft(), index.column() == 0
        painter.save()
        painter.fillRect(rect, theme.color("accent_soft" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if chosen and first:
            painter.fillRect(
                rect.right() - 2 if mirrored else rect.left(), rect.top(), 3, rect.height(), theme.color("accent")
            )
        last = index.column() == index.model().columnCount() - 1
        painter.setFont(theme.font("body" if first else "secondary", "medium" if first else "regular"))
        painter.setPen(theme.color("muted" if last else "ink"))
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        side |= Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(side), isolate(text))
        painter.restore()


class LinesTable(QTableView):
    """LinesTable(theme, model, name): `chosen(id)` when another row becomes the current one."""

    chosen = Signal(str)
    entered = Signal()
    """Enter was pressed: one wants to change the row."""

    def __init__(self, theme: Theme, model: LinesModel, name: str) -> None:
        super().__init__()
        self._theme, self._lines, self._quiet = theme, model, False
        self._last = 0
        """Where the current row stood last."""
        self.setModel(model)
        self.setItemDelegate(_LinePainter(theme, self))
        self.setAccessibleName(name)
        quieten(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def choose(self, id_: str | None) -> None:
        """Makes a row the current one, without telling; None or one that is not here: none."""
        place = self._lines.place_of(id_)
        index = self._lines.index(place, 0) if place >= 0 else QModelIndex()
        self._quiet = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        if place < 0:
            self.clearSelection()
        else:
            self.scrollTo(index)
        self._quiet = False

    def go_on(self) -> None:
        """A row has gone: the one that has taken its place becomes the current one, or the last."""
        if self._lines.lines:
            self.setCurrentIndex(self._lines.index(min(self._last, len(self._lines.lines) - 1), 0))
            self.setFocus()

    def current_id(self) -> str | None:
        index = self.currentIndex()
        return self._lines.lines[index.row()].id if index.isValid() else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._last = current.row()
        if not self._quiet and current.isValid() and current.row() != previous.row():
            self.chosen.emit(self._lines.lines[current.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW))
        self._share_width()

    def _share_width(self) -> None:
        """The first column, which names the row, is twice as wide as each other."""
        count = self._lines.columnCount()
        share = self.viewport().width() // (count + 1)
        for column in range(count):
            self.setColumnWidth(column, share if column else self.viewport().width() - share * (count - 1))
