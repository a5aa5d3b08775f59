"""The files of a merge, each with its verdict and why. They come in while they are read; in the end what needs somebody
comes first. What folders hold beside them is passed over, which is a verdict of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.services.merging.checking_files import unsealed_note
from mrcworkbench.services.merging.passed_over import PassedOver

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.merge import FileResult

Row: TypeAlias = "FileResult | PassedOver"
"""A file that was read, or one that was not."""

RESULT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `FileResult` of a row, or what was passed over."""
COLUMNS = ("file", "centre", "round", "verdict", "why", "size")
VERDICT, WHY, SIZE = (COLUMNS.index(name) for name in ("verdict", "why", "size"))
PASSED_OVER = "passed_over"
TONES: Mapping[str, tuple[str, str]] = {
    Verdict.NEW.value: ("ok", "circle-plus"),
    Verdict.UPDATED.value: ("accent", "refresh-cw"),
    Verdict.KNOWN.value: ("neutral", "copy-check"),
    Verdict.CONFLICT.value: ("conflict", "git-merge"),
    Verdict.REFUSED.value: ("danger", "circle-x"),
    PASSED_OVER: ("neutral", "circle-slash"),
}
"""Tone and icon of each verdict, in the order of the sum."""
DUPLICATE = "duplicate"
"""Beside the verdicts, what files can be chosen by: those whose centre may be another."""
_FIRST = (
    *(Verdict.REFUSED.value, Verdict.CONFLICT.value, DUPLICATE, PASSED_OVER),
    *(Verdict.UPDATED.value, Verdict.NEW.value, Verdict.KNOWN.value),
)
_PLACES = {verdict: place for place, verdict in enumerate(_FIRST)}
_KILOBYTE = 1024
_NOTHING = "\u2013"


def verdict_of(row: Row) -> str:
    """The verdict as the keys of `TONES` name it."""
    return PASSED_OVER if isinstance(row, PassedOver) else row.verdict.value


class MergeModel(QAbstractTableModel):
    """MergeModel(texts): `clear(names)`, then `add(results)` while files are read, and `show(results)` in the end.

    `names` by id are the centres that the database holds. `results` are those of all files that were read,
    `passed_over` the others, `rows` what is chosen.
    """

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.results: list[FileResult] = []
        self.passed_over: Sequence[PassedOver] = ()
        self.rows: list[Row] = []
        self.names: dict[str, str] = {}
        self.decided: dict[str, str] = {}
        """By centre, the sentence of what was decided about it."""
        self._chosen = ""
        self.suspects: list[FileResult] = []
        """The files whose centre may be another."""
        self._counts: Counter[str] = Counter()

    def clear(self, names: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.results, self.passed_over, self.rows, self.names = [], (), [], dict(names)
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
        self.decided = dict(decided)
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
                self.names.setdefault(centre.id, centre.name)

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
            return self._texts.text(f"merge_page.column_{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section == SIZE else Qt.AlignmentFlag.AlignLeading
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        result = self.rows[index.row()]
        if role == RESULT_ROLE:
            return result
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(result, COLUMNS[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.cell(result, column) for column in COLUMNS[:5])
        return None

    def cell(self, result: Row, column: str) -> str:
        """What stands in a column."""
        if column == "file":
            return on_one_line(result.path.name)
        if column == "verdict":
            return self.verdict_name(verdict_of(result))
        if column == "why":
            return self.why(result)
        if isinstance(result, PassedOver):
            return _NOTHING
        if column == "size":
            return self._size(result.size)
        found = [centre.name for centre in result.centres] if column == "centre" else list(result.rounds)
        if len(found) > 1:
            return self._texts.plural(f"merge_page.many_{column}s", len(found))
        return found[0] if found else _NOTHING

    def verdict_name(self, verdict: str) -> str:
        return self._texts.text(f"merge_page.verdict_{verdict}")

    def why(self, result: Row) -> str:
        """The sentence beside the verdict; for a refused file the one that can be sent back."""
        if isinstance(result, PassedOver):
            return result.why(self._texts)
        if result.message is not None:
            return result.message
        why = self._reason(result)
        return why if result.sealed is not False else self._texts.text("merge_page.why_not_sealed", why=why)

    def _reason(self, result: FileResult) -> str:
        if result.suspected_duplicate_of:
            said = [self.decided[new] for new, _ in result.suspected if new in self.decided]
            return said[0] if said else self._texts.text("merge_page.maybe", centre=self.likely(result))
        return self._texts.plural(f"merge_page.why_{result.verdict.value}", result.assessments)

    def note(self, result: Row) -> str:
        """What else is to know of a file: that it is not sealed, or that not all of it can be proved; "" if nothing."""
        if isinstance(result, PassedOver):
            return ""
        note = unsealed_note(result.sealed, result.proved)
        return self._texts.text(note) if note is not None else ""

    def likely(self, result: FileResult) -> str:
        """The centres that this file's centre may be, by name."""
        return ", ".join(self.names.get(id_, id_) for id_ in result.suspected_duplicate_of)

    def as_rows(self) -> list[list[str]]:
        """The names of the columns and every row that is shown, with the whole path and the fingerprint."""
        texts = self._texts
        head = [texts.text(f"merge_page.column_{column}") for column in COLUMNS[:5]]
        rows = [
            [on_one_line(str(row.path)), *(" ".join(self.cell(row, c).split()) for c in COLUMNS[1:5]), _sha256(row)]
            for row in self.rows
        ]
        return [[*head, texts.text("merge_page.column_sha256")], *rows]

    def as_text(self) -> str:
        """Every row that is shown, for a table of another program: columns parted by tabs."""
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in self.as_rows()) + "\n"

    def needs_deciding(self, result: FileResult) -> bool:
        """Whether nobody has said yet if the file's centre is another."""
        return any(new not in self.decided for new, _ in result.suspected)

    def _size(self, size: int) -> str:
        if not size:
            return _NOTHING
        kilobytes = max(1, round(size / _KILOBYTE))
        if kilobytes < _KILOBYTE:
            return self._texts.text("merge_page.kilobytes", n=kilobytes)
        return self._texts.text("merge_page.megabytes", n=f"{kilobytes / _KILOBYTE:.1f}")


def _place(row: Row) -> int:
    place = _PLACES[verdict_of(row)]
    if isinstance(row, PassedOver):
        return place if row.may_be_a_submission else len(_PLACES)
    return min(place, _PLACES[DUPLICATE]) if row.suspected else place


def _sha256(row: Row) -> str:
    return "" if isinstance(row, PassedOver) else row.sha256 or ""
