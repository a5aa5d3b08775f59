"""The rows of a register with a search, or why none is listed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.register.lines import Line, columns_shown
from mrcworkbench.gui.pages.register.listing import LinesModel, LinesTable
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, label
from mrcworkbench.gui.widgets.basics.search_field import SearchField

_LEAST = 240
"""Pixels that the list is high at least, so that it can be read in a low window."""


class RowsCard(Card):
    """RowsCard(theme, texts, register): `chosen(id)`; `entered` when one wants to change the row."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, texts: Texts, register: Question) -> None:
        super().__init__(padding=0, spacing=0)
        self._texts = texts
        name = register.text
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        self.search = SearchField(
            theme, texts.text("registers.search"), texts.text("registers.search_name", register=name)
        )
        self.search.textChanged.connect(self._on_search)
        self._count = label("", "caption", "muted")
        head.addWidget(self.search, 1)
        head.addStretch(1)
        head.addWidget(self._count)
        self.body.addLayout(head)
        self.model = LinesModel([*(one.text for one in columns_shown(register)), texts.text("registers.more")])
        self.table = LinesTable(theme, self.model, name)
        self.table.setMinimumHeight(theme.px(_LEAST))
        self.table.chosen.connect(self.chosen)
        self.table.entered.connect(self.entered)
        self.body.addWidget(self.table, 1)
        self._nothing = label(texts.text("registers.nothing_found"), tone="muted", wrap=True)
        self._nothing.setContentsMargins(16, 16, 16, 16)
        self.body.addWidget(self._nothing)

    def show_lines(self, lines: Sequence[Line], chosen: str | None) -> None:
        """Lists rows; the chosen one stays so where it is listed."""
        self.model.show_lines(lines)
        self._arrange(chosen)

    def go_to(self, id_: str) -> None:
        """Makes a row the current one, though the search hides it."""
        if self.model.place_of(id_) < 0:
            self.search.clear()
        self.table.choose(id_)

    def _on_search(self, words: str) -> None:
        here = self.table.current_id()
        self.model.search(words)
        self._arrange(here)

    def _arrange(self, chosen: str | None) -> None:
        self.table.choose(chosen)
        shown, total = len(self.model.lines), self.model.total
        self._count.setText(
            self._texts.plural("registers.count", total)
            if shown == total
            else self._texts.text("registers.found", n=shown, all=total)
        )
        self._nothing.setVisible(not shown)
