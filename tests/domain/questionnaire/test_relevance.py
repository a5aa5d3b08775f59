"""Skip logic: what is shown, and that hidden answers are kept but not read."""

from __future__ import annotations

from random import Random

from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup, Dependencies, shown_questions, update_shown
from tests.answer_sets import given, random_answer, random_answers, table

MANAGER = questionnaire("manager")


def test_a_question_is_shown_while_its_relevance_holds() -> None:
    assert "info_plan" not in shown_questions(MANAGER, {})
    assert "info_plan" in shown_questions(MANAGER, {"info_status": given("planned")})
    assert "info_plan" not in shown_questions(MANAGER, {"info_status": given("in_place")})


def test_a_hidden_answer_hides_what_depends_on_it() -> None:
    answers = {"gov_status": given("in_place"), "prof_tie": given("independent")}
    shown = shown_questions(MANAGER, answers)
    assert not shown & {"gov_status", "gov_budget", "gov_evidence"}
    answers["prof_tie"] = given("handover_intended")
    assert shown_questions(MANAGER, answers) >= {"gov_status", "gov_budget", "gov_evidence", "indep_status"}


def test_only_answered_and_shown_questions_have_a_value() -> None:
    answers = {
        "info_status": given("in_place"),
        "info_often": Answer(AnswerState.NOT_KNOWN),
        "info_way": Answer(AnswerState.CONFLICT),
        "info_plan": table({"info_plan_by": "2026-01-01", "info_plan_post": "A"}),
        "practices": table({"practices_title": "A"}, {}),
    }
    lookup = AnswersLookup(MANAGER, answers, shown_questions(MANAGER, answers))
    assert lookup.value("info_status") == "in_place"
    assert [lookup.value(code) for code in ("info_often", "info_way", "info_plan", "info_evidence")] == [None] * 4
    assert lookup.complete_rows("info_plan") == ()
    assert lookup.complete_rows("practices") == ()
    assert lookup.complete_rows("info_status") == ()


def test_zero_fills_a_cell_and_a_partial_row_does_not_count() -> None:
    full = {"costs_results_women": 0, "costs_results_outcome": "more dates"}
    partial = {"costs_results_women": 5, "costs_results_men": 0}
    answers = {
        "costs_status": given("in_place"),
        "costs_way": given(("results",)),
        "costs_results": table(full, partial),
    }
    lookup = AnswersLookup(MANAGER, answers, shown_questions(MANAGER, answers))
    assert [row.cells for row in lookup.complete_rows("costs_results")] == [full]


@for_all(seed=st.integers(0, 2**32))
def test_updating_what_is_shown_equals_asking_again(seed: int) -> None:
    rng = Random(seed)
    codes = [question.code for question in MANAGER.questions()]
    dependencies = Dependencies.of(MANAGER)
    turning = [code for code in codes if code in dependencies.dependents]
    answers = random_answers(MANAGER, rng)
    shown = set(shown_questions(MANAGER, answers))
    for _ in range(15):
        before = frozenset(shown)
        changed = rng.sample(turning, rng.choice([1, 1, 3]))
        for code in changed:
            answers[code] = random_answer(MANAGER[code], rng)
        newly_shown, newly_hidden = update_shown(MANAGER, dependencies, answers, shown, changed)
        assert shown == shown_questions(MANAGER, answers)
        assert newly_shown == shown - before
        assert newly_hidden == before - shown
