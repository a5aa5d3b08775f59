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
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine

from mrcworkbench import systems
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.storage.database.driver import OneConnection
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.header import has_second_file
from mrcworkbench.storage.database.watching import Watch

if TYPE_CHECKING:
    from mrcworkbench.storage.database.pages import Pages

BUSY_SECONDS = 3.0
"""How long a save waits for another program that holds the file, such as a virus scanner or a viewer of databases."""
_LONGEST = 32 * 1024 * 1024
"""Bytes of the longest row; the longest that is written, an attached file, has a third of it."""
_DEFENSIVE, _ENABLE_TRIGGER, _ENABLE_VIEW = 1010, 1003, 1015
"""SQLite's own numbers: Python 3.11 has no names for them."""


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
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    defend(connection)


def defend(connection: sqlite3.Connection) -> None:
    """Switches that Python can reach from 3.12 on: no triggers, no views, no way to alter the schema's own table."""
    configure_ = getattr(connection, "setconfig", None)
    if configure_ is not None:
        configure_(_DEFENSIVE, True)
        configure_(_ENABLE_TRIGGER, False)
        configure_(_ENABLE_VIEW, False)


def in_memory(content: bytes | bytearray) -> sqlite3.Connection:
    """A database's bytes as a database in memory, without settings."""
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    try:
        connection.deserialize(content)
    except BaseException:
        connection.close()
        raise
    return connection


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

    def __init__(
        self, path: Path, *, read_only: bool, alone: bool = True, instead: sqlite3.Connection | None = None
    ) -> None:
        """`alone`: no other connection of this process has the file open. `instead`: a private copy in memory that is
        read in its place."""
        self.path = path
        self.read_only = read_only or instead is not None
        self._instead = instead
        self._connection: Connection | None = None
        self._engine: Engine | None = None
        self.before_first_write: Callable[[Connection], None] | None = None
        """Called inside the first transaction that writes."""
        self._watch: Watch | None = None
        self._place = systems.name_followed(path)
        with _read_from(path):
            try:
                if alone and instead is None:
                    self._watch = Watch(path)
                self._open()
                self._page_size = int(self._pragma("page_size"))
                self._version = _data_version(self.raw())
                if self._watch is not None:  # an interrupted save has been undone by now
                    self._watch.begin(self.raw())
            except BaseException:
                self.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        with _read_from(self.path):
            connection, raw = self._connected(), self.raw()
            self._require_harmless()
            with _transaction(raw, "BEGIN"):
                if self._watch is not None:
                    self._watch.require_readable(raw)
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
            connection, raw = self._connected(), self.raw()
            if self._watch is not None:
                self._watch.require_same_name()
            self._require_harmless()
            with _transaction(raw, "BEGIN IMMEDIATE"):
                if _data_version(raw) != self._version:
                    raise UserError("changed_elsewhere", path=str(self.path))
                if self._watch is not None:
                    self._watch.require_unchanged(raw)
                if self.before_first_write is not None:
                    self.before_first_write(connection)
                yield connection
            self.before_first_write = None
            if self._watch is not None:
                self._watch.remember()

    def try_writing(self) -> None:
        """Find out now whether the file and its folder can be written. Raises what `writing` raises; changes
        nothing."""
        with told_to_user(self.path):
            raw = self.raw()
            self._require_harmless()
            raw.execute("BEGIN IMMEDIATE")
            try:
                (version,) = raw.execute("PRAGMA user_version").fetchone()
                raw.execute(f"PRAGMA user_version = {int(version)}")  # writes one page, whatever it says
            finally:
                raw.execute("ROLLBACK")

    @contextmanager
    def reading_own(self) -> Iterator[Connection]:
        """As `reading`, of the file as this program has left it, which nobody can change meanwhile. Raises `UserError`
        changed_elsewhere, locked and the others of `reading`."""
        with self.reading() as connection:
            if _data_version(self.raw()) != self._version:
                raise UserError("changed_elsewhere", path=str(self.path))
            if self._watch is not None:
                self._watch.require_unchanged(self.raw())
            yield connection

    @contextmanager
    def reading_pages(self) -> Iterator[Pages]:
        """As `reading_own`, of the file's bytes. Only where the file can be written."""
        with self.reading_own():
            if self._watch is None:
                raise Fault("the bytes of a file that others may write to are not read")
            from mrcworkbench.storage.database.pages import pages_of

            yield pages_of(self.raw(), self._watch)

    def raw(self) -> sqlite3.Connection:
        """The driver's connection, for copying the whole file page by page."""
        return cast(sqlite3.Connection, self._connected().connection.dbapi_connection)

    @property
    def size(self) -> int:
        """Bytes of what is read here."""
        return int(self._pragma("page_count")) * self._page_size

    def close(self) -> None:
        """Close the file. Nothing is waiting to be written: every transaction ended in its block."""
        if self._connection is not None:
            self._connection.close()
        if self._engine is not None:
            self._engine.dispose()
        self._connection = self._engine = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _open(self) -> None:
        engine = create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=OneConnection,
            pool_reset_on_return=None,
        )
        self._engine = engine
        self._connection = engine.connect()

    def _connected(self) -> Connection:
        if self._connection is None:
            raise UserError("vanished", path=str(self.path))
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        if self._instead is None:
            return connect(self.path, read_only=self.read_only)
        configure(self._instead, read_only=True)
        return self._instead

    def _pragma(self, name: str) -> Any:
        return self.raw().execute(f"PRAGMA {name}").fetchone()[0]

    def _require_harmless(self) -> None:
        """What was put beside the file since it was opened is judged before SQLite acts on it."""
        if not self.read_only and has_second_file(self._place):
            from mrcworkbench.storage.database.beside import hot_journal

            hot_journal(self._place, self._page_size, wal_mode=False)


@contextmanager
def _read_from(path: Path) -> Iterator[None]:
    """As `told_to_user`, where nothing is written: a value that is too long is none that this program stored."""
    try:
        with told_to_user(path):
            yield
    except UserError as error:
        if error.code != "value_too_large":
            raise
        raise UserError("corrupt", **error.facts) from error


@contextmanager
def _transaction(raw: sqlite3.Connection, begin: str) -> Iterator[None]:
    """A transaction by hand: neither the driver nor SQLAlchemy begins any, so that schema changes are part of it, too.

    A commit that fails ends it: where another program reads the file for too long, SQLite would keep it open, hold its
    locks, and refuse every later save.
    """
    raw.execute(begin)
    try:
        yield
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def _data_version(raw: sqlite3.Connection) -> int:
    """Changes when anyone but this connection has written."""
    (version,) = raw.execute("PRAGMA data_version").fetchone()
    return int(version)
