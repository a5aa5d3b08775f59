"""A file that is overwritten in place while it is open: noticed where SQLite notices nothing, and nothing is mixed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create
from mrcworkbench.storage.database.connection import Database
from tests.storage.strangers.hostile_files import hacked

_NAME = "SELECT name FROM centres"


@pytest.fixture
def opened(database: Path) -> Iterator[Database]:
    found = Database(database, read_only=False)
    _read(found)
    yield found
    found.close()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another database of the same size, made by the same steps: its counter of changes is the same."""
    path = tmp_path / "other.mrcw"
    create(path, "Port Other", "AL", "2026")
    return path


def _read(opened: Database) -> str:
    with opened.reading() as connection:
        connection.exec_driver_sql("PRAGMA quick_check")  # as opening does
        return str(connection.exec_driver_sql(_NAME).scalar_one())


def _save(opened: Database, name: str = "Renamed") -> None:
    with opened.writing() as connection:
        connection.exec_driver_sql("UPDATE centres SET name = ?", (name,))


def _overwrite(path: Path, content: bytes, *, same_time: bool) -> None:
    status = path.stat()
    with path.open("r+b") as file:
        file.write(content)
    if same_time:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _refusal(opened: Database) -> set[str]:
    codes = set()
    for use in (_save, _read):
        with pytest.raises(UserError) as caught:
            use(opened)
        codes.add(caught.value.code)
    return codes


@pytest.mark.parametrize("same_time", [True, False])
def test_another_file_of_the_same_size_and_counter_is_noticed(opened: Database, other: Path, same_time: bool) -> None:
    content = other.read_bytes()
    assert (len(content), content[:100]) == (opened.path.stat().st_size, opened.path.read_bytes()[:100])
    _overwrite(opened.path, content, same_time=same_time)
    assert _refusal(opened) == {"changed_elsewhere"}
    assert opened.path.read_bytes() == content


@pytest.mark.parametrize("same_time", [True, False])
def test_it_is_noticed_after_saves_of_ones_own(opened: Database, other: Path, same_time: bool) -> None:
    _save(opened, "Port Mine")
    second = Database(other, read_only=False)
    _save(second, "Port Second")
    second.close()
    content = other.read_bytes()
    assert content[24:28] == opened.path.read_bytes()[24:28]
    _overwrite(opened.path, content, same_time=same_time)
    assert _refusal(opened) == {"changed_elsewhere"}
    assert opened.path.read_bytes() == content


@pytest.mark.parametrize("same_time", [True, False])
def test_an_edited_copy_with_its_counter_put_back_is_noticed(opened: Database, other: Path, same_time: bool) -> None:
    before = opened.path.read_bytes()
    shutil.copyfile(opened.path, other)
    hacked(other, "UPDATE centres SET name = 'Port Evil'")
    content = bytearray(other.read_bytes())
    content[:100] = before[:100]
    _overwrite(opened.path, bytes(content), same_time=same_time)
    assert _refusal(opened) == {"changed_elsewhere"}


def test_an_open_file_that_is_read_only_is_watched_too(database: Path, other: Path) -> None:
    opened = Database(database, read_only=True)
    assert _read(opened) == "Port Velira"
    _overwrite(database, other.read_bytes(), same_time=False)
    with pytest.raises(UserError) as caught:
        _read(opened)
    assert caught.value.code == "changed_elsewhere"
    opened.close()


def test_another_database_under_another_counter_is_noticed(opened: Database, other: Path) -> None:
    hacked(other, "UPDATE centres SET country = 'RS'")
    _overwrite(opened.path, other.read_bytes(), same_time=False)
    assert _refusal(opened) == {"changed_elsewhere"}


def _touch(path: Path) -> None:
    os.utime(path)


def _rights(path: Path) -> None:
    path.chmod(0o640)
    path.chmod(0o644)


def _rename_and_back(path: Path) -> None:
    path.rename(path.with_name("away.mrcw"))
    path.with_name("away.mrcw").rename(path)


def _same_over_it(path: Path) -> None:
    _overwrite(path, path.read_bytes(), same_time=False)


@pytest.mark.parametrize("harmless", [_touch, _rights, _rename_and_back, _same_over_it])
def test_what_changes_no_content_locks_nobody_out(opened: Database, harmless: object) -> None:
    for name in ("One", "Two"):
        harmless(opened.path)  # type: ignore[operator]
        assert _read(opened)
        harmless(opened.path)  # type: ignore[operator]
        _save(opened, name)
    assert _read(opened) == "Two"


def _half_a_save(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE centres SET name = 'half'")
    raise UserError("io_error")


def test_a_save_that_failed_locks_nobody_out(opened: Database) -> None:
    with pytest.raises(UserError), opened.writing() as connection:
        _half_a_save(connection)
    assert _read(opened) == "Port Velira"
    _save(opened)


def test_what_another_program_saves_by_the_rules_is_read(database: Path) -> None:
    opened = Database(database, read_only=True)
    for name in ("One", "Two"):
        raw = sqlite3.connect(database)
        raw.execute("UPDATE centres SET name = ?", (name,))
        raw.commit()
        raw.close()
        assert _read(opened) == name
    opened.close()


def test_a_shorter_file_is_noticed_by_readers(opened: Database) -> None:
    os.truncate(opened.path, 8192)
    with pytest.raises(UserError) as caught:
        _read(opened)
    assert caught.value.code == "changed_elsewhere"
