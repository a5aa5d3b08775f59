"""The sheet on people: what was counted, nothing added up that may not be, and nothing from which more follows."""

from __future__ import annotations

from mrcworkbench.domain.disclosure.small_counts import people_columns
from mrcworkbench.domain.questionnaire.answers import Row
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.exchange.report.layout import ROOM, Leaf, plain_text
from mrcworkbench.exchange.report.pages import people as page
from tests.answer_sets import best_answers, given
from tests.exchange.report_pages.centres import (
    CRITERIA,
    FORM,
    WAYS,
    WORDS,
    lines_of,
    people,
    seen,
    sizes,
    text_of,
    with_before,
)

LARGE = {way: counts for way, counts in WAYS.items() if way != "outreach"}


def row(leaf: Leaf | None, name: str) -> list[str | int]:
    """What stands in the row of this name, without its name."""
    assert leaf is not None
    line = next(line for line in leaf.lines if line.boxes and plain_text(line.boxes[0].content) == name)
    return [said for box in line.boxes[1:] if isinstance(said := plain_text(box.content), str | int)]


def test_without_figures_there_is_no_sheet() -> None:
    assert page.arrange(seen({}), WORDS) is None


def test_women_men_and_their_total_stand_by_way_and_the_whole_first() -> None:
    leaf = page.arrange(seen(people(LARGE)), WORDS)
    assert row(leaf, "In person") == [503, 309, 812]
    said = lines_of(leaf)
    assert said.index("All ways together") < said.index("In person")
    assert "1,240 in all: 756 women, 484 men. Counted: Different persons. Twelve months until 31 Dec 2025." in said


def test_a_total_stands_only_where_more_than_one_part_is_given() -> None:
    assert row(page.arrange(seen(people({"person": {Tag.WOMEN: 40}})), WORDS), "In person") == [40]


def test_held_back_covers_the_whole_row_and_has_no_bar() -> None:
    leaf = page.arrange(with_before(seen(people(WAYS)), people(LARGE)), WORDS)
    assert row(leaf, "Outside the centre") == ["held back"]
    assert leaf is not None
    assert ("Outside the centre", None, None) in leaf.bars[0].rows
    assert "40" not in lines_of(leaf)
    assert "Outside the centre" not in leaf.bars[0].spoken
    assert "Held back: what would show fewer than five people." in text_of(leaf)


def test_bars_stand_beside_the_ways_and_not_beside_their_total() -> None:
    leaf = page.arrange(seen(people(LARGE)), WORDS)
    assert leaf is not None
    (bars,) = leaf.bars
    assert bars.rows == (("In person", 503, 309), ("By telephone", 180, 120))
    assert bars.full == 812
    assert [plain_text(leaf.lines[at].boxes[0].content) for at in (bars.first, bars.last)] == [
        "In person",
        "By telephone",
    ]
    assert "In person: 503 women, 309 men." in bars.spoken


def test_the_round_before_stands_beside_its_own_way() -> None:
    before = people({"person": {Tag.WOMEN: 300, Tag.MEN: 340}})
    leaf = page.arrange(with_before(seen(people(LARGE)), before), WORDS)
    assert "Total\n2024" in lines_of(leaf)
    assert row(leaf, "In person") == [503, 309, 812, 640]
    assert row(leaf, "By telephone")[-1] == "\u2013"


def test_people_in_results_are_told_by_criterion_and_never_added_up() -> None:
    answers = best_answers(FORM, CRITERIA[9])
    leaf = page.arrange(seen({**people(LARGE), **answers}), WORDS)
    said = lines_of(leaf)
    assert CRITERIA[9].title in said
    assert "These count other things, and often the same people. They must not be added to the figures above." in said
    counted = [line for line in said if line.isdigit()]
    assert set(counted) <= {"756", "484", "1240", "503", "309", "812", "180", "120", "300", "24", "96"}


def test_a_table_in_results_of_which_nothing_may_be_seen_is_left_out() -> None:
    table = FORM[CRITERIA[9].results_question]
    few = {column.code: 2 for column in people_columns(table)}
    answers = {**best_answers(FORM, CRITERIA[9]), table.code: given((Row("r0", {table.columns[0].code: "x", **few}),))}
    said = lines_of(page.arrange(seen({**people(LARGE), **answers}), WORDS))
    assert CRITERIA[9].title not in said
    assert "Also counted" not in said


def test_only_one_page_is_used_and_the_rest_is_counted() -> None:
    answers = {code: answer for criterion in CRITERIA for code, answer in best_answers(FORM, criterion).items()}
    leaf = page.arrange(with_before(seen({**people(WAYS), **answers}), people(WAYS)), WORDS)
    assert leaf is not None
    (points,) = sizes(leaf)
    assert points <= ROOM
    assert "more rows are in the annex." in text_of(leaf)
