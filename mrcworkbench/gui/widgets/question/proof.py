"""Whether what the centre says it can show is named or attached: without that it is its own word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors.base import Kit


class ProofLine(QWidget):
    """`show_proof(shown)`: False while nothing is named or attached; None hides it, where nothing is claimed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._texts = kit.texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._icon = IconLabel(kit.theme, "info", "warn", 16)
        self._words = label("", "secondary", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now."""
        return "" if self.isHidden() else self._words.text()

    def show_proof(self, shown: bool | None) -> None:
        if shown is not None:
            self._icon.set_icon("circle-check" if shown else "info", "ok" if shown else "warn")
            self._words.setText(self._texts.text("questions.proof_shown" if shown else "questions.proof_needed"))
        self.setVisible(shown is not None)
