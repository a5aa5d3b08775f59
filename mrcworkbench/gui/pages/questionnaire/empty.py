"""What is said where a filter lists nothing in a section."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.text import label


class NothingListed(Card):
    """`asked` says where to go: "next", where the filter lists something, or "all" questions of this section."""

    asked = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, parent=parent)
        self._texts = texts
        self._words = label("", wrap=True)
        self._else = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self._words)
        self.body.addWidget(self._else)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.next = Button(theme, texts.text("questions.go_there"), icon="arrow-right", trailing=True)
        self.next.clicked.connect(lambda: self.asked.emit("next"))
        self.all = Button(theme, texts.text("questions.show_all"), "link")
        self.all.clicked.connect(lambda: self.asked.emit("all"))
        row.addWidget(self.next)
        row.addWidget(self.all)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def show_listing(self, only: str | None, listed: bool, elsewhere: int) -> None:
        """Shows itself if a filter is on and lists nothing here."""
        self.setVisible(only is not None and not listed)
        if only is None:
            return
        self._words.setText(self._texts.text(f"questions.none_{only}"))
        self._else.setText(self._texts.plural(f"questions.else_{only}", elsewhere) if elsewhere else "")
        self._else.setVisible(elsewhere > 0)
        self.next.setVisible(elsewhere > 0)
