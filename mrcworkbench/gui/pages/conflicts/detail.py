"""The conflict that is shown, under its question; what was begun on others waits."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.conflict_list import note, title
from mrcworkbench.gui.pages.conflicts.begun import Begun
from mrcworkbench.gui.pages.conflicts.levels import LevelsGiven
from mrcworkbench.gui.pages.conflicts.view import ConflictView
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import OpenConflict

_ROOM = 560


class ConflictDetail(QWidget):
    """ConflictDetail(theme, texts, levels): `show_conflict`; `view` is what is shown, None before the first."""

    changed = Signal()
    """The choice, the reason or the name."""
    entered = Signal()
    """Enter was pressed in the last line, which is done with."""
    stepped = Signal(int)
    """The next conflict is wanted (1), or the one before (-1)."""

    def __init__(self, theme: Theme, texts: Texts, levels: LevelsGiven) -> None:
        super().__init__()
        self._theme, self._texts, self._levels = theme, texts, levels
        self._begun = Begun()
        self.view: ConflictView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        self.question = label("", "lead", wrap=True)
        self.note = label("", "secondary", "muted", wrap=True)
        words.addWidget(self.question)
        words.addWidget(self.note)
        head.addLayout(words, 1)
        self.place = label("", "secondary", "muted")
        head.addWidget(self.place)
        self.previous = Button(theme, texts.text("conflicts_page.previous"), "icon", "chevron-left")
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next = Button(theme, texts.text("conflicts_page.next"), "icon", "chevron-right")
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        head.addWidget(self.previous)
        head.addWidget(self.next)
        column.addLayout(head)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder)
        column.addStretch(1)

    def show_conflict(self, conflict: OpenConflict, place: int, total: int, author: str) -> None:
        """Shows a conflict, with what was begun on it; `place` of `total` is where it is in the list, from 0."""
        scores = self._levels.of(conflict)
        if self.view is not None:
            self._holder.removeWidget(self.view)
            self._begun.put_away(self.view)
        earlier = self._begun.earlier(conflict.id)
        room = self._theme.px(_ROOM)
        self.view = ConflictView(self._theme, self._texts, conflict, scores, author, room, earlier)
        self.view.changed.connect(self.changed)
        self.view.entered.connect(self.entered)
        self._begun.forget(conflict.id)
        self._holder.addWidget(self.view)
        self.question.setText(title(conflict, self._texts))
        self.note.setText(note(conflict, self._texts))
        self.place.setText(self._texts.text("conflicts_page.place", n=place + 1, all=total))
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < total)

    def keep_only(self, open_ones: Container[str]) -> None:
        """Forgets what was begun on conflicts that are no longer open."""
        self._begun.keep_only(open_ones)
