"""Fields in which one chooses: segments, radio buttons, check boxes, a drop-down in a table's cell.

Like typed fields they speak in text: `typed()` is the code of the choice, or codes joined by ";", as `check_cell`
reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Option
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.segments import SegmentedControl, check_one, keep_one_stop
from mrcworkbench.gui.widgets.basics.text import restyle
from mrcworkbench.gui.widgets.editors.options import CheckOption, RadioOption
from mrcworkbench.gui.words.texts import plain_tooltip

SEGMENTS_MOST = 4
SEGMENTS_WIDTH = 560
"""Options that need more pixels than this side by side stand below each other instead."""
TWO_COLUMNS_FROM = 5
TWO_COLUMNS_WIDTH = 300


def fit_segments(theme: Theme, options: Sequence[Option]) -> bool:
    """Whether the options are few and short enough to stand side by side, in any language."""
    metrics = QFontMetrics(theme.font("body", "semibold"))
    width = sum(metrics.horizontalAdvance(option.text) + 32 for option in options) + 24
    return 2 <= len(options) <= SEGMENTS_MOST and width <= SEGMENTS_WIDTH


class SegmentField(QWidget):
    """2 to 4 short options side by side. Pressing the chosen one leaves it chosen; Delete takes the choice back."""

    committed = Signal()
    paused = Signal()
    chosen_again = Signal()

    def __init__(self, theme: Theme, options: Sequence[Option], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._segments = SegmentedControl(theme, [(o.code, o.text) for o in options], name, clearable=True)
        self._segments.chosen.connect(lambda _: self.committed.emit())
        self._segments.chosen_again.connect(self.chosen_again)
        row.addWidget(self._segments)
        row.addStretch(1)

    def typed(self) -> str:
        return self._segments.value() or ""

    def set_typed(self, text: str) -> None:
        self._segments.set_value(text or None)

    def set_problem(self, wrong: bool) -> None:
        restyle(self._segments, problem="true" if wrong else "")

    def focus_target(self) -> QWidget:
        return self._segments.focus_target()


class RadioField(QWidget):
    """Options below each other. Choosing the chosen one again leaves it chosen; Delete takes the choice back."""

    committed = Signal()
    paused = Signal()
    chosen_again = Signal()

    def __init__(self, theme: Theme, options: Sequence[Option], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._value = ""
        self._options: dict[str, RadioOption] = {}
        for option in options:
            radio = RadioOption(theme, option.text, self)
            radio.setAccessibleDescription(name)
            radio.clicked.connect(lambda _=False, code=option.code: self._choose(code))
            radio.left.connect(self._keep_stop)
            column.addWidget(radio)
            self._options[option.code] = radio
        self._show()

    def typed(self) -> str:
        return self._value

    def set_typed(self, text: str) -> None:
        self._value = text if text in self._options else ""
        self._show()

    def set_problem(self, wrong: bool) -> None:
        restyle(self, problem="true" if wrong else "")

    def focus_target(self) -> QWidget:
        return self._options.get(self._value) or next(iter(self._options.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self._choose("")
        else:
            super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        if code != self._value:
            self._value = code
            self._show()
            self.committed.emit()
        else:
            self.chosen_again.emit()

    def _show(self) -> None:
        check_one(self._options, self._value)
        self._keep_stop()

    def _keep_stop(self) -> None:
        keep_one_stop(self._options.values(), self.focus_target())


class CheckField(QWidget):
    """Several choices in one or two columns. "None of these" and the others exclude each other at once.

    A text that names no choices, as it may have been pasted, stays the field's text until a box is clicked.
    """

    committed = Signal()
    paused = Signal()

    def __init__(self, theme: Theme, options: Sequence[Option], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        self._boxes: dict[str, CheckOption] = {}
        self._excluding = {option.code for option in options if Tag.NONE_OF_THESE in option.tags}
        self._text: str | None = None
        longest = max((self.fontMetrics().horizontalAdvance(option.text) for option in options), default=0)
        columns = 2 if len(options) >= TWO_COLUMNS_FROM and longest <= TWO_COLUMNS_WIDTH else 1
        rows = -(-len(options) // columns)
        for index, option in enumerate(options):
            box = CheckOption(theme, option.text, self)
            box.setAccessibleDescription(name)
            box.clicked.connect(lambda checked, code=option.code: self._on_clicked(code, checked=checked))
            grid.addWidget(box, index % rows, index // rows)
            self._boxes[option.code] = box
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def typed(self) -> str:
        ticked = ";".join(code for code, box in self._boxes.items() if box.isChecked())
        return ticked if self._text is None else self._text

    def set_typed(self, text: str) -> None:
        chosen = set(text.split(";")) if text else set[str]()
        self._text = None if chosen <= self._boxes.keys() else text
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)

    def set_problem(self, wrong: bool) -> None:
        restyle(self, problem="true" if wrong else "")

    def focus_target(self) -> QWidget:
        return next(iter(self._boxes.values()))

    def _on_clicked(self, code: str, *, checked: bool) -> None:
        self._text = None
        for other, box in self._boxes.items() if checked else ():
            if other != code and not self._excluding.isdisjoint((code, other)):
                box.setChecked(False)
        self.committed.emit()


@lru_cache(maxsize=256)
def _option_model(options: tuple[Option, ...], empty: str) -> QStandardItemModel:
    """One list for the same column of every row: filling it anew would take most of a table's time."""
    return _model([(empty, ""), *((option.text, option.code) for option in options)])


def _with_text(options: tuple[Option, ...], text: str) -> QStandardItemModel:
    return _model([(text, text), *((option.text, option.code) for option in options)])


def _model(items: Sequence[tuple[str, str]]) -> QStandardItemModel:
    model = QStandardItemModel()
    for text, code in items:
        item = QStandardItem(text)
        item.setData(code, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


class DropDown(ComboBox):
    """A choice in a table's cell. Delete takes the choice back."""

    committed = Signal()
    paused = Signal()

    def __init__(self, height: int, options: Sequence[Option], empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(72)
        self._options, self._empty = tuple(options), empty
        self._model = _option_model(self._options, empty)
        self.setModel(self._model)
        self._shares_model = True
        self.activated.connect(self._on_activated)

    def typed(self) -> str:
        return str(self.currentData() or "")

    def set_typed(self, text: str) -> None:
        """Shows the choice of a code. A pasted text that names none is shown as it is, above the choices."""
        known = not text or any(option.code == text for option in self._options)
        if not known or not self._shares_model:
            self._model = _option_model(self._options, self._empty) if known else _with_text(self._options, text)
            self.setModel(self._model)
            self._shares_model = known
        self.setCurrentIndex(max(0, self.findData(text)))
        self._explain()

    def set_problem(self, wrong: bool) -> None:
        restyle(self, problem="true" if wrong else "")

    def showPopup(self) -> None:
        widest = max(self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count()))
        self.view().setMinimumWidth(min(widest + 48, 640))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex() > 0:
            self.setCurrentIndex(0)
            self.committed.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """A cell's width is its column's: measuring every choice of every row would take a third of a table's time."""
        return QSize(120, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self._height)

    def _on_activated(self) -> None:
        self._explain()
        self.committed.emit()

    def _explain(self) -> None:
        """A cell is narrow: the whole text of the choice is its tooltip."""
        self.setToolTip(plain_tooltip(self.currentText()) if self.currentIndex() > 0 else "")
