"""The quiet card of the home page about rounds: what is carried over and waits, or how the next round is begun."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mrcworkbench.domain.progress import Progress
from mrcworkbench.domain.rounds import waiting
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.rounds.new_round import RoundStart, may_begin
from mrcworkbench.gui.session.finding import place_of
from mrcworkbench.gui.widgets import Button, Card, IconLabel, label
from mrcworkbench.gui.words.local_time import local_day
from mrcworkbench.services.session.rounds import sent_at


class RoundCard(Card):
    """`look(progress)` when the page is visited, `show_progress(progress)` when answers change; hidden while there is
    nothing to say of rounds."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(padding=16)
        self._bridge, self._texts, self._navigate = context.bridge, context.texts, context.navigate
        self._theme = context.theme
        self._waiting: tuple[str, ...] = ()
        self._sent_at: str | None = None
        """When the round was last sealed to be sent."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self._icon = IconLabel(context.theme, "history", "accent", 18)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = label("", weight="semibold", wrap=True)
        self._text = label("", "secondary", "muted", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self._text)
        self.go = Button(context.theme, "")
        self.go.clicked.connect(self._on_go)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.hide()

    def look(self, progress: Progress) -> None:
        """Finds out anew whether the round has been sealed to be sent."""
        self._sent_at = sent_at(self._bridge.session) if may_begin(self._bridge.session) else None
        self.show_progress(progress)

    def show_progress(self, progress: Progress) -> None:
        copy, say = self._bridge.working_copy, self._texts
        self._waiting = waiting(copy.questionnaire, copy.answers, copy.shown)
        if self._waiting:
            self.title.setText(say.plural("rounds.waiting", len(self._waiting)))
            self._text.setText(say.text("rounds.waiting_text"))
            self.go.set_label(say.text("rounds.look"))
        elif may_begin(self._bridge.session) and (self._sent_at or progress.needed.done == progress.needed.all):
            round_ = self._bridge.assessment.round
            sealed = self._sent_at and say.text("rounds.sealed", round=round_, day=local_day(self._sent_at))
            self.title.setText(sealed or say.text("rounds.complete", round=round_))
            self._text.setText(say.text("rounds.next_text"))
            self.go.set_label(say.text("rounds.new"))
        else:
            self.hide()
            return
        self._icon.set_icon("history" if self._waiting else "calendar", "warn" if self._waiting else "accent")
        self.show()

    def _on_go(self) -> None:
        if self._waiting:
            self._navigate(place_of(self._bridge.working_copy.questionnaire, self._waiting[0]))
        else:
            RoundStart(self._bridge, self._theme, self._texts, self._navigate, self.window()).offer()
