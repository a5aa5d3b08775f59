"""A centre in a collection: what it answered is read here, and corrected with a reason. Nothing of it is edited."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.errors import UserError
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.centre.correcting import Correcting
from mrcworkbench.gui.pages.centre.heading import heading_line
from mrcworkbench.gui.pages.centre.leading import add_log, open_other
from mrcworkbench.gui.pages.centre.listing import AnswerList
from mrcworkbench.gui.pages.centre.reading import ALL, CORRECTED, IN_CONFLICT, CentreAnswers
from mrcworkbench.gui.pages.centre.tools import AnswerChooser, ReadingBand
from mrcworkbench.gui.pages.centre.ways import CentreWays
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import MessageBox


class CentrePage(Page):
    """Its answers, section by section."""

    name = "centre"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._answers: CentreAnswers | None = None
        self._section: str | None = None
        self._stale = True
        self.ways = CentreWays(context)
        self.header_buttons.addWidget(self.ways)
        self.body.setSpacing(12)
        self.trouble = MessageBox(self.theme, "danger", "circle-alert")
        self.ways.assessment_chosen.connect(lambda id_: open_other(self, id_, self.trouble))
        self.ways.decided.connect(lambda said: self.said.emit(said, ""))
        self.chooser = AnswerChooser(self.theme, self.texts)
        self.chooser.changed.connect(self._on_chosen)
        self.list = AnswerList(self.theme, self.texts)
        self.list.conflict_asked.connect(lambda _: self.navigate(Place("conflicts")))
        self.list.opened.connect(self.scroll_area.ensureWidgetVisible)
        for widget in (ReadingBand(self.theme, self.texts), self.trouble, self.chooser, self.list):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.log = add_log(self, self.trouble)
        self.correcting = Correcting(self.bridge, context.runner, self.texts, self)
        self.correcting.failed.connect(self.trouble.say)
        self.correcting.corrected.connect(self._on_corrected)
        self.list.recorded.connect(self.correcting.record)
        self.bridge.assessment_opened.connect(self._on_opened)
        self.bridge.reloaded.connect(self._on_opened)

    # What is shown

    def show_place(self, place: Place) -> None:
        if self._stale:
            self._read()
        if self._answers is None:
            return
        if place.question is not None:
            self._section = self._answers.section_of(place.question).code
        elif place.criterion is not None and place.section is None:
            sections = self._answers.sections
            self._section = next((one.code for one in sections if one.criterion == place.criterion), self._section)
        else:
            self._section = place.section or self._section
        only = place.only if place.only in (CORRECTED, IN_CONFLICT) else ALL
        self._show(only)
        if place.question is not None:
            self.list.go_to(place.question)

    def leave(self) -> None:
        self.list.commit()

    def _read(self) -> None:
        """Reads what is decided of the answers anew."""
        self._stale = False
        self.trouble.say("")
        session = self.bridge.session
        try:
            answers = CentreAnswers(session)
            line = heading_line(session, self.texts)
        except UserError as error:
            self.correcting.tell(error)
            return
        if self._answers is None or self._answers.assessment.id != answers.assessment.id:
            self._section = None
            self.scroll_area.verticalScrollBar().setValue(0)
        self._answers = answers
        self.set_title(answers.assessment.centre.name, line)
        self.ways.refresh()
        self.log.show_centre(answers.assessment.centre.id)

    def _show(self, only: str) -> None:
        answers = self._answers
        if answers is None:
            return
        section = answers.section(self._section)
        self._section = section.code
        self.chooser.show_answers(answers, section.code, only)
        none = self.texts.text(f"centre_page.none_{only}")
        may = self.correcting.is_possible
        self.list.show_answers(
            answers, answers.listed(section, only), self.correcting.author, may_correct=may, none=none
        )

    # What a person does

    def _on_chosen(self) -> None:
        self._section, only = self.chooser.section or self._section, self.chooser.only
        self._show(only)
        self.place_changed.emit(Place(self.name, section=self._section, only=None if only == ALL else only))

    def _on_corrected(self, code: str) -> None:
        self.list.forget(code)
        if self._stale:
            self._read()
        self._show(self.chooser.only)
        self.list.go_to(code)

    def _on_opened(self) -> None:
        self._stale = True
        if self.isVisible() and self.bridge.has_assessment and not self.correcting.running:
            self._read()
            self._show(self.chooser.only)
