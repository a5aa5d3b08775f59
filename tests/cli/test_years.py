"""A question of a type that the shipped questionnaires do not use, from its answer to a collection: `year`."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.verification.content_rules import ContentRules
from tests.cli.conftest import Run, write_answers
from tests.year_questions import COLUMN, QUESTION, TABLE, years_asked

ROWS = [{"row": "r1", "prof_networks_name": "The network", "prof_networks_since": 1998, COLUMN: 2004}]
ANSWERS = {QUESTION: 1998, TABLE: ROWS, "resp_consent": "all", "resp_parts": ["centre"]}


@pytest.fixture(autouse=True)
def asked() -> Iterator[None]:
    with years_asked():
        yield


@pytest.fixture
def answered(run: Run, centre: Path, tmp_path: Path) -> Path:
    assert run("answer", centre, write_answers(tmp_path, ANSWERS)).status == 0
    return centre


def test_years_come_back_as_they_were_given(run: Run, answered: Path) -> None:
    shown = run("answers", answered, "--json").json["answers"]
    assert {code: shown[code] for code in ANSWERS} == ANSWERS


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({QUESTION: 98}, "not_a_year"),
        ({QUESTION: 19980}, "not_a_year"),
        ({QUESTION: -1998}, "not_a_year"),
        ({QUESTION: 1998.5}, "not_whole"),
        ({QUESTION: "1998"}, "number_as_text"),
        ({QUESTION: 2101}, "constraint"),
        ({TABLE: [{**ROWS[0], COLUMN: 98}]}, "not_a_year"),
        ({TABLE: [{**ROWS[0], COLUMN: 1997}]}, "before_other"),
    ],
)
def test_what_is_no_year_is_refused(run: Run, centre: Path, tmp_path: Path, answer: object, code: str) -> None:
    ran = run("answer", centre, write_answers(tmp_path, answer), "--json")
    assert (ran.status, [problem["code"] for problem in ran.json["problems"]]) == (1, [code])


def test_years_stand_in_the_report_as_numbers_without_marks(run: Run, answered: Path, tmp_path: Path) -> None:
    annex = tmp_path / "annex.xlsx"
    assert run("report", answered, "-o", tmp_path / "report.xlsx", "--annex", annex).status == 0
    book = load_workbook(annex)
    cells = [cell for row in book["Answers"].iter_rows() for cell in row if cell.value in (1998, 2004)]
    assert [(cell.value, cell.number_format) for cell in cells] == [(1998, "0"), (1998, "0"), (2004, "0")]
    assert {row[5].value for row in book["Codebook"].iter_rows() if QUESTION in (row[0].value, row[1].value)} == {
        "year"
    }


def test_years_stand_in_the_export_as_numbers(run: Run, answered: Path, tmp_path: Path) -> None:
    assert run("export", answered, "-o", tmp_path / "out").status == 0

    def rows(table: str) -> list[dict[str, str]]:
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    assert rows("answers_wide")[0][QUESTION] == "1998"
    assert [row["number"] for row in rows("answers_long") if row["column"] == COLUMN] == ["2004"]
    assert {row["kind"] for row in rows("dictionary") if row["question"] in (QUESTION, COLUMN)} == {"number"}


def test_two_years_for_one_question_are_a_conflict_until_one_is_chosen(
    run: Run, answered: Path, tmp_path: Path
) -> None:
    collected, copy = tmp_path / "all.mrcw", tmp_path / "copy.mrcw"
    run("merge", tmp_path / "seed.mrcw", answered)
    run("merge", answered, tmp_path / "seed.mrcw")
    shutil.copy(answered, copy)
    run("answer", answered, write_answers(tmp_path, {QUESTION: 2001}))
    run("answer", copy, write_answers(tmp_path, {QUESTION: 2002, TABLE: [{**ROWS[0], COLUMN: 2005}]}))
    ran = run("merge", collected, answered, copy, "--json")
    assert (ran.json["totals"]["refused"], ran.json["totals"]["conflict"]) == (0, 1)
    assert run("answers", collected, "--json").json["answers"][TABLE] == [{**ROWS[0], COLUMN: 2005}]
    (conflict,) = run("conflicts", collected, "--json").json["conflicts"]
    assert sorted(side["value"] for side in conflict["values"]) == [2001, 2002]
    file = tmp_path / "resolutions.json"
    file.write_text(json.dumps([{"conflict": conflict["id"], "value": 2003, "reason": "The founding papers"}]), "utf-8")
    assert run("resolve", collected, file, "--author", "Ana").status == 0
    assert run("answers", collected, "--json").json["answers"][QUESTION] == 2003


@pytest.mark.parametrize("forged", ["998", "19980", '"1998"', "1998.0", "2101", "-1998", "01998"])
def test_another_value_for_a_year_is_at_fault_in_a_file_from_elsewhere(forged: str) -> None:
    rules = ContentRules(questionnaire("manager"))

    def fault(question: str, place: str, value: str) -> object:
        return rules.first_fault([(question, place, "answered", value, None, "", "[]", None)])

    assert fault(QUESTION, "", "1998") is None
    assert fault(QUESTION, "", forged) is not None
    assert fault(TABLE, "r1", '{"prof_networks_name":"x","prof_networks_until":1998}') is None
    assert (fault(TABLE, "r1", f'{{"prof_networks_name":"x","prof_networks_until":{forged}}}') is None) == (
        forged == "2101"  # which only the constraint of the question forbids
    )
