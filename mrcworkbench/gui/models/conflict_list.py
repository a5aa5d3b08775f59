"""The open conflicts, one row each; the rows of one assessment stand together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from mrcworkbench.content.instruments import questionnaire_of
from mrcworkbench.domain.revisions.units import ORDER
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.words.titles import assessment_title

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.resolving import OpenConflict

CONFLICT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `OpenConflict` of a row."""
NOTE_ROLE = CONFLICT_ROLE + 1
"""Centre, round, and which part of the answer."""


class ConflictModel(QAbstractListModel):
    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.conflicts: tuple[OpenConflict, ...] = ()

    def show(self, conflicts: Sequence[OpenConflict]) -> None:
        self.beginResetModel()
        self.conflicts = tuple(conflicts)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.conflicts)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        one = self.conflicts[index.row()]
        if role == CONFLICT_ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return title(one, self._texts)
        if role == NOTE_ROLE:
            return note(one, self._texts)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title(one, self._texts)}. {note(one, self._texts)}"
        return None


def title(one: OpenConflict, texts: Texts) -> str:
    """The question with its number, or its code where it is not known here; without a number where this version has
    it no more. What it is of the header that is said in several ways."""
    if one.field is not None:
        return texts.text(f"conflicts_page.field_{one.field}")
    asked = questionnaire_of(one.assessment)
    if asked is None or one.asked is None:
        return one.question
    return f"{asked.number(one.question)}  {one.asked.text}" if one.question in asked else one.asked.text


def note(one: OpenConflict, texts: Texts) -> str:
    """Centre and round, and which part of the answer."""
    part = "" if one.row is None else texts.text(f"conflicts_page.part_{'order' if one.row == ORDER else 'row'}")
    said = [one.assessment.centre.name, assessment_title(one.assessment, texts), part]
    return " · ".join(filter(None, said))
