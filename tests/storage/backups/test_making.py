"""What is kept before a merge, an upgrade or a move: where it lies, what it is called, and that there is a place."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mrcworkbench import paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.listing import backups_of
from mrcworkbench.storage.backups.making import back_up, expected_size, keep
from mrcworkbench.storage.backups.names import BEFORE_MERGE, hashes_beside, is_called_backup, places
from mrcworkbench.storage.backups.restoring import restore
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.pages import Pages
from tests.storage.backups.backing_up import MOMENT, made, made_daily, note, there


def _refusing_data_folder(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    make = systems.new_private_file

    def refuse(path: Path) -> None:
        if path.parent == paths.backups():
            raise error
        make(path)

    monkeypatch.setattr(systems, "new_private_file", refuse)


def test_a_backup_lies_in_a_closed_folder_and_says_of_what_why_and_when(database: Path) -> None:
    before = database.read_bytes()
    backup = made(database)
    assert backup.parent == paths.backups()
    day = MOMENT.astimezone().strftime("%Y-%m-%d %H.%M.%S")
    assert backup.name == f"centre {paths.fingerprint(database)[:8]} before merge {day}.mrcw"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert database.read_bytes() == before
    kept = backup.read_bytes()
    assert (kept[:68], kept[68:72], kept[72:]) == (before[:68], b"MRCB", before[72:])


def test_any_program_for_databases_reads_a_small_backup(database: Path) -> None:
    note(database, "before")
    backup = made(database)
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT value FROM settings WHERE key = 'noted'").fetchall() == [("before",)]


def test_while_the_bytes_are_read_nobody_writes(database: Path) -> None:
    with (
        closing(Database(database, read_only=False)) as opened,
        opened.reading_pages(),
        closing(sqlite3.connect(database, timeout=0)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO settings (key, value) VALUES ('other', 'program')")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.commit()


def test_after_a_backup_sqlite_still_holds_its_locks(database: Path) -> None:
    with closing(Database(database, read_only=False)) as opened:
        with opened.reading_pages() as pages:
            back_up(database, BEFORE_MERGE, MOMENT, pages)
        with (
            opened.writing(),
            closing(sqlite3.connect(database, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")


def test_the_page_of_sqlites_locks_is_never_read(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mrcworkbench.storage.database.pages.LOCK_BYTE", 3 * 4096)
    reads: list[range] = []

    class Watched:
        def read(self, at: int, length: int) -> bytes:
            reads.append(range(at, at + length))
            return database.read_bytes()[at : at + length]

    content = database.read_bytes()
    found = b"".join(Pages(Watched(), 4096, len(content) // 4096).blocks())
    assert found == content[: 3 * 4096] + bytes(4096) + content[4 * 4096 :]
    assert not any(3 * 4096 in read for read in reads)


def test_a_database_cut_off_meanwhile_is_not_taken_for_whole(database: Path) -> None:
    with closing(Database(database, read_only=False)) as opened, opened.reading_pages() as pages:
        os.truncate(database, database.stat().st_size - 4096)
        with pytest.raises(UserError) as caught:
            back_up(database, BEFORE_MERGE, MOMENT, pages)
    assert caught.value.code == "changed_elsewhere"
    assert there() == []


@pytest.mark.parametrize("name", ["я" * 99, "文" * 80, "\U0001f600" * 60, "x" * 250, "a. . ." * 40, ".mrcw", "none"])
def test_the_longest_name_has_a_backup_with_a_short_one(name: str, database: Path) -> None:
    other = database.with_name(name.encode()[:240].decode("utf-8", "ignore"))
    database.rename(other)
    backup = made(other)
    assert len(os.fsencode(backup.name)) <= 200
    assert systems.path_problem(backup) is None
    assert [one.path for one in backups_of(other)] == [backup]


def test_on_windows_a_deep_data_folder_leaves_the_backup_in_a_folder_beside_the_database(
    database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(tmp_path / ("deep" * 20) / ("deep" * 20)))
    monkeypatch.setattr(systems, "on_windows", lambda: True)
    assert made(database).parent == database.with_name("centre backups")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_a_data_folder_that_takes_none_leaves_it_in_a_folder_beside_the_database(
    number: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing_data_folder(monkeypatch, OSError(number, "no"))
    backups = made_daily(database, 4)
    assert {path.parent for path in backups} == {database.with_name("centre backups")}
    assert [one.path for one in backups_of(database)] == backups[::-1]
    assert list(paths.backups().iterdir()) == []
    assert [path.name for path in database.parent.glob("*before*")] == [], "nothing lies loose beside the database"


def test_a_file_in_the_way_of_the_folder_leaves_it_beside_the_database(database: Path, user_data: Path) -> None:
    user_data.mkdir(exist_ok=True)
    (user_data / "backups").write_text("in the way", "utf-8")
    assert made(database).parent == places(database)[1]


def test_where_no_place_takes_one_that_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(systems, "new_private_file", full)
    with pytest.raises(UserError) as caught:
        made(database)
    assert caught.value.code == "no_backup"
    assert caught.value.facts == {"path": str(database), "folder": str(paths.backups())}


@pytest.mark.parametrize("part", ["the copy", "its hashes"])
def test_a_disk_that_fills_up_leaves_nothing_half(part: str, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync, calls = systems.sync_file, []

    def full(path: Path) -> None:
        if path.parent == paths.backups():
            calls.append(path)
            if len(calls) == (1 if part == "the copy" else 2):
                raise OSError(errno.ENOSPC, "No space left on device")
        sync(path)

    monkeypatch.setattr(systems, "sync_file", full)
    backup = made(database)
    assert list(paths.backups().iterdir()) == []
    assert backup.parent == places(database)[1]


def test_what_is_wrong_with_the_database_is_not_tried_in_another_place(database: Path) -> None:
    class Damaged:
        def read(self, _at: int, _length: int) -> bytes:
            raise UserError("corrupt", path=str(database))

    with pytest.raises(UserError) as caught:
        back_up(database, BEFORE_MERGE, MOMENT, Pages(Damaged(), 4096, 20))
    assert caught.value.code == "corrupt"
    assert not places(database)[1].exists()


def test_a_backup_that_turned_out_not_to_be_needed_goes(database: Path) -> None:
    assert keep(database, made(database), needed=False) is None
    assert list(paths.backups().iterdir()) == []


def test_a_large_copy_stays_though_its_merge_changed_nothing_and_a_difference_goes(large: Path) -> None:
    whole = made(large)
    assert keep(large, whole, needed=False) is None
    difference = made(large)
    assert keep(large, difference, needed=False) is None
    assert there() == [whole.name]


def test_the_size_of_the_next_backup_is_foreseen(large: Path) -> None:
    assert expected_size(large) == large.stat().st_size, "the next one is a whole copy"
    made(large)
    assert expected_size(large) < large.stat().st_size / 3
    note(large, "changed")
    difference = made(large, MOMENT + timedelta(days=1))
    assert expected_size(large) == difference.stat().st_size
    assert expected_size(large.with_name("missing.mrcw")) == 0


def test_the_size_of_a_small_one_is_that_of_the_database(database: Path) -> None:
    made(database)
    assert expected_size(database) == database.stat().st_size


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("centre before merge 2026-07-31 11.30.00.mrcw", True),
        ("centre before merge 2026-07-31 11.30.00 2.mrcw", True),
        ("centre backup v1 2026-07-31 2.mrcw", True),
        ("other backup v1 2026-07-31.mrcw", True),
        ("other 00000000 before merge 2026-07-31 11.30.00.mrcw", True),
        ("other 00000000 before upgrade from v1 2026-07-31 11.30.00.mrcw", True),
        ("other 00000000 before moving on 2026-07-31 11.30.00.mrcw", True),
        ("renamed.mrcwdiff", True),
        ("RENAMED.MRCWPAGES", True),
        ("centre.mrcw", False),
        ("centre before merge.mrcw", False),
        ("before merge 2026-07-31 11.30.00.mrcw", False),
    ],
)
def test_backups_of_every_version_and_database_are_known_by_their_names(name: str, is_one: bool) -> None:
    assert is_called_backup(name) is is_one


def test_loose_backups_of_earlier_versions_are_listed_and_those_of_other_databases_not(database: Path) -> None:
    for name in (
        "centre before merge 2026-03-01 08.00.00.mrcw",
        "centre backup v1 2026-02-01.mrcw",
        "other before merge 2026-03-01 08.00.00.mrcw",
        "centre before merge 2026-99-99 08.00.00.mrcw",
    ):
        shutil.copy(database, database.with_name(name))
    new = made(database)
    found = backups_of(database)
    assert [(one.id, one.reason, one.is_loose) for one in found] == [
        (new.name, "merge", False),
        ("centre before merge 2026-03-01 08.00.00.mrcw", "merge", True),
        ("centre backup v1 2026-02-01.mrcw", "upgrade", True),
    ]
    assert found[0].made_at == MOMENT
    assert found[0].size == new.stat().st_size + hashes_beside(new).stat().st_size
    restore(found[2].path, database.with_name("restored.mrcw"))
