"""One open database file: a single connection, used by one thread, in explicit transactions.

Rollback journal, `synchronous=EXTRA` and `secure_delete`: measured, the usual DELETE/FULL can lose the last saved
answer in a power cut, and WAL loses whole files when they are mailed, renamed or synchronised while open.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.failures import told_to_user
from mrcworkbench.storage.pools import OneConnection

BUSY_SECONDS = 3.0
"""How long a save waits for another program that holds the file, such as a virus scanner or a viewer of databases."""
_READING = "reading"


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A raw connection with the program's settings; never makes a file. An interrupted save is undone here by
    SQLite."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{uri(path)}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=256
    )
    try:
        configure(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def configure(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """The settings of every connection. The journal mode comes first: it is the only one that is a property of the
    file."""
    if not read_only:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":  # another program has it open in WAL mode
            raise _busy()
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: a plain fsync does not reach the disk
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # personal data must not land in a temporary folder
    connection.execute("PRAGMA trusted_schema = OFF")


def _busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def uri(path: Path) -> str:
    """The file for SQLite, without options.

    Built by hand: `Path.as_uri` puts the server of a Windows share where SQLite accepts none.
    """
    place = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(place if place.startswith("/") else f"/{place}"))


class Database:
    """An open file. Every method must be called on the thread that made it."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._writer: Connection | None = None
        self._reader: Connection | None = None
        self._engine: Engine | None = None
        self.before_first_write: Callable[[Connection], None] | None = None
        """Called inside the first transaction that writes."""
        with told_to_user(path):
            self._identity = systems.identity(path)
            self._size = path.stat().st_size
            self._open()
            self._version = self._data_version()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        with told_to_user(self.path):
            connection = self._connected(self._reader)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable when the block ends, or has changed nothing if it raises.

        Raises `UserError`: read_only_file, vanished, replaced, changed_elsewhere, locked, disk_full and the rest of
        `failures`.
        """
        if self.read_only:
            raise UserError("read_only_file", path=str(self.path))
        with told_to_user(self.path):
            self._require_same_file()
            connection = self._connected(self._writer)
            with connection.begin():
                if self._data_version() != self._version:
                    raise UserError("changed_elsewhere", path=str(self.path))
                if self.before_first_write is not None:
                    self.before_first_write(connection)
                yield connection
            self.before_first_write = None
            self._size = self.path.stat().st_size

    def try_writing(self) -> None:
        """Find out now whether the file and its folder can be written. Raises what `writing` raises; changes
        nothing."""
        with told_to_user(self.path):
            connection = self._connected(self._writer)
            transaction = connection.begin()
            try:
                connection.exec_driver_sql("UPDATE meta SET value = 'on trial'")  # SQLite skips what changes nothing
            finally:
                transaction.rollback()

    def raw(self) -> sqlite3.Connection:
        """The driver's connection, for copying the whole file page by page."""
        return _raw(self._connected(self._reader))

    def close(self) -> None:
        """Close the file. Nothing is waiting to be written: every transaction ended in its block."""
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        if self._engine is not None:
            self._engine.dispose()
        self._reader = self._writer = self._engine = None

    def _open(self) -> None:
        engine = create_engine(
            "sqlite://",
            creator=lambda: connect(self.path, read_only=self.read_only),
            poolclass=OneConnection,
            pool_reset_on_return=None,
        )
        event.listen(engine, "begin", _begin)
        self._engine = engine
        self._reader = engine.execution_options(**{_READING: True}).connect()
        self._writer = engine.connect()

    def _connected(self, connection: Connection | None) -> Connection:
        if connection is None:
            raise UserError("vanished", path=str(self.path))
        return connection

    def _data_version(self) -> int:
        """Changes when anyone but this connection has written."""
        (version,) = self.raw().execute("PRAGMA data_version").fetchone()
        return int(version)

    def _require_same_file(self) -> None:
        """What was renamed away would take our answers with it, and what was put in its place is not what we read."""
        status = self.path.stat()
        if (status.st_dev, status.st_ino) != self._identity:
            raise UserError("replaced", path=str(self.path))
        if status.st_size != self._size:
            raise UserError("changed_elsewhere", path=str(self.path))


def _begin(connection: Connection) -> None:
    """SQLAlchemy's event: the driver begins nothing by itself, so that schema changes are part of the transaction
    too."""
    reading = connection.get_execution_options().get(_READING)
    _raw(connection).execute("BEGIN" if reading else "BEGIN IMMEDIATE")


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)
