"""A second round on several laptops, with real files, merged in every order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.rounds import next_round_id
from mrcworkbench.services.collection.collecting import Collection
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.rounds import new_round, round_before
from mrcworkbench.services.session.session import open_session
from tests.merge_support import answers_of, clock, conflicts_of, copy, merge, rows, sent, settle, shown, verdicts

PAYERS = [
    {"row": "n1", "prof_funding_payer": "The State"},
    {"row": "n2", "prof_funding_payer": "The town"},
]
FIRST: Mapping[str, object] = {"prof_body": "The ministry", "prof_run_by": "ngo", "prof_funding": PAYERS}
TABLES = ("revisions", "revision_units", "revision_parents", "units", "contested", "working_parents")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A centre's file with a first round, which has been sent."""
    path = tmp_path / "a.mrcw"
    create(path, "Port Velira", "PH", "2025", clock=clock())
    edit(path, the_first(path), FIRST)
    sent(path, "sent")
    return path


def edit(path: Path, assessment: str, answers: Mapping[str, object], at: str = "2027-02-01T08:00:00") -> None:
    with open_session(path, clock=clock(at)) as session:
        session.open_assessment(assessment)
        checked = {code: session.check(code, raw) for code, raw in answers.items()}
        assert not [one.problems for one in checked.values() if one.problems]
        session.set_answers({code: one.answer for code, one in checked.items() if one.answer is not None})


def begin(path: Path, label: str = "2026", at: str = "2027-01-01T09:00:00") -> str:
    first = next(one for one in assessments(path) if not one.follows)
    with open_session(path, clock=clock(at)) as session:
        return new_round(session, first.id, label, clock=clock(at)).assessment.id


def assessments(path: Path) -> tuple[Any, ...]:
    with open_session(path, read_only=True) as session:
        return session.assessments()


def merged_in_every_order(folder: Path, *files: Path) -> list[Path]:
    """A collection for each order in which the files may come."""
    made = []
    for number, order in enumerate(permutations(files)):
        target = folder / f"merged-{number}.mrcw"
        for one in order:
            merge(target, one)
        made.append(target)
    return made


def alike(files: list[Path]) -> Path:
    """One of the files, which all say the same."""
    said = [rows(one, TABLES) for one in files]
    assert all(one == said[0] for one in said)
    return files[0]


def test_two_laptops_that_begin_the_same_round_begin_one(file: Path, tmp_path: Path) -> None:
    other = copy(file, "b")
    here, there = begin(file), begin(other, at="2027-01-05T09:00:00")
    assert here == there == next_round_id(the_first(file), "2026")
    assert rows(file)["revisions"] == rows(other)["revisions"]
    assert rows(file)["revision_units"] == rows(other)["revision_units"]
    together = alike(merged_in_every_order(tmp_path, file, other))
    assert len(assessments(together)) == 2
    assert conflicts_of(together) == []
    assert answers_of(together, here) == answers_of(file, here)


def the_first(path: Path) -> str:
    return str(next(one.id for one in assessments(path) if not one.follows))


def test_what_one_confirms_and_another_leaves_or_adds_merges_without_a_conflict(file: Path, tmp_path: Path) -> None:
    other = copy(file, "b")
    round_ = begin(file)
    begin(other)
    edit(file, round_, {"prof_body": "The ministry", "prof_funding": [*PAYERS, {"prof_funding_payer": "MRC"}]})
    edit(other, round_, {"prof_body": "The ministry", "prof_run_by": "union", "clients_unit": "visits"})
    together = alike(merged_in_every_order(tmp_path, file, other))
    assert conflicts_of(together) == []
    answers = answers_of(together, round_)
    assert (answers["prof_body"], answers["prof_run_by"]) == ("The ministry", "union")
    assert [row["prof_funding_payer"] for row in answers["prof_funding"]] == ["The State", "The town", "MRC"]


def test_only_what_both_changed_differently_is_a_conflict(file: Path, tmp_path: Path) -> None:
    other, third = copy(file, "b"), copy(file, "c")
    round_ = begin(file)
    begin(other)
    begin(third)
    edit(file, round_, {"prof_body": "The union", "prof_run_by": "ngo"})
    edit(other, round_, {"prof_body": "The church"})
    edit(third, round_, {"clients_unit": "visits"})
    files = merged_in_every_order(tmp_path, file, other, third)
    together = alike(files)
    [conflict] = conflicts_of(together)
    assert (conflict["question"], conflict["assessment"]) == ("prof_body", round_)
    assert conflict["base"] == {"state": "answered", "value": "The ministry", "carried_over": True}
    settle(together, "The union")
    assert answers_of(together, round_)["prof_body"] == "The union"


def test_merging_back_and_forth_ends_with_the_same_on_both(file: Path) -> None:
    other = copy(file, "b")
    round_ = begin(file)
    begin(other)
    edit(file, round_, {"prof_body": "The ministry"})
    edit(other, round_, {"prof_run_by": "union"})
    merge(file, other)
    merge(other, file)
    assert verdicts(merge(file, other)) == ["known"]
    assert answers_of(file, round_) == answers_of(other, round_)
    assert rows(file, ("units",)) == rows(other, ("units",))


def test_a_laptop_whose_round_before_differed_makes_the_same_round_and_one_conflict(file: Path, tmp_path: Path) -> None:
    other = copy(file, "b")
    edit(other, the_first(other), {"prof_body": "The union"}, "2026-12-01T08:00:00")
    round_ = begin(file)
    assert begin(other) == round_
    together = alike(merged_in_every_order(tmp_path, file, other))
    assert {(one["question"], one["assessment"]) for one in conflicts_of(together)} == {("prof_body", round_)}
    assert answers_of(together, the_first(file))["prof_body"] == "The union"


def test_what_was_confirmed_stands_where_another_laptop_only_carried_something_else_over(
    file: Path, tmp_path: Path
) -> None:
    other = copy(file, "b")
    edit(other, the_first(other), {"prof_body": "The union"}, "2026-12-01T08:00:00")
    round_ = begin(file)
    begin(other)
    edit(file, round_, {"prof_body": "The ministry"})
    together = alike(merged_in_every_order(tmp_path, file, other))
    assert conflicts_of(together) == []
    assert answers_of(together, round_)["prof_body"] == "The ministry"


def test_a_table_with_a_row_that_nobody_confirmed_still_waits_as_a_whole(file: Path, tmp_path: Path) -> None:
    other = copy(file, "b")
    more = [*PAYERS, {"row": "n3", "prof_funding_payer": "A church"}]
    edit(other, the_first(other), {"prof_funding": more}, "2026-12-01T08:00:00")
    round_ = begin(file)
    begin(other)
    edit(file, round_, {"prof_funding": PAYERS})
    together = alike(merged_in_every_order(tmp_path, file, other))
    assert conflicts_of(together) == []
    assert answers_of(together, round_)["prof_funding"] == {"state": "answered", "value": more, "carried_over": True}
    assert answered(together, round_) == 0
    merge(file, together)
    edit(file, round_, {"prof_funding": more}, "2027-04-01T08:00:00")
    assert answers_of(file, round_)["prof_funding"] == more
    assert answered(file, round_) == 1


def answered(path: Path, assessment: str) -> int:
    """As they are counted in the list, among many read together, and where the assessment is open: all alike."""
    [centre] = shown(path)["list"]["centres"]
    listed = next(one for one in centre["assessments"] if one["id"] == assessment)
    with open_session(path, read_only=True) as session:
        session.open_assessment(assessment)
        progress = session.working_copy.progress()
        read = next(one for one in Collection(session, catalogue()) if one.info.id == assessment)
    assert len(read.answers.done & read.shown) == progress.answered
    assert (listed["answered"], listed["applicable"]) == (progress.answered, progress.applicable)
    return progress.answered


def test_what_two_laptops_sealed_of_the_first_round_is_one_round_when_the_next_begins(file: Path) -> None:
    other = copy(file, "b")
    edit(file, the_first(file), {"prof_body": "The union"}, "2026-12-01T08:00:00")
    edit(other, the_first(other), {"clients_unit": "visits"}, "2026-12-01T08:00:00")
    merge(file, other)
    round_ = begin(file)
    assert len([row for row in rows(file)["working_parents"] if row[0] == the_first(file)]) == 1
    with open_session(file) as session:
        session.open_assessment(round_)
        before = round_before(session)
    assert before is not None
    assert (before.answers["prof_body"].value, before.answers["clients_unit"].value) == ("The union", "visits")
    assert answers_of(file, round_)["clients_unit"]["value"] == "visits"


def test_a_correction_of_the_first_round_after_the_second_began_changes_the_first_alone(
    file: Path, tmp_path: Path
) -> None:
    other = copy(file, "b")
    round_ = begin(file)
    edit(other, the_first(other), {"prof_body": "The union"}, "2027-03-01T08:00:00")
    together = alike(merged_in_every_order(tmp_path, file, other))
    assert conflicts_of(together) == []
    assert answers_of(together, the_first(file))["prof_body"] == "The union"
    still = {"state": "answered", "value": "The ministry", "carried_over": True}
    assert answers_of(together, round_)["prof_body"] == still


def test_a_collection_shows_both_rounds_each_with_its_own_count(file: Path, tmp_path: Path) -> None:
    round_ = begin(file)
    edit(file, round_, {"prof_body": "The ministry"})
    target = tmp_path / "all.mrcw"
    merge(target, file)
    [centre] = shown(target)["list"]["centres"]
    counts = {one["round"]: (one["answered"], one["follows"]) for one in centre["assessments"]}
    assert counts == {"2025": (3, None), "2026": (1, the_first(file))}
