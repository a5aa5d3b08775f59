"""The list of all that leaves: each question over its whole answer, and what is personal or at risk marked."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
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

from mrcworkbench.gui.theme import Theme

HEAD_ROLE = int(Qt.ItemDataRole.UserRole)
"""Number and question."""
TEXT_ROLE = HEAD_ROLE + 1
"""The answer in words; several lines."""
MARK_ROLE = TEXT_ROLE + 1
"""What is personal or could put clients at risk; "" for nothing."""
_PAD, _ICON, _GAP = 4, 16, 10
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
_STYLES = {HEAD_ROLE: ("secondary", "semibold"), TEXT_ROLE: ("secondary", "regular"), MARK_ROLE: ("caption", "medium")}
_INKS = {HEAD_ROLE: "ink", TEXT_ROLE: "muted", MARK_ROLE: "warn"}


class LeavingDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def _parts(self, index: QModelIndex | QPersistentModelIndex, width: int) -> list[tuple[int, str, int]]:
        """Role, text and height of each part, from the top down."""
        found = []
        room = QRect(0, 0, max(40, width - 2 * _PAD - _ICON - _GAP), 100_000)
        for role, style in _STYLES.items():
            text = str(index.data(role) or "")
            if text:
                found.append((role, text, self._theme.metrics(*style).boundingRect(room, _WRAP, text).height() + 2))
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        parts = self._parts(index, self._view.viewport().width())
        return QSize(0, sum(height for _, _, height in parts) + 16)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect, mirrored = self._theme, QRect(option.rect), self._view.isRightToLeft()
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        marked = bool(index.data(MARK_ROLE))
        icon = theme.pixmap(
            "triangle-alert" if marked else "check", "warn" if marked else "muted", _ICON, self._view.viewport()
        )
        left = rect.right() - _PAD - _ICON if mirrored else rect.left() + _PAD
        painter.drawPixmap(left, rect.top() + 8, icon)
        inset = _PAD + _ICON + _GAP
        box = rect.adjusted(_PAD if mirrored else inset, 8, -(inset if mirrored else _PAD), -8)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = _WRAP | int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        y = box.top()
        for role, text, height in self._parts(index, rect.width()):
            painter.setFont(theme.font(*_STYLES[role]))
            painter.setPen(theme.color(_INKS[role]))
            painter.drawText(QRect(box.left(), y, box.width(), height), flags, text)
            y += height
        if self._view.hasFocus() and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


class LeavingList(QListView):
    """LeavingList(theme, model, name): the model gives the three roles of this module."""

    def __init__(self, theme: Theme, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LeavingDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
