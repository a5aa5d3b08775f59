"""Files merged into a database: what goes in, what does not, and what stays as it is."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.errors import UsageError, UserError
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.backups.limits import BackupLimits, save_limits
from tests import merge_support as files
from tests.attaching import with_attached


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder with three centres' files and one that is none."""
    folder = tmp_path / "sent"
    folder.mkdir()
    for name in ("Alpha", "Beta", "Gamma"):
        files.centre(folder, name, {"prof_body": f"Body of {name}", "prof_year": 2004})
    (folder / "broken.mrcw").write_bytes(b"no database")
    return folder


def test_a_folder_goes_in_and_neither_file_nor_folder_changes(sent: Path, tmp_path: Path) -> None:
    before = files.folder_state(sent)
    target = tmp_path / "all.mrcw"
    report = files.merge(target, sent)
    assert files.verdicts(report) == ["new", "new", "new", "refused"]
    assert sum(report.totals.values()) == len(report.files) == 4
    assert report.files[3].reason == "not_a_database"
    assert report.files[3].message
    assert files.folder_state(sent) == before
    shown = files.shown(target)
    assert [one["name"] for one in shown["list"]["centres"]] == ["Centre Alpha", "Centre Beta", "Centre Gamma"]
    bodies = sorted(one["answers"]["prof_body"] for one in shown["answers"].values())
    assert bodies == ["Body of Alpha", "Body of Beta", "Body of Gamma"]
    assert not list((tmp_path / "user data").glob("work/*")), "no copy of a file is left"


def test_a_file_that_is_read_again_is_known_and_changes_nothing(sent: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    report = files.merge(target, sent / "Alpha.mrcw", sent / "Alpha.mrcw", sent / "Beta.mrcw")
    assert files.verdicts(report) == ["new", "known", "new"]
    before = files.rows(target)
    assert files.verdicts(files.merge(target, sent / "Beta.mrcw", sent / "Alpha.mrcw")) == ["known", "known"]
    assert files.rows(target) == before


def test_the_order_of_files_does_not_matter(sent: Path, tmp_path: Path) -> None:
    later = files.copy(sent / "Alpha.mrcw", "later")
    files.edit(later, {"prof_year": 2005, "prof_context": ["origin"]})
    names = ("Alpha", "later", "Beta", "Gamma")
    one, other = tmp_path / "one.mrcw", tmp_path / "other.mrcw"
    files.merge(one, *(sent / f"{name}.mrcw" for name in names))
    for name in reversed(names):
        files.merge(other, sent / f"{name}.mrcw")
    assert files.rows(one) == files.rows(other)
    assert files.shown(one) == files.shown(other)


def test_where_every_file_is_refused_the_target_keeps_every_byte(sent: Path, tmp_path: Path) -> None:
    target = files.centre(tmp_path, "Own", {"prof_body": "Own body"})
    before = files.folder_state(tmp_path)
    report = files.merge(target, sent / "broken.mrcw", sent / "missing.mrcw")
    assert files.verdicts(report) == ["refused", "refused"]
    assert report.import_id is None
    assert files.folder_state(tmp_path) == before


def test_where_every_file_is_refused_no_target_is_made(sent: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    assert files.verdicts(files.merge(target, sent / "broken.mrcw")) == ["refused"]
    assert not target.exists()


@pytest.mark.parametrize("there", [True, False])
def test_a_dry_run_says_the_same_and_writes_nothing(there: bool, sent: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    if there:
        files.merge(target, sent / "Alpha.mrcw")
    later = files.copy(sent / "Alpha.mrcw", "later")
    files.edit(later, {"prof_year": 1999})
    before = files.folder_state(tmp_path)
    planned = files.merge(target, sent, dry_run=True)
    assert files.folder_state(tmp_path) == before
    assert planned.backup is None
    assert [(one.path, one.verdict) for one in planned.files] == [
        (one.path, one.verdict) for one in files.merge(target, sent).files
    ]


def test_a_copy_is_made_before_and_only_the_last_few_are_kept(sent: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, sent / "Alpha.mrcw")
    before = files.rows(target)
    clock = files.clock()
    save_limits(BackupLimits(most=3))
    report = files.merge(target, sent / "Beta.mrcw", clock=clock)
    assert report.backup is not None
    assert files.rows(report.backup) == before
    assert files.merge(target, sent / "Beta.mrcw", clock=clock).backup is None, "nothing was new"
    for number in range(4):
        report = files.merge(target, files.centre(sent, f"More {number}"), clock=clock)
    backups = sorted(paths.backups().glob("all * before merge*.mrcw"))
    assert len(backups) == 3
    assert report.backup == backups[-1]
    assert [path.name for path in tmp_path.glob("*before*")] == [], "nothing beside the database"


def test_without_room_for_a_copy_nothing_is_merged(sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, sent / "Alpha.mrcw")
    before = target.read_bytes()

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mrcworkbench.systems.new_private_file", full)
    with pytest.raises(UserError) as caught:
        files.merge(target, sent / "Beta.mrcw")
    assert caught.value.code == "no_backup"
    assert target.read_bytes() == before


def test_what_is_being_edited_in_the_target_is_sealed_first_and_stays(tmp_path: Path) -> None:
    own = files.centre(tmp_path, "Own", {"prof_body": "as sent", "prof_year": 2004})
    sent = files.sent(own, "sent")
    assert files.verdicts(files.merge(own, sent)) == ["known"]
    files.edit(sent, {"prof_context": ["origin"]})
    files.edit(own, {"prof_year": 2010})
    with open_session(own) as session:
        session.open_assessment(None)
        session.drafts.keep("prof_handover", None, None, "typed text")
    assert files.verdicts(files.merge(own, sent)) == ["updated"]
    answers = files.answers_of(own)
    assert (answers["prof_year"], answers["prof_context"], answers["prof_body"]) == (2010, ["origin"], "as sent")
    with open_session(own) as session:
        session.open_assessment(None)
        assert session.drafts == {("prof_handover", None, None): "typed text"}


def test_answers_changed_differently_are_in_conflict_and_take_no_edit(tmp_path: Path) -> None:
    first = files.centre(tmp_path, "One", {"prof_body": "before", "access_status": "in_place"})
    target = tmp_path / "all.mrcw"
    files.merge(target, first)
    files.merge(first, target)  # both go on from the same revision now
    second = files.copy(first, "Two")
    files.edit(first, {"prof_body": "one", "access_status": "none"})
    files.edit(second, {"prof_body": "two", "access_status": "planned", "prof_year": 2004})
    assert files.verdicts(files.merge(target, first, second)) == ["updated", "conflict"]
    conflicts = {one["question"]: one for one in files.conflicts_of(target)}
    assert set(conflicts) == {"prof_body", "access_status"}
    assert conflicts["prof_body"]["base"] == "before"
    assert {one["value"] for one in conflicts["prof_body"]["values"]} == {"one", "two"}
    answers = files.answers_of(target)
    assert answers["prof_body"] == {"state": "conflict", "conflict": conflicts["prof_body"]["id"]}
    assert answers["prof_year"] == 2004
    with open_session(files.as_centres_file(target)) as session:
        assert session.read_file(listing)["centres"][0]["assessments"][0]["conflicts"] == 2
        session.open_assessment(None)
        assert [one.code for one in session.check("prof_body", "three").problems] == ["conflict_open"]
        with pytest.raises(UserError, match="answer_in_conflict"):
            session.set_answers({"prof_body": session.working_copy.answer("prof_year")})
        judged = session.working_copy.criterion(session.questionnaire["access_status"].criterion or "")
        assert (judged.status, judged.level) == ("not_known", None), "open"


def test_no_row_of_another_centre_changes(sent: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.sent(sent / "Alpha.mrcw", "first")
    files.merge(target, sent / "first.mrcw", sent / "Beta.mrcw")
    files.edit(sent / "Alpha.mrcw", {"prof_year": 1980})
    shown = files.shown(target)["answers"]
    before = files.rows(target)
    assert files.verdicts(files.merge(target, sent / "Alpha.mrcw")) == ["updated"]
    after = files.rows(target)
    with open_session(target) as session:
        alpha, beta = (one.id for one in sorted(session.assessments(), key=lambda one: one.centre.name))
    ids = {row[0] for row in before["revisions"] if beta in row}
    for table, its in before.items():
        kept = [row for row in its if beta in row or ids & set(map(str, row))]
        assert kept == [row for row in after[table] if beta in row or ids & set(map(str, row))], table
    assert files.shown(target)["answers"][beta] == shown[beta]
    assert files.shown(target)["answers"][alpha] != shown[alpha]


def test_a_cancelled_merge_keeps_the_files_before_and_is_completed_by_the_next(sent: Path, tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    class Impatient:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:
            if (done, total, bool(text)) == (2, 4, True):
                raise StopError

    target, undisturbed = tmp_path / "all.mrcw", tmp_path / "undisturbed.mrcw"
    with pytest.raises(StopError):
        files.merge(target, sent, progress=Impatient())
    with open_session(target) as session:
        assert [one.name for one in session.centres()] == ["Centre Alpha", "Centre Beta"]
    files.merge(target, sent)
    files.merge(undisturbed, sent)
    assert files.rows(target) == files.rows(undisturbed)


def test_folders_are_read_deep_without_hidden_files_the_target_and_its_backups(sent: Path, tmp_path: Path) -> None:
    deep = sent / "one" / "two"
    deep.mkdir(parents=True)
    (sent / "Alpha.mrcw").rename(deep / "Deep.mrcw")
    for hidden in (".Hidden.mrcw", ".waste/Thrown.mrcw"):
        (sent / hidden).parent.mkdir(exist_ok=True)
        (sent / hidden).write_bytes(b"x")
    (sent / "notes.txt").write_text("not read")
    target = sent / "all.mrcw"
    files.merge(target, sent / "Beta.mrcw")
    backup = files.merge(target, sent / "Gamma.mrcw").backup
    assert backup is not None
    shutil.copy(backup, sent / "all before merge 2026-07-31 11.30.00.mrcw")  # where 0.1.0 keeps them
    report = files.merge(target, sent)
    assert [one.path.name for one in report.files] == ["Beta.mrcw", "Gamma.mrcw", "broken.mrcw", "Deep.mrcw"]
    assert {one.path.name: one.code for one in report.passed_over if one.code != "backup"} == {
        ".Hidden.mrcw": "hidden",
        ".waste": "hidden",
        "all.mrcw": "target",
        "notes.txt": "document",
    }


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_a_folder_that_cannot_be_looked_into_is_told(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = sent / "closed"
    closed.mkdir()
    real = os.scandir

    def scandir(path: str | Path | int = ".") -> object:
        if path in (closed, str(closed)):
            raise PermissionError(13, "Permission denied", str(closed))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = files.merge(tmp_path / "all.mrcw", sent)
    assert files.verdicts(report) == ["new", "new", "new", "refused", "refused"]
    assert (report.files[4].path, report.files[4].reason) == (closed, "unreadable")
    assert "Permission denied" in str(report.files[4].message)


@pytest.mark.parametrize("name", ["x" * 300, "nul\0nul", "no/such/folder"])
def test_a_name_that_no_file_has_is_refused(tmp_path: Path, name: str) -> None:
    report = files.merge(tmp_path / "all.mrcw", tmp_path / f"{name}.mrcw")
    assert files.verdicts(report) == ["refused"]
    assert report.files[0].reason == "unreadable"


def test_links_in_folders_are_refused_and_not_followed(sent: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    files.centre(outside, "Outside")
    (sent / "file.mrcw").symlink_to(outside / "Outside.mrcw")
    (sent / "folder.mrcw").symlink_to(outside)
    (sent / "unseen").symlink_to(outside)
    found = {one.path.name: one for one in files.merge(tmp_path / "all.mrcw", sent).files}
    assert {name: one.reason for name, one in found.items() if one.reason} == {
        "broken.mrcw": "not_a_database",
        "file.mrcw": "unreadable",
        "folder.mrcw": "unreadable",
    }
    assert "Outside.mrcw" not in found


def test_a_database_is_not_merged_into_itself_or_into_the_sample(sent: Path, tmp_path: Path) -> None:
    from mrcworkbench.services.session.databases import create_sample

    target = files.centre(tmp_path, "Own")
    with pytest.raises(UsageError, match="merge_into_itself"):
        files.merge(target, sent / "Alpha.mrcw", target)
    create_sample(tmp_path / "sample.mrcw")
    with pytest.raises(UserError, match="target_is_sample"):
        files.merge(tmp_path / "sample.mrcw", sent / "Alpha.mrcw")
    assert files.verdicts(files.merge(target, tmp_path / "sample.mrcw")) == ["refused"]


def test_an_assessment_under_another_centre_is_a_conflict_and_nothing_of_its_file_goes_in(tmp_path: Path) -> None:
    own, forged, target = tmp_path / "own.mrcw", tmp_path / "forged.mrcw", tmp_path / "all.mrcw"
    makers = [files.centre(tmp_path, name, {"prof_body": name}) for name in ("Alpha", "Beta", "Gamma", "Delta")]
    files.merge(forged, *makers)
    with open_session(forged) as session:
        last = max(session.assessments(), key=lambda one: one.id)
    files.change(
        forged,
        "INSERT INTO centres VALUES ('another', 'Another', 'AL', 0, :at, '0000000000000000')",
        "UPDATE assessments SET centre_id = 'another' WHERE id = :id",
        "DELETE FROM working_parents WHERE assessment_id = :id",
        "DELETE FROM revision_units WHERE revision IN (SELECT id FROM revisions WHERE assessment_id = :id)",
        "DELETE FROM attestations WHERE revision IN (SELECT id FROM revisions WHERE assessment_id = :id)",
        "DELETE FROM revisions WHERE assessment_id = :id",
        "UPDATE units SET origin = NULL, checksum = '0000000000000000' WHERE assessment_id = :id",
        id=last.id,
        at=last.created_at,
    )
    holder = next(path for path in makers if f"Centre {path.stem}" == last.centre.name)
    files.merge(target, holder)
    files.merge(own, forged)
    assert len(files.rows(own)["assessments"]) == 4, "whoever knows nothing of it takes it in"
    before = files.rows(target)
    report = files.merge(target, forged, tmp_path / "Alpha.mrcw", tmp_path / "Beta.mrcw")
    assert (report.files[0].verdict, report.files[0].reason) == ("conflict", "id_held_by_another")
    assert str(holder) in str(report.files[0].message)
    assert last.centre.name in str(report.files[0].message)
    assert report.totals["refused"] == 0
    assert len(files.rows(target)["assessments"]) == 1 + sum(one.verdict == "new" for one in report.files)
    assert all(row in files.rows(target)["assessments"] for row in before["assessments"])
    for _ in range(2):
        with open_session(target) as session:
            undo_import(session, None, author="Officer")
    assert files.verdicts(files.merge(target, forged)) == ["new"], "what held its id is gone"
    again = files.merge(target, holder)
    assert (files.verdicts(again), again.files[0].reason) == (["conflict"], "id_held_by_another")
    assert str(forged) in str(again.files[0].message)


def test_a_centre_is_called_the_same_and_as_old_whichever_file_came_first(tmp_path: Path) -> None:
    one = files.centre(tmp_path, "One", {"prof_body": "a"})
    other = files.change(
        files.copy(one, "Other"),
        "UPDATE centres SET name = 'A new name', created_at = '2020-01-01T00:00:00.000Z'",
        "UPDATE assessments SET created_at = '2020-01-01T00:00:00.000Z'",
    )
    files.edit(other, {"prof_year": 2004})
    first, second = tmp_path / "first.mrcw", tmp_path / "second.mrcw"
    files.merge(first, one)
    assert files.verdicts(files.merge(first, other)) == ["conflict"]
    files.merge(second, other)
    files.merge(second, one)
    assert files.rows(first) == files.rows(second)
    assert files.shown(first) == files.shown(second)


def test_a_centre_with_two_names_in_two_rounds_is_not_sealed_anew_for_that(tmp_path: Path) -> None:
    first = files.centre(tmp_path, "One", {"prof_body": "a"})
    second = files.change(
        files.copy(first, "Two"),
        "UPDATE centres SET name = 'A new name'",
        "UPDATE assessments SET id = 'another', round = '2027'",
        "UPDATE units SET assessment_id = 'another'",
    )
    target, elsewhere = tmp_path / "all.mrcw", tmp_path / "elsewhere.mrcw"
    files.merge(target, first, second)
    before = files.rows(target)
    assert len(before["revisions"]) == 2
    assert files.verdicts(files.merge(elsewhere, target)) == ["conflict"], "of the name"
    assert files.rows(elsewhere) == before
    with open_session(target) as session:
        session.work(files.seal_all).result()
    assert files.rows(target) == before


def test_copies_of_files_are_removed_as_soon_as_they_are_read(sent: Path, tmp_path: Path) -> None:
    found = []

    class Looking:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:
            found.append((done, total, text, len(list((tmp_path / "user data" / "work").glob("*/*")))))

    files.merge(tmp_path / "all.mrcw", sent, progress=Looking())
    assert [(done, total) for done, total, _, _ in found] == [(number, 4) for number in range(4)]
    assert max(left for *_, left in found) <= 1, "at most the one in hand"


def test_nearly_the_same_centre_is_flagged_until_it_is_joined(tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    first, second = files.centre(tmp_path, "Sarandë MRC"), files.centre(tmp_path, "MRC  Saranda")
    third = files.centre(tmp_path, "Saranda", country="IT")
    reports = [files.merge(target, one) for one in (first, second, third)]
    with open_session(target) as session:
        ids = {one.name: one.id for one in session.centres()}
    flags = [report.files[0].suspected_duplicate_of for report in reports]
    assert flags == [{}, {ids["Centre Sarandë MRC"]: True}, {}]
    with open_session(target) as session:
        resolving.join(
            session, ids["Centre MRC Saranda"], ids["Centre Sarandë MRC"], reason="same house", author="Officer"
        )
        listed = session.read_file(listing)["centres"]
    assert len(listed) == 2
    joined = next(one for one in listed if one["joined"])
    assert joined["joined"] == [ids["Centre MRC Saranda"]]
    assert len(joined["assessments"]) == 2


def test_files_attached_to_answers_come_along(tmp_path: Path) -> None:
    own = files.centre(tmp_path, "Own")
    paper = tmp_path / "paper.txt"
    paper.write_text("signed")
    with open_session(own) as session:
        session.open_assessment(None)
        answer = with_attached(session, "prof_body", paper)
        session.set_answer("prof_body", answer)
        sha256 = answer.attachments[0]
    target = tmp_path / "all.mrcw"
    files.merge(target, own)
    with open_session(target) as session:
        found = session.files.read(sha256)
        assert found is not None
        assert found.content == b"signed"
    assert files.verdicts(files.merge(target, own)) == ["known"]


def test_an_open_window_keeps_its_assessment_through_a_merge(sent: Path, tmp_path: Path) -> None:
    from mrcworkbench.services.merging.merge import merge_into_session

    target = tmp_path / "all.mrcw"
    files.merge(target, files.sent(sent / "Alpha.mrcw", "first"))
    files.edit(sent / "Alpha.mrcw", {"prof_year": 1980})
    with open_session(target) as session:
        session.open_assessment(None)
        merge_into_session(session, [sent], author="Officer")
        assert session.assessment.centre.name == "Centre Alpha"
        assert session.working_copy.answer("prof_year").value == 1980
        assert len(session.centres()) == 3
