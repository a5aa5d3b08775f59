"""The table of files of a merge: thousands of rows, each painted only when it is seen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.merge_files import NUMBERS, RESULT_ROLE, TONES, VERDICT, MergeModel
from mrcworkbench.gui.models.merge_words import COLUMNS, MergeWords, Row, verdict_of
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.quiet_table import quieten
from mrcworkbench.gui.words.texts import plain_tooltip
from mrcworkbench.services.merging.passed_over import PassedOver

_PAD, _ICON = 8, 16
_ROW = 52
_LEAST_FILE = 60


class MergeDelegate(QStyledItemDelegate):
    """Paints centre and file with what is said of them below, the verdict as a chip, counts at the far side, and a line
    below each row."""

    def __init__(self, theme: Theme, words: MergeWords, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._words, self._view = theme, words, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(rect, theme.color("accent_soft"))
            if index.column() == 0:
                edge = QRect(rect)
                edge.setWidth(3)
                if self._view.isRightToLeft():
                    edge.moveRight(rect.right())
                painter.fillRect(edge, theme.color("accent"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        result = index.data(RESULT_ROLE)
        text = str(index.data())
        if index.column() == VERDICT:
            self._paint_chip(painter, rect, text, *TONES[verdict_of(result)])
        elif index.column() >= NUMBERS:
            self._paint_count(painter, rect, text, index.column())
        else:
            self._paint_file(painter, rect, result)
        painter.restore()

    def _paint_count(self, painter: QPainter, rect: QRect, text: str, column: int) -> None:
        is_conflict = column == len(COLUMNS) - 1 and text.isdigit()
        painter.setFont(self._theme.font("secondary", "semibold" if is_conflict else "regular"))
        painter.setPen(self._theme.color("conflict" if is_conflict else "ink"))
        side = Qt.AlignmentFlag.AlignLeft if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignRight
        how = int(Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(rect.adjusted(_PAD, 0, -_PAD, 0), how, text)

    def _paint_file(self, painter: QPainter, rect: QRect, row: Row) -> None:
        """The centre and the file in one line, what is said of them in the next."""
        theme, mirrored = self._theme, self._view.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        how = int(Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute)
        box = rect.adjusted(_PAD + 4, 4, -_PAD, -4)
        upper, lower = QRect(box), QRect(box)
        upper.setHeight(box.height() // 2)
        lower.setTop(upper.bottom() + 1)
        name, file = self._words.cell(row, "centre"), self._words.cell(row, "file")
        if isinstance(row, PassedOver) or not row.centres:
            name, file = file, ""
        painter.setFont(theme.font("secondary", "medium"))
        painter.setPen(theme.color("ink"))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, how, shown)
        width = metrics.horizontalAdvance(shown) + _PAD
        rest = upper.adjusted(0, 0, -width, 0) if mirrored else upper.adjusted(width, 0, 0, 0)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        if rest.width() > _LEAST_FILE:
            short = QFontMetrics(painter.font()).elidedText(file, Qt.TextElideMode.ElideMiddle, rest.width())
            painter.drawText(rest, how, short)
        said, tone = self._words.line(row)
        painter.setPen(theme.color(tone))
        line = QFontMetrics(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, how, line)

    def _paint_chip(self, painter: QPainter, rect: QRect, text: str, tone: str, icon: str) -> None:
        theme, mirrored = self._theme, self._view.isRightToLeft()
        ink, ground = theme.tokens.tone(tone)
        font = theme.font("caption", "medium")
        width, height = QFontMetrics(font).horizontalAdvance(text) + _ICON + 24, theme.px(24)
        left = rect.right() - _PAD - width if mirrored else rect.left() + _PAD
        box = QRectF(left + 0.5, rect.top() + (rect.height() - height) // 2 + 0.5, width - 1, height - 1)
        painter.setPen(QPen(QColor(ink), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        x = round(box.right()) - 9 - _ICON if mirrored else round(box.left()) + 9
        middle = round(box.center().y()) - _ICON // 2
        colour = "muted" if tone == "neutral" else tone
        painter.drawPixmap(x, middle, theme.pixmap(icon, colour, _ICON, self._view.viewport()))
        words = box.adjusted(8, 0, -_ICON - 12, 0) if mirrored else box.adjusted(_ICON + 12, 0, -8, 0)
        painter.setFont(font)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), text)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,  # noqa: ARG002 - the form of Qt
        index: Index,
    ) -> bool:
        """All that is said of the file, where there may be no room for it."""
        if not index.isValid():
            return False
        row = index.data(RESULT_ROLE)
        text = f"{self._words.cell(row, 'file')}: {self._words.line(row)[0]}" if index.column() == 0 else ""
        QToolTip.showText(event.globalPos(), plain_tooltip(text), view)
        return True


class MergeTable(QTableView):
    """MergeTable(theme, model, name): `chosen(result)` when a row is clicked or reached by arrow keys, `copied` when
    the keys for copying are pressed."""

    chosen = Signal(object)
    copied = Signal()

    def __init__(self, theme: Theme, model: MergeModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._files = theme, model
        self.setModel(model)
        self.setItemDelegate(MergeDelegate(theme, model.words, self))
        self.setAccessibleName(name)
        quieten(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        theme.changed.connect(self._fit)
        self._fit()

    def show_numbers(self, *, known: bool) -> None:
        """Whether it is known how many answers each file brings."""
        for column in range(NUMBERS, len(COLUMNS)):
            self.setColumnHidden(column, not known)
        self._fit()

    def choose(self, row: int) -> None:
        """Goes to a row."""
        self.selectRow(row)
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(RESULT_ROLE) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        theme = self._theme
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        metrics = theme.metrics("caption", "medium")
        longest = max(metrics.horizontalAdvance(self._files.words.verdict_name(verdict)) for verdict in TONES)
        chip = longest + _ICON + 24 + 2 * _PAD
        numbers = theme.metrics("secondary", "medium")
        names = [self._files.words.heading(column) for column in COLUMNS[NUMBERS:]]
        count = max(map(numbers.horizontalAdvance, names)) + 3 * _PAD
        for column in range(1, len(COLUMNS)):
            self.setColumnWidth(column, chip if column == VERDICT else count)
        shown = sum(not self.isColumnHidden(column) for column in range(NUMBERS, len(COLUMNS)))
        self.setColumnWidth(0, max(0, self.viewport().width() - chip - count * shown))
