"""The pages of a report as they will be printed, one at a time: white in every theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.printing.report_pages import PAGE_HEIGHT, PAGE_WIDTH, ReportPages
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label

_WIDEST, _NARROWEST = 620, 280
_FOCUS = 2


class Paper(QWidget):
    """Paper(theme): `show_page(pages, number)`; as wide as there is room, up to 620. Arrows and Page Up and Down turn
    the page."""

    turned = Signal(int)
    """By so many pages."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: ReportPages | None = None
        self._number = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(_WIDEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def show_page(self, pages: ReportPages, number: int) -> None:
        """Pages are counted from 0."""
        self._pages, self._number = pages, number
        self.setAccessibleName(pages.spoken(number))
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(width * PAGE_HEIGHT / PAGE_WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, self.heightForWidth(_WIDEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        if event.key() in (ahead, Qt.Key.Key_PageDown):
            self.turned.emit(1)
        elif event.key() in (back, Qt.Key.Key_PageUp):
            self.turned.emit(-1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = min(self.width() / PAGE_WIDTH, self.height() / PAGE_HEIGHT)
        width = PAGE_WIDTH * ratio
        left = (self.width() - width) / 2
        edge = _FOCUS if self.hasFocus() else 1
        paper = QRectF(left, 0, width, PAGE_HEIGHT * ratio).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(self._theme.color("accent" if self.hasFocus() else "line_strong"), edge))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(paper)
        if self._pages is not None:
            painter.translate(left, 0)
            painter.scale(ratio, ratio)
            self._pages.draw(painter, self._number)


class PagesPreview(QWidget):
    """PagesPreview(theme, texts): the paper, and above it which page of how many with a button to each side."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._pages: ReportPages | None = None
        self.number = 0
        """Of the page that is shown, from 0."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.paper = Paper(theme)
        self.paper.turned.connect(self.turn)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.paper, 100)
        row.addStretch(1)
        column.addLayout(row)
        icons = ("chevron-left", "chevron-right")
        back, ahead = reversed(icons) if QApplication.isRightToLeft() else icons
        self.back = Button(theme, texts.text("report_page.page_back"), "icon", back)
        self.ahead = Button(theme, texts.text("report_page.page_ahead"), "icon", ahead)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.ahead.clicked.connect(lambda: self.turn(1))
        self.where = label("", "secondary", "muted")
        turning = QHBoxLayout()
        turning.addStretch(1)
        for widget in (self.back, self.where, self.ahead):
            turning.addWidget(widget)
        turning.addStretch(1)
        column.insertLayout(0, turning)

    def show_pages(self, pages: ReportPages) -> None:
        """Stays at the page that is open, as far as there is one."""
        self._pages = pages
        self.turn(0)

    def turn(self, by: int) -> None:
        """Turns so many pages ahead, not beyond the first and the last."""
        if self._pages is None or not self._pages.pages:
            return
        last = len(self._pages.pages) - 1
        self.number = max(0, min(last, self.number + by))
        self.paper.show_page(self._pages, self.number)
        self.where.setText(self._pages.numbers[self.number])
        self.back.setEnabled(self.number > 0)
        self.ahead.setEnabled(self.number < last)
