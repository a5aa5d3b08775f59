"""What is said where nothing is listed in a section: by a filter, or because nothing is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.listing import Listing, elsewhere, listed_elsewhere
from mrcworkbench.gui.session.finding import asks_something, place_of
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.text import label


class NothingListed(Card):
    """`show_listing(here, listed)` shows it where nothing is listed, with the ways on."""

    asked = Signal(object)
    """The `Place` to go to."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, parent=parent)
        self._bridge, self._texts = context.bridge, context.texts
        self._here: Listing | None = None
        self._words = label("", wrap=True)
        self._else = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self._words)
        self.body.addWidget(self._else)
        row = QHBoxLayout()
        row.setSpacing(12)
        theme, texts = context.theme, self._texts
        self.parts = Button(theme, texts.text("home.choose_parts"), icon="plus")
        self.next = Button(theme, texts.text("questions.go_there"), icon="arrow-right", trailing=True)
        self.all = Button(theme, texts.text("questions.show_all"), "link")
        for button, go in ((self.parts, self._open_parts), (self.next, self._go_there), (self.all, self._show_all)):
            button.clicked.connect(go)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def show_listing(self, here: Listing, *, listed: bool) -> None:
        """Says why nothing is listed; hides itself where something is."""
        self._here = here
        texts, only = self._texts, here.only
        self.setHidden(listed)
        if listed:
            return
        if not asks_something(self._bridge, here.section):
            optional = here.section.code in self._bridge.working_copy.questionnaire.optional_sections
            words = texts.text("questions.none_optional" if optional else "questions.none_asked")
            self._say(words, "", {self.parts} if optional else set())
        elif only is not None:
            n = listed_elsewhere(self._bridge, here)
            more = texts.plural(f"questions.else_{only}", n) if n else ""
            self._say(texts.text(f"questions.none_{only}"), more, {self.all, self.next} if n else {self.all})

    def _say(self, words: str, more: str, ways: set[Button]) -> None:
        self._words.setText(words)
        self._else.setText(more)
        self._else.setVisible(bool(more))
        for button in (self.parts, self.next, self.all):
            button.setVisible(button in ways)

    def _open_parts(self) -> None:
        questionnaire = self._bridge.working_copy.questionnaire
        parts = questionnaire.tagged(Tag.OPTIONAL_PARTS)
        if parts is not None:
            self.asked.emit(place_of(questionnaire, parts.code))

    def _go_there(self) -> None:
        target = None if self._here is None else elsewhere(self._bridge, self._here)
        if target is not None:
            self.asked.emit(target.place)

    def _show_all(self) -> None:
        if self._here is not None:
            self.asked.emit(Listing(self._here.section).place)
