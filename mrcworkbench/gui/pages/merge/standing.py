"""How a file of an import stands now, and what can be done with it: undone, set aside, put back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.pages.merge.log import file_note
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.services.merging.imports import FileStanding


class FileStandingRow(QWidget):
    """FileStandingRow(theme, texts): `show_standing`; `undo_pressed`, `aside_pressed(reason)`, `back_pressed`."""

    undo_pressed = Signal()
    aside_pressed = Signal(str)
    back_pressed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.said = label("", "secondary", "muted", wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(2_000)
        self.reason.setPlaceholderText(texts.text("merge_page.aside_reason"))
        self.reason.setAccessibleName(texts.text("merge_page.aside_reason"))
        self.undo = Button(theme, texts.text("merge_page.undo_file"), icon="undo-2")
        self.aside = Button(theme, texts.text("merge_page.set_aside"), icon="inbox")
        self.back = Button(theme, texts.text("merge_page.put_back"), icon="refresh-cw")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        acts = QWidget()
        flow = FlowLayout(acts, across=8, down=8)
        flow.addWidget(self.undo)
        flow.addWidget(self.back)
        column.addWidget(acts)
        column.addWidget(self.reason)
        column.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignLeading)
        self.reason.textChanged.connect(lambda text: self.aside.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self.aside.click)
        self.undo.clicked.connect(self.undo_pressed)
        self.aside.clicked.connect(lambda: self.aside_pressed.emit(self.reason.text().strip()))
        self.back.clicked.connect(self.back_pressed)
        self.hide()

    def show_standing(self, standing: FileStanding, *, may_act: bool) -> None:
        """Says how the file stands, and offers what can be done with it, or says why nothing can."""
        file, stays = standing.file, standing.why
        free = may_act and file.is_here and stays is None
        self.undo.setVisible(free or (may_act and file.is_set_aside))
        self.aside.setVisible(free)
        self.reason.setVisible(free)
        self.back.setVisible(may_act and file.is_set_aside)
        self.reason.clear()
        self.aside.setEnabled(False)
        said = self._said(standing)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.setVisible(bool(said) or free)

    def _said(self, standing: FileStanding) -> str:
        note = file_note(standing.file, self._texts)
        return note or ("" if standing.why is None else in_words(self._texts, standing.why))
