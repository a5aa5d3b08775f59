"""One conflict: what stood before, the sides beside each other, another value, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from mrcworkbench.domain.revisions.units import ORDER
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.conflicts.another import Another, make_another
from mrcworkbench.gui.pages.conflicts.side import SideCard
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, label, line
from mrcworkbench.gui.widgets.basics.grid import CardGrid
from mrcworkbench.gui.widgets.decisions.because import Because
from mrcworkbench.gui.widgets.editors import Kit
from mrcworkbench.gui.words.sides import differing, letters, value_text

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.services.merging.resolving import OpenConflict

_SIDE_BY_SIDE = 560
_REASON_HEIGHT = 76


class ConflictView(QWidget):
    """ConflictView(theme, texts, conflict, scores, author, room): `changed` whenever choice or reason change.

    It goes on with what was typed in an `earlier` view of the conflict; with all of it only if that is still the same.
    """

    changed = Signal()
    entered = Signal()
    """Enter was pressed in the last line, which is done with."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        conflict: OpenConflict,
        scores: Sequence[CriterionScore | None],
        author: str,
        room: int,
        earlier: ConflictView | None = None,
    ) -> None:
        super().__init__()
        self._texts, self.conflict = texts, conflict
        same = earlier if earlier is not None and earlier.conflict == conflict else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._build_base(theme))
        self.group = QButtonGroup(self)
        self.letters = letters(len(conflict.sides))
        said = [value_text(conflict, side.value, texts) for side in conflict.sides]
        base = None if conflict.base is None else value_text(conflict, conflict.base, texts)
        self.sides = []
        for place, side in enumerate(conflict.sides):
            against = base if base is not None else said[1 if place == 0 else 0]
            removed = conflict.row is not None and side.value is None
            shown = (said[place], () if removed else differing(said[place], against))
            self.sides.append(SideCard(theme, texts, self.letters[place], side, shown, scores[place]))
        for place, card in enumerate(self.sides):
            self.group.addButton(card.choice, place)
        columns = min(len(self.sides), 3)
        column.addWidget(CardGrid(theme, self.sides, [(columns, _SIDE_BY_SIDE), (1, 0)]))
        column.addWidget(self._build_choice(theme, author, room, same))
        if earlier is not None:
            self.because.reason.setPlainText(earlier.because.reason.toPlainText())
        if same is not None:
            self.choose(same.group.checkedId())
        self.group.idToggled.connect(lambda *_: self.changed.emit())

    def _build_base(self, theme: Theme) -> Card:
        texts, conflict = self._texts, self.conflict
        card = Card("inset", padding=16)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(theme, "history", "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        decided = conflict.base is None and conflict.is_of_decisions
        title, none = ("decided", "decided_text") if decided else ("before", "no_base")
        none = none if conflict.field is None or decided else "no_base_field"
        words.addWidget(label(texts.text(f"conflicts_page.{title}"), weight="semibold", wrap=True))
        none = texts.text(f"conflicts_page.{none}")
        self.base = label(none if conflict.base is None else value_text(conflict, conflict.base, texts), wrap=True)
        words.addWidget(self.base)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        return card

    def _build_choice(self, theme: Theme, author: str, room: int, same: ConflictView | None) -> Card:
        texts, question = self._texts, self.conflict.asked
        card = Card(padding=20, spacing=10)
        self.other: QRadioButton | None = None
        self.another: Another | None = None
        if question is not None or self.conflict.field is not None:
            kind = {None: "another", ORDER: "another_order"}.get(self.conflict.row, "another_row")
            self.other = QRadioButton(texts.text(f"conflicts_page.{kind}"))
            self.group.addButton(self.other, len(self.sides))
            card.body.addWidget(self.other)
            kept = None if same is None else same.another
            self.another = kept or make_another(Kit(theme, texts, room), self.conflict)
            self.another.changed.connect(self.changed)
            self.another.hide()
            self.other.toggled.connect(self.another.setVisible)
            self.other.clicked.connect(self.another.begin)
            card.body.addWidget(self.another)
            card.body.addWidget(line())
        self.because = Because(theme, texts, _REASON_HEIGHT)
        self.because.author.setText(author)
        self.because.changed.connect(self.changed)
        self.because.entered.connect(self.entered)
        card.body.addWidget(self.because)
        return card

    # What is chosen

    def choose(self, place: int) -> None:
        """Chooses a side by its place; the one after the last is another value."""
        button = self.group.button(place)
        if button is not None:
            button.setChecked(True)

    @property
    def chosen(self) -> str:
        """The letter of the chosen side, "another", or "" while nothing is chosen."""
        place = self.group.checkedId()
        if place < 0:
            return ""
        return self.letters[place] if place < len(self.sides) else "another"

    @property
    def is_begun(self) -> bool:
        """Whether somebody has chosen something or written a reason."""
        return bool(self.chosen or self.because.words)

    @property
    def is_complete(self) -> bool:
        """Whether there is a choice, a reason and a name; and of another value, one without problems."""
        if not self.chosen or not self.because.is_complete:
            return False
        return self.chosen != "another" or (self.another is not None and self.another.is_complete)

    def value(self) -> object:
        """The chosen value in the form that `resolve` takes."""
        place = self.group.checkedId()
        if place < len(self.sides):
            return self.conflict.sides[place].value
        return None if self.another is None else self.another.value

    def commit(self) -> None:
        """Takes what is being typed as another value."""
        if self.another is not None and self.chosen == "another":
            self.another.commit()
