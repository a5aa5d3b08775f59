"""Undoing an import: the whole batch, while nothing stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.imports import imported_files, imports, undo_import
from mrcworkbench.services.merging.merge import MergeReport
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.attaching import with_attached


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A database with one centre, merged from a first file."""
    path = tmp_path / "all.mrcw"
    files.merge(path, files.sent(files.centre(tmp_path, "Alpha", {"prof_body": "before"}), "Alpha first"))
    return path


def import_more(target: Path, tmp_path: Path) -> MergeReport:
    """A second import: a conflict in what is there, a new centre, a withdrawal of it, an attached file."""
    other = files.copy(tmp_path / "Alpha.mrcw", "Other")
    files.edit(tmp_path / "Alpha.mrcw", {"prof_body": "one", "prof_year": 2004})
    files.edit(other, {"prof_body": "two"})
    new = files.centre(tmp_path, "New")
    (tmp_path / "paper.txt").write_text("signed")
    with open_session(new) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", with_attached(session, "prof_body", tmp_path / "paper.txt"))
        resolving.withdraw(session, session.assessment.centre.id, reason="asked", author="Manager")
    (tmp_path / "bad.mrcw").write_bytes(b"bad")
    report = files.merge(
        target, tmp_path / "Alpha.mrcw", other, new, tmp_path / "bad.mrcw", clock=files.clock("2026-05-01T08:00:00")
    )
    assert files.verdicts(report) == ["updated", "conflict", "new", "refused"]
    return report


@pytest.fixture
def second(target: Path, tmp_path: Path) -> MergeReport:
    return import_more(target, tmp_path)


def undo(target: Path, report: MergeReport) -> None:
    assert report.import_id is not None
    with open_session(target) as session:
        undo_import(session, report.import_id, author="Officer", clock=files.clock())


def test_undoing_gives_what_was_there_before(target: Path, tmp_path: Path) -> None:
    before, shown = files.rows(target), files.shown(target)
    report = import_more(target, tmp_path)
    assert files.rows(target) != before
    undo(target, report)
    assert files.rows(target) == before
    assert files.shown(target) == shown


def test_an_undone_import_can_be_done_again(target: Path, second: MergeReport, tmp_path: Path) -> None:
    after = files.rows(target)
    undo(target, second)
    files.merge(target, *(one.path for one in second.files))
    assert files.rows(target) == after


def test_the_log_says_who_when_which_file_and_what_became_of_it(target: Path, second: MergeReport) -> None:
    undo(target, second)
    with open_session(target) as session:
        last, first = imports(session)
        lines = imported_files(session, last.id)
    assert (last.imported_by, last.files, last.undone_by, first.undone_at) == ("Officer", 4, "Officer", None)
    assert last.finished_at is not None
    assert [(Path(one.path), one.sha256, one.verdict, one.message) for one in lines] == [
        (one.path, one.sha256, one.verdict, one.message) for one in second.files
    ]


def test_an_import_in_the_middle_can_be_undone_and_only_once(target: Path, second: MergeReport, tmp_path: Path) -> None:
    later = files.merge(target, files.centre(tmp_path, "Later"), clock=files.clock("2026-06-01T08:00:00"))
    undo(target, second)
    assert {one["name"] for one in files.shown(target)["list"]["centres"]} == {"Centre Alpha", "Centre Later"}
    with pytest.raises(UserError, match="import_undone"):
        undo(target, second)
    undo(target, later)


@pytest.mark.parametrize("what", ["edit", "decide", "join"])
def test_what_somebody_built_on_stays(what: str, target: Path, second: MergeReport) -> None:
    with open_session(files.as_centres_file(target)) as session:
        new, alpha = sorted(session.assessments(), key=lambda one: not one.centre.withdrawn)
        match what:
            case "edit":
                session.open_assessment(alpha.id)
                checked = session.check("prof_year", 1990)
                assert checked.answer is not None
                session.set_answer("prof_year", checked.answer)
            case "join":
                resolving.join(session, new.centre.id, alpha.centre.id, reason="same", author="Officer")
    if what == "decide":
        files.settle(target, "two")
    before = files.rows(target)
    with pytest.raises(UserError, match="import_built_on"):
        undo(target, second)
    assert files.rows(target) == before
