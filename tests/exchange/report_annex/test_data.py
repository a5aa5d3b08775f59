"""The sheets for programs: ten lines read them, and they say what the commands say, value by value."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row, answered
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.scoring.wording import document_word
from mrcworkbench.domain.study.comparison import comparison_to_json
from mrcworkbench.exchange.report import write_annex
from mrcworkbench.exchange.report.annex.data import data_of
from tests.answer_sets import random_answers
from tests.exchange.conftest import Annex, parts
from tests.reports import Marked, source


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """A table that begins in A1, as any program reads it."""
    names, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def below(sheet: Worksheet, header: str) -> list[dict[str, Any]]:
    """The rows below a header that has `header` in its first cell."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == header)
    return [dict(zip(map(str, rows[start]), row, strict=True)) for row in rows[start + 1 :]]


def of(path: Path, question: str) -> list[dict[str, Any]]:
    return [row for row in table(load_workbook(path)["Data"]) if row["question"] == question]


def test_data_scores_and_codebook_are_tables_from_the_first_cell(rich_annex: Path) -> None:
    book = load_workbook(rich_annex)
    for title in ("Data", "Scores", "Codebook"):
        sheet = book[title]
        assert list(sheet.tables) == [title]
        made = sheet.tables[title]
        assert made.ref == sheet.dimensions
        assert [column.name for column in made.tableColumns] == [cell.value for cell in sheet[1]]
        assert not sheet.merged_cells.ranges


def test_each_code_of_data_and_scores_stands_in_the_codebook(rich_annex: Path) -> None:
    book = load_workbook(rich_annex)
    meant = {(row["question"], row["column"], row["option"]) for row in table(book["Codebook"])}
    for row in table(book["Codebook"]):
        assert row["section"] is None or (None, "section", row["section"]) in meant
    for row in table(book["Scores"]):
        for name in ("criterion", "status", "level", "basis", "grade"):
            assert row[name] is None or (None, name, str(row[name])) in meant
    for row in table(book["Data"]):
        assert (row["question"], row["column"], None) in meant
        assert (None, "state", row["state"]) in meant
        assert row["held"] is None or (None, "held", row["held"]) in meant
        assert row["group"] is None or (None, "group", row["group"]) in meant
        assert row["unit"] is None or (None, "unit", row["unit"]) in meant
        assert row["criterion"] is None or (None, "criterion", row["criterion"]) in meant
        assert row["label"] is None or (row["question"], row["column"], row["value"]) in meant
        assert row["reason"] is None or (row["question"], "reason", row["reason"]) in meant


def test_counts_are_numbers_with_unit_and_group_and_dates_are_written_as_everywhere(annex: Annex) -> None:
    row = Row("person", {"clients_figures_way": "person", "clients_figures_women": 1998, "clients_figures_men": 4})
    answers = {
        "clients_unit": answered("visits"),
        "clients_figures": answered((row,)),
        "prof_year": answered(1998),
        "resp_date": answered("1899-12-31"),
        "prof_sites": answered((Row("r1", {"prof_sites_days": 10**16}),)),
    }
    path = annex(source(answers), Audience.INTERNAL)
    told = [
        (row["row"], row["row_code"], row["value"], row["unit"], row["group"]) for row in of(path, "clients_figures")
    ]
    assert told == [
        (1, "person", "person", None, None),
        (1, "person", 1998, "visits", "women"),
        (1, "person", 4, "visits", "men"),
    ]
    assert [(row["value"], row["unit"]) for row in of(path, "prof_year")] == [(1998, "year")]
    assert [row["value"] for row in of(path, "resp_date")] == ["1899-12-31"]
    assert [row["value"] for row in of(path, "prof_sites")] == [str(10**16)]


def test_a_row_that_counts_all_others_says_so_and_sums_leave_it_out(annex: Annex) -> None:
    ways = {"person": 40, "phone": 60, "all": 100}
    rows = tuple(Row(way, {"clients_figures_way": way, "clients_figures_women": n}) for way, n in ways.items())
    for version in ("1.0.0", "2.0.0"):
        made = source(
            {"clients_unit": answered("persons"), "clients_figures": answered(rows)},
            questionnaire=questionnaire("manager", version),
            criteria=criteria_set("manager", version),
        )
        told = [row for row in of(annex(made), "clients_figures") if row["group"] == "women"]
        assert [(row["row_code"], row["total"]) for row in told] == [("person", None), ("phone", None), ("all", "yes")]
        assert sum(row["value"] for row in told if not row["total"]) == 100


def test_several_choices_have_a_row_each(annex: Annex) -> None:
    codes = tuple(option.code for option in questionnaire("manager")["prof_context"].options[:2])
    told = [(row["value"], row["part"]) for row in of(annex({"prof_context": answered(codes)}), "prof_context")]
    assert told == [(codes[0], 1), (codes[1], 2)]


def test_what_is_held_back_says_why_and_has_no_value(annex: Annex) -> None:
    row = Row("person", {"clients_figures_way": "person", "clients_figures_women": 40, "clients_figures_men": 3})
    path = annex(
        {"clients_figures": answered((row,)), "clients_unit": answered("persons"), "prof_body": answered("Ana")}
    )
    held = {row["column"]: (row["value"], row["held"]) for row in of(path, "clients_figures")}
    assert held["clients_figures_men"] == (None, "small")
    assert [(row["value"], row["held"]) for row in of(path, "prof_body")] == [(None, "text")]


def test_to_a_donor_a_declined_answer_is_a_blank_one_to_the_last_byte(annex: Annex) -> None:
    marked = Marked(Random(3), states=False).answers(registers=True)
    gone = [*marked][::3]
    data = {
        state: parts(annex(source({**marked, **{code: Answer(state, comment="why") for code in gone}})))
        for state in (AnswerState.DECLINED, AnswerState.BLANK)
    }
    declined, blank = (
        {name: part for name, part in one.items() if not name.startswith("docProps")} for one in data.values()
    )
    assert declined == blank


def test_of_a_register_each_row_has_its_comments_and_files_inside_the_centre_only(annex: Annex) -> None:
    rows = (
        Row("r1", {"practices_title": "Walk-in"}, "zq-goes", "zq-stays", ("f" * 64,)),
        Row("r2", {}, "zq-second"),
    )
    made = source({"practices": answered(rows)}, file_names={("practices", "f" * 64): "zq-file.pdf"})
    inside = [row[-2:] for row in load_workbook(annex(made, Audience.INTERNAL))["Answers"].iter_rows(values_only=True)]
    assert ("zq-goes\nStays here: zq-stays", "zq-file.pdf") in inside
    assert ("zq-second", None) in inside
    assert not any("zq-" in part for part in parts(annex(made)).values())


def test_on_paper_the_tables_are_a_page_each_that_says_so(rich_annex: Path) -> None:
    book = load_workbook(rich_annex)
    for title in ("Data", "Codebook"):
        assert range_boundaries(book[title].print_area.rpartition("!")[2])[3] <= 30
        assert book[title].oddHeader.right.text.endswith(f"{title}: first rows only, for programs")


@settings(max_examples=4)
@given(seed=st.integers(0, 10**6))
def test_the_annex_says_what_the_commands_say(seed: int) -> None:
    answers = Marked(Random(seed)).answers()
    data = prepare(source(answers), Audience.INTERNAL, catalogue())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annex.xlsx"
        write_annex(data, path)
        book = load_workbook(path)
    asked = questionnaire("manager")
    shown = shown_questions(asked, answers)
    expected = {
        one.code: plain(answer_to_json(one, answers[one.code])) for one in asked.questions() if one.code in shown
    }
    assert told_by(book["Data"], list(asked.questions())) == expected
    check_score(data, book)
    check_comparison(data, book["Comparison"])


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6), version=st.sampled_from(["1.0.0", "2.0.0"]))
def test_a_donor_gets_what_the_centre_has_less_what_is_held_back(seed: int, version: str) -> None:
    asked = questionnaire("manager", version)
    answers = random_answers(asked, Random(seed))
    made = source(answers, questionnaire=asked, criteria=criteria_set("manager", version))
    data = {audience: prepare(made, audience, catalogue()) for audience in Audience}
    mine = values_in(data[Audience.INTERNAL])
    theirs = values_in(data[Audience.DONOR])
    held = {place for place, (value, _) in theirs.items() if value is None}
    rows = {code: len(view.rows) for code, view in data[Audience.DONOR].by_code.items()}
    for (question, row, column, part), (value, label) in theirs.items():
        if value is not None and rows[question] == len(answers.get(question, BLANK).rows):
            assert (value, label) == mine[question, row, column, part]
    for question, row, column, _ in mine.keys() - theirs.keys():
        whole = not held.isdisjoint({(question, None, None, None), (question, None, column, None)})
        declined = answers.get(question, BLANK).state is AnswerState.DECLINED
        fewer = rows.get(question) != len(answers.get(question, BLANK).rows)
        assert whole or declined or fewer or (question, row, column, None) in held


def values_in(data: ReportData) -> dict[tuple[str, int | None, str | None, int | None], tuple[Any, str | None]]:
    """Each value of the sheet Data with its label, by its place."""
    return {(one.question, one.row, one.column, one.part): (one.value, one.label) for one in data_of(data)}


def plain(told: Any) -> Any:
    """What `answers --json` says of an answer, without comment, files and ids of rows."""
    if isinstance(told, dict):
        if told.get("state", "answered") != "answered":
            return {"state": told["state"]}
        told = told.get("value", told)
    if isinstance(told, list) and told and isinstance(told[0], dict):
        return [{key: value for key, value in row.items() if key not in ("row", "comment")} for row in told]
    return told


def told_by(sheet: Worksheet, questions: list[Question]) -> dict[str, Any]:
    """What a table of the annex says of every question, in the form of `answers --json`."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in table(sheet):
        found[row["question"]].append(row)
    return {question.code: told_of(question, found[question.code]) for question in questions if question.code in found}


def told_of(question: Question, rows: list[dict[str, Any]]) -> Any:
    if rows[0]["state"] != "answered":
        return {"state": rows[0]["state"]}
    if not question.is_table:
        return value_of(question, [row["value"] for row in rows])
    cells: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        cells[row["row"]][row["column"]].append(row["value"])
    return [
        {code: value_of(question.column_by_code[code], values) for code, values in row.items()}
        for row in cells.values()
    ]


def value_of(item: Question, values: list[Any]) -> Any:
    return values if item.type.value in ("multiple", "references") else values[0]


def check_score(data: ReportData, book: Workbook) -> None:
    told = {row["criterion"]: row for row in table(book["Scores"])}
    rows = below(book["Criteria"], "No.")
    shown = {row["No."]: row for row in rows}
    everything = squeezed(*(row[name] for name in ("Why", "Still missing") for row in rows))
    assert list(told) == [score.id for score in data.score.criteria]
    for score in data.score.criteria:
        row, read = told[score.id], shown[data.criteria.by_id[score.id].number]
        assert (row["status"], row["level"], row["basis"]) == (score.status.value, score.level, score.basis)
        assert (row["grade"], row["documents"]) == (score.evidence, len(score.documents))
        assert row["attached"] == score.attached
        assert (row["confirmed_by"], row["contradicted_by"]) == (score.confirmed_by, score.contradicted_by)
        said = {name: "yes" if getattr(score, name) else "no" for name in ("hollow", "contested", "intended")}
        assert {name: row[name] for name in said} == said
        assert read["Level"] == (score.level if score.level is not None else read["Level"])
        assert isinstance(read["Level"], int) == (score.level is not None)
        for document in score.documents:
            assert document_word(document, catalogue()) in read["Evidence"]
        for reason in (*score.why, *score.next):
            assert squeezed(reason.text) in everything


def squeezed(*texts: str | None) -> str:
    """Texts one after the other without spaces: a long one goes on in the row below."""
    return "".join("".join(filter(None, texts)).split())


def check_comparison(data: ReportData, sheet: Worksheet) -> None:
    header = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "No.")
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    by_name = {f"{one.short_name} ({one.country_code})": one.id for one in data.study.centres}
    centres = [by_name[str(title)] for title in header[4:]]
    for row, told in zip(rows, comparison_to_json(data.comparison)["criteria"], strict=True):
        assert isinstance(row[2], int) == (told["own"]["level"] is not None)
        marks = dict(zip(centres, (mark or "" for mark in row[4:]), strict=True))
        for centre in told["centres"]:
            mark = marks[centre["id"]]
            assert (centre["body"] is not None, centre["annex_b"] > 0) == (
                mark.startswith(("●", "◉")),
                mark.startswith(("○", "◉")),
            )
            assert ("✓" in mark) == bool(centre["matrix"])
