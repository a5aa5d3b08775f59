"""The list of free texts with a check box for each: whole texts, since they are to be read before they leave."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from mrcworkbench.domain.disclosure.report_parts import TextPreview
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.release import FIRST_ROLE, PUBLIC_ROLE, TEXT_ROLE, ReleaseModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.reading_list import ReadingDelegate, ReadingList

_PAD, _BOX, _GAP = 12, 18, 10


class ReleaseDelegate(ReadingDelegate):
    """Paints the question over its first text, then check box, place in the table, and the whole text."""

    def __init__(self, theme: Theme, texts: Texts, view: QListView) -> None:
        super().__init__(theme, view)
        self._texts = texts

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        parts = self._parts(index, self.view.viewport().width())
        return QSize(0, sum(height for _, height in parts) + 2 * 8)

    def _parts(self, index: Index, width: int) -> list[tuple[str, int]]:
        """Name and height of each part of a row, from the top down."""
        row: TextPreview = index.data(TEXT_ROLE)
        room = width - 2 * _PAD
        text_room = room - _BOX - _GAP
        parts = []
        if index.data(FIRST_ROLE):
            parts.append(("question", self.text_height(self._question(row), room, "secondary", "semibold") + 6))
        if self._place(row):
            parts.append(("place", self.text_height(self._place(row), text_room, "caption") + 2))
        parts.append(("text", max(_BOX, self.text_height(row.text, text_room, "secondary"))))
        if index.data(PUBLIC_ROLE):
            parts.append(("why", self.text_height(self._public(), text_room, "caption") + 4))
        if row.may_name_person:
            parts.append(("contact", self.text_height(self._contact(), text_room - 20, "caption") + 4))
        return parts

    def _question(self, row: TextPreview) -> str:
        return f"{row.number}  {row.question}"

    def _place(self, row: TextPreview) -> str:
        if row.row is None:
            return ""
        named = self._texts.text("report_page.text_row", row=row.row) if row.row.isdecimal() else row.row
        return self._texts.text("report_page.text_place", row=named, column=row.column or "")

    def _contact(self) -> str:
        return self._texts.text("report_page.text_contact")

    def _public(self) -> str:
        return self._texts.text("report_page.text_public")

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        row, first = index.data(TEXT_ROLE), bool(index.data(FIRST_ROLE))
        if first and index.row():
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        y = rect.top() + 8
        for name, height in self._parts(index, rect.width()):
            self._paint_part(painter, name, row, QRect(rect.left() + _PAD, y, rect.width() - 2 * _PAD, height))
            y += height

    def _paint_part(self, painter: QPainter, name: str, row: TextPreview, box: QRect) -> None:
        theme, mirrored = self.theme, self.view.isRightToLeft()
        inner = box.adjusted(0, 0, -_BOX - _GAP, 0) if mirrored else box.adjusted(_BOX + _GAP, 0, 0, 0)
        if name == "question":
            painter.setFont(theme.font("secondary", "semibold"))
            painter.setPen(theme.color("ink"))
            self.draw_text(painter, box, self._question(row))
        elif name == "place":
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("muted"))
            self.draw_text(painter, inner, self._place(row))
        elif name == "why":
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("muted"))
            self.draw_text(painter, inner.adjusted(0, 4, 0, 0), self._public())
        elif name == "text":
            left = box.right() + 1 - _BOX if mirrored else box.left()
            self._paint_box(painter, QRectF(left, box.top(), _BOX, _BOX), checked=row.released)
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("ink" if row.released else "muted"))
            self.draw_text(painter, inner, row.text)
        else:
            x = inner.right() - 14 if mirrored else inner.left()
            pixmap = theme.pixmap("triangle-alert", "warn", 14, self.view.viewport())
            painter.drawPixmap(x, inner.top() + 4, pixmap)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("warn"))
            words = inner.adjusted(0, 4, -20, 0) if mirrored else inner.adjusted(20, 4, 0, 0)
            self.draw_text(painter, words, self._contact())

    def _paint_box(self, painter: QPainter, box: QRectF, *, checked: bool) -> None:
        theme = self.theme
        edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("accent" if checked else "line_strong"), 1))
        painter.setBrush(theme.color("accent" if checked else "surface"))
        painter.drawRoundedRect(edge, 4, 4)
        if checked:
            pixmap = theme.pixmap("check", "on_accent", 14, self.view.viewport())
            painter.drawPixmap(round(box.left()) + 2, round(box.top()) + 2, pixmap)


class ReleaseList(ReadingList):
    """ReleaseList(theme, texts, model, name): a click or the space bar releases a text or keeps it."""

    def __init__(
        self, theme: Theme, texts: Texts, model: ReleaseModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, model, name, parent)
        self._release = model
        self.setItemDelegate(ReleaseDelegate(theme, texts, self))

    def toggle(self, index: QModelIndex) -> None:
        """Releases a text, or keeps it."""
        if index.isValid():
            row: TextPreview = index.data(TEXT_ROLE)
            wanted = Qt.CheckState.Unchecked if row.released else Qt.CheckState.Checked
            self._release.setData(index, wanted, int(Qt.ItemDataRole.CheckStateRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.toggle(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._release.rowCount():
            self.setCurrentIndex(self._release.index(0))
