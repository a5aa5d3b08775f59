"""What waits for a person: a card for each proposal, who speaks for a centre for the first time above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label
from mrcworkbench.gui.widgets.decisions.decision_list import AT_ONCE
from mrcworkbench.gui.widgets.merging.proposal_card import ProposalCard

if TYPE_CHECKING:
    from mrcworkbench.services.merging.proposals import OpenProposal


class WaitingCards(QWidget):
    """`responded(ids, confirmed, reason)`: what a person says, whose name stands in `author`."""

    responded = Signal(tuple, bool, str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._left: Sequence[OpenProposal] = ()
        self._possible = False
        self.cards: list[ProposalCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.title = label("", "lead", weight="semibold", wrap=True)
        column.addWidget(self.title)
        column.addWidget(label(texts.text("decisions_page.waiting_text"), "secondary", "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(texts.text("conflicts_page.author"), "secondary", "muted"))
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setAccessibleName(texts.text("conflicts_page.author"))
        row.addWidget(self.author, 1)
        row.addStretch(1)
        column.addLayout(row)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        column.addLayout(self._column)
        self.more = Button(theme, texts.plural("decisions_page.more", 0), "link", "chevron-down")
        self.more.clicked.connect(self.show_more)
        column.addWidget(self.more)
        self.hide()

    def show_waiting(self, waiting: Sequence[OpenProposal], author: str, *, possible: bool) -> None:
        """A card for each; hidden where nothing waits. A name that was typed stays."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards.clear()
        self.setVisible(bool(waiting))
        self.title.setText(self._texts.plural("decisions_page.waiting", len(waiting)))
        if not self.author.text():
            self.author.setText(author)
        self._left = sorted(waiting, key=lambda one: not one.speaks_for)
        self._possible = possible
        self.show_more()

    def show_more(self) -> None:
        """Makes the next cards."""
        for one in self._left[:AT_ONCE]:
            card = ProposalCard(self._theme, self._texts, (one,))
            card.show_response(None, may_respond=self._possible)
            card.responded.connect(self.responded)
            self._column.addWidget(card)
            self.cards.append(card)
        self._left = self._left[AT_ONCE:]
        self.more.setVisible(bool(self._left))
        if self._left:
            self.more.set_label(self._texts.plural("decisions_page.more", min(AT_ONCE, len(self._left))))
