"""The form of "start my centre": name, country and round."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.progress.scope import scope_at_first
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label, restyle
from mrcworkbench.gui.widgets.basics.country_box import CountryBox

_LONGEST_NAME, _LONGEST_ROUND = 200, 100


class CentreForm(QWidget):
    """Checks when asked to go on; what is wrong is said below the field, and what was typed stays."""

    made = Signal(str, str, str)
    back = Signal()

    def __init__(self, theme: Theme, texts: Texts, language: str, year: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self._theme, self._texts, self._language, self._year = theme, texts, language, year
        outer = QHBoxLayout(self)
        outer.setContentsMargins(32, 32, 32, 32)
        outer.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(560)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(label(texts.text("start.form"), "title", wrap=True))
        column.addWidget(label(texts.text("start.form_text"), tone="muted", wrap=True))
        self.scope = label("", tone="muted", wrap=True)
        column.addWidget(self.scope)
        column.addSpacing(8)
        card = Card(padding=24, spacing=4)
        column.addWidget(card)
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.country = CountryBox(texts)
        self.round = QLineEdit(year)
        self.round.setMaxLength(_LONGEST_ROUND)
        self._problems = {
            "name": self._field(card, "name", self.name),
            "country": self._field(card, "country", self.country),
            "round": self._field(card, "round", self.round),
        }
        row = QHBoxLayout()
        back = Button(theme, texts.text("common.back"), "secondary", "arrow-left")
        back.clicked.connect(self.back)
        self.make = Button(theme, texts.text("start.make"), "primary")
        self.make.clicked.connect(self._go_on)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.make)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(2)

    def _field(self, card: Card, key: str, field: QLineEdit | QComboBox) -> MessageBox:
        name = self._texts.text(f"start.{key}")
        head: QLabel = label(name, weight="semibold")
        head.setBuddy(field)
        field.setAccessibleName(name)
        help_text = self._texts.text(f"start.{key}_help")
        field.setAccessibleDescription(help_text)
        problem = MessageBox(self._theme, "danger", "triangle-alert")
        card.body.addWidget(head)
        card.body.addWidget(label(help_text, "secondary", "muted", wrap=True))
        card.body.addWidget(field)
        card.body.addWidget(problem)
        card.body.addSpacing(10)
        typed = field.editTextChanged if isinstance(field, QComboBox) else field.textChanged
        typed.connect(lambda _: self._say(field, problem, ""))
        return problem

    def _say(self, field: QWidget, problem: MessageBox, sentence: str) -> None:
        """What is wrong with a field, until somebody types in it."""
        if sentence or not problem.isHidden():
            problem.say(sentence)
            restyle(field, problem="true" if sentence else "false")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.country.count():
            return
        self.scope.setText(self._texts.text("start.form_scope", scope=scope_at_first(self._language, self._texts)))
        self.country.fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        name, round_ = self.name.text().strip(), self.round.text().strip()
        country = self.country.code
        say = self._texts.text
        wrong = {
            "name": "" if name else say("start.name_missing"),
            "country": "" if country else say("start.country_missing"),
            "round": "" if round_ else say("start.round_missing", year=self._year),
        }
        fields: dict[str, QWidget] = {"name": self.name, "country": self.country, "round": self.round}
        for key, sentence in wrong.items():
            self._say(fields[key], self._problems[key], sentence)
        first = next((key for key, sentence in wrong.items() if sentence), None)
        if first is None:
            self.made.emit(name, country, round_)
        else:
            fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
