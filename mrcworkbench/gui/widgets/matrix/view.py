"""The matrix of criteria and centres: the criterion and the own column stay where they are while the rest scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.matrix import CRITERION_COLUMN, FIRST_CENTRE, OWN_COLUMN, MatrixModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.quiet_table import quieten
from mrcworkbench.gui.widgets.matrix.paint import NUMBER, PAD, MatrixDelegate, MatrixHeader

_ROW, _SECTION, _OWN = 40, 30, 64
_CHIP = 27
"""What the chip with the own level needs to be shown whole."""
_NARROWEST, _WIDEST = 38, 128
_GROUP_MOST = 60
_ROWS_SEEN = 8
"""Criteria that are seen at once, with the headings between them, however low the window is."""
_TITLE_TIGHT, _TITLE_LEAST, _TITLE_MOST = 160, 204, 380


def _prepare(view: QTableView, theme: Theme, model: MatrixModel) -> tuple[MatrixDelegate, MatrixHeader]:
    view.setModel(model)
    delegate = MatrixDelegate(theme, view)
    view.setItemDelegate(delegate)
    header = MatrixHeader(theme, view, model)
    view.setHorizontalHeader(header)
    header.setMinimumSectionSize(20)
    view.verticalHeader().setMinimumSectionSize(1)  # rows are as low as we say, not as the style likes them
    quieten(view)
    view.setWordWrap(True)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return delegate, header


class MatrixView(QTableView):
    """MatrixView(theme, model, name): `chosen(criterion, centre)` when a cell is reached; "" is the own column."""

    chosen = Signal(str, str)
    opened = Signal()
    """Enter, or a click: what is chosen should be read now."""
    centre_pressed = Signal(str)
    """A click on a centre's name."""

    def __init__(self, theme: Theme, model: MatrixModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.matrix = theme, model
        self._delegate, self._names = _prepare(self, theme, model)
        self.setAccessibleName(name)
        self._frozen = QTableView(self)
        self._frozen_delegate, self._frozen_names = _prepare(self._frozen, theme, model)
        self._frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setSelectionModel(self.selectionModel())
        self._frozen.clicked.connect(self._on_clicked)
        self.viewport().stackUnder(self._frozen)
        self.verticalScrollBar().valueChanged.connect(self._frozen.verticalScrollBar().setValue)
        self._frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self._names.pressed_centre.connect(self._on_name)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current)
        model.modelReset.connect(self._on_reset)
        theme.changed.connect(self._fit)
        self._on_reset()

    def choose(self, criterion: str, centre: str | None) -> bool:
        """Goes to a cell without telling anyone. False if it is not shown."""
        index = self.matrix.place_of(criterion, centre)
        if not index.isValid():
            return False
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        self.selectionModel().blockSignals(False)
        self._tint(index.row())
        self.scrollTo(index)
        return True

    def mark_centre(self, centre: str | None) -> None:
        """Shows a centre's name as chosen."""
        self._names.marked = centre
        self._names.viewport().update()

    def set_own_centre(self, centre: str | None) -> None:
        """The studied centre that the open assessment is: the sample."""
        self._names.own_centre = centre

    @property
    def frozen(self) -> QTableView:
        """The part that does not scroll sideways."""
        return self._frozen

    def needed_width(self) -> int:
        """Width at which everything is seen without scrolling."""
        return sum(self.columnWidth(column) for column in range(self.matrix.columnCount()))

    # Moving about

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        current = self.currentIndex()
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or not current.isValid():
            return index
        if index.column() == CRITERION_COLUMN:
            index = self.matrix.index(index.row(), OWN_COLUMN)
        onward = 1 if index.row() >= current.row() else -1
        rows = range(self.matrix.rowCount())
        for step in (onward, -onward):
            row = index.row()
            while row in rows and self.matrix.is_section(row):
                row += step
            if row in rows:
                return self.matrix.index(row, index.column())
        return current

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if index.column() < FIRST_CENTRE:
            return
        rect, covered = self.visualRect(index), self._frozen.width()
        uncovered = self.viewport().width() - covered
        hidden = rect.right() - uncovered if self.isRightToLeft() else covered - rect.left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._announce(self.currentIndex())
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._tint(current.row() if current.isValid() else -1)
        self._announce(current)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == CRITERION_COLUMN and not self.matrix.is_section(index.row()):
            self.selectionModel().setCurrentIndex(
                self.matrix.index(index.row(), OWN_COLUMN), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._announce(self.currentIndex())
        self.opened.emit()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _announce(self, index: QModelIndex) -> None:
        criterion = self.matrix.criterion_at(index.row()) if index.isValid() else None
        if criterion is not None:
            self.chosen.emit(criterion, self.matrix.centre_at(index.column()) or "")

    def _on_name(self, column: int) -> None:
        centre = self.matrix.centre_at(column)
        if centre is not None:
            self.centre_pressed.emit(centre)

    def _tint(self, row: int) -> None:
        self._delegate.row = self._frozen_delegate.row = row
        self.viewport().update()
        self._frozen.viewport().update()

    # Sizes

    def _on_reset(self) -> None:
        columns = self.matrix.columnCount()
        for row in range(self.matrix.rowCount()):
            if self.matrix.is_section(row):
                for view in (self, self._frozen):
                    view.setSpan(row, FIRST_CENTRE, 1, max(1, columns - FIRST_CENTRE))
        for column in range(FIRST_CENTRE, columns):
            self._frozen.setColumnHidden(column, True)
        self._tint(-1)
        self._fit()

    def _fit(self) -> None:
        """Columns as wide as there is room for, and no narrower than their marks."""
        px, model = self._theme.px, self.matrix
        room = self.width() - (self.verticalScrollBar().sizeHint().width() + 2)
        centres = max(1, len(model.centres))
        own = px(_OWN)
        least = self._least_column()
        comfortable = room - own - centres * max(least, px(44))
        tight = min(px(_TITLE_LEAST), max(px(_TITLE_TIGHT), room - own - centres * least))
        title = max(tight, min(px(_TITLE_MOST), comfortable))
        each = max(least, min(px(_WIDEST), (room - own - title) // centres))
        title = max(title, min(px(_TITLE_MOST), room - own - each * centres))
        across = title + own + each * len(model.centres) > room
        heights = self._row_heights(title, self.horizontalScrollBar().sizeHint().height() if across else 0)
        for view in (self, self._frozen):
            view.setColumnWidth(CRITERION_COLUMN, title)
            view.setColumnWidth(OWN_COLUMN, own)
            for column in range(FIRST_CENTRE, model.columnCount()):
                view.setColumnWidth(column, each)
            for row, height in enumerate(heights):
                view.setRowHeight(row, height)
            view.horizontalHeader().setFixedHeight(self._names.sizeHint().height())
        self._frozen.setGeometry(
            (self.viewport().geometry().right() + 1 - title - own) if self.isRightToLeft() else self.viewport().x(),
            0,
            title + own,
            self.viewport().height() + self.horizontalHeader().height(),
        )

    def _least_column(self) -> int:
        """No narrower than the marks, nor than the name of a group over its columns."""
        metrics = QFontMetrics(self._theme.font("caption", "semibold"))
        groups = self.matrix.groups
        needed = [-(-(metrics.horizontalAdvance(group.title) + 2) // len(group.centres)) for group in groups]
        return max([_NARROWEST, *(min(one, self._theme.px(_GROUP_MOST)) for one in needed)])

    def _row_heights(self, title: int, scrolling: int) -> list[int]:
        """Rows with room around their titles; closer ones, and a lower header, where fewer than eight criteria would be
        seen; at the least one line for each, with the title cut."""
        metrics = QFontMetrics(self._theme.font("secondary", "semibold"))
        px, line = self._theme.px, metrics.lineSpacing() + 4
        rows = [
            None if self.matrix.is_section(row) else self._title_height(row, title, metrics)
            for row in range(self.matrix.rowCount())
        ]
        roomy = [px(_SECTION) if tall is None else max(px(_ROW), tall + 8) for tall in rows]
        close = [line if tall is None else max(px(_CHIP), tall + 4) for tall in rows]
        seen = self._seen_first(rows)
        room = self.height() - scrolling
        self._names.most = self._frozen_names.most = None
        if sum(roomy[:seen]) + self._names.sizeHint().height() <= room:
            heights = roomy
        else:
            heights = close if sum(close[:seen]) + self._names.least_height() <= room else [line] * len(rows)
            self._names.most = self._frozen_names.most = room - sum(heights[:seen])
        cut = heights is not roomy and heights is not close
        self._delegate.one_line = self._frozen_delegate.one_line = cut
        return heights

    def _seen_first(self, rows: Sequence[int | None]) -> int:
        """How many rows, from the top, hold the criteria that are to be seen at once."""
        criteria = [place for place, tall in enumerate(rows) if tall is not None][:_ROWS_SEEN]
        return criteria[-1] + 1 if criteria else 0

    def _title_height(self, row: int, width: int, metrics: QFontMetrics) -> int:
        text = str(self.matrix.index(row, CRITERION_COLUMN).data() or "")
        room = width - PAD - self._theme.px(NUMBER) - 4
        return metrics.boundingRect(0, 0, room, 400, int(Qt.TextFlag.TextWordWrap), text).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
