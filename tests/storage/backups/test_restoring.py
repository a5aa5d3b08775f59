"""A backup becomes a database again in a new file, proved; nothing is written over."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.names import hashes_beside
from mrcworkbench.storage.backups.restoring import restore
from tests.storage.backups.backing_up import made, note


def _code(backup: Path, target: Path) -> str:
    with pytest.raises(UserError) as caught:
        restore(backup, target)
    return caught.value.code


def test_a_small_backup_comes_back_byte_by_byte(database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    backup = made(database)
    note(database, "later")
    restore(backup, tmp_path / "restored.mrcw")
    assert (tmp_path / "restored.mrcw").read_bytes() == before


def test_nothing_is_written_over(database: Path, tmp_path: Path) -> None:
    backup = made(database)
    note(database, "later")
    before = database.read_bytes()
    assert _code(backup, database) == "exists"
    assert _code(backup, backup) == "exists"
    assert database.read_bytes() == before


def test_a_page_that_changed_is_told_and_nothing_is_made(database: Path, tmp_path: Path) -> None:
    backup = made(database)
    content = bytearray(backup.read_bytes())
    content[-20] ^= 1
    backup.write_bytes(content)
    target = tmp_path / "restored.mrcw"
    assert _code(backup, target) == "backup_damaged"
    assert not target.exists()


@pytest.mark.parametrize("length", [-1, -4096, 50, 0])
def test_a_copy_cut_off_is_told(length: int, database: Path, tmp_path: Path) -> None:
    backup = made(database)
    backup.write_bytes(backup.read_bytes()[:length])
    assert _code(backup, tmp_path / "restored.mrcw") in ("backup_damaged", "not_a_backup")


def test_without_its_hashes_a_copy_is_proved_by_sqlite_alone(database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    backup = made(database)
    hashes_beside(backup).unlink()
    restore(backup, tmp_path / "restored.mrcw")
    assert (tmp_path / "restored.mrcw").read_bytes() == before
    content = bytearray(before)
    content[4096:8192] = bytes(4096)
    backup.write_bytes(content)
    assert _code(backup, tmp_path / "again.mrcw") == "backup_damaged"


def test_what_is_no_backup_is_not_restored(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mrcwdiff"
    other.write_bytes(b"PK\x03\x04 no difference")
    assert _code(database, tmp_path / "restored.mrcw") == "not_a_backup"
    assert _code(other, tmp_path / "restored.mrcw") == "backup_damaged"
    assert _code(tmp_path / "missing.mrcwdiff", tmp_path / "restored.mrcw") == "vanished"


def test_a_backup_that_was_renamed_and_carried_away_is_still_one(database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    shutil.copy(made(database), tmp_path / "mailed.mrcw")
    restore(tmp_path / "mailed.mrcw", tmp_path / "restored.mrcw")
    assert (tmp_path / "restored.mrcw").read_bytes() == before


def test_a_full_disk_leaves_nothing(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = made(database)

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(systems, "sync_file", full)
    before = sorted(tmp_path.iterdir())
    assert _code(backup, tmp_path / "restored.mrcw") == "disk_full"
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_restored_is_a_database_like_any_other(database: Path, tmp_path: Path) -> None:
    restore(made(database), tmp_path / "restored.mrcw")
    with closing(sqlite3.connect(tmp_path / "restored.mrcw")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4D524357,)
