"""What a file notes for itself goes with every copy of it, and into no file that leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.answers.local_records import (
    ErasedCentre,
    MadeReport,
    forget_erased,
    load_erased,
    load_reports,
    note_erased,
    note_report,
)
from mrcworkbench.storage.answers.sealing import seal_working_copy
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.store import Edits
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests import merge_support as files

ERASED = ErasedCentre("c0", "they ask\nfor it", "Officer", "2026-06-01T08:00:00.000Z")
REPORT = MadeReport("r1", "donor", "2026-06-01T08:00:00.000Z", "Officer", "a" * 64, '{"told":["ЖЖЖ"]}')


def _noted(path: Path) -> tuple[dict[str, ErasedCentre], tuple[MadeReport, ...]]:
    database = Database(path, read_only=True)
    with database.reading() as connection:
        found = load_erased(connection), load_reports(connection)
    database.close()
    return found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A database that has noted something."""
    path = files.centre(tmp_path, "own", {"prof_body": "A"})
    database = Database(path, read_only=False)
    with database.writing() as connection:
        note_erased(connection, replace(ERASED, reason="once"))
        note_erased(connection, ERASED)
        note_erased(connection, replace(ERASED, centre="c1"))
        forget_erased(connection, "c1")
        note_report(connection, replace(REPORT, id="r0", made_at="2026-07-01T08:00:00.000Z"))
        note_report(connection, REPORT)
    database.close()
    return path


def test_it_is_read_as_it_was_noted(own: Path) -> None:
    erased, reports = _noted(own)
    assert erased == {"c0": ERASED}
    assert [one.id for one in reports] == ["r1", "r0"]
    assert reports[0] == REPORT


def test_a_report_that_was_changed_in_the_file_is_not_believed(own: Path) -> None:
    files.change(own, "UPDATE reports SET content = '{}' WHERE id = 'r0'")
    assert [one.id for one in _noted(own)[1]] == ["r1"]


def test_copies_of_the_whole_file_have_it_too(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        (assessment,) = session.assessments()
        at = "2026-06-01T08:00:00.000Z"
        copy = tmp_path / "copy.mrcw"
        session.work(lambda store: store.save_copy(copy, assessment.id, Edits(), at, overwrite=False)).result()
        session.work(lambda store: store.backups.copy_to(tmp_path / "backup.mrcw")).result()
    assert _noted(tmp_path / "copy.mrcw") == _noted(tmp_path / "backup.mrcw") == _noted(own)


def test_it_is_neither_sent_nor_merged(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        sent = submit(session, tmp_path / "sent.mrcw", author="Manager", clock=files.clock()).file
    for source in (sent, own):
        target = tmp_path / f"from {source.name}"
        assert files.verdicts(files.merge(target, source)) == ["new"]
        assert _noted(target) == ({}, ())
    assert _noted(sent) == ({}, ())
    assert b"they ask" not in sent.read_bytes()
    assert "ЖЖЖ".encode() not in sent.read_bytes()


@pytest.mark.parametrize("table", ["erased", "reports"])
def test_a_submission_with_it_is_refused(own: Path, tmp_path: Path, table: str) -> None:
    with open_session(own) as session:
        sent = submit(session, tmp_path / "sent.mrcw", author="Manager", clock=files.clock()).file
    rows = {"erased": "('c', '', '', '')", "reports": f"('r', 'k', 't', 'a', 's', '{{}}', '{'a' * 16}')"}
    files.change(sent, f"INSERT INTO {table} VALUES {rows[table]}")  # noqa: S608 - our own words
    (tmp_path / "private").mkdir()
    found = read_incoming(sent, tmp_path / "private", knowledge())
    assert isinstance(found, Refusal)
    assert (found.reason, found.code) == ("hostile", "second_copy")


def test_a_plan_update_is_said_of_what_it_sealed_wherever_it_goes(own: Path, tmp_path: Path) -> None:
    database = Database(own, read_only=False)
    with database.writing() as connection:
        (id_,) = connection.exec_driver_sql("SELECT id FROM assessments").scalars()
        seal_working_copy(connection, id_, author="Ana", sealed_at="2026-06-01T08:00:00.000Z", kind="plan_update")
    database.close()
    with open_session(own) as session:
        sent = submit(session, tmp_path / "sent.mrcw", author="Manager", clock=files.clock()).file
    (tmp_path / "private").mkdir()
    found = read_incoming(sent, tmp_path / "private", knowledge())
    assert isinstance(found, Incoming)
    found.discard()
    files.merge(tmp_path / "all.mrcw", sent)
    attested = files.rows(tmp_path / "all.mrcw", ("attestations",))["attestations"]
    assert attested == files.rows(own, ("attestations",))["attestations"]
    assert ("Ana", "plan_update") in {(row[1], row[3]) for row in attested}
