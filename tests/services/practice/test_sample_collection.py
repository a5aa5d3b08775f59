"""The exercise: what is in the sample collection, and what becomes of each file that is to be merged into it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.samples import practice_ids
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.merging.log import decisions, decisions_to_json
from mrcworkbench.services.merging.merge import MergeReport, merge_into
from mrcworkbench.services.merging.resolving import open_conflicts
from mrcworkbench.services.practice.sample_collection import SampleCollection, make_sample_collection
from mrcworkbench.services.session.session import open_session
from tests.merge_support import folder_state, rows

EXPECTED = {
    "01 An update": ("updated", True),
    "02 A new centre": ("new", True),
    "03 A conflict": ("conflict", True),
    "04 A known name in other letters": ("new", True),
    "05 Somebody speaks for a centre": ("updated", True),
    "06 The collection of a colleague": ("updated", True),
    "07 Sent twice": ("known", True),
    "08 Not sealed": ("updated", False),
    "09 Damaged": ("refused", None),
}
"""Verdict and whether it is sealed, as the text that leads through the exercise says."""


def plan_of(made: SampleCollection) -> MergeReport:
    return merge_into(made.database, [made.to_merge], author="Trainee", dry_run=True)


def test_each_file_does_what_the_text_says(original: SampleCollection) -> None:
    report = plan_of(original)
    assert {one.path.stem: (one.verdict.value, one.sealed) for one in report.files} == EXPECTED
    assert [one.path.name for one in report.passed_over] == ["note.txt"]
    by_name = {one.path.stem[:2]: one for one in report.files}
    assert (by_name["01"].answers.changed, by_name["01"].answers.newly_answered) == (4, 1)
    assert by_name["03"].answers.in_conflict == 2
    assert by_name["07"].same_as is not None
    assert by_name["07"].same_as.name == "belina.mrcw"
    assert by_name["09"].reason == "corrupt"
    suspected = [name for name, one in by_name.items() if one.suspected_duplicate_of]
    assert suspected == ["04"]
    assert [name for name, one in by_name.items() if one.speaks_for] == ["05", "06"]
    assert {(one.kind, one.author) for one in report.proposals} == {
        ("withdrawal", "Somebody whom nobody knows (sample)"),
        ("rename", "Colleague in another office (sample)"),
        ("correction", "Colleague in another office (sample)"),
    }


def test_the_text_tells_of_every_file(original: SampleCollection) -> None:
    text = original.read_me.read_text("utf-8-sig")
    for file in original.to_merge.iterdir():
        assert file.stem in text
    for name, (verdict, _) in EXPECTED.items():
        about = text[text.index(name) :]
        assert f"Plan: {verdict}" in about[: about.index("\n\n")], name


def test_it_holds_twelve_centres_of_three_countries_and_something_of_each_kind(original: SampleCollection) -> None:
    with open_session(original.database, read_only=True) as session:
        centres = [one for one in session.centres() if one.joined_into is None]
        conflicts, log = open_conflicts(session), decisions_to_json(decisions(session))
        assert session.is_practice
        assert session.file_use.collects
    assert len(centres) == 12
    assert len({one.country for one in centres}) == 3
    assert all(one.is_sample for one in centres)
    assert len({one.assessment.centre.id for one in conflicts}) == 1
    kinds = [one["kind"] for one in log["decisions"]]
    assert sorted(kinds) == ["chosen", "corrected", "joined", "settled", "withdrawn"]
    assert all(one["reason"] for one in log["decisions"])


def test_names_of_centres_say_in_their_first_word_that_they_are_samples(original: SampleCollection) -> None:
    with open_session(original.database, read_only=True) as session:
        firsts = {one.name.split()[0].rstrip(":") for one in session.centres()}
    assert firsts == {"Sample", "Exemple", "Uzorak", "Halimbawa"}


def test_ids_and_names_are_the_same_wherever_it_is_made(original: SampleCollection, tmp_path: Path) -> None:
    again = make_sample_collection(tmp_path / "again", catalogue())
    tables = ("centres", "assessments", "revisions", "revision_units", "attestations", "decisions", "joins", "choices")
    assert rows(again.database, tables) == rows(original.database, tables)
    with closing(sqlite3.connect(original.database)) as raw:
        ids = {id_ for (id_,) in raw.execute("SELECT id FROM centres UNION SELECT id FROM assessments")}
    assert ids <= practice_ids()


def test_a_file_of_the_exercise_is_undone_and_merged_again(made: SampleCollection) -> None:
    first = merge_into(made.database, [made.to_merge], author="Trainee")
    (new,) = [one for one in first.files if one.path.name.startswith("02")]
    with open_session(made.database) as session:
        undo_import(session, first.import_id, file=new.sha256, author="Trainee")
    again = merge_into(made.database, [new.path], author="Trainee")
    assert [one.verdict.value for one in again.files] == ["new"]
    with open_session(made.database, read_only=True) as session:
        assert all(one.is_sample for one in session.centres())


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    before = folder_state(tmp_path)
    with pytest.raises(UserError, match="sample_folder_in_use"):
        make_sample_collection(tmp_path, catalogue())
    assert folder_state(tmp_path) == before


def test_a_making_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class Stopping:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002 - the form of all progress
            if done == total - 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sample_collection(tmp_path / "Practice", catalogue(), Stopping())
    assert not (tmp_path / "Practice").exists()
