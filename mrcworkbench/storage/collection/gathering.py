"""Many assessments at once, for views and exports across centres: a batch of them in one transaction.

An answer is made from its units when it is asked for: a view that needs a few of them pays for those alone. One that
cannot be read, or that its question cannot have, counts as blank and is told; the others are read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.domain.questionnaire.fitting import fits
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.domain.revisions.units import CARRIED_OVER
from mrcworkbench.storage.answers import records
from mrcworkbench.storage.answers.encoding import StoredUnit, UnreadableUnitError, from_units
from mrcworkbench.storage.answers.revisions import unsealed_ids
from mrcworkbench.storage.answers.working_copy import last_edits
from mrcworkbench.storage.database.damaged_text import fetched
from mrcworkbench.storage.database.meta import load_meta
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.schema import WHOLE
from mrcworkbench.storage.database.tables import (
    assessments,
    attestations,
    contested,
    decisions,
    import_files,
    imports,
    revisions,
    units,
)

_UNITS = Prepared(
    select(units.c.question, units.c.row, *(units.c[name] for name in StoredUnit.__slots__))
    .where(units.c.assessment_id == bindparam("assessment_id"))
    .order_by(units.c.question, units.c.row)
)
Row = tuple[str, str, str, str | None, str | None, str, str]
"""Question, row and the parts of a `StoredUnit`."""
_CONTESTED = select(contested.c.assessment_id, contested.c.question, contested.c.conflict_id).where(
    contested.c.assessment_id.in_(bindparam("ids", expanding=True))
)
_CORRECTED = (
    select(units.c.assessment_id, units.c.question)
    .join(decisions, decisions.c.assessment_id == units.c.assessment_id)
    .where(
        decisions.c.kind == "corrected",
        func.instr(units.c.origin, decisions.c.id) > 0,
        units.c.assessment_id.in_(bindparam("ids", expanding=True)),
    )
    .distinct()
)
_SEALED = (
    select(revisions.c.assessment_id, func.count(revisions.c.id.distinct()), func.max(attestations.c.sealed_at))
    .select_from(revisions.outerjoin(attestations, attestations.c.revision == revisions.c.id))
    .where(revisions.c.assessment_id.in_(bindparam("ids", expanding=True)))
    .group_by(revisions.c.assessment_id)
)
_BLANK = AnswerState.BLANK.value
_CONFLICT = Answer(AnswerState.CONFLICT)
_SHORT = 120
"""Characters of an answer that is worth remembering: longer ones do not come again."""
_MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class ImportRecord:
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
    imports: tuple[ImportRecord, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The current answers of one assessment; what is in conflict has that state. `sealed_at` is the latest, or ''."""

    answers: GatheredAnswers
    conflicts: int = 0
    revisions: int = 0
    sealed_at: str = ""
    edited_at: str = ""
    """When it was last edited since it was sealed, or ''."""
    sealed: bool = False
    """See `storage.collection.overview.Facts`."""
    corrected: frozenset[str] = frozenset()
    """Questions whose answers stand as officers corrected them."""


class AnswerReader:
    """A questionnaire, as stored answers are read by it. Short answers are remembered: most are one of a few options,
    and come again with every assessment."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._known: dict[Row, Answer | None] = {}

    def __contains__(self, code: object) -> bool:
        return code in self._questionnaire

    def answer(self, rows: Sequence[Row]) -> Answer | None:
        """The answer that the rows of one question stand for; None if they cannot be read, or it cannot be one."""
        first = rows[0]
        if len(rows) > 1 or len(first[3] or "") + len(first[5] or "") > _SHORT:
            return self._made(rows)
        if first not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[first] = self._made(rows)
        return self._known[first]

    def kept(self, code: str, rows: Sequence[Row]) -> Answer | None:
        """The same of what is kept of a question of this version, under whatever name."""
        return self.answer([(code, *row[1:]) for row in rows]) if code in self else None

    def _made(self, rows: Sequence[Row]) -> Answer | None:
        try:
            made = from_units({row[1]: StoredUnit(*row[2:]) for row in rows})
        except UnreadableUnitError:
            return None
        return made if fits(self._questionnaire[rows[0][0]], made) else None


class GatheredAnswers(Mapping[str, Answer]):
    """The answers of one assessment to a questionnaire, by question; none without one.

    The rows are kept as the driver gives them, sorted by question: thousands of small objects for each assessment would
    keep the garbage collector busier than the reading.
    """

    def __init__(self, rows: Sequence[Row], in_conflict: frozenset[str], asked: AnswerReader | None) -> None:
        self._rows, self._in_conflict, self._asked = rows, in_conflict, asked
        self._first: dict[str, int] = dict.fromkeys(in_conflict, -1)
        self._open = set(in_conflict)
        previous = None
        for place, row in enumerate(rows):
            if row[2] == CARRIED_OVER:
                self._open.add(row[0])
            if row[0] != previous:
                previous = row[0]
                if previous not in in_conflict:
                    self._first[previous] = place
        strange = [code for code in self._first if asked is None or code not in asked]
        places = {code: self._first.pop(code) for code in strange}
        self._kept = {code: place for code, place in places.items() if is_kept(code) and place >= 0}
        self._unreadable: set[str] = set() if asked is None else {code for code in strange if not is_kept(code)}
        self._made: dict[str, Answer] = {}

    @property
    def unreadable(self) -> frozenset[str]:
        """Of the questions asked for so far, those whose stored answer cannot be read or is none that they can have;
        and those that the questionnaire does not have."""
        return frozenset(self._unreadable)

    @property
    def done(self) -> frozenset[str]:
        """The questions whose answers count as done (`Answer.counts_as_done`), without reading what they say; but for
        what is known to be unreadable."""
        rows, blank = self._rows, self._open | self._unreadable
        return frozenset(
            code
            for code, place in self._first.items()
            if code not in blank and rows[place][1] == WHOLE and rows[place][2] != _BLANK
        )

    @property
    def kept(self) -> Mapping[str, Sequence[Row]]:
        """What has no place in this version of the questionnaire, as an earlier one said it, by `CODE@VERSION`; what is
        in conflict is not among it."""
        return {code: self._rows_of(code, place) for code, place in self._kept.items()}

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
        if code in self._in_conflict or self._asked is None:
            return _CONFLICT
        made = self._asked.answer(self._rows_of(code, place))
        if made is None:
            self._unreadable.add(code)
            return BLANK
        return made

    def _rows_of(self, code: str, place: int) -> Sequence[Row]:
        rows, end = self._rows, place + 1
        while end < len(rows) and rows[end][0] == code:
            end += 1
        return rows[place:end]

    def __contains__(self, code: object) -> bool:
        return code in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)


def load_overview(connection: Connection) -> Overview:
    """Centres, assessments, what was decided on them, and the import log."""
    centres = records.load_centres(connection)
    return Overview(
        load_meta(connection).get("file_id", ""),
        centres,
        records.load_assessments(connection, {centre.id: centre for centre in centres}),
        {row.id: row.centre_id for row in connection.execute(select(assessments.c.id, assessments.c.centre_id))},
        _imports(connection),
    )


def gather(connection: Connection, asked: Mapping[str, AnswerReader | None]) -> dict[str, Gathered]:
    """The answers of these assessments (a few hundred at most) to the questionnaire of each; None: not read."""
    ids = list(asked)
    given = {"ids": ids}
    unsealed = unsealed_ids(connection)
    in_conflict: dict[str, list[str]] = {}
    conflicts: dict[str, int] = {}
    for assessment, question, conflict in connection.execute(_CONTESTED, given):
        if question:
            in_conflict.setdefault(assessment, []).append(question)
        conflicts[assessment] = conflicts.get(assessment, 0) + bool(conflict)
    sealed = {id_: (count, at or "") for id_, count, at in connection.execute(_SEALED, given)}
    edited = last_edits(connection, ids)
    corrected: dict[str, set[str]] = {}
    for assessment, question in connection.execute(_CORRECTED, given):
        corrected.setdefault(assessment, set()).add(question)
    found = {}
    for id_ in ids:
        rows = _units(connection, id_)
        answers = GatheredAnswers(rows, frozenset(in_conflict.get(id_, ())), asked[id_])
        count, at = sealed.get(id_, (0, ""))
        found[id_] = Gathered(
            answers,
            conflicts.get(id_, 0),
            count,
            at,
            edited.get(id_, ""),
            bool(count) and id_ not in unsealed,
            frozenset(corrected.get(id_, ())),
        )
    return found


def _units(connection: Connection, assessment_id: str) -> list[Row]:
    values = {"assessment_id": assessment_id}
    return fetched(connection, lambda: _UNITS.run(connection, values).fetchall())


def _imports(connection: Connection) -> tuple[ImportRecord, ...]:
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
    return tuple(ImportRecord(*row[:8], suspected_duplicate=bool(row[8]), assessments=row[9]) for row in rows)
