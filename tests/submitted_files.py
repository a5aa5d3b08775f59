"""Files as centres send them, for tests and benchmarks: filled in at random with answers that pass every check."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import Connection

from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, Cell
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header, Revision, make_revision
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.answers.encoding import to_units
from mrcworkbench.storage.answers.sealing import add_revision, take_view
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.checksums import checksum, stamp, stamped
from mrcworkbench.storage.database.creation import build_database
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.meta import add_meta
from mrcworkbench.storage.merged_sets import manifests
from mrcworkbench.storage.merged_sets.rows import insert_decisions

MOMENT = "2026-07-31T09:30:00.000Z"

_TEXT = (
    "the centre keeps a list of lawyers who help without a fee, and calls them once a week; people come on "
    "Mondays from the port, most of them young men from the north, some with families; a leaflet in four "
    "languages lies at the door, Ж مرکز Sarandë, and the school next door lends us its hall twice a month"
)
_WORDS = _TEXT.split()


def new_id(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def valid_answers(questionnaire: Questionnaire, rng: Random, count: int) -> dict[str, Answer]:
    """Answers to `count` questions, each of which passes its check."""
    chosen = sorted(rng.sample([question.code for question in questionnaire.questions()], count))
    return {code: valid_answer(questionnaire[code], rng) for code in chosen}


def valid_answer(question: Question, rng: Random) -> Answer:
    """One answer that passes its check, now and then not applicable, not known, declined or with a comment."""
    for _ in range(50):
        raw: object = _value(question, rng)
        state = rng.random()
        if state < 0.04 and question.not_applicable_reasons:
            raw = {"state": "not_applicable", "reason": rng.choice(question.not_applicable_reasons).code}
        elif state < 0.08:
            raw = {"state": rng.choice(["not_known", "declined"])}
        elif state < 0.16:
            raw = {"state": "answered", "value": raw, "comment": words(rng, 12)}
        checked = check_answer(question, raw, new_row_id=lambda: new_id(rng))
        if checked.answer is not None and checked.answer != BLANK:
            return checked.answer
    raise AssertionError(f"no answer to {question.code} passes its check")


def words(rng: Random, count: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(count))


def _value(question: Question, rng: Random) -> object:
    if question.type is not QuestionType.TABLE:
        return _cell(question, rng)
    rows = [
        {column.code: _cell(column, rng) for column in question.columns if column.required or rng.random() < 0.8}
        for _ in range(rng.choice([1, 1, 2, 3]))
    ]
    if question.fixed_column is not None:
        options = question.column_by_code[question.fixed_column].options
        for row, option in zip(rows, options, strict=False):
            row[question.fixed_column] = option.code
    return rows


def _cell(column: Question, rng: Random) -> Cell | list[str]:
    codes = [option.code for option in column.options]
    match column.type:
        case QuestionType.SINGLE | QuestionType.STATUS:
            return rng.choice(codes)
        case QuestionType.MULTIPLE:
            return sorted(rng.sample(codes, rng.randint(1, min(3, len(codes)))), key=codes.index)
        case QuestionType.DATE:
            return f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        case QuestionType.INTEGER:
            return rng.choice([0, 3, 7, 40, 1998, 2015])
        case QuestionType.NUMBER:
            return rng.choice([0, 2.5, 7, 40.25])
        case _:
            return words(rng, rng.randint(3, 15))


def working_database(path: Path, rng: Random, questionnaire: Questionnaire, count: int = 150) -> Path:
    """A database in use, with that many answers and nothing sealed."""
    create(path, f"Centre {rng.randint(0, 10**9)}", "AL", "2026")
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers(valid_answers(questionnaire, rng, count))
    return path


def edit(path: Path, *statements: str, checked: bool = False) -> None:
    """Change a file behind the program's back; without `checked`, whatever the schema says."""
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        if not checked:
            raw.execute("PRAGMA ignore_check_constraints = ON")
            raw.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            raw.execute(statement)
        reseal(raw)
    finally:
        raw.close()


def restamp(raw: sqlite3.Connection) -> None:
    """Make every checksum anew, as whoever knows how they are made may do after a change."""
    for table, ids in (("centres", "id"), ("assessments", "id")):
        for (id_,) in raw.execute(f"SELECT {ids} FROM {table}").fetchall():  # noqa: S608 - our own words
            stamp(raw, table, id_)
    for row in raw.execute("SELECT revision, author, sealed_at, kind FROM attestations").fetchall():
        raw.execute(
            "UPDATE attestations SET checksum = ? WHERE (revision, author, sealed_at, kind) = (?, ?, ?, ?)",
            (checksum(row), *row),
        )
    names = "SELECT assessment_id, question, row, sha256, name, media_type, added_at FROM attachment_names"
    for row in raw.execute(names).fetchall():
        raw.execute(
            "UPDATE attachment_names SET checksum = ? WHERE (assessment_id, question, row, sha256, name, media_type, "
            "added_at) = (?, ?, ?, ?, ?, ?, ?)",
            (checksum(row), *row),
        )
    edited = "SELECT assessment_id, question, row, state, value, reason, comment, attachments, changed_at FROM units"
    for row in raw.execute(f"{edited} WHERE origin IS NULL").fetchall():
        raw.execute(
            "UPDATE units SET checksum = ? WHERE (assessment_id, question, row) = (?, ?, ?)", (checksum(row), *row[:3])
        )


def reseal(raw: sqlite3.Connection) -> None:
    """Make checksums and manifest anew: nothing in the file tells that it was changed, but what no rule allows."""
    restamp(raw)
    with contextlib.suppress(TypeError):  # no JSON holds bytes
        raw.execute("UPDATE meta SET value = ? WHERE key = ?", (manifests.manifest_of(raw), manifests.KEY))


def many_submissions(folder: Path, questionnaire: Questionnaire, rng: Random, count: int) -> list[Path]:
    """Files as `submit` writes them, each of a centre of its own, made the quick way."""
    made = []
    for number in range(count):
        path = folder / f"submission {number}.mrcw"
        header = Header(
            new_id(rng), new_id(rng), f"Centre {number}", "AL", "2026", questionnaire.id, questionnaire.version
        )
        answers = valid_answers(questionnaire, rng, 150)
        write_submitted(path, header, answers, file_id=new_id(rng))
        made.append(path)
    return made


def units_of(answers: Mapping[str, Answer]) -> dict[Key, HeldUnit]:
    """Answers as units that were changed here."""
    return {
        (code, place): HeldUnit(Unit(*(getattr(unit, name) for name in Unit.__slots__)))
        for code, answer in answers.items()
        for place, unit in to_units(answer).items()
    }


def write_submitted(path: Path, header: Header, answers: Mapping[str, Answer], *, file_id: str) -> None:
    """One clean file of one sealed assessment, without the fsyncs of a real one."""
    write_revision(path, make_revision(header, (), (), units_of(answers)), file_id=file_id)


def write_revision(path: Path, revision: Revision, *, file_id: str = "file") -> None:
    """A file of one revision, whatever it holds, as `submit` writes it."""

    def fill(connection: Connection) -> None:
        _add(connection, revision)
        add_meta(connection, {manifests.KEY: manifests.manifest_of(driver(connection))})

    build_database(path, fill, file_id=file_id, made_at=MOMENT)


def write_history(path: Path, *revisions: Revision, decisions: Sequence[Decision] = (), file_id: str = "file") -> Path:
    """A file of several revisions, of whatever assessments, and decisions, as `submit` writes it."""

    def fill(connection: Connection) -> None:
        for number, revision in enumerate(revisions):
            earlier = [one.header for one in revisions[:number]]
            if all(one.centre != revision.header.centre for one in earlier):
                _add_centre(connection, revision.header)
            if all(one.assessment != revision.header.assessment for one in earlier):
                _add_assessment(connection, revision.header)
            _add_revision(connection, revision)
        insert_decisions(connection, decisions)
        add_meta(connection, {manifests.KEY: manifests.manifest_of(driver(connection))})

    path.unlink(missing_ok=True)
    build_database(path, fill, file_id=file_id, made_at=MOMENT)
    return path


def write_used(path: Path, revision: Revision, *, file_id: str = "file") -> None:
    """A database in use that goes on from one revision, without an edit."""

    def fill(connection: Connection) -> None:
        _add(connection, revision)
        history = History({revision.id: revision})
        take_view(connection, revision.header.assessment, current_view(history), history.heads, MOMENT)

    build_database(path, fill, file_id=file_id, made_at=MOMENT)


def _add(connection: Connection, revision: Revision) -> None:
    _add_centre(connection, revision.header)
    _add_assessment(connection, revision.header)
    _add_revision(connection, revision)


def _add_centre(connection: Connection, header: Header) -> None:
    connection.execute(
        tables.centres.insert().values(stamped((header.centre, header.centre_name, header.country, 0, MOMENT)))
    )


def _add_assessment(connection: Connection, header: Header) -> None:
    where = (header.assessment, header.centre, header.round, header.questionnaire, header.questionnaire_version)
    others = (header.about, header.follows)
    connection.execute(tables.assessments.insert().values(stamped((*where, *others, MOMENT))))


def _add_revision(connection: Connection, revision: Revision) -> None:
    add_revision(connection, revision)
    connection.execute(tables.attestations.insert().values(stamped((revision.id, "Ana", MOMENT, "sealed"))))
