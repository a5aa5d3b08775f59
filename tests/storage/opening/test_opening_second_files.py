"""What lies beside a database is judged before SQLite acts on it: nothing is deleted that is not a journal of its own,
and half a save is undone wherever the file is opened."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create, create_sample, lock_of
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database.connection import Database, connect
from mrcworkbench.storage.opening import opening
from mrcworkbench.storage.opening.opening import Opened, open_database
from tests.storage.opening.interrupted import MAGIC, forged_journal, interrupt, journal_of, super_journal
from tests.storage.strangers.hostile_files import hacked, state_of

_NAME = "SELECT name FROM centres"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def cut(database: Path, folder: Path) -> Path:
    """A database in the middle of a save that a power cut ended."""
    return interrupt(database, folder / "cut.mrcw", "UPDATE centres SET name = 'half done'", _many_rows())


def _many_rows() -> str:
    return (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
        "INSERT INTO settings SELECT i, hex(zeroblob(900)) FROM n"
    )


def _close(opened: Opened) -> Opened:
    opened.database.close()
    return opened


def _open(path: Path, reason: str | None = None, *, alone: bool = True) -> Opened:
    return _close(open_database(path, read_only_reason=reason, alone=alone))


def _refusal(path: Path, reason: str | None = None, *, alone: bool = True) -> str:
    with pytest.raises(UserError) as caught:
        _open(path, reason, alone=alone)
    return caught.value.code


def _link(journal: Path) -> None:
    (journal.parent / "letter.txt").write_text("dear all")
    journal.symlink_to(journal.parent / "letter.txt")


def _dangling(journal: Path) -> None:
    journal.symlink_to(journal.parent / "nowhere")


_BESIDE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a letter": ("second_file_foreign", lambda one: one.write_text("dear all, please find attached")),
    "a picture": ("second_file_foreign", lambda one: one.write_bytes(b"\x89PNG" + bytes(5000))),
    "an icon, which begins with nothing": ("second_file_foreign", lambda one: one.write_bytes(b"\0\0\1\0\2\0" * 99)),
    "a letter behind a magic": ("second_file_foreign", lambda one: one.write_bytes(MAGIC + b"dear all" * 300)),
    "a folder": ("second_file_no_file", lambda one: one.mkdir()),
    "a full folder": ("second_file_no_file", lambda one: (one.mkdir(), (one / "a").touch())),
    "a link": ("second_file_no_file", _link),
    "a link to nothing": ("second_file_no_file", _dangling),
    "a pipe": ("second_file_no_file", os.mkfifo),
    "a letter that names a file": (
        "second_file_hostile",
        lambda one: one.write_bytes(b"dear all" + super_journal(b"letter.txt")),
    ),
    "nothing, and then a name": (
        "second_file_hostile",
        lambda one: one.write_bytes(bytes(5000) + super_journal(os.fsencode(one.parent / "letter.txt"))),
    ),
}


@pytest.mark.parametrize("reason", [None, "read_only_asked"])
@pytest.mark.parametrize("kind", _BESIDE)
def test_what_is_no_journal_of_the_database_is_never_deleted(kind: str, reason: str | None, folder: Path) -> None:
    code, put = _BESIDE[kind]
    create(folder / "given.mrcw", "X", "AL")
    (folder / "letter.txt").write_text("dear all")
    put(journal_of(folder / "given.mrcw"))
    before = state_of(folder)
    assert _refusal(folder / "given.mrcw", reason) == code
    assert state_of(folder) == before


@pytest.mark.parametrize("reason", [None, "read_only_asked"])
@pytest.mark.parametrize("name", ["{folder}/letter.txt", "letter.txt", "../stick/letter.txt", "{folder}/" + "x" * 600])
@pytest.mark.parametrize("sector", [512, 4096])
def test_a_journal_that_names_another_file_deletes_nothing(
    sector: int, name: str, reason: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "letter.txt").write_text("dear all")
    create_sample(folder / "given.mrcw")
    victim = os.fsencode(name.format(folder=folder))
    content = (folder / "given.mrcw").read_bytes()
    journal_of(folder / "given.mrcw").write_bytes(forged_journal(content, victim=victim, sector=sector))
    before = state_of(folder)
    assert _refusal(folder / "given.mrcw", reason) == "second_file_hostile"
    assert _refusal(folder / "given.mrcw", "open_elsewhere", alone=False) == "second_file_hostile"
    assert state_of(folder) == before


def test_a_link_to_the_database_does_not_hide_what_lies_beside_it(folder: Path, tmp_path: Path) -> None:
    create(folder / "real.mrcw", "X", "AL")
    journal_of(folder / "real.mrcw").write_text("dear all")
    (tmp_path / "link.mrcw").symlink_to(folder / "real.mrcw")
    assert _refusal(tmp_path / "link.mrcw") == "second_file_foreign"
    assert journal_of(folder / "real.mrcw").read_text() == "dear all"


def test_a_journal_of_another_database_is_not_played_back(folder: Path, tmp_path: Path) -> None:
    """Of the same size, and made by the same steps: nothing but what it writes back tells them apart."""
    create_sample(folder / "mine.mrcw")
    create_sample(tmp_path / "other.mrcw")
    interrupt(tmp_path / "other.mrcw", tmp_path / "cut.mrcw", "UPDATE meta SET value = 'x'", _many_rows())
    shutil.copyfile(journal_of(tmp_path / "cut.mrcw"), journal_of(folder / "mine.mrcw"))
    before = state_of(folder)
    assert _refusal(folder / "mine.mrcw") == "second_file_foreign"
    assert state_of(folder) == before


def test_a_whole_image_of_another_database_is_not_played_back(folder: Path) -> None:
    create_sample(folder / "mine.mrcw")
    create_sample(folder / "other.mrcw")
    content = (folder / "other.mrcw").read_bytes()
    (folder / "other.mrcw").unlink()
    assert content[24:28] == (folder / "mine.mrcw").read_bytes()[24:28]
    journal_of(folder / "mine.mrcw").write_bytes(forged_journal(content))
    before = state_of(folder)
    assert _refusal(folder / "mine.mrcw") == "second_file_foreign"
    assert state_of(folder) == before


def test_a_journal_of_an_earlier_save_is_not_played_back(cut: Path, database: Path, folder: Path) -> None:
    """The stick holds the journal that a crash left last week; the database was put back from a copy since."""
    for country in ("XK", "RS", "ME"):
        hacked(database, f"UPDATE centres SET country = '{country}'")  # noqa: S608
    shutil.copyfile(database, cut)
    before = state_of(folder)
    assert _refusal(cut) == "second_file_foreign"
    assert state_of(folder) == before


def test_a_journal_that_brings_a_trigger_is_refused(folder: Path, tmp_path: Path) -> None:
    create_sample(folder / "mine.mrcw")
    shutil.copyfile(folder / "mine.mrcw", tmp_path / "bad.mrcw")
    hacked(tmp_path / "bad.mrcw", "CREATE TRIGGER t AFTER INSERT ON centres BEGIN DELETE FROM units; END")
    content = bytearray((tmp_path / "bad.mrcw").read_bytes())
    content[24:28] = content[92:96] = (folder / "mine.mrcw").read_bytes()[24:28]
    journal_of(folder / "mine.mrcw").write_bytes(forged_journal(bytes(content)))
    before = state_of(folder)
    assert _refusal(folder / "mine.mrcw") == "refused_made_by_hand"
    assert state_of(folder) == before


def test_a_journal_that_brings_what_a_constraint_forbids_is_refused(folder: Path, tmp_path: Path) -> None:
    create_sample(folder / "mine.mrcw")
    shutil.copyfile(folder / "mine.mrcw", tmp_path / "bad.mrcw")
    hacked(tmp_path / "bad.mrcw", "UPDATE units SET state = 'perhaps'")
    content = bytearray((tmp_path / "bad.mrcw").read_bytes())
    content[24:28] = content[92:96] = (folder / "mine.mrcw").read_bytes()[24:28]
    journal_of(folder / "mine.mrcw").write_bytes(forged_journal(bytes(content)))
    before = state_of(folder)
    assert _refusal(folder / "mine.mrcw") == "second_file_foreign"
    assert state_of(folder) == before


def test_a_journal_that_leaves_no_sound_database_is_refused(folder: Path) -> None:
    create_sample(folder / "mine.mrcw")
    content = bytearray((folder / "mine.mrcw").read_bytes())
    content[8192:12288] = b"\xff" * 4096
    journal_of(folder / "mine.mrcw").write_bytes(forged_journal(bytes(content)))
    before = state_of(folder)
    assert _refusal(folder / "mine.mrcw") == "second_file_foreign"
    assert state_of(folder) == before


@pytest.mark.parametrize("alone", [True, False])
def test_a_log_of_another_program_is_left_to_that_program(alone: bool, folder: Path) -> None:
    create(folder / "given.mrcw", "X", "AL")
    (folder / "given.mrcw-wal").write_bytes(b"what the other program has not put away yet")
    before = state_of(folder)
    assert _refusal(folder / "given.mrcw", None if alone else "open_elsewhere", alone=alone) == "wal_there"
    assert state_of(folder) == before


def test_a_letter_under_the_name_of_an_index_of_a_log_is_not_deleted(database: Path) -> None:
    hacked(database, "PRAGMA journal_mode = WAL")
    index = database.with_name("centre.mrcw-shm")
    index.write_text("dear all")
    assert _refusal(database) == "second_file_foreign"
    assert index.read_text() == "dear all"


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_an_empty_second_file_is_no_hindrance(ending: str, database: Path) -> None:
    database.with_name(database.name + ending).touch()
    assert _open(database).read_only_reason is None


@pytest.mark.parametrize("reason", [None, "read_only_asked"])
def test_half_a_save_is_undone_for_readers_and_writers(cut: Path, reason: str | None, database: Path) -> None:
    opened = open_database(cut, read_only_reason=reason, alone=True)
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql(_NAME).scalar_one() == "Port Velira"
    _close(opened)
    assert (opened.recovered, opened.in_memory, opened.read_only_reason) == (True, False, reason)
    assert cut.read_bytes() == database.read_bytes()
    assert not journal_of(cut).exists()
    assert not _open(cut).recovered, "it is told once"


def test_whoever_only_reads_holds_the_lock_while_half_a_save_is_undone(
    cut: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def undo(path: Path, *, read_only: bool) -> sqlite3.Connection:
        held.append(not lock_of(path).acquire())
        return connect(path, read_only=read_only)

    monkeypatch.setattr(opening, "connect", undo)
    with open_session(cut, read_only=True) as session:
        assert session.recovered
        assert lock_of(cut).is_free()
    assert held == [True]


def test_the_first_save_after_a_recovery_is_not_called_a_change_by_another_program(cut: Path) -> None:
    with open_session(cut) as session:
        assert session.recovered
        session.open_assessment(None)
        session.set_answers({"prof_body": session.working_copy.answer("prof_body")})
        session.settings.set("any", "thing")
        assert session.saver.wait()


@pytest.mark.parametrize("code", ["read_only_file", "disk_full", "io_error", "no_permission"])
@pytest.mark.parametrize("reason", [None, "read_only_asked"])
def test_where_nothing_can_be_written_the_state_before_the_save_is_read(
    reason: str | None, code: str, cut: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, *, read_only: bool) -> sqlite3.Connection:
        raise UserError(code, path=str(path))

    monkeypatch.setattr(opening, "connect", fails)
    before = state_of(folder)
    opened = open_database(cut, read_only_reason=reason, alone=True)
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql(_NAME).scalar_one() == "Port Velira"
    with pytest.raises(UserError), opened.database.writing():
        pass
    _close(opened)
    assert (opened.recovered, opened.in_memory, opened.read_only_reason) == (True, True, reason or code)
    assert state_of(folder) == before


@pytest.mark.parametrize("reason", ["open_on_other_computer", "lock_unavailable"])
def test_half_a_save_of_somebody_who_may_still_be_saving_is_undone_in_memory_only(
    reason: str, cut: Path, folder: Path
) -> None:
    before = state_of(folder)
    opened = open_database(cut, read_only_reason=reason, alone=True)
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql(_NAME).scalar_one() == "Port Velira"
    _close(opened)
    assert (opened.in_memory, opened.read_only_reason) == (True, reason)
    assert state_of(folder) == before


def test_a_recovery_that_another_program_holds_up_waits_for_it(cut: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, *, read_only: bool) -> sqlite3.Connection:
        raise UserError("locked", path=str(path))

    monkeypatch.setattr(opening, "connect", fails)
    assert _refusal(cut) == "locked"


@pytest.mark.parametrize("left", [b"\x00", bytes(5000), MAGIC[:5], MAGIC + bytes(504)])
def test_what_a_power_cut_leaves_of_a_journal_is_no_hindrance(left: bytes, database: Path) -> None:
    before = database.read_bytes()
    journal_of(database).write_bytes(left)
    opened = open_database(database, read_only_reason=None, alone=True)
    assert database.read_bytes() == before
    with opened.database.writing() as connection:
        connection.exec_driver_sql("UPDATE centres SET name = 'Next'")
    _close(opened)
    assert not journal_of(database).exists()


def test_the_journal_of_another_window_is_left_alone(database: Path) -> None:
    other = connect(database, read_only=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE centres SET name = 'Half'")
    assert journal_of(database).exists()
    opened = open_database(database, read_only_reason="open_elsewhere", alone=False)
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql(_NAME).scalar_one() == "Port Velira"
    assert journal_of(database).exists()
    other.execute("COMMIT")
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql(_NAME).scalar_one() == "Half"
    _close(opened)
    other.close()


def test_what_a_window_left_that_was_cut_short_is_read_without_its_lock(cut: Path, folder: Path) -> None:
    before = state_of(folder)
    opened = open_database(cut, read_only_reason="open_elsewhere", alone=False)
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql(_NAME).scalar_one() == "Port Velira"
    assert _close(opened).in_memory
    assert state_of(folder) == before


@pytest.mark.parametrize("kind", _BESIDE)
def test_what_is_put_beside_an_open_database_is_judged_before_the_next_save(kind: str, database: Path) -> None:
    code, put = _BESIDE[kind]
    opened = Database(database, read_only=False)
    put(journal_of(database))
    before = state_of(database.parent)
    for use in (opened.writing, opened.reading):
        with pytest.raises(UserError) as caught, use():
            pass
        assert caught.value.code == code
    opened.close()
    assert state_of(database.parent) == before
