"""Home: how far the questionnaire is, section by section, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.painted import FirstPaint
from mrcworkbench.gui.pages.home.groups import groups_of
from mrcworkbench.gui.pages.home.problems import ProblemsCard
from mrcworkbench.gui.pages.home.progress_card import ProgressCard
from mrcworkbench.gui.pages.home.section_cards import GroupCards
from mrcworkbench.gui.places import Place

if TYPE_CHECKING:
    from mrcworkbench.gui.pages.home.round_card import RoundCard
    from mrcworkbench.gui.pages.home.version_card import VersionCard


class HomePage(Page):
    """The list of sections with their state, and a button that resumes where one left off."""

    name = "home"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.progress = ProgressCard(context)
        self.body.addWidget(self.progress)
        self.rounds: RoundCard | None = None
        self.versions: VersionCard | None = None
        """Made once the page has been painted."""
        self.problems = ProblemsCard(self.theme, self.texts, self.navigate)
        self.groups = GroupCards(self.theme, self.texts, self.navigate, self.problems)
        self.body.addLayout(self.groups)
        self.body.addStretch(1)
        self._rebuild()
        self.bridge.assessment_opened.connect(self._rebuild)
        self.bridge.progress_changed.connect(self._on_progress)

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self.progress.tell_steps()
        self.refresh()
        if self.progress.ahead is None:
            FirstPaint(self.inner, self._look_ahead)
        else:
            self._look_ahead()

    def _rebuild(self) -> None:
        """Lays out the cards anew; another assessment may have another questionnaire."""
        self.progress.forget()
        session = self.bridge.session
        where = session.assessment
        self.set_title(
            session.questionnaire.title,
            self.texts.text("home.sentence", centre=where.centre.name, round=where.round),
        )
        self.set_crumbs(self.texts.text("window.page_home"))
        self.groups.show_groups(groups_of(session.questionnaire, session.working_copy.criteria_set, self.texts))
        self.progress.tell_steps()
        self._on_progress()

    def _on_progress(self) -> None:
        if not self.isHidden():  # a page that comes back is refreshed as it comes
            self.refresh()

    def refresh(self) -> None:
        """Reads the state of every section anew."""
        if not self.bridge.is_open:
            return
        progress = self.bridge.progress()
        self.progress.show_progress(progress)
        self.groups.show_progress(progress, self.progress.expected)
        self.problems.refresh(self.bridge)
        if self.rounds is not None:
            self.rounds.show_progress(progress)

    def _look_ahead(self) -> None:
        """What no start waits for: what is to be expected, and what is to be said of rounds and versions."""
        if not self.bridge.is_open or not self.bridge.has_assessment:
            return
        self.progress.look_ahead()
        self.groups.show_progress(self.bridge.progress(), self.progress.expected)
        if self.rounds is None or self.versions is None:
            from mrcworkbench.gui.pages.home.round_card import RoundCard
            from mrcworkbench.gui.pages.home.version_card import VersionCard

            self.rounds, self.versions = RoundCard(self.context), VersionCard(self.context)
            for card in (self.rounds, self.versions):
                self.body.insertWidget(self.body.indexOf(self.progress) + 1, card)
        self.rounds.look(self.bridge.progress())
        self.versions.look()

    def arrange(self, width: int) -> None:
        self.progress.fit(width)
        self.groups.fit(width)
