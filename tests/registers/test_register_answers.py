"""Registers are read and set like tables, are part of no progress, and their rows carry comments and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.cli.answers import shown_answers
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row
from mrcworkbench.domain.questionnaire.checking import answer_to_json, check_answer, check_cell
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.references import row_name, with_names
from mrcworkbench.services.session.session import open_session
from tests.merge_support import centre, edit
from tests.registers.made_registers import (
    ACCESS,
    ACTIONS,
    AFTER,
    ALSO,
    CRITERIA,
    DATE,
    MEDIA,
    NOTES,
    OF,
    POST,
    REGISTERS,
    STATUS,
    TEXT,
    WHAT,
)

FILE = "ab" * 32
CHAIRS: dict[str, Any] = {"row": "chairs", WHAT: "Buy chairs", STATUS: "open", CRITERIA: [MEDIA, ACCESS]}


@pytest.fixture
def asked() -> Questionnaire:
    return questionnaire("manager")


def checked(asked: Questionnaire, code: str, raw: object, previous: Answer = BLANK) -> Answer:
    found = check_answer(asked[code], raw, previous, new_row_id=lambda: "new")
    assert found.answer is not None, found.problems
    return found.answer


def problems(asked: Questionnaire, code: str, raw: object, previous: Answer = BLANK) -> list[str]:
    found = check_answer(asked[code], raw, previous, new_row_id=lambda: "new")
    assert found.answer is None
    return [one.code for one in found.problems]


def test_a_register_has_its_title_in_the_place_of_a_number(asked: Questionnaire) -> None:
    assert [one.code for one in asked.registers] == [ACTIONS, NOTES]
    assert asked.number(NOTES) == "Notes on steps"
    assert asked[ACTIONS].is_register
    assert not asked["prof_web"].is_register


def test_filling_in_registers_changes_no_progress(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira", {"prof_body": "Ministry"})
    with open_session(path) as session:
        session.open_assessment(None)
        before = session.working_copy.progress()
        change = session.set_answer(ACTIONS, checked(session.questionnaire, ACTIONS, [CHAIRS]))
        assert session.working_copy.progress() == before
        assert change.sections == ()
        assert session.working_copy.is_shown(ACTIONS)
        assert ACTIONS not in session.questionnaire.asked


def test_answers_gives_a_register_and_answer_takes_it_back(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira")
    note = {"row": "n1", OF: "chairs", DATE: "2026-03-01", TEXT: "Ordered", ALSO: ["tables", "chairs"]}
    edit(path, {ACTIONS: [CHAIRS], NOTES: [note]})
    with open_session(path) as session:
        session.open_assessment(None)
        document = shown_answers(session)
    assert document["hidden"] == []
    assert document["answers"][NOTES] == [note | {ALSO: ["chairs", "tables"]}]
    assert document["answers"][ACTIONS] == [CHAIRS | {CRITERIA: [MEDIA, ACCESS]}]
    edit(path, document["answers"])
    with open_session(path) as session:
        session.open_assessment(None)
        assert shown_answers(session) == document


def test_criteria_must_exist_and_rows_only_look_like_rows(asked: Questionnaire) -> None:
    assert problems(asked, ACTIONS, [{WHAT: "Buy", CRITERIA: ["no.such"]}]) == ["unknown_options"]
    assert problems(asked, ACTIONS, [{WHAT: "Buy", CRITERIA: [ACCESS, ACCESS]}]) == ["options_repeated"]
    assert problems(asked, ACTIONS, [{WHAT: "Buy", AFTER: "a b"}]) == ["row_id_wrong"]
    assert problems(asked, NOTES, [{OF: 3, DATE: "2026-01-01"}]) == ["row_id_wrong"]
    assert problems(asked, NOTES, [{OF: "x", ALSO: ["x", "x"]}]) == ["options_repeated"]
    assert problems(asked, NOTES, [{OF: "x", ALSO: "x"}]) == ["not_a_list"]
    gone = checked(asked, NOTES, [{OF: "gone-row", DATE: "2026-01-01", ALSO: ["b", "a"]}])
    assert gone.rows[0].cells == {OF: "gone-row", DATE: "2026-01-01", ALSO: ("a", "b")}


def test_what_a_row_does_not_speak_of_stays_as_it_was(asked: Questionnaire) -> None:
    row = Row("chairs", {WHAT: "Buy chairs"}, "Ask Ana", "They are late", (FILE,))
    before = Answer(AnswerState.ANSWERED, (row,))
    after = checked(asked, ACTIONS, [{"row": "chairs", WHAT: "Buy six chairs"}], before)
    assert after.rows == (Row("chairs", {WHAT: "Buy six chairs"}, "Ask Ana", "They are late", (FILE,)),)
    other = checked(asked, ACTIONS, [{"row": "chairs", WHAT: "Buy", "comment": "", "attachments": []}], before)
    assert other.rows == (Row("chairs", {WHAT: "Buy"}),)


@pytest.mark.parametrize(
    "row",
    [
        Row("a", {WHAT: "Buy"}),
        Row("a", {WHAT: "Buy"}, "goes along"),
        Row("a", {WHAT: "Buy"}, "", "stays"),
        Row("a", {WHAT: "Buy"}, "goes along", "stays", (FILE,)),
        Row("a", {WHAT: "Buy"}, "", "stays", (FILE,), stays=True),
    ],
)
def test_a_row_comes_back_from_json_with_all_that_it_has(asked: Questionnaire, row: Row) -> None:
    form = answer_to_json(asked[ACTIONS], Answer(AnswerState.ANSWERED, (row,)))
    other = Row("b", {WHAT: "Other"}, attachments=(FILE,))
    assert checked(asked, ACTIONS, form, Answer(AnswerState.ANSWERED, (other,))).rows == (row,)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"comment": 3}, "comment_not_text"),
        ({"comment": "\x01"}, "comment_text_character"),
        ({"comment": {"text": "x"}}, "comment_stays_wrong"),
        ({"comment": {"text": "x", "stays": True, "kept": "y"}}, "comment_kept_twice"),
        ({"attachments": FILE}, "files_wrong"),
        ({"attachments": [FILE]}, "files_unknown"),
        ({"stays": "yes"}, "stays_wrong"),
        ({"owner": "x"}, "unknown_column"),
    ],
)
def test_what_is_wrong_beside_the_cells_is_said_of_its_row(
    asked: Questionnaire, more: dict[str, object], problem: str
) -> None:
    found = check_answer(asked[ACTIONS], [{**CHAIRS, **more}], BLANK, new_row_id=str)
    assert [(one.code, one.row) for one in found.problems] == [(problem, "chairs")]


def test_a_row_with_a_comment_and_no_cell_is_not_lost_in_silence(asked: Questionnaire) -> None:
    assert problems(asked, ACTIONS, [{"row": "a", "comment": "What was it?"}]) == ["row_without_cells"]
    assert checked(asked, ACTIONS, [{"row": "a"}]).state is AnswerState.BLANK


@pytest.mark.parametrize("key", ["comment", "attachments", "stays"])
def test_only_rows_of_registers_have_comments_and_files(asked: Questionnaire, key: str) -> None:
    raw = [{"prof_web_address": "mrc.example", key: "x"}]
    assert problems(asked, "prof_web", raw) == ["unknown_column"]


def test_none_of_the_columns_is_called_like_what_rows_have_besides() -> None:
    columns = {column["code"] for register in REGISTERS for column in register["columns"]}
    assert columns.isdisjoint({"row", "comment", "attachments", "stays"})


def test_rows_that_are_referred_to_are_called_by_their_first_text(asked: Questionnaire) -> None:
    answers = {
        ACTIONS: checked(asked, ACTIONS, [CHAIRS, {"row": "b", POST: "Head\nof office"}, {"row": "c", STATUS: "open"}]),
        NOTES: checked(asked, NOTES, [{"row": "y", OF: "chairs"}, {"row": "z", OF: "lost"}]),
    }
    notes = with_names(asked[NOTES], asked, answers, "gone")
    names = {option.code: option.text for option in notes.column_by_code[OF].options}
    assert names == {"chairs": "Buy chairs", "b": "Head of office", "c": "c", "lost": "gone"}
    assert with_names(asked["prof_web"], asked, answers, "gone") is asked["prof_web"]
    assert row_name(asked[ACTIONS], Row("x", {WHAT: "a" * 500})) == "a" * 120


def test_criteria_are_chosen_by_their_titles(asked: Questionnaire) -> None:
    column = asked[ACTIONS].column_by_code[CRITERIA]
    assert len(column.options) == 24
    title = column.option_text(ACCESS)
    assert title != ACCESS
    assert check_cell(column, title) == ((ACCESS,), None)
    assert check_cell(asked[NOTES].column_by_code[OF], " row-1 ") == ("row-1", None)
