"""Setting a file aside: what undoing it would take out is kept packed in this file, and can be put back as it was.

What is packed is all that the log has of the file, with its rows, also what other files hold: they may go meanwhile.
db/README.md, Undoing and setting aside 4.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from mrcworkbench.domain.verification.histories import is_too_much
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.names import may_be_edited
from mrcworkbench.storage.answers.sealing import load_whole_history, seal_working_copy
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.prepared import Value
from mrcworkbench.storage.imports.log import ACT, BEGUN, Line, load_lines
from mrcworkbench.storage.imports.logged_rows import Rows, insert_missing_rows, rows_of
from mrcworkbench.storage.imports.packing import Logged, packed, unpacked
from mrcworkbench.storage.imports.taking_out import (
    acts_of,
    assessments_of,
    centres_of,
    follow,
    logged,
    take_out,
    what_goes,
)
from mrcworkbench.storage.imports.undoing import lines_of_file, require_last_of_first_log

_PACK = "SELECT content FROM set_aside WHERE import_id = ? AND number = ?"


def set_aside(connection: Connection, sha256: str, *, at: str, by: str, because: str) -> str:
    """Take out what a file brought, and keep it; its path. Raises `UserError` file_not_imported, file_brought_nothing,
    import_undone, file_set_aside, import_not_last, import_built_on."""
    raw, every = driver(connection), load_lines(connection)
    lines = lines_of_file(every, sha256)
    first = min(lines)
    if lines[first].is_set_aside:
        raise UserError("file_set_aside", at=lines[first].set_aside_at, by=lines[first].set_aside_by)
    require_last_of_first_log(connection, every, lines)
    content = _packed(raw, list(lines))
    went, _ = take_out(connection, list(lines), at)
    if not went:
        raise UserError("file_brought_nothing", path=lines[first].path)
    raw.execute("INSERT INTO set_aside (import_id, number, content) VALUES (?, ?, ?)", (*first, content))
    raw.executemany(
        "UPDATE import_files SET set_aside_at = ?, set_aside_by = ?, set_aside_because = ?, put_back_at = NULL, "
        "put_back_by = NULL WHERE import_id = ? AND number = ?",
        [(at, by, because, *line) for line in lines],
    )
    return lines[first].path


def put_back(connection: Connection, sha256: str, *, at: str, by: str) -> str:
    """Put in again what was set aside, but for what another file has brought since; its path.

    What was edited meanwhile is sealed first. Raises `UserError` file_not_imported, file_not_set_aside,
    put_back_held where another centre holds an assessment of it now, put_back_too_much.
    """
    raw = driver(connection)
    lines = lines_of_file(load_lines(connection), sha256)
    packs = [(line, found) for line in lines for found in raw.execute(_PACK, line)]
    if not packs:
        raise UserError("file_not_set_aside")
    ((line, (content,)),) = packs
    additions, rows = _still_there(*unpacked(content), set(lines), line)
    _require_of_the_same(raw, rows.get("assessments", ()))
    touched = {str(row[1]) for table in ("revisions", "decisions") for row in rows.get(table, ())}
    for assessment in sorted(touched):
        is_here = raw.execute("SELECT 1 FROM assessments WHERE id = ?", (assessment,)).fetchone()
        if is_here and may_be_edited(connection, assessment):
            seal_working_copy(connection, assessment, author=by, sealed_at=at, kind="import")
    insert_missing_rows(raw, rows)
    raw.executemany(
        "INSERT INTO import_additions (kind, id, import_id, number) VALUES (?, ?, ?, ?)",
        additions,
    )
    raw.execute("DELETE FROM set_aside WHERE import_id = ? AND number = ?", line)
    begun = [id_ for kind, id_, *_ in additions if kind == BEGUN]
    said_of = {str(row[0]) for row in rows.get("verdicts", ())}
    touched |= assessments_of(raw, {"verdict": said_of})
    for assessment in sorted(touched):
        if is_too_much(load_whole_history(connection, assessment)):
            raise UserError("put_back_too_much", path=lines[line].path)
    follow(connection, touched, centres_of(raw, touched, begun, said_of), begun, at)
    raw.executemany(
        "UPDATE import_files SET put_back_at = ?, put_back_by = ? WHERE import_id = ? AND number = ?",
        [(at, by, *one) for one in lines],
    )
    return lines[line].path


def _packed(raw: sqlite3.Connection, lines: Sequence[Line]) -> bytes:
    going, _ = what_goes(raw, lines)
    items = {kind: set(ids) for kind, ids in going.items()}
    for kind, id_ in (*logged(raw, lines), *acts_of(raw, lines)):
        items.setdefault(kind, set()).add(id_)
    additions = [(kind, id_, *line) for line in lines for kind, id_ in logged(raw, [line])]
    return packed(additions, rows_of(raw, items))


def _still_there(additions: list[Logged], rows: Rows, lines: set[Line], heir: Line) -> tuple[list[Logged], Rows]:
    """Where an import was undone meanwhile, another line of the same file answers for what it brought, but not for what
    a person said with that import."""
    gone = [(kind, id_) for kind, id_, *line in additions if kind == ACT and tuple(line) not in lines]
    dropped = {id_.partition(" ")[2] for _, id_ in gone}
    kept = [one for one in additions if one[:2] not in gone]
    moved = [(kind, id_, *(line if tuple(line) in lines else heir)) for kind, id_, *line in kept]
    return moved, {table: [row for row in of_table if row[0] not in dropped] for table, of_table in rows.items()}


def _require_of_the_same(raw: sqlite3.Connection, assessments: Iterable[Sequence[Value]]) -> None:
    """Raises `UserError` put_back_held where another centre holds the id of an assessment now."""
    sql = "SELECT centre_id, questionnaire_id, about, follows FROM assessments WHERE id = ?"
    for id_, centre, _, questionnaire, _, about, follows, *_ in assessments:
        here = raw.execute(sql, (id_,)).fetchone()
        if here not in (None, (centre, questionnaire, about, follows)):
            (name,) = raw.execute("SELECT name FROM centres WHERE id = ?", (here[0],)).fetchone()
            raise UserError("put_back_held", centre=name)
