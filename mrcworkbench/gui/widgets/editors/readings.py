"""The readings of a text that may be several things, beside the field in which it stands: one button for each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.words.local_time import iso_day


class ReadingChoice(QWidget):
    """Buttons for the readings of what was typed in `field`, to be laid out beside or below it; hidden while there is
    nothing to choose.

    `offer(problem)` shows those of a problem that `check_cell` found (its fact `readings`). Tab comes to them after the
    field. `chosen` tells which was pressed: a text to put into the field and to check again. Typing takes them away.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._field = kit, field
        self._readings: tuple[str, ...] = ()
        self._flow = FlowLayout(self, 8, 6)
        field.textEdited.connect(lambda _: self.offer(None))
        self.hide()

    def offer(self, problem: Problem | None) -> None:
        """Shows the readings that the problem has; hides where it has none, or where there is no problem."""
        found = problem.facts.get("readings", ()) if problem is not None else ()
        readings = tuple(map(str, found)) if isinstance(found, tuple) else ()
        if readings != self._readings:
            self._readings = readings
            self._build()
        self.setVisible(bool(readings))

    def set_name(self, name: str) -> None:
        """Says whose readings these are, where other fields stand between."""
        self._flow.addWidget(label(name, "caption", "muted", parent=self))

    def buttons(self) -> tuple[Button, ...]:
        """The buttons that are shown, in the order of their readings."""
        return tuple(self.findChildren(Button, options=Qt.FindChildOption.FindDirectChildrenOnly))

    def _build(self) -> None:
        for button in self.buttons():
            self._flow.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        before: QWidget = self._field
        for reading in self._readings:
            words = reading_text(reading)
            button = Button(self._kit.theme, words)
            button.setAccessibleName(
                self._kit.texts.text("questions.reading", reading=words, field=self._field.accessibleName())
            )
            button.clicked.connect(lambda _=False, reading=reading: self.chosen.emit(reading))
            self._flow.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button


def reading_text(reading: str) -> str:
    """A reading in full: a day with its month as a word, a number without marks between its digits."""
    whole, point, decimals = iso_day(reading).partition(".")
    return f"{whole}{point}{decimals.rstrip('0')}"  # its last zero says to the field alone that this is no thousand
