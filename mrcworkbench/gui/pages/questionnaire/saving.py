"""Says on the cards whether their answers are on their way to the disk, did not get there, or were reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from mrcworkbench.gui.session.saved_state import SavedState
from mrcworkbench.gui.widgets.question.card import QuestionCard


class CardsSaving(QObject):
    """CardsSaving(cards, saving, reviewed): `cards` are those that are built, by the code of their question; `reviewed`
    gives what is said of a saved answer, "" for no more than that."""

    def __init__(
        self, cards: Mapping[str, QuestionCard], saving: SavedState, reviewed: Callable[[str], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._cards, self._saving, self._reviewed = cards, saving, reviewed
        self._on_the_way: set[str] = set()
        saving.saved.connect(self._on_saved)
        saving.failed.connect(self.show_all)

    def note(self, code: str) -> None:
        """The answer to a question has changed, and may be on its way now."""
        if self._saving.busy:
            self._on_the_way.add(code)

    def show(self, code: str) -> None:
        unsaved = code in self._saving.unsaved
        on_the_way = code in self._on_the_way and not unsaved
        self._cards[code].show_saving(saving=on_the_way, not_saved=unsaved, reviewed=self._reviewed(code))

    def show_all(self) -> None:
        for code in self._cards:
            self.show(code)

    def clear(self) -> None:
        """Other cards come: nothing is on its way for them."""
        self._on_the_way.clear()

    def _on_saved(self) -> None:
        self.clear()
        self.show_all()
