"""How making the export goes, and how it ended: shown in the card, never in a dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, MessageBox, label
from mrcworkbench.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from mrcworkbench.exchange.tidy import ExportReceipt


class Outcome(QWidget):
    """One of four: nothing, progress with a cancel, the receipt, or what went wrong."""

    cancel_pressed = Signal()
    open_pressed = Signal(object)
    """`Path` of the workbook or folder."""
    folder_pressed = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts, self._path = texts, Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._build_progress(theme))
        column.addWidget(self._build_receipt(theme))
        self.error = MessageBox(theme, "danger", "circle-alert")
        self.note = MessageBox(theme, "neutral", "info")
        column.addWidget(self.error)
        column.addWidget(self.note)
        self.clear()

    def _build_progress(self, theme: Theme) -> QWidget:
        self.progress = QWidget()
        inner = QVBoxLayout(self.progress)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self._texts.text("export_page.working"))
        inner.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.doing = label("", "caption", "muted", wrap=True)
        row.addWidget(self.doing, 1)
        self.cancel = Button(theme, self._texts.text("export_page.cancel"), "link")
        self.cancel.setObjectName("export:cancel")
        self.cancel.clicked.connect(self._on_cancel)
        row.addWidget(self.cancel)
        inner.addLayout(row)
        return self.progress

    def _build_receipt(self, theme: Theme) -> QWidget:
        say = self._texts.text
        self.receipt = Card("soft", tone="ok", padding=12, spacing=4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "circle-check", "ok", 16), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(say("export_page.saved"), "secondary", "ok", "semibold", wrap=True), 1)
        self.receipt.body.addLayout(head)
        self.where = label("", "secondary", wrap=True)
        self.counts = label("", "caption", "muted", wrap=True)
        self.receipt.body.addWidget(self.where)
        self.receipt.body.addWidget(self.counts)
        row = FlowLayout(across=12, down=4)
        self.open = Button(theme, say("export_page.open"), "link", "external-link")
        self.show_folder = Button(theme, say("export_page.folder"), "link", "folder-open")
        self.open.clicked.connect(lambda: self.open_pressed.emit(self._path))
        self.show_folder.clicked.connect(lambda: self.folder_pressed.emit(self._path))
        row.addWidget(self.open)
        row.addWidget(self.show_folder)
        self.receipt.body.addLayout(row)
        return self.receipt

    def clear(self) -> None:
        for part in (self.progress, self.receipt, self.error, self.note):
            part.hide()
        self.hide()

    def start(self) -> None:
        self.clear()
        self.bar.setRange(0, 0)
        self.doing.setText(self._texts.text("export_page.working"))
        self.cancel.setEnabled(True)
        self.progress.show()
        self.show()

    def step(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text and self.cancel.isEnabled():
            self.doing.setText(text)

    def succeed(self, receipt: ExportReceipt) -> None:
        """Says what was written, and what was not and why."""
        self.clear()
        texts, counts = self._texts, receipt.counts
        self._path = receipt.path
        folder = QDir.toNativeSeparators(str(receipt.path.parent))
        self.where.setText(texts.text("export_page.saved_text", name=receipt.path.name, folder=folder))
        says = [
            texts.plural(
                "export_page.receipt",
                counts.assessments,
                centres=texts.plural("export_page.centres", counts.centres),
                rows=sum(table.rows for table in receipt.tables),
                tables=len(receipt.tables),
            )
        ]
        for key, n in (("left_out", counts.left_out.total()), ("withdrawn", counts.withdrawn), ("cut", receipt.cut)):
            if n:
                says.append(texts.plural(f"export_page.receipt_{key}", n))
        self.counts.setText(" ".join(says))
        self.receipt.show()
        self.show()
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, error: Exception) -> None:
        self.clear()
        if isinstance(error, UserError):
            wrong = " ".join(sentences(self._texts, error)).strip()
        else:
            wrong = self._texts.text("export_page.fault", detail=f"{type(error).__name__}: {error}")
        self.error.say(f"{self._texts.text('export_page.failed')}. {wrong}")
        self.show()

    def stopped(self) -> None:
        self.clear()
        self.note.say(self._texts.text("export_page.cancelled"))
        self.show()

    def cannot_open(self) -> None:
        self.note.say(self._texts.text("export_page.cannot_open"))

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.doing.setText(self._texts.text("export_page.cancelling"))
        self.cancel_pressed.emit()
