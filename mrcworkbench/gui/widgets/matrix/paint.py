"""How the matrix paints its cells and its header."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from mrcworkbench.gui.models.criteria import CriterionRow
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.matrix import (
    CELL_ROLE,
    CRITERION_COLUMN,
    FIRST_CENTRE,
    OWN_COLUMN,
    CellMark,
    DimensionRow,
    MatrixModel,
)
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics import draw
from mrcworkbench.gui.widgets.matrix.marks import draw_cell_mark

PAD, NUMBER = 12, 26
BAND, NAMES = 32, 124
_LEAST_NAMES = 64
_BELOW = 8
"""Pixels between the names and the line below them."""
_LYING_FROM = 96
"""Columns at least this wide have names that lie."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


class MatrixDelegate(QStyledItemDelegate):
    """Paints section rows, criteria, own levels and marks. The row of the current cell is tinted."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.row = -1
        """The row that is tinted, in this and the frozen part."""
        self.one_line = False
        """Whether titles are cut to one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(CELL_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, DimensionRow):
            self._paint_section(painter, rect, item, index)
            painter.restore()
            return
        if index.row() == self.row:
            painter.fillRect(rect, self._theme.color("accent_soft"))
        self._paint_lines(painter, rect, index)
        if isinstance(item, CellMark):
            draw_cell_mark(painter, QRectF(rect), self._theme, item, mirrored=self._view.isRightToLeft())
        elif isinstance(item, CriterionRow) and index.column() == OWN_COLUMN:
            self._paint_own(painter, rect, item)
        elif isinstance(item, CriterionRow):
            self._paint_title(painter, rect, item, chosen=index.row() == self.row)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and index.column() != CRITERION_COLUMN:
            painter.setPen(QPen(self._theme.color("focus"), 2 if self._view.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _near(self) -> int:
        """The near side. Absolute, since a painter on a right-to-left view turns sides round by itself."""
        side = Qt.AlignmentFlag.AlignRight if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignAbsolute)

    def _paint_section(self, painter: QPainter, rect: QRect, row: DimensionRow, index: Index) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("canvas"))
        if index.column() == CRITERION_COLUMN:
            painter.setPen(theme.color("ink"))
            painter.setFont(theme.font("caption", "semibold"))
            painter.drawText(
                rect.adjusted(PAD, 0, -PAD, 0), int(Qt.AlignmentFlag.AlignVCenter) | self._near(), row.title
            )
        elif index.column() == FIRST_CENTRE and row.note:
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font("caption"))
            box = rect.adjusted(PAD, 0, -PAD, 0)
            shown = QFontMetrics(painter.font()).elidedText(row.note, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter) | self._near(), shown)

    def _paint_lines(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = index.model()
        if isinstance(model, MatrixModel) and model.starts_group(index.column()):
            x = rect.right() if self._view.isRightToLeft() else rect.left()
            painter.drawLine(QPoint(x, rect.top()), QPoint(x, rect.bottom()))

    def _paint_title(self, painter: QPainter, rect: QRect, row: CriterionRow, *, chosen: bool) -> None:
        theme, mirrored = self._theme, self._view.isRightToLeft()
        number = QRect(rect.left() + PAD, rect.top(), theme.px(NUMBER), rect.height())
        title = rect.adjusted(PAD + theme.px(NUMBER), 0, -4, 0)
        if mirrored:
            number.moveRight(rect.right() - PAD)
            title = rect.adjusted(4, 0, -PAD - theme.px(NUMBER), 0)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font("secondary"))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter) | self._near(), str(row.number))
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font("secondary", "semibold" if chosen else "medium"))
        if self.one_line:
            text = QFontMetrics(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, title.width())
            painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter) | self._near(), text)
        else:
            painter.drawText(title, _WRAP | self._near(), row.title)

    def _paint_own(self, painter: QPainter, rect: QRect, row: CriterionRow) -> None:
        width, height = self._theme.px(32), min(self._theme.px(24), rect.height() - 3)
        chip = QRectF(0, 0, width, height)
        chip.moveCenter(QRectF(rect).center())
        draw.draw_level_chip(painter, chip, self._theme, row.level, hollow=row.hollow, applicable=row.applicable)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(40, self._theme.px(40))


class MatrixHeader(QHeaderView):
    """Names of centres, upright, under the band of their group. `pressed_centre(column)` when a name is clicked."""

    pressed_centre = Signal(int)

    def __init__(self, theme: Theme, view: QTableView, model: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme, self._view, self._matrix = theme, view, model
        self._hover = -1
        self.own_centre: str | None = None
        self.most: int | None = None
        """Height that it may have at most; None: as much as it needs. The names are cut first, then the band goes."""
        self.marked: str | None = None
        """The centre whose name is shown as chosen."""
        self.setMouseTracking(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(0, self.band_height() + self.names_height() + _BELOW)

    def least_height(self) -> int:
        """With the names of groups, and names that can still be told apart."""
        return self._theme.px(BAND) + self._least_names() + _BELOW

    def band_height(self) -> int:
        """Of the band with the names of the groups; nothing where it would take the room of the names below it."""
        band = self._theme.px(BAND)
        return 0 if self.most is not None and self.most - _BELOW - band < self._least_names() else band

    def _least_names(self) -> int:
        return self._theme.px(_LEAST_NAMES)

    def names_height(self) -> int:
        """As tall as the longest upright name, within bounds; two lines where names lie."""
        metrics = QFontMetrics(self._theme.font("caption", "semibold"))
        if self.count() > FIRST_CENTRE and self._lies(self.count() - 1):
            return 2 * metrics.lineSpacing() + 8
        names = [
            str(self._matrix.headerData(FIRST_CENTRE + n, Qt.Orientation.Horizontal))
            for n in range(len(self._matrix.centres))
        ]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        wanted = max(self._least_names(), min(longest + 6, self._theme.px(NAMES)))
        if self.most is None:
            return wanted
        least = QFontMetrics(self._theme.font("caption", "semibold")).height()
        return max(least, min(wanted, self.most - _BELOW - self.band_height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.viewport().rect(), self._theme.color("surface"))
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                self._paint_section(painter, section)
        self._paint_bands(painter)
        painter.setPen(QPen(self._theme.color("line_strong"), 1))
        bottom = self.viewport().height() - 1
        painter.drawLine(0, bottom, self.viewport().width(), bottom)

    def _rect_of(self, section: int) -> QRect:
        return QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.viewport().height())

    def _paint_section(self, painter: QPainter, section: int) -> None:
        text = str(self._matrix.headerData(section, Qt.Orientation.Horizontal) or "")
        if section < FIRST_CENTRE:
            self._paint_fixed(painter, section, text)
            return
        theme, rect = self._theme, self._rect_of(section)
        centre = self._matrix.centre_at(section)
        chosen = centre is not None and centre == self.marked
        names = rect.adjusted(1, self.band_height() + 1, -1, -2)
        if section == self._hover or chosen:
            painter.fillRect(names, theme.color("accent_soft"))
        painter.setFont(theme.font("caption", "semibold" if chosen or centre == self.own_centre else "medium"))
        painter.setPen(theme.color("accent" if chosen or section == self._hover else "ink"))
        if self._lies(section):
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(names.adjusted(4, 0, -4, -6), int(flags), text)
        else:
            self._paint_upright(painter, rect, text)

    def _paint_fixed(self, painter: QPainter, section: int, text: str) -> None:
        """The headers of the criterion and of the own column."""
        theme, own = self._theme, section == OWN_COLUMN
        painter.setPen(theme.color("ink" if own else "muted"))
        painter.setFont(theme.font("caption", "semibold"))
        side = Qt.AlignmentFlag.AlignRight if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute
        flags |= Qt.AlignmentFlag.AlignHCenter if own else side
        margin = 2 if own else PAD
        painter.drawText(self._rect_of(section).adjusted(margin, 0, -margin, -8), int(flags), text)

    def _paint_upright(self, painter: QPainter, rect: QRect, text: str) -> None:
        """A name that reads from the bottom up, in every language."""
        metrics = QFontMetrics(painter.font())
        room = rect.height() - self.band_height() - 12
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.save()
        painter.translate(rect.center().x() + 1, rect.bottom() - 8)
        painter.rotate(-90)
        box = QRect(0, -metrics.height() // 2, room, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
        painter.restore()

    def _lies(self, section: int) -> bool:
        """Whether the column is wide enough for a name that lies."""
        return self.sectionSize(section) >= self._theme.px(_LYING_FROM)

    def _paint_bands(self, painter: QPainter) -> None:
        theme, column, height = self._theme, FIRST_CENTRE, self.band_height()
        if not height:
            return
        for group in self._matrix.groups:
            rects = [self._rect_of(column + n) for n in range(len(group.centres))]
            column += len(group.centres)
            if self.isSectionHidden(column - 1):
                continue
            band = rects[0].united(rects[-1])
            band.setHeight(height)
            painter.setFont(theme.font("caption", "semibold"))
            painter.setPen(theme.color("muted"))
            metrics = QFontMetrics(painter.font())
            words = metrics.elidedText(group.title, Qt.TextElideMode.ElideRight, band.width())
            painter.drawText(band.adjusted(0, 0, 0, -4), int(Qt.AlignmentFlag.AlignCenter), words)
            painter.setPen(QPen(theme.color("line_strong"), 2))
            painter.drawLine(band.left() + 4, band.bottom(), band.right() - 4, band.bottom())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        hover = section if section >= FIRST_CENTRE else -1
        if hover != self._hover:
            self._hover = hover
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hover >= 0 else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002
        self._hover = -1
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= FIRST_CENTRE:
            self.pressed_centre.emit(section)
