"""The questionnaire's page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.page.base import Page, is_outdated
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.cards import SectionCards
from mrcworkbench.gui.pages.questionnaire.empty import NothingListed
from mrcworkbench.gui.pages.questionnaire.foot import SectionBar
from mrcworkbench.gui.pages.questionnaire.head import SectionHead, question_filter
from mrcworkbench.gui.pages.questionnaire.listing import Listing, beside, listing_at
from mrcworkbench.gui.pages.questionnaire.live import LivePanel
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.progress.goal import GoalStrip
from mrcworkbench.gui.theme.tokens import CAP_FROM

CARDS_WIDTH, MARGIN = 960, 24
"""Widest column of cards, and the least space beside it, in pixels."""
ABOVE = 16
"""Pixels left above a question that one has gone to."""


class QuestionnairePage(Page):
    """One section at a time; which questions of it, the filter says. It holds no answers."""

    name = "questionnaire"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, theme = context.bridge, context.theme
        self.asked = bridge.working_copy.questionnaire
        self._here = Listing(bridge.working_copy.questionnaire.sections[0])
        self._drawn: Place | None = None
        """Of the listing whose cards stand here; None where they have to be drawn anew."""
        self._scale = theme.scale
        self._foot: QHBoxLayout | None = None
        self.head = SectionHead(context)
        self.header_buttons.addWidget(self.head)
        self.filter = question_filter(theme, self.texts)
        self.filter.chosen.connect(lambda only: self.navigate(Listing(self._here.section, only or None).place))
        self.body.addWidget(self.filter)
        self.cards = SectionCards(context)
        self.cards.warned.connect(self.warned)
        self.nothing = NothingListed(context)
        self.nothing.asked.connect(self.navigate)
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.cards.rounds.band)
        middle.addWidget(self.nothing)
        middle.addWidget(self.cards)
        middle.addWidget(self.head.more, 0, Qt.AlignmentFlag.AlignLeading)
        middle.addStretch(1)
        self.body.addLayout(middle, 1)
        self.bar = SectionBar(theme, self.texts)
        self.bar.asked.connect(self.step)
        self.goal = GoalStrip(bridge, theme, self.texts)
        self._page_column.addWidget(self.goal)
        self._foot = self.add_footer()
        self._foot.addWidget(self.bar)
        self.live = LivePanel(context, self.cards.rounds, self._open_question)
        self.set_panel(self.live, self.texts.text("panel.name"), 344)
        self.cards.entered.connect(self._on_entered)
        self.cards.rounds.leads.connect(self._go_to)
        bridge.answer_changed.connect(self._on_change)
        bridge.assessment_opened.connect(self._on_opened)
        theme.changed.connect(self._on_theme)

    # Where one is

    def show_place(self, place: Place) -> None:
        """Shows a section, from its title, and in it a question. Without either: where one was, or the first that the
        filter lists."""
        before, here = self._here, listing_at(place, self._here, self.bridge)
        self._show(here)
        if place.question is not None:
            self._go_to(place.question)
        elif place.section is not None or place.criterion is not None:
            self._go_to_title(filtered=here.section is before.section and here.only != before.only)

    def leave(self) -> None:
        self.cards.commit()

    def step(self, step: int) -> None:
        """Goes to the section before (-1) or after (1), of those in which the filter lists something."""
        target = beside(self.bridge, self._here, step)
        if target is not None:
            self.navigate(target.place)
        elif step > 0:
            self.navigate(Place("results"))

    def _show(self, here: Listing) -> None:
        if here.place != self._drawn:
            self._here, self._drawn = here, here.place
            self.goal.clear()
            self.scroll_area.verticalScrollBar().setValue(0)
            title = here.title(self.texts)
            self.set_title(title, here.section.intro or "")
            self.set_crumbs(self.texts.text("questions.title"), title)
            self.filter.set_value(here.only or "")
            self.cards.show_section(here.section, here.only)
        if here.section.criterion is not None:
            self.live.show_criterion(here.section.criterion)
        self._arrange_page()
        self._show_counts()

    def _show_counts(self) -> None:
        here = self._here.section
        progress = next(one for one in self.bridge.progress().sections if one.code == here.code)
        self.head.show_section(here, progress)
        self.cards.rounds.show_section(here)
        self.nothing.show_listing(self._here, listed=bool(self.cards.shown_codes()))
        before, after = (beside(self.bridge, self._here, step) for step in (-1, 1))
        self.bar.show_place(
            None if before is None else before.section,
            here,
            None if after is None else after.section,
            len(self.bridge.working_copy.questionnaire.sections),
        )

    def _go_to(self, code: str) -> None:
        """Brings a question into view and puts the focus into its editor."""
        if code not in self.cards.shown_codes() and self._here.only is not None:
            self._show(Listing(self._here.section))
        card = self.cards.card(code)
        if card is None:
            return
        # Cards take their places when their layouts have been asked, which Qt puts off to the next turn.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        card.focus_editor()
        viewport = self.scroll_area.viewport()
        top = card.mapTo(viewport, QPoint(0, 0)).y()
        if top < 0 or top + card.height() > viewport.height():
            bar = self.scroll_area.verticalScrollBar()
            bar.setValue(bar.value() + top - ABOVE)

    def _go_to_title(self, *, filtered: bool) -> None:
        """Brings the title of the section into view, and the focus to its first question. `filtered`: only the filter
        is another one; where it was chosen by hand, it keeps the focus."""
        first = next(iter(self.cards.shown_codes()), None)
        card = self.cards.card(first) if first is not None else None
        here = QApplication.focusWidget()
        if not filtered or here is None or not self.filter.isAncestorOf(here):
            if card is not None:
                card.focus_editor()
            else:
                self.bar.after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_area.verticalScrollBar().setValue(0)

    def _open_question(self, code: str) -> None:
        section = self.bridge.working_copy.questionnaire.section_of(code)
        self.navigate(Place(self.name, section=section.code, question=code))

    # What changes

    def _on_change(self, change: Change) -> None:
        if self._here.section.code in change.sections or self._here.only is not None:
            self._show_counts()

    def _on_opened(self) -> None:
        if is_outdated(self):
            return
        self._drawn = None
        self.cards.clear()
        self.live.forget()
        self._show(Listing(self.bridge.working_copy.questionnaire.sections[0]))

    def _on_entered(self, code: str) -> None:
        self.place_changed.emit(replace(self._here.place, question=code))

    def _on_theme(self) -> None:
        if self.theme.scale != self._scale:
            self._scale = self.theme.scale
            self._drawn = None
            self._show(self._here)

    def _arrange_page(self) -> None:
        super()._arrange_page()
        if self.panel is None:
            return
        if self._here.section.criterion is None:
            self.panel.hide()
            self._panel_button.hide()
        elif not self.panel.is_drawer:
            self.panel.show()

    def _keep_column(self) -> None:
        """Cards are no wider than reads well, and begin at one edge with and without a panel; the bar follows them."""
        room = self.scroll_area.viewport().width()
        wide = self.window().width() > CAP_FROM
        start = max(MARGIN, (room - CARDS_WIDTH) // 2) if wide else MARGIN
        end = max(MARGIN, room - start - CARDS_WIDTH)
        sides = (end, start) if self.isRightToLeft() else (start, end)
        self._page_body.setContentsMargins(sides[0], 20, sides[1], 24)
        if self._foot is not None:
            bar = self.scroll_area.width() - room  # the bar of the page scrolls beside its cards, not beside its foot
            before, after = (bar, 0) if self.isRightToLeft() else (0, bar)
            self._foot.setContentsMargins(sides[0] + before, 9, sides[1] + after, 9)
