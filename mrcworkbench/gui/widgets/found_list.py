"""Practices and challenges that centres have written down, one after the other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mrcworkbench.gui.models.standings import ROW_ROLE, FoundModel, FoundRow, Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.text import isolate, plain_tooltip

_PAD, _ABOVE, _LINES = 16, 10, 2


class FoundDelegate(QStyledItemDelegate):
    """Paints what it is called, two lines of what was written, and where it comes from; the whole is the tooltip."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        theme = self._theme
        lines = theme.metrics("body").lineSpacing() + _LINES * theme.metrics("secondary").lineSpacing()
        return QSize(0, lines + theme.metrics("caption").lineSpacing() + 2 * _ABOVE + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        if not isinstance(row, FoundRow):
            return
        theme = self._theme
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("accent_soft" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if chosen:
            edge = rect.right() - 2 if self._view.isRightToLeft() else rect.left()
            painter.fillRect(edge, rect.top(), 3, rect.height(), theme.color("accent"))
        room = rect.adjusted(_PAD, _ABOVE, -_PAD, -_ABOVE)
        head = theme.metrics("body").lineSpacing()
        line = QRect(room.left(), room.top(), room.width(), head)
        if row.found.criterion:
            line = self._paint_criterion(painter, line, row.found.criterion)
        self._line(painter, line, row.found.head, "body", "ink", "medium")
        secondary = theme.metrics("secondary").lineSpacing()
        body = QRect(room.left(), room.top() + head + 2, room.width(), _LINES * secondary)
        self._paint_text(painter, body, " · ".join(" ".join(text.split()) for text in row.found.texts))
        foot = theme.metrics("caption").lineSpacing()
        self._line(
            painter, QRect(room.left(), room.bottom() - foot + 1, room.width(), foot), row.where, "caption", "muted"
        )
        painter.restore()

    def _paint_criterion(self, painter: QPainter, line: QRect, words: str) -> QRect:
        """The criterion at the far end of the first line, and the room that is left."""
        theme = self._theme
        width = min(theme.metrics("caption").horizontalAdvance(words) + 2, line.width() // 2)
        far, left = QRect(line), QRect(line)
        if self._view.isRightToLeft():
            far.setWidth(width)
            left.setLeft(line.left() + width + _PAD)
        else:
            far.setLeft(line.right() - width + 1)
            left.setRight(line.right() - width - _PAD)
        self._line(painter, far, words, "caption", "accent")
        return left

    def _line(self, painter: QPainter, rect: QRect, text: str, role: str, tone: str, weight: str = "regular") -> None:
        theme = self._theme
        painter.setFont(theme.font(role, weight))
        painter.setPen(theme.color(tone))
        side = Qt.AlignmentFlag.AlignRight if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), isolate(shown))  # in the direction of its own script

    def _paint_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        theme = self._theme
        metrics = theme.metrics("secondary")
        for place, line in enumerate(_broken(text, theme, rect.width())):
            row = QRect(rect.left(), rect.top() + place * metrics.lineSpacing(), rect.width(), metrics.lineSpacing())
            self._line(painter, row, line, "secondary", "ink")


def _broken(text: str, theme: Theme, width: int) -> list[str]:
    """Two lines; the second holds all that is left, to be elided."""
    layout = QTextLayout(text, theme.font("secondary"))
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    first = line.textLength()
    layout.endLayout()
    return [part for part in (text[:first].strip(), text[first:].strip()) if part]


class FoundList(QListView):
    """FoundList(theme, model): `opened(FoundRow)` for a double click or Enter; `chosen()` when the row changes."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(self, theme: Theme, model: FoundModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = model
        self.setModel(model)
        self.setItemDelegate(FoundDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._tip)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def current_row(self) -> FoundRow | None:
        return self._found.row_at(self.currentIndex())

    def choose(self, row: FoundRow | None) -> None:
        """Goes to a practice or challenge, if it is listed."""
        place = self._found.place_of(row) if row is not None else QModelIndex()
        if place.isValid():
            self.setCurrentIndex(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = self._found.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _tip(self, index: QModelIndex) -> None:
        row = self._found.row_at(index)
        self.setToolTip("" if row is None else plain_tooltip("\n".join((row.found.head, *row.found.texts))))
