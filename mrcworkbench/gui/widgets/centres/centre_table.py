"""The table of centres: as fast with ten thousand rows as with ten, since only what is seen is painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mrcworkbench.content.directions import isolate
from mrcworkbench.gui.models.centre_filter import State
from mrcworkbench.gui.models.centre_rows import NUMBERS, CentreColumn, CentreRow
from mrcworkbench.gui.models.centres import ROW_ROLE, CentresModel
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics import draw
from mrcworkbench.gui.widgets.basics.quiet_table import quieten
from mrcworkbench.gui.words.local_time import day_text

PAD, _ROW, _MARK, _GAP = 8, 40, 16, 8
_SORT_MARK = 22
_TONES = {
    State.COMPLETE: ("ok", "circle-check"),
    State.IN_PROGRESS: ("accent", "pen-line"),
    State.NOT_STARTED: ("neutral", "minus"),
    State.CONFLICT: ("conflict", "scale"),
    State.WITHDRAWN: ("neutral", "lock"),
    State.UNKNOWN: ("neutral", "clock"),
}
_MOST = {CentreColumn.CENTRE: 0, CentreColumn.COUNTRY: 168, CentreColumn.ROUND: 176}
"""Widest a column of words grows, in pixels at 100 %; the centre takes what is left."""
_CENTRE_LEAST = 200
_FIRST_TO_GO = (CentreColumn.ROUNDS, CentreColumn.REVISIONS, CentreColumn.COUNTRY, CentreColumn.RECEIVED)
"""Left out, in this order, where there is no room."""


def draw_chip(painter: QPainter, rect: QRect, theme: Theme, widget: QWidget, look: tuple[str, str, str]) -> None:
    """A state chip at the start of `rect`. `look` is its text, tone and icon."""
    text, tone, icon = look
    ink, ground = theme.tokens.tone(tone)
    font = theme.font("caption", "medium")
    width = min(rect.width(), theme.metrics("caption", "medium").horizontalAdvance(text) + 42)
    height = theme.px(24)
    mirrored = widget.isRightToLeft()
    x = rect.right() - width + 1 if mirrored else rect.left()
    box = QRectF(x + 0.5, rect.top() + (rect.height() - height) // 2 + 0.5, width - 1, height - 1)
    painter.setPen(QPen(QColor(ink), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left = round(box.right()) - 24 if mirrored else round(box.left()) + 9
    token = tone if tone != "neutral" else "muted"
    painter.drawPixmap(left, rect.top() + (rect.height() - 16) // 2, theme.pixmap(icon, token, 16, widget))
    room = box.toRect().adjusted(10, 0, -28, 0) if mirrored else box.toRect().adjusted(28, 0, -10, 0)
    painter.setFont(font)
    shown = theme.metrics("caption", "medium").elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)


class CentreDelegate(QStyledItemDelegate):
    """Paints a cell: name, words, chip, pie with counts, or a number at its far end."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CentreRow):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, index, chosen=chosen)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        column, text = CentreColumn(index.column()), str(index.data() or "")
        if column is CentreColumn.STATE:
            draw_chip(painter, inner, self._theme, self._view, (text, *_TONES[row.state]))
        elif column is CentreColumn.ANSWERED:
            self._paint_answered(painter, inner, row, text)
        else:
            tone = "muted" if row.withdrawn or column is CentreColumn.RECEIVED else "ink"
            tone = "conflict" if column is CentreColumn.CONFLICTS else tone
            weight = (
                "medium" if column is CentreColumn.CENTRE or (column is CentreColumn.CONFLICTS and text) else "regular"
            )
            self._text(painter, inner, text, tone, weight, far=column in NUMBERS)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("accent_soft" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        first = index.column() == 0
        if chosen and first:
            edge = rect.right() - 2 if self._view.isRightToLeft() else rect.left()
            painter.fillRect(edge, rect.top(), 3, rect.height(), theme.color("accent"))

    def _paint_answered(self, painter: QPainter, rect: QRect, row: CentreRow, text: str) -> None:
        if not text:
            return
        done = row.count is not None and not row.count.needed.left
        state = "complete" if done else "in_progress" if row.share > 0 else "not_started"
        mirrored = self._view.isRightToLeft()
        side = self._theme.px(_MARK)
        x = rect.left() if mirrored else rect.right() - side + 1
        mark = QRectF(x, rect.top() + (rect.height() - side) / 2, side, side)
        draw.draw_section_mark(painter, mark, self._theme, state, max(0.0, row.share), mirrored=mirrored)
        room = rect.adjusted(side + _GAP, 0, 0, 0) if mirrored else rect.adjusted(0, 0, -side - _GAP, 0)
        self._text(painter, room, text, "ink", "regular", far=True)

    def _text(self, painter: QPainter, rect: QRect, text: str, tone: str, weight: str, *, far: bool) -> None:
        theme = self._theme
        right = far != self._view.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font("body" if weight == "medium" and not far else "secondary", weight))
        painter.setPen(theme.color(tone))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        # Names and rounds keep the direction of their own script.
        painter.drawText(
            rect, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), isolate(shown)
        )


class CentreTable(QTableView):
    """CentreTable(theme, model, name): `opened(id)` for a double click or Enter, `chosen(id)` when the row changes."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, theme: Theme, model: CentresModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rows = theme, model
        self._last, self._first_choice = "", ""
        """The row that was current last; the one that nobody chose."""
        self.setModel(model)
        self.setItemDelegate(CentreDelegate(theme, self))
        self.setAccessibleName(name)
        quieten(self)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionsClickable(True)
        header.setSortIndicator(int(CentreColumn.CENTRE), Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setAccessibleName(name)
        header.sortIndicatorChanged.connect(self._on_sort)
        self.doubleClicked.connect(self._on_double)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        theme.changed.connect(self._fit)
        self._fit()

    def current_row(self) -> CentreRow | None:
        return self._rows.row_at(self.currentIndex())

    def choose(self, id_: str | None) -> None:
        """Goes to an assessment, if it is shown."""
        place = self._rows.place_of(id_) if id_ else QModelIndex()
        if place.isValid():
            self._make_current(place)
            self.scrollTo(place)

    def choose_one(self) -> None:
        """Goes to the first row, if the list has no current one."""
        if self.current_row() is None and self._rows.rowCount():
            self._make_current(self._rows.index(0, 0))
            row = self.current_row()
            self._first_choice = row.id if row is not None else ""

    @contextmanager
    def in_place(self, *, sorting: bool = False) -> Iterator[None]:
        """While rows are listed, chosen or sorted anew: the current one stays current, also when it comes back, and
        where it stood. Where it was not seen, or nobody chose it, the row that was seen first stays where it stood;
        of sorted rows, the place in the list."""
        here, top = self.current_row(), self._rows.row_at(self.indexAt(QPoint(0, 0)))
        self._last = self._last if here is None else here.id
        place, bar, sidebar = self._stands(self._last), self.verticalScrollBar(), self.horizontalScrollBar()
        if place is not None and self._last != self._first_choice and 0 <= place < self.viewport().height():
            kept = self._last
        else:
            kept = "" if sorting or top is None else top.id
            place = self._stands(kept)
        down, across = bar.value(), sidebar.value()
        yield
        self._make_current(self._rows.place_of(self._last))
        self.executeDelayedItemsLayout()
        bar.setValue(down)
        now = self._stands(kept)
        if place is not None and now is not None:
            bar.setValue(bar.value() + now - place)
        sidebar.setValue(across)

    def _stands(self, id_: str) -> int | None:
        """How far below the upper edge of what is seen a row begins, in pixels; None where it is not listed."""
        index = self._rows.place_of(id_)
        return self.rowViewportPosition(index.row()) if index.isValid() else None

    def _make_current(self, index: QModelIndex) -> None:
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def refit(self) -> None:
        """Sets the columns anew, because other rows are shown."""
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        with self.in_place(sorting=True):
            self._rows.sort(column, order)

    def _on_double(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self.opened.emit(row.id)

    def _on_current(self, index: QModelIndex, _: QModelIndex) -> None:
        row = self._rows.row_at(index)
        self.chosen.emit(row.id if row else "")

    # Columns

    def _fit(self) -> None:
        """As wide as their words need; the centre's name takes what is left. Where little is left, columns go."""
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        wanted = {column: self._wanted(column) for column in CentreColumn if column is not CentreColumn.CENTRE}
        room, gone = self.viewport().width() - px(_CENTRE_LEAST), set()
        for column in _FIRST_TO_GO:
            if sum(width for one, width in wanted.items() if one not in gone) > room:
                gone.add(column)
        for column, width in wanted.items():
            self.setColumnHidden(int(column), column in gone)
            self.setColumnWidth(int(column), width)
        taken = sum(width for column, width in wanted.items() if column not in gone)
        self.setColumnWidth(int(CentreColumn.CENTRE), max(px(_CENTRE_LEAST), self.viewport().width() - taken))

    def _wanted(self, column: CentreColumn) -> int:
        theme = self._theme
        header = (
            theme.metrics("caption", "semibold").horizontalAdvance(
                str(self._rows.headerData(int(column), Qt.Orientation.Horizontal))
            )
            + 2 * PAD
            + _SORT_MARK
        )
        return max(header, self._content_width(column) + 2 * PAD)

    def _content_width(self, column: CentreColumn) -> int:
        theme = self._theme
        words = theme.metrics("secondary").horizontalAdvance
        if column is CentreColumn.STATE:
            return theme.metrics("caption", "medium").horizontalAdvance(max(self._rows.state_words(), key=len)) + 50
        if column is CentreColumn.ANSWERED:
            return words(self._rows.words.longest_answered()) + theme.px(_MARK) + _GAP + 4
        if column is CentreColumn.COUNTRY:
            widest = max((words(name) for _, name in self._rows.countries()), default=0)
            return min(widest + 2, theme.px(_MOST[column]))
        if column is CentreColumn.ROUND:
            return min(max(map(words, self._rows.round_words), default=0) + 2, theme.px(_MOST[column]))
        if column is CentreColumn.RECEIVED:
            return max(words(day_text(date(2000, month, 28))) for month in range(1, 13)) + 2
        return words("000")
