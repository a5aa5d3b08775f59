"""The card with the name of who seals, the file, the one primary button, and how it ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.local_time import local_time
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, ElidedLabel, IconLabel, MessageBox, label
from mrcworkbench.gui.widgets.flow import FlowLayout
from mrcworkbench.gui.widgets.work_progress import WorkProgress

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
        self._build_file()
        self.why_not = MessageBox(theme, "warn", "triangle-alert")
        self.body.addWidget(self.why_not)
        self.make = Button(theme, texts.text("submit_page.button"), "primary", "send")
        self.make.setObjectName("submit:make")
        self.make.clicked.connect(self.make_pressed)
        self.author.textChanged.connect(self._show_button)
        self.body.addWidget(self.make)
        self.progress = WorkProgress(theme, texts, "submit_page.steps")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.note = MessageBox(theme, "neutral", "info")
        self.done = self._build_receipt()
        for part in (self.progress, self.wrong, self.note, self.done):
            self.body.addWidget(part)
        self._allowed = True

    def _build_file(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(self._theme, "database", "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.file = label("", "secondary", weight="semibold", wrap=True)
        self.folder = ElidedLabel("", "caption", "muted")
        words.addWidget(self.file)
        words.addWidget(self.folder)
        row.addLayout(words, 1)
        self.change = Button(self._theme, self._texts.text("submit_page.change"), "link")
        self.change.clicked.connect(self.change_pressed)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.replaces = label(self._texts.text("submit_page.replaces"), "caption", "warn", wrap=True)
        self.body.addWidget(self.replaces)

    def _build_receipt(self) -> Card:
        texts, theme = self._texts, self._theme
        card = Card("soft", tone="ok", padding=12, spacing=6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "circle-check", "ok", 16), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(texts.text("submit_page.done"), "secondary", "ok", "semibold", wrap=True), 1)
        card.body.addLayout(head)
        self.facts = label("", "secondary", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(self.facts)
        row = QWidget()
        flow = FlowLayout(row, across=12, down=4)
        policy = row.sizePolicy()
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self.copy = Button(theme, texts.text("submit_page.copy"), "link", "copy")
        self.save = Button(theme, texts.text("submit_page.save"), "link", "save")
        self.show_folder = Button(theme, texts.text("submit_page.folder"), "link", "folder-open")
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self.save_pressed)
        self.show_folder.clicked.connect(self.folder_pressed)
        for button in (self.copy, self.save, self.show_folder):
            flow.addWidget(button)
        card.body.addWidget(row)
        card.hide()
        return card

    def show_choice(self, what: str, target: Path, *, replaces: bool, why_not: str) -> None:
        """Shows what will be made; `why_not` is the reason why nothing can be, or ""."""
        self.what.setText(what)
        self.file.setText(target.name)
        self.folder.setText(QDir.toNativeSeparators(str(target.parent)))
        self.replaces.setVisible(replaces)
        self.why_not.say(why_not)
        self._allowed = not why_not
        self._show_button()

    def set_busy(self, *, busy: bool) -> None:
        for widget in (self.author, self.change):
            widget.setEnabled(not busy)
        self._show_button()
        self.make.setEnabled(self.make.isEnabled() and not busy)

    def clear(self) -> None:
        self.receipt = None
        self.wrong.say("")
        self.note.say("")
        self.progress.hide()
        self.done.hide()

    def succeed(self, receipt: Receipt) -> None:
        self.clear()
        self.receipt = receipt
        self.facts.setText(self.receipt_text(full=False))
        self.done.show()
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self.note.say(self._texts.text("submit_page.copied"))

    def _show_button(self) -> None:
        self.make.setEnabled(self._allowed and bool(self.author.text().strip()) and self.author.isEnabled())
