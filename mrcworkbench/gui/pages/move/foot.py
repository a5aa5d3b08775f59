"""The bar below the list: stay, or move on; above it what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.pages.move.lines import will_wait
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox, label
from mrcworkbench.services.session.moving import MovePreview
from mrcworkbench.services.session.session import Session


class MoveFoot(QWidget):
    """MoveFoot(theme, texts): `stayed`, `moved`; `fail` says why it did not go."""

    stayed = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        self.trouble = MessageBox(theme, "danger", "triangle-alert")
        self.working = MessageBox(theme, "neutral", "clock")
        column.addWidget(self.trouble)
        column.addWidget(self.working)
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        words.setSpacing(2)
        self._where, self.note = label("", wrap=True), label("", "caption", "muted", wrap=True)
        words.addWidget(self._where)
        words.addWidget(self.note)
        row.addLayout(words, 1)
        self.stay = Button(theme, texts.text("move_page.stay_here"))
        self.stay.clicked.connect(self.stayed)
        self.go = Button(theme, "", "primary")
        self.go.clicked.connect(self.moved)
        for button in (self.stay, self.go):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def show_preview(self, preview: MovePreview, session: Session) -> None:
        """What can be done, and what follows, or why it cannot be done."""
        say, where, waits = self._texts, session.assessment, will_wait(preview)
        note = say.plural("move_page.will_wait", waits) if waits else ""
        if session.read_only:
            note = in_words(say, session.read_only_error())
        self._where.setText(say.text("move_page.where", centre=where.centre.name, round=where.round))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.stay.set_label(say.text("move_page.stay", version=preview.old.version))
        self.go.set_label(say.text("move_page.go", version=preview.new.version))
        self.go.setAccessibleDescription(note)
        self.go.setEnabled(not session.read_only)
        self.stay.setEnabled(True)
        self.say_nothing()

    def say_nothing(self) -> None:
        self.trouble.say("")
        self.working.say("")

    def work(self) -> None:
        """It is being done: nothing can be pressed meanwhile."""
        self.say_nothing()
        self.working.say(self._texts.text("move_page.working"))
        self.go.setEnabled(False)
        self.stay.setEnabled(False)

    def fail(self, sentence: str) -> None:
        """It did not go, and nothing has changed; it can be tried again."""
        self.say_nothing()
        self.trouble.say(sentence)
        self.go.set_label(self._texts.text("move_page.again"))
        self.go.setEnabled(True)
        self.stay.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
