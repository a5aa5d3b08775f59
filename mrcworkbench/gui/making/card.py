"""The card that makes a file: what to make, where it goes, the one primary button, progress and how it ended."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from mrcworkbench.gui.making.file_choice import FileChoice
from mrcworkbench.gui.making.outcome import Outcome
from mrcworkbench.gui.making.way_out import Told, WayOut
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label


class MakingCard(Card):
    """MakingCard(way): signals for each choice; `outcome` shows progress and how it ended."""

    change_pressed = Signal()
    make_pressed = Signal()
    after_pressed = Signal(str)
    """One of `WayOut.after`."""

    def __init__(self, way: WayOut) -> None:
        super().__init__(padding=20, spacing=12)
        self._way, self._busy = way, False
        self.body.addWidget(label(way.say("make"), weight="semibold", wrap=True))
        way.fill(self.body)
        self.file = FileChoice(way.theme, way.icon, way.say("change"), way.say("replaces"))
        self.file.change.setObjectName(f"{way.name}:change")
        self.file.change_pressed.connect(self.change_pressed)
        self.body.addWidget(self.file)
        self.why_not = MessageBox(way.theme, "warn", "triangle-alert")
        self.body.addWidget(self.why_not)
        self.button = Button(way.theme, way.say("button"), "primary", way.button_icon)
        self.button.setObjectName(f"{way.name}:make")
        self.button.clicked.connect(self.make_pressed)
        self.body.addWidget(self.button)
        self.outcome = Outcome(
            way.theme, way.texts, working=way.say("working"), saved=way.say("saved"), failed=way.say("failed")
        )
        self.outcome.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.after = {action: self._after(action, icon) for action, icon in way.after}
        self.body.addWidget(self.outcome)
        way.readiness_changed.connect(self._enable)
        way.pressed.connect(self.button.click)

    def _after(self, action: str, icon: str) -> Button:
        button = self.outcome.add_button(self._way.say(action), icon)
        button.clicked.connect(lambda: self.after_pressed.emit(action))
        return button

    def show_choice(self, target: Path, made: Path | None) -> None:
        """Shows what will be made; that the file `made` is there, whose receipt is shown, is no news."""
        way = self._way
        way.show()
        self.file.show_file(target, folder=way.is_folder(), replaces=target != made and way.replaces(target))
        self.why_not.say(way.why_not())
        self._enable()

    def set_busy(self, *, busy: bool) -> None:
        """While a file is made nothing of it can be changed."""
        self._busy = busy
        self.file.change.setEnabled(not busy)
        for widget in self._way.locked:
            widget.setEnabled(not busy)
        self._enable()

    def take_focus(self) -> None:
        """Back to the button, where it can be pressed."""
        if self.button.isEnabled():
            self.button.setFocus()

    def succeed(self, told: Told) -> None:
        """Says where the file is, and what was read back from it."""
        self.outcome.succeed(told.where, told.facts, told.details)
        if told.note:
            self.outcome.say(told.note)

    def _enable(self) -> None:
        self.button.setEnabled(not self._busy and self.why_not.isHidden() and self._way.is_ready())
