"""Which of several assessments of one round counts: they stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.deciding.dialog import ActDialog
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, label
from mrcworkbench.gui.words.local_time import local_day

if TYPE_CHECKING:
    from mrcworkbench.services.collection.rivals import Rival, SameRound


class ChooseDialog(ActDialog):
    """ChooseDialog(theme, texts, found, parent)."""

    def __init__(self, theme: Theme, texts: Texts, found: SameRound, parent: QWidget) -> None:
        self._group = QButtonGroup()
        one = found.rivals[0].info
        super().__init__(theme, texts, "choose", parent, centre=one.centre.name, round=one.round)
        n = found.differing
        self.add_line(texts.plural("centre_acts.differing", n) if n else texts.text("centre_acts.differing_none"))
        sides = QWidget()
        row = QHBoxLayout(sides)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for number, rival in enumerate(found.rivals):
            row.addWidget(self._side(rival, number), 1)
        self.add(sides)
        self._group.idClicked.connect(lambda _: self.check())
        self._found = found
        self._group.buttons()[0].setFocus()

    @property
    def chosen(self) -> str:
        """Id of the chosen assessment; "" for none yet."""
        number = self._group.checkedId()
        return "" if number < 0 else self._found.rivals[number].info.id

    @property
    def is_ready(self) -> bool:
        return super().is_ready and self._group.checkedId() >= 0

    def _side(self, rival: Rival, number: int) -> Card:
        card, say = Card(padding=16, spacing=6), self.texts.text
        pick = QRadioButton(say("centre_acts.this_one"))
        pick.setChecked(rival.info.counts is True)
        card.body.addWidget(label(say("centre_acts.round", round=rival.info.round), weight="semibold", wrap=True))
        sealed = "centre_acts.never_sealed"
        if rival.sealed_at:
            sealed = "centre_acts.sealed" if rival.author else "centre_acts.edited"
        sealed = say(sealed, date=local_day(rival.sealed_at) if rival.sealed_at else "", author=rival.author)
        answered = say("centre_acts.answered", answered=rival.answered, applicable=rival.applicable)
        for text in (sealed, answered):
            card.body.addWidget(label(text, "secondary", "muted", wrap=True))
        pick.setAccessibleDescription(f"{rival.info.round}. {sealed}. {answered}")
        card.body.addWidget(pick)
        self._group.addButton(pick, number)
        return card
