"""Counts of fewer than five people are held back, and so is what would give them away."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.disclosure.small_counts import SMALLEST_SHOWN, SmallCount, adds_up, held_counts, people_columns
from mrcworkbench.domain.questionnaire.answers import Cell, Row
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.questionnaire.tags import Tag

MANAGER = questionnaire("manager")
CLIENTS = MANAGER["clients_figures"]
ENDS = ("women", "men", "not_recorded", "under_18")
COUNT = st.none() | st.integers(0, 12) | st.integers(100, 130)


def row(way: str, *counts: int | None) -> Row:
    cells: dict[str, Cell] = {"clients_figures_way": way}
    cells |= {f"clients_figures_{end}": n for end, n in zip(ENDS, counts, strict=False) if n is not None}
    return Row(way, cells)


def held(*rows: Row) -> dict[tuple[str, str], SmallCount]:
    return {
        (id_, code.removeprefix("clients_figures_")): why for (id_, code), why in held_counts(CLIENTS, rows).items()
    }


def test_every_column_that_counts_people_is_marked() -> None:
    for question in MANAGER.questions():
        for column in question.columns:
            another_sex = column.code.endswith("_other") and column.type is not QuestionType.TEXT
            ends = ("_women", "_men", "_not_recorded", "_under_18", "_communities")
            by_sex = another_sex or column.code.endswith(ends)
            assert by_sex == (Tag.PEOPLE in column.tags), column.code
            assert not by_sex or column.type is QuestionType.INTEGER


def test_fewer_than_five_are_held_back_and_five_are_not() -> None:
    assert held(row("person", 4, 5, 0)) == {
        ("person", "women"): SmallCount.SMALL,
        ("person", "not_recorded"): SmallCount.SMALL,
    }


def test_the_row_of_all_is_held_back_where_a_part_would_follow_from_it() -> None:
    assert held(row("person", 100, 100), row("phone", 3, 50), row("all", 103, 150)) == {
        ("phone", "women"): SmallCount.SMALL,
        ("all", "women"): SmallCount.WOULD_TELL,
    }


def test_a_part_that_was_not_given_but_would_be_small_is_protected_too() -> None:
    assert held(row("person", 100), row("all", 103)) == {("all", "women"): SmallCount.WOULD_TELL}
    assert held(row("person", 100), row("all", 105)) == {}
    assert held(row("person", 100), row("all", 100)) == {}


def test_a_part_whose_rest_is_small_is_held_back() -> None:
    assert held(row("person", 60, 60, None, 118)) == {("person", "under_18"): SmallCount.WOULD_TELL}
    assert held(row("person", 60, 60, None, 115)) == {}


@given(st.lists(st.tuples(COUNT, COUNT, COUNT, COUNT), min_size=1, max_size=4), st.booleans())
def test_no_small_count_is_shown_or_follows_by_one_subtraction(
    counts: list[tuple[int | None, int | None, int | None, int | None]], with_all: bool
) -> None:
    ways = ("person", "phone", "online", "outreach")
    rows = [row(way, *row_counts) for way, row_counts in zip(ways, counts, strict=False)]
    if with_all:
        sums = [sum(n for n in column if n is not None) for column in zip(*counts, strict=True)]
        rows.append(row("all", *sums))
    hidden = held_counts(CLIENTS, rows)
    for column in people_columns(CLIENTS):
        cells = [(r.id, r.cells.get(column.code)) for r in rows]
        visible = {id_: n for id_, n in cells if isinstance(n, int) and (id_, column.code) not in hidden}
        assert all(n >= SMALLEST_SHOWN for n in visible.values())
        small = [id_ for id_, n in cells if isinstance(n, int) and n < SMALLEST_SHOWN and id_ != "all"]
        assert not (small and "all" in visible)
    for r in rows:
        summands = [r.cells.get(c.code) for c in people_columns(CLIENTS) if adds_up(c)]
        part = r.cells.get("clients_figures_under_18")
        if isinstance(part, int) and (r.id, "clients_figures_under_18") not in hidden and any(summands):
            rest = sum(n for n in summands if isinstance(n, int)) - part
            assert rest < 0 or rest >= SMALLEST_SHOWN


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6, unique=True))
def test_a_larger_count_is_never_held_back_where_a_smaller_one_is_shown(counts: list[int]) -> None:
    shown = [not held(row("person", n)) for n in sorted(counts)]
    assert all(not before or after for before, after in pairwise(shown))
