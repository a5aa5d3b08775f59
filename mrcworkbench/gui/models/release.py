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
PUBLIC_ROLE = FIRST_ROLE + 1
"""Whether the text leaves as a public fact, whatever is decided on it alone."""
_CHECK = int(Qt.ItemDataRole.CheckStateRole)

Release: TypeAlias = Callable[[Sequence[TextPreview], bool], None]
"""Keeps the decision on some texts."""


class ReleaseModel(QAbstractListModel):
    """One row for each text. Checking a row tells `release`; the row changes when the decision comes back."""

    def __init__(self, texts: Texts, release: Release, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts, self._release = texts, release
        self._rows: tuple[TextPreview, ...] = ()
        self._public = False

    @property
    def rows(self) -> tuple[TextPreview, ...]:
        return self._rows

    @property
    def released(self) -> int:
        return sum(row.released for row in self._rows)

    @property
    def can_keep(self) -> bool:
        """Whether a text leaves that could be kept here."""
        return any(row.released and not self._is_let_go(row) for row in self._rows)

    def _is_let_go(self, row: TextPreview) -> bool:
        return self._public and row.public

    def show(self, rows: Sequence[TextPreview], *, public: bool = False) -> None:
        """Takes the texts anew; where the places are the same, only changed rows are touched. `public`: public facts
        leave, without a decision on each."""
        new, switched = tuple(rows), public is not self._public
        self._public = public
        if [row.place for row in new] != [row.place for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        pairs = enumerate(zip(self._rows, new, strict=True))
        changed = [n for n, (old, row) in pairs if old != row or (switched and row.public)]
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
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._is_let_go(self._rows[index.row()]) else flags | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == TEXT_ROLE:
            return row
        if role == FIRST_ROLE:
            return index.row() == 0 or self._rows[index.row() - 1].place[0] != row.place[0]
        if role == PUBLIC_ROLE:
            return self._is_let_go(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == _CHECK:
            return Qt.CheckState.Checked if row.released else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: TextPreview) -> str:
        said = self._texts.text("report_page.text_spoken", number=row.number, question=row.question, text=row.text)
        notes = {"text_public": self._is_let_go(row), "text_contact": row.may_name_person}
        return ". ".join([said, *(self._texts.text(f"report_page.{key}") for key, holds in notes.items() if holds)])

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable or role != _CHECK:
            return False
        self._release([self._rows[index.row()]], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
