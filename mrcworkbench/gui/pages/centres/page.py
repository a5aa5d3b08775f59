"""Every centre and assessment of a collection, to be found, filtered and opened. In no order of merit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.errors import UsageError, UserError
from mrcworkbench.gui.models.centre_filter import CentreFilter
from mrcworkbench.gui.models.centres import CentresModel
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.centres.counting import Counting
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button, MessageBox, label
from mrcworkbench.gui.widgets.centres.centre_table import CentreTable
from mrcworkbench.gui.widgets.centres.filter_bar import CentreFilterBar
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.gui.words.local_time import grouped
from mrcworkbench.services.collection import overview

_LEAST_HEIGHT = 300


class CentresPage(Page):
    """The list; what is answered in each is counted off the window's thread."""

    name = "centres"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, content, runner = context.bridge, context.content, context.runner
        texts = self.texts
        self.set_title(texts.text("centres_page.title"), texts.text("centres_page.lead"))
        self.set_crumbs(texts.text("centres_page.title"))
        self.model = CentresModel(texts, lambda code: country_name(code, content.language), self)
        self.counting = Counting(content, runner, self)
        self.counting.counted.connect(self._on_counted)
        self.counting.ended.connect(self._on_count_ended)
        self._build_header()
        self._build_body()
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

    def _build_body(self) -> None:
        texts = self.texts
        self.body.setSpacing(12)
        self.filters = CentreFilterBar(self.theme, texts)
        self.filters.changed.connect(self._on_filter)
        self.body.addWidget(self.filters)
        self.trouble = MessageBox(self.theme, "danger", "circle-alert")
        self.body.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.shown = label("", "secondary", "muted", wrap=True)
        self.shown.setObjectName("centres:shown")
        self.progress = label("", "secondary", "muted")
        self.progress.setObjectName("centres:progress")
        row.addWidget(self.shown, 1)
        row.addWidget(self.progress)
        self.body.addLayout(row)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 4, 1, 1)
        self.table = CentreTable(self.theme, self.model, texts.text("centres_page.table"))
        self.table.setObjectName("centres:table")
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.open_assessment)
        inside.addWidget(self.table)
        self.empty = label("", tone="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(24, 40, 24, 40)
        self.empty.hide()
        inside.addWidget(self.empty)
        self.body.addWidget(frame, 1)

    # What is shown

    def show_place(self, place: Place) -> None:
        if self._stale:
            self.refresh()
        elif self._edited:
            self._edited = False
            self.counting.start(self.bridge.session, self._found)
        if place.only is not None:
            self.filters.set_filter(CentreFilter.from_text(place.only))
            self._on_filter(self.filters.filter())
        self.table.choose_one()

    def refresh(self) -> None:
        """Reads the list anew; counts what is new in it off the window's thread."""
        self._stale = self._edited = False
        session = self.bridge.session
        current = self.table.current_row()
        try:
            self._found = found = overview.summaries(session)
        except UserError as error:
            self._say(error)
            return
        self.model.set_rows(found, self.counting.known(found))
        self.filters.offer(self.model.countries(), self.model.rounds())
        self.model.show(self.filters.filter())
        self.table.refit()
        self.table.choose(current.id if current else None)
        self._show_counts()
        self.counting.start(session, found)

    def _on_filter(self, chosen: CentreFilter) -> None:
        current = self.table.current_row()
        self.model.show(chosen)
        self.table.choose(current.id if current else None)
        self._show_counts()

    def _show_counts(self) -> None:
        texts, all_, shown = self.texts, self.model.total, self.model.rowCount()
        if shown == all_:
            centres = texts.plural("centres_page.centres", self.model.centres)
            text = texts.plural("centres_page.shown_all", all_, centres=centres)
        else:
            text = texts.text("centres_page.shown_some", shown=grouped(shown), all=grouped(all_))
        self.shown.setText(text)
        self.empty.setText(texts.text("centres_page.none_fit" if all_ else "centres_page.none"))
        self.empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        self.together.setEnabled(bool(shown))
        self._on_chosen("")

    def _on_chosen(self, _: str) -> None:
        self.open.setEnabled(self.table.current_row() is not None)

    def _on_counted(self, counts: Mapping[str, overview.Count], done: int, total: int) -> None:
        self.model.take_counts(counts)
        self.progress.setText(self.texts.text("centres_page.counting", done=grouped(done), all=grouped(total)))

    def _on_count_ended(self) -> None:
        current = self.table.current_row()
        self.progress.setText("")
        self.model.settle()
        self.table.choose(current.id if current else None)
        self._show_counts()

    def _on_change(self, change: Change) -> None:  # noqa: ARG002
        self.counting.forget(self.bridge.assessment.id)
        self._edited = True

    def _on_reloaded(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    # What leads elsewhere

    def _open_current(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_assessment(row.id)

    def open_assessment(self, id_: str) -> None:
        """Shows an assessment as its manager sees it; those of withdrawn centres stay closed."""
        self.trouble.say("")
        if not self.bridge.has_assessment or self.bridge.assessment.id != id_:
            try:
                self.bridge.open_assessment(id_)
            except (UserError, UsageError) as error:
                self._say(error)
                return
        info = self.bridge.assessment
        say = self.texts.text
        self.navigate(Place("home"))
        self.said.emit(
            say("centres_page.opened", centre=info.centre.name, round=info.round), say("centres_page.opened_text")
        )

    def _see_together(self) -> None:
        self.navigate(Place("across", only=self.filters.filter().to_text()))

    def _say(self, error: UserError) -> None:
        self.trouble.say(in_words(self.texts, error))
