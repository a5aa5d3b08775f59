"""The criteria of one dimension as a list that is as tall as its rows: the page scrolls, not the list."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mrcworkbench.gui.models.criteria import ROW_ROLE, CriteriaModel, CriterionRow, HeadingRow
from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics import draw

_PAD, _NUMBER, _GAP, _CHIP, _MARK, _ICON = 12, 24, 8, 32, 24, 16
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
_ONE_LINE = int(Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter)


class CriteriaDelegate(QStyledItemDelegate):
    """Paints number, title with its level in words below, contested mark, chip and evidence mark."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, self.height_of(index.data(ROW_ROLE), self._view.viewport().width()))

    def height_of(self, row: object, width: int) -> int:
        """The height of a row in a list of this width: a title may take two lines."""
        theme = self._theme
        if isinstance(row, HeadingRow):
            return theme.px(34)
        if not isinstance(row, CriterionRow):
            return 0
        room = self._title_width(row, width)
        return theme.px(14) + self._title_height(row, room) + self._note_height(row, room) + 2

    def _title_height(self, row: CriterionRow, room: int) -> int:
        metrics = QFontMetrics(self._theme.font("body", "semibold"))
        return metrics.boundingRect(QRect(0, 0, room, 400), _WRAP, row.title).height()

    def _note_height(self, row: CriterionRow, room: int) -> int:
        return self._note_metrics().boundingRect(QRect(0, 0, room, 400), _WRAP, row.note).height()

    def _title_width(self, row: CriterionRow, width: int) -> int:
        px = self._theme.px
        taken = 2 * _PAD + px(_NUMBER) + 3 * _GAP + px(_CHIP) + px(_MARK) + (_ICON + _GAP if row.contested else 0)
        return max(60, width - taken)

    def _note_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("caption"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, rect, row)
        elif isinstance(row, CriterionRow):
            state: QStyle.StateFlag = option.state
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            self._paint_ground(painter, rect, chosen=chosen, hovered=hovered)
            self._paint_criterion(painter, rect, row, chosen=chosen)
            if focused:
                painter.setPen(QPen(self._theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: HeadingRow) -> None:
        theme = self._theme
        line = rect.adjusted(_PAD, theme.px(8), -_PAD, 0)
        painter.setFont(theme.font("caption", "semibold"))
        painter.setPen(theme.color("muted"))
        note_width = self._note_metrics().horizontalAdvance(row.note) + _GAP
        note, title = QRect(line), QRect(line)
        if self._view.isRightToLeft():
            note.setWidth(note_width)
            title.setLeft(line.left() + note_width)
        else:
            note.setLeft(line.right() - note_width)
            title.setRight(line.right() - note_width)
        self._text(painter, title, row.title, theme.font("caption", "semibold"), one_line=True)
        painter.setFont(theme.font("caption"))
        painter.drawText(note, int(Qt.AlignmentFlag.AlignVCenter | self._far()), row.note)

    def _far(self) -> Qt.AlignmentFlag:
        """The far side. Absolute, since a painter on a right-to-left view turns sides round by itself."""
        side = Qt.AlignmentFlag.AlignLeft if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignAbsolute

    def _near(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute

    def _paint_ground(self, painter: QPainter, rect: QRect, *, chosen: bool, hovered: bool) -> None:
        theme = self._theme
        if chosen or hovered:
            painter.fillRect(rect, theme.color("accent_soft" if chosen else "canvas"))
        if chosen:
            edge = QRect(rect)
            edge.setWidth(3)
            if self._view.isRightToLeft():
                edge.moveRight(rect.right())
            painter.fillRect(edge, theme.color("accent"))

    def _paint_criterion(self, painter: QPainter, rect: QRect, row: CriterionRow, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        mirrored = self._view.isRightToLeft()

        def place(start: int, width: int, top: int, height: int) -> QRect:
            left = rect.right() + 1 - start - width if mirrored else rect.left() + start
            return QRect(left, rect.top() + top, width, height)

        width, height = rect.width(), rect.height()
        number = place(_PAD, px(_NUMBER), px(7), QFontMetrics(theme.font()).lineSpacing())
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font("secondary"))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter | self._near()), str(row.number))
        title_width = self._title_width(row, width)
        note_height = self._note_height(row, title_width)
        start = _PAD + px(_NUMBER) + _GAP
        title = place(start, title_width, px(7), height - px(14) - note_height - 2)
        painter.setPen(theme.color("ink"))
        self._text(painter, title, row.title, theme.font("body", "semibold" if chosen else "medium"))
        painter.setPen(theme.color("muted"))
        note = place(start, title_width, height - px(7) - note_height, note_height)
        self._text(painter, note, row.note, theme.font("caption"))
        mark_start = width - _PAD - px(_MARK)
        chip_start = mark_start - _GAP - px(_CHIP)
        middle = (height - px(24)) // 2
        draw.draw_level_chip(
            painter,
            QRectF(place(chip_start, px(_CHIP), middle, px(24))),
            theme,
            row.level,
            hollow=row.hollow,
            applicable=row.applicable,
        )
        mark = QRectF(place(mark_start, px(_MARK), middle, px(_MARK)))
        draw.draw_evidence_mark(painter, mark, theme, row.grade, mirrored=mirrored)
        if row.contested:
            box = place(chip_start - _GAP - _ICON, _ICON, (height - _ICON) // 2, _ICON)
            painter.drawPixmap(
                box.topLeft(), theme.pixmap("message-square-warning", "conflict", _ICON, self._view.viewport())
            )

    def _text(self, painter: QPainter, rect: QRect, text: str, font: QFont, *, one_line: bool = False) -> None:
        painter.setFont(font)
        if one_line:
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, _ONE_LINE | int(self._near()), shown)
        else:
            painter.drawText(rect, _WRAP | int(self._near()), text)


class CriteriaList(QListView):
    """CriteriaList(theme, model, name): `chosen(id)` when a criterion is clicked or reached by arrow keys."""

    chosen = Signal(str)
    opened = Signal(str)
    """Enter or a double click on a criterion."""
    stepped_out = Signal(int)
    """An arrow key at the first (-1) or last (1) row."""

    def __init__(self, theme: Theme, model: CriteriaModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.criteria = model
        self.setModel(model)
        self._delegate = CriteriaDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)
        model.dataChanged.connect(lambda *_: self._fit())
        theme.changed.connect(self._on_theme)

    def choose(self, criterion: str | None) -> None:
        """Shows which criterion is chosen, without telling anyone; one of another list clears this one."""
        place = self.criteria.place_of(criterion) if criterion else None
        if place is None:
            self.selectionModel().clear()
            return
        index = self.criteria.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def enter(self, step: int) -> None:
        """Takes the focus at its first (1) or last (-1) row."""
        places = [n for n in range(self.criteria.rowCount()) if self.criteria.criterion_at(self.criteria.index(n))]
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self._go(places[0] if step > 0 else places[-1])

    def row_rect(self, criterion: str) -> QRect:
        """Where a criterion's row stands in this list."""
        place = self.criteria.place_of(criterion)
        return QRect() if place is None else self.visualRect(self.criteria.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = self.currentIndex().row() + step
        while 0 <= place < self.criteria.rowCount():
            if self.criteria.criterion_at(self.criteria.index(place)):
                self._go(place)
                return
            place += step
        self.stepped_out.emit(step)

    def _go(self, place: int) -> None:
        self.choose(self.criteria.criterion_at(self.criteria.index(place)))
        self._on_clicked(self.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        if (criterion := self.criteria.criterion_at(index)) is not None:
            self.chosen.emit(criterion)

    def _on_activated(self, index: QModelIndex) -> None:
        if (criterion := self.criteria.criterion_at(index)) is not None:
            self.opened.emit(criterion)

    def _on_theme(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _fit(self) -> None:
        """As tall as its rows at this width: titles may take two lines."""
        rows = range(self.criteria.rowCount())
        width = self.viewport().width()
        self.setFixedHeight(sum(self._delegate.height_of(self.criteria.row(place), width) for place in rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()
