"""One proposal that waits: what would change of whom, who said it and why, and a person's word."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.decision_words import ICONS, question_name, values
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, MessageBox, label
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.decisions.act_form import ActForm
from mrcworkbench.gui.words.local_time import local_day
from mrcworkbench.gui.words.texts import apart

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision
    from mrcworkbench.services.merging.proposals import OpenProposal


class ProposalCard(Card):
    """ProposalCard(theme, texts, proposal, content, author): `content` is what it would be in the log."""

    confirmed = Signal(str, str, str)
    """Id, reason and author."""
    declined = Signal(str, str, str)

    def __init__(
        self, theme: Theme, texts: Texts, proposal: OpenProposal, content: LoggedDecision | None, author: str
    ) -> None:
        super().__init__(tone="warn" if proposal.speaks_for else "", padding=16, spacing=8)
        self._texts, self._author, self.proposal = texts, author, proposal
        row = QHBoxLayout()
        row.setSpacing(10)
        icon = "inbox" if content is None else ICONS[content.kind]
        row.addWidget(IconLabel(theme, icon, "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(6)
        row.addLayout(self._words, 1)
        self.body.addLayout(row)
        self._names = texts.text("decisions_page.and").join(map(apart, proposal.names))
        self.title = texts.text(f"decisions_page.proposal_{proposal.kind}", names=self._names)
        self._words.addWidget(label(self.title, weight="semibold", wrap=True))
        self._words.addWidget(label(self._source(), "caption", "muted", wrap=True))
        self._add_stranger(theme)
        if content is not None:
            lines = (question_name(content), *values(content, texts))
            for text in filter(None, lines):
                self._words.addWidget(label(text, "secondary", wrap=True))
        if proposal.reason:
            self._words.addWidget(label(texts.text("decisions_page.reason", reason=proposal.reason), wrap=True))
        self._add_ways(theme)
        self.setAccessibleName(self.title)

    def _source(self) -> str:
        one = self.proposal
        file = "" if one.file is None else PurePath(one.file).name
        by = one.author or self._texts.text("conflicts_page.nobody")
        return " · ".join(filter(None, (file, by, local_day(one.at))))

    def _add_stranger(self, theme: Theme) -> None:
        stranger, nobody = self.proposal.stranger, self._texts.text("conflicts_page.nobody")
        if stranger is not None:
            box = MessageBox(theme, "warn", "triangle-alert")
            seen = ", ".join(f"{author or nobody} ({local_day(at)})" for author, at in stranger.seen)
            facts = {"author": self.proposal.author or nobody, "seen": seen}
            box.say(self._texts.text("decisions_page.stranger", **facts))
            self._words.addWidget(box)

    def _add_ways(self, theme: Theme) -> None:
        texts = self._texts
        self.buttons = QWidget()
        flow = FlowLayout(self.buttons, across=8, down=8)
        self.confirm = Button(theme, texts.text("decisions_page.confirm"), icon="check")
        self.decline = Button(theme, texts.text("decisions_page.decline"), icon="x")
        for button in (self.confirm, self.decline):
            button.setAccessibleDescription(self.title)
            flow.addWidget(button)
        self.form = ActForm(theme, texts)
        self._confirms = True
        self.confirm.clicked.connect(lambda: self._ask(confirms=True))
        self.decline.clicked.connect(lambda: self._ask(confirms=False))
        self.form.said.connect(self._on_said)
        self.form.given_up.connect(self._on_given_up)
        self._words.addWidget(self.buttons)
        self._words.addWidget(self.form)

    def set_possible(self, *, possible: bool) -> None:
        """Whether something can be said now."""
        self.buttons.setEnabled(possible)
        self.form.setEnabled(possible)

    def _ask(self, *, confirms: bool) -> None:
        self._confirms = confirms
        act = f"do_{self.proposal.kind}" if confirms else "do_decline"
        self.buttons.hide()
        self.form.ask(self._texts.text(f"decisions_page.{act}", names=self._names), self._author)

    def _on_given_up(self) -> None:
        self.buttons.show()
        back = self.confirm if self._confirms else self.decline
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_said(self, reason: str, author: str) -> None:
        told = self.confirmed if self._confirms else self.declined
        told.emit(self.proposal.id, reason, author)
