"""The matrix of criteria and centres: the criterion and the own column stay where they are while the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mrcworkbench.gui.models.index import Index
from mrcworkbench.gui.models.matrix import CRITERION_COLUMN, FIRST_CENTRE, OWN_COLUMN, MatrixModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.quiet_table import quieten
from mrcworkbench.gui.widgets.matrix.paint import MatrixDelegate, MatrixHeader
from mrcworkbench.gui.widgets.matrix.sizes import heights, widths


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
        """Gives columns, rows and header the sizes that the room there is allows."""
        model, names = self.matrix, self._names
        names.most = self._frozen_names.most = None
        room = self.width() - (self.verticalScrollBar().sizeHint().width() + 2)
        wide = widths(self._theme, model, room)
        across = wide.title + wide.own + wide.centre * len(model.centres) > room
        below = self.height() - (self.horizontalScrollBar().sizeHint().height() if across else 0)
        tall = heights(self._theme, model, wide.title, below, (names.sizeHint().height(), names.least_height()))
        names.most = self._frozen_names.most = tall.header
        self._delegate.one_line = self._frozen_delegate.one_line = tall.one_line
        for view in (self, self._frozen):
            view.setColumnWidth(CRITERION_COLUMN, wide.title)
            view.setColumnWidth(OWN_COLUMN, wide.own)
            for column in range(FIRST_CENTRE, model.columnCount()):
                view.setColumnWidth(column, wide.centre)
            for row, height in enumerate(tall.rows):
                view.setRowHeight(row, height)
            view.horizontalHeader().setFixedHeight(names.sizeHint().height())
        both = wide.title + wide.own
        self._frozen.setGeometry(
            (self.viewport().geometry().right() + 1 - both) if self.isRightToLeft() else self.viewport().x(),
            0,
            both,
            self.viewport().height() + self.horizontalHeader().height(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
