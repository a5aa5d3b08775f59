"""Every centre and assessment of a collection, to be found, filtered and opened. In no order of merit."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.opening import show_assessment
from mrcworkbench.gui.pages.centres.counting import Counting
from mrcworkbench.gui.pages.centres.deciding import CentreDecisions
from mrcworkbench.gui.pages.centres.listing import CentreListing
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button, MessageBox
from mrcworkbench.gui.widgets.centres.filter_bar import CentreFilterBar
from mrcworkbench.services.collection import overview


class CentresPage(Page):
    """The list; what is answered in each is counted off the window's thread."""

    name = "centres"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, self._runner = context.bridge, context.runner
        texts = self.texts
        self.set_title(texts.text("centres_page.title"), texts.text("centres_page.lead"))
        self.set_crumbs(texts.text("centres_page.title"))
        self._build_header()
        self._build_body()
        self.counting = Counting(self._runner, self)
        self.counting.counted.connect(self.listing.take_counts)
        self.counting.ended.connect(self.listing.settle)
        self._stale, self._edited = True, False
        self._found: tuple[overview.Summary, ...] = ()
        bridge.answer_changed.connect(self._on_change)
        bridge.reloaded.connect(self._on_reloaded)
        bridge.closed.connect(self.counting.stop)

    def _build_header(self) -> None:
        texts = self.texts
        self.together = Button(self.theme, texts.text("centres_page.together"), "secondary", "layers")
        self.together.setObjectName("centres:together")
        self.together.clicked.connect(self._see_together)
        self.open = Button(self.theme, texts.text("centres_page.open"), "primary", "arrow-right")
        self.open.setObjectName("centres:open")
        self.open.setAccessibleDescription(texts.text("centres_page.open_hint"))
        self.open.setToolTip(texts.text("centres_page.open_hint"))
        self.open.clicked.connect(self._open_current)
        self.header_buttons.addWidget(self.together)
        self.header_buttons.addWidget(self.open)
        self.deciding = CentreDecisions(self.context)
        self.header_buttons.addWidget(self.deciding.more)

    def _build_body(self) -> None:
        self.body.setSpacing(12)
        self.filters = CentreFilterBar(self.theme, self.texts)
        self.body.addWidget(self.filters)
        self.trouble = MessageBox(self.theme, "danger", "circle-alert")
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.deciding)
        self.listing = CentreListing(self._runner, self.theme, self.texts, self.content.language, self.filters)
        self.listing.changed.connect(self._on_listing_changed)
        self.listing.opened.connect(self.open_assessment)
        self.body.addWidget(self.listing, 1)

    # What is shown

    def show_place(self, place: Place) -> None:
        self.trouble.say("")
        if self._stale:
            self.refresh()
        elif self._edited:
            self._edited = False
            self.counting.start(self.bridge.session, self._found)
        if place.only is not None:
            self.filters.set_text(place.only)
            self.listing.show_only(self.filters.filter())
        self.listing.table.choose_one()

    def refresh(self) -> None:
        """Reads the list anew; counts what is new in it off the window's thread."""
        self._stale = self._edited = False
        session = self.bridge.session
        try:
            self._found = found = overview.summaries(session)
        except UserError as error:
            self.trouble.say(in_words(self.texts, error))
            return
        self.trouble.say("")
        self.listing.show_rows(found, self.counting.known(found))
        self.deciding.refresh()
        self.counting.start(session, found)

    def _on_listing_changed(self) -> None:
        self.together.setEnabled(self.listing.model.rowCount() > 0)
        self.open.setEnabled(self.listing.current is not None)
        row = self.listing.table.current_row()
        self.deciding.set_current(None if row is None else row.info)

    def _on_change(self, _: object) -> None:
        self.counting.forget(self.bridge.assessment.id)
        self._edited = True

    def _on_reloaded(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    # What leads elsewhere

    def _open_current(self) -> None:
        current = self.listing.current
        if current is not None:
            self.open_assessment(current)

    def open_assessment(self, id_: str) -> None:
        """Shows an assessment as its manager sees it; those of withdrawn centres stay closed."""
        show_assessment(self, id_, Place("home"), self.texts.text("centres_page.opened_text"), self.trouble)

    def _see_together(self) -> None:
        self.navigate(Place("across", only=self.filters.filter().to_text()))
