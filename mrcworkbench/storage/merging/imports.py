"""The log of imports, local to this file: who took in what, when, and what each file added. And its undoing.

An import is undone as one, and only while nothing stands on it: no later import, no revision, decision or edit that
goes on from what it brought.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.names import file_assessment, is_edited, name_centre
from mrcworkbench.storage.answers.sealing import load_history, take_view
from mrcworkbench.storage.answers.working_copy import referenced_attachments
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.failures import WrongRowError
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import import_additions, import_files, imports, revisions
from mrcworkbench.storage.merged_sets.histories import attestation_of_row
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS, RecordSet

Addition = tuple[str, str]
"""Kind and id of something that a file added, as in `import_additions`."""
_LOG_FILE = Prepared(insert(import_files))
_LATER = (
    *("undone_at", "undone_by", "set_aside_at", "set_aside_by", "set_aside_because"),
    *("put_back_at", "put_back_by"),
)
"""Columns of a line of the log that are filled when something becomes of its file."""
_LOG_ADDITIONS = Prepared(insert(import_additions))
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
_BROUGHT_BY = (
    select(import_files.c.path)
    .join(
        import_additions,
        and_(
            import_additions.c.import_id == import_files.c.import_id, import_additions.c.number == import_files.c.number
        ),
    )
    .where(import_additions.c.id == bindparam("brought"))
    .limit(1)
)


@dataclass(frozen=True)
class ImportedFile:
    """A line of the log. `sha256` is None where the file could not be read; `reason` and `message` where it was
    refused."""

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


def begin_import(connection: Connection, *, started_at: str, imported_by: str) -> str:
    """A new line in the log; its id, by which imports stand in their order whatever the clock says."""
    count = connection.execute(select(func.count()).select_from(imports)).scalar_one()
    import_id = f"{count + 1:06}"
    connection.execute(insert(imports), {"id": import_id, "started_at": started_at, "imported_by": imported_by})
    return import_id


def log_file(connection: Connection, import_id: str, file: ImportedFile, additions: Sequence[Addition]) -> None:
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
            **dict.fromkeys(_LATER),
        },
    )
    log_additions(connection, import_id, file.number, additions)


def log_additions(connection: Connection, import_id: str, number: int, additions: Sequence[Addition]) -> None:
    """Write down what came with the file of that number."""
    _LOG_ADDITIONS.run_many(connection, [(kind, id_, import_id, number) for kind, id_ in additions])


def finish_import(connection: Connection, import_id: str, finished_at: str) -> None:
    connection.execute(update(imports).where(imports.c.id == import_id).values(finished_at=finished_at))


def load_imports(connection: Connection) -> tuple[ImportInfo, ...]:
    """Every import, the latest first."""
    count = select(func.count()).select_from(import_files).where(import_files.c.import_id == imports.c.id)
    found = connection.execute(select(imports, count.scalar_subquery()).order_by(imports.c.id.desc()))
    return tuple(ImportInfo(*row) for row in found)


def load_imported_files(connection: Connection, import_id: str) -> tuple[ImportedFile, ...]:
    """The files of an import, in the order in which they were read."""
    return tuple(
        ImportedFile(number, path, sha256, verdict, reason, message, _suspected(like), assessments, _flag(sealed))
        for _, number, path, sha256, verdict, reason, message, like, assessments, sealed, *_ in connection.execute(
            _FILES_OF, {"of": import_id}
        )
    )


def load_brought(connection: Connection, import_id: str) -> list[tuple[int, str, str, str, str]]:
    """By number of its file, centre (id, name, country) and round of each revision that an import brought."""
    found = connection.execute(_BROUGHT, {"of": import_id})
    return [(number, centre, name, country, round_) for number, centre, name, country, round_ in found]


def files_that_brought(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """By assessment, revision, decision or record that an import brought, the path of the file; what was made here is
    left out."""
    found: dict[str, str] = {}
    for id_ in ids:
        path = connection.execute(_BROUGHT_BY, {"brought": id_}).scalar()
        if path is not None:
            found[id_] = path
    return found


def file_with_the_same(connection: Connection, sha256: str, assessments: Sequence[str]) -> str | None:
    """The path of the first file that was taken in with this content, or that began one of these assessments."""
    of_content = import_files.c.sha256 == sha256, import_files.c.verdict.in_(("new", "updated", "conflict"))
    path = connection.execute(select(import_files.c.path).where(*of_content, import_files.c.undone_at.is_(None)))
    found: str | None = path.scalars().first()
    if found is None:
        found = next((path for id_ in assessments for path in files_that_brought(connection, [id_]).values()), None)
    return found


def undo_import(connection: Connection, import_id: str | None, *, undone_at: str, undone_by: str) -> ImportInfo:
    """Take out what an import brought, in the connection's transaction, and say which it was.

    None: the last that was not undone before. Raises `UserError` import_unknown, import_undone, import_not_last,
    import_built_on.
    """
    raw = driver(connection)
    this = _last(connection, import_id)
    import_id = this.id
    added: dict[str, set[str]] = {}
    for kind, id_ in raw.execute("SELECT kind, id FROM import_additions WHERE import_id = ?", (import_id,)):
        added.setdefault(kind, set()).add(id_)
    touched = _touched(raw, added)
    if _is_built_on(connection, added, touched):
        raise UserError("import_built_on")
    _remove(raw, added)
    new = added.get("assessment", set())
    centres = {raw.execute("SELECT centre_id FROM assessments WHERE id = ?", (id_,)).fetchone()[0] for id_ in touched}
    for id_ in sorted(touched - new):
        history = load_history(connection, id_)
        view = current_view(history)
        take_view(connection, id_, view, history.heads, undone_at)
        if view.header is not None:
            file_assessment(connection, view.header, undone_at)
    for id_ in sorted(new):
        for table in ("units", "contested", "working_parents"):
            raw.execute(f"DELETE FROM {table} WHERE assessment_id = ?", (id_,))  # noqa: S608 - our own words
        raw.execute("DELETE FROM assessments WHERE id = ?", (id_,))
    gone = added.get("centre", set())
    for id_ in sorted(gone):
        raw.execute("DELETE FROM centres WHERE id = ?", (id_,))
    for id_ in sorted(centres - gone):
        name_centre(connection, id_)
    for sha256 in sorted(added.get("attachment", set()) - referenced_attachments(connection)):
        raw.execute("DELETE FROM attachments WHERE sha256 = ?", (sha256,))
    raw.execute("DELETE FROM import_additions WHERE import_id = ?", (import_id,))
    raw.execute("UPDATE imports SET undone_at = ?, undone_by = ? WHERE id = ?", (undone_at, undone_by, import_id))
    return this


def _last(connection: Connection, import_id: str | None) -> ImportInfo:
    """The import with this id, or the last that was not undone; no other came after it."""
    known = load_imports(connection)
    last = next((one for one in known if one.undone_at is None), None)
    this = last if import_id is None else next((one for one in known if one.id == import_id), None)
    if this is None:
        raise UserError("import_unknown", id=import_id)
    if this.undone_at is not None:
        raise UserError("import_undone", at=this.undone_at)
    if last is not None and last.id != this.id:
        raise UserError("import_not_last", at=last.started_at)
    return this


def _touched(raw: sqlite3.Connection, added: dict[str, set[str]]) -> set[str]:
    """The assessments that got a revision or decision."""
    found = set(added.get("assessment", set()))
    for kind, table in (("revision", "revisions"), ("decision", "decisions")):
        sql = f"SELECT assessment_id FROM {table} WHERE id = ?"  # noqa: S608 - our own words
        found |= {raw.execute(sql, (id_,)).fetchone()[0] for id_ in added.get(kind, ())}
    return found


def _is_built_on(connection: Connection, added: dict[str, set[str]], touched: set[str]) -> bool:
    raw = driver(connection)
    brought = added.get("revision", set()) | added.get("decision", set())
    for assessment in touched:
        history = load_history(connection, assessment)
        for id_, revision in history.revisions.items():
            if id_ not in brought and not brought.isdisjoint((*revision.parents, *revision.decisions)):
                return True
        for id_, decision in history.decisions.items():
            if id_ not in brought and not brought.isdisjoint(decision.settles):
                return True
        if is_edited(connection, assessment):
            return True
        if assessment in added.get("assessment", ()) and any(
            _has(raw, table, "assessment_id", assessment) for table in ("drafts", "kept_here")
        ):
            return True
    came = set[str]().union(*added.values(), _attestations_signed(raw, added))
    return any(_names_any_of(raw, which, came, added.get(which.kind, set())) for which in RECORD_SETS)


def _names_any_of(raw: sqlite3.Connection, which: RecordSet[Any], came: set[str], brought: set[str]) -> bool:
    """Whether a record that did not come with the import names something that did."""
    for column in which.naming:
        found = raw.execute(f'SELECT "{column}", id FROM {which.table.name}')  # noqa: S608 - our own words
        if any(id_ not in brought and not came.isdisjoint(named.split()) for named, id_ in found):
            return True
    return False


def _attestations_signed(raw: sqlite3.Connection, added: dict[str, set[str]]) -> Iterator[str]:
    """What signatures, where there are any, call the attestations that came."""
    if raw.execute("SELECT 1 FROM signatures LIMIT 1").fetchone() is None:
        return
    of_revision = "SELECT revision, author, sealed_at, kind FROM attestations WHERE revision = ?"
    rows = [json.loads(listed) for listed in added.get("attestation", ())]
    rows += [row for id_ in added.get("revision", ()) for row in raw.execute(of_revision, (id_,))]
    yield from (attestation_of_row(row).id for row in rows)


def _has(raw: sqlite3.Connection, table: str, column: str, value: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608 - our own words
    return raw.execute(sql, (value,)).fetchone() is not None


def _remove(raw: sqlite3.Connection, added: dict[str, set[str]]) -> None:
    for text in added.get("attestation", ()):
        raw.execute(
            "DELETE FROM attestations WHERE revision = ? AND author = ? AND sealed_at = ? AND kind = ?",
            json.loads(text),
        )
    revisions = [(id_,) for id_ in sorted(added.get("revision", ()))]
    for table in ("revision_units", "revision_parents", "revision_decisions", "attestations"):
        raw.executemany(f"DELETE FROM {table} WHERE revision = ?", revisions)  # noqa: S608 - our own words
    for id_ in sorted(added.get("verdict", ())):
        raw.execute("DELETE FROM verdicts WHERE subject = ?", (id_,))
    tables = {"revision": "revisions", "decision": "decisions"} | {one.kind: one.table.name for one in RECORD_SETS}
    for kind, table in tables.items():
        ids = [(id_,) for id_ in sorted(added.get(kind, ()))]
        raw.executemany(f"DELETE FROM {table} WHERE id = ?", ids)  # noqa: S608 - our own words


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


def _flag(number: int | None) -> bool | None:
    return None if number is None else bool(number)


def _storable(text: str) -> str:
    """A path can hold bytes that are no characters."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
