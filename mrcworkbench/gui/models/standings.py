"""The picture of many centres, row by row, and what they say of practices and challenges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QObject, Qt

from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.placing import NOT_APPLICABLE, OPEN, PLACES
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.services.collection.standings import Found, Picture

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `StandingRow` or `FoundRow` of an index."""
CRITERION, BAR, FIRST_PLACE = 0, 1, 2
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A criterion with the number of centres at each place; or the title of a dimension, without counts."""

    number: int | None
    title: str
    counts: Mapping[str, int]

    @property
    def is_section(self) -> bool:
        return self.number is None


def place_name(place: str, texts: Texts) -> str:
    """A place in words."""
    if place in (OPEN, NOT_APPLICABLE):
        return texts.text(f"across_page.column_{place}")
    return texts.text("across_page.level", level=place)


class StandingsModel(QAbstractTableModel):
    """StandingsModel(criteria, texts): `show(picture)`. Criteria stand in the order of the study."""

    def __init__(self, criteria: CriteriaSet, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._criteria, self._texts = criteria, texts
        self.rows: list[StandingRow] = []
        self.centres = 0

    def show(self, picture: Picture) -> None:
        """Shows a picture; one of too few centres has no rows."""
        counts = dict(zip((one.id for one in self._criteria.criteria), picture.counts, strict=False))
        rows: list[StandingRow] = []
        for dimension in self._criteria.dimensions if counts else ():
            rows.append(StandingRow(None, dimension.title, {}))
            rows += (
                StandingRow(one.number, one.title, counts[one.id])
                for one in self._criteria.criteria
                if one.dimension == dimension.id
            )
        if len(rows) == len(self.rows):  # the same criteria: only their counts are others
            self.centres, self.rows = picture.centres, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.centres, self.rows = picture.centres, rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else FIRST_PLACE + len(PLACES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role not in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if section < FIRST_PLACE:
            return self._texts.text(f"across_page.column_{'criterion' if section == CRITERION else 'bar'}")
        return place_name(PLACES[section - FIRST_PLACE], self._texts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].is_section:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == _DISPLAY:
            if index.column() == CRITERION:
                return row.title
            place = index.column() - FIRST_PLACE
            return None if place < 0 or row.is_section else str(row.counts.get(PLACES[place], 0))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.column())
        return None

    def _spoken(self, row: StandingRow, column: int) -> str:
        if row.is_section:
            return row.title
        say = self._texts.text
        if column >= FIRST_PLACE:
            place = PLACES[column - FIRST_PLACE]
            counts = say("across_page.count_spoken", place=place_name(place, self._texts), n=row.counts.get(place, 0))
        else:
            counts = ", ".join(
                say("across_page.count_spoken", place=place_name(place, self._texts), n=n)
                for place in PLACES
                if (n := row.counts.get(place, 0))
            )
        return say("across_page.row_spoken", criterion=row.title, counts=counts)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A practice or challenge as it is listed; `folded` is what words are looked for in."""

    found: Found
    where: str
    folded: str


class FoundModel(QAbstractListModel):
    """FoundModel(texts): `show(rows, words)` lists those in which every word occurs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FoundRow] = []

    def show(self, rows: Sequence[FoundRow], words: str) -> None:
        wanted = fold(words).split()
        self.beginResetModel()
        self._rows = [row for row in rows if all(word in row.folded for word in wanted)]
        self.endResetModel()

    def place_of(self, row: FoundRow) -> QModelIndex:
        """Where a practice or challenge stands; not valid if it is not shown."""
        return self.index(self._rows.index(row)) if row in self._rows else QModelIndex()

    def row_at(self, index: Index) -> FoundRow | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (row.found.head, *row.found.texts, row.where) if part)
        return None


def found_row(found: Found, texts: Texts, country: str) -> FoundRow:
    """A practice or challenge with the words that lead to it."""
    info = found.assessment
    where = texts.text("across_page.where", centre=info.centre.name, country=country, round=info.round)
    return FoundRow(found, where, fold(" ".join((found.head, *found.texts, found.criterion or "", where))))
