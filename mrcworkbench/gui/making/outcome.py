"""How making a file goes, and how it ended: shown in the card that makes it, never in a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label


class Outcome(QWidget):
    """Outcome(theme, texts, working=…, saved=…, failed=…): one of nothing, progress with a cancel, the receipt, or what
    went wrong; under the last two there may be a note.

    `add_button` puts buttons under the receipt; its texts are `where`, `facts` and, behind a
    button of their own, `details`.
    """

    cancel_pressed = Signal()

    def __init__(self, theme: Theme, texts: Texts, *, working: str, saved: str, failed: str) -> None:
        super().__init__()
        self._theme, self._texts, self._working = theme, texts, working
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.progress = self._build_progress()
        self.where, self.facts = label("", "secondary", wrap=True), label("", "caption", "muted", wrap=True)
        self.receipt = self._build_ended("ok", "circle-check", saved, self.where, self.facts)
        self._buttons = FlowLayout(across=12, down=4)
        self.receipt.body.addLayout(self._buttons)
        self.details = label("", "caption", "muted", wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = Button(theme, texts.text("common.details"), "quiet", "chevron-right")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_details)
        self.receipt.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.receipt.body.addWidget(self.details)
        self.wrong, self.advice = label("", "secondary", wrap=True), label("", "secondary", "muted", wrap=True)
        self.error = self._build_ended("danger", "circle-alert", failed, self.wrong, self.advice)
        self.note = MessageBox(theme, "neutral", "info")
        for part in (self.progress, self.receipt, self.error, self.note):
            column.addWidget(part)
        self.clear()

    def _build_progress(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self._working)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.doing = label("", "caption", "muted", wrap=True)
        row.addWidget(self.doing, 1)
        self.cancel = Button(self._theme, self._texts.text("common.cancel"), "link")
        self.cancel.clicked.connect(self._on_cancel)
        row.addWidget(self.cancel)
        column.addLayout(row)
        return part

    def _build_ended(self, tone: str, icon: str, title: str, *lines: QWidget) -> Card:
        card = Card("soft", tone=tone, padding=12, spacing=4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(self._theme, icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(title, "secondary", tone, "semibold", wrap=True), 1)
        card.body.addLayout(head)
        for line in lines:
            card.body.addWidget(line)
        return card

    def add_button(self, text: str, icon: str) -> Button:
        """A button under the receipt; the first one has the focus once there is something to press."""
        button = Button(self._theme, text, "link", icon)
        self._buttons.addWidget(button)
        return button

    def clear(self) -> None:
        for part in (self.progress, self.receipt, self.error, self.note):
            part.hide()
        self.hide()

    def start(self) -> None:
        self.clear()
        self.bar.setRange(0, 0)
        self.doing.setText(self._working)
        self.cancel.setEnabled(True)
        self._show(self.progress)

    def step(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text and self.cancel.isEnabled():
            self.doing.setText(text)

    def succeed(self, where: str, facts: str = "", details: str = "") -> None:
        """Shows the receipt; `details` only to those who ask for them."""
        self.clear()
        self.where.setText(where)
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.details.setText(details)
        self.more.setChecked(False)
        self._show_details(False)
        self.more.setVisible(bool(details))
        self._show(self.receipt)
        first = self.receipt.findChild(Button)
        if isinstance(first, Button):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_details(self, shown: bool) -> None:
        closed = "chevron-left" if self.isRightToLeft() else "chevron-right"
        self.more.set_icon("chevron-down" if shown else closed)
        self.details.setVisible(shown)

    def fail(self, error: Exception) -> None:
        """Says what went wrong, and what to do about it where the user can do something."""
        self.clear()
        wrong, advice = sentences(self._texts, error)
        self.wrong.setText(wrong)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.error.setAccessibleName(f"{wrong} {advice}".strip())
        self._show(self.error)

    def stopped(self, text: str) -> None:
        """Says that it was cancelled."""
        self.clear()
        self.say(text)

    def say(self, text: str) -> None:
        """A note below what is shown."""
        self.note.say(text)
        self.show()

    def _show(self, part: QWidget) -> None:
        part.show()
        self.show()

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.doing.setText(self._texts.text("common.stopping"))
        self.cancel_pressed.emit()
