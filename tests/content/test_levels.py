"""Every level of every criterion can be reached, every condition matters, and no better answer lowers a level."""

from __future__ import annotations

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaires
from mrcworkbench.domain.questionnaire.answers import BLANK
from tests.answer_sets import given
from tests.content.level_proofs import Judged, levels_met, lost_by_confirming, lowered, not_reached, without_effect

ALL = [Judged(form, one) for form in questionnaires() for one in criteria_set(form.id, form.version).criteria]
each_criterion = pytest.mark.parametrize(
    "judged", ALL, ids=lambda judged: f"{judged.form.version}-{judged.criterion.id}"
)


@each_criterion
def test_every_level_is_reached(judged: Judged) -> None:
    assert not_reached(judged) == {}


@each_criterion
def test_what_level_4_and_level_1_cannot_do_without(judged: Judged) -> None:
    criterion, best = judged.criterion, judged.best
    evidence = criterion.evidence_question
    assert judged.level({}) == 0
    assert judged.level({criterion.status_question: given("planned")}) == 0
    assert judged.level({**best, criterion.results_question: BLANK}) == 3
    assert judged.level({**best, evidence: BLANK}) == 3
    assert judged.level({**best, evidence: given("a")}, confirmed=True) == 4
    assert judged.level({**best, evidence: BLANK}, confirmed=True) == 4


@each_criterion
@pytest.mark.parametrize("high", [3, 4])
def test_each_condition_matters_by_itself(judged: Judged, high: int) -> None:
    """Without it the level is lost, and its sentence is then the only one that says what lifts it."""
    assert without_effect(judged, high) == []


@each_criterion
def test_no_better_answer_lowers_the_level(judged: Judged) -> None:
    assert list(lowered(judged)) == []
    assert lost_by_confirming(judged) == []
    assert len(levels_met(judged)) >= 3


@pytest.mark.nightly
@each_criterion
def test_no_better_answer_lowers_the_level_in_many_sets(judged: Judged) -> None:
    assert list(lowered(judged, sets=200)) == []


@each_criterion
def test_from_planned_to_in_place_no_level_is_lost(judged: Judged) -> None:
    assert judged.level({**judged.planned, judged.criterion.status_question: given("in_place")}) == 2
