"""The list of open conflicts: question in two lines, centre and round below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from mrcworkbench.gui.models.conflict_list import NOTE_ROLE, ConflictModel
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.reading_list import ReadingDelegate, ReadingList

_PAD = 12


class ConflictDelegate(ReadingDelegate):
    """Paints a row; all are of one height, so that thousands scroll at once."""

    edged = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        lines = 2 * self.theme.metrics("secondary", "semibold").lineSpacing()
        return QSize(0, lines + self.theme.metrics("caption").lineSpacing() + 24)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme = self.theme
        self.draw_line_below(painter, rect)
        box = rect.adjusted(_PAD, 10, -_PAD, -10)
        font = theme.font("secondary", "semibold")
        lines = 2 * QFontMetrics(font).lineSpacing()
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        text = two_lines(str(index.data()), QFontMetrics(font), box.width())
        painter.drawText(QRect(box.left(), box.top(), box.width(), lines), self.text_flags(), text)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        note = QFontMetrics(painter.font()).elidedText(
            str(index.data(NOTE_ROLE)), Qt.TextElideMode.ElideRight, box.width()
        )
        below = QRect(box.left(), box.top() + lines + 2, box.width(), box.height() - lines)
        painter.drawText(below, self.text_flags(), note)


def two_lines(text: str, metrics: QFontMetrics, width: int, *, lines: int = 2) -> str:
    """As much of a text as so many lines hold (one or two), with an ellipsis if that is not all."""
    line = ""
    words = text.split()
    for number, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if metrics.horizontalAdvance(longer) > width and line and lines == 2:
            return f"{line}\n{metrics.elidedText(' '.join(words[number:]), Qt.TextElideMode.ElideRight, width)}"
        line = longer
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)


class ConflictList(ReadingList):
    """ConflictList(theme, model, name): `chosen(row)`."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: ConflictModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name, parent)
        self.setItemDelegate(ConflictDelegate(theme, self))
        self.setUniformItemSizes(True)

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(current.row())
