"""The questionnaire's page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.cards import SectionCards
from mrcworkbench.gui.pages.questionnaire.empty import NothingListed
from mrcworkbench.gui.pages.questionnaire.foot import SectionBar
from mrcworkbench.gui.pages.questionnaire.listing import (
    FILTERS,
    beside,
    counts_of,
    listed_elsewhere,
    sections_with,
)
from mrcworkbench.gui.pages.questionnaire.live import LivePanel
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.progress.goal import GoalStrip
from mrcworkbench.gui.theme.tokens import CAP_FROM
from mrcworkbench.gui.widgets import SegmentedControl, StateChip
from mrcworkbench.gui.widgets.editors import Kit

CARDS_WIDTH, MARGIN = 960, 24
"""Widest column of cards, and the least space beside it, in pixels."""
ABOVE = 16
"""Pixels left above a question that one has gone to."""


class QuestionnairePage(Page):
    """One section at a time; which questions of it, the filter says. It holds no answers."""

    name = "questionnaire"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, content, theme = context.bridge, context.content, context.theme
        self._kit = Kit(theme, self.texts)
        self._section = bridge.working_copy.questionnaire.sections[0]
        self._only: str | None = None
        self._drawn: tuple[str, str | None] | None = None
        self._scale = theme.scale
        self._foot: QHBoxLayout | None = None
        self.chip = StateChip(theme, "", "accent")
        self.header_buttons.addWidget(self.chip)
        words = ["all", *FILTERS]
        self.filter = SegmentedControl(
            theme,
            [("" if word == "all" else word, self.texts.text(f"questions.filter_{word}")) for word in words],
            self.texts.text("questions.filter"),
            "",
        )
        self.filter.chosen.connect(lambda only: self.navigate(self._place(self._section, only or None)))
        self.body.addWidget(self.filter)
        self.cards = SectionCards(self._kit, bridge)
        self.cards.warned.connect(self.warned)
        self.nothing = NothingListed(self._kit)
        self.nothing.asked.connect(self._leave_empty)
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.nothing)
        middle.addWidget(self.cards)
        middle.addStretch(1)
        self.body.addLayout(middle, 1)
        self.bar = SectionBar(self._kit)
        self.bar.asked.connect(self.step)
        self.goal = GoalStrip(bridge, theme, self.texts)
        self._page_column.addWidget(self.goal)
        self._foot = self.add_footer()
        self._foot.addWidget(self.bar)
        self.live = LivePanel(self._kit, bridge, content, self._open_question)
        self.set_panel(self.live, self.texts.text("panel.name"), 344)
        self.cards.entered.connect(self._on_entered)
        bridge.answer_changed.connect(self._on_change)
        bridge.assessment_opened.connect(self._on_opened)
        theme.changed.connect(self._on_theme)

    # Where one is

    def show_place(self, place: Place) -> None:
        """Shows a section, from its title, and in it a question. Without either: where one was, or the first that the
        filter lists."""
        questionnaire = self.bridge.working_copy.questionnaire
        section: Section | None = self._section if place.only in (None, self._only) else None
        if place.question in questionnaire:
            section = questionnaire.section_of(place.question or "")
        elif place.section in questionnaire.section_by_code:
            section = questionnaire.section_by_code[place.section or ""]
        elif place.criterion in self.content.criteria.by_id:
            section = questionnaire.section_by_code[self.content.criteria.by_id[place.criterion or ""].section]
        only = place.only if place.only in FILTERS else None
        if section is None:
            section = next(sections_with(self.bridge, only), self._section)
        filtered = section is self._section and only != self._only
        self._show(section, only)
        if place.question is not None:
            self._go_to(place.question)
        elif place.section is not None or place.criterion is not None:
            self._go_to_title(filtered=filtered)

    def leave(self) -> None:
        self.cards.commit()

    def step(self, step: int) -> None:
        """Goes to the section before (-1) or after (1), of those in which the filter lists something."""
        target = beside(self.bridge, self._section, step, self._only)
        if target is not None:
            self.navigate(self._place(target, self._only))
        elif step > 0:
            self.navigate(Place("results"))

    def _show(self, section: Section, only: str | None) -> None:
        if (section.code, only) != self._drawn:
            self._drawn = (section.code, only)
            self._section, self._only = section, only
            self.goal.clear()
            self.scroll_area.verticalScrollBar().setValue(0)
            number = isolate(str(section.number))
            title = self.texts.text("questions.section_title", number=number, title=section.title)
            self.set_title(title, section.intro or "")
            self.set_crumbs(self.texts.text("questions.title"), title)
            self.filter.set_value(only or "")
            self.cards.show_section(section, only)
        self._show_panel_of(section)
        self._show_counts()

    def _show_panel_of(self, section: Section) -> None:
        if section.criterion is not None:
            self.live.show_criterion(section.criterion)
        self._arrange_page()

    def _show_counts(self) -> None:
        progress = self.bridge.progress()
        here = next(one for one in progress.sections if one.code == self._section.code)
        self.chip.set_state(counts_of(here, self.texts))
        self.nothing.show_listing(
            self._only, bool(self.cards.shown_codes()), listed_elsewhere(self.bridge, self._section, self._only)
        )
        sections = self.bridge.working_copy.questionnaire.sections
        before = beside(self.bridge, self._section, -1, self._only)
        after = beside(self.bridge, self._section, 1, self._only)
        self.bar.show_place(before, self._section, after, len(sections))

    def _go_to(self, code: str) -> None:
        """Brings a question into view and puts the focus into its editor."""
        if code not in self.cards.shown_codes() and self._only is not None:
            self._show(self._section, None)
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

    def _place(self, section: Section, only: str | None) -> Place:
        return Place(self.name, section=section.code, only=only)

    def _open_question(self, code: str) -> None:
        section = self.bridge.working_copy.questionnaire.section_of(code)
        self.navigate(Place(self.name, section=section.code, question=code))

    def _leave_empty(self, where: str) -> None:
        if where == "all":
            self.navigate(self._place(self._section, None))
            return
        target = beside(self.bridge, self._section, 1, self._only) or next(sections_with(self.bridge, self._only), None)
        if target is not None:
            self.navigate(self._place(target, self._only))

    # What changes

    def _on_change(self, change: Change) -> None:
        if self._section.code in change.sections or self._only is not None:
            self._show_counts()

    def _on_opened(self) -> None:
        self._drawn = None
        self.cards.clear()
        self.live.forget()
        self._show(self.bridge.working_copy.questionnaire.sections[0], None)

    def _on_entered(self, code: str) -> None:
        self.place_changed.emit(Place(self.name, section=self._section.code, question=code, only=self._only))

    def _on_theme(self) -> None:
        if self.theme.scale != self._scale:
            self._scale = self.theme.scale
            self._drawn = None
            self._show(self._section, self._only)

    def _arrange_page(self) -> None:
        super()._arrange_page()
        if self.panel is None:
            return
        if self._section.criterion is None:
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
