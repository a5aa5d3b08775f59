"""Cards side by side, in as many columns as the width allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.theme import Theme

_ANY = 16_777_215
"""Qt's own bound: no maximum."""
_ACROSS = 16
"""Pixels between two columns."""


class CardGrid(QWidget):
    """CardGrid(theme, cards, [(columns, from_width), …]): equal columns; the first entry whose width fits is used.

    Widths are those at a text size of 100 %.
    """

    def __init__(
        self,
        theme: Theme,
        cards: Sequence[QWidget],
        steps: Sequence[tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards, self._steps, self._columns = tuple(cards), tuple(steps), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._arrange(steps[0][0])
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width, px = self.width(), self._theme.px
        self._arrange(next((columns for columns, least in self._steps if width >= px(least)), self._steps[-1][0]))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)


class CardColumns(QWidget):
    """CardColumns(theme, [(card, column), …], least): two columns of cards, or one in the order given in a narrow page.

    `first_width` fixes the width of the first column; otherwise both are equal. Widths are those at 100 % text.
    """

    def __init__(
        self,
        theme: Theme,
        cards: Sequence[tuple[QWidget, int]],
        least: int,
        *,
        first_width: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._least, self._narrow, self._first_width = theme, least, False, first_width
        self._cards = tuple(cards)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._columns = (QWidget(self), QWidget(self))
        self._stacks = tuple(QVBoxLayout(column) for column in self._columns)
        for stack, column in zip(self._stacks, self._columns, strict=True):
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(16)
            self._row.addWidget(column, 1)
        self._fill()
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < max(self._theme.px(self._least), self._needed())
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()
        self._size_first()

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column, so that it is told how little room there is, and stacks the cards then."""
        return QSize(max(self._widest(0), self._widest(1)), super().minimumSizeHint().height())

    def _needed(self) -> int:
        """The width of two columns in which no card is cut."""
        first, second = self._widest(0), self._widest(1)
        if self._first_width is None:
            return 2 * max(first, second) + _ACROSS
        return max(first, self._theme.px(self._first_width)) + _ACROSS + second

    def _widest(self, column: int) -> int:
        widths = (
            max(card.minimumSizeHint().width(), card.minimumWidth()) for card, own in self._cards if own == column
        )
        return max(widths, default=0)

    def _fill(self) -> None:
        for stack in self._stacks:
            for card, _ in self._cards:
                stack.removeWidget(
                    card
                )  # not takeAt: an item that outlives this keeps the card from being measured anew
            while stack.takeAt(0) is not None:  # the stretch
                pass
        for card, column in self._cards:
            self._stacks[0 if self._narrow else column].addWidget(card)
        for stack in self._stacks:
            stack.addStretch(1)
        self._columns[1].setVisible(not self._narrow)
        self._row.setSpacing(_ACROSS)
        self._size_first()

    def _size_first(self) -> None:
        width = 0 if self._narrow or self._first_width is None else self._theme.px(self._first_width)
        self._columns[0].setMinimumWidth(width)
        self._columns[0].setMaximumWidth(width or _ANY)
        self._row.setStretch(0, 0 if width else 1)
