"""Many centres together: where they stand in the 24 criteria, as counts, and what they say of practices and
challenges."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.models.centre_filter import CentreFilter
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.opening import show_assessment
from mrcworkbench.gui.pages.across.reading import CollectionReading, Read, offered
from mrcworkbench.gui.pages.across.reading_card import ReadingCard
from mrcworkbench.gui.pages.across.views import PICTURE, VIEWS, Views
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import MessageBox, SegmentedControl
from mrcworkbench.gui.widgets.centres.filter_bar import CentreFilterBar


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
        choices = [(one, texts.text(f"across_page.view_{one}")) for one in VIEWS]
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
        self.views = Views(self.theme, texts, self.content.criteria)
        self.views.opened.connect(self._open)
        self.body.addWidget(self.views, 1)

    # What is shown

    def show_place(self, place: Place) -> None:
        self.trouble.say("")
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
        self._show()
        self.card.start()
        self.reading.start(self.bridge.session)

    def show_view(self, name: str) -> None:
        """The picture, the practices or the challenges."""
        self.view.set_value(name)
        self._show()

    def _offer(self) -> None:
        self.filters.offer(*offered(self.bridge.session, self.content))

    def _on_read(self, read: Read) -> None:
        self._read = read
        self.card.hide()
        self.unreadable.say("" if read.unreadable is None else in_words(self.texts, read.unreadable))
        self._show()

    def _show(self) -> None:
        if self._read is None:
            self.views.show_none()
        else:
            chosen = [one.info for one in self.filters.filter().narrow(self._read.choosable)]
            self.views.show_view(str(self.view.value()), self._read, chosen)

    def _on_filter(self, _: CentreFilter) -> None:
        self._show()

    def _on_change(self, _: object) -> None:
        self.reading.forget(self.bridge.assessment.id)
        self._stale = True

    def _on_reloaded(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    # What leads elsewhere

    def _open(self, id_: str, question: str) -> None:
        """Shows the centre's own answer, as its manager sees it."""
        place = Place("questionnaire", question=question)
        show_assessment(self, id_, place, self.texts.text("across_page.opened_text"), self.trouble)
