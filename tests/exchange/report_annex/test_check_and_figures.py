"""The check sheet's formulas, worked out here, agree with what the report shows; figures give no total that tells a
small count.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from mrcworkbench.exchange.report import write_annex
from tests.exchange.conftest import Annex
from tests.exchange.report_annex.formulas import worked_out
from tests.reports import Marked, source

WAYS = (("person", 412, 388, 12, 40), ("phone", 120, 3, 9, 7), ("all", 532, 391, 21, 47))


def rows_of(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def checks_of(path: Path) -> list[tuple[Any, ...]]:
    """Of each check: what is counted, what the report shows, what its formula gives."""
    book = load_workbook(path)
    rows = [row for row in rows_of(book["Check"]) if isinstance(row[1], int)]
    return [(row[0], row[1], worked_out(book, row[2])) for row in rows]


def test_every_number_is_counted_again_from_the_answers_and_agrees(rich_annex: Path) -> None:
    checks = checks_of(rich_annex)
    assert len(checks) > 30
    assert [check for check in checks if check[1] != check[2]] == []
    assert sum(shown for label, shown, _ in checks if label.startswith("First page")) == 24
    assert any(label.startswith("Figures") and shown > 100 for label, shown, _ in checks)


@settings(max_examples=4)
@given(seed=st.integers(0, 10**6))
def test_the_checks_of_every_centre_agree(seed: int) -> None:
    made = source(Marked(Random(seed)).answers(registers=True))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annex.xlsx"
        for audience in Audience:
            write_annex(prepare(made, audience, catalogue()), path)
            assert [check for check in checks_of(path) if check[1] != check[2]] == []


def test_each_formula_stands_beside_its_result(rich_annex: Path) -> None:
    rows = [row for row in rows_of(load_workbook(rich_annex, data_only=True)["Check"]) if isinstance(row[1], int)]
    assert {(row[1] == row[2], row[3]) for row in rows} == {(True, "yes")}


def test_an_answer_that_is_changed_by_hand_is_noticed(rich_annex: Path) -> None:
    book = load_workbook(rich_annex)
    cell = next(cell for cell in book["Data"]["E"] if cell.value == "in_place")
    cell.value = "planned"
    rows = [row for row in rows_of(book["Check"]) if isinstance(row[1], int)]
    assert {row[0] for row in rows if row[1] != worked_out(book, row[2])} == {
        "First page: in place",
        "First page: planned",
    }


def figures(path: Path, label: str) -> tuple[Any, ...]:
    return next(row[2:] for row in rows_of(load_workbook(path)["Figures"]) if row[1] == label)


def clients(ways: tuple[tuple[str, int, int, int, int], ...] = WAYS) -> dict[str, Answer]:
    ends = ("way", "women", "men", "not_recorded", "under_18")
    rows = tuple(
        Row(way[0], {f"clients_figures_{end}": value for end, value in zip(ends, way, strict=True)}) for way in ways
    )
    unit = Answer(AnswerState.ANSWERED, "persons")
    return {"clients_unit": unit, "clients_figures": Answer(AnswerState.ANSWERED, rows)}


def test_a_total_stands_only_beside_parts_that_may_be_shown(annex: Annex) -> None:
    path = annex(source(clients()))
    assert figures(path, "In person") == (412, 388, None, 12, 812, 40)
    assert figures(path, "By telephone") == (120, "under 5", None, 9, "not shown", 7)
    assert figures(path, "All ways together") == (532, "not shown", None, 21, "not shown", 47)
    everywhere = [value for sheet in load_workbook(path).worksheets for row in rows_of(sheet) for value in row]
    assert 391 not in everywhere


def test_inside_the_centre_small_counts_are_shown(annex: Annex) -> None:
    path = annex(source(clients()), Audience.INTERNAL)
    assert figures(path, "By telephone") == (120, 3, None, 9, 132, 7)
    assert figures(path, "All ways together") == (532, 391, None, 21, 944, 47)


def test_a_blank_count_is_no_zero(annex: Annex) -> None:
    row = Row("person", {"clients_figures_way": "person", "clients_figures_women": 50})
    path = annex(source({**clients(), "clients_figures": Answer(AnswerState.ANSWERED, (row,))}))
    assert figures(path, "In person") == (50, None, None, None, None, None)


def test_version_1_counts_another_sex_with_what_is_not_recorded(annex: Annex) -> None:
    early = source(
        clients(), questionnaire=questionnaire("manager", "1.0.0"), criteria=criteria_set("manager", "1.0.0")
    )
    path = annex(early)
    assert figures(path, "What is counted") == ("Women", "Men", "Other, or sex not recorded", "Total", "Of these")
    assert figures(path, "In person") == (412, 388, 12, 812, 40)
