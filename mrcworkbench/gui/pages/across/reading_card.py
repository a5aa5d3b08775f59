"""How the reading of many centres goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.words.local_time import grouped


class ReadingCard(Card):
    """How the reading goes, or how it ended without a result."""

    def __init__(self, theme: Theme, texts: Texts, stop: Callable[[], None], again: Callable[[], None]) -> None:
        super().__init__(padding=20, spacing=8)
        self._texts = texts
        self.words = label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(texts.text("across_page.reading_start"))
        self._busy = QWidget()
        column = QVBoxLayout(self._busy)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        self.stop = Button(theme, texts.text("across_page.stop"), "secondary", "x")
        self.stop.setObjectName("across:stop")
        self.stop.clicked.connect(stop)
        self.again = Button(theme, texts.text("across_page.again"), "secondary", "rotate-ccw")
        self.again.setObjectName("across:again")
        self.again.clicked.connect(again)
        row.addWidget(self.stop)
        row.addWidget(self.again)
        self.body.addWidget(self._busy)
        self.body.addLayout(row)

    def start(self) -> None:
        self._show(self._texts.text("across_page.reading_start"), busy=True)
        self.bar.setRange(0, 0)

    def step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(self._texts.text("across_page.reading", done=grouped(done), all=grouped(total)))

    def say_stopped(self) -> None:
        self._show(self._texts.text("across_page.stopped"), busy=False)

    def say_failed(self, error: Exception) -> None:
        self._show(self._texts.text("across_page.failed", sentence=in_words(self._texts, error)), busy=False)

    def _show(self, words: str, *, busy: bool) -> None:
        self.words.setText(words)
        self._busy.setVisible(busy)
        self.stop.setVisible(busy)
        self.again.setVisible(not busy)
        self.show()
