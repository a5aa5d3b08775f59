"""The body of the page: the line that adds up, and the list under its headings."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.move.lines import groups_of
from mrcworkbench.gui.pages.move.listing import GAP, PAD, SHARES, GroupedList
from mrcworkbench.gui.pages.move.sum_line import SumLine
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, label, line
from mrcworkbench.services.session.moving import MovePreview

_LEAST = 240
"""Pixels that the list is high at least, so that it can be read in a low window."""


class MoveBody(QWidget):
    """MoveBody(theme, texts): `show_preview`."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.sum = SumLine(theme, texts)
        column.addWidget(self.sum)
        card = Card(padding=1, spacing=0)
        self._now, self._then = (label("", "caption", "muted", "semibold") for _ in range(2))
        becomes = label(texts.text("move_page.head_becomes"), "caption", "muted", "semibold")
        head = QHBoxLayout()
        head.setContentsMargins(PAD, 10, PAD, 10)
        head.setSpacing(GAP)
        for heading, share in zip((self._now, self._then, becomes), SHARES, strict=True):
            head.addWidget(heading, share)
        card.body.addLayout(head)
        card.body.addWidget(line())
        self.list = GroupedList(theme, texts, texts.text("move_page.list"))
        self.list.setMinimumHeight(theme.px(_LEAST))
        card.body.addWidget(self.list, 1)
        column.addWidget(card, 1)

    def show_preview(self, preview: MovePreview) -> None:
        self._now.setText(self._texts.text("move_page.head_now", version=preview.old.version))
        self._then.setText(self._texts.text("move_page.head_then", version=preview.new.version))
        self.sum.show_sum(preview.became)
        self.list.show_groups(groups_of(preview, self._texts))
