"""One line that adds up: how many answers stay, move, need a look and go to the history."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.versions.moving import Becomes, Preview
from mrcworkbench.gui.pages.move.lines import LOOKS
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.widgets.basics.flow import FlowLayout

_PARTS = (Becomes.SAME, Becomes.RENAMED, Becomes.LOOK_AGAIN, Becomes.NEEDS_A_LOOK, Becomes.KEPT)


class SumLine(Card):
    """SumLine(theme, texts): `save` is its button."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=12)
        self._texts = texts
        row = QHBoxLayout()
        row.setSpacing(16)
        self._words = QWidget()
        policy = self._words.sizePolicy()
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        self._flow = FlowLayout(self._words, across=8, down=4)
        row.addWidget(self._words, 1)
        self.save = Button(theme, texts.text("move_page.save"), "link", "download")
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def show_sum(self, became: Preview) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        parts = [(len(became.of(kind)), kind) for kind in _PARTS]
        shown = [(n, kind.value, "warn" if kind in LOOKS else "") for n, kind in parts if n]
        for place, (n, name, tone) in enumerate(shown):
            self._say("+" if place else "", n, self._texts.plural(f"move_page.sum_{name}", n), tone)
        self._say("=", len(became.answers), self._texts.plural("move_page.sum_all", len(became.answers)), "")

    def _say(self, sign: str, n: int, words: str, tone: str) -> None:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        pair.setMinimumHeight(self.save.sizeHint().height())  # so that it stands level with the button
        if sign:
            row.addWidget(label(sign, tone="muted"))
        row.addWidget(label(str(n), "lead", tone, "semibold"))
        row.addWidget(label(words, "secondary", tone or "muted"))
        self._flow.addWidget(pair)
