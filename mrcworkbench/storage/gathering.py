"""Many assessments at once, for views and exports across centres: a batch of them in one transaction.

An answer is made from its units when it is asked for: a view that needs a few of them pays for those alone.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from mrcworkbench.domain.answers import Answer, AnswerState
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.errors import UserError
from mrcworkbench.storage import records
from mrcworkbench.storage.encoding import Unit, UnreadableUnitError, from_units
from mrcworkbench.storage.merged_rows import driver
from mrcworkbench.storage.schema import WHOLE
from mrcworkbench.storage.tables import (
    assessments,
    attestations,
    contested,
    import_files,
    imports,
    revisions,
)

_UNITS = (
    f"SELECT question, row, {', '.join(Unit.__slots__)} FROM units "  # noqa: S608 - names of our own columns
    "WHERE assessment_id = ? ORDER BY question, row"
)
_Row = tuple[str, str, str, str | None, str | None, str, str]
"""Question, row and the parts of a `Unit`."""
_CONTESTED = select(contested.c.assessment_id, contested.c.question, contested.c.conflict_id).where(
    contested.c.assessment_id.in_(bindparam("ids", expanding=True))
)
_SEALED = (
    select(revisions.c.assessment_id, func.count(revisions.c.id.distinct()), func.max(attestations.c.sealed_at))
    .select_from(revisions.outerjoin(attestations, attestations.c.revision == revisions.c.id))
    .where(revisions.c.assessment_id.in_(bindparam("ids", expanding=True)))
    .group_by(revisions.c.assessment_id)
)
_BLANK = AnswerState.BLANK.value
_CONFLICT = Answer(AnswerState.CONFLICT)
_ALONE = frozenset({WHOLE})
_SHORT = 120
"""Characters of an answer that is worth remembering: longer ones do not come again."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of the import log, without the name of who imported it or where it lay."""

    import_id: str
    started_at: str
    finished_at: str | None
    undone_at: str | None
    number: int
    sha256: str | None
    verdict: str
    reason: str | None
    suspected_duplicate: bool
    assessments: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a database holds, without the answers; withdrawn centres included."""

    file_id: str
    centres: tuple[CentreInfo, ...]
    assessments: tuple[AssessmentInfo, ...]
    sent_as: Mapping[str, str]
    """By assessment, the id of the centre in the file that it sent; another than it goes under where centres were
    joined."""
    imports: tuple[ImportedFile, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The current answers of one assessment; what is in conflict has that state. `sealed_at` is the latest, or ''."""

    answers: StoredAnswers
    conflicts: int = 0
    revisions: int = 0
    sealed_at: str = ""


class StoredAnswers(Mapping[str, Answer]):
    """The answers of one assessment by question. Asking for one raises `UserError` corrupt if it cannot be read.

    The rows are kept as the driver gives them, sorted by question: thousands of small objects for each assessment would
    keep the collector of waste busier than the reading.
    """

    def __init__(self, rows: Sequence[_Row], in_conflict: Collection[str], path: object) -> None:
        self._rows, self._in_conflict, self._path = rows, in_conflict, path
        self._first: dict[str, int] = dict.fromkeys(in_conflict, -1)
        previous = None
        for place, row in enumerate(rows):
            if row[0] != previous:
                previous = row[0]
                self._first[previous] = place
        self._made: dict[str, Answer] = {}

    def only(self, questions: Container[str]) -> StoredAnswers:
        """Those to these questions; the others are forgotten."""
        for code in [code for code in self._first if code not in questions]:
            del self._first[code]
        return self

    @property
    def done(self) -> frozenset[str]:
        """The questions whose answers count as done (`Answer.counts_as_done`), without reading what they say."""
        rows, in_conflict = self._rows, self._in_conflict
        return frozenset(
            code
            for code, place in self._first.items()
            if code not in in_conflict and rows[place][1] == WHOLE and rows[place][2] != _BLANK
        )

    def get(self, code: str, default: Any = None) -> Any:
        """Asked for every question and every condition, so without the detour of `Mapping`."""
        made = self._made.get(code)
        if made is not None:
            return made
        return self[code] if code in self._first else default

    def __getitem__(self, code: str) -> Answer:
        made = self._made.get(code)
        if made is None:
            made = self._made[code] = self._make(code, self._first[code])
        return made

    def _make(self, code: str, place: int) -> Answer:
        if code in self._in_conflict:
            return _CONFLICT
        rows, units = self._rows, {}
        while place < len(rows) and rows[place][0] == code:
            units[rows[place][1]] = Unit(*rows[place][2:])
            place += 1
        try:
            return _plain(units[WHOLE]) if units.keys() == _ALONE and _is_short(units[WHOLE]) else from_units(units)
        except UnreadableUnitError as error:
            raise UserError("corrupt", path=str(self._path), detail=f"{code}: {error}") from error

    def __contains__(self, code: object) -> bool:
        return code in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)


def _is_short(unit: Unit) -> bool:
    return len(unit.value or "") + len(unit.comment) <= _SHORT


@lru_cache(maxsize=8192)
def _plain(whole: Unit) -> Answer:
    """An answer that is no table: most are one of a few options, and come again with every assessment."""
    return from_units({WHOLE: whole})


def load_overview(connection: Connection) -> Overview:
    """Centres, assessments, what was decided on them, and the import log."""
    centres = records.load_centres(connection)
    return Overview(
        records.load_meta(connection).get("file_id", ""),
        centres,
        records.load_assessments(connection, {centre.id: centre for centre in centres}),
        {row.id: row.centre_id for row in connection.execute(select(assessments.c.id, assessments.c.centre_id))},
        _imports(connection),
    )


def gather(connection: Connection, ids: Sequence[str], path: object) -> dict[str, Gathered]:
    """The answers of these assessments (a few hundred at most). `path` is named where one cannot be read."""
    given = {"ids": list(ids)}
    in_conflict: dict[str, list[str]] = {}
    conflicts: dict[str, int] = {}
    for assessment, question, conflict in connection.execute(_CONTESTED, given):
        in_conflict.setdefault(assessment, []).append(question)
        conflicts[assessment] = conflicts.get(assessment, 0) + bool(conflict)
    sealed = {id_: (count, at or "") for id_, count, at in connection.execute(_SEALED, given)}
    raw, found = driver(connection), {}
    for id_ in ids:
        rows = raw.execute(_UNITS, (id_,)).fetchall()
        answers = StoredAnswers(rows, frozenset(in_conflict.get(id_, ())), path)
        found[id_] = Gathered(answers, conflicts.get(id_, 0), *sealed.get(id_, (0, "")))
    return found


def _imports(connection: Connection) -> tuple[ImportedFile, ...]:
    log = import_files.join(imports, imports.c.id == import_files.c.import_id)
    rows = connection.execute(
        select(
            imports.c.id,
            imports.c.started_at,
            imports.c.finished_at,
            imports.c.undone_at,
            import_files.c.number,
            import_files.c.sha256,
            import_files.c.verdict,
            import_files.c.reason,
            import_files.c.suspected_duplicate_of,
            import_files.c.assessments,
        )
        .select_from(log)
        .order_by(imports.c.started_at, imports.c.id, import_files.c.number)
    )
    return tuple(ImportedFile(*row[:8], suspected_duplicate=bool(row[8]), assessments=row[9]) for row in rows)
