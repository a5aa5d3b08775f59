"""The check sheet's formulas, worked out here, agree with the stored numbers; figures give no total that tells a small
count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from tests.exchange.conftest import Report
from tests.reports import source

RANGE = r"'([^']+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)"
WAYS = (("person", 412, 388, 12, 40), ("phone", 120, 3, 9, 7), ("all", 532, 391, 21, 47))


def values(book: Workbook, formula: str) -> Iterator[Any]:
    """The values of the range in a formula."""
    match = re.search(RANGE, formula)
    assert match, formula
    title, *corners = match.groups()
    for row in book[title][f"{corners[0]}{corners[1]}:{corners[2]}{corners[3]}"]:
        for cell in row:
            yield cell.value


def worked_out(book: Workbook, formula: str) -> int:
    """What a formula of the check sheet gives, for the four kinds there are."""
    found = list(values(book, formula))
    name = formula.removeprefix("=").partition("(")[0]
    if name == "SUM":
        return sum(value for value in found if isinstance(value, int))
    if name == "COUNT":
        return sum(isinstance(value, int) for value in found)
    if name == "SUMPRODUCT":
        return sum(bool(value) for value in found)
    assert name == "COUNTIF", formula
    criterion = formula.rpartition(",")[2].removesuffix(")")
    if criterion == '"?*"':
        return sum(isinstance(value, str) for value in found)
    if criterion.startswith('"'):
        return found.count(criterion.strip('"').removeprefix("~"))
    return found.count(int(criterion))


def rows_of(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_every_stored_number_is_counted_again_and_agrees(opened: Workbook) -> None:
    checks = [row for row in rows_of(opened["Check"]) if isinstance(row[1], int)]
    assert len(checks) > 30
    kinds = {str(row[2]).partition("(")[0] for row in checks}
    assert kinds == {"=SUM", "=COUNT", "=COUNTIF", "=SUMPRODUCT"}
    assert [(row[0], row[1], worked_out(opened, row[2])) for row in checks] == [(r[0], r[1], r[1]) for r in checks]


def figures(path: Path, label: str) -> tuple[Any, ...]:
    return next(row[2:] for row in rows_of(load_workbook(path)["Figures by sex"]) if row[1] == label)


def clients(ways: tuple[tuple[str, int, int, int, int], ...] = WAYS) -> dict[str, Answer]:
    ends = ("way", "women", "men", "not_recorded", "under_18")
    rows = tuple(
        Row(way[0], {f"clients_figures_{end}": value for end, value in zip(ends, way, strict=True)}) for way in ways
    )
    unit = Answer(AnswerState.ANSWERED, "persons")
    return {"clients_unit": unit, "clients_figures": Answer(AnswerState.ANSWERED, rows)}


def test_a_total_stands_only_beside_parts_that_may_be_shown(report: Report) -> None:
    path = report(source(clients()))
    assert figures(path, "In person") == (412, 388, None, 12, 812, 40)
    assert figures(path, "By telephone") == (120, "under 5", None, 9, "not shown", 7)
    assert figures(path, "All ways together") == (532, "not shown", None, 21, "not shown", 47)
    everywhere = [value for sheet in load_workbook(path).worksheets for row in rows_of(sheet) for value in row]
    assert 391 not in everywhere


def test_inside_the_centre_small_counts_are_shown(report: Report) -> None:
    from mrcworkbench.domain.disclosure.report_parts import Audience

    path = report(source(clients()), Audience.INTERNAL)
    assert figures(path, "By telephone") == (120, 3, None, 9, 132, 7)
    assert figures(path, "All ways together") == (532, 391, None, 21, 944, 47)


def test_a_blank_count_is_no_zero(report: Report) -> None:
    row = Row("person", {"clients_figures_way": "person", "clients_figures_women": 50})
    path = report(source({**clients(), "clients_figures": Answer(AnswerState.ANSWERED, (row,))}))
    assert figures(path, "In person") == (50, None, None, None, None, None)


def test_version_1_counts_another_sex_with_what_is_not_recorded(report: Report) -> None:
    early = source(
        clients(), questionnaire=questionnaire("manager", "1.0.0"), criteria=criteria_set("manager", "1.0.0")
    )
    path = report(early)
    assert figures(path, "What is counted") == ("Women", "Men", "Other, or sex not recorded", "Total", "Of these")
    assert figures(path, "In person") == (412, 388, 12, 812, 40)
