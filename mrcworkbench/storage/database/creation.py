"""New databases: made beside their place, durable, and put there whole or not at all."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from mrcworkbench import __version__, paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.connection import configure
from mrcworkbench.storage.database.driver import OneConnection
from mrcworkbench.storage.database.failures import may, told_to_user
from mrcworkbench.storage.database.header import SECOND_FILES, journal_of, second_files_of
from mrcworkbench.storage.database.meta import add_meta
from mrcworkbench.storage.database.schema import APPLICATION_ID, SCHEMA_VERSION
from mrcworkbench.storage.database.tables import metadata

_ROOM = 1024 * 1024
"""Bytes that must be free for an empty database and a little work."""
_MOST_OF_NAME = 100
"""Bytes of the finished file's name in that of the unfinished one, which SQLite makes longer for its journal."""


def create_database(
    path: Path, fill: Callable[[Connection], None], *, file_id: str, made_at: str, overwrite: bool = False
) -> None:
    """Make a database with the newest schema, filled by `fill`, in one transaction.

    Raises `UserError` exists, folder_missing, disk_full, no_permission, read_only_folder and the path's problems;
    nothing is left behind then, not even if `fill` raises.
    """
    require_name(path, overwrite=overwrite)
    with new_file(path, overwrite=overwrite) as unfinished, told_to_user(path):
        build_database(unfinished, fill, file_id=file_id, made_at=made_at)


def build_database(path: Path, fill: Callable[[Connection], None], *, file_id: str, made_at: str) -> None:
    """Write a database with the newest schema under a name that nobody looks at yet; see `new_file`. Raises what
    SQLite raises."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        configure(connection, read_only=False)
        _build(connection, fill, {"file_id": file_id, "made_at": made_at, "made_by": f"MRC Workbench {__version__}"})
    finally:
        connection.close()


def require_name(path: Path, *, overwrite: bool = False) -> None:
    """Raises `UserError` if a new file cannot be made under this name."""
    if path.name.endswith(SECOND_FILES):
        problem: str | None = "name_of_second_file"
    else:
        problem = systems.path_problem(path, paths.DATABASE_SUFFIX)
    problem = problem or systems.path_problem(journal_of(path))  # without room for its name nothing could be saved
    if problem is not None:
        raise UserError(problem, path=str(path), name=path.name)
    with told_to_user(path):
        if path.is_dir():
            raise UserError("is_folder", path=str(path))
        if not overwrite and os.path.lexists(path):
            raise UserError("exists", path=str(path))
        _require_folder(path.parent)
        for second in second_files_of(path):  # SQLite would play an old journal back into the new database
            if os.path.lexists(second):
                raise UserError("second_file_there", path=str(path), name=second.name)


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError("folder_missing", path=str(folder))
    if not may(folder, os.W_OK):
        raise UserError("read_only_folder", path=str(folder))
    if systems.free_space(folder) < _ROOM:
        raise UserError("disk_full", path=str(folder))


@contextmanager
def new_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """An empty file beside `path` to write a database to; put in place when the block ends, removed if it raises.

    Only its owner can read it, from the first byte on; what takes the place of another file gets that one's rights.
    SQLite gives its journals the rights of their database. Without `overwrite`, a file that appeared in the meantime is
    left alone and `UserError` exists is raised.
    """
    from mrcworkbench import leftovers

    name = systems.shortened(path.name, _MOST_OF_NAME)
    unfinished = path.with_name(f".{name}.{secrets.token_hex(4)}.unfinished")
    with leftovers.claimed(unfinished, journal_of(unfinished)), told_to_user(path):
        systems.new_private_file(unfinished)
        yield unfinished
        systems.sync_file(unfinished)
        if overwrite:
            systems.keep_mode(unfinished, path)
            systems.replace(unfinished, path)
        else:
            systems.place_new(unfinished, path)


def _build(raw: sqlite3.Connection, fill: Callable[[Connection], None], identity: dict[str, str]) -> None:
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=OneConnection, pool_reset_on_return=None)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        for statement in _making_tables():
            connection.exec_driver_sql(statement)
        mark(connection)
        add_meta(connection, identity)
        fill(connection)


@cache
def _making_tables() -> tuple[str, ...]:
    """Makes every table and index; written once, as writing them takes half of the time of a new database."""
    made: list[str] = []
    for table in metadata.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        makes: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, indexes)]
        made += [str(make.compile(dialect=sqlite.dialect())) for make in makes]
    return tuple(made)


def mark(connection: Connection, version: int = SCHEMA_VERSION) -> None:
    """Write into the header whose file it is and which schema it has."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")
