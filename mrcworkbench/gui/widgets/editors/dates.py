"""A date: typed, or chosen in a calendar that opens from the field (Ctrl+Down, or its button).

In the field stands the year first, which reads back as the same day in every country; while one is elsewhere, the field
shows the day as every other place on the screen does.
"""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mrcworkbench.domain.reading import Order, UnreadableError
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.editors.typed import TypedLine
from mrcworkbench.gui.words.local_time import first_weekday, iso_day

_ISO = Qt.DateFormat.ISODate
_EDGE = 2
"""What Qt leaves free at the edge of a line's text, in pixels."""


def _calendar(theme: Theme, parent: QWidget) -> QCalendarWidget:
    """A calendar in the theme's colours. No day of the week is marked: days of rest differ between countries."""
    t = theme.tokens
    made = QCalendarWidget(parent)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setFirstDayOfWeek(first_weekday())
    made.setMinimumSize(theme.px(320), theme.px(264))
    made.setStyleSheet(
        f"QWidget#qt_calendar_navigationbar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}"
        f"QToolButton {{ background: transparent; color: {t.ink}; border: none; border-radius: 4px;"
        " padding: 4px 8px; }"
        f"QToolButton:hover {{ background: {t.accent_soft}; }} QToolButton::menu-indicator {{ image: none; }}"
        f"QTableView {{ font-size: {theme.px(13)}px; selection-background-color: {t.accent};"
        f" selection-color: {t.on_accent}; }} QTableView::item {{ padding: 0; border: none; }}"
    )
    ordinary = QTextCharFormat()
    ordinary.setForeground(theme.color("ink"))
    for day in Qt.DayOfWeek:
        made.setWeekdayTextFormat(day, ordinary)
    heading = QTextCharFormat()
    heading.setForeground(theme.color("muted"))
    made.setHeaderTextFormat(heading)
    for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
        button = made.findChild(QToolButton, f"qt_calendar_{name}month")
        if button is not None:
            button.setIcon(theme.icon(icon))
    return made


class DateField(TypedLine):
    """A line for a date. `pattern` is the placeholder; `open_text` names the calendar's button; `order` is that of day,
    month and year where one types."""

    def __init__(
        self,
        theme: Theme,
        pattern: str,
        open_text: str,
        order: Order,
        *,
        takes_cells: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(takes_cells=takes_cells, parent=parent)
        self._theme, self._order = theme, order
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

    def shown(self) -> str:
        """What the field shows while the focus is elsewhere: a day in full; what is no day, as it was typed."""
        return iso_day(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown()
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        icon = self.height() * 3 // 4
        start, end = (icon, _EDGE) if self.isRightToLeft() else (_EDGE, icon)
        edge = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.style().drawItemText(
            painter,
            room.adjusted(start, 0, -end, 0),
            edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            shown,
            QPalette.ColorRole.Text,
        )

    def open_calendar(self) -> None:
        """Shows the calendar below the field, on the typed date if it is one."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("kind", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        calendar = _calendar(self._theme, popup)
        calendar.setSelectedDate(self._typed_day() or QDate.currentDate())
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

    def _typed_day(self) -> QDate | None:
        """The day that stands in the field, kept or not: the first that it may be."""
        from mrcworkbench.domain.reading.dates import read_date

        try:
            found = read_date(self.text(), order=self._order)
        except UnreadableError:
            return None
        return QDate(found[0].year, found[0].month, found[0].day) if found else None

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
