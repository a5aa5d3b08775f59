"""A list whose rows are texts to read, painted, one of them current."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.text import breakable

WRAP = int(Qt.TextFlag.TextWordWrap)
_EDGE = 3


class ReadingDelegate(QStyledItemDelegate):
    """Paints the ground of the current row and the ring of the focus; `paint_row` paints what is said."""

    edged = False
    """Whether the current row has an edge where reading begins."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme, self.view = theme, view

    @abstractmethod
    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paints what a row says into its place."""

    def text_flags(self) -> int:
        """Wrapped text from the top, on the side where reading begins."""
        side = Qt.AlignmentFlag.AlignRight if self.view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return WRAP | int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)

    def text_height(self, text: str, width: int, role: str, weight: str = "regular") -> int:
        """Pixels that a text needs at a width."""
        room = QRect(0, 0, max(40, width), 100_000)
        return self.theme.metrics(role, weight).boundingRect(room, WRAP, breakable(text)).height()

    def draw_text(self, painter: QPainter, box: QRect, text: str) -> None:
        """Draws a text as `text_height` measured it, with the painter's font and ink."""
        painter.drawText(box, self.text_flags(), breakable(text))

    def draw_line_below(self, painter: QPainter, rect: QRect) -> None:
        """The line that ends a row."""
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self.theme.color("line"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = QRect(option.rect), QStyle.StateFlag(option.state)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.color("accent_soft"))
            if self.edged:
                left = rect.right() + 1 - _EDGE if self.view.isRightToLeft() else rect.left()
                painter.fillRect(left, rect.top(), _EDGE, rect.height(), self.theme.color("accent"))
        self.paint_row(painter, rect, index)
        if self.view.hasFocus() and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


class ReadingList(QListView):
    """ReadingList(theme, model, name); the delegate is set by whoever derives from it."""

    def __init__(self, theme: Theme, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def fill(self, height: int, least: int) -> None:
        """Makes it as high as this, so that a large window has no empty corner, and never lower than `least`."""
        self.setMinimumHeight(max(least, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
