"""The small language says of answers what is written in it: beside a plain reading of the same, and at its edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Cell, Row, Value
from mrcworkbench.domain.questionnaire.expressions import (
    Compare,
    Length,
    Literal,
    SumRows,
    YearsBefore,
    evaluate,
    names,
    reads_reference,
)
from mrcworkbench.domain.questionnaire.grammar import RESERVED, ExpressionError, parse
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType, Section
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup, Dependencies, as_of, shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from tests.answer_sets import Answers, given, table

TABLES = {"helped_women": "helped", "helped_kind": "helped"}
SYMBOLS = ("=", "!=", "<", "<=", ">", ">=")
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
BLANKS = [AnswerState.BLANK, AnswerState.NOT_KNOWN, AnswerState.DECLINED, AnswerState.CONFLICT]


@dataclass(frozen=True)
class Given:
    """A lookup of plain values; each table with its complete rows."""

    values: Mapping[str, Value] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    reference: date | None = None

    def value(self, code: str) -> Value | None:
        return self.values.get(code)

    def complete_rows(self, code: str) -> tuple[Row, ...]:
        return self.rows.get(code, ())


def holds(text: str, lookup: Given) -> bool:
    return evaluate(parse(text, TABLES), lookup)


def compared(left: Fraction | float | None, symbol: str, right: int) -> bool:
    """What a comparison with a number says, read plainly."""
    if left is None:
        return symbol == "!="
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[symbol]


CELLS = st.none() | st.integers(-20, 20)


@for_all(st.lists(CELLS, max_size=8), st.sampled_from(SYMBOLS), st.integers(-20, 60))
def test_a_sum_is_that_of_the_numbers_in_the_complete_rows(cells: list[int | None], symbol: str, limit: int) -> None:
    rows = tuple(Row(f"r{n}", {} if cell is None else {"helped_women": cell}) for n, cell in enumerate(cells))
    total = sum(cell for cell in cells if cell is not None)
    assert holds(f"sum_rows(helped_women) {symbol} {limit}", Given(rows={"helped": rows})) == compared(
        total, symbol, limit
    )


@for_all(st.permutations([0.1] * 10 + [1e9, -1e9, 0.2, 0.3]))
def test_a_sum_is_the_same_in_whatever_order_the_rows_stand(cells: list[float]) -> None:
    rows = tuple(Row(f"r{n}", {"helped_women": cell}) for n, cell in enumerate(cells))
    assert SumRows("helped", "helped_women").read(Given(rows={"helped": rows})) == 1.5


@for_all(st.text(max_size=12), st.sampled_from(SYMBOLS), st.integers(0, 12))
@example("  é\n", "=", 1)
@example(" \t ", "=", 0)
def test_a_length_counts_the_characters_between_the_spaces(text: str, symbol: str, limit: int) -> None:
    first = next((n for n, letter in enumerate(text) if not letter.isspace()), len(text))
    last = next((n for n, letter in enumerate(reversed(text)) if not letter.isspace()), 0)
    told = max(len(text) - first - last, 0)
    assert holds(f"length(why) {symbol} {limit}", Given({"why": text})) == compared(told, symbol, limit)


def years_one_by_one(day: date, until: date) -> float | None:
    """How many birthdays a day has had, and half a year more after the last: one on 29 February has none on 1 March."""
    if day > until:
        return None
    if (until.month, until.day) == (day.month, day.day):
        return until.year - day.year
    birthdays = range(day.year, until.year + 1)
    return sum((year, day.month, day.day) < (until.year, until.month, until.day) for year in birthdays) - 0.5


@for_all(DAYS, DAYS, st.sampled_from(SYMBOLS), st.integers(0, 12))
@example(date(2024, 2, 29), date(2025, 2, 28), "=", 0)
@example(date(2024, 2, 29), date(2028, 2, 29), "=", 4)
@example(date(2024, 6, 30), date(2026, 6, 30), "<=", 2)
@example(date(2024, 6, 29), date(2026, 6, 30), "<=", 2)
@example(date(2024, 7, 1), date(2026, 6, 30), "<", 2)
@example(date(2026, 7, 1), date(2026, 6, 30), "<=", 2)
def test_years_are_exact_on_anniversaries_and_days_to_come_are_blank(
    day: date, until: date, symbol: str, limit: int
) -> None:
    lookup = Given({"ended": day.isoformat()}, reference=until)
    assert holds(f"years_before(ended, reference) {symbol} {limit}", lookup) == compared(
        years_one_by_one(day, until), symbol, limit
    )


@for_all(st.integers(1000, 9999), DAYS)
def test_a_year_counts_from_its_first_day(year: int, until: date) -> None:
    expected = until.year - year if year <= until.year else None
    assert YearsBefore("since").read(Given({"since": year}, reference=until)) == expected


def test_of_a_column_the_latest_past_day_of_a_complete_row_counts() -> None:
    rows = {"checks": (Row("a", {"on": "2015-01-01"}), Row("b", {"on": "2025-06-30"}), Row("c", {"on": "2027-01-01"}))}
    read = parse("years_before(on, reference) <= 1", {"on": "checks"})
    assert names(read) == {"checks"}
    assert evaluate(read, Given(rows=rows, reference=date(2026, 6, 30)))
    assert not evaluate(read, Given(rows=rows, reference=date(2026, 7, 1)))


@pytest.mark.parametrize("value", ["2025-02-30", "soon", 0, 10**15, ("a",), None])
def test_what_is_no_day_is_as_many_years_ago_as_a_blank(value: Value | None) -> None:
    lookup = Given({} if value is None else {"ended": value}, reference=date(2026, 6, 30))
    found = {symbol for symbol in SYMBOLS if holds(f"years_before(ended, reference) {symbol} 0", lookup)}
    assert found == {"!="}


def test_without_an_own_date_no_number_of_years_is_known() -> None:
    lookup = Given({"ended": "2025-01-01"})
    assert not holds("years_before(ended, reference) <= 99", lookup)
    assert holds("years_before(ended, reference) != 1", lookup)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sum_rows(helped) >= 1", "no table has a column 'helped'"),
        ("sum_rows(nowhere) >= 1", "no table has a column 'nowhere'"),
        ("sum_rows(helped_women)", "a comparison is missing"),
        ("sum_rows() >= 1", "a code is missing"),
        ('length("why") > 1', "a code is missing"),
        ("length(reference) > 1", "a code is missing, found 'reference'"),
        ("answered(and)", "a code is missing, found 'and'"),
        ("years_before(ended) <= 2", "expected ',', found '\\)'"),
        ("years_before(ended, today) <= 2", "expected 'reference', found 'today'"),
        ('years_before(ended, "2026-01-01") <= 2', "expected 'reference'"),
        ("years_before(reference, ended) <= 2", "a code is missing, found 'reference'"),
        ("ended <= reference", "unexpected 'reference'"),
        ("selected(way)", "expected ',', found '\\)'"),
        ("selected(way, staff)", "an option's code is missing, found 'staff'"),
    ],
)
def test_what_is_no_expression_is_refused_with_what_was_found(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said):
        parse(text, TABLES)


def test_the_new_functions_are_read_as_written() -> None:
    read = parse("sum_rows(helped_women) >= 1 and length(why) > 20 or years_before(ended, reference) <= 2", TABLES)
    assert names(read) == {"helped", "why", "ended"}
    assert parse("sum_rows(helped_women) >= 5", TABLES) == Compare(
        ">=", SumRows("helped", "helped_women"), Literal(5.0)
    )
    assert parse("5 < length(why)") == Compare("<", Literal(5.0), Length("why"))
    assert {"sum_rows", "length", "years_before", "reference"} <= RESERVED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("length(why) > 2 and (answered(why) or not years_before(ended, reference) > 2)", True),
        ("2 >= years_before(ended, reference)", True),
        ("length(why) > 2 and not answered(ended)", False),
        ('selected(way, "a") or ended >= "2025-01-01"', False),
    ],
)
def test_whether_the_own_date_decides_is_known_of_every_expression(text: str, expected: bool) -> None:
    assert reads_reference(parse(text)) is expected


def asked() -> Questionnaire:
    """A form of the three kinds of answers, and two questions that they show."""
    columns = (
        Question("helped_women", QuestionType.INTEGER, "Women"),
        Question("helped_kind", QuestionType.TEXT, "What for", required=True),
    )
    questions = (
        Question("reviewed", QuestionType.DATE, "Reviewed on", tags=frozenset({Tag.REVIEWED_ON})),
        Question("helped", QuestionType.TABLE, "Helped", columns=columns),
        Question("why", QuestionType.TEXT, "Why"),
        Question("further", QuestionType.TEXT, "Further", relevant=parse("sum_rows(helped_women) >= 5", TABLES)),
        Question("last", QuestionType.TEXT, "Last", relevant=parse("length(further) >= 3")),
    )
    return Questionnaire("made", "1", "Made", (Section("one", 1, "One", None, None, questions),))


def helped(*women: Cell, kind: str = "advice") -> Answer:
    return table(*({"helped_women": cell, "helped_kind": kind} for cell in women))


def test_a_row_that_is_not_complete_adds_nothing_and_a_hidden_text_has_no_length() -> None:
    form = asked()
    assert Dependencies.of(form).dependents == {"helped": ("further",), "further": ("last",)}
    assert "further" in shown_questions(form, {"helped": helped(2, 3)})
    assert "further" not in shown_questions(form, {"helped": helped(2, 3, kind="")})
    answers: Answers = {"helped": helped(2, 2), "further": given("long")}
    assert not shown_questions(form, answers) & {"further", "last"}
    assert shown_questions(form, {**answers, "helped": helped(2, 3)}) >= {"further", "last"}


@pytest.mark.parametrize("state", BLANKS)
def test_what_is_not_answered_sums_to_nothing_and_has_no_length(state: AnswerState) -> None:
    form = asked()
    lookup = AnswersLookup(form, {"helped": Answer(state), "why": Answer(state)}, {"helped", "why"})
    assert SumRows("helped", "helped_women").read(lookup) == 0
    assert Length("why").read(lookup) == 0


NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("reviewed", "sealed_at", "edited_at", "expected"),
    [
        (given("2025-05-01"), "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z", date(2025, 5, 1)),
        (Answer(AnswerState.DECLINED), "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z", NEW_YEAR),
        (None, "2026-01-01T00:00:00.000Z", "", NEW_YEAR),
        (None, "", "2026-01-01T00:00:00.000Z", NEW_YEAR),
        (None, "", "", None),
        (None, "2026-01-01T00:00:00.000Z", "\udcff", None),
    ],
)
def test_the_own_date_is_reviewed_else_edited_since_sealed_else_sealed(
    reviewed: Answer | None, sealed_at: str, edited_at: str, expected: date | None
) -> None:
    answers = {} if reviewed is None else {"reviewed": reviewed}
    assert AnswersLookup(asked(), answers, {"reviewed"}, as_of(sealed_at, edited_at)).reference == expected


def test_a_hidden_day_of_review_says_nothing() -> None:
    lookup = AnswersLookup(asked(), {"reviewed": given("2025-05-01")}, set(), NEW_YEAR - timedelta(1))
    assert lookup.reference == date(2025, 12, 31)
