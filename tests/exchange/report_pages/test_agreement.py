"""The sheets of a report agree: what the boxes count is what the marks show and what is told criterion by criterion."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.domain.scoring.results import Status
from mrcworkbench.exchange.report.layout import Leaf, plain_text
from mrcworkbench.exchange.report.pages import criteria, glance, marks, profile
from mrcworkbench.exchange.report.pages.arranged import arranged
from tests.answer_sets import random_answers
from tests.exchange.report_pages.centres import WORDS, lines_of, rich, seen, text_of

MARKS = (marks.CONFIRMED, marks.DOCUMENTED, marks.OWN_WORD)
LEVELS = range(2, 7)
"""The columns of the levels on the profile; those from the third on are of what is in place."""


def counted(leaf: Leaf) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers in the boxes of the first page: by status, and of what is in place by its mark."""
    start = next(place for place, line in enumerate(leaf.lines) if len(line.boxes) == 8)
    numbers, names, notes = (leaf.lines[start + place].boxes for place in range(3))
    by_name = {
        str(names[place].content): int(str(numbers[place].content)) for place in range(8) if place not in range(1, 4)
    }
    assert list(by_name) == ["in place", "planned", "none", "open", "left out"]
    return by_name, {str(line[1].content): int(str(line[2].content)) for line in (numbers, names, notes)}


def shown(leaf: Leaf) -> Counter[tuple[str, bool]]:
    """The marks of the profile, and whether each stands on a level of what is in place."""
    return Counter(
        (str(box.content), box.first >= LEVELS[2])
        for line in leaf.lines
        for box in line.boxes
        if box.first in LEVELS and box.content in (*MARKS, marks.NONE)
    )


def told(leaf: Leaf, mark: str) -> int:
    """How many criteria have a block of their own with this mark, as its first sign below the name."""
    firsts = (str(plain_text(line.boxes[0].content)) for line in leaf.lines if len(line.boxes) == 3)
    return sum(f"\n{mark}\u00a0" in first for first in firsts)


def agree(data: ReportData) -> None:
    page, sheet = glance.arrange(data, WORDS), profile.arrange(data, WORDS)
    by_status, by_mark = counted(page)
    assert sum(by_status.values()) == len(data.criteria.criteria)
    assert sum(by_mark.values()) == by_status["in place"]
    head = [int(number) for number in re.findall(r"\d+", lines_of(sheet)[1])]
    assert head == [by_status["in place"], len(data.criteria.criteria), by_status["planned"], by_status["open"]]
    on_profile = shown(sheet)
    assert {mark: on_profile[mark, True] for mark in MARKS} == by_mark
    assert sum(on_profile[mark, False] for mark in MARKS) == by_status["planned"]
    assert on_profile[marks.NONE, False] == by_status["none"]
    blocks = criteria.arrange(data, WORDS)
    planned_told = sum(score.status is not Status.IN_PLACE and score.contested for score in data.score.criteria)
    assert sum(told(blocks, mark) for mark in MARKS) - planned_told == by_status["in place"]
    text = text_of(blocks)
    assert all(text.count(criterion.title) >= 1 for criterion in data.criteria.criteria)


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_boxes_marks_and_blocks_count_the_same_criteria(version: str) -> None:
    form, criteria_of = questionnaire("manager", version), criteria_set("manager", version)
    rng = Random(version)
    for _ in range(12):
        for audience in Audience:
            agree(seen(random_answers(form, rng), audience, questionnaire=form, criteria=criteria_of))


def test_they_agree_for_a_whole_centre_and_for_an_empty_one() -> None:
    agree(seen(rich()))
    agree(seen({}))


def test_of_a_studied_centre_no_sheet_says_that_the_centre_said_it() -> None:
    sample = replace(seen(rich()), is_sample=True)
    said = "\n".join(text_of(leaf) for leaf in arranged(sample, catalogue()))
    assert "study\u2019s word" in said
    assert "centre\u2019s word" not in said
    assert "what the centre says of itself" not in said
