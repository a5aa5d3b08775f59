"""Many assessments at once, for views and exports across centres: a batch of them in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, select

from mrcworkbench.domain.answers import Answer, AnswerState
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.errors import UserError
from mrcworkbench.storage import records
from mrcworkbench.storage.encoding import Unit, UnreadableUnitError, from_units
from mrcworkbench.storage.tables import (
    assessments,
    attestations,
    contested,
    import_files,
    imports,
    revisions,
    units,
)

_UNITS = (
    select(units.c.assessment_id, units.c.question, units.c.row, *(units.c[name] for name in Unit.__slots__))
    .where(units.c.assessment_id.in_(bindparam("ids", expanding=True)))
    .order_by(units.c.assessment_id, units.c.question, units.c.row)
)
_CONTESTED = select(contested.c.assessment_id, contested.c.question, contested.c.conflict_id).where(
    contested.c.assessment_id.in_(bindparam("ids", expanding=True))
)
_SEALED = (
    select(revisions.c.assessment_id, func.count(revisions.c.id.distinct()), func.max(attestations.c.sealed_at))
    .select_from(revisions.outerjoin(attestations, attestations.c.revision == revisions.c.id))
    .where(revisions.c.assessment_id.in_(bindparam("ids", expanding=True)))
    .group_by(revisions.c.assessment_id)
)
_CONFLICT = Answer(AnswerState.CONFLICT)


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


@dataclass
class Gathered:
    """The current answers of one assessment; what is in conflict has that state. `sealed_at` is the latest, or ''."""

    answers: dict[str, Answer] = field(default_factory=dict)
    conflicts: int = 0
    revisions: int = 0
    sealed_at: str = ""


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
    """The answers of these assessments (a few hundred at most). Raises `UserError` corrupt, naming the question."""
    found = {id_: Gathered() for id_ in ids}
    given = {"ids": list(ids)}
    in_conflict: dict[str, set[str]] = {}
    for assessment, question, conflict in connection.execute(_CONTESTED, given):
        in_conflict.setdefault(assessment, set()).add(question)
        found[assessment].conflicts += bool(conflict)
    for assessment, questions in in_conflict.items():
        found[assessment].answers.update(dict.fromkeys(questions, _CONFLICT))
    _read_units(connection.execute(_UNITS, given), found, path)
    for assessment, count, sealed_at in connection.execute(_SEALED, given):
        found[assessment].revisions, found[assessment].sealed_at = count, sealed_at or ""
    return found


def _read_units(rows: Iterable[Sequence[str]], found: dict[str, Gathered], path: object) -> None:
    """Answers from units, which come sorted by assessment and question."""
    place: tuple[str, str] | None = None
    parts: dict[str, Unit] = {}
    for assessment, question, row, *unit in rows:
        if place != (assessment, question):
            _take(place, parts, found, path)
            place, parts = (assessment, question), {}
        parts[row] = Unit(*unit)
    _take(place, parts, found, path)


def _take(place: tuple[str, str] | None, parts: dict[str, Unit], found: dict[str, Gathered], path: object) -> None:
    if place is None or place[1] in found[place[0]].answers:
        return
    assessment, question = place
    try:
        found[assessment].answers[question] = from_units(parts)
    except UnreadableUnitError as error:
        raise UserError("corrupt", path=str(path), detail=f"{question}: {error}") from error


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
