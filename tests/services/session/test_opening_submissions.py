"""A submission that is opened shows what was sealed, and changes only when somebody writes into it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit
from tests import merge_support as files
from tests.submitted_files import edit, valid_answers


@pytest.fixture
def sent(database: Path, tmp_path: Path, manager: Questionnaire) -> Path:
    """A submission with two revisions, the second of which goes on from the first."""
    path = tmp_path / "sent.mrcw"
    for seed in (1, 2):
        with open_session(database) as session:
            session.open_assessment(None)
            session.set_answers(valid_answers(manager, Random(seed), 60))
            submit(session, path, author="Ana", overwrite=True)
    return path


def _answers(path: Path, *, read_only: bool = True) -> dict[str, object]:
    with open_session(path, read_only=read_only) as session:
        session.open_assessment(None)
        return dict(session.working_copy.answers)


def _set(session: Session, text: str) -> None:
    answer = session.check("prof_body", text).answer
    assert answer is not None
    session.set_answers({"prof_body": answer})


def test_it_shows_the_answers_that_were_sealed_and_stays_as_it_is(sent: Path, database: Path) -> None:
    before = sent.read_bytes()
    assert _answers(sent) == _answers(database)
    assert _answers(sent, read_only=False) == _answers(database)
    assert sent.read_bytes() == before


def test_with_the_first_write_it_is_a_database_in_use(sent: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, sent)
    with open_session(sent) as session:
        session.open_assessment(None)
        _set(session, "going on")
        _set(session, "and on")
    assert _answers(sent)["prof_body"].value == "and on"  # type: ignore[attr-defined]
    (report,) = files.merge(target, sent).files
    assert (report.verdict.value, report.sealed) == ("updated", False)


def test_a_write_that_fails_leaves_the_submission(sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sent.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise UserError("disk_full", path="x")

    with open_session(sent) as session:
        session.open_assessment(None)
        with monkeypatch.context() as patched:
            patched.setattr("mrcworkbench.storage.store.save_answer", full)
            with pytest.raises(UserError):
                _set(session, "not now")
        assert sent.read_bytes()[100:] == before[100:]
        _set(session, "now")
    assert _answers(sent)["prof_body"].value == "now"  # type: ignore[attr-defined]


def test_a_copy_saved_of_it_is_a_database_to_work_in(sent: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mrcw"
    with open_session(sent, read_only=True) as session:
        session.open_assessment(None)
        session.save_copy(copy)
    with open_session(copy) as session:
        session.open_assessment(None)
        _set(session, "my own")
    raw = sqlite3.connect(copy)
    assert raw.execute("SELECT count(*) FROM meta WHERE key = 'manifest'").fetchone() == (0,)
    raw.close()
    assert _answers(copy) != _answers(sent)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revision_units SET state = 'declined', value = NULL, reason = NULL WHERE row = ''",
        "UPDATE attestations SET author = 'Besa'",
        "UPDATE centres SET name = 'Port Velora'",
        "DELETE FROM attestations",
    ],
)
def test_one_that_was_damaged_is_not_shown_as_sealed(sent: Path, change: str) -> None:
    raw = sqlite3.connect(sent, isolation_level=None)
    raw.execute(change)
    raw.close()
    with pytest.raises(UserError) as caught:
        _answers(sent)
    assert caught.value.code == "submission_damaged"


def test_one_with_right_hashes_over_a_wrong_history_is_not_shown(sent: Path) -> None:
    edit(sent, "UPDATE revision_units SET value = '\"another\"' WHERE state = 'answered' AND row = ''")
    with pytest.raises(UserError) as caught:
        _answers(sent)
    assert caught.value.code == "submission_damaged"
