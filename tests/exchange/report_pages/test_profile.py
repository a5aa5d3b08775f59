"""The profile: every criterion once, at its level in words, with what it rests on; one page."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.scoring.results import Basis, Reason, Status
from mrcworkbench.exchange.report.layout import Box
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.profile import arrange
from tests.answer_sets import given, random_answers
from tests.exchange.report_pages.centres import (
    CRITERIA,
    WORDS,
    plan,
    rich,
    seen,
    sizes,
    text_of,
    with_before,
    with_score,
)


def row(leaf_of: object, title: str) -> tuple[Box, ...]:
    lines = leaf_of.lines  # type: ignore[attr-defined]
    return next(line.boxes for line in lines if line.boxes and line.boxes[0].content == title)


def test_every_criterion_stands_once_with_its_mark_under_its_level() -> None:
    data = seen(rich())
    leaf = arrange(data, WORDS)
    for criterion in CRITERIA:
        score = data.score.by_id[criterion.id]
        boxes = row(leaf, criterion.title)
        if score.level is not None:
            assert [b.first - 2 for b in boxes[1:6] if b.content == marks.mark_of(score)] == [score.level]


@pytest.mark.parametrize(
    ("basis", "mark", "word"),
    [
        (Basis.CONFIRMED, marks.CONFIRMED, "Confirmed"),
        (Basis.ATTACHED, marks.DOCUMENTED, "Documented"),
        (Basis.NAMED, marks.DOCUMENTED, "Documented"),
        (Basis.UNNAMED, marks.DOCUMENTED, "Can show it"),
        (Basis.OWN_WORD, marks.OWN_WORD, "Centre\u2019s word"),
    ],
)
def test_the_mark_and_the_word_say_the_same(basis: Basis, mark: str, word: str) -> None:
    boxes = row(arrange(with_score(seen(rich()), 9, basis=basis), WORDS), CRITERIA[9].title)
    assert mark in [b.content for b in boxes]
    assert boxes[-1].content == word


def test_what_has_no_level_says_why() -> None:
    leaf = arrange(seen(rich()), WORDS)
    assert str(row(leaf, CRITERIA[3].title)[1].content).startswith("Not applicable")
    assert row(leaf, CRITERIA[8].title)[1].content == "Open: not known"
    assert row(arrange(seen({}), WORDS), CRITERIA[0].title)[1].content == "Open: not answered"


def test_what_is_planned_rests_on_the_word_of_the_centre_and_what_has_no_date_says_so() -> None:
    dated, undated = plan(0, (("Train", "Manager", "2027-01-31"),)), plan(0, (("Think", "Manager", ""),))
    assert row(arrange(seen(dated), WORDS), CRITERIA[0].title)[-1].content == "Centre\u2019s word"
    assert row(arrange(seen(undated), WORDS), CRITERIA[0].title)[-1].content == "No date and post"


def test_the_round_before_is_a_small_mark_where_it_differs_and_can_be_compared() -> None:
    data = with_before(seen({**rich(), CRITERIA[19].status_question: given("none")}), rich())
    leaf = arrange(data, WORDS)
    assert [b.content for b in row(leaf, CRITERIA[19].title)].count("2024") == 1
    assert "2024" not in [b.content for b in row(leaf, CRITERIA[9].title)]
    assert "level then, if different" in text_of(leaf)
    assert data.before is not None
    apart = arrange(replace(data, before=replace(data.before, comparable=frozenset())), WORDS)
    assert "2024" not in text_of(apart)
    assert "level then" not in text_of(apart)


def test_a_long_name_of_the_round_before_stays_a_small_mark() -> None:
    data = with_before(seen({**rich(), CRITERIA[19].status_question: given("none")}), rich())
    assert data.before is not None
    leaf = arrange(replace(data, before=replace(data.before, round="Second half of 2024")), WORDS)
    assert "then" in [b.content for b in row(leaf, CRITERIA[19].title)]
    assert len(sizes(leaf)) == 1


def test_reasons_of_any_length_leave_the_page_one() -> None:
    data = seen(rich())
    long = Reason("It does not apply to the centre, since another office has this task. " * 5, ())
    criteria = tuple(
        replace(score, status=Status.NOT_APPLICABLE, level=None, why=(long,)) for score in data.score.criteria
    )
    assert len(sizes(arrange(replace(data, score=replace(data.score, criteria=criteria)), WORDS))) == 1
    one = (criteria[0], *data.score.criteria[1:])
    text = text_of(arrange(replace(data, score=replace(data.score, criteria=one)), WORDS))
    assert "since another office has this task. It does not apply" in text


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_the_profile_is_one_page(version: str) -> None:
    asked = {"questionnaire": questionnaire("manager", version), "criteria": criteria_set("manager", version)}
    rng = Random(version)
    for answers in ({}, *(random_answers(asked["questionnaire"], rng) for _ in range(5))):  # type: ignore[arg-type]
        assert len(sizes(arrange(seen(answers, **asked), WORDS))) == 1
    if version == "2.0.0":
        assert len(sizes(arrange(with_before(seen(rich()), {}), WORDS))) == 1
