"""The list of centres and assessments: thousands of rows, sorted and filtered by keys that are made once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, assert_never

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.centre_filter import CentreFilter, State, folded, searched
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.words.local_time import local_day
from mrcworkbench.services.collection.overview import Count, Summary

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `CentreRow` of an index."""


class CentreColumn(IntEnum):
    CENTRE = 0
    COUNTRY = 1
    ROUND = 2
    STATE = 3
    ANSWERED = 4
    CONFLICTS = 5
    REVISIONS = 6
    ROUNDS = 7
    RECEIVED = 8


NUMBERS = frozenset({CentreColumn.ANSWERED, CentreColumn.CONFLICTS, CentreColumn.REVISIONS, CentreColumn.ROUNDS})
"""Aligned at their far end, also in the header."""


@dataclass(slots=True)
class CentreRow:
    """One assessment. `folded` is what words are looked for in; `count` is None until it has been counted."""

    summary: Summary
    country: str
    folded: str
    rank: int
    """The place of its name among all names: a number is compared sooner than a name."""
    count: Count | None = None

    @property
    def id(self) -> str:
        return self.summary.info.id

    @property
    def info(self) -> AssessmentInfo:
        return self.summary.info

    @property
    def withdrawn(self) -> bool:
        return self.summary.info.centre.withdrawn

    @property
    def state(self) -> State:
        if self.withdrawn:
            return State.WITHDRAWN
        if self.summary.conflicts:
            return State.CONFLICT
        if self.count is None:
            return State.UNKNOWN
        if not self.count.answered:
            return State.NOT_STARTED
        return State.IN_PROGRESS if self.count.needed.left else State.COMPLETE

    @property
    def sealed(self) -> bool:
        """Whether somebody sealed what is shown, or nothing came yet that could be."""
        return self.summary.sealed or not self.summary.revisions

    @property
    def share(self) -> float:
        """The share of needed questions done; below nothing where it is not known."""
        if self.count is None or self.withdrawn:
            return -1.0
        needed = self.count.needed
        return needed.done / needed.all if needed.all else 0.0


def _ranks(names: Iterable[str]) -> dict[str, int]:
    """The place of each name; names that differ by accents or capitals only have the same."""
    keys = {name: _natural(folded(name)) for name in names}
    places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
    return {name: places[key] for name, key in keys.items()}


def _natural(name: str) -> tuple[str | int, ...]:
    """Words and numbers by turns, so that numbers are compared as such: centre 9 stands before centre 10."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_NUMBER.split(name)))


_NUMBER = re.compile("([0-9]{1,15})")
_ORDER = {state: place for place, state in enumerate(State)}
_KEYS: Mapping[CentreColumn, Callable[[CentreRow], Any]] = {
    CentreColumn.CENTRE: lambda row: row.rank,
    CentreColumn.COUNTRY: lambda row: (row.country, row.rank),
    CentreColumn.ROUND: lambda row: (row.summary.info.round, row.rank),
    CentreColumn.STATE: lambda row: (_ORDER[row.state], row.rank),
    CentreColumn.ANSWERED: lambda row: row.share,
    CentreColumn.CONFLICTS: lambda row: row.summary.conflicts,
    CentreColumn.REVISIONS: lambda row: row.summary.revisions,
    CentreColumn.ROUNDS: lambda row: row.summary.rounds,
    CentreColumn.RECEIVED: lambda row: row.summary.received_at,
}


class CentresModel(QAbstractTableModel):
    """CentresModel(texts, country_name): `set_rows`, then `show(filter)`; sorting goes through `sort`."""

    def __init__(self, texts: Texts, country_name: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts, self._country_name = texts, country_name
        self._rows: list[CentreRow] = []
        self._ordered: list[CentreRow] = []
        self._by_id: dict[str, CentreRow] = {}
        self._shown: list[CentreRow] = []
        self._countries: list[tuple[str, str]] = []
        self._rounds: list[str] = []
        self._filter = CentreFilter()
        self._sorted = (CentreColumn.CENTRE, Qt.SortOrder.AscendingOrder)
        self._days: dict[str, str] = {}
        self._headers = [texts.text(f"centres_page.column_{column.name.lower()}") for column in CentreColumn]

    # What is shown

    def set_rows(self, summaries: Sequence[Summary], counts: Mapping[str, Count]) -> None:
        """Shows other assessments, through the same filter and order."""
        names: dict[str, str] = {}
        rows = []
        ranks = _ranks({one.info.centre.name for one in summaries})
        for one in summaries:
            centre = one.info.centre
            if centre.country not in names:
                names[centre.country] = self._country_name(centre.country)
            country = names[centre.country]
            rank = ranks[centre.name]
            rows.append(CentreRow(one, country, searched(one.info, country), rank, counts.get(one.info.id)))
        self._rows = rows
        self._countries = sorted(names.items(), key=lambda pair: folded(pair[1]))
        self._rounds = sorted({one.info.round for one in summaries})
        self._by_id = {row.id: row for row in rows}
        self._sort()

    def show(self, chosen: CentreFilter) -> None:
        """Shows only what passes the filter."""
        if chosen != self._filter:
            self._filter = chosen
            self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(CentreColumn):
            self._sorted = (CentreColumn(column), order)
            self._sort()

    def take_counts(self, counts: Mapping[str, Count]) -> None:
        """Shows how far some assessments are. Filter and order stay as they are until `settle`."""
        for id_, count in counts.items():
            row = self._by_id.get(id_)
            if row is not None:
                row.count = count
        if self._shown:
            first = self.index(0, CentreColumn.STATE)
            self.dataChanged.emit(first, self.index(len(self._shown) - 1, CentreColumn.ANSWERED))

    def settle(self) -> None:
        """Filters and sorts anew where that depends on what was counted."""
        if self._filter.state is not None or self._sorted[0] in (CentreColumn.STATE, CentreColumn.ANSWERED):
            self._sort()

    def _sort(self) -> None:
        """All rows are kept in order, so that a filter need not sort; alike ones stand by name."""
        column, order = self._sorted
        self._ordered = sorted(self._rows, key=_KEYS[column], reverse=order is Qt.SortOrder.DescendingOrder)
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = self._filter.narrow(self._ordered)
        self.endResetModel()

    # What is asked

    @property
    def total(self) -> int:
        """Assessments in all."""
        return len(self._rows)

    @property
    def centres(self) -> int:
        """Centres in all."""
        return len({row.summary.info.centre.id for row in self._rows})

    def row_at(self, index: Index) -> CentreRow | None:
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def place_of(self, id_: str) -> QModelIndex:
        """Where an assessment stands; not valid if it is not shown."""
        row = self._by_id.get(id_)
        if row is None or row not in self._shown:
            return QModelIndex()
        return self.index(self._shown.index(row), CentreColumn.CENTRE)

    def countries(self) -> list[tuple[str, str]]:
        """(code, name) of the countries there are, by name."""
        return self._countries

    def rounds(self) -> list[str]:
        return self._rounds

    def state_words(self) -> list[str]:
        """What the column of states can say."""
        kinds = {True, *(row.sealed for row in self._rows)}
        return [self._state(state, sealed=sealed) for state in State for sealed in kinds]

    def longest_answered(self) -> str:
        """What takes most room in the column of answers."""
        return self._texts.text("centres_page.answered", answered=000, applicable=000).replace("0", "000")

    # Qt

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(CentreColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            far = Qt.AlignmentFlag.AlignRight if section in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(far | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, CentreColumn(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {self.text(row, CentreColumn(index.column()))}"
        return None

    def text(self, row: CentreRow, column: CentreColumn) -> str:
        """What a cell says."""
        one = row.summary
        match column:
            case CentreColumn.CENTRE:
                return one.info.centre.name
            case CentreColumn.COUNTRY:
                return row.country
            case CentreColumn.ROUND:
                return one.info.round
            case CentreColumn.STATE:
                return self._state(row.state, sealed=row.sealed)
            case CentreColumn.ANSWERED:
                return self._answered(row)
            case CentreColumn.CONFLICTS:
                return str(one.conflicts or "")
            case CentreColumn.REVISIONS:
                return str(one.revisions)
            case CentreColumn.ROUNDS:
                return str(one.rounds)
            case CentreColumn.RECEIVED:
                return self._day(one.received_at)
        assert_never(column)

    def _state(self, state: State, *, sealed: bool) -> str:
        word = self._texts.text(f"centres_page.state_{state.value}")
        if sealed or state is State.WITHDRAWN:
            return word
        return self._texts.text("centres_page.state_not_sealed", state=word)

    def _answered(self, row: CentreRow) -> str:
        if row.count is None or row.withdrawn:
            return ""
        needed = row.count.needed
        return self._texts.text("centres_page.answered", answered=needed.done, applicable=needed.all)

    def _day(self, moment: str) -> str:
        """The day on the clock of this machine."""
        if moment not in self._days:
            self._days[moment] = local_day(moment)
        return self._days[moment]
