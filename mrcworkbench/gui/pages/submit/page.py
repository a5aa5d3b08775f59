"""Makes one file for IOM. Nothing is sent from here: it makes a file, and the centre decides who gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.making.page import MakingPage
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.submit.checks import SHOW_COMMENTS, SHOW_EARLIER, SHOW_FILES, checks
from mrcworkbench.gui.pages.submit.cleaning import Cleaning
from mrcworkbench.gui.pages.submit.earlier_comments import EarlierComments
from mrcworkbench.gui.pages.submit.inside import InsideCard
from mrcworkbench.gui.pages.submit.leaving import LeavingCard
from mrcworkbench.gui.pages.submit.previews import Previews
from mrcworkbench.gui.pages.submit.way_out import SubmissionFile
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets.leaving.checks_card import ChecksCard

if TYPE_CHECKING:
    from mrcworkbench.gui.pages.submit.asking import AboutToSeal

_SHORT = 12


class SubmitPage(MakingPage):
    """What leaves is looked at anew when an answer changes, once the page is seen."""

    name = "submit"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        self.way = SubmissionFile(context, self._about_to_seal)
        super().__init__(context, self.way, parent)
        theme, texts, bridge = self.theme, self.texts, self.bridge
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_if_seen)
        self.previews = Previews(bridge, context.runner, self)
        self.previews.read.connect(self._on_read)
        self.previews.failed.connect(self.making.outcome.fail)
        self.checks = ChecksCard(theme, texts.text("submit_page.before"), self._go)
        self.leaving = LeavingCard(theme, texts)
        self.inside = InsideCard(theme, texts)
        self.cleaning = Cleaning(bridge, context.runner, texts, self.inside, self._file_name)
        self.earlier_comments = EarlierComments(theme, texts, bridge)
        self.set_cards((self.earlier_comments, 1), (self.inside, 1), (self.leaving, 1), (self.checks, 0))
        self.cleaning.changed.connect(self._show_preview)
        self.earlier_comments.decided.connect(self._show_preview)
        self.maker.ended.connect(self.refresh)
        self.way.settled.connect(self.making.take_focus)
        bridge.answer_changed.connect(self._look_again)
        bridge.draft_changed.connect(self._look_again)
        bridge.assessment_opened.connect(self._on_opened)

    def show_place(self, place: Place) -> None:
        if self._stale:
            self.refresh()
        else:
            super().show_place(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.leaving.fit(self.height())

    def leave(self) -> None:
        if self.way.question is not None:
            self.way.question.reject()
        self.maker.work.cancel()

    def refresh(self) -> None:
        """Reads everything anew: the answers at once, what was sealed before when the disk has given it."""
        self._stale = False
        self.way.author.suggest()
        self._show_preview()
        self.previews.read_earlier()

    def _on_read(self) -> None:
        self._show_preview()
        self.cleaning.look(self.previews.now())

    def _about_to_seal(self) -> AboutToSeal:
        from mrcworkbench.gui.pages.submit.asking import AboutToSeal

        self._refresh_if_seen()
        return AboutToSeal(self.previews.now(), self.cleaning.telling(), self.way.others())

    def _show_preview(self) -> None:
        found, session = self.previews.now(), self.bridge.session
        self.way.asks_first = self.earlier_comments.ask()
        self.leaving.show_preview(found, session.working_copy, self._file_name)
        self.cleaning.show(found)
        self.checks.show_checks(checks(found, session.questionnaire, self.texts, self.cleaning.telling()))
        self.maker.show()

    def _file_name(self, sha256: str) -> str:
        known = self.bridge.session.files.known(sha256)
        return sha256[:_SHORT] if known is None else known.name

    def _go(self, place: Place) -> None:
        if place == SHOW_EARLIER:
            self.leaving.show_earlier()
        elif place == SHOW_COMMENTS:
            self.leaving.show_comments()
        elif place == SHOW_FILES:
            self.scroll_area.ensureWidgetVisible(self.inside)
            self.inside.take_focus()
        else:
            self.navigate(place)

    def _on_opened(self) -> None:
        self.previews.forget()
        self._look_again()

    def _look_again(self) -> None:
        """Once for all answers that change together."""
        self._stale = True
        self._soon.start()

    def _refresh_if_seen(self) -> None:
        running = self.maker.work.running
        if self._stale and self.isVisible() and not running and self.bridge.has_assessment:
            self.refresh()
