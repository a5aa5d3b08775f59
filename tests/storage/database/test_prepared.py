"""What is handed to the driver does what SQLAlchemy would do with it: each prepared statement beside its plain form."""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, delete, select
from sqlalchemy import insert as sql_insert

from mrcworkbench import storage
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.prepared import Prepared, Value
from mrcworkbench.storage.imports import log
from mrcworkbench.storage.merged_sets.rows import insert
from tests.collections_of_centres import Made, collection

ROUNDS = 25
FILE, REVISION, CORRECTED = "a" * 64, "b" * 64, "c" * 64
Values = dict[str, Value]


def _found() -> dict[str, Prepared]:
    """Every prepared statement, by the end of its module's name and its own."""
    found = {}
    for module in pkgutil.walk_packages(storage.__path__, "mrcworkbench.storage."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Prepared):
                found[f"{module.name.removeprefix('mrcworkbench.storage.')}.{name}"] = value
    return found


class World:
    """What statements can be asked about: what is there, and what is not."""

    def __init__(self, made: Made, seed: int) -> None:
        self.rng, self.made = Random(seed), made

    def assessment(self) -> str:
        return self.rng.choice((*self.made.assessments[:6], "nothing"))

    def centre(self) -> str:
        return self.rng.choice((*self.made.centres, "nothing"))

    def time(self) -> str:
        return f"20{self.rng.randint(10, 40)}-01-01T00:00:00.000Z"

    def ids(self) -> str:
        return json.dumps(self.rng.sample(self.made.assessments, self.rng.randint(0, 12)))

    def text(self) -> str:
        return self.rng.choice(("a", "Ñuble: an 'office'", "2026", "x" * self.rng.randint(1, 60)))


def _nothing(world: World) -> Values:
    return {}


def _of_assessment(world: World) -> Values:
    return {"assessment_id": world.assessment()}


def _this_assessment(world: World) -> Values:
    return {"of": world.assessment()}


def _this_revision(world: World) -> Values:
    return {"of": world.rng.choice((REVISION, "nothing"))}


def _this_centre(world: World) -> Values:
    return {"of": world.centre()}


def _copied(world: World) -> Values:
    return {"into": world.made.assessments[0], "moment": world.time(), "of": world.rng.choice((REVISION, "nothing"))}


def _of_centre(world: World) -> Values:
    return {"centre_id": world.centre()}


def _of_several(world: World) -> Values:
    codes = ["resp_consent", "practices", "challenges", "prof_body", "no such question"]
    return {"ids": world.ids(), "gates": json.dumps(world.rng.sample(codes, 3))}


def _name(world: World) -> Values:
    return {"called": world.text(), "lies_in": world.rng.choice(("AL", "PT")), **_of_centre(world)}


def _file(world: World) -> Values:
    return {"of": world.text(), "version": world.rng.choice(("1.0.0", "2.0.0")), **_of_assessment(world)}


def _logged_file(world: World) -> Values:
    some: Values = dict.fromkeys(("sha256", "reason", "message", "suspected_duplicate_of", "is_sealed", *log._LATER))
    number = world.rng.randrange(1, 10**9)
    return {**some, "import_id": "import", "number": number, "path": world.text(), "verdict": "new", "assessments": 2}


def _addition(world: World) -> Values:
    return {"kind": "revision", "id": world.text(), "import_id": "import", "number": world.rng.randrange(9)}


def _unit(world: World) -> Values:
    place: Values = {"assessment_id": world.rng.choice(world.made.assessments), "question": "prof_body", "row": ""}
    said: Values = {"state": "answered", "value": json.dumps(world.text()), "reason": None, "comment": world.text()}
    return {**place, **said, "attachments": "[]", "origin": None, "changed_at": world.text(), "checksum": "0" * 16}


ASKED: Mapping[str, Callable[[World], Values]] = {
    "answers.names._FILE": _file,
    "answers.names._MAY_BE_EDITED": _of_assessment,
    "answers.naming._CALL": _name,
    "answers.naming._CONTESTED": _of_centre,
    "answers.naming._HEADERS": _of_centre,
    "answers.naming._PARENTS": _of_centre,
    "answers.revisions._LAST_SEAL": _of_assessment,
    "answers.revisions._UNSEALED": _nothing,
    "answers.sealing._LOAD_EDITED": _of_assessment,
    "answers.sealing._LOAD_UNITS": _of_assessment,
    "answers.working_copy._LAST_EDITS": _of_several,
    "answers.working_copy._SAVE": _unit,
    "collection.gathering._UNITS": _of_assessment,
    "collection.overview._CARRIED_OVER": _of_several,
    "collection.overview._CONFLICTS": _nothing,
    "collection.overview._CORRECTED": _nothing,
    "collection.overview._RECEIVED_OF_ONE": _of_assessment,
    "collection.overview._SEALED_OF_ONE": _of_assessment,
    "collection.overview._CONTESTED": _of_several,
    "collection.overview._DONE": _of_several,
    "collection.overview._EDITED": _nothing,
    "collection.overview._GATES": _of_several,
    "collection.overview._RECEIVED": _nothing,
    "collection.overview._REVISIONS": _nothing,
    "collection.overview._SEALED": _nothing,
    "collection.overview._STATE": _nothing,
    "merged_sets.rows._ATTESTED": _this_assessment,
    "merged_sets.rows._DECISION_IDS": _this_assessment,
    "merged_sets.rows._REVISION_IDS": _this_assessment,
    "merged_sets.verdicts._AMONG": lambda world: {"ids": json.dumps([CORRECTED, world.text()])},
    "merged_sets.verdicts._ANY": _nothing,
    "merged_sets.verdicts._ANY_TAKE_BACK": _nothing,
    "merged_sets.verdicts._RENAMES_OF": _this_centre,
    "merging.correcting._CORRECTED": _of_assessment,
    "merging.file_statements.ASSESSMENT_BEGUN": lambda world: {**_this_assessment(world), "at": world.time()},
    "merging.file_statements.ATTESTED": _this_assessment,
    "merging.file_statements.ASSESSMENT_BEGUN_AT": _this_assessment,
    "merging.file_statements.CALLED": _this_centre,
    "merging.file_statements.CENTRE_BEGUN": lambda world: {**_this_centre(world), "at": world.time()},
    "merging.file_statements.FILED": _this_assessment,
    "merging.file_statements.CENTRE_BEGUN_AT": _this_centre,
    "merging.file_statements.IS_ATTACHED": lambda world: {"of": world.rng.choice((FILE, "nothing"))},
    "merging.file_statements.ANSWERED": _this_assessment,
    "merging.file_statements.IS_EMPTY": _nothing,
    "merging.file_statements.KNOWN_CENTRES": _nothing,
    "merging.file_statements.WORKED_ON": _this_assessment,
    "merging.held._HOLDER": _this_assessment,
    "merging.first_revisions._COPY": _copied,
    "merging.log._ANSWER": lambda world: {**_this_revision(world), "asked": "prof_body"},
    "merging.log._ANSWERS": _this_revision,
    "merging.log._SEALED": _this_revision,
    "merging.senders._ATTESTED": _this_centre,
    "merging.senders._CALLED": _this_centre,
    "merging.senders._SEEN": _this_centre,
    "imports.log._LOG_ADDITIONS": _addition,
    "imports.log._LOG_FILE": _logged_file,
}

_ONE_IS_COPIED = (
    """INSERT INTO revisions SELECT :revision, assessment_id, centre_id, centre_name, country, round, questionnaire_id,
    questionnaire_version, about, follows, format FROM revisions WHERE assessment_id = :assessment""",
    """INSERT INTO revision_units SELECT :revision, question, row, state, value, reason, comment, attachments, NULL
    FROM units WHERE assessment_id = :assessment""",
    "DELETE FROM units WHERE assessment_id = :assessment",
    """INSERT INTO decisions SELECT :revision, :assessment, 'prof_body', '', '', 'blank', NULL, NULL, '', '[]', 'asked',
    'Ana', '2026', '1.0.0', 'settled', '2'""",
    """INSERT INTO decisions SELECT :corrected, :other, 'prof_body', '', '', 'blank', NULL, NULL, '', '[]', 'asked',
    'Ana', '2026', '1.0.0', 'corrected', '2'""",
    "UPDATE units SET origin = :corrected, checksum = NULL WHERE assessment_id = :other",
    """INSERT OR REPLACE INTO revision_units SELECT :revision, 'prof_body', '', 'blank', NULL, NULL, '', '[]', NULL""",
    """INSERT INTO import_additions SELECT 'revision', id, '000001', 1 FROM revisions WHERE assessment_id <> :assessment
    AND EXISTS (SELECT 1 FROM imports WHERE id = '000001')""",
    "INSERT INTO verdicts VALUES (:corrected, 'confirmed')",
    "INSERT INTO take_backs SELECT :corrected, id, :corrected, 'asked', 'Ana', '2026' FROM centres LIMIT 1",
)
"""The first assessment has a revision that is not yet its working copy, and a decision; another one is corrected."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    path = tmp_path_factory.mktemp("prepared") / "collection.mrcw"
    made = collection(path, Random(3), 30, drawn=10, answers=40, withdrawn=2, conflicts=6)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE attestations SET kind = 'unsealed_copy' WHERE revision < '8'")
        raw.execute("UPDATE assessments SET follows = 'before'")
        raw.execute("UPDATE units SET state = 'carried_over' WHERE state = 'answered' AND question < 'd'")
        raw.execute("INSERT INTO revision_parents SELECT id, ? FROM revisions", (FILE,))
        raw.execute("INSERT INTO contested SELECT id, '', 'country', ? FROM assessments", (FILE,))
        raw.execute("INSERT INTO renames SELECT id, id, 'New', '', '', '', 'asked', 'Ana', '2026' FROM centres")
        raw.execute("INSERT INTO attachments VALUES (?, 3, x'010203')", (FILE,))
        for statement in _ONE_IS_COPIED:
            of = {"assessment": made.assessments[0], "other": made.assessments[1]}
            raw.execute(statement, {**of, "revision": REVISION, "corrected": CORRECTED})
    return path, made


@pytest.fixture
def opened(made: tuple[Path, Made]) -> Iterator[Database]:
    database = Database(made[0], read_only=False)
    yield database
    database.close()


def test_every_prepared_statement_is_compared() -> None:
    assert _found().keys() == ASKED.keys()


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_prepared_statement_does_what_its_plain_form_does(
    name: str, made: tuple[Path, Made], opened: Database
) -> None:
    prepared = _found()[name]
    seen = []
    for number in range(ROUNDS):
        values = ASKED[name](World(made[1], number))
        fast = _tried(opened, lambda connection, values=values: _fast(connection, prepared, values))
        plain = _tried(opened, lambda connection, values=values: _plain(connection, prepared, values))
        assert fast == plain
        seen.append(fast)
    assert any(rows or count > 0 for (rows, count), _ in seen), "it was asked about something that is there"


class _UndoneError(Exception):
    pass


def _tried(database: Database, job: Callable[[Connection], tuple[object, int]]) -> tuple[tuple[object, int], object]:
    """What a job gives, and what the file holds after it, in a transaction that is given up. None where SQLite says
    that no row was changed."""
    with contextlib.suppress(_UndoneError), database.writing() as connection:
        before = _changes(connection)
        given = job(connection)
        found = given, _content(connection) if _changes(connection) != before else None
        raise _UndoneError
    return found


def _changes(connection: Connection) -> int:
    """Rows that this connection has changed so far."""
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def _fast(connection: Connection, prepared: Prepared, values: Values) -> tuple[object, int]:
    cursor = prepared.run(connection, values)
    return cursor.fetchall(), cursor.rowcount


def _plain(connection: Connection, prepared: Prepared, values: Values) -> tuple[object, int]:
    result = connection.execute(prepared.statement, values)  # type: ignore[call-overload]
    return [tuple(row) for row in result] if result.returns_rows else [], result.rowcount


def _content(connection: Connection) -> object:
    written = (
        tables.units, tables.centres, tables.assessments, tables.attachments, tables.import_files,
        tables.import_additions,
    )  # fmt: skip
    return [[tuple(row) for row in connection.execute(select(table))] for table in written]


def test_rows_that_a_merge_adds_are_those_that_sqlalchemy_would_add(made: tuple[Path, Made], opened: Database) -> None:
    merged = [one for one in tables.metadata.sorted_tables if one.name not in ("meta", "settings")]
    with opened.reading() as connection:
        kept = {one: [tuple(row) for row in connection.execute(select(one))] for one in merged}
    assert sum(map(bool, kept.values())) > 10

    def empty(connection: Connection) -> None:
        for table in reversed(merged):
            connection.execute(delete(table))

    def fast(connection: Connection) -> tuple[object, int]:
        empty(connection)
        return None, sum(insert(connection, table, kept[table]) for table in merged)

    def plain(connection: Connection) -> tuple[object, int]:
        empty(connection)
        for table in merged:
            rows = [dict(zip(table.c.keys(), row, strict=True)) for row in kept[table]]
            if rows:
                connection.execute(sql_insert(table), rows)
        return None, sum(map(len, kept.values()))

    assert _tried(opened, fast) == _tried(opened, plain)
