"""Soft checks that the questionnaire's own data cannot say: what "needs a look", stored all the same.

Shares over 100 per cent, people counted by sex against totals, plans whose date has passed, dates and years still to
come, choices that do not go together. Only shown, answered questions are looked at. None of this changes a level.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date

from mrcworkbench.domain.questionnaire.answers import Answer, Cell, Row, Value
from mrcworkbench.domain.questionnaire.expressions import Lookup
from mrcworkbench.domain.questionnaire.model import PLAN_TAG, Question, Questionnaire, QuestionType
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup

_NOT_AFTER_TODAY = frozenset({"resp_date", "clients_until", "info_topics_checked", "papers_date"})
_NOT_AFTER_THIS_YEAR = frozenset({"prof_year", "prof_networks_since", "practices_since", "challenges_since"})
_ONLY = {"resp_sources": "memory"}
"""Questions with a choice that says "only this"."""
_NO_ONE = "none"
_OF_THESE = (
    ("prof_staff", "prof_staff_communities", ("prof_staff_women", "prof_staff_men")),
    (
        "clients_figures",
        "clients_figures_under_18",
        ("clients_figures_women", "clients_figures_men", "clients_figures_not_recorded"),
    ),
)
"""Table, a column "of these, …", and the columns whose sum it may not exceed."""
_ONE_ROW_EACH = {"prof_staff": "prof_staff_task", "clients_figures": "clients_figures_way"}

READS_ALSO: Mapping[str, tuple[str, ...]] = {"clients_unit": ("clients_figures",)}
"""Questions whose answer changes the notices of others."""


def notices(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], shown: Container[str], today: date
) -> tuple[Problem, ...]:
    """Everything that needs a look, in the questionnaire's order. No problem of these is blocking."""
    lookup = AnswersLookup(questionnaire, answers, shown)
    return tuple(
        notice
        for question in questionnaire.questions()
        if question.code in answers
        for notice in question_notices(question, lookup, today)
    )


def question_notices(question: Question, lookup: Lookup, today: date) -> tuple[Problem, ...]:
    """What needs a look in the answer to one question; nothing where it is hidden or not answered."""
    value = lookup.value(question.code)
    if question.type is QuestionType.TABLE:
        rows = [row for row in value if isinstance(row, Row)] if isinstance(value, tuple) else []
        return tuple(_table(question, rows, lookup, today))
    return tuple(Problem(question.code, code, facts, blocking=False) for code, facts in _cell(question, value, today))


_Found = Iterator[tuple[str, dict[str, object]]]


def _cell(question: Question, value: Value | None, today: date) -> _Found:
    """What needs a look in one value, of a question or of a column."""
    if question.code in _NOT_AFTER_TODAY and isinstance(value, str) and value > today.isoformat():
        yield "date_in_future", {"date": value}
    if question.code in _NOT_AFTER_THIS_YEAR and isinstance(value, int) and value > today.year:
        yield "year_in_future", {"year": value}
    if question.type is QuestionType.MULTIPLE and isinstance(value, tuple) and len(value) > 1:
        alone = _ONLY.get(question.code, _NO_ONE)
        if alone in value:
            yield "stands_alone", {"option": question.option_text(alone)}


def _table(question: Question, rows: Sequence[Row], lookup: Lookup, today: date) -> Iterator[Problem]:
    def notice(code: str, row: Row | None, column: str | None, /, **facts: object) -> Problem:
        return Problem(question.code, code, facts, row.id if row else None, column, blocking=False)

    for row in rows:
        for column in question.columns:
            if column.code in row.cells:
                for code, facts in _cell(column, row.cells[column.code], today):
                    yield notice(code, row, column.code, **facts)
        if PLAN_TAG in question.tags:
            yield from _late(question, row, today, notice)
        for table, part, whole in _OF_THESE:
            if table == question.code:
                yield from _part_over_whole(question, row, part, whole, notice)
    yield from _repeated(question, rows, notice)
    if question.code == "prof_funding":
        total = round(sum(_numbers(rows, "prof_funding_share")), 6)
        if total > 100:
            yield notice("shares_over_100", None, "prof_funding_share", total=_plain(total))
    if question.code == "clients_figures":
        yield from _clients(question, rows, lookup.value("clients_unit") == "persons", notice)


_Notice = Callable[..., Problem]


def _late(question: Question, row: Row, today: date, notice: _Notice) -> Iterator[Problem]:
    """A step whose date has passed is late; the level stays."""
    for column in question.columns:
        by = row.cells.get(column.code)
        if column.type is QuestionType.DATE and isinstance(by, str) and by < today.isoformat():
            yield notice("plan_date_passed", row, column.code, date=by)


def _part_over_whole(
    question: Question, row: Row, part: str, whole: Sequence[str], notice: _Notice
) -> Iterator[Problem]:
    of_these, sums = row.cells.get(part), list(_numbers([row], *whole))
    if isinstance(of_these, int | float) and sums and of_these > sum(sums):
        text = question.column_by_code[part].text
        yield notice("part_over_whole", row, part, column=text, part=of_these, whole=_plain(sum(sums)))


def _repeated(question: Question, rows: Sequence[Row], notice: _Notice) -> Iterator[Problem]:
    """The same task or way of contact in two rows would count people twice."""
    key = _ONE_ROW_EACH.get(question.code)
    seen: set[Cell] = set()
    for row in rows:
        value = row.cells.get(key) if key else None
        if key and isinstance(value, str):
            if value in seen:
                yield notice("row_repeated", row, key, option=question.column_by_code[key].option_text(value))
            seen.add(value)


def _clients(question: Question, rows: Sequence[Row], persons: bool, notice: _Notice) -> Iterator[Problem]:
    """ "All ways together" against the other rows, per column.

    Visits and talks add up. Different persons may come in several ways, so there the total may be lower than the sum,
    yet not lower than the largest row.
    """
    way = "clients_figures_way"
    totals = [row for row in rows if row.cells.get(way) == "all"]
    parts = [row for row in rows if row.cells.get(way) not in (None, "all")]
    if len(totals) != 1 or not parts:
        return
    for code in (
        "clients_figures_women",
        "clients_figures_men",
        "clients_figures_not_recorded",
        "clients_figures_under_18",
    ):
        total, numbers = totals[0].cells.get(code), list(_numbers(parts, code))
        if not isinstance(total, int | float) or not numbers:
            continue
        least = max(numbers) if persons else sum(numbers)
        column = question.column_by_code[code].text
        if total > sum(numbers):
            yield notice("total_over_sum", totals[0], code, column=column, total=total, sum=_plain(sum(numbers)))
        elif total < least:
            name = "total_under_row" if persons else "total_under_sum"
            yield notice(name, totals[0], code, column=column, total=total, sum=_plain(least))


def _numbers(rows: Sequence[Row], *columns: str) -> Iterator[int | float]:
    for row in rows:
        for column in columns:
            value = row.cells.get(column)
            if isinstance(value, int | float):
                yield value


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
