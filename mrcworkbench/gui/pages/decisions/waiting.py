"""What waits for a person: a card for each proposal, who speaks for a centre for the first time above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label
from mrcworkbench.gui.widgets.decisions.decision_list import AT_ONCE
from mrcworkbench.gui.widgets.decisions.proposal_card import ProposalCard

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision
    from mrcworkbench.services.merging.proposals import OpenProposal


class WaitingCards(QWidget):
    """`confirmed` and `declined` with id, reason and author."""

    confirmed = Signal(str, str, str)
    declined = Signal(str, str, str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._left: Sequence[OpenProposal] = ()
        self._contents: Mapping[str, LoggedDecision] = {}
        self._author, self._possible = "", False
        self.cards: list[ProposalCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.title = label("", "lead", weight="semibold", wrap=True)
        column.addWidget(self.title)
        column.addWidget(label(texts.text("decisions_page.waiting_text"), "secondary", "muted", wrap=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        column.addLayout(self._column)
        self.more = Button(theme, texts.plural("decisions_page.more", 0), "link", "chevron-down")
        self.more.clicked.connect(self.show_more)
        column.addWidget(self.more)
        self.hide()

    def show_waiting(
        self,
        waiting: Sequence[OpenProposal],
        contents: Mapping[str, LoggedDecision],
        author: str,
        *,
        possible: bool,
    ) -> None:
        """A card for each; hidden where nothing waits."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards.clear()
        self.setVisible(bool(waiting))
        self.title.setText(self._texts.plural("decisions_page.waiting", len(waiting)))
        self._left = sorted(waiting, key=lambda one: not one.speaks_for)
        self._contents, self._author, self._possible = contents, author, possible
        self.show_more()

    def show_more(self) -> None:
        """Makes the next cards."""
        for one in self._left[:AT_ONCE]:
            card = ProposalCard(self._theme, self._texts, one, self._contents.get(one.id), self._author)
            card.set_possible(possible=self._possible)
            card.confirmed.connect(self.confirmed)
            card.declined.connect(self.declined)
            self._column.addWidget(card)
            self.cards.append(card)
        self._left = self._left[AT_ONCE:]
        self.more.setVisible(bool(self._left))
        if self._left:
            self.more.set_label(self._texts.plural("decisions_page.more", min(AT_ONCE, len(self._left))))
