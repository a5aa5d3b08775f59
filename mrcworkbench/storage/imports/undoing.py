"""Which files of the log are undone, and what the log says of them then. db/README.md, Undoing and setting aside 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.log import ACT, ImportedFile, Line, load_imports, load_lines
from mrcworkbench.storage.imports.taking_out import take_out, what_would_go

Lines: TypeAlias = Mapping[Line, ImportedFile]


@dataclass(frozen=True)
class Undone:
    """What was undone: the import, or the last one that a file came with. `stays` are the paths of other files that
    hold some of the same."""

    id: str
    files: int
    stays: tuple[str, ...] = ()


def undo(connection: Connection, import_id: str | None, sha256: str | None, *, at: str, by: str) -> Undone:
    """Take out what an import or a file brought, in the connection's transaction.

    Without a file all of the import, without an import all lines of the file, without either the last import that is
    not undone. What is set aside of it is thrown away. Raises `UserError` import_unknown, import_undone,
    import_not_last, file_not_imported, file_brought_nothing, import_built_on.
    """
    raw, every = driver(connection), load_lines(connection)
    lines: Lines
    if sha256 is None:
        id_, count = _import_to_undo(connection, import_id)
        lines = {line: file for line, file in every.items() if line[0] == id_ and _may_be_undone(file)}
    else:
        lines = lines_of_file(every, sha256, import_id)
        id_, count = max(lines)[0], len(lines)
    require_last_of_first_log(connection, every, lines)
    _hand_over(raw, every, lines)
    here = [line for line, file in lines.items() if not file.is_set_aside]
    went, stays = take_out(connection, here, at)
    if sha256 is not None and here:
        _require_brought(lines, went=went)
    for line in lines:
        raw.execute("DELETE FROM set_aside WHERE import_id = ? AND number = ?", line)
        said = "UPDATE import_files SET undone_at = ?, undone_by = ? WHERE import_id = ? AND number = ?"
        raw.execute(said, (at, by, *line))
    for one in {id_, *(import_ for import_, _ in lines)}:
        if not any(line[0] == one and line not in lines and _may_be_undone(file) for line, file in every.items()):
            raw.execute("UPDATE imports SET undone_at = ?, undone_by = ? WHERE id = ?", (at, by, one))
    return Undone(id_, count, tuple(sorted({every[line].path for line in stays})))


def require_undoable(connection: Connection, sha256: str) -> None:
    """Raises `UserError` as `undo` of a file does, and changes nothing. What is set aside can always be thrown away."""
    every = load_lines(connection)
    lines = lines_of_file(every, sha256)
    if not any(file.is_set_aside for file in lines.values()):
        require_last_of_first_log(connection, every, lines)
        _require_brought(lines, went=what_would_go(connection, list(lines)))


def lines_of_file(every: Lines, sha256: str, import_id: str | None = None) -> Lines:
    """The lines of a file that are not undone. Raises `UserError` file_not_imported, file_brought_nothing,
    import_undone."""
    of_file = {line: file for line, file in every.items() if file.sha256 == sha256 and import_id in (None, line[0])}
    if not of_file:
        raise UserError("file_not_imported")
    last = of_file[max(of_file)]
    lines = {line: file for line, file in of_file.items() if _may_be_undone(file)}
    if not lines and last.undone_at is None:
        raise UserError("file_brought_nothing", path=last.path)
    if not lines:
        raise UserError("import_undone", at=last.undone_at)
    return lines


def require_last_of_first_log(connection: Connection, every: Lines, lines: Collection[Line]) -> None:
    """The log of 0.1.0 does not know what several files held: of its files, the last goes first. Raises `UserError`
    import_not_last."""
    of_first = [line for line in lines if every[line].sealed is None]
    later = [line for line, file in every.items() if file.sealed is None and file.is_here and line not in lines]
    if of_first and later and max(later) > min(of_first):
        started = {one.id: one.started_at for one in load_imports(connection)}
        raise UserError("import_not_last", at=started[max(later)[0]])


def _import_to_undo(connection: Connection, import_id: str | None) -> tuple[str, int]:
    known = load_imports(connection)
    if import_id is None:
        this = next((one for one in known if one.undone_at is None), None)
    else:
        this = next((one for one in known if one.id == import_id), None)
    if this is None:
        raise UserError("import_unknown", id=import_id)
    if this.undone_at is not None:
        raise UserError("import_undone", at=this.undone_at)
    return this.id, this.files


def _require_brought(lines: Lines, *, went: bool) -> None:
    if not went and all(file.verdict == Verdict.KNOWN.value for file in lines.values()):
        raise UserError("file_brought_nothing", path=lines[max(lines)].path)


def _may_be_undone(file: ImportedFile) -> bool:
    return file.is_here or file.is_set_aside


def _hand_over(raw: sqlite3.Connection, every: Lines, lines: Lines) -> None:
    """What one line of a file brought, another line of the same file answers for, where that stays."""
    others = {file.sha256: line for line, file in every.items() if line not in lines and _may_be_undone(file)}
    for line, file in lines.items():
        heir = others.get(file.sha256)
        if heir is not None:
            sql = "UPDATE OR IGNORE import_additions SET import_id = ?, number = ? WHERE import_id = ? AND number = ?"
            raw.execute(f"{sql} AND kind <> ?", (*heir, *line, ACT))
            sql = "UPDATE OR IGNORE set_aside SET import_id = ?, number = ? WHERE import_id = ? AND number = ?"
            raw.execute(sql, (*heir, *line))
