"""What is proved of the shipped levels can be proved of rules with sums, lengths and years; of bad ones it cannot."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.questionnaire.grammar import parse
from tests.answer_sets import REFERENCE, given, table
from tests.content.expression_checks import IN_COLUMNS, IN_LEVELS, IN_QUESTIONS, falls, misfits
from tests.content.level_proofs import Judged, levels_met, lost_by_confirming, lowered, not_reached, without_effect
from tests.made_rules import RULES, made_criterion, made_form

FORM = made_form()
SCOPE = {question.code: question for question in FORM.questions()}
JUDGED = Judged(FORM, made_criterion(FORM))


def test_good_rules_fit_and_have_a_form_that_only_rises() -> None:
    for rule in RULES.values():
        assert list(misfits(parse(rule, FORM.tables), SCOPE, IN_LEVELS)) == []
        assert list(falls(parse(rule, FORM.tables), SCOPE)) == []


def test_good_rules_pass_every_proof() -> None:
    assert not_reached(JUDGED) == {}
    assert without_effect(JUDGED, 3) == []
    assert without_effect(JUDGED, 4) == []
    assert list(lowered(JUDGED)) == []
    assert lost_by_confirming(JUDGED) == []
    assert len(levels_met(JUDGED)) >= 3


@pytest.mark.parametrize(
    ("code", "enough", "too_little"),
    [
        ("costs_change", given(" " * 9 + "x" * 30), given("x" * 29 + " " * 9)),
        ("costs_ended", given("2024-06-30"), given("2024-06-29")),
        ("costs_ended", given("2026-06-30"), given("2026-07-01")),
        ("costs_since", given(2024), given(2023)),
        (
            "costs_reached",
            table(*({"costs_reached_people": 10, "costs_reached_place": "A"} for _ in range(2))),
            table({"costs_reached_people": 19, "costs_reached_place": "A"}, {"costs_reached_people": 10}),
        ),
    ],
)
def test_level_4_begins_where_the_rule_says(code: str, enough: object, too_little: object) -> None:
    assert REFERENCE.isoformat() == "2026-06-30"
    best = JUDGED.best
    assert JUDGED.level({**best, code: enough}) == 4  # type: ignore[dict-item]
    assert JUDGED.level({**best, code: too_little}) == 3  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "rule",
    [
        "length(costs_change) < 10",
        "length(costs_change) <= 10",
        "length(costs_change) = 15",
        "10 > length(costs_change)",
        "sum_rows(costs_reached_people) <= 24",
        "sum_rows(costs_reached_people) != 24",
        "years_before(costs_ended, reference) > 2",
        "years_before(costs_ended, reference) >= 1",
        "years_before(costs_ended, reference) = 1",
        "years_before(costs_since, reference) >= 1",
        "not length(costs_change) > 10",
        "length(costs_change) >= 30 or not answered(costs_change)",
    ],
)
def test_rules_that_a_better_answer_breaks_are_refused_by_their_form_and_by_trying(rule: str) -> None:
    judged = Judged(FORM, made_criterion(FORM, {"bad": rule}))
    assert list(falls(parse(rule, FORM.tables), SCOPE)) != []
    assert any(lowered(judged))


@pytest.mark.parametrize(
    "rule",
    [
        "length(costs_change) >= sum_rows(costs_reached_people)",
        'costs_ended >= "2025-01-01"',
        "costs_since >= 2024",
    ],
)
def test_rules_whose_order_cannot_be_told_are_refused(rule: str) -> None:
    assert list(falls(parse(rule, FORM.tables), SCOPE)) != []


def test_a_sum_is_refused_where_more_is_not_better() -> None:
    form = made_form(ordered=False)
    scope = {question.code: question for question in form.questions()}
    assert list(falls(parse(RULES["people"], form.tables), scope)) == ["costs_reached_people has no order"]


@pytest.mark.parametrize(
    "rules",
    [
        {"always": "length(costs_change) >= 0"},
        {"always": "sum_rows(costs_reached_people) >= 0"},
        {"implied": "count_rows(costs_reached) >= 1", "people": RULES["people"]},
        {"implied": "years_before(costs_ended, reference) <= 3", "recent": RULES["recent"]},
    ],
)
def test_a_condition_that_changes_nothing_is_found(rules: dict[str, str]) -> None:
    first = next(iter(rules))
    assert without_effect(Judged(FORM, made_criterion(FORM, rules)), 4) == [f"Do: {first}"]


def test_a_level_that_nobody_reaches_is_found() -> None:
    judged = Judged(FORM, made_criterion(FORM, {"never": "years_before(costs_ended, reference) < 0"}))
    assert not_reached(judged) == {4: 3}


@pytest.mark.parametrize(
    ("rule", "allowed", "said"),
    [
        ("sum_rows(costs_reached_place) >= 1", IN_LEVELS, "costs_reached_place is no column of numbers to add up"),
        ("length(costs_way) >= 1", IN_LEVELS, "costs_way is no text"),
        ("length(costs_often) >= 1", IN_LEVELS, "costs_often is no text"),
        ("length(costs_reached) >= 1", IN_LEVELS, "costs_reached is no text"),
        ("years_before(costs_change, reference) <= 1", IN_LEVELS, "costs_change is no date and no year"),
        ("years_before(indep_months, reference) <= 1", IN_LEVELS, "indep_months is no date and no year"),
        ("length(nothing) >= 1", IN_LEVELS, "unknown name nothing"),
        ('length(costs_change) = "x"', IN_LEVELS, "Length is compared = a text"),
        ("years_before(costs_ended, reference) <= 2", IN_QUESTIONS, "YearsBefore does not stand here"),
        ("length(costs_change) >= 1", IN_COLUMNS, "Length does not stand here"),
        ("sum_rows(costs_reached_people) >= 1", IN_COLUMNS, "SumRows does not stand here"),
    ],
)
def test_a_rule_that_does_not_fit_is_named(rule: str, allowed: tuple[type, ...], said: str) -> None:
    assert list(misfits(parse(rule, FORM.tables), SCOPE, allowed)) == [said]


def test_the_year_in_which_a_centre_began_may_be_counted_from() -> None:
    """1.0.0 asks for years by whole numbers with a tag."""
    assert list(misfits(parse("years_before(prof_year, reference) <= 9"), SCOPE, IN_LEVELS)) == []
