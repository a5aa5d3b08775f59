"""The texts of levels are true of every centre that has the level: also of one that lacks a single condition of the
next."""

from __future__ import annotations

import re

import pytest

from mrcworkbench.content.instruments import criteria_set
from mrcworkbench.domain.scoring.criteria import Criterion

NOT_YET = " Not everything that level 3 asks for is there yet."
RARE = re.compile(r"now and then|at least (?:once|now|one)|begun|once so far|small|on request", re.IGNORECASE)
"""What cannot be said of level 2: a service for everybody on every day may be there, for want of one thing."""
each_criterion = pytest.mark.parametrize("criterion", criteria_set("manager").criteria, ids=lambda one: one.id)


@each_criterion
def test_level_2_says_what_is_in_place_and_that_it_is_not_complete(criterion: Criterion) -> None:
    said = criterion.levels[2].removesuffix(NOT_YET)
    assert said + NOT_YET == criterion.levels[2]
    assert not RARE.search(said)


@each_criterion
def test_below_level_2_a_step_has_a_date_and_a_post_or_not(criterion: Criterion) -> None:
    for level in (0, 1):
        assert "step" in criterion.levels[level]
        assert "a date and a post" in criterion.levels[level]


@each_criterion
def test_level_4_builds_on_level_3(criterion: Criterion) -> None:
    assert criterion.levels[4].startswith("As level 3")
    assert "two years" in criterion.levels[4]


@each_criterion
def test_where_nothing_is_planned_the_first_step_is_an_offer(criterion: Criterion) -> None:
    assert criterion.conditions[0][0].lift.startswith("If this fits your centre, a first step could be: ")
