"""The picture of the study beside the own levels, as a table model; and which of it is shown.

The order of centres within a kind is that of the study, not of merit. Most like mine: nearest in kind first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import Score
from mrcworkbench.domain.study.comparison import Comparison, CriterionComparison, StudiedCell
from mrcworkbench.domain.study.model import EvidenceKind, Study
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import CriterionRow, criterion_row
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.words.texts import plain_tooltip

CELL_ROLE = int(Qt.ItemDataRole.UserRole)
"""Of a cell: `DimensionRow`, `CriterionRow` (columns 0 and 1), or `CellMark`."""

CRITERION_COLUMN, OWN_COLUMN, FIRST_CENTRE = 0, 1, 2
KINDS = ("iom", "government", "ngo", "mixed")
"""In the order in which they are shown."""
NAMED = (EvidenceKind.BODY, EvidenceKind.ANNEX_B)


@dataclass(frozen=True, slots=True)
class CellMark:
    """What a cell shows. `body` "in_place", "planned" or None; `tick` None where Annex A is not held."""

    centre: str
    body: str | None = None
    annex_b: int = 0
    annex_b_planned: bool = False
    tick: bool | None = None
    differs: bool = False

    @property
    def blank(self) -> bool:
        return not (self.body or self.annex_b or self.tick or self.differs)


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """The row over the criteria of a dimension; `note` says in words which columns of Annex A are lost."""

    title: str
    note: str


@dataclass(frozen=True, slots=True)
class CentreGroup:
    """Centres under one band of the header."""

    title: str
    centres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is chosen to be shown; None is everything."""

    nearest: bool = False
    kind: str | None = None
    context: str | None = None
    dimension: str | None = None


def mark_of(cell: StudiedCell) -> CellMark:
    """The marks of one cell of the comparison."""
    listed = [item for item in cell.evidence if item.kind is EvidenceKind.ANNEX_B]
    return CellMark(
        centre=cell.centre,
        body=cell.body,
        annex_b=cell.annex_b,
        annex_b_planned=bool(listed) and all(item.status == "planned" for item in listed),
        tick=cell.matrix,
        differs=cell.matrix_differs,
    )


def groups_of(study: Study, comparison: Comparison, shown: Shown, texts: Texts) -> tuple[CentreGroup, ...]:
    """The columns in order: by kind, or most like the own centre first."""

    def wanted(centre_id: str) -> bool:
        centre = study.centre_by_id[centre_id]
        plain = study.kinds.study_contexts.get(centre.context, ())
        return shown.kind in (None, centre.kind) and (shown.context is None or shown.context in plain)

    if not shown.nearest:
        by_kind = ((kind, [c.id for c in study.centres if c.kind == kind and wanted(c.id)]) for kind in KINDS)
        return tuple(CentreGroup(texts.text(f"comparison.kind_{kind}"), tuple(ids)) for kind, ids in by_kind if ids)
    groups: dict[str, list[str]] = {}
    for id_ in comparison.nearest:
        near = comparison.nearness[id_]
        name = {(True, True): "both", (True, False): "kind", (False, True): "context"}.get(
            (near.same_kind is True, near.same_context is True)
        )
        if name is not None and wanted(id_):
            groups.setdefault(name, []).append(id_)
    return tuple(CentreGroup(texts.text(f"comparison.near_{name}"), tuple(ids)) for name, ids in groups.items())


def lost_note(criteria: CriteriaSet, comparison: Comparison, ids: Sequence[str], texts: Texts) -> str:
    """Which ticks are lost among these criteria, in words; nothing if none is."""
    lost = [criteria.by_id[id_].number for id_ in ids if not comparison.by_id[id_].column_kept]
    if not lost:
        return ""
    if len(lost) == 1:
        return texts.text("comparison.lost_one", number=lost[0])
    return texts.text("comparison.lost", first=lost[0], last=lost[-1])


class MatrixModel(QAbstractTableModel):
    """Column 0 the criterion, 1 the own level, then the studied centres that are shown."""

    def __init__(self, study: Study, criteria: CriteriaSet, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study, self._criteria, self._texts = study, criteria, texts
        self._comparison: Comparison | None = None
        self._own: dict[str, CriterionRow] = {}
        self._is_sample = False
        self._rows: tuple[DimensionRow | str, ...] = ()
        self.groups: tuple[CentreGroup, ...] = ()
        self.centres: tuple[str, ...] = ()

    def show(self, comparison: Comparison, score: Score, shown: Shown, *, is_sample: bool = False) -> None:
        """Shows another comparison or another choice. What only changes own levels touches only their cells."""
        self._is_sample = is_sample
        groups = groups_of(self._study, comparison, shown, self._texts)
        rows = self._rows_for(comparison, shown)
        own = {c.id: criterion_row(c, score.by_id[c.id], self._texts) for c in self._criteria.criteria}
        if groups != self.groups or rows != self._rows or self._comparison is None:
            self.beginResetModel()
            self._comparison, self._own, self._rows, self.groups = comparison, own, rows, groups
            self.centres = tuple(centre for group in groups for centre in group.centres)
            self.endResetModel()
            return
        changed = [n for n, row in enumerate(rows) if isinstance(row, str) and own[row] != self._own.get(row)]
        self._comparison, self._own = comparison, own
        for row in changed:
            self.dataChanged.emit(self.index(row, CRITERION_COLUMN), self.index(row, OWN_COLUMN))

    def _rows_for(self, comparison: Comparison, shown: Shown) -> tuple[DimensionRow | str, ...]:
        rows: list[DimensionRow | str] = []
        for dimension in self._criteria.dimensions:
            if shown.dimension in (None, dimension.id):
                ids = [c.id for c in self._criteria.criteria if c.dimension == dimension.id]
                rows.append(DimensionRow(dimension.title, lost_note(self._criteria, comparison, ids, self._texts)))
                rows.extend(ids)
        return tuple(rows)

    # What is where

    def criterion_at(self, row: int) -> str | None:
        """The criterion of a row; None for a section row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, str) else None

    def centre_at(self, column: int) -> str | None:
        """The studied centre of a column; None for the criterion's and the own one."""
        place = column - FIRST_CENTRE
        return self.centres[place] if 0 <= place < len(self.centres) else None

    def is_section(self, row: int) -> bool:
        return 0 <= row < len(self._rows) and isinstance(self._rows[row], DimensionRow)

    def place_of(self, criterion: str, centre: str | None) -> QModelIndex:
        """The cell of a criterion and a centre, or the own one; invalid if it is not shown."""
        if criterion not in self._rows or (centre is not None and centre not in self.centres):
            return QModelIndex()
        column = OWN_COLUMN if centre is None else FIRST_CENTRE + self.centres.index(centre)
        return self.index(self._rows.index(criterion), column)

    def starts_group(self, column: int) -> bool:
        """Whether a group of centres begins with this column."""
        centre = self.centre_at(column)
        return any(group.centres[0] == centre for group in self.groups)

    def cell(self, criterion: str, centre: str) -> StudiedCell | None:
        """What the comparison holds for one cell."""
        found = self.comparison_of(criterion)
        return None if found is None else next((cell for cell in found.cells if cell.centre == centre), None)

    def comparison_of(self, criterion: str) -> CriterionComparison | None:
        return None if self._comparison is None else self._comparison.by_id.get(criterion)

    # As a table

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else FIRST_CENTRE + len(self.centres)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        item = self._item(index.row(), index.column())
        if role == CELL_ROLE:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item, self.criterion_at(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._tip(item, index.column()))
        if role == Qt.ItemDataRole.DisplayRole and index.column() == CRITERION_COLUMN:
            return item.title if isinstance(item, DimensionRow | CriterionRow) else None
        return None

    def _item(self, row: int, column: int) -> DimensionRow | CriterionRow | CellMark:
        found = self._rows[row]
        if isinstance(found, DimensionRow):
            return found
        centre = self.centre_at(column)
        if centre is None:
            return self._own[found]
        cell = self.cell(found, centre)
        return CellMark(centre) if cell is None else mark_of(cell)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        tip = role == Qt.ItemDataRole.ToolTipRole
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and not tip:
            return None
        if section == CRITERION_COLUMN:
            return self._texts.text("comparison.column_criterion")
        centre = self.centre_at(section)
        if centre is None:
            return self._texts.text("comparison.column_own_sample" if self._is_sample else "comparison.column_own")
        found = self._study.centre_by_id[centre]
        if tip:
            return plain_tooltip(f"{found.name}, {found.country}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.name}, {found.country}"
        return found.short_name

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.is_section(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _tip(self, item: object, column: int) -> str:
        """In words what a cell shows by marks, and a title whole that the view may have to cut."""
        if isinstance(item, CriterionRow):
            return item.title if column == CRITERION_COLUMN else item.note
        if isinstance(item, CellMark):
            return mark_words(item, self._texts)
        return ""

    def _spoken(self, item: object, criterion: str | None) -> str:
        if isinstance(item, DimensionRow):
            return f"{item.title}. {item.note}".strip()
        if isinstance(item, CriterionRow):
            return self._texts.text("comparison.spoken_own", own=item.spoken)
        if not isinstance(item, CellMark) or criterion is None:
            return ""
        return self._texts.text(
            "comparison.spoken_cell",
            centre=self._study.centre_by_id[item.centre].short_name,
            criterion=self._criteria.by_id[criterion].title,
            marks=mark_words(item, self._texts),
        )


def mark_words(mark: CellMark, texts: Texts) -> str:
    """The marks of a cell in words."""
    if mark.blank:
        return texts.text("comparison.mark_blank")
    parts = []
    if mark.body:
        parts.append(texts.text("comparison.mark_planned" if mark.body == "planned" else "comparison.mark_body"))
    if mark.annex_b:
        parts.append(texts.plural("comparison.mark_annex_b", mark.annex_b))
    if mark.tick:
        parts.append(texts.text("comparison.mark_tick"))
    if mark.differs:
        parts.append(texts.text("comparison.mark_differs"))
    return ", ".join(parts)
