"""The list of answers in groups, which open and close: three columns, painted, so that hundreds cost little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.pages.move.lines import Group, MoveLine
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.reading_list import ReadingDelegate, ReadingList

GROUP_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `Group` that an index belongs to."""
LINE_ROLE = GROUP_ROLE + 1
"""The `MoveLine` of an index; None for the head of its group."""
OPEN_ROLE = LINE_ROLE + 1
"""Whether the group is open."""
SHARES = (35, 33, 32)
"""Of the width, in per cent."""
PAD, GAP = 16, 16
_ICON, _ABOVE = 16, 10


class GroupModel(QAbstractListModel):
    """The heads of the groups, and below each that is open its lines."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.groups: tuple[Group, ...] = ()
        self._closed: set[str] = set()
        self._rows: tuple[tuple[Group, MoveLine | None], ...] = ()

    def show(self, groups: Sequence[Group]) -> None:
        self.groups = tuple(groups)
        self._closed = {group.name for group in groups if not group.begins_open}
        self._lay_out()

    def set_open(self, group: Group, *, is_open: bool) -> None:
        if is_open:
            self._closed.discard(group.name)
        else:
            self._closed.add(group.name)
        self._lay_out()

    def head(self, group: Group) -> Index:
        """Where a group begins."""
        return self.index(self._rows.index((group, None)))

    def _lay_out(self) -> None:
        self.beginResetModel()
        rows: list[tuple[Group, MoveLine | None]] = []
        for group in self.groups:
            rows.append((group, None))
            rows += [(group, line) for line in group.lines if group.name not in self._closed]
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        group, line = self._rows[index.row()]
        is_open = group.name not in self._closed
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if line is not None:
                return line.spoken
            state = self._texts.text("move_page.group_open" if is_open else "move_page.group_closed")
            return self._texts.text("move_page.group_spoken", title=group.title, note=group.note, state=state)
        return {GROUP_ROLE: group, LINE_ROLE: line, OPEN_ROLE: is_open}.get(role)


class GroupDelegate(ReadingDelegate):
    edged = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        line = index.data(LINE_ROLE)
        if line is None:
            return QSize(0, self.theme.metrics("body", "semibold").lineSpacing() + 2 * _ABOVE)
        boxes = self.columns(QRect(0, 0, self.view.viewport().width(), 0))
        height = max(
            self._height(_titled(line), boxes[0]) + self._height(line.answer, boxes[0], "medium"),
            self._height(line.place, boxes[1]),
            self._height(line.what, boxes[2]),
        )
        return QSize(0, height + 2 * _ABOVE)

    def columns(self, rect: QRect) -> list[QRect]:
        """The places of the three texts of a line, from where reading begins: below their headings, whether the list
        has a scroll bar or not."""
        room = self.view.width() - 2 * PAD - 2 * GAP
        widths = [room * share // 100 for share in SHARES]
        boxes, x = [], rect.left() + PAD
        for width in widths:
            left = rect.left() + rect.right() + 1 - x - width if self.view.isRightToLeft() else x
            boxes.append(QRect(left, rect.top() + _ABOVE, width, rect.height() - 2 * _ABOVE))
            x += width + GAP
        return boxes

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        group, line = index.data(GROUP_ROLE), index.data(LINE_ROLE)
        if line is None:
            is_current = index == self.view.currentIndex()
            self._paint_head(painter, rect, group, is_open=bool(index.data(OPEN_ROLE)), is_current=is_current)
        else:
            self._paint_line(painter, rect, line)
        self.draw_line_below(painter, rect)

    def _paint_head(self, painter: QPainter, rect: QRect, group: Group, *, is_open: bool, is_current: bool) -> None:
        theme, mirrored = self.theme, self.view.isRightToLeft()
        if not is_current:
            painter.fillRect(rect, theme.color("canvas"))
        icon = "chevron-down" if is_open else "chevron-left" if mirrored else "chevron-right"
        x = rect.right() + 1 - PAD - _ICON if mirrored else rect.left() + PAD
        y = rect.top() + (rect.height() - _ICON) // 2
        painter.drawPixmap(x, y, theme.pixmap(icon, "muted", _ICON, self.view.viewport()))
        start = PAD + _ICON + 10
        box = rect.adjusted(PAD if mirrored else start, _ABOVE, -(start if mirrored else PAD), -_ABOVE)
        painter.setFont(theme.font("body", "semibold"))
        painter.setPen(theme.color("warn" if group.needs_a_look else "ink"))
        self.draw_text(painter, box, group.title)
        beside = theme.metrics("body", "semibold").horizontalAdvance(group.title) + 10
        box.adjust(0 if mirrored else beside, 1, -beside if mirrored else 0, 0)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("muted"))
        note = theme.metrics("secondary").elidedText(group.note, Qt.TextElideMode.ElideRight, box.width())
        self.draw_text(painter, box, note)

    def _paint_line(self, painter: QPainter, rect: QRect, line: MoveLine) -> None:
        first, second, third = self.columns(rect)
        self._say(painter, first, _titled(line), "muted")
        first.adjust(0, self._height(_titled(line), first), 0, 0)
        self._say(painter, first, line.answer, "ink", "medium")
        self._say(painter, second, line.place, "muted")
        self._say(painter, third, line.what, "ink")

    def _say(self, painter: QPainter, box: QRect, text: str, ink: str, weight: str = "regular") -> None:
        painter.setFont(self.theme.font("secondary", weight))
        painter.setPen(self.theme.color(ink))
        self.draw_text(painter, box, text)

    def _height(self, text: str, box: QRect, weight: str = "regular") -> int:
        return self.text_height(text, box.width(), "secondary", weight) + 2 if text else 0


def _titled(line: MoveLine) -> str:
    return f"{line.number}  {line.question}" if line.number else line.question


class GroupedList(ReadingList):
    """GroupedList(theme, texts, name): a head is pressed with the mouse, Space or Enter; Left and Right close and open
    the group one is in."""

    def __init__(self, theme: Theme, texts: Texts, name: str) -> None:
        self.groups = GroupModel(texts)
        super().__init__(theme, self.groups, name)
        self.groups.setParent(self)
        self.setItemDelegate(GroupDelegate(theme, self))

    def show_groups(self, groups: Sequence[Group]) -> None:
        self.groups.show(groups)
        self.setCurrentIndex(self.groups.index(0))

    def toggle(self, index: Index, *, is_open: bool | None = None) -> None:
        """Opens or closes the group of an index; without `is_open`, the other of what it is."""
        group = index.data(GROUP_ROLE)
        if group is None:
            return
        self.groups.set_open(group, is_open=not index.data(OPEN_ROLE) if is_open is None else is_open)
        self.setCurrentIndex(self.groups.head(group))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = Qt.Key(event.key()), self.currentIndex()
        opens, closes = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            opens, closes = closes, opens
        is_head = here.isValid() and here.data(LINE_ROLE) is None
        if key == closes:
            self.toggle(here, is_open=False)
        elif key == opens:
            if is_head:
                self.toggle(here, is_open=True)
        elif is_head and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle(here)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(QPoint(event.position().toPoint()))
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index.data(LINE_ROLE) is None:
            self.toggle(index)

    def viewportEvent(self, event: QEvent) -> bool:
        """A hand over the heads, which can be pressed."""
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            index = self.indexAt(event.position().toPoint())
            is_head = index.isValid() and index.data(LINE_ROLE) is None
            shape = Qt.CursorShape.PointingHandCursor if is_head else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)
