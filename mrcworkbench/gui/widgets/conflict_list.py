"""The list of open conflicts: question in two lines, centre and round below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mrcworkbench.gui.models.conflict_list import NOTE_ROLE, ConflictModel
from mrcworkbench.gui.theme import Theme

_PAD = 12
_WRAP = int(Qt.TextFlag.TextWordWrap)


class ConflictDelegate(QStyledItemDelegate):
    """Paints a row; all are of one height, so that thousands scroll at once."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        lines = 2 * self._theme.metrics("secondary", "semibold").lineSpacing()
        return QSize(0, lines + self._theme.metrics("caption").lineSpacing() + 24)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect, mirrored = self._theme, QRect(option.rect), self._view.isRightToLeft()
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
            edge = QRect(rect)
            edge.setWidth(3)
            if mirrored:
                edge.moveRight(rect.right())
            painter.fillRect(edge, theme.color("accent"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        near = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        box = rect.adjusted(_PAD, 10, -_PAD, -10)
        font = theme.font("secondary", "semibold")
        lines = 2 * QFontMetrics(font).lineSpacing()
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        text = two_lines(str(index.data()), QFontMetrics(font), box.width())
        painter.drawText(QRect(box.left(), box.top(), box.width(), lines), near | _WRAP, text)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        note = QFontMetrics(painter.font()).elidedText(
            str(index.data(NOTE_ROLE)), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(QRect(box.left(), box.top() + lines + 2, box.width(), box.height() - lines), near, note)
        if self._view.hasFocus() and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


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


class ConflictList(QListView):
    """ConflictList(theme, model, name): `chosen(row)`."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: ConflictModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(ConflictDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
