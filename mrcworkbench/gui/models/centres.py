"""The list of centres and assessments: thousands of rows, sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.centre_filter import CentreFilter, State, folded, searched
from mrcworkbench.gui.models.centre_rows import KEYS, NUMBERS, CentreColumn, CentreRow, ranks_of
from mrcworkbench.gui.models.centre_words import CentreWords
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.services.collection.overview import Count, Summary

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `CentreRow` of an index."""


class CentresModel(QAbstractTableModel):
    """CentresModel(texts, country_name): `set_rows`, then `show(filter)`; sorting goes through `sort`. `words` is what
    the cells say."""

    def __init__(self, texts: Texts, country_name: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words, self._country_name = CentreWords(texts), country_name
        self._rows: list[CentreRow] = []
        self._ordered: list[CentreRow] = []
        self._by_id: dict[str, CentreRow] = {}
        self._shown: list[CentreRow] = []
        self._countries: list[tuple[str, str]] = []
        self._rounds: list[str] = []
        self.round_words: set[str] = set()
        """What the column of rounds says."""
        self._filter = CentreFilter()
        self._only: frozenset[str] = frozenset()
        self._sorted = (CentreColumn.CENTRE, Qt.SortOrder.AscendingOrder)
        self._headers = [self.words.heading(column) for column in CentreColumn]

    # What is shown

    def set_rows(self, summaries: Sequence[Summary], counts: Mapping[str, Count]) -> None:
        """Shows other assessments, through the same filter and order."""
        names: dict[str, str] = {}
        rows = []
        ranks = ranks_of({one.info.centre.name for one in summaries})
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
        self.round_words = {self.words.text(row, CentreColumn.ROUND) for row in rows}
        self._by_id = {row.id: row for row in rows}
        self._sort()

    def show(self, chosen: CentreFilter) -> None:
        """Shows only what passes the filter."""
        if chosen != self._filter:
            self._filter = chosen
            self._show()

    def show_only(self, centres: frozenset[str]) -> None:
        """Of what passes the filter, only the assessments of these centres; of all centres for none."""
        self._only = centres
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
        self._ordered = sorted(self._rows, key=KEYS[column], reverse=order is Qt.SortOrder.DescendingOrder)
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        shown = self._filter.narrow(self._ordered)
        self._shown = [row for row in shown if row.info.centre.id in self._only] if self._only else shown
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
        wanted = self._by_id.get(id_)
        place = next((n for n, row in enumerate(self._shown) if row is wanted), -1)
        return self.index(place, CentreColumn.CENTRE) if place >= 0 else QModelIndex()

    def countries(self) -> list[tuple[str, str]]:
        """(code, name) of the countries there are, by name."""
        return self._countries

    def rounds(self) -> list[str]:
        return self._rounds

    def state_words(self) -> list[str]:
        """What the column of states can say."""
        kinds = {True, *(row.sealed for row in self._rows)}
        return [self.words.state(state, sealed=sealed) for state in State for sealed in kinds]

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
            return self.words.text(row, CentreColumn(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {self.words.text(row, CentreColumn(index.column()))}"
        return None
