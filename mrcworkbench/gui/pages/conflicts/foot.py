"""What is done with the conflict that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label


class Foot(QWidget):
    """Foot(theme, texts): the buttons `settle` and `later`; `show_choice` says what would be settled."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(texts.text("conflicts_page.stays"), "secondary", "muted", wrap=True), 1)
        self.later = Button(theme, texts.text("conflicts_page.later"))
        self.settle = Button(theme, texts.text("conflicts_page.settle"), "primary", "check")
        row.addWidget(self.later)
        row.addWidget(self.settle)

    def show_choice(self, chosen: str, *, ready: bool) -> None:
        """`chosen`: the letter of a side, "another", or "" while nothing is chosen."""
        texts = self._texts
        if chosen in ("", "another"):
            self.settle.set_label(texts.text("conflicts_page.settle_other" if chosen else "conflicts_page.settle"))
        else:
            self.settle.set_label(texts.text("conflicts_page.settle_with", letter=chosen))
        self.settle.setEnabled(ready)
