"""The head of a page: its title and sentence, and at the far end the row of its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.widgets import label


class PageHeader(QHBoxLayout):
    """PageHeader(body): a stand-in is at the top of `body`, and in a low window here, in the place of the words."""

    def __init__(self, body: QVBoxLayout) -> None:
        super().__init__()
        self._body = body
        self.setSpacing(12)
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        self.title = label("", "title", wrap=True)
        self._sentence = label("", tone="muted", reading=True)
        self._words.addWidget(self.title)
        self._words.addWidget(self._sentence)
        self.addLayout(self._words, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        self.addLayout(self.buttons)
        self.setAlignment(self.buttons, Qt.AlignmentFlag.AlignVCenter)
        self.stand_in: QWidget | None = None
        self.is_low = False
        """Whether the stand-in has taken the place of the words."""

    def set_words(self, title: str, sentence: str) -> None:
        self.title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def set_stand_in(self, widget: QWidget) -> None:
        self.stand_in = widget
        self._body.insertWidget(0, widget)

    def set_low(self, *, low: bool) -> None:
        """Lets the stand-in take the place of the words, or give it back."""
        self.is_low = low
        if self.stand_in is None:
            return
        if low:
            self._body.removeWidget(self.stand_in)
            self.insertWidget(0, self.stand_in, 1)
        else:
            self.removeWidget(self.stand_in)
            self._body.insertWidget(0, self.stand_in)
        self.setStretchFactor(self._words, 0 if low else 1)  # it takes its share also when it is empty
        self.title.setVisible(not low)
        self._sentence.setVisible(not low and bool(self._sentence.text()))
