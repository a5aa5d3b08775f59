"""The file that is chosen in the table: where it lies, its fingerprint, its sentence whole, and what to decide."""

from __future__ import annotations

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.merge_words import MergeWords, Row
from mrcworkbench.gui.pages.merge.deciding import DecideCard
from mrcworkbench.gui.pages.merge.standing import FileStandingRow
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, isolate, label
from mrcworkbench.services.merging.passed_over import PassedOver

_SHORT = 12
"""Characters of a fingerprint that are shown; copying takes all 64."""


class FileDetail(Card):
    """The chosen file. `deciding` is shown by the page where there is something to decide, `standing` where the file
    is of an import."""

    def __init__(self, theme: Theme, texts: Texts, words: MergeWords) -> None:
        super().__init__(padding=16, spacing=4)
        self._texts, self._words = texts, words
        self.result: Row | None = None
        self.why = label("", weight="medium", wrap=True)
        self.body.addWidget(self.why)
        self.copy = Button(theme, texts.text("merge_page.copy_sentence"), "link", "copy")
        self.copy.clicked.connect(self.copy_sentence)
        self.body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeading)
        self.note = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self.note)
        self.where = label("", "caption", "muted", wrap=True)
        self.body.addWidget(self.where)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.sha256 = label("", "caption", "muted")
        self.copy_sha256 = Button(theme, texts.text("merge_page.copy_sha256"), "icon", "copy", ink="muted", size=16)
        self.copy_sha256.clicked.connect(self._copy_sha256)
        row.addWidget(self.sha256)
        row.addWidget(self.copy_sha256)
        row.addStretch(1)
        self.body.addLayout(row)
        self.standing = FileStandingRow(theme, texts)
        self.body.addWidget(self.standing)
        self.deciding = DecideCard(theme, texts)
        self.body.addWidget(self.deciding)
        self.hide()

    def show_result(self, result: Row | None) -> None:
        self.result = result
        self.setVisible(result is not None)
        if result is None:
            return
        self.where.setText(on_one_line(QDir.toNativeSeparators(str(result.path))))
        self.why.setText(self._words.why(result))
        note = self._words.note(result)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.copy.setVisible(not isinstance(result, PassedOver) and result.message is not None)
        sha256 = self._sha256
        for widget in (self.sha256, self.copy_sha256):
            widget.setVisible(bool(sha256))
        if sha256:
            self.sha256.setText(self._texts.text("merge_page.sha256", start=isolate(sha256[:_SHORT])))

    @property
    def _sha256(self) -> str:
        """The fingerprint of the file; "" where it was not read."""
        return "" if self.result is None or isinstance(self.result, PassedOver) else self.result.sha256 or ""

    def copy_sentence(self) -> None:
        """Takes the sentence along, to be sent back to the centre."""
        if self.result is not None:
            name = on_one_line(self.result.path.name)
            QGuiApplication.clipboard().setText(f"{name}: {self._words.why(self.result)}")

    def _copy_sha256(self) -> None:
        if self._sha256:
            QGuiApplication.clipboard().setText(self._sha256)
