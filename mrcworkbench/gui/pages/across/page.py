"""Many centres together: where they stand in the 24 criteria, as counts, and what they say of practices and
challenges."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.errors import UserError
from mrcworkbench.gui.models.centre_filter import CentreFilter
from mrcworkbench.gui.models.standings import FoundRow
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.across.found import FoundView
from mrcworkbench.gui.pages.across.reading import CollectionReading, Read, ReadingCard
from mrcworkbench.gui.pages.across.together import TogetherView
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import MessageBox, SegmentedControl
from mrcworkbench.gui.widgets.centres.filter_bar import CentreFilterBar
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.gui.words.folded import fold
from mrcworkbench.services.collection.standings import CHALLENGES, PRACTICES, picture
from mrcworkbench.services.session.unreadable import unreadable_among

PICTURE = "picture"


class AcrossPage(Page):
    """Counts and texts of the chosen centres; they are read off the window's thread."""

    name = "across"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, content, runner = context.bridge, context.content, context.runner
        texts = self.texts
        self.set_title(texts.text("across_page.title"), texts.text("across_page.lead"))
        self.set_crumbs(texts.text("across_page.title"))
        self._read: Read | None = None
        self._stale = True
        self.reading = CollectionReading(runner, content, self)
        self._build_body()
        self.reading.progressed.connect(self.card.step)
        self.reading.done.connect(self._on_read)
        self.reading.failed.connect(self.card.say_failed)
        self.reading.stopped.connect(self.card.say_stopped)
        bridge.answer_changed.connect(self._on_change)
        bridge.reloaded.connect(self._on_reloaded)
        bridge.closed.connect(self.reading.end)

    def _build_body(self) -> None:
        texts = self.texts
        self.body.setSpacing(12)
        self.filters = CentreFilterBar(self.theme, texts, withdrawn=False)
        self.filters.changed.connect(self._on_filter)
        self.body.addWidget(self.filters)
        views = (PICTURE, PRACTICES, CHALLENGES)
        choices = [(one, texts.text(f"across_page.view_{one}")) for one in views]
        self.view = SegmentedControl(self.theme, choices, texts.text("across_page.view"), PICTURE)
        self.view.chosen.connect(self.show_view)
        self.body.addWidget(self.view)
        self.trouble = MessageBox(self.theme, "danger", "circle-alert")
        self.body.addWidget(self.trouble)
        self.unreadable = MessageBox(self.theme, "warn", "triangle-alert")
        self.body.addWidget(self.unreadable)
        self.card = ReadingCard(self.theme, texts, self.reading.cancel, self.read)
        self.card.hide()
        self.body.addWidget(self.card)
        self.together = TogetherView(self.theme, texts, self.content.criteria)
        self.found: dict[str, FoundView] = {
            kind: FoundView(self.theme, texts, kind) for kind in (PRACTICES, CHALLENGES)
        }
        for view in self.found.values():
            view.opened.connect(self._open)
        # No stack of pages: that would be as tall as the tallest, and the lists would scroll twice.
        for part in (self.together, *self.found.values()):
            part.hide()
            self.body.addWidget(part, 1)
        self.room = QWidget()  # while there is nothing to show; otherwise the filter would take all the room
        self.body.addWidget(self.room, 1)

    # What is shown

    def show_place(self, place: Place) -> None:
        if place.only is not None:
            self._offer()
            self.filters.set_filter(CentreFilter.from_text(place.only))
            self.show_view(PICTURE)
        if self._stale:
            self.read()
        else:
            self._show()

    def read(self) -> None:
        """Reads every assessment anew, off the window's thread."""
        self._stale = False
        self._read = None
        self._offer()
        self._show_part()
        self.card.start()
        self.reading.start(self.bridge.session)

    def show_view(self, name: str) -> None:
        """The picture, the practices or the challenges."""
        self.view.set_value(name)
        self._show()

    def _offer(self) -> None:
        """What can be chosen: the assessments of centres that have not withdrawn."""
        language = self.content.language
        infos = [info for info in self.bridge.session.assessments() if not info.centre.withdrawn]
        names = {info.centre.country: "" for info in infos}
        names.update((code, country_name(code, language)) for code in names)
        by_name = sorted(names.items(), key=lambda pair: fold(pair[1]))
        self.filters.offer(by_name, sorted({info.round for info in infos}))

    def _on_read(self, read: Read) -> None:
        self._read = read
        self.card.hide()
        unreadable = unreadable_among(read.standings.unreadable)
        self.unreadable.say("" if unreadable is None else in_words(self.texts, unreadable))
        self._show()

    def _show_part(self) -> None:
        current = self.view.value() if self._read is not None else None
        self.room.setVisible(current is None)
        self.together.setVisible(current == PICTURE)
        for kind, view in self.found.items():
            view.setVisible(current == kind)

    def _show(self) -> None:
        self._show_part()
        if self._read is None:
            return
        chosen = [one.info for one in self.filters.filter().narrow(self._read.choosable)]
        current = self.view.value()
        if current == PICTURE:
            self.together.show_picture(picture(self._read.standings, chosen))
        else:
            ids = {info.id for info in chosen}
            rows = [row for row in self._read.found if row.found.kind == current and row.found.assessment.id in ids]
            self.found[str(current)].show_rows(rows)

    def _on_filter(self, _: CentreFilter) -> None:
        self._show()

    def _on_change(self, _: Change) -> None:
        self.reading.forget(self.bridge.assessment.id)
        self._stale = True

    def _on_reloaded(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    # What leads elsewhere

    def _open(self, row: FoundRow) -> None:
        """Shows the centre's own answer, as its manager sees it."""
        self.trouble.say("")
        id_ = row.found.assessment.id
        if not self.bridge.has_assessment or self.bridge.assessment.id != id_:
            try:
                self.bridge.open_assessment(id_)
            except UserError as error:
                self.trouble.say(in_words(self.texts, error))
                return
        info, say = self.bridge.assessment, self.texts.text
        section = self.content.questionnaire.section_of(row.found.question)
        self.navigate(Place("questionnaire", section=section.code, question=row.found.question))
        self.said.emit(
            say("centres_page.opened", centre=info.centre.name, round=info.round), say("across_page.opened_text")
        )
