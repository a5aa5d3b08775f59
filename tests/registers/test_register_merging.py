"""Registers merge row by row, with the comments and files of rows, through real files and in both directions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from mrcworkbench.services.session.session import open_session
from tests.attaching import with_attached
from tests.merge_support import answers_of, centre, conflicts_of, copy, edit, merge, sent, settle, verdicts
from tests.registers.made_registers import ACTIONS, AFTER, ALSO, CRITERIA, DATE, NOTES, OF, STATUS, TEXT, WHAT

CHAIRS: dict[str, Any] = {"row": "chairs", WHAT: "Buy chairs", STATUS: "open"}


def note(row: str, text: str, **more: object) -> dict[str, object]:
    return {"row": row, OF: "chairs", DATE: "2026-03-01", TEXT: text, **more}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A centre's file with one action, sealed once."""
    path = centre(tmp_path, "velira", {ACTIONS: [CHAIRS]})
    sent(path, "first")
    return path


def attach(path: Path, code: str, row: str, file: Path) -> None:
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers({code: with_attached(session, code, file, row)})


def both_ways(one: Path, other: Path) -> dict[str, Any]:
    """What both hold after each has taken in the other; it must be the same."""
    first, second = copy(one, "first way"), copy(other, "second way")
    assert verdicts(merge(first, sent(other, "other sent"))) in (["updated"], ["conflict"])
    merge(second, sent(one, "one sent"))
    assert answers_of(first) == answers_of(second)
    assert [one["id"] for one in conflicts_of(first)] == [one["id"] for one in conflicts_of(second)]
    return answers_of(first)


def test_notes_from_two_laptops_never_conflict(begun: Path) -> None:
    other = copy(begun, "other laptop")
    edit(begun, {NOTES: [note("n1", "Ordered", comment="by phone"), note("n3", "Came")]})
    edit(other, {NOTES: [note("n2", "Paid")]})
    merged = both_ways(begun, other)
    assert {row["row"] for row in merged[NOTES]} == {"n1", "n2", "n3"}
    assert next(row for row in merged[NOTES] if row["row"] == "n1")["comment"] == "by phone"


def test_one_action_edited_twice_differently_is_a_conflict_of_that_row(begun: Path) -> None:
    other = copy(begun, "other laptop")
    edit(begun, {ACTIONS: [CHAIRS | {STATUS: "done", "comment": "all six"}, {"row": "b", WHAT: "Paint"}]})
    edit(other, {ACTIONS: [CHAIRS | {STATUS: "dropped"}]})
    merge(begun, sent(other, "sent"))
    (conflict,) = conflicts_of(begun)
    assert (conflict["question"], conflict["row"], conflict["base"]) == (ACTIONS, "chairs", CHAIRS)
    sides = [side["value"] for side in conflict["values"]]
    assert CHAIRS | {STATUS: "done", "comment": "all six"} in sides
    assert CHAIRS | {STATUS: "dropped"} in sides
    settle(begun, CHAIRS | {STATUS: "done", "comment": "four of six"})
    rows = answers_of(begun)[ACTIONS]
    assert [row["row"] for row in rows] == ["chairs", "b"]
    assert rows[0] == CHAIRS | {STATUS: "done", "comment": "four of six"}


def test_two_comments_on_one_row_are_a_conflict_and_a_side_can_be_taken(begun: Path) -> None:
    other = copy(begun, "other laptop")
    edit(begun, {ACTIONS: [CHAIRS | {"comment": "Ask Ana"}]})
    edit(other, {ACTIONS: [CHAIRS | {"comment": "Ask Bo"}]})
    merge(begun, sent(other, "sent"))
    (conflict,) = conflicts_of(begun)
    assert {side["value"]["comment"] for side in conflict["values"]} == {"Ask Ana", "Ask Bo"}
    settle(begun, CHAIRS | {"comment": "Ask Bo"})
    assert answers_of(begun)[ACTIONS] == [CHAIRS | {"comment": "Ask Bo"}]


def test_files_of_both_sides_stay_where_a_row_is_settled_otherwise(begun: Path, tmp_path: Path) -> None:
    other = copy(begun, "other laptop")
    for path, name in ((begun, "one.txt"), (other, "two.txt")):
        (tmp_path / name).write_text(name)
        attach(path, ACTIONS, "chairs", tmp_path / name)
    merge(begun, sent(other, "sent"))
    settle(begun, CHAIRS | {STATUS: "done"})
    (row,) = answers_of(begun)[ACTIONS]
    assert len(row["attachments"]) == 2


def test_the_file_of_a_row_goes_along_is_listed_and_is_not_tidied_away(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "bill.txt").write_text("six chairs")
    attach(begun, ACTIONS, "chairs", tmp_path / "bill.txt")
    with open_session(begun) as session:
        session.open_assessment(None)
        (file,) = session.working_copy.answer(ACTIONS).all_attachments
        known = session.files.known(file)
        assert known is not None
        assert known.name == "bill.txt"
        session.files.changed = True  # so that closing looks for files that nothing names
    submission = sent(begun, "sent")
    collection = tmp_path / "all.mrcw"
    merge(collection, submission)
    with closing(sqlite3.connect(collection)) as raw:
        assert raw.execute("SELECT content FROM attachments").fetchall() == [(b"six chairs",)]
    assert answers_of(collection)[ACTIONS] == [CHAIRS | {"attachments": [file]}]
    with open_session(begun) as session:
        session.open_assessment(None)
        session.set_answers({ACTIONS: session.files.without(session.working_copy.answer(ACTIONS), file, "chairs")})
    assert answers_of(begun)[ACTIONS] == [CHAIRS]


@pytest.mark.parametrize(
    ("code", "row"),
    [
        (ACTIONS, Row("a", {"no_such_column": "x"})),
        (ACTIONS, Row("a", {WHAT: "Buy", CRITERIA: ("no.such",)})),
        (ACTIONS, Row("a", {WHAT: "Buy", AFTER: "a b"})),
        (ACTIONS, Row("a", {WHAT: "Buy", AFTER: ("a",)})),
        (NOTES, Row("a", {OF: "x", ALSO: ("b", "a")})),
        (NOTES, Row("a", {OF: "x", ALSO: ("a", "a")})),
        (ACTIONS, Row("a", {}, "a comment on nothing")),
        (ACTIONS, Row("a", {WHAT: "Buy"}, "  ")),
        (ACTIONS, Row("a", {WHAT: "Buy"}, "", "", ("no hash",))),
        ("prof_web", Row("a", {"prof_web_address": "mrc.example"}, "a comment")),
        ("prof_web", Row("a", {"prof_web_address": "mrc.example"}, "", "", ("ab" * 32,))),
    ],
)
def test_what_no_program_of_ours_writes_into_a_row_is_refused(tmp_path: Path, code: str, row: Row) -> None:
    path = centre(tmp_path, "velira")
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers({code: Answer(AnswerState.ANSWERED, (row,))})
    report = merge(tmp_path / "all.mrcw", sent(path, "sent"))
    assert verdicts(report) == ["refused"]
    assert [file.reason for file in report.files] == ["invalid_content"]


def test_a_thousand_rows_are_kept_merged_and_edited(tmp_path: Path) -> None:
    many = [{"row": f"a{n:04}", WHAT: f"Step {n}", STATUS: "open"} for n in range(1000)]
    path = centre(tmp_path, "velira", {ACTIONS: many})
    other = copy(sent(path, "first"), "other laptop")
    edit(path, {ACTIONS: [*many[:-1], many[-1] | {STATUS: "done"}]})
    assert verdicts(merge(other, sent(path, "sent"))) == ["updated"]
    assert answers_of(other)[ACTIONS][-1] == many[-1] | {STATUS: "done"}
    assert answers_of(other)[ACTIONS][:-1] == many[:-1]
