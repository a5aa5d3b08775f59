"""Saves into an open file: durable or not at all, and never into another file than the one that was read."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mrcworkbench.errors import Fault, UserError
from mrcworkbench.storage.database import connection as database_module
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.failures import from_sqlite, from_system, told_to_user


@pytest.fixture
def opened(database: Path) -> Iterator[Database]:
    found = Database(database, read_only=False)
    yield found
    found.close()


def _save(opened: Database, name: str = "Renamed") -> None:
    with opened.writing() as connection:
        connection.exec_driver_sql("UPDATE centres SET name = ?", (name,))


def _name(path: Path) -> str:
    raw = sqlite3.connect(path)
    (name,) = raw.execute("SELECT name FROM centres").fetchone()
    raw.close()
    return str(name)


def _half_a_save(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE centres SET name = 'half'")
    connection.exec_driver_sql("CREATE TABLE half (x)")
    raise UserError("io_error")


def _refused(opened: Database) -> str:
    with pytest.raises(UserError) as caught:
        _save(opened)
    return caught.value.code


def test_a_save_is_there_when_the_block_has_ended(opened: Database) -> None:
    _save(opened)
    assert _name(opened.path) == "Renamed"


def test_a_save_that_fails_inside_changes_nothing(opened: Database) -> None:
    before = opened.path.read_bytes()
    with pytest.raises(UserError), opened.writing() as connection:
        _half_a_save(connection)
    assert opened.path.read_bytes() == before
    _save(opened)
    assert _name(opened.path) == "Renamed"


def test_a_file_that_was_moved_away_is_noticed_and_may_come_back(opened: Database) -> None:
    elsewhere = opened.path.with_name("moved.mrcw")
    opened.path.rename(elsewhere)
    assert _refused(opened) == "vanished"
    assert _name(elsewhere) == "Port Velira"
    elsewhere.rename(opened.path)
    _save(opened)
    assert _name(opened.path) == "Renamed"


def test_a_file_that_was_deleted_is_noticed(opened: Database) -> None:
    opened.path.unlink()
    assert _refused(opened) == "vanished"
    assert not opened.path.exists()


def test_a_file_put_in_its_place_is_not_written_to(opened: Database) -> None:
    other = opened.path.with_name("other.mrcw")
    shutil.copy(opened.path, other)
    other.replace(opened.path)
    before = opened.path.read_bytes()
    assert _refused(opened) == "replaced"
    assert opened.path.read_bytes() == before


def test_a_file_that_was_emptied_underneath_is_not_written_to(opened: Database) -> None:
    os.truncate(opened.path, 0)
    assert _refused(opened) == "changed_elsewhere"
    assert opened.path.stat().st_size == 0


def test_a_change_by_another_program_is_not_written_over(opened: Database) -> None:
    other = sqlite3.connect(opened.path)
    other.execute("UPDATE centres SET name = 'Elsewhere'")
    other.commit()
    other.close()
    assert _refused(opened) == "changed_elsewhere"
    assert _name(opened.path) == "Elsewhere"


def test_a_file_held_by_another_program_can_be_saved_to_later(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.01)
    opened = Database(database, read_only=False)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert _refused(opened) == "locked"
    other.execute("ROLLBACK")
    other.close()
    _save(opened)
    opened.close()


def test_a_full_disk_is_told_and_a_later_save_works(opened: Database) -> None:
    before = opened.path.read_bytes()
    raw = opened.raw()
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError) as caught, opened.writing() as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('large', ?)", ("x" * 100_000,))
    assert caught.value.code == "disk_full"
    assert opened.path.read_bytes() == before
    raw.execute("PRAGMA max_page_count = 1073741823")
    _save(opened)
    assert _name(opened.path) == "Renamed"


def test_deleted_text_is_not_left_in_the_file(opened: Database) -> None:
    _save(opened, "a name that must not stay")
    _save(opened, "short")
    assert b"must not stay" not in opened.path.read_bytes()


def test_what_is_read_only_is_not_written(database: Path) -> None:
    opened = Database(database, read_only=True)
    assert _refused(opened) == "read_only_file"
    opened.close()


@pytest.mark.parametrize(
    ("sqlite_code", "told"),
    [
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_READONLY, "read_only_file"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "read_only_folder"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "interrupted_read_only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "vanished"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "corrupt"),
        (sqlite3.SQLITE_NOTADB, "not_a_database"),
        (sqlite3.SQLITE_IOERR_WRITE, "io_error"),
        (sqlite3.SQLITE_TOOBIG, "value_too_large"),
        (sqlite3.SQLITE_PERM, "no_permission"),
    ],
)
def test_what_sqlite_reports_is_told_in_our_words(sqlite_code: int, told: str, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = sqlite_code
    found = from_sqlite(error, tmp_path)
    assert isinstance(found, UserError)
    assert found.code == told


def test_a_broken_rule_of_the_file_is_a_fault_of_ours(opened: Database) -> None:
    with pytest.raises(Fault), opened.writing() as connection:
        connection.exec_driver_sql("UPDATE centres SET country = 'albania'")


@pytest.mark.parametrize(
    ("number", "windows", "told"),
    [
        (errno.ENOSPC, None, "disk_full"),
        (errno.EROFS, None, "read_only_folder"),
        (errno.EACCES, None, "no_permission"),
        (errno.ENOENT, None, "vanished"),
        (errno.EIO, None, "io_error"),
        (errno.EINVAL, 112, "disk_full"),
        (errno.EACCES, 32, "open_in_program"),
        (errno.ENOENT, 206, "path_too_long"),
    ],
)
def test_what_the_system_reports_is_told_in_our_words(number: int, windows: int | None, told: str) -> None:
    error = OSError(number, "what the system says")
    error.winerror = windows  # type: ignore[attr-defined]
    assert from_system(error, Path("x")).code == told


def test_a_text_with_half_a_character_is_told(opened: Database) -> None:
    with pytest.raises(UserError) as caught:
        _save(opened, "broken \ud800")
    assert caught.value.code == "text_unstorable"
    with pytest.raises(UserError), told_to_user(opened.path):
        "\ud800".encode()
