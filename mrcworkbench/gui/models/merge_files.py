"""The files of a merge, each with its verdict and why. They come in while they are read; in the end what needs somebody
comes first. What folders hold beside them is passed over, which is a verdict of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.models.merge_words import COLUMNS, PASSED_OVER, SAVED, MergeWords, Row, verdict_of
from mrcworkbench.services.merging.passed_over import PassedOver

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.merge import FileResult

RESULT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `FileResult` of a row, or what was passed over."""
VERDICT, NUMBERS = COLUMNS.index("verdict"), 2
"""From `NUMBERS` on, columns hold counts."""
TONES: Mapping[str, tuple[str, str]] = {
    Verdict.NEW.value: ("ok", "circle-plus"),
    Verdict.UPDATED.value: ("accent", "refresh-cw"),
    Verdict.KNOWN.value: ("neutral", "copy-check"),
    Verdict.CONFLICT.value: ("conflict", "git-merge"),
    Verdict.REFUSED.value: ("danger", "circle-x"),
    PASSED_OVER: ("neutral", "circle-slash"),
}
"""Tone and icon of each verdict, as `verdict_of` names it, in the order of the sum."""
DUPLICATE = "duplicate"
"""Beside the verdicts, what files can be chosen by: those whose centre may be another."""
_FIRST = (
    *(Verdict.REFUSED.value, Verdict.CONFLICT.value, DUPLICATE, PASSED_OVER),
    *(Verdict.UPDATED.value, Verdict.NEW.value, Verdict.KNOWN.value),
)
_PLACES = {verdict: place for place, verdict in enumerate(_FIRST)}


class MergeModel(QAbstractTableModel):
    """MergeModel(texts): `clear(names)`, then `add(results)` while files are read, and `show(results)` in the end.

    `results` are those of all files that were read, `passed_over` the others, `rows` what is chosen, `words` what is
    said of each. `names` by id are the centres that the database holds.
    """

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = MergeWords(texts)
        self.results: list[FileResult] = []
        self.passed_over: Sequence[PassedOver] = ()
        self.rows: list[Row] = []
        self._chosen = ""
        self.suspects: list[FileResult] = []
        """The files whose centre may be another."""
        self._counts: Counter[str] = Counter()

    def clear(self, names: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.results, self.passed_over, self.rows = [], (), []
        self.words.names, self.words.notes = dict(names), {}
        self._forget()
        self.endResetModel()

    def add(self, results: Iterable[FileResult]) -> None:
        """Further files, below those that are there."""
        new = list(results)
        self._learn(new)
        self.results += new
        shown = [one for one in new if self._is_chosen(one)]
        if shown:
            self.beginInsertRows(NO_PARENT, len(self.rows), len(self.rows) + len(shown) - 1)
            self.rows += shown
            self.endInsertRows()

    def show(self, results: Sequence[FileResult], passed_over: Sequence[PassedOver] = ()) -> None:
        """All files, what needs somebody first."""
        self.beginResetModel()
        if len(results) != len(self.results):  # else each has been told of already
            self._forget()
            self._learn(results)
        self.results, self.passed_over = sorted(results, key=_place), passed_over
        self._choose_rows()
        self.endResetModel()

    def choose(self, what: str) -> None:
        """Shows only the files of a verdict, or those of DUPLICATE; all of them for ""."""
        self.beginResetModel()
        self._chosen = what
        self._choose_rows()
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many files of each verdict, and of DUPLICATE."""
        read = {verdict.value: self._counts[verdict.value] for verdict in Verdict}
        return {**read, PASSED_OVER: len(self.passed_over), DUPLICATE: len(self.suspects)}

    def decide(self, decided: Mapping[str, str]) -> None:
        """What was decided about centres, by id."""
        self.words.decided = decided
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))

    def _forget(self) -> None:
        self.suspects = []
        self._counts.clear()

    def _learn(self, results: Sequence[FileResult]) -> None:
        self._counts.update(result.verdict.value for result in results)
        for result in results:
            if result.suspected:
                self.suspects.append(result)
            for centre in result.centres:
                self.words.names.setdefault(centre.id, centre.name)

    def _choose_rows(self) -> None:
        every: list[Row] = [*self.results, *self.passed_over]
        self.rows = sorted(filter(self._is_chosen, every), key=_place)

    def _is_chosen(self, one: Row) -> bool:
        if self._chosen == DUPLICATE:
            return not isinstance(one, PassedOver) and bool(one.suspected)
        return not self._chosen or verdict_of(one) == self._chosen

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.heading(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section >= NUMBERS else Qt.AlignmentFlag.AlignLeading
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        result = self.rows[index.row()]
        if role == RESULT_ROLE:
            return result
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.cell(result, COLUMNS[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = (self.words.cell(result, column) for column in ("file", *COLUMNS[:2]))
            return ", ".join((*spoken, self.words.line(result)[0]))
        return None

    def as_rows(self) -> list[list[str]]:
        """The names of the columns and every row that is shown, with the whole path and the fingerprint."""
        words = self.words
        rows = [
            [on_one_line(str(row.path)), *(" ".join(words.cell(row, c).split()) for c in SAVED[1:]), _sha256(row)]
            for row in self.rows
        ]
        return [[words.heading(column) for column in (*SAVED, "sha256")], *rows]

    def as_text(self) -> str:
        """Every row that is shown, for a table of another program: columns parted by tabs."""
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in self.as_rows()) + "\n"


def _place(row: Row) -> int:
    place = _PLACES[verdict_of(row)]
    if isinstance(row, PassedOver):
        return place if row.may_be_a_submission else len(_PLACES)
    return min(place, _PLACES[DUPLICATE]) if row.suspected else place


def _sha256(row: Row) -> str:
    return "" if isinstance(row, PassedOver) else row.sha256 or ""
