"""Progress of long work: a bar of 8 pixels, the count in words, the time left, and a cancel."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.text import ElidedLabel, label

_SURE_AFTER = 2.0
"""Seconds after which the time left is worth saying."""
_MINUTE = 60


class WorkProgress(Card):
    """WorkProgress(theme, texts): `start(title, note)`, `step(done, total, text)`; `cancelled` when Cancel is pressed.

    `count` is the catalogue's key of the sentence with {done} of {all}.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, texts: Texts, count: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(padding=20, spacing=8)
        self._texts, self._count, self._clock, self._began = texts, count, clock, 0.0
        self.counts, self.total = False, 0
        across = QHBoxLayout()
        across.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(8)
        head = QHBoxLayout()
        self.title = label("", weight="semibold", wrap=True)
        self.left = label("", "secondary", "muted")
        head.addWidget(self.title, 1)
        head.addWidget(self.left)
        column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        self.doing = ElidedLabel("", "caption", "muted")
        column.addWidget(self.doing)
        self.note = label("", "caption", "muted", wrap=True)
        column.addWidget(self.note)
        across.addLayout(column, 1)
        self.cancel = Button(theme, texts.text("common.cancel"), icon="x")
        self.cancel.clicked.connect(self._on_cancel)
        across.addWidget(self.cancel)
        self.body.addLayout(across)
        self.hide()

    def start(self, title: str, note: str = "", *, counts: bool = True) -> None:
        """Begins. `counts`: it goes in steps, can be stopped between them, and says how many there are."""
        self._began = self._clock()
        self.counts, self.total = counts, 0
        self.title.setText(title)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self.left.setText("")
        self.doing.setText("")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.cancel.setEnabled(True)
        self.cancel.setVisible(counts)
        self.show()

    def step(self, done: int, total: int, text: str) -> None:
        self.total = total
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if not self.cancel.isEnabled():
            return
        if total:
            self.title.setText(self._texts.plural(self._count, total, done=done))
            self.left.setText(self._time_left(done, total))
        self.doing.setText(text)

    def _time_left(self, done: int, total: int) -> str:
        passed = self._clock() - self._began
        if not done or passed < _SURE_AFTER:
            return ""
        seconds = max(1, round(passed / done * (total - done)))
        if seconds < _MINUTE:
            return self._texts.plural("common.seconds_left", seconds)
        return self._texts.plural("common.minutes_left", round(seconds / _MINUTE))

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.title.setText(self._texts.text("common.stopping"))
        self.left.setText("")
        self.cancelled.emit()
