"""The list of all that leaves: each question over its whole answer, and what is personal or at risk marked."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.reading_list import ReadingDelegate, ReadingList

HEAD_ROLE = int(Qt.ItemDataRole.UserRole)
"""Number and question."""
TEXT_ROLE = HEAD_ROLE + 1
"""The answer in words; several lines."""
MARK_ROLE = TEXT_ROLE + 1
"""What is personal or could put clients at risk; "" for nothing."""
_PAD, _ICON, _GAP = 4, 16, 10
_STYLES = {HEAD_ROLE: ("secondary", "semibold"), TEXT_ROLE: ("secondary", "regular"), MARK_ROLE: ("caption", "medium")}
_INKS = {HEAD_ROLE: "ink", TEXT_ROLE: "muted", MARK_ROLE: "warn"}


class LeavingDelegate(ReadingDelegate):
    def _parts(self, index: Index, width: int) -> list[tuple[int, str, int]]:
        """Role, text and height of each part, from the top down."""
        texts = [(role, str(index.data(role) or "")) for role in _STYLES]
        room = width - 2 * _PAD - _ICON - _GAP
        return [(role, text, self.text_height(text, room, *_STYLES[role]) + 2) for role, text in texts if text]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        parts = self._parts(index, self.view.viewport().width())
        return QSize(0, sum(height for _, _, height in parts) + 16)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, mirrored = self.theme, self.view.isRightToLeft()
        self.draw_line_below(painter, rect)
        icon, colour = ("triangle-alert", "warn") if index.data(MARK_ROLE) else ("check", "muted")
        left = rect.right() - _PAD - _ICON if mirrored else rect.left() + _PAD
        painter.drawPixmap(left, rect.top() + 8, theme.pixmap(icon, colour, _ICON, self.view.viewport()))
        inset = _PAD + _ICON + _GAP
        box = rect.adjusted(_PAD if mirrored else inset, 8, -(inset if mirrored else _PAD), -8)
        y = box.top()
        for role, text, height in self._parts(index, rect.width()):
            painter.setFont(theme.font(*_STYLES[role]))
            painter.setPen(theme.color(_INKS[role]))
            self.draw_text(painter, QRect(box.left(), y, box.width(), height), text)
            y += height


class LeavingList(ReadingList):
    """LeavingList(theme, model, name): the model gives the three roles of this module."""

    def __init__(self, theme: Theme, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name, parent)
        self.setItemDelegate(LeavingDelegate(theme, self))
