"""The free texts that could leave the centre, each with its question and whether it is released."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from mrcworkbench.domain.disclosure.report_parts import TextPreview
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.index import NO_PARENT, Index

TEXT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `TextPreview` of an index."""
FIRST_ROLE = TEXT_ROLE + 1
"""Whether it is the first text of its question, over which the question stands."""
_CHECK = int(Qt.ItemDataRole.CheckStateRole)

Release: TypeAlias = Callable[[Sequence[TextPreview], bool], None]
"""Keeps the decision on some texts."""


class ReleaseModel(QAbstractListModel):
    """One row for each text. Checking a row tells `release`; the row changes when the decision comes back."""

    def __init__(self, texts: Texts, release: Release, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts, self._release = texts, release
        self._rows: tuple[TextPreview, ...] = ()

    @property
    def rows(self) -> tuple[TextPreview, ...]:
        return self._rows

    @property
    def released(self) -> int:
        return sum(row.released for row in self._rows)

    def show(self, rows: Sequence[TextPreview]) -> None:
        """Takes the texts anew; where the places are the same, only changed rows are touched."""
        new = tuple(rows)
        if [row.place for row in new] != [row.place for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        changed = [n for n, (old, row) in enumerate(zip(self._rows, new, strict=True)) if old != row]
        self._rows = new
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def release_all(self, released: bool) -> None:
        """Lets all go, or none."""
        self._release([row for row in self._rows if row.released is not released], released)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == TEXT_ROLE:
            return row
        if role == FIRST_ROLE:
            return index.row() == 0 or self._rows[index.row() - 1].place[0] != row.place[0]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == _CHECK:
            return Qt.CheckState.Checked if row.released else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._texts.text("report_page.text_spoken", number=row.number, question=row.question, text=row.text)
            return f"{said}. {self._texts.text('report_page.text_contact')}" if row.may_name_person else said
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if not index.isValid() or role != _CHECK:
            return False
        self._release([self._rows[index.row()]], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
