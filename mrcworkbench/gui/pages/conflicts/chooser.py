"""The open conflicts beside the one that is shown: those of all assessments, or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.conflict_list import ConflictModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, MessageBox
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.merging.conflict_list import ConflictList
from mrcworkbench.gui.words.texts import apart
from mrcworkbench.gui.words.titles import assessment_title

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import OpenConflict

_WIDTH = 292
_LEAST_HEIGHT = 260


class ConflictChooser(QWidget):
    """ConflictChooser(theme, texts): `offer(conflicts)`; one of those listed is chosen whenever there are any."""

    listed = Signal()
    """Others are listed; which of them is chosen follows."""
    chosen = Signal(int)
    """The place of the chosen one in `conflicts`."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._all: tuple[OpenConflict, ...] = ()
        self.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.which = ComboBox()
        self.which.setAccessibleName(texts.text("conflicts_page.which"))
        self.which.view().setAccessibleName(texts.text("conflicts_page.which"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.activated.connect(lambda _: self._list(0))
        column.addWidget(self.which)
        card = Card(padding=1, spacing=0)
        self.model = ConflictModel(texts, self)
        self.list = ConflictList(theme, self.model, texts.text("conflicts_page.list"))
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.list.chosen.connect(self.chosen)
        card.body.addWidget(self.list)
        column.addWidget(card, 1)
        never = MessageBox(theme, "neutral", "info")
        never.say(texts.text("conflicts_page.never_by_date"))
        column.addWidget(never)

    @property
    def conflicts(self) -> tuple[OpenConflict, ...]:
        """Those that are listed."""
        return self.model.conflicts

    def offer(self, conflicts: tuple[OpenConflict, ...]) -> None:
        """Lists what is open now; the choice of an assessment and the place in the list stay, if they can."""
        place = self.list.currentIndex().row()
        self._all = conflicts
        kept = self.which.currentData()
        self.which.clear()
        self.which.addItem(self._texts.plural("conflicts_page.all", len(conflicts)), "")
        by_assessment: dict[str, list[OpenConflict]] = {}
        for one in conflicts:
            by_assessment.setdefault(one.assessment.id, []).append(one)
        for id_, those in by_assessment.items():
            info = those[0].assessment
            words = f"{apart(info.centre.name)} · {assessment_title(info, self._texts)} ({len(those)})"
            self.which.addItem(words, id_)
        self.which.setCurrentIndex(max(0, self.which.findData(kept)))
        self.which.setVisible(len(by_assessment) > 1)
        self._list(max(0, place))

    def step(self, step: int) -> None:
        """Chooses the next one (1) or the one before (-1)."""
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self.conflicts):
            self.list.choose(row)

    def _list(self, place: int) -> None:
        id_ = self.which.currentData()
        self.model.show([one for one in self._all if not id_ or one.assessment.id == id_])
        self.listed.emit()
        if self.conflicts:
            self.list.choose(min(place, len(self.conflicts) - 1))
