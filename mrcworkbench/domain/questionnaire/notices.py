"""What "needs a look", stored all the same: the checks of the content, late plans, choices that do not go together.

Only shown, answered questions are looked at. None of this changes a level.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias, assert_never

from mrcworkbench.domain.questionnaire.answers import Answer, Cell, Row, Value
from mrcworkbench.domain.questionnaire.checks import Check, CheckKind
from mrcworkbench.domain.questionnaire.expressions import Lookup, evaluate
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind

_STAND_ALONE = frozenset({Tag.NONE_OF_THESE, Tag.ONLY_THIS})
_Cells: TypeAlias = Mapping[str, Cell]
_Found: TypeAlias = Iterator[tuple[str, dict[str, object]]]
"""Id and facts of what needs a look in one value."""
_FoundInRows: TypeAlias = Iterator[tuple[str, Row | None, str, dict[str, object]]]
"""The same with its place in a table: row and column."""


def notices(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], shown: Container[str], today: date
) -> tuple[Problem, ...]:
    """Everything that needs a look, in the questionnaire's order. No problem of these is blocking."""
    lookup = AnswersLookup(questionnaire, answers, shown)
    return tuple(
        notice
        for question in questionnaire.all_questions()
        if question.code in answers
        for notice in question_notices(question, lookup, today)
    )


def question_notices(question: Question, lookup: Lookup, today: date) -> tuple[Problem, ...]:
    """What needs a look in the answer to one question; nothing where it is hidden or not answered."""
    value = lookup.value(question.code)
    if value is None:
        return ()
    if not question.is_table:
        found = _in_value(question, value, {}, today)
        return tuple(Problem(question.code, notice, facts, blocking=False) for notice, facts in found)
    rows = [row for row in value if isinstance(row, Row)] if isinstance(value, tuple) else []
    return tuple(
        Problem(question.code, notice, facts, row.id if row else None, column, blocking=False)
        for notice, row, column, facts in _in_rows(question, rows, lookup, today)
    )


def _in_value(item: Question, value: Value, cells: _Cells, today: date) -> _Found:
    """What needs a look in one value, of a question or of a column; `cells` are those of its row."""
    for check in item.checks:
        match check.kind:
            case CheckKind.NOT_AFTER_TODAY:
                if isinstance(value, str) and value > today.isoformat():
                    yield check.notice, {"date": value}
            case CheckKind.NOT_AFTER_THIS_YEAR:
                if isinstance(value, int) and value > today.year:
                    yield check.notice, {"year": value}
            case CheckKind.PART_OF:
                whole = _numbers([cells], check.columns)
                if isinstance(value, int | float) and whole and value > sum(whole):
                    yield check.notice, {"column": item.text, "part": value, "whole": _plain(sum(whole))}
            case CheckKind.EACH_ONCE | CheckKind.SUM_AT_MOST | CheckKind.TOTAL_ROW:
                pass  # of all rows
            case never:
                assert_never(never)
    if isinstance(value, tuple) and len(value) > 1:
        for option in item.options:
            if option.code in value and option.tags & _STAND_ALONE:
                yield "stands_alone", {"option": option.text}


def _in_rows(table: Question, rows: Sequence[Row], lookup: Lookup, today: date) -> _FoundInRows:
    for row in rows:
        for column in table.columns:
            value = row.cells.get(column.code)
            if value is None:
                continue
            for notice, facts in _in_value(column, value, row.cells, today):
                yield notice, row, column.code, facts
            if Tag.PLAN in table.tags and column.kind is ValueKind.DATE and _is_before(value, today):
                yield "plan_date_passed", row, column.code, {"date": value}
    for check in table.checks:
        match check.kind:
            case CheckKind.EACH_ONCE:
                yield from _repeated(table, check, rows)
            case CheckKind.SUM_AT_MOST:
                total = round(sum(_numbers([row.cells for row in rows], check.columns)), 6)
                if total > check.most:
                    yield check.notice, None, check.columns[0], {"total": _plain(total)}
            case CheckKind.TOTAL_ROW:
                may_overlap = check.may_overlap is not None and evaluate(check.may_overlap, lookup)
                yield from _total_differs(table, check, rows, may_overlap=may_overlap)
            case CheckKind.NOT_AFTER_TODAY | CheckKind.NOT_AFTER_THIS_YEAR | CheckKind.PART_OF:
                pass  # of one value
            case never:
                assert_never(never)


def _is_before(value: Cell, today: date) -> bool:
    """A step whose date has passed is late; the level stays."""
    return isinstance(value, str) and value < today.isoformat()


def _repeated(table: Question, check: Check, rows: Sequence[Row]) -> _FoundInRows:
    """The same choice in two rows, which would count the same twice."""
    for code in check.columns:
        seen: set[Cell] = set()
        for row in rows:
            value = row.cells.get(code)
            if not isinstance(value, str):
                continue
            if value in seen:
                yield check.notice, row, code, {"option": table.column_by_code[code].option_text(value)}
            seen.add(value)


def _total_differs(table: Question, check: Check, rows: Sequence[Row], *, may_overlap: bool) -> _FoundInRows:
    """The row that counts the others together, against these. Visits and talks add up; where rows may overlap, as
    different persons do who come in several ways, the total may be lower than the sum, yet not than the largest row."""
    kind = table.row_kind
    if kind is None:
        return
    all_rows = kind.options_tagged(Tag.ALL_ROWS)
    totals = [row for row in rows if row.cells.get(kind.code) in all_rows]
    parts = [row.cells for row in rows if kind.code in row.cells and row.cells[kind.code] not in all_rows]
    if len(totals) != 1 or not parts:
        return
    for code in check.columns:
        total, numbers = totals[0].cells.get(code), _numbers(parts, (code,))
        if not isinstance(total, int | float) or not numbers:
            continue
        whole, least = sum(numbers), max(numbers) if may_overlap else sum(numbers)
        facts: dict[str, object] = {"column": table.column_by_code[code].text, "total": total}
        if total > whole:
            yield f"{check.notice}_over_sum", totals[0], code, {**facts, "sum": _plain(whole)}
        elif total < least:
            under = "under_row" if may_overlap else "under_sum"
            yield f"{check.notice}_{under}", totals[0], code, {**facts, "sum": _plain(least)}


def _numbers(rows: Iterable[_Cells], columns: Iterable[str]) -> list[int | float]:
    found = (cells.get(code) for cells in rows for code in columns)
    return [value for value in found if isinstance(value, int | float)]


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
