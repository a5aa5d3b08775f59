"""The sheet on the plan: only what the centre chose, late said in words, and a line of months that agrees."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.exchange.report.layout import ROOM, Leaf, plain_text
from mrcworkbench.exchange.report.pages import months
from mrcworkbench.exchange.report.pages import plan as page
from tests.answer_sets import given
from tests.exchange.report_pages.centres import CRITERIA, STEPS, WORDS, lines_of, plan, rich, seen, sizes, text_of
from tests.reports import TODAY


def months_of(leaf: Leaf | None) -> dict[str, str]:
    """The line of months: the name of each cell that has steps, with what stands in it."""
    assert leaf is not None
    place = next(index for index, line in enumerate(leaf.lines) if len(line.boxes) == 14)
    names, numbers = (leaf.lines[place + more].boxes for more in (1, 2))
    return {
        str(plain_text(name.content)): str(plain_text(number.content))
        for name, number in zip(names, numbers, strict=True)
        if number.content is not None
    }


def test_without_a_plan_there_is_no_sheet() -> None:
    assert page.arrange(seen({CRITERIA[0].status_question: given("none")}), WORDS) is None
    assert page.arrange(seen({CRITERIA[0].status_question: given("planned")}), WORDS) is None


def test_steps_stand_by_date_with_criterion_and_post() -> None:
    said = lines_of(page.arrange(seen(rich()), WORDS))
    first = said.index(STEPS[0][0])
    assert said[first - 1 : first + 4] == ["1", STEPS[0][0], CRITERIA[6].title, "30 Apr 2026\n! Overdue", STEPS[0][1]]
    assert said.index(STEPS[1][0]) < said.index(STEPS[2][0]) < said.index(STEPS[3][0]) < said.index("Think it over")
    assert "no date yet" in said
    assert "5 steps, the last one due in June 2028. 1 is overdue. 1 has no date yet." in said


@pytest.mark.parametrize(("by", "late"), [("2026-06-17", True), ("2026-06-18", False)])
def test_a_step_is_overdue_from_the_day_after(by: str, late: bool) -> None:
    assert TODAY.isoformat() == "2026-06-18"
    said = text_of(page.arrange(seen(plan(0, (("Do it", "Manager", by),))), WORDS))
    assert ("Overdue" in said.split("In charge")[1].split("The centre chose")[0]) is late


def test_each_step_stands_in_its_month_and_what_is_far_away_in_the_last_or_first() -> None:
    steps = (*STEPS, ("Long ago", "Manager", "2019-01-01"))
    cells = months_of(page.arrange(seen(plan(0, steps)), WORDS))
    assert cells == {"Earlier": "! 1", "Apr": "! 2", "Sep": "3", "Mar": "4", "Later": "5"}


def test_the_day_of_the_report_has_a_thick_edge_before_its_month() -> None:
    leaf = page.arrange(seen(plan(0, STEPS)), WORDS)
    assert leaf is not None
    edges = {
        str(plain_text(box.content))
        for line in leaf.lines
        for box in line.boxes
        if box.look.left is not None and box.look.left[0] == "thick" and box.content is not None
    }
    assert edges == {"Jun"}
    assert sum(months.WIDTHS) == pytest.approx(180)


def test_texts_held_back_leave_date_and_criterion() -> None:
    said = lines_of(page.arrange(seen(plan(0, STEPS[1:2]), texts=False), WORDS))
    assert "text not released" in said
    assert CRITERIA[0].title in said
    assert "30 Sep 2026" in said
    assert STEPS[1][0] not in said


def test_long_steps_say_where_they_are_whole() -> None:
    data = seen(plan(0, (("very long " * 60, "Manager", "2026-09-30"),)))
    number = data.by_code[CRITERIA[0].plan_question or ""].number
    assert f"… (whole in the annex, question {number})" in text_of(page.arrange(data, WORDS))


def test_forty_steps_repeat_the_head_and_leave_no_page_with_a_few_lines() -> None:
    answers = {code: answer for place in range(10) for code, answer in plan(place, STEPS).items()}
    leaf = page.arrange(seen(answers, Audience.INTERNAL), WORDS)
    assert leaf is not None
    assert leaf.repeated is not None
    head = leaf.lines[leaf.repeated[0]]
    assert [plain_text(box.content) for box in head.boxes][:2] == ["No.", "Step"]
    assert len(sizes(leaf)) > 1
    assert all(ROOM / 4 < points <= ROOM for points in sizes(leaf))
