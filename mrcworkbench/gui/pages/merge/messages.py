"""What the page says about its work: done, stopped, gone wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import MessageBox


class Messages(QWidget):
    """Boxes one above the other, each hidden while it has nothing to say."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.stopped = MessageBox(theme, "warn", "triangle-alert")
        self.told = MessageBox(theme, "ok", "circle-check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for box in (self.wrong, self.stopped, self.told):
            column.addWidget(box)
        self.hide()

    def say_nothing(self) -> None:
        for box in (self.wrong, self.stopped, self.told):
            box.say("")
        self.hide()

    def tell(self, text: str) -> None:
        """Something is done."""
        self._say(self.told, text)

    def say_stopped(self, text: str) -> None:
        """Something was stopped, and how far it came."""
        self._say(self.stopped, text)

    def say_wrong(self, error: Exception | None, text: str = "") -> None:
        """An error, or else a sentence that says what is wrong."""
        self._say(self.wrong, text if error is None else in_words(self._texts, error))

    def _say(self, box: MessageBox, text: str) -> None:
        box.say(text)
        self.setVisible(any(not one.isHidden() for one in (self.wrong, self.stopped, self.told)))
