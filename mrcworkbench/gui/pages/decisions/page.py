"""What waits for a person, and the log of everything that was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.opening import show_assessment
from mrcworkbench.gui.pages.decisions.filters import LogFilters
from mrcworkbench.gui.pages.decisions.waiting import WaitingCards
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Card, EmptyState, MessageBox, label
from mrcworkbench.gui.widgets.decisions.decision_list import DecisionList
from mrcworkbench.gui.widgets.decisions.desk import DecisionDesk, DecisionsRead
from mrcworkbench.gui.widgets.decisions.save_button import SaveLogButton

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision


class DecisionsPage(Page):
    """The cards of what waits above, the log below."""

    name = "decisions"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme, texts = self.theme, self.texts
        self._read = DecisionsRead()
        self._said = False
        """Whether something was said, and what had the focus goes."""
        self.desk = DecisionDesk(context.bridge, context.runner, texts, self)
        self.set_title(texts.text("decisions_page.title"), texts.text("decisions_page.lead"))
        self.set_crumbs(texts.text("decisions_page.title"))
        self.told = MessageBox(theme, "ok", "circle-check")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        boxes = self.told, self.wrong
        self.save = SaveLogButton(theme, texts, "secondary", context.bridge, context.choose, *boxes)
        self.header_buttons.addWidget(self.save)
        self.looking = label(texts.text("decisions_page.looking"), tone="muted", wrap=True)
        said = texts.text("decisions_page.empty"), texts.text("decisions_page.empty_text")
        self.empty = EmptyState(theme, "gavel", *said)
        self.waiting = WaitingCards(theme, texts)
        self.heading = label(texts.text("decisions_page.log"), "lead", weight="semibold", wrap=True)
        self.filters = LogFilters(theme, texts)
        self.count = label("", "caption", "muted", wrap=True)
        self.list = DecisionList(theme, texts)
        self.card = Card(padding=20)
        self.card.body.addWidget(self.list)
        above: tuple[QWidget, ...] = (self.told, self.wrong, self.looking, self.empty, self.waiting)
        for widget in (*above, self.heading, self.filters, self.count, self.card):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        self.desk.found.connect(self._on_found)
        self.desk.said.connect(self._on_said)
        self.desk.failed.connect(self._on_failed)
        self.waiting.responded.connect(self._on_responded)
        self.list.taken_back.connect(self.desk.take_back)
        self.list.opened.connect(self._open)
        self.filters.changed.connect(self._show_log)

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self.told.say("")
        self.wrong.say("")
        self._look()

    def leave(self) -> None:
        self.desk.cancel()

    def _look(self) -> None:
        self.desk.read()
        self._show_state()

    def _on_found(self, read: DecisionsRead) -> None:
        self._read = read
        self.waiting.show_waiting(read.waiting, self.desk.author, possible=self.desk.is_possible)
        self.filters.offer(one for one, _ in read.log)
        self._show_log()
        if self._said and self.isVisible():
            self._said = False
            (self.waiting.cards[0].confirm if self.waiting.cards else self.filters.search).setFocus()

    def _show_log(self) -> None:
        listed = self.filters.pass_on(self._read.log)
        none = self.texts.text("decisions_page.none_found")
        self.count.setText(self.texts.plural("decisions_page.count", len(listed)) if listed else none)
        self.save.log = listed
        self.list.show_decisions(listed, self.desk.author, may_take_back=self.desk.is_possible)
        self._show_state()

    def _show_state(self) -> None:
        some = bool(self._read.log)
        looking = self.desk.is_reading and not some and not self._read.waiting
        self.looking.setVisible(looking)
        self.empty.setVisible(not some and not looking and not self._read.waiting)
        for widget in (self.heading, self.filters, self.count, self.save):
            widget.setVisible(some)
        self.card.setVisible(bool(self.save.log))

    def _on_responded(self, ids: tuple[str, ...], confirmed: bool, reason: str) -> None:
        self.desk.respond(ids, reason, self.waiting.author.text().strip(), confirmed=confirmed)

    def _on_said(self, sentence: str) -> None:
        self._said = True
        self._look()
        self.told.say(sentence)

    def _on_failed(self, sentence: str) -> None:
        self.wrong.say(sentence)
        self._show_state()

    def _open(self, one: LoggedDecision) -> None:
        """Shows the answer that a line is about, or its centre."""
        if one.assessment is not None:
            place = Place("questionnaire", question=one.question)
            show_assessment(self, one.assessment.id, place, one.question or "", self.wrong)
