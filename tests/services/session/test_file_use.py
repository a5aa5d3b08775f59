"""What a file was made as is kept through all that is done with it; files that do not say it are told by their work."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.session.databases import create, create_empty, create_sample
from mrcworkbench.services.session.file_use import first_shown, other_centres, sent_centres, use_as
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit

CENTRE, COLLECTION = MadeAs.CENTRE, MadeAs.COLLECTION
OLD = Path(__file__).parents[2] / "data" / "files_0_1_0"


def made_as(path: Path, *, read_only: bool = False) -> MadeAs:
    with open_session(path, read_only=read_only) as session:
        return session.file_use.made_as


def kept(path: Path) -> str | None:
    """What stands in the file itself."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        found = raw.execute("SELECT value FROM meta WHERE key = 'made_as'").fetchone()
    return None if found is None else str(found[0])


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def unmarked(path: Path) -> Path:
    execute(path, "DELETE FROM meta WHERE key = 'made_as'")
    return path


def centre(path: Path, name: str = "Port Velira", country: str = "AL", **answers: object) -> Path:
    create(path, name, country, "2026")
    return answered(path, **answers)


def answered(path: Path, **answers: object) -> Path:
    with open_session(path) as session:
        first = first_shown(session)
        assert first is not None
        session.open_assessment(first.id)
        for code, raw in answers.items():
            checked = session.check(code, raw)
            assert checked.answer is not None
            session.set_answer(code, checked.answer)
    return path


def sent(path: Path, name: str = "sent.mrcw") -> Path:
    with open_session(path) as session:
        submit(session, path.with_name(name), author="Ana")
    return path.with_name(name)


def test_a_file_keeps_what_it_was_made_as(tmp_path: Path) -> None:
    own = centre(tmp_path / "own.mrcw")
    create_empty(tmp_path / "empty.mrcw")
    create_sample(tmp_path / "sample.mrcw")
    merge_into(tmp_path / "merged.mrcw", [sent(own)], author="Ana")
    assert kept(own) == "centre"
    assert kept(tmp_path / "sample.mrcw") == "centre"
    assert kept(tmp_path / "empty.mrcw") == "collection"
    assert kept(tmp_path / "merged.mrcw") == "collection", "a collection of one"


def test_merging_a_colleagues_copy_leaves_a_centres_file_one(tmp_path: Path) -> None:
    own = centre(tmp_path / "own.mrcw", prof_body="Mine")
    colleague = answered(Path(shutil.copy(own, tmp_path / "theirs.mrcw")), prof_body="Theirs")
    answered(own, prof_body="Mine, later")
    merge_into(own, [colleague], author="Ana")
    with open_session(own) as session:
        assert session.file_use.made_as is CENTRE
        assert session.file_use.has_conflicts
        assert other_centres(session) == 0


def test_merging_another_centre_leaves_a_centres_file_one_that_shows_its_own(tmp_path: Path) -> None:
    own = centre(tmp_path / "own.mrcw")
    other = sent(centre(tmp_path / "other.mrcw", "Kasumbo", "CD"))
    report = merge_into(own, [other], author="Ana")
    assert report.import_id is not None
    with open_session(own) as session:
        assert session.file_use.made_as is CENTRE
        assert other_centres(session) == 1
        first = first_shown(session)
        assert first is not None
        assert first.centre.name == "Port Velira"
        undo_import(session, None, author="Ana")
        assert session.file_use.made_as is CENTRE
        assert other_centres(session) == 0


def test_a_centres_file_sends_its_own_centre_whoever_else_is_in_it(tmp_path: Path) -> None:
    own = centre(tmp_path / "own.mrcw", prof_body="Mine")
    merge_into(own, [sent(centre(tmp_path / "other.mrcw", "Kasumbo", "CD", prof_body="Theirs"))], author="Ana")
    report = merge_into(tmp_path / "all.mrcw", [sent(own, "own sent.mrcw")], author="Desk")
    assert [one.name for one in report.files[0].centres] == ["Port Velira"]
    assert b"Theirs" not in (tmp_path / "own sent.mrcw").read_bytes()
    assert kept(tmp_path / "own sent.mrcw") is None, "local to the file"
    with open_session(own) as session:
        other = next(one for one in session.assessments() if one.centre.name == "Kasumbo")
        session.open_assessment(other.id)
        assert sent_centres(session) == {other.centre.id}, "the one that is shown is the one that is sent"


def test_a_collection_sends_all_that_it_holds(tmp_path: Path) -> None:
    files = [sent(centre(tmp_path / f"{name}.mrcw", name, "CD"), f"{name} sent.mrcw") for name in ("Kasumbo", "Tersk")]
    merge_into(tmp_path / "all.mrcw", files, author="Desk")
    report = merge_into(tmp_path / "more.mrcw", [sent(tmp_path / "all.mrcw", "on.mrcw")], author="Desk")
    assert {one.name for one in report.files[0].centres} == {"Kasumbo", "Tersk"}
    assert made_as(tmp_path / "on.mrcw", read_only=True) is COLLECTION, "what a collection sent"


@pytest.mark.parametrize(("name", "expected"), [("in-use", CENTRE), ("submission", CENTRE), ("collection", COLLECTION)])
def test_files_of_0_1_0_are_told_when_they_are_read_and_kept_when_they_are_upgraded(
    tmp_path: Path, name: str, expected: MadeAs
) -> None:
    path = Path(shutil.copy(OLD / f"{name}.mrcw", tmp_path))
    path.chmod(0o600)
    before = path.read_bytes()
    assert made_as(path, read_only=True) is expected
    assert path.read_bytes() == before
    assert made_as(path) is expected
    assert kept(path) == expected.value


def _old_copy(tmp_path: Path) -> Path:
    path = Path(shutil.copy(OLD / "in-use.mrcw", tmp_path / "mine.mrcw"))
    path.chmod(0o600)
    return path


IMPORT = "INSERT INTO imports (id, started_at, imported_by) VALUES ('000001', '2026-01-01T00:00:00.000Z', 'Ana')"
IMPORT_FILE = (
    "INSERT INTO import_files (import_id, number, path, verdict, assessments) VALUES ('000001', 1, 'a.mrcw', 'new', 1)"
)
BROUGHT = (
    "INSERT INTO import_additions (kind, id, import_id, number) SELECT 'assessment', id, '000001', 1 FROM assessments"
)
EMPTY = tuple(
    f"DELETE FROM {table}"  # noqa: S608 - our own words
    for table in (
        *("units", "working_parents", "revision_units", "revision_parents", "attestations", "revisions"),
        *("drafts", "assessments", "centres"),
    )
)
COLLECTS = "INSERT INTO settings (key, value) VALUES ('collects', 'yes')"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ((COLLECTS,), CENTRE),
        ((IMPORT, IMPORT_FILE, COLLECTS), CENTRE),
        ((IMPORT, IMPORT_FILE, BROUGHT), COLLECTION),
        ((*EMPTY, COLLECTS), COLLECTION),
        ((*EMPTY, IMPORT, IMPORT_FILE), COLLECTION),
    ],
    ids=[
        "merging was asked for",
        "a colleague's copy was merged",
        "all that is in it was brought",
        "made to collect",
        "all was taken out again",
    ],
)
def test_a_file_of_0_1_0_collects_if_it_has_imports_and_nothing_begun_in_it(
    tmp_path: Path, statements: tuple[str, ...], expected: MadeAs
) -> None:
    path = _old_copy(tmp_path)
    execute(path, *statements)
    assert made_as(path, read_only=True) is expected
    assert made_as(path) is expected


@pytest.mark.parametrize("value", ["", "Centre", "regional office", "x" * 5000])
def test_what_a_file_claims_to_be_made_as_is_passed_by_where_it_is_none(tmp_path: Path, value: str) -> None:
    own = centre(tmp_path / "own.mrcw")
    execute(own, f"UPDATE meta SET value = '{value}' WHERE key = 'made_as'")  # noqa: S608 - our own words
    assert made_as(own) is CENTRE
    merge_into(own, [sent(centre(tmp_path / "other.mrcw", "Kasumbo", "CD"))], author="Ana")
    assert kept(own) == "centre", "settled before it takes in what would tell otherwise"


def test_an_unmarked_collection_of_several_stays_one_when_it_goes_on_collecting(tmp_path: Path) -> None:
    files = [sent(centre(tmp_path / f"{name}.mrcw", name, "CD"), f"{name} sent.mrcw") for name in ("Kasumbo", "Tersk")]
    merge_into(tmp_path / "all.mrcw", files, author="Desk")
    received = sent(tmp_path / "all.mrcw", "received.mrcw")
    with open_session(received, read_only=True) as session:
        session.save_copy(tmp_path / "copy.mrcw")
    assert kept(tmp_path / "copy.mrcw") == "collection"
    merge_into(tmp_path / "copy.mrcw", [sent(centre(tmp_path / "new.mrcw"), "new sent.mrcw")], author="Desk")
    assert made_as(tmp_path / "copy.mrcw") is COLLECTION


@pytest.mark.parametrize("made", [CENTRE, COLLECTION])
def test_a_copy_is_for_what_the_file_is_for(tmp_path: Path, made: MadeAs) -> None:
    path = centre(tmp_path / "own.mrcw")
    with open_session(path) as session:
        use_as(session, made)
        session.save_copy(tmp_path / "copy.mrcw")
        path.unlink()
        session.save_copy(tmp_path / "from memory.mrcw")
    assert kept(tmp_path / "copy.mrcw") == made.value


def test_a_file_can_be_used_otherwise_and_back_and_nothing_else_changes(tmp_path: Path) -> None:
    path = centre(tmp_path / "own.mrcw", prof_body="Mine")
    with open_session(path) as session:
        session.open_assessment(None)
        answers = dict(session.working_copy.answers)
        for made in (COLLECTION, CENTRE, CENTRE, COLLECTION):
            use_as(session, made)
            assert session.file_use.made_as is made
            assert dict(session.working_copy.answers) == answers
    assert kept(path) == "collection"


def test_why_a_file_cannot_be_used_otherwise_is_said(tmp_path: Path) -> None:
    create_sample(tmp_path / "sample.mrcw")
    files = [sent(centre(tmp_path / f"{name}.mrcw", name, "CD"), f"{name} sent.mrcw") for name in ("Kasumbo", "Tersk")]
    merge_into(tmp_path / "all.mrcw", files, author="Desk")
    cases: tuple[tuple[str, MadeAs, bool, str], ...] = (
        ("sample.mrcw", COLLECTION, False, "use_of_sample"),
        ("all.mrcw", CENTRE, False, "not_one_centre"),
        ("Kasumbo.mrcw", COLLECTION, True, "read_only_asked"),
    )
    for name, made, read_only, code in cases:
        with open_session(tmp_path / name, read_only=read_only) as session:
            with pytest.raises(UserError) as caught:
                use_as(session, made)
            assert caught.value.code == code


def test_a_raw_copy_of_either_kind_merges_as_it_did(tmp_path: Path) -> None:
    own = centre(tmp_path / "own.mrcw", prof_body="Mine")
    with open_session(own) as session:
        use_as(session, COLLECTION)
    report = merge_into(tmp_path / "all.mrcw", [own], author="Desk")
    assert report.files[0].reason is None
    assert made_as(tmp_path / "all.mrcw") is COLLECTION
