"""Files that show what an answer says: kept once, found again, and gone when nothing names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench import leftovers
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.attachments import ViewedCopies, danger_in, save_attachment, write_copy
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.storage.answers.attachments import Attachment
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT
from tests.attaching import with_attached


def _opened(path: Path) -> Session:
    session = open_session(path)
    session.open_assessment(None)
    return session


def _attach(session: Session, code: str, file: Path) -> str:
    answer = with_attached(session, code, file)
    session.set_answer(code, answer)
    return answer.attachments[-1]


@pytest.fixture
def kept(database: Path, paper: Path) -> Attachment:
    with _opened(database) as session:
        found = session.files.read(_attach(session, "prof_body", paper))
    assert found is not None
    return found


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "Report 2025.pdf"
    file.write_bytes(b"%PDF-1.7 what was found")
    return file


def test_an_attached_file_is_found_again_after_reopening(database: Path, paper: Path) -> None:
    with _opened(database) as session:
        sha256 = _attach(session, "prof_body", paper)
    with _opened(database) as session:
        assert session.working_copy.answer("prof_body").attachments == (sha256,)
        found = session.files.read(sha256)
        assert found is not None
        assert (found.name, found.media_type, found.size) == ("Report 2025.pdf", "application/pdf", 23)
        assert found.content == paper.read_bytes()


def test_the_same_file_is_kept_once(database: Path, paper: Path, tmp_path: Path) -> None:
    again = tmp_path / "other name.pdf"
    again.write_bytes(paper.read_bytes())
    with _opened(database) as session:
        one, other = _attach(session, "prof_body", paper), _attach(session, "prof_body", again)
        assert one == other
        assert session.working_copy.answer("prof_body").attachments == (one,)


def test_a_removed_file_can_be_undone_in_the_session_and_is_gone_after_it(database: Path, paper: Path) -> None:
    with _opened(database) as session:
        sha256 = _attach(session, "prof_body", paper)
        with_file = session.working_copy.answer("prof_body")
        session.set_answer("prof_body", session.files.without(session.working_copy.answer("prof_body"), sha256))
        assert session.working_copy.answer("prof_body").attachments == ()
        assert session.files.read(sha256) is not None
        session.set_answer("prof_body", with_file)
    with _opened(database) as session:
        assert session.files.read(sha256) is not None
        session.set_answer("prof_body", session.files.without(session.working_copy.answer("prof_body"), sha256))
    with _opened(database) as session:
        assert session.files.read(sha256) is None
    assert b"what was found" not in database.read_bytes()


def test_a_file_that_another_answer_names_stays(database: Path, paper: Path) -> None:
    with _opened(database) as session:
        sha256 = _attach(session, "prof_body", paper)
        _attach(session, "prof_web", paper)
        session.set_answer("prof_body", session.files.without(session.working_copy.answer("prof_body"), sha256))
    with _opened(database) as session:
        assert session.files.read(sha256) is not None


def test_a_file_at_the_limit_is_kept_and_one_above_is_refused(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "large.bin"
    with _opened(database) as session:
        file.write_bytes(bytes(MAX_ATTACHMENT))
        _attach(session, "prof_body", file)
        file.write_bytes(bytes(MAX_ATTACHMENT + 1))
        with pytest.raises(UserError) as caught:
            with_attached(session, "prof_body", file)
    assert caught.value.code == "attachment_too_large"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.touch(), "attachment_empty"),
        (lambda path: path.mkdir(), "attachment_no_file"),
        (lambda _: None, "attachment_no_file"),
    ],
)
def test_what_is_no_file_with_content_is_refused(make: object, code: str, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    make(file)  # type: ignore[operator]
    with _opened(database) as session, pytest.raises(UserError) as caught:
        with_attached(session, "prof_body", file)
    assert caught.value.code == code


def test_a_file_is_written_out_under_a_harmless_name(database: Path, tmp_path: Path) -> None:
    odd = tmp_path / "CON"
    odd.write_bytes(b"x")
    with _opened(database) as session:
        found = session.files.read(_attach(session, "prof_body", odd))
    assert found is not None
    written = write_copy(found, tmp_path / "out")
    assert written.read_bytes() == b"x"
    assert written.name == "file CON"
    assert written.is_relative_to(tmp_path / "out")


def test_a_name_with_a_path_in_it_stays_in_the_folder(database: Path, paper: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    with _opened(database) as session:
        found = session.files.read(_attach(session, "prof_body", paper))
    assert found is not None
    for name in ("../../escape.pdf", "/etc/passwd", "..\\..\\escape.pdf", "C:\\x.pdf", "..", "x" * 300 + ".pdf"):
        written = write_copy(replace(found, name=name), tmp_path / "out")
        assert written.parent.parent == tmp_path / "out"


def test_a_copy_to_look_at_is_only_to_be_read_and_marked(
    kept: Attachment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked: list[int] = []
    monkeypatch.setattr(
        "mrcworkbench.services.session.attachments.mark_as_foreign",
        lambda path: marked.append(path.stat().st_mode & 0o777),
    )
    copy = write_copy(kept, tmp_path / "out")
    assert copy.stat().st_mode & 0o777 == 0o400
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert write_copy(kept, tmp_path / "out") == copy
    save_attachment(kept, tmp_path / "saved.pdf", tmp_path / "centre.mrcw")
    assert marked == [0o600, 0o600], "before it is made read-only"
    assert (tmp_path / "saved.pdf").read_bytes() == kept.content


def test_copies_to_look_at_go_with_the_window_or_at_the_next_start(kept: Attachment, user_data: Path) -> None:
    copies = ViewedCopies()
    copy = write_copy(kept, copies.folder())
    assert copy.is_relative_to(user_data)
    assert write_copy(kept, copies.folder()) == copy
    assert leftovers.clear() == 0
    assert copy.exists()
    copies.close()
    assert not list(user_data.rglob("*.pdf"))
    copies.close()


def test_a_save_that_fails_leaves_what_was_there(
    kept: Attachment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "place" / "mine.pdf"
    target.parent.mkdir()
    target.write_text("mine")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mrcworkbench.systems.sync_file", full)
    with pytest.raises(UserError) as caught:
        save_attachment(kept, target, tmp_path / "centre.mrcw")
    assert caught.value.code == "disk_full"
    assert target.read_text() == "mine"
    assert list(target.parent.iterdir()) == [target]


def test_a_database_that_is_open_is_not_replaced_by_a_file_whatever_was_said(kept: Attachment, database: Path) -> None:
    before = database.read_bytes()
    with open_session(database) as session:
        for own, code in ((session.path, "copy_onto_itself"), (database.with_name("own.mrcw"), "copy_onto_open")):
            with pytest.raises(UserError) as caught:
                save_attachment(kept, database, own)
            assert caught.value.code == code
    assert database.read_bytes() == before


@pytest.mark.parametrize("name", ["report.exe.", "report.exe ", "report.\u202efdp.exe", "a/b.exe", "report.pdf\n.exe"])
def test_the_name_that_is_judged_is_the_one_that_is_written(name: str, kept: Attachment) -> None:
    from dataclasses import replace

    assert danger_in(replace(kept, name=name)) == "runs"
    assert danger_in(kept) is None
