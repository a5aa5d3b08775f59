"""The files of a merge, each with its verdict and why: what needs somebody comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mrcworkbench.domain.merge_plans import Verdict

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging import FileResult

Index: TypeAlias = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
RESULT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `FileResult` of a row."""
COLUMNS = ("file", "centre", "round", "verdict", "why", "size")
VERDICT, SIZE = COLUMNS.index("verdict"), COLUMNS.index("size")
TONES: Mapping[Verdict, tuple[str, str]] = {
    Verdict.NEW: ("ok", "circle-plus"),
    Verdict.UPDATED: ("accent", "refresh-cw"),
    Verdict.KNOWN: ("neutral", "copy-check"),
    Verdict.CONFLICT: ("conflict", "git-merge"),
    Verdict.REFUSED: ("danger", "circle-x"),
}
"""Tone and icon of each verdict, in the order of the sum."""
_FIRST = (Verdict.REFUSED, Verdict.CONFLICT, None, Verdict.UPDATED, Verdict.NEW, Verdict.KNOWN)
"""None stands for the files of a suspected duplicate."""
_KILOBYTE = 1024


class MergeModel(QAbstractTableModel):
    """MergeModel(texts): `show(results, names)`; `names` by id are the centres that the database holds."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.results: tuple[FileResult, ...] = ()
        self.names: dict[str, str] = {}

    def show(self, results: Sequence[FileResult], names: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.results = tuple(sorted(results, key=_place))
        self.names = dict(names)
        for result in results:
            self.names.update((centre.id, centre.name) for centre in result.centres)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.results)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts.text(f"merge_page.column_{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section == SIZE else Qt.AlignmentFlag.AlignLeading
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        result = self.results[index.row()]
        if role == RESULT_ROLE:
            return result
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(result, COLUMNS[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.cell(result, column) for column in COLUMNS[:5])
        return None

    def cell(self, result: FileResult, column: str) -> str:
        """What stands in a column."""
        if column == "file":
            return result.path.name
        if column == "verdict":
            return self.verdict_name(result.verdict)
        if column == "why":
            return self.why(result)
        if column == "size":
            return self._size(result.size)
        found = [centre.name for centre in result.centres] if column == "centre" else list(result.rounds)
        if len(found) > 1:
            return self._texts.plural(f"merge_page.many_{column}s", len(found))
        return found[0] if found else "\u2013"

    def verdict_name(self, verdict: Verdict) -> str:
        return self._texts.text(f"merge_page.verdict_{verdict.value}")

    def why(self, result: FileResult) -> str:
        """The sentence beside the verdict; for a refused file the one that can be sent back."""
        if result.message is not None:
            return result.message
        if result.suspected_duplicate_of:
            return self._texts.text("merge_page.maybe", centre=self.likely(result))
        return self._texts.plural(f"merge_page.why_{result.verdict.value}", result.assessments)

    def likely(self, result: FileResult) -> str:
        """The centres that this file's centre may be, by name."""
        return ", ".join(self.names.get(id_, id_) for id_ in result.suspected_duplicate_of)

    def as_text(self) -> str:
        """Every row, for a table of another program: columns parted by tabs."""
        head = [self._texts.text(f"merge_page.column_{column}") for column in COLUMNS[:5]]
        rows = [[str(r.path), *(self.cell(r, c) for c in COLUMNS[1:5])] for r in self.results]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in (head, *rows)) + "\n"

    def _size(self, size: int) -> str:
        if not size:
            return "\u2013"
        kilobytes = max(1, round(size / _KILOBYTE))
        if kilobytes < _KILOBYTE:
            return self._texts.text("merge_page.kilobytes", n=kilobytes)
        return self._texts.text("merge_page.megabytes", n=f"{kilobytes / _KILOBYTE:.1f}")


def _place(result: FileResult) -> int:
    plain = result.verdict in (Verdict.NEW, Verdict.UPDATED, Verdict.KNOWN)
    return _FIRST.index(None if plain and result.suspected_duplicate_of else result.verdict)
