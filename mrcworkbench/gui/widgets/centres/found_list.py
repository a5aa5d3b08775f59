"""Practices and challenges that centres have written down, one after the other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.standings import ROW_ROLE, FoundModel, FoundRow
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.reading_list import ReadingDelegate, ReadingList
from mrcworkbench.gui.words.texts import plain_tooltip

_PAD, _ABOVE, _LINES = 16, 10, 2


class FoundDelegate(ReadingDelegate):
    """Paints what it is called, two lines of what was written, and where it comes from; the whole is the tooltip."""

    edged = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        theme = self.theme
        lines = theme.metrics("body").lineSpacing() + _LINES * theme.metrics("secondary").lineSpacing()
        return QSize(0, lines + theme.metrics("caption").lineSpacing() + 2 * _ABOVE + 8)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, FoundRow):
            return
        theme = self.theme
        self.draw_line_below(painter, rect)
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

    def _paint_criterion(self, painter: QPainter, line: QRect, words: str) -> QRect:
        """The criterion at the far end of the first line, and the room that is left."""
        theme = self.theme
        width = min(theme.metrics("caption").horizontalAdvance(words) + 2, line.width() // 2)
        far, left = QRect(line), QRect(line)
        if self.view.isRightToLeft():
            far.setWidth(width)
            left.setLeft(line.left() + width + _PAD)
        else:
            far.setLeft(line.right() - width + 1)
            left.setRight(line.right() - width - _PAD)
        self._line(painter, far, words, "caption", "accent")
        return left

    def _line(self, painter: QPainter, rect: QRect, text: str, role: str, tone: str, weight: str = "regular") -> None:
        theme = self.theme
        painter.setFont(theme.font(role, weight))
        painter.setPen(theme.color(tone))
        side = Qt.AlignmentFlag.AlignRight if self.view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), isolate(shown))  # in the direction of its own script

    def _paint_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        theme = self.theme
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


class FoundList(ReadingList):
    """FoundList(theme, model, name): `opened(FoundRow)` for a double click or Enter; `chosen()` for another row."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(self, theme: Theme, model: FoundModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name, parent)
        self._found = model
        self.setItemDelegate(FoundDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._tip)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())

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
