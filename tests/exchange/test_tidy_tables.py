"""The tables of an export: whole, joined by ids, described, the same in both forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.content.instruments import questionnaire, versions
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, answered
from mrcworkbench.domain.questionnaire.model import Questionnaire, QuestionType
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.tidy.asked import Asked
from mrcworkbench.domain.tidy.layout import Layout, layout
from mrcworkbench.domain.tidy.shapes import CellKind, Column, TidyTable
from mrcworkbench.exchange.tidy.receipts import Format
from mrcworkbench.exchange.tidy.serial_dates import serial_date
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.deciding import choose
from mrcworkbench.services.merging.resolving import join as join_centres
from mrcworkbench.services.merging.resolving import resolve
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.session import create_sample, open_session
from tests.answer_sets import random_answers
from tests.exchange.tidy_databases import Exported, consenting, execute, exported, join, make, put_in_conflict
from tests.merge_support import centre, merge, sent
from tests.reports import Marked

HXL = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)+|#description")


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Six centres that let others see their answers, in every state."""
    centres = {f"c{n}": consenting(Marked(Random(n)).answers()) for n in range(6)}
    return exported(make(tmp_path_factory.mktemp("tidy") / "rich.mrcw", centres))


@pytest.fixture(scope="module")
def tables(texts: Catalogue) -> Layout:
    return layout(texts, Asked([questionnaire("manager", version) for version in versions("manager")]))


def test_names_are_plain_and_unique_and_hashtags_are_well_formed(tables: Layout) -> None:
    for table in tables.tables:
        folded = [name.lower() for name in table.names]
        assert len(set(folded)) == len(folded), table.name
        assert [name for name in table.names if not re.fullmatch(r"[a-z][A-Za-z0-9_]*", name)] == []
        assert [column.hxl for column in table.columns if not HXL.fullmatch(column.hxl)] == []
        assert len(table.columns) < 16_384
    assert all(len(table.name) <= 28 for table in tables.tables)  # room for _2 in the name of a sheet


def test_a_row_that_lacks_a_column_or_has_one_too_many_is_refused_by_its_name() -> None:
    columns = tuple(Column(name, CellKind.NUMBER, "#meta", "") for name in ("first", "second"))
    table = TidyTable("pair", "", columns)
    assert table.row(second=2, first=1) == [1, 2]
    with pytest.raises(ValueError, match="pair: second"):
        table.row(first=1)
    with pytest.raises(ValueError, match="pair: third"):
        table.row(first=1, second=2, third=3)


def as_in_csv(column: str, value: object) -> str:
    if isinstance(value, datetime):
        return timestamp(value.replace(tzinfo=UTC)) if column.endswith("_at") else value.date().isoformat()
    return "" if value is None else str(value)


def test_both_forms_hold_the_same_rows(rich: Exported, tables: Layout) -> None:
    for table in tables.tables:
        if table.name == "about":
            continue  # says when it was made
        sheet = [{key: as_in_csv(key, value) for key, value in row.items()} for row in rich.sheet(table.name)]
        assert sheet == rich.table(table.name), table.name
    assert rich.receipts[Format.XLSX].rows == rich.receipts[Format.CSV].rows


def test_days_and_moments_are_dates_in_the_workbook(rich: Exported, tables: Layout) -> None:
    found = 0
    for table in tables.tables:
        dates = [column.name for column in table.columns if column.kind is CellKind.DATE]
        cells = [row[name] for row in rich.sheet(table.name) for name in dates if row[name] is not None]
        assert all(isinstance(cell, datetime) for cell in cells), table.name
        found += len(cells)
    assert found > 20


@pytest.mark.parametrize("text", ["1899-12-31", "1900-02-28", "31 March", "2026-13-01", "2026-03-01T08:00:00"])
def test_what_excel_has_no_date_for_stays_as_it_is(text: str) -> None:
    assert serial_date(text) == text


def test_receipts_count_what_is_there(rich: Exported) -> None:
    for receipt in rich.receipts.values():
        assert receipt.rows["assessments"] == receipt.counts.assessments == len(rich.table("assessments")) == 6
        assert receipt.rows["scores"] == 6 * 24
        assert receipt.rows["answers_long"] == len(rich.table("answers_long"))


def test_every_column_and_every_code_is_described(rich: Exported, tables: Layout) -> None:
    described = {(row["table"], row["column"]): row for row in rich.table("dictionary")}
    lists: dict[str, set[str]] = {}
    for row in rich.table("codes"):
        lists.setdefault(row["list"], set()).add(row["code"])
        assert row["text"]
    for table in tables.tables:
        rows = rich.table(table.name)
        for column in table.columns:
            about = described[table.name, column.name]
            assert about["text"]
            if about["code_list"]:
                assert {row[column.name] for row in rows} - {""} <= lists[about["code_list"]], column.name
    for row in rich.table("answers_long"):
        if row["code"]:
            assert row["code"] in lists[row["column"] or row["question"]]
        if row["reason"]:
            assert row["reason"] in lists[f"reason:{row['question']}"]
        if row["held"]:
            assert row["held"] in lists["held"]


def test_every_observation_is_in_the_long_table_once(rich: Exported, manager: Questionnaire) -> None:
    answers = consenting(Marked(Random(0)).answers())
    shown = shown_questions(manager, answers)
    rows = [row for row in rich.table("answers_long") if row["assessment_id"] == "a-c0"]
    expected = 0
    for code, answer in answers.items():
        question = manager[code]
        if code not in shown or answer.state in (AnswerState.BLANK, AnswerState.DECLINED):
            continue
        cells = (
            [(column, row.cells.get(column.code)) for row in answer.rows for column in question.columns]
            if answer.rows
            else [(question, answer.value)]
        )
        expected += sum(len(value) if isinstance(value, tuple) else 1 for column, value in cells if not column.personal)
    assert len(rows) == expected
    keys = [(row["question"], row["row_id"], row["column"], row["code"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_wide_and_long_say_the_same(rich: Exported, manager: Questionnaire) -> None:
    wide = {row["assessment_id"]: row for row in rich.table("answers_wide")}
    flags: dict[tuple[str, str], set[str]] = {}
    counts: dict[tuple[str, str], set[str]] = {}
    for row in rich.table("answers_long"):
        question, line = manager[row["question"]], wide[row["assessment_id"]]
        if row["column"]:
            counts.setdefault((row["assessment_id"], question.code), set()).add(row["row_id"])
        elif question.type is QuestionType.MULTIPLE:
            flags.setdefault((row["assessment_id"], question.code), set()).add(row["code"])
        elif question.type is not QuestionType.TABLE:
            expected = row["code"] or row["number"] or row["date"] or ("" if row["held"] else row["text"])
            assert line[question.code] == expected
    for (assessment, code), chosen in flags.items():
        for option in manager[code].options:
            expected = "" if chosen == {""} else str(int(option.code in chosen))
            assert wide[assessment][f"{code}__{option.code}"] == expected
    for (assessment, code), rows in counts.items():
        assert wide[assessment][f"{code}__rows"] == str(len(rows))


def test_ids_join_the_tables(rich: Exported, tables: Layout) -> None:
    assessments = {row["assessment_id"]: row["centre_id"] for row in rich.table("assessments")}
    centres = {row["centre_id"] for row in rich.table("centres")}
    assert set(assessments.values()) == centres
    for table in tables.tables:
        for row in rich.table(table.name):
            if "assessment_id" in row:
                assert row["assessment_id"] in assessments
                assert row.get("centre_id", assessments[row["assessment_id"]]) == assessments[row["assessment_id"]]
    challenges = {(row["assessment_id"], row["row_id"]) for row in rich.table("challenges")}
    long = {
        (row["assessment_id"], row["row_id"])
        for row in rich.table("answers_long")
        if row["question"] == "challenges" and row["row_id"]
    }
    assert challenges == long != set()


def test_scores_are_those_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "sample.mrcw"
    create_sample(path)
    made = exported(path)
    with open_session(path, read_only=True) as session:
        session.open_assessment(None)
        score, progress = session.working_copy.score(), session.working_copy.progress()
    rows = made.sheet("scores")
    assert [(row["criterion"], row["status"], row["level"], row["evidence"]) for row in rows] == [
        (one.id, one.status.value, one.level, one.evidence) for one in score.criteria
    ]
    assert [row["next"] for row in rows] == [
        " ".join(reason.text for reason in one.next) or None for one in score.criteria
    ]
    (about,) = made.sheet("assessments")
    assert (about["answered"], about["applicable"]) == (progress.answered, progress.applicable)
    assert made.table("centres")[0]["sample"] == "1"
    assert all(row["practices_title"] for row in made.table("practices"))


def test_a_conflict_is_marked_and_open(tmp_path: Path, manager: Questionnaire) -> None:
    status = next(question for question in manager.questions() if question.type is QuestionType.STATUS)
    answers = consenting({status.code: answered("in_place"), "prof_year": answered(2001)})
    path = make(tmp_path / "d.mrcw", {"one": answers, "two": consenting({})})
    put_in_conflict(path, "a-one", status.code)
    made = exported(path)
    (row,) = (row for row in made.table("answers_long") if row["question"] == status.code)
    assert (row["state"], row["code"], row["text"]) == ("conflict", "", "")
    (score,) = (r for r in made.table("scores") if r["assessment_id"] == "a-one" and r["criterion"] == status.criterion)
    assert (score["status"], score["level"]) == ("not_known", "")
    assert [row["conflicts"] for row in made.table("assessments")] == ["1", "0"]
    assert made.receipts[Format.CSV].counts.conflicts == 1


def test_a_table_with_a_row_in_conflict_is_in_conflict_as_a_whole(tmp_path: Path) -> None:
    table = answered((Row("r1", {"prof_funding_payer": "zqfirstqz"}), Row("r2", {"prof_funding_payer": "zqsecondqz"})))
    path = make(tmp_path / "d.mrcw", {"one": consenting({"prof_funding": table}), "two": {}})
    execute(path, "DELETE FROM units WHERE question = 'prof_funding' AND row = 'r2'")
    execute(path, "INSERT INTO contested VALUES ('a-one', 'prof_funding', 'r2', ?)", "cd" * 32)
    made = exported(path)
    assert [row["state"] for row in made.table("answers_long") if row["question"] == "prof_funding"] == ["conflict"]
    assert "zqfirstqz" not in made.everything()


def test_joined_centres_go_under_one_id_and_say_which_they_sent(tmp_path: Path) -> None:
    path = make(tmp_path / "d.mrcw", {"old": consenting({}), "new": consenting({})})
    join(path, "old", "new")
    made = exported(path)
    assert [(row["centre_id"], row["assessments"]) for row in made.table("centres")] == [("new", "2")]
    assert {(row["centre_id"], row["sent_as_centre_id"]) for row in made.table("assessments")} == {
        ("new", "old"),
        ("new", "new"),
    }


def test_states_that_are_no_values_are_told_apart(tmp_path: Path, manager: Questionnaire) -> None:
    question = next(q for q in manager.questions() if q.not_applicable_reasons and q.relevant is None)
    reason = question.not_applicable_reasons[0].code
    answers = consenting(
        {question.code: Answer(AnswerState.NOT_APPLICABLE, None, reason), "prof_year": Answer(AnswerState.NOT_KNOWN)}
    )
    made = exported(make(tmp_path / "d.mrcw", {"one": answers, "two": {}}))
    rows = {row["question"]: row for row in made.table("answers_long")}
    assert (rows[question.code]["state"], rows[question.code]["reason"]) == ("not_applicable", reason)
    assert rows["prof_year"]["state"] == "not_known"


def test_hashtags_stand_under_the_names_when_asked_for(tmp_path: Path, tables: Layout) -> None:
    made = exported(make(tmp_path / "d.mrcw", {"one": consenting({}), "two": {}}), hxl=True)
    for table in tables.tables:
        hashtags = [column.hxl for column in table.columns]
        assert list(made.table(table.name)[0].values()) == hashtags
        assert list(made.sheet(table.name)[0].values()) == hashtags


def test_a_questionnaire_that_is_not_known_is_listed_and_left_out(tmp_path: Path) -> None:
    path = make(tmp_path / "d.mrcw", {"one": consenting({}), "two": consenting({})})
    execute(path, "UPDATE assessments SET questionnaire_id = 'later' WHERE id = 'a-one'")
    rows = {row["assessment_id"]: row for row in exported(path).table("assessments")}
    assert (rows["a-one"]["answers_included"], rows["a-one"]["left_out"]) == ("0", "questionnaire")
    assert rows["a-two"]["answers_included"] == "1"


def test_an_empty_database_gives_whole_tables_without_rows(tmp_path: Path) -> None:
    made = exported(make(tmp_path / "d.mrcw", {}))
    assert made.table("assessments") == []
    assert len(made.table("codes")) > 500


@pytest.mark.parametrize("seed", range(4))
def test_any_answers_can_be_exported(tmp_path: Path, manager: Questionnaire, seed: int) -> None:
    def sound(answers: dict[str, Answer]) -> dict[str, Any]:
        return {code: answer for code, answer in answers.items() if answer.state is not AnswerState.CONFLICT}

    rng = Random(seed)
    centres = {f"c{n}": consenting(sound(random_answers(manager, rng)), "all") for n in range(3)}
    made = exported(make(tmp_path / "d.mrcw", centres))
    assert len(made.table("answers_wide")) == 3


def test_an_answer_that_an_officer_corrected_says_so_and_how_many_there_are(tmp_path: Path) -> None:
    path, given = tmp_path / "all.mrcw", {"resp_consent": "all", "prof_year": 2001, "prof_body": "Town"}
    merge(path, sent(centre(tmp_path, "One", given), "sent"))
    with open_session(path) as session:
        (one,) = session.assessments()
        resolve(session, [Correction(one.id, "prof_year", None, 2003, "zqreasonqz")], author="zqofficerqz")
    out = exported(path)
    told = {row["question"]: (row["number"], row["corrected"]) for row in out.table("answers_long")}
    assert told["prof_year"] == ("2003", "1")
    assert told["prof_body"][1] == "0"
    assert [row["corrections"] for row in out.table("assessments")] == ["1"]


def test_whether_an_assessment_counts_for_its_round_is_told(tmp_path: Path) -> None:
    path = tmp_path / "all.mrcw"
    merge(path, *(sent(centre(tmp_path, name, {"resp_consent": "all"}), f"{name} sent") for name in ("One", "Two")))
    assert [row["counts"] for row in exported(path).table("assessments")] == ["yes", "yes"]
    with open_session(path) as session:
        one, two = session.centres()
        join_centres(session, two.id, one.id, reason="the same house", author="Officer")
        assert [row["counts"] for row in exported(path).table("assessments")] == ["open", "open"]
        chosen = session.assessments()[1].id
        choose(session, chosen, reason="sealed by the manager", author="Officer")
    told = {row["assessment_id"]: row["counts"] for row in exported(path).table("assessments")}
    assert told.pop(chosen) == "yes"
    assert list(told.values()) == ["no"]
