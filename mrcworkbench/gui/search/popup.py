"""The list of results below the search field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.search.found import Entry, find
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import isolate, label
from mrcworkbench.gui.widgets.basics.search_field import SearchField

_ENTRY = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_HEIGHT = 52
_SHOWN = 8


class _ResultPainter(QStyledItemDelegate):
    """Kind and place in grey, the text below it."""

    def __init__(self, theme: Theme, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        t = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, t.color("accent_soft"))
            edge = (
                QRect(rect.right() - 2, rect.top(), 3, rect.height())
                if rtl
                else QRect(rect.topLeft(), QSize(3, rect.height()))
            )
            painter.fillRect(edge, t.color("accent"))
        room = rect.adjusted(12, 7, -12, -7)
        middle = room.center().y()
        near = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near |= Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        kind = self._texts.text(f"window.search_{entry.kind}")
        head, words = f"{kind} · {isolate(entry.head)}", " ".join(entry.text.split())
        upper = QRect(room.left(), room.top(), room.width(), middle - room.top())
        lower = QRect(room.left(), middle, room.width(), room.bottom() - middle)
        lines = ((upper, "caption", "muted", head), (lower, "body", "ink", words))
        for box, role, colour, text in lines:
            painter.setFont(t.font(role))
            painter.setPen(QColor(t.color(colour)))
            shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(near), shown)
        painter.restore()


class SearchPopup(QFrame):
    """The results, below the field. The focus stays in the field: arrows choose, Enter goes there, Esc closes."""

    chosen = Signal(Place)

    def __init__(
        self,
        field: SearchField,
        theme: Theme,
        texts: Texts,
        entries: Callable[[], Sequence[Entry]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._field, self._theme, self._texts, self._entries = field, theme, texts, entries
        self.setProperty("kind", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        column.setSpacing(0)
        self.results = QListWidget(self)
        self.results.setAccessibleName(texts.text("window.search_results"))
        self.results.setItemDelegate(_ResultPainter(theme, texts, self.results))
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setUniformItemSizes(True)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.itemClicked.connect(lambda _: self._take())
        self.results.currentItemChanged.connect(self._speak)
        self._nothing = label("", weight="medium", wrap=True)
        self._nothing.setContentsMargins(12, 6, 12, 0)
        self._hint = label(texts.text("window.search_hint"), "secondary", "muted", wrap=True)
        self._hint.setContentsMargins(12, 0, 12, 6)
        for widget in (self.results, self._nothing, self._hint):
            column.addWidget(widget)
        field.textEdited.connect(self.search)
        field.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(Qt.Key(event.key()))
            if event.type() is QEvent.Type.FocusOut:
                self.hide()
            elif event.type() is QEvent.Type.FocusIn and self._field.text():
                self.search(self._field.text())
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key is Qt.Key.Key_Escape:
            shown = self.isVisible()
            self._field.clear()
            self.hide()
            return shown
        if not self.isVisible():
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return True
        if key in _MOVES and self.results.count():
            row = max(0, min(self.results.count() - 1, self.results.currentRow() + _MOVES[key]))
            self.results.setCurrentRow(row)
            return True
        return False

    def search(self, words: str) -> None:
        if not words.strip():
            self.hide()
            return
        found = find(self._entries(), words)
        self.results.clear()
        for entry in found:
            item = QListWidgetItem()
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.head} {entry.text}")
            self.results.addItem(item)
        self.results.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._hint.setVisible(not found)
        self._nothing.setText(self._texts.text("window.search_nothing", words=words.strip()))
        if found:
            self.results.setCurrentRow(0)
        self._place(len(found))
        self.show()
        self.raise_()

    def _place(self, found: int) -> None:
        window = self.parentWidget()
        width = min(560, (window.width() if window else 560) - 32)
        edge = self._field.mapTo(window, QPoint(0, self._field.height() + 4)) if window else QPoint()
        x = edge.x() if self.isRightToLeft() else edge.x() + self._field.width() - width
        height = min(found, _SHOWN) * self._theme.px(_HEIGHT) + 12 if found else self._theme.px(72)
        self.setGeometry(max(8, x), edge.y(), width, height)

    def _take(self) -> None:
        item = self.results.currentItem()
        if item is not None:
            entry: Entry = item.data(_ENTRY)
            self.hide()
            self._field.clear()
            self.chosen.emit(entry.place)

    def _speak(self) -> None:
        row = self.results.currentRow()
        spoken = self.results.item(row).data(Qt.ItemDataRole.AccessibleTextRole) if row >= 0 else ""
        self._field.setAccessibleDescription(spoken)
