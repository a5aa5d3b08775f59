"""A list in which several are ticked, for more options than boxes below each other could be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from mrcworkbench.domain.questionnaire.model import Option
from mrcworkbench.gui.widgets.basics.text import restyle
from mrcworkbench.gui.words.texts import plain_tooltip

_MOST_LINES, _ABOVE = 5, 6
"""As many are seen at once; the others scroll into view."""


class CheckList(QListWidget):
    """CheckList(options). Arrows move, Space ticks. `typed()` is the codes of what is ticked, joined by ";"."""

    committed = Signal()
    paused = Signal()

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "checks")
        self._codes = tuple(option.code for option in options)
        self._text: str | None = None
        """A kept text that names something that is not here."""
        line = QSize(0, self.fontMetrics().height() + 2 * _ABOVE)
        for option in options:
            item = QListWidgetItem(option.text, self)
            item.setSizeHint(line)
            item.setToolTip(plain_tooltip(option.text))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        if options:
            self.setCurrentRow(0)
        self.itemChanged.connect(self._on_ticked)

    def typed(self) -> str:
        if self._text is not None:
            return self._text
        return ";".join(code for place, code in enumerate(self._codes) if self._is_ticked(place))

    def set_typed(self, text: str) -> None:
        ticked = set(filter(None, text.split(";")))
        self._text = None if ticked.issubset(self._codes) else text
        self.blockSignals(True)
        for place, code in enumerate(self._codes):
            self.item(place).setCheckState(Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        first = next((place for place, code in enumerate(self._codes) if code in ticked), 0)
        if self.count() and not self.hasFocus():
            self.setCurrentRow(first)
            self.scrollToItem(self.item(first), QListWidget.ScrollHint.PositionAtTop)

    def set_problem(self, wrong: bool) -> None:
        restyle(self, problem="true" if wrong else "")

    def sizeHint(self) -> QSize:
        lines = min(max(self.count(), 1), _MOST_LINES)
        return QSize(160, lines * (self.fontMetrics().height() + 2 * _ABOVE) + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _is_ticked(self, place: int) -> bool:
        return self.item(place).checkState() is Qt.CheckState.Checked

    def _on_ticked(self, _: QListWidgetItem) -> None:
        self._text = None
        self.committed.emit()
