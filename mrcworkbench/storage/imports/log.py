"""The log of imports, local to this file: who took in what, when, and what each file brought.

What several files hold is logged for each of them, and so is when each says that a centre or an assessment was begun:
a file can then be undone by itself, whichever came first (`storage.imports.undoing`). A file that is merged again while
it is here, byte for byte the same, brings nothing: its first line answers for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update

from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.failures import WrongRowError
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import import_additions, import_files, imports, revisions
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS

Addition = tuple[str, str]
"""Kind and id of something that a file holds, as in `import_additions`."""
Line = tuple[str, int]
"""A file in the log: the import's id, and the number in it."""
BEGUN, BEGUN_HERE = "begun", "begun_here"
"""Kinds of what was said of when something was begun: by a file, and before any file."""
ACT = "act"
"""Kind of a record that a person of this file made with the import; its id says which: "join 3f…"."""
_HERE = 0
"""The number under which the log keeps what no file said."""
_LOG_FILE = Prepared(insert(import_files))
_LATER = (
    *("undone_at", "undone_by", "set_aside_at", "set_aside_by", "set_aside_because"),
    *("put_back_at", "put_back_by"),
)
"""Columns of a line of the log that are filled when something becomes of its file."""
_LOG_ADDITIONS = Prepared(insert(import_additions))
_LOG_HELD = """
INSERT OR IGNORE INTO import_additions (kind, id, import_id, number)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), ?, ? FROM json_each(?)
WHERE EXISTS (
    SELECT 1 FROM import_additions AS known
    WHERE known.kind = json_extract(value, '$[0]') AND known.id = json_extract(value, '$[1]')
)
"""
"""What nobody brought was made here, and stays whatever is undone."""
_FILES_HERE = """
SELECT sha256, path, set_aside_at, set_aside_by, set_aside_because, put_back_at FROM import_files
WHERE sha256 IS NOT NULL AND reason IS NULL AND undone_at IS NULL
ORDER BY import_id, number
"""
_FILES_OF = select(import_files).where(import_files.c.import_id == bindparam("of")).order_by(import_files.c.number)
_BROUGHT = (
    select(
        import_additions.c.number,
        revisions.c.centre_id,
        revisions.c.centre_name,
        revisions.c.country,
        revisions.c.round,
    )
    .distinct()
    .join(revisions, revisions.c.id == import_additions.c.id)
    .where(import_additions.c.kind == "revision", import_additions.c.import_id == bindparam("of"))
    .order_by(import_additions.c.number, revisions.c.centre_id)
)
_SAID = ("assessment", "revision", "decision", *(one.kind for one in RECORD_SETS))
_LINES = "SELECT import_id, number FROM import_additions WHERE kind = ? AND id = ?"
_BROUGHT_BY = f"""
SELECT wanted.value, (
    SELECT file.path FROM import_additions AS brought
    JOIN import_files AS file ON (file.import_id, file.number) = (brought.import_id, brought.number)
    WHERE brought.kind IN ({", ".join(f"'{kind}'" for kind in _SAID)}) AND brought.id = wanted.value
    ORDER BY brought.import_id, brought.number LIMIT 1
) AS path
FROM json_each(?) AS wanted WHERE path IS NOT NULL
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Brought:
    """What a file brought. `held` is all of it that could be here already, `begun` what was said of beginnings, `acts`
    what a person of this file said with the import: that goes with the file, whatever other files hold."""

    added: tuple[Addition, ...] = ()
    held: tuple[Addition, ...] = ()
    begun: tuple[Addition, ...] = ()
    acts: tuple[Addition, ...] = ()


class SetAside(NamedTuple):
    """When a file was set aside, by whom and why."""

    at: str
    by: str
    because: str


class FileHere(NamedTuple):
    """The path of a file that is here, or set aside."""

    path: str
    set_aside: SetAside | None = None


FilesHere = dict[str, FileHere]
"""By SHA-256; of several lines of one file the first."""


@dataclass(frozen=True)
class ImportedFile:
    """A line of the log. `sha256` is None where the file could not be read; `reason` and `message` where it was
    refused, `message` also where it was passed over."""

    number: int
    path: str
    sha256: str | None
    verdict: str
    reason: str | None
    message: str | None
    suspected_duplicate_of: Mapping[str, bool]
    assessments: int
    sealed: bool | None = None
    """Whether it was a submission, not a raw copy of a database in use; None where it was refused, or was logged by
    0.1.0."""
    undone_at: str | None = None
    undone_by: str | None = None
    set_aside_at: str | None = None
    set_aside_by: str | None = None
    set_aside_because: str | None = None
    put_back_at: str | None = None
    put_back_by: str | None = None
    """Who last put it back and when: it is here again, and who had set it aside stays to be read."""

    @property
    def is_set_aside(self) -> bool:
        return self.set_aside_at is not None and self.put_back_at is None and self.undone_at is None

    @property
    def is_here(self) -> bool:
        """Whether what it brought is in this database."""
        return self.reason is None and self.undone_at is None and not self.is_set_aside


@dataclass(frozen=True)
class ImportInfo:
    """One import. Not finished: it was stopped, and holds what went in before."""

    id: str
    started_at: str
    finished_at: str | None
    imported_by: str
    undone_at: str | None
    undone_by: str | None
    files: int


def begun_id(table: str, id_: str, at: str) -> str:
    """How the log names what is said of the beginning of a row of `centres` or `assessments`."""
    return json.dumps((table, id_, at), ensure_ascii=False)


def begin_import(connection: Connection, *, started_at: str, imported_by: str) -> str:
    """A new line in the log; its id, by which imports stand in their order whatever the clock says."""
    count = connection.execute(select(func.count()).select_from(imports)).scalar_one()
    import_id = f"{count + 1:06}"
    connection.execute(insert(imports), {"id": import_id, "started_at": started_at, "imported_by": imported_by})
    return import_id


def log_file(connection: Connection, import_id: str, file: ImportedFile, brought: Brought) -> None:
    like = json.dumps(file.suspected_duplicate_of) if file.suspected_duplicate_of else None
    _LOG_FILE.run(
        connection,
        {
            "import_id": import_id,
            "number": file.number,
            "path": _storable(file.path),
            "sha256": file.sha256,
            "verdict": file.verdict,
            "reason": file.reason,
            "message": None if file.message is None else _storable(file.message),
            "suspected_duplicate_of": like,
            "assessments": file.assessments,
            "is_sealed": None if file.sealed is None else int(file.sealed),
            **{name: getattr(file, name) for name in _LATER},
        },
    )
    log_brought(connection, (import_id, file.number), brought)


def log_brought(connection: Connection, line: Line, brought: Brought) -> None:
    """Write down what came with the file of that line."""
    for kind, id_ in brought.begun:
        if kind == BEGUN_HERE and _was_said_here(connection, id_):
            driver(connection).execute(
                "INSERT OR IGNORE INTO import_additions VALUES (?, ?, ?, ?)", (kind, id_, line[0], _HERE)
            )
    said = [one for one in brought.begun if one[0] == BEGUN]
    acts = [(ACT, f"{kind} {id_}") for kind, id_ in brought.acts]
    _LOG_ADDITIONS.run_many(connection, [(kind, id_, *line) for kind, id_ in (*brought.added, *said, *acts)])
    if brought.held:
        driver(connection).execute(_LOG_HELD, (*line, json.dumps(brought.held)))


def named_in(id_: str) -> list[str]:
    """What the id of a row of the log names: one thing, the columns of a row, or what a person spoke of."""
    return [str(part) for part in json.loads(id_)] if id_.startswith("[") else id_.split()


def finish_import(connection: Connection, import_id: str, finished_at: str) -> None:
    connection.execute(update(imports).where(imports.c.id == import_id).values(finished_at=finished_at))


def load_imports(connection: Connection) -> tuple[ImportInfo, ...]:
    """Every import, the latest first."""
    count = select(func.count()).select_from(import_files).where(import_files.c.import_id == imports.c.id)
    found = connection.execute(select(imports, count.scalar_subquery()).order_by(imports.c.id.desc()))
    return tuple(ImportInfo(*row) for row in found)


def load_imported_files(connection: Connection, import_id: str) -> tuple[ImportedFile, ...]:
    """The files of an import, in the order in which they were read."""
    return tuple(_file_of_row(row) for row in connection.execute(_FILES_OF, {"of": import_id}))


def load_lines(connection: Connection) -> dict[Line, ImportedFile]:
    """Every line of the log, in its order."""
    found = connection.execute(select(import_files).order_by(import_files.c.import_id, import_files.c.number))
    return {(row[0], row[1]): _file_of_row(row) for row in found}


def load_brought(connection: Connection, import_id: str) -> list[tuple[int, str, str, str, str]]:
    """By number of its file, centre (id, name, country) and round of each revision that came with an import, be it
    known."""
    found = connection.execute(_BROUGHT, {"of": import_id})
    return [(number, centre, name, country, round_) for number, centre, name, country, round_ in found]


def files_that_brought(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """By assessment, revision, decision or record that an import brought, the path of the first file; what was made
    here is left out."""
    return dict(driver(connection).execute(_BROUGHT_BY, (json.dumps(list(ids)),)))


def lines_that_brought(connection: Connection, kind: str, id_: str) -> frozenset[Line]:
    """All files that hold this decision or record."""
    return frozenset(driver(connection).execute(_LINES, (kind, id_)))


def file_that_began(connection: Connection, assessments: Iterable[str]) -> str | None:
    """The path of the first file that began one of these assessments here."""
    return next((path for id_ in assessments for path in files_that_brought(connection, [id_]).values()), None)


def files_here(connection: Connection) -> FilesHere:
    """The files that are here or set aside."""
    found: FilesHere = {}
    for sha256, path, at, by, because, put_back_at in driver(connection).execute(_FILES_HERE):
        found.setdefault(sha256, FileHere(path, SetAside(at, by, because) if at and not put_back_at else None))
    return found


def _file_of_row(row: Sequence[Any]) -> ImportedFile:
    _, number, path, sha256, verdict, reason, message, like, assessments, sealed, *later = row
    flag = None if sealed is None else bool(sealed)
    return ImportedFile(number, path, sha256, verdict, reason, message, _suspected(like), assessments, flag, *later)


def _was_said_here(connection: Connection, id_: str) -> bool:
    """Whether no file that the log knows said so of a beginning, or the centre or assessment was there before any."""
    table, of, _ = json.loads(id_)
    sql = "SELECT EXISTS (SELECT 1 FROM import_additions WHERE kind = ? AND id = ?)"
    asked = ((BEGUN, id_), (table.removesuffix("s"), of))
    return not all(driver(connection).execute(sql, one).fetchone()[0] for one in asked)


def _suspected(listed: str | None) -> dict[str, bool]:
    """Other centres that one of a file may be, and whether of one period with it. 0.1.0 named no others, in a list.
    Raises `WrongRowError`."""
    try:
        found = json.loads(listed) if listed else {}
    except (ValueError, RecursionError) as error:
        raise WrongRowError("a list of ids is none") from error
    if isinstance(found, list) and all(isinstance(id_, str) for id_ in found):
        return dict.fromkeys(found, True)
    if isinstance(found, dict) and all(isinstance(same, bool) for same in found.values()):
        return found
    raise WrongRowError("a list of ids is none")


def _storable(text: str) -> str:
    """A path can hold bytes that are no characters."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
