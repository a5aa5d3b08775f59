"""Submitting: one clean file, whole or absent, that our own check accepts; and the preview of what leaves."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.errors import UsageError, UserError
from mrcworkbench.services import submitting
from mrcworkbench.services.session.authors import respondent
from mrcworkbench.services.session.databases import create, create_sample
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.session.writer import ThreadWriter
from mrcworkbench.storage.submissions import writing as submissions
from tests.attaching import with_attached
from tests.submitted_files import edit, working_database

DELETED = "an earlier text that was deleted"
WORKING_COPY = ("units", "working_parents", "contested")
LOCAL = ("drafts", "settings", "imports", "import_files", "import_additions")


def clock() -> datetime:
    return datetime(2026, 7, 31, 9, 30, tzinfo=UTC)


def _set(session: Session, **raw: object) -> None:
    checked = {code: session.check(code, value) for code, value in raw.items()}
    assert all(one.answer is not None for one in checked.values()), checked
    session.set_answers({code: one.answer for code, one in checked.items() if one.answer is not None})


def _submit(path: Path, target: Path, author: str | None = None) -> submitting.Receipt:
    with open_session(path) as session:
        return submitting.submit(session, target, author=author, clock=clock)


def _rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return raw.execute(statement).fetchall()
    finally:
        raw.close()


@pytest.fixture
def filled(tmp_path: Path, manager: Questionnaire) -> Path:
    """A database in use: with texts that were deleted again, drafts and settings."""
    path = working_database(tmp_path / "own.mrcw", Random(3), manager, 60)
    with open_session(path) as session:
        session.open_assessment(None)
        _set(session, prof_body=DELETED)
        _set(session, prof_body="IOM")
        _set(session, resp_people=[{"resp_people_name": "Arta Hoxha", "resp_people_function": "manager"}])
        session.drafts.keep("prof_year", None, None, "the year of the draft")
        session.settings.set("last_place", "a local setting")
        paper = tmp_path / "paper.pdf"
        paper.write_bytes(b"%PDF-1.7 a paper")
        session.set_answer("prof_body", with_attached(session, "prof_body", paper))
    return path


def test_the_receipt_tells_what_was_sent(filled: Path, tmp_path: Path) -> None:
    receipt = _submit(filled, tmp_path / "sent.mrcw")
    (one,) = receipt.assessments
    assert receipt.sha256 == sha256((tmp_path / "sent.mrcw").read_bytes()).hexdigest()
    assert receipt.size == (tmp_path / "sent.mrcw").stat().st_size
    assert (receipt.author, receipt.sealed_at) == ("Arta Hoxha", "2026-07-31T09:30:00.000Z")
    assert (one.round, one.is_new, receipt.files) == ("2026", True, 1)
    assert 0 < one.answered <= one.applicable
    for path in (filled, tmp_path / "sent.mrcw"):
        assert _rows(path, "SELECT id FROM revisions") == [(one.revision,)]
        assert _rows(path, "SELECT author, kind FROM attestations") == [("Arta Hoxha", "sealed")]


def test_a_submission_is_clean(filled: Path, tmp_path: Path) -> None:
    sent = tmp_path / "sent" / "sent.mrcw"
    sent.parent.mkdir()
    _submit(filled, sent)
    assert [path.name for path in sent.parent.iterdir()] == ["sent.mrcw"]
    content = sent.read_bytes()
    for left in (DELETED, "the year of the draft", "a local setting"):
        assert left.encode() not in content
    assert content[36:40] == bytes(4), "no free pages"
    assert content[18:20] == b"\x01\x01"
    assert all(_rows(sent, f"SELECT count(*) FROM {table}") == [(0,)] for table in LOCAL)  # noqa: S608
    assert all(_rows(sent, f"SELECT count(*) FROM {table}") == [(0,)] for table in WORKING_COPY)  # noqa: S608
    assert str(tmp_path).encode() not in content


def test_a_submission_opens_as_a_database_with_all_answers(filled: Path, tmp_path: Path) -> None:
    _submit(filled, tmp_path / "sent.mrcw")
    found = []
    for path in (filled, tmp_path / "sent.mrcw"):
        with open_session(path) as session:
            session.open_assessment(None)
            found.append(dict(session.working_copy.answers))
            _set(session, prof_body="going on")
    assert found[0] == found[1]


def test_sealing_an_unchanged_copy_makes_no_new_revision(filled: Path, tmp_path: Path) -> None:
    one, two = (_submit(filled, tmp_path / name) for name in ("one.mrcw", "two.mrcw"))
    assert [part.is_new for part in (*one.assessments, *two.assessments)] == [True, False]
    assert one.assessments[0].revision == two.assessments[0].revision
    assert len(_rows(filled, "SELECT * FROM attestations")) == 1


def test_going_on_after_a_submission_makes_a_revision_that_goes_on_from_it(filled: Path, tmp_path: Path) -> None:
    first = _submit(filled, tmp_path / "one.mrcw").assessments[0].revision
    with open_session(filled) as session:
        session.open_assessment(None)
        _set(session, prof_body="another body")
    second = _submit(filled, tmp_path / "two.mrcw", "Ben").assessments[0].revision
    assert _rows(filled, "SELECT revision, parent FROM revision_parents") == [(second, first)]
    assert _rows(filled, "SELECT origin FROM units WHERE question = 'prof_body'") == [(second,)]
    assert _rows(filled, "SELECT DISTINCT origin FROM units WHERE question <> 'prof_body'") == [(first,)]


def test_edited_and_edited_back_is_no_change(filled: Path, tmp_path: Path) -> None:
    first = _submit(filled, tmp_path / "one.mrcw").assessments[0].revision
    with open_session(filled) as session:
        session.open_assessment(None)
        _set(session, prof_body="another body")
        _set(session, prof_body="IOM")
    assert _submit(filled, tmp_path / "two.mrcw").assessments[0].revision == first


def test_an_open_window_goes_on_after_a_submission(filled: Path, tmp_path: Path) -> None:
    writer = ThreadWriter()
    steps: list[tuple[int, int]] = []

    class Progress:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
            steps.append((done, total))

    with open_session(filled, writer=writer) as session:
        session.open_assessment(None)
        receipt = submitting.start_submitting(session, tmp_path / "one.mrcw", progress=Progress()).result()
        _set(session, prof_body="edited afterwards")
        assert session.saver.wait()
        again = submitting.submit(session, tmp_path / "two.mrcw")
    writer.close()
    assert steps[0] == (0, 2)
    assert steps[1] == (1, 2)
    assert again.assessments[0].revision != receipt.assessments[0].revision


# Whole or absent


def _refused(path: Path, target: Path, **more: object) -> str:
    before = path.read_bytes()
    with pytest.raises(UserError) as caught, open_session(path) as session:
        submitting.submit(session, target, **more)  # type: ignore[arg-type]
    assert path.read_bytes() == before, "something was sealed"
    return caught.value.code


def test_the_sample_is_not_submitted(tmp_path: Path) -> None:
    create_sample(tmp_path / "sample.mrcw")
    assert _refused(tmp_path / "sample.mrcw", tmp_path / "sent.mrcw") == "sample_not_submitted"
    assert not (tmp_path / "sent.mrcw").exists()


def test_what_is_protected_or_open_is_not_replaced_whatever_was_said(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.mrcw"
    create(other, "Other", "AL", "2026")
    with open_session(other):
        assert _refused(filled, other, author="Ana", overwrite=True) == "copy_onto_open"
    before, may = other.read_bytes(), os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != other and may(path, mode))
    assert _refused(filled, other, author="Ana", overwrite=True) == "copy_onto_protected"
    assert other.read_bytes() == before


def test_another_file_is_never_written_over_unasked(filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mrcw"
    create(other, "Port Orvane", "AL", "2026")
    before = other.read_bytes()
    assert _refused(filled, other) == "exists"
    assert other.read_bytes() == before
    with open_session(filled) as session:
        submitting.submit(session, other, overwrite=True)
    assert other.read_bytes() != before


def test_the_open_database_is_never_written_over(filled: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.mrcw"
    link.hardlink_to(filled)
    for target in (filled, link):
        assert _refused(filled, target, overwrite=True) == "copy_onto_itself"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("no/sent.mrcw", "folder_missing"),
        ("", "is_folder"),
        ("x" * 300, "path_too_long"),
        ("AUX.mrcw", "name_reserved"),
        ("a:b.mrcw", "name_characters"),
        ("sent.mrcw.", "name_ending"),
        (".mrcw", "name_missing"),
        ("sent.mrcw-wal", "name_of_second_file"),
        ("other.mrcw", "second_file_there"),
    ],
)
def test_a_place_or_a_name_that_cannot_be_seals_nothing(filled: Path, tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "other.mrcw-journal").touch()
    there = sorted(tmp_path.iterdir())
    assert _refused(filled, tmp_path / name) == code
    assert sorted(tmp_path.iterdir()) == there


def test_a_path_that_windows_cannot_take_is_told_there(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path.joinpath(*["folder" * 10] * 4)
    deep.mkdir(parents=True)
    monkeypatch.setattr("mrcworkbench.systems.on_windows", lambda: True)
    assert _refused(filled, deep / "sent.mrcw") == "path_too_long"


@pytest.mark.parametrize("author", ["", "  ", "\n"])
def test_a_name_that_is_none_is_not_taken(filled: Path, tmp_path: Path, author: str) -> None:
    assert _refused(filled, tmp_path / "sent.mrcw", author=author) == "author_missing"


def test_a_cancel_leaves_nothing(filled: Path, tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    class Progress:
        def __init__(self, at: int) -> None:
            self.at = at

        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
            if done == self.at:
                raise CancelledError

    names = {path.name for path in tmp_path.iterdir()}
    before = filled.read_bytes()
    for at in (0, 1):
        with open_session(filled) as session, pytest.raises(CancelledError):
            submitting.submit(session, tmp_path / "sent.mrcw", progress=Progress(at))
    assert filled.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} - {"user data"} == names - {"user data"}


@pytest.mark.parametrize("what", ["write", "check", "place"])
def test_a_failure_at_any_time_leaves_no_file(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if what == "write":
        monkeypatch.setattr(submissions, "build_database", full)
    elif what == "check":
        monkeypatch.setattr(submitting._Submitting, "_verify", full)
    else:
        monkeypatch.setattr("mrcworkbench.systems.place_new", full)
    with pytest.raises(UserError) as caught, open_session(filled) as session:
        submitting.submit(session, folder / "sent.mrcw")
    assert caught.value.code == "disk_full"
    assert not list(folder.iterdir())


def test_what_our_own_check_refuses_is_not_sent(filled: Path, tmp_path: Path) -> None:
    """Answers that no check lets through can only come from a fault; they must not leave unnoticed."""
    edit(
        filled,
        "INSERT OR REPLACE INTO units SELECT id, 'prof_year', '', 'answered', '-5', NULL, '', '[]', NULL, "
        "'2026-07-31T09:30:00.000Z', '' FROM assessments",
    )
    assert _refused(filled, tmp_path / "sent.mrcw") == "submission_refused"
    assert not (tmp_path / "sent.mrcw").exists()


def test_a_read_only_database_is_not_submitted(filled: Path, tmp_path: Path) -> None:
    with open_session(filled, read_only=True) as session, pytest.raises(UserError) as caught:
        submitting.submit(session, tmp_path / "sent.mrcw")
    assert caught.value.code == "read_only_asked"


# Who seals


def test_who_seals_is_the_respondent_or_nobody_until_a_name_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "desk 7")
    path = tmp_path / "own.mrcw"
    create(path, "Port Velira", "AL", "2026")
    with open_session(path) as session:
        assert respondent(session) == ""
        session.open_assessment(None)
        _set(session, resp_people=[{"resp_people_function": "adviser"}])
        assert respondent(session) == ""
        with pytest.raises(UsageError, match="author_missing"):
            submitting.submit(session, tmp_path / "sent.mrcw")
        _set(session, resp_people=[{"resp_people_name": "Arta", "resp_people_function": "adviser"}])
        assert respondent(session) == "Arta"
    assert _submit(path, tmp_path / "sent.mrcw", " Ben\nBo ").author == "Ben Bo"


# What leaves


def test_the_preview_shows_all_that_leaves(filled: Path) -> None:
    with open_session(filled) as session:
        session.open_assessment(None)
        _set(
            session, resp_consent="totals", counsel_status={"state": "answered", "value": "in_place", "comment": "busy"}
        )
        seen = submitting.preview(session)
        copy = session.working_copy
        codes = {one.question for one in seen.leaving}
        assert codes == {code for code, answer in copy.answers.items() if answer.counts_as_done or answer.comment}
        assert {one.question for one in seen.leaving if one.hidden} == codes - copy.shown
        waited_for = {code for code in copy.shown if copy.questionnaire[code].is_needed}
        assert set(seen.unanswered) == {code for code in waited_for if not copy.answer(code).counts_as_done}
        assert seen.consent == "totals"
        assert "resp_people" in {one.question for one in seen.personal}
        assert "counsel_status" in {one.question for one in seen.comments}
        assert [one.text for one in seen.not_sent] == ["the year of the draft"]
        assert len(seen.files) == 1
        assert seen.contradictory == copy.notices()
        assert {one.criterion for one in seen.unevidenced} == {
            score.id for score in copy.score().criteria if score.status == "in_place" and (score.evidence or "a") == "a"
        }


def test_a_blank_database_has_nothing_to_show_and_can_be_sent(tmp_path: Path) -> None:
    path = tmp_path / "own.mrcw"
    create(path, "Port Velira", "AL", "2026")
    with open_session(path) as session:
        session.open_assessment(None)
        seen = submitting.preview(session)
    assert (seen.leaving, seen.personal, seen.files, seen.consent) == ((), (), (), None)
    assert _submit(path, tmp_path / "sent.mrcw", "Ana").assessments[0].answered == 0
