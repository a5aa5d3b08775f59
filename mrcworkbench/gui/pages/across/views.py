"""The picture, the practices or the challenges of the chosen centres: one of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.standings import FoundRow
from mrcworkbench.gui.pages.across.found import FoundView
from mrcworkbench.gui.pages.across.reading import Read
from mrcworkbench.gui.pages.across.together import TogetherView
from mrcworkbench.gui.theme import Theme
from mrcworkbench.services.collection.standings import CHALLENGES, PRACTICES, picture

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo

PICTURE = "picture"
VIEWS = (PICTURE, PRACTICES, CHALLENGES)


class Views(QWidget):
    """Views(theme, texts, criteria): `show_view`, or `show_none` while there is nothing to show."""

    opened = Signal(str, str)
    """The assessment whose own answer is wanted, and the question."""

    def __init__(self, theme: Theme, texts: Texts, criteria: CriteriaSet) -> None:
        super().__init__()
        self.together = TogetherView(theme, texts, criteria)
        self.found: dict[str, FoundView] = {kind: FoundView(theme, texts, kind) for kind in (PRACTICES, CHALLENGES)}
        for view in self.found.values():
            view.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # No stack of pages: that would be as tall as the tallest, and the lists would scroll twice.
        for part in (self.together, *self.found.values()):
            part.hide()
            column.addWidget(part)

    def show_none(self) -> None:
        """Leaves empty the room that a view would take."""
        self._show_part(None)

    def show_view(self, name: str, read: Read, chosen: Sequence[AssessmentInfo]) -> None:
        """Shows what was read of the chosen assessments in one of `VIEWS`."""
        self._show_part(name)
        if name == PICTURE:
            self.together.show_picture(picture(read.standings, chosen))
        else:
            ids = {info.id for info in chosen}
            rows = [row for row in read.found if row.found.kind == name and row.found.assessment.id in ids]
            self.found[name].show_rows(rows)

    def _show_part(self, name: str | None) -> None:
        self.together.setVisible(name == PICTURE)
        for kind, view in self.found.items():
            view.setVisible(name == kind)

    def _open(self, row: FoundRow) -> None:
        self.opened.emit(row.found.assessment.id, row.found.kind)
