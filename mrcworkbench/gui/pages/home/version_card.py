"""The quiet card of the home page about versions of the questionnaire: that there is a newer one, that one has just
moved on, and what is kept from an earlier one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.moved import is_move_last
from mrcworkbench.gui.session.versions import kept_answers, offered_version, waiting
from mrcworkbench.gui.speech import announce
from mrcworkbench.gui.widgets import Button, Card, IconLabel, label


class VersionCard(Card):
    """`look()` finds out anew what is to be said; hidden while there is nothing."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(padding=16)
        self._bridge, self._texts, self._navigate = context.bridge, context.texts, context.navigate
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        words.setSpacing(2)
        self.title = label("", weight="semibold", wrap=True)
        self._text = label("", "secondary", "muted", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self._text)
        theme, say = context.theme, self._texts.text
        self.kept = Button(theme, say("move_page.read_kept"), "link")
        self.kept.clicked.connect(lambda: self._navigate(Place("kept")))
        self.undo = Button(theme, say("window.undo"), icon="undo-2")
        self.undo.clicked.connect(self._bridge.undo_stack.undo)
        self.see = Button(theme, say("move_page.see"))
        self.see.clicked.connect(lambda: self._navigate(Place("move")))
        row.addWidget(IconLabel(theme, "history", "accent", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for button in (self.kept, self.undo, self.see):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.undo.hide()
        self.hide()
        self._bridge.undo_stack.indexChanged.connect(self._look_if_seen)

    def look(self) -> None:
        """Says the first of these that holds."""
        say, session = self._texts, self._bridge.session
        offered = offered_version(session)
        kept = sum(1 for _ in kept_answers(session))
        n = len(waiting(session))
        version = session.questionnaire.version
        is_moved = is_move_last(self._bridge.undo_stack, say, version)
        if is_moved:
            self.title.setText(say.text("move_page.moved", version=version))
            self._text.setText(say.plural("move_page.moved_look", n) if n else say.text("move_page.moved_text"))
            if not self.undo.isVisibleTo(self):
                announce(self, f"{self.title.text()}. {self._text.text()}")
        elif offered is not None:
            self.title.setText(say.text("move_page.offer", version=offered))
            self._text.setText(say.text("move_page.offer_text", version=version))
        elif kept:
            self.title.setText(say.plural("move_page.kept_count", kept))
            self._text.setText(say.text("move_page.kept_text", version=version))
        self.undo.setVisible(is_moved)
        self.see.setVisible(not is_moved and offered is not None)
        self.kept.setVisible(bool(kept))
        self.setVisible(is_moved or offered is not None or bool(kept))

    def _look_if_seen(self, _index: int) -> None:
        if self.isVisible() and self._bridge.is_open and self._bridge.has_assessment:
            self.look()
