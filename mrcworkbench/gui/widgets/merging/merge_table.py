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

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.merge_files import RESULT_ROLE, SIZE, TONES, VERDICT, WHY, MergeModel
from mrcworkbench.gui.models.merge_words import verdict_of
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.quiet_table import quieten
from mrcworkbench.gui.widgets.merging.conflict_list import two_lines
from mrcworkbench.gui.words.texts import plain_tooltip

_PAD, _ICON = 8, 16
_ROW = 40
_SHARES = (0.24, 0.17, 0.13, 0.0, 0.38, 0.08)
"""How the width left by the verdicts is shared among the columns."""


class MergeDelegate(QStyledItemDelegate):
    """Paints text in one line, the reason in two, the verdict as a chip, and a line below each row."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

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
        else:
            self._paint_text(painter, rect, text, index.column(), verdict_of(result))
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, column: int, verdict: str) -> None:
        theme, mirrored = self._theme, self._view.isRightToLeft()
        colour = "ink" if column == 0 else "muted"
        if column == WHY and verdict == Verdict.REFUSED.value:
            colour = "danger"
        painter.setFont(theme.font("secondary", "medium" if column == 0 else "regular"))
        painter.setPen(theme.color(colour))
        box = rect.adjusted(_PAD + (4 if column == 0 else 0), 0, -_PAD, 0)
        shown = two_lines(text, QFontMetrics(painter.font()), box.width(), lines=2 if column == WHY else 1)
        at_end = (column == SIZE) is not mirrored
        side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute), shown)

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
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text where it does not fit."""
        if not index.isValid():
            return False
        text = str(index.data())
        metrics, width = QFontMetrics(self._theme.font("secondary")), option.rect.width() - 2 * _PAD
        wide = two_lines(text, metrics, width, lines=2 if index.column() == WHY else 1).replace("\n", " ") != text
        QToolTip.showText(event.globalPos(), plain_tooltip(text) if wide else "", view)
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
        self.setItemDelegate(MergeDelegate(theme, self))
        self.setAccessibleName(name)
        quieten(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        theme.changed.connect(self._fit)
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
        room = max(0, self.viewport().width() - chip)
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, chip if column == VERDICT else int(room * share))
