"""Erasing a centre: nothing that it said stays in the file, whatever was decided of it and however it came."""

from __future__ import annotations

import os
import sqlite3
import zlib
from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.merging import deciding, erasing, imports, log, proposals, renaming
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import join, resolve, withdraw
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.storage.merging import erasing as stored
from mrcworkbench.storage.merging.erasing import Erased
from tests import merge_support as files
from tests.attaching import with_attached

ANSWER, COMMENT = "Quetzal ministry", "Okapi comment"
SECRETS = ("Zanzibarine", "Zanzibari", ANSWER, COMMENT, "numbat", "Pangolin", "Axolotl")
"""Of the centre that is erased: its names, what it answered, its files, and what was decided of it."""
CODE = "prof_body"


def centre(folder: Path, name: str, answer: str, comment: str, attached: str) -> Path:
    path = files.centre(folder, name, {CODE: {"state": "answered", "value": answer, "comment": comment}})
    file = folder / f"{attached}.txt"
    file.write_text(f"{attached} in the file")
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers({CODE: with_attached(session, CODE, file)})
    return files.sent(path, f"{name} sent")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return centre(tmp_path, "Zanzibarine", ANSWER, COMMENT, "numbat")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return centre(tmp_path, "Bahari", "Ministry", "Comment", "letter")


def id_of(session: Session, name: str) -> str:
    return next(one.id for one in session.centres() if name in one.name)


def decided(target: Path) -> None:
    """Everything that a person can decide of a centre."""
    with open_session(target) as session:
        id_ = id_of(session, "Zanzibarine")
        (one,) = [one for one in session.assessments() if one.centre.id == id_]
        resolve(session, [Correction(one.id, CODE, None, "Pangolin office", "Pangolin telephoned")], author="Officer")
        withdraw(session, id_, reason="Pangolin asked", author="Officer")
        (gone,) = [line for line in log.decisions(session) if line.kind == "withdrawn"]
        deciding.take_back(session, [gone.id], reason="Pangolin stays", author="Officer")
        renaming.rename(session, id_, name="Axolotl House", reason="Axolotl letter", author="Officer")


def remains(path: Path) -> list[str]:
    """Which of the secrets stand in the bytes of the file, also where they are packed."""
    raw = sqlite3.connect(path)
    packs = [content for (content,) in raw.execute("SELECT content FROM set_aside")]
    raw.close()
    every = path.read_bytes() + b"".join(map(zlib.decompress, packs))
    return [one for one in SECRETS if one.encode() in every]


def erase(target: Path, name: str = "Axolotl") -> Erased:
    with open_session(target) as session:
        return erasing.erase(session, id_of(session, name), reason="asked in writing", author="Chief")


def test_nothing_of_an_erased_centre_stays_in_the_bytes_of_the_file(tmp_path: Path, theirs: Path, other: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, theirs, other)
    decided(target)
    assert set(remains(target)) == set(SECRETS), "else nothing is tried"
    erase(target)
    assert remains(target) == []
    with open_session(target) as session:
        assert [one.name for one in session.centres()] == ["Centre Bahari"]
        assert [line.kind for line in log.decisions(session)] == ["erased"]
        assert proposals.open_proposals(session) == ()
    files.rows(target)


def test_the_rest_stays_as_it_was(tmp_path: Path, theirs: Path, other: Path) -> None:
    target, alone = tmp_path / "all.mrcw", tmp_path / "alone.mrcw"
    files.merge(alone, other)
    files.merge(target, other)
    files.merge(target, theirs)
    erase(target, "Zanzibarine")
    records = ("withdrawals", "confirmations")
    left, wanted = files.rows(target), files.rows(alone)
    assert {table: of for table, of in left.items() if table not in records} == {
        table: of for table, of in wanted.items() if table not in records
    }


def test_what_was_undone_or_set_aside_of_it_does_not_stay_either(tmp_path: Path, theirs: Path, other: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, other)
    both = files.copy(target, "both")
    files.merge(both, theirs)
    for file in (theirs, files.sent(both, "both sent")):
        files.merge(target, file)
    with open_session(target) as session:
        lines = [file for one in imports.imports(session) for file in imports.imported_files(session, one.id)]
        of = {Path(line.path).name: line.sha256 or "" for line in lines}
        imports.undo_import(session, file=of["Zanzibarine sent.mrcw"], author="Officer")
        imports.set_aside(session, of["both sent.mrcw"], author="Officer", reason="Zanzibarine is in it")
        assert [one.name for one in session.centres()] == ["Centre Bahari"]
    files.merge(target, files.copy(theirs, "again"))
    erase(target, "Zanzibarine")
    assert remains(target) == []
    with open_session(target) as session:
        imports.put_back(session, of["both sent.mrcw"], author="Officer")
        assert [one.name for one in session.centres()] == ["Centre Bahari"]
    assert remains(target) == []


def test_of_files_whose_content_the_log_cannot_tell_only_fingerprints_stay(
    tmp_path: Path, theirs: Path, other: Path
) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, other)
    files.merge(target, theirs)
    with open_session(target) as session:
        imports.undo_import(session, author="Officer")
    broken = tmp_path / "Centre Zanzibarine broken.mrcw"
    broken.write_bytes(b"SQLite format 3\0")
    files.merge(target, files.copy(tmp_path / "Zanzibarine.mrcw", "again"), broken)
    assert "Zanzibarine" in remains(target)
    erase(target, "Zanzibarine")
    assert remains(target) == []
    with open_session(target) as session:
        paths = [file.path for one in imports.imports(session) for file in imports.imported_files(session, one.id)]
        assert str(other) in paths, "what is about others stays"


def test_whatever_comes_later_nothing_of_it_is_here(tmp_path: Path, theirs: Path, other: Path) -> None:
    target, colleague = tmp_path / "all.mrcw", tmp_path / "colleague.mrcw"
    files.merge(target, theirs)
    files.merge(colleague, theirs, other)
    decided(colleague)
    erase(target, "Zanzibarine")
    raw_copy = files.copy(tmp_path / "Zanzibarine.mrcw", "Zanzibarine raw")
    report = files.merge(target, theirs, raw_copy, files.sent(colleague, "colleagues"))
    assert [file.message is not None for file in report.files] == [True] * 3, "each is told"
    assert remains(target) == []
    with open_session(target) as session:
        assert [one.name for one in session.centres()] == ["Centre Bahari"]


def test_under_each_id_that_it_goes_by(tmp_path: Path, theirs: Path, other: Path) -> None:
    second = files.centre(tmp_path, "Zanzibari two", {CODE: "Pangolin"})
    target = tmp_path / "all.mrcw"
    files.merge(target, theirs, other, second)
    with open_session(target) as session:
        join(session, id_of(session, "two"), id_of(session, "Zanzibarine"), reason="Axolotl", author="Officer")
        done = erasing.erase(session, id_of(session, "Zanzibarine"), reason="asked", author="Chief")
    assert len(done.centres) == 2
    assert remains(target) == []
    with open_session(target) as session:
        (line,) = erasing.erasures(session)
        assert line.centres == done.centres
        erasing.lift_erasure(session, done.centres[0], reason="a mistake", author="Chief")
        assert erasing.erasures(session) == ()
    files.merge(target, theirs, second)
    with open_session(target) as session:
        assert len(session.assessments()) == 3
        assert not any(one.centre.withdrawn for one in session.assessments())


def test_all_of_it_or_nothing(tmp_path: Path, theirs: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, theirs, other)
    before = files.rows(target)

    def fail(*_: object) -> None:
        raise UserError("disk_full")

    monkeypatch.setattr(stored, "drop_centre", fail)
    with pytest.raises(UserError):
        erase(target, "Zanzibarine")
    assert files.rows(target) == before


def test_killed_in_the_middle_nothing_is_erased(tmp_path: Path, theirs: Path, other: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, theirs, other)
    before = files.rows(target)
    child = os.fork()
    if child == 0:
        stored.forget_files = lambda *_: os._exit(9)  # type: ignore[assignment]
        erase(target, "Zanzibarine")
        os._exit(1)
    _, ended = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(ended) == 9
    with open_session(target, read_only=True) as session:
        assert len(session.centres()) == 2
    assert files.rows(target) == before


def test_the_open_assessment_may_be_erased(tmp_path: Path, theirs: Path, other: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, theirs, other)
    with open_session(target) as session:
        id_ = id_of(session, "Zanzibarine")
        session.open_assessment(next(one.id for one in session.assessments() if one.centre.id == id_))
        erasing.erase(session, id_, reason="asked", author="Chief")
        assert not session.has_assessment or session.assessment.centre.id != id_
