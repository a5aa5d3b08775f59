"""Cleaned copies in the place of attached files: what is stored, what is named, and what leaves."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.inside_files import CannotRemoveError, What
from mrcworkbench.services.inside_files.attached import answers_with, keep_cleaned, look_into, sealed_files
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit
from tests.attaching import with_attached
from tests.gui.merging_support import submission
from tests.services.inside_files.made_files import PLACE, docx, jpeg

CODE = "access_status"


@pytest.fixture
def own(tmp_path: Path, user_data: Path) -> Path:
    return submission(tmp_path / "own.mrcw", **{CODE: "in_place"})


def attached(session: Session, folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    session.set_answer(CODE, with_attached(session, CODE, folder / name))
    return hashlib.sha256(content).hexdigest()


def test_a_cleaned_copy_keeps_its_name_and_takes_the_place_in_every_answer(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        session.open_assessment(None)
        photo = attached(session, tmp_path, "photo.jpg", jpeg())
        copy = keep_cleaned(session, photo)
        assert copy is not None
        held = session.files.read(copy)
        assert held is not None
        assert (held.name, held.media_type, held.size) == ("photo.jpg", "image/jpeg", len(held.content))
        changed = answers_with(session.working_copy.answers, {photo: copy})
        assert {code: answer.attachments for code, answer in changed.items()} == {CODE: (copy,)}
        assert dict(look_into(session, [copy]))[copy].traces == ()
        assert dict(look_into(session, [photo]))[photo].of(What.PLACE) == (PLACE,)


def test_the_old_file_goes_with_the_session_when_nothing_names_it(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        session.open_assessment(None)
        photo = attached(session, tmp_path, "photo.jpg", jpeg())
        copy = keep_cleaned(session, photo)
        assert copy is not None
        for code, answer in answers_with(session.working_copy.answers, {photo: copy}).items():
            session.set_answer(code, answer)
    with open_session(own) as session:
        assert session.files.read(photo) is None
        assert session.files.read(copy) is not None
    assert b"SM-A525F" not in own.read_bytes()


def test_what_was_sealed_stays_and_is_known_to(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        session.open_assessment(None)
        letter = attached(session, tmp_path, "letter.docx", docx())
        assert sealed_files(session) == frozenset()
        submit(session, tmp_path / "sent.mrcw", author="Ana")
        session.refresh()
        assert sealed_files(session) == {letter}


def test_a_copy_that_would_be_too_large_is_refused(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_session(own) as session:
        session.open_assessment(None)
        photo = attached(session, tmp_path, "photo.jpg", jpeg())
        monkeypatch.setattr("mrcworkbench.services.inside_files.attached.MAX_ATTACHMENT", 100)
        with pytest.raises(UserError) as told:
            keep_cleaned(session, photo)
        assert told.value.code == "attachment_too_large"


def test_in_a_file_that_is_only_read_nothing_is_stored(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        session.open_assessment(None)
        photo = attached(session, tmp_path, "photo.jpg", jpeg())
    with open_session(own, read_only=True) as session, pytest.raises(UserError):
        keep_cleaned(session, photo)


def test_what_cannot_be_cleaned_leaves_nothing_behind(own: Path, tmp_path: Path) -> None:
    with open_session(own) as session:
        session.open_assessment(None)
        photo = attached(session, tmp_path, "photo.jpg", jpeg()[:-100])
        with pytest.raises(CannotRemoveError):
            keep_cleaned(session, photo)
        assert keep_cleaned(session, "0" * 64) is None
