"""Makes the report. Nothing is sent from here: it makes a file, and the centre decides who gets it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.disclosure.report_parts import Audience, TextPreview
from mrcworkbench.errors import UserError
from mrcworkbench.gui.making.page import MakingPage
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.report.check import CheckCard
from mrcworkbench.gui.pages.report.checks import SHOW_TEXTS, checks
from mrcworkbench.gui.pages.report.leaving import TEXTS, PreviewCard
from mrcworkbench.gui.pages.report.way_out import ReportFile
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets.leaving.checks_card import ChecksCard
from mrcworkbench.services import reporting

_NOTHING = reporting.ReportPreview((), {}, None, 0, 0)
"""What an internal report holds back, where one for a donor cannot be made."""


class ReportPage(MakingPage):
    """What the report would hold is looked at anew when an answer changes, once the page is seen."""

    name = "report"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        self.way = ReportFile(context)
        super().__init__(context, self.way, parent)
        self._stale = True
        self.asked = self.bridge.working_copy.questionnaire
        self.checks = ChecksCard(self.theme, self.texts.text("report_page.before"), self._go)
        self.leaving = PreviewCard(self.theme, self.texts, self._release)
        self.leaving.public.clicked.connect(self._let_public_go)
        self.check = CheckCard(self.theme, self.texts, self.bridge, context.runner)
        self.set_cards((self.leaving, 1), (self.checks, 0), (self.check, 0))
        self.way.chosen.connect(self.refresh)
        self.bridge.answer_changed.connect(self._look_again)
        self.bridge.draft_changed.connect(self._look_again)
        self.bridge.assessment_opened.connect(self._on_opened)
        self.bridge.saving.saved.connect(self._on_saved)
        self.bridge.saving.failed.connect(self._on_saved)
        self.leaving.hide()
        self.refresh()

    def refresh(self) -> None:
        """Reads everything anew: answers, texts, what is released, what the file knows of other reports and rounds. The
        file is not asked while something is on its way to it: a slow disk would hold the window up."""
        self._stale = self.bridge.saving.busy
        if self._stale:
            return
        audience, preview = self.way.audience, self._preview()
        if preview is not None:
            public = reporting.lets_public_go(self.bridge.session)
            self.leaving.show_preview(preview, self.way.data(), audience, public=public)
        self.leaving.setVisible(preview is not None)
        self.checks.show_checks(tuple(checks(self.bridge, preview, audience, self.texts)))
        self.maker.show()

    def _preview(self) -> reporting.ReportPreview | None:
        """What would leave; None, with the reason said in the card, where this report cannot be made."""
        self.way.reason = ""
        try:
            return reporting.preview(self.bridge.session)
        except UserError as error:
            if self.way.audience is Audience.INTERNAL:
                return _NOTHING
            self.way.reason = in_words(self.texts, error)
            return None

    def show_place(self, place: Place) -> None:
        if self._stale:
            self.refresh()
        else:
            self.maker.show()
        if place.only == SHOW_TEXTS.only:
            self.leaving.show_tab(TEXTS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.leaving.fit(self.height())

    def _on_saved(self, _: object) -> None:
        if self._stale and self.isVisible():
            self.refresh()

    def _look_again(self, _: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_opened(self) -> None:
        if self.asked is self.bridge.working_copy.questionnaire:
            self.maker.clear()
            self.check.report.clear()
            self.refresh()

    def _go(self, place: Place) -> None:
        if place == SHOW_TEXTS:
            self.leaving.show_tab(TEXTS)
        else:
            self.navigate(place)

    def _let_public_go(self, go: bool) -> None:
        reporting.let_public_go(self.bridge.session, go)
        self.refresh()

    def _release(self, texts: Sequence[TextPreview], released: bool) -> None:
        reporting.set_released(self.bridge.session, texts, released=released)
        self.refresh()
