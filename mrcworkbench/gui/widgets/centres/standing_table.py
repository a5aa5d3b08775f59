"""The picture of many centres: for each criterion a bar of counts and the numbers beside it. No mean, no percent."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mrcworkbench.domain.scoring.placing import NOT_APPLICABLE, OPEN, PLACES
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.standings import (
    BAR,
    CRITERION,
    FIRST_PLACE,
    ROW_ROLE,
    StandingRow,
    StandingsModel,
)
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics import draw
from mrcworkbench.gui.widgets.basics.quiet_table import quieten

_ROW, _SECTION, _HEADER, _NUMBER, _PAD = 36, 32, 44, 30, 12
_COUNT, _BAR_LEAST, _BAR_HEIGHT = 48, 160, 16
_TITLE_SHARE = 0.36


class StandingHeader(QHeaderView):
    """Names the columns of counts by the chips that stand for them on other pages."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(_HEADER))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line_strong"))
        if logicalIndex < FIRST_PLACE:
            painter.setFont(theme.font("caption", "semibold"))
            painter.setPen(theme.color("muted"))
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            inner = rect.adjusted(_PAD, 0, -_PAD, 0)
            words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), shown)
        else:
            place = PLACES[logicalIndex - FIRST_PLACE]
            width, height = theme.px(32), theme.px(24)
            chip = QRectF(rect.center().x() - width / 2 + 0.5, rect.center().y() - height / 2 + 0.5, width, height)
            level = int(place) if place.isdigit() else None
            draw.draw_level_chip(painter, chip, theme, level, applicable=place != NOT_APPLICABLE)
        painter.restore()


class StandingDelegate(QStyledItemDelegate):
    """Paints titles, bars and numbers."""

    def __init__(self, theme: Theme, view: QTableView, model: StandingsModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        if not isinstance(row, StandingRow):
            return
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = "canvas" if row.is_section else "accent_soft" if chosen else "surface"
        painter.fillRect(rect, theme.color(ground))
        if not row.is_section:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if index.column() == CRITERION:
            self._paint_title(painter, rect, row)
        elif index.column() == BAR and not row.is_section:
            self._paint_bar(painter, rect.adjusted(_PAD, 0, -_PAD, 0), row)
        elif not row.is_section:
            self._paint_count(painter, rect, str(index.data() or "0"))
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, row: StandingRow) -> None:
        theme, mirrored = self._theme, self._view.isRightToLeft()
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        if row.is_section:
            painter.setFont(theme.font("caption", "semibold"))
            painter.setPen(theme.color("muted"))
        else:
            painter.setFont(theme.font("caption", "semibold"))
            painter.setPen(theme.color("muted"))
            width = theme.px(_NUMBER)
            number = QRect(inner)
            number.setLeft(inner.right() - width + 1) if mirrored else number.setWidth(width)
            painter.drawText(number, flags, str(row.number))
            inner = inner.adjusted(0, 0, -width, 0) if mirrored else inner.adjusted(width, 0, 0, 0)
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("ink"))
        shown = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, flags, shown)

    def _paint_count(self, painter: QPainter, rect: QRect, text: str) -> None:
        theme = self._theme
        painter.setFont(theme.font("secondary", "regular" if text == "0" else "medium"))
        painter.setPen(theme.color("faint" if text == "0" else "ink"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_bar(self, painter: QPainter, rect: QRect, row: StandingRow) -> None:
        """One piece for each place, as long as the number of centres that stand there."""
        t, total = self._theme.tokens, max(1, self._model.centres)
        height = self._theme.px(_BAR_HEIGHT)
        top, done, mirrored = rect.top() + (rect.height() - height) / 2, 0, self._view.isRightToLeft()
        for place in PLACES:
            count = row.counts.get(place, 0)
            if not count:
                continue
            start, end = rect.width() * done / total, rect.width() * (done + count) / total
            done += count
            left = rect.right() + 1 - end if mirrored else rect.left() + start
            box = QRectF(left + 0.5, top + 0.5, max(2.0, end - start - 2), height - 1)
            fill, edge, style = QColor(t.surface), QColor(t.line_strong), Qt.PenStyle.SolidLine
            if place == OPEN:
                fill = QColor(t.sunken)
            elif place == NOT_APPLICABLE:
                style = Qt.PenStyle.DashLine
            elif place != "0":
                fill = QColor(t.level[int(place) - 1])
                edge = QColor(t.level_outline) if int(place) < 3 else fill
            painter.setPen(QPen(edge, 1, style))
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 3, 3)


class StandingTable(QTableView):
    """StandingTable(theme, model, name): as tall as its rows, so that the page scrolls and not the table."""

    def __init__(self, theme: Theme, model: StandingsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._standings = theme, model
        self.setModel(model)
        self.setItemDelegate(StandingDelegate(theme, self, model))
        header = StandingHeader(theme, self)
        self.setHorizontalHeader(header)
        header.setAccessibleName(name)
        self.setAccessibleName(name)
        quieten(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.verticalHeader().setMinimumSectionSize(10)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        rows = sum(px(_SECTION if row.is_section else _ROW) for row in self._standings.rows)
        return QSize(400, rows + px(_HEADER) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit(self) -> None:
        self.clearSpans()
        for place, row in enumerate(self._standings.rows):
            self.setRowHeight(place, self._theme.px(_SECTION if row.is_section else _ROW))
        self._fit_columns()
        self.updateGeometry()

    def _fit_columns(self) -> None:
        px, width = self._theme.px, self.viewport().width()
        counts = [px(_COUNT)] * len(PLACES)
        left = width - sum(counts)
        longest = max(
            (self._theme.metrics("secondary").horizontalAdvance(row.title) for row in self._standings.rows), default=0
        )
        title = min(longest + px(_NUMBER) + 2 * _PAD + 4, max(px(220), round(left * _TITLE_SHARE * 1.4)))
        bar = left - title
        has_bar = bar >= px(_BAR_LEAST)
        self.setColumnHidden(BAR, not has_bar)
        self.setColumnWidth(CRITERION, title if has_bar else left)
        self.setColumnWidth(BAR, bar)
        for place, wide in enumerate(counts):
            self.setColumnWidth(FIRST_PLACE + place, wide)
