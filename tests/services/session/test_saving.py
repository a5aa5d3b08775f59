"""Nothing that is not on the disk is called saved, and nothing that failed is forgotten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event, get_ident
from typing import Any

import pytest

from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.copying import CopyReceipt
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.session.writer import ImmediateWriter, Job, ThreadWriter


class PatientWriter(ImmediateWriter):
    """Holds jobs back until told, as a slow disk does."""

    def __init__(self) -> None:
        self.waiting: list[Job[Any]] = []
        self.holding = False

    def submit(self, work: Callable[[], Any]) -> Job[Any]:
        if not self.holding:
            return super().submit(work)
        job = Job(work)
        self.waiting.append(job)
        return job

    def go_on(self) -> None:
        self.holding = False
        for job in self.waiting:
            job.run()
        self.waiting.clear()


class Heard:
    """What the window was told."""

    def __init__(self, session: Session) -> None:
        self.saved = 0
        self.failed: list[str] = []
        session.saver.on_saved = self._on_saved
        session.saver.on_failed = lambda error: self.failed.append(error.code)

    def _on_saved(self) -> None:
        self.saved += 1


def _opened(path: Path, writer: ImmediateWriter | None = None) -> Session:
    session = open_session(path, writer=writer)
    session.open_assessment(None)
    return session


def _stored(path: Path) -> dict[str, object]:
    session = open_session(path, read_only=True)
    session.open_assessment(None)
    found = {code: answer.value for code, answer in session.working_copy.answers.items()}
    session.close()
    return found


def _fill_disk(session: Session) -> None:
    raw = session._store._database.raw()
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")


def _free_disk(session: Session) -> None:
    session._store._database.raw().execute("PRAGMA max_page_count = 1073741823")


LARGE = answered("long " * 5000)


def test_saved_is_said_once_the_disk_has_it(database: Path) -> None:
    writer = PatientWriter()
    session = _opened(database, writer)
    heard = Heard(session)
    writer.holding = True
    session.set_answer("prof_body", answered("x"))
    assert session.working_copy.answer("prof_body") == answered("x")
    assert (heard.saved, session.saver.busy, session.saver.saved_at) == (0, True, None)
    assert _stored(database) == {}
    writer.go_on()
    assert (heard.saved, session.saver.busy) == (1, False)
    assert session.saver.saved_at is not None
    assert _stored(database) == {"prof_body": "x"}
    session.close()


def test_edits_that_wait_together_are_written_together(database: Path) -> None:
    writer = PatientWriter()
    session = _opened(database, writer)
    heard = Heard(session)
    writer.holding = True
    for n in range(20):
        session.set_answer("prof_body", answered(f"x{n}"))
    session.set_answer("counsel_status", answered("none"))
    writes = _count_writes(session)
    writer.go_on()
    assert (heard.saved, len(writes)) == (1, 1)
    assert _stored(database) == {"prof_body": "x19", "counsel_status": "none"}
    session.close()


def _count_writes(session: Session) -> list[object]:
    writes: list[object] = []
    save = session._store.save

    def counted(assessment_id: str, batch: Any, at: str) -> None:
        writes.append(batch)
        save(assessment_id, batch, at)

    session._store.save = counted  # type: ignore[method-assign]
    return writes


def test_a_full_disk_keeps_the_answer_and_never_says_saved(database: Path) -> None:
    session = _opened(database)
    heard = Heard(session)
    _fill_disk(session)
    session.set_answer("prof_body", LARGE)
    assert (heard.saved, heard.failed, session.saver.unsaved) == (0, ["disk_full"], {"prof_body"})
    assert session.working_copy.answer("prof_body") == LARGE
    assert not session.saver.wait()
    session.saver.retry()
    assert heard.failed == ["disk_full", "disk_full"]
    _free_disk(session)
    session.saver.retry()
    assert (heard.saved, session.saver.unsaved) == (1, frozenset())
    session.close()
    assert _stored(database) == {"prof_body": LARGE.value}


def test_a_later_save_takes_along_what_failed_before(database: Path) -> None:
    session = _opened(database)
    heard = Heard(session)
    _fill_disk(session)
    session.set_answer("prof_body", LARGE)
    _free_disk(session)
    session.set_answer("counsel_status", answered("none"))
    assert (heard.saved, session.saver.unsaved) == (1, frozenset())
    session.close()
    assert _stored(database) == {"prof_body": LARGE.value, "counsel_status": "none"}


def test_closing_tries_a_last_time(database: Path) -> None:
    session = _opened(database)
    _fill_disk(session)
    session.set_answer("prof_body", LARGE)
    _free_disk(session)
    session.close()
    assert _stored(database) == {"prof_body": LARGE.value}


def test_one_answer_that_cannot_be_stored_does_not_keep_others_out(database: Path) -> None:
    writer = PatientWriter()
    session = _opened(database, writer)
    heard = Heard(session)
    writer.holding = True
    session.set_answer("prof_body", answered("broken \ud800"))
    session.set_answer("counsel_status", answered("none"))
    writer.go_on()
    assert session.saver.unsaved == {"prof_body"}
    assert heard.saved == 0
    assert heard.failed == ["text_unstorable"]
    assert _stored(database) == {"counsel_status": "none"}
    session.set_answer("prof_body", answered("mended"))
    assert session.saver.unsaved == frozenset()
    assert heard.saved == 1
    session.close()


def test_a_fault_of_ours_while_saving_is_told_and_the_answer_kept(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _opened(database)
    heard = Heard(session)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(session._store, "save", fail)
    session.set_answer("prof_body", answered("x"))
    assert (heard.failed, session.saver.unsaved) == (["save_fault"], {"prof_body"})
    monkeypatch.undo()
    session.close()


def test_an_open_assessment_with_unsaved_answers_is_not_left(database: Path) -> None:
    session = _opened(database)
    _fill_disk(session)
    session.set_answer("prof_body", LARGE)
    with pytest.raises(UserError) as caught:
        session.open_assessment(None)
    assert caught.value.code == "unsaved_answers"
    _free_disk(session)
    session.close()


def test_a_text_kept_as_typed_that_is_not_written_counts_as_unsaved(database: Path) -> None:
    session = _opened(database)
    _fill_disk(session)
    session.drafts.keep("prof_year", None, None, "long " * 5000)
    assert session.saver.unsaved == {"prof_year"}
    _free_disk(session)
    session.close()


def test_a_vanished_file_is_told_and_a_copy_has_everything(database: Path, tmp_path: Path) -> None:
    session = _opened(database)
    session.set_answer("counsel_status", answered("none"))
    heard = Heard(session)
    database.unlink()
    session.set_answer("prof_body", answered("x"))
    assert (heard.failed, session.saver.unsaved) == (["vanished"], {"prof_body"})
    target = tmp_path / "copy.mrcw"
    assert session.save_copy(target) == CopyReceipt(target, complete=True)
    assert _stored(target) == {"prof_body": "x", "counsel_status": "none"}
    session.close()
    assert not database.exists()


def test_a_copy_of_a_file_that_cannot_be_read_has_what_is_in_memory(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _opened(database)
    session.set_answer("counsel_status", answered("none"))
    session.drafts.keep("prof_year", None, None, "long ago")
    session.settings.set("place", "home")

    def broken(*_: object, **__: object) -> None:
        raise UserError("io_error")

    monkeypatch.setattr(session._store, "save", broken)
    monkeypatch.setattr(session._store, "save_copy", broken)
    session.set_answer("prof_body", answered("x"))
    target = tmp_path / "copy.mrcw"
    assert session.save_copy(target) == CopyReceipt(target, complete=False)
    monkeypatch.undo()
    with open_session(target, read_only=True) as copy:
        copy.open_assessment(None)
        assert copy.assessments() == session.assessments()
        assert copy.working_copy.answers == session.working_copy.answers
        assert copy.drafts == session.drafts
        assert copy.settings.get("place") == "home"
    session.close()


def test_a_copy_takes_no_other_file_s_place_unless_told(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.mrcw"
    target.write_text("precious", "utf-8")
    with _opened(database) as session:
        session.set_answer("prof_body", answered("x"))
        with pytest.raises(UserError) as caught:
            session.save_copy(target)
        assert caught.value.code == "exists"
        assert target.read_text("utf-8") == "precious"
        session.save_copy(target, overwrite=True)
        with pytest.raises(UserError) as caught:
            session.save_copy(database, overwrite=True)
        assert caught.value.code == "copy_onto_itself"
        os.link(database, tmp_path / "same.mrcw")
        with pytest.raises(UserError) as caught:
            session.save_copy(tmp_path / "same.mrcw", overwrite=True)
        assert caught.value.code == "copy_onto_itself"
    assert _stored(target) == {"prof_body": "x"}
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".unfinished")]


def test_a_read_only_session_can_be_copied(database: Path, tmp_path: Path) -> None:
    with _opened(database) as session:
        session.set_answer("prof_body", answered("x"))
    session = open_session(database, read_only=True)
    session.open_assessment(None)
    assert session.save_copy(tmp_path / "copy.mrcw").complete
    session.close()
    assert _stored(tmp_path / "copy.mrcw") == {"prof_body": "x"}


def test_the_window_s_thread_does_no_database_work(database: Path) -> None:
    writer = ThreadWriter()
    session = open_session(database, writer=writer)
    session.open_assessment(None)
    threads: list[int] = []
    told = Event()
    save = session._store.save

    def watched(*args: Any) -> None:
        threads.append(get_ident())
        save(*args)

    session._store.save = watched  # type: ignore[method-assign]
    session.saver.on_saved = told.set
    session.set_answer("prof_body", answered("x"))
    assert told.wait(10)
    assert threads
    assert get_ident() not in threads
    session.close()
    writer.close()
    assert _stored(database) == {"prof_body": "x"}


def _reading(path: Path) -> sqlite3.Connection:
    """Another program that reads the file and does not end."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM meta").fetchone()
    return other


def test_after_a_save_that_another_program_s_reading_stopped_the_next_one_works(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mrcworkbench.storage.database.connection.BUSY_SECONDS", 0.1)
    session = _opened(database)
    heard = Heard(session)
    other = _reading(database)
    session.set_answer("prof_body", answered("x"))
    assert (heard.saved, heard.failed) == (0, ["locked"])
    third = _reading(database)  # nothing of the failed save keeps others out
    for one in (other, third):
        one.execute("ROLLBACK")
        one.close()
    session.saver.retry()
    assert session.saver.wait()
    assert _stored(database) == {"prof_body": "x"}
    session.close()


@pytest.mark.parametrize("lock", ["DEFERRED", "EXCLUSIVE"])
def test_a_copy_does_not_wait_for_ever_for_another_program(
    lock: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mrcworkbench.storage.database.connection.BUSY_SECONDS", 0.1)
    session = _opened(database)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute(f"BEGIN {lock}")
    other.execute("SELECT count(*) FROM meta").fetchone()
    session.set_answer("prof_body", answered("x"))
    assert session.saver.unsaved == {"prof_body"}
    assert session.save_copy(tmp_path / "copy.mrcw").complete is (lock == "DEFERRED")
    assert _stored(tmp_path / "copy.mrcw") == {"prof_body": "x"}
    other.execute("ROLLBACK")
    other.close()
    session.close()


def test_a_copy_of_a_file_that_somebody_else_has_changed_holds_what_is_on_the_screen(
    database: Path, tmp_path: Path
) -> None:
    session = _opened(database)
    session.set_answers({"prof_body": answered("x"), "counsel_status": answered("none")})
    other = sqlite3.connect(database)
    with other:
        other.execute("DELETE FROM units")
    other.close()
    session.set_answer("prof_body", answered("y"))
    assert session.saver.unsaved == {"prof_body"}
    assert not session.save_copy(tmp_path / "copy.mrcw").complete
    assert _stored(tmp_path / "copy.mrcw") == {"prof_body": "y", "counsel_status": "none"}
    session.close()
