"""A date: typed year first, or chosen in a calendar that opens from the field (Ctrl+Down, or its button)."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.editors.typed import TypedLine

_ISO = Qt.DateFormat.ISODate


class DateField(TypedLine):
    """A line for a date. `pattern` is the placeholder, such as "YYYY-MM-DD"; `open_text` names the calendar's
    button."""

    def __init__(
        self, theme: Theme, pattern: str, open_text: str, *, takes_cells: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(takes_cells=takes_cells, parent=parent)
        self._theme = theme
        self._calendar: QFrame | None = None
        self.setPlaceholderText(pattern)
        self._open = QAction(open_text, self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self._draw_icon()
        theme.changed.connect(self._draw_icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and not self.isReadOnly()
        ):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Shows the calendar below the field, on the typed date if it is one."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("kind", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        typed = QDate.fromString(self.text().strip(), _ISO)
        calendar.setSelectedDate(typed if typed.isValid() else QDate.currentDate())
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        column.addWidget(calendar)
        popup.adjustSize()
        corner = self.mapToGlobal(
            QPoint(self.width() - popup.width() if self.isRightToLeft() else 0, self.height() + 2)
        )
        below = self.screen().availableGeometry().bottom() - corner.y()
        if below < popup.height():
            corner.setY(self.mapToGlobal(QPoint(0, 0)).y() - popup.height() - 2)
        popup.move(corner)
        popup.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)
        self._calendar = popup

    def _choose(self, day: QDate) -> None:
        popup, self._calendar = self._calendar, None
        if popup is None:  # a double click is told twice
            return
        popup.close()
        self.set_typed(day.toString(_ISO))
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.committed.emit()

    def _draw_icon(self) -> None:
        self._open.setIcon(self._theme.icon("calendar", "muted", 16))
