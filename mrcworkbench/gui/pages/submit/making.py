"""The card with the name of who seals, the file, the one primary button, and how it ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label
from mrcworkbench.gui.widgets.making.file_choice import FileChoice
from mrcworkbench.gui.widgets.making.outcome import Outcome
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.services.submitting import Receipt

_SHORT = 12


class MakingCard(Card):
    """MakingCard(theme, texts): signals for each choice; shows progress, receipt or what went wrong in place."""

    change_pressed = Signal()
    make_pressed = Signal()
    save_pressed = Signal()
    folder_pressed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts = theme, texts
        self.receipt: Receipt | None = None
        self.body.addWidget(label(texts.text("submit_page.make"), weight="semibold", wrap=True))
        self.what = label("", "secondary", wrap=True)
        self.body.addWidget(self.what)
        self.body.addWidget(label(texts.text("submit_page.author"), "secondary", "muted", "medium"))
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setAccessibleName(texts.text("submit_page.author"))
        self.body.addWidget(self.author)
        self.body.addWidget(label(texts.text("submit_page.author_text"), "caption", "muted", wrap=True))
        self.file = FileChoice(theme, "database", texts.text("submit_page.change"), texts.text("submit_page.replaces"))
        self.file.change_pressed.connect(self.change_pressed)
        self.body.addWidget(self.file)
        self.why_not = MessageBox(theme, "warn", "triangle-alert")
        self.body.addWidget(self.why_not)
        self.make = Button(theme, texts.text("submit_page.button"), "primary", "send")
        self.make.setObjectName("submit:make")
        self.make.clicked.connect(self.make_pressed)
        self.author.textChanged.connect(self._show_button)
        self.author.returnPressed.connect(self.make.click)
        self.body.addWidget(self.make)
        self.outcome = self._build_outcome()
        self.body.addWidget(self.outcome)
        self._allowed = True

    def _build_outcome(self) -> Outcome:
        say = self._texts.text
        outcome = Outcome(
            self._theme,
            self._texts,
            working=say("submit_page.working"),
            saved=say("submit_page.done"),
            failed=say("submit_page.failed"),
        )
        self.copy = outcome.add_button(say("submit_page.copy"), "copy")
        self.save = outcome.add_button(say("submit_page.save"), "save")
        self.show_folder = outcome.add_button(say("submit_page.folder"), "folder-open")
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self.save_pressed)
        self.show_folder.clicked.connect(self.folder_pressed)
        outcome.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return outcome

    def show_choice(self, what: str, target: Path, *, why_not: str) -> None:
        """Shows what will be made; `why_not` is the reason why nothing can be, or ""."""
        self.what.setText(what)
        self.file.show_file(target, None if self.receipt is None else self.receipt.file)
        self.why_not.say(why_not)
        self._allowed = not why_not
        self._show_button()

    def set_busy(self, *, busy: bool) -> None:
        for widget in (self.author, self.file.change):
            widget.setEnabled(not busy)
        self._show_button()

    def clear(self) -> None:
        self.receipt = None
        self.outcome.clear()

    def succeed(self, receipt: Receipt) -> None:
        self.receipt = receipt
        self.file.show_file(receipt.file, receipt.file)
        self.outcome.succeed(self.receipt_text(full=False))

    def receipt_text(self, *, full: bool = True) -> str:
        """The receipt as lines of text; `full` with the whole numbers, to paste into an e-mail."""
        receipt, texts = self.receipt, self._texts
        if receipt is None:
            return ""
        lines = [
            texts.text("submit_page.receipt_file", name=receipt.file.name, size=f"{receipt.size:,}".replace(",", " ")),
            texts.text("submit_page.receipt_sealed", by=receipt.author, at=local_time(receipt.sealed_at)),
        ]
        for one in receipt.assessments:
            facts = {"answered": one.answered, "all": one.applicable}
            lines.append(texts.text("submit_page.receipt_of", centre=one.centre_name, round=one.round, **facts))
            revision = f"{one.revision[:_SHORT]}" if not full else f"{one.revision[:_SHORT]} ({one.revision})"
            key = "receipt_revision" if one.is_new else "receipt_same"
            lines.append(texts.text(f"submit_page.{key}", revision=revision))
        if receipt.files:
            lines.append(texts.plural("submit_page.files", receipt.files))
        digest = receipt.sha256 if full else f"{receipt.sha256[:_SHORT]}…"
        lines.append(texts.text("submit_page.receipt_sha256", digest=digest))
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.receipt_text() + "\n")
        self.outcome.say(self._texts.text("submit_page.copied"))

    def _show_button(self) -> None:
        self.make.setEnabled(self._allowed and bool(self.author.text().strip()) and self.author.isEnabled())
