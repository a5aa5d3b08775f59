"""A form that opens inside a card: why a person does a thing, who it is, and a button named after the act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.decisions.because import Because

_REASON_HEIGHT = 64


class ActForm(QWidget):
    """ActForm(theme, texts): `ask(act, author)` opens it. No key does the act by itself; Esc closes the form."""

    said = Signal(str, str)
    """Reason and author."""
    given_up = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        self.because = Because(theme, texts, _REASON_HEIGHT)
        self.because.changed.connect(self._show_ready)
        column.addWidget(self.because)
        row = QWidget()
        flow = FlowLayout(row, across=8, down=8)
        self.cancel = Button(theme, texts.text("decisions_page.act_cancel"))
        self.act = Button(theme, "", "primary")
        self.cancel.clicked.connect(self.close_form)
        self.act.clicked.connect(self._on_act)
        flow.addWidget(self.act)
        flow.addWidget(self.cancel)
        column.addWidget(row)
        self.hide()

    def ask(self, act: str, author: str) -> None:
        """Opens it for an act. A reason that was begun stays."""
        self.act.set_label(act)
        if not self.because.name:
            self.because.author.setText(author)
        self._show_ready()
        self.show()
        self.because.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        self.hide()
        self.given_up.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _show_ready(self) -> None:
        self.act.setEnabled(self.because.is_complete)

    def _on_act(self) -> None:
        if self.because.is_complete:
            self.said.emit(self.because.words, self.because.name)
