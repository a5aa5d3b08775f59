"""The working copy recomputes little, and always equals one made afresh."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.progress import progress_of
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.domain.questionnaire.notices import notices
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from tests.answer_sets import Answers, best_answers, given, random_answer, random_answers, random_views, score_of, table
from tests.made_rules import CRITERION, made_criteria, made_form

MANAGER = questionnaire("manager")
CRITERIA = criteria_set("manager")
TEXTS = catalogue()
TODAY = date(2026, 5, 12)
FORM = made_form()
CODES = [question.code for question in FORM.questions()]
TURNING = [code for code in CODES if code.endswith("_status") or code in ("prof_tie", "clients_unit")]


def working_copy(answers: Answers | None = None) -> WorkingCopy:
    return WorkingCopy(MANAGER, CRITERIA, answers or {}, TEXTS, TODAY)


def test_an_edit_says_what_it_touched() -> None:
    copy = working_copy({"info_often": given("all")})
    change = copy.set("info_status", given("in_place"))
    assert change.before == BLANK
    assert change.after == given("in_place")
    assert change.criteria == ("protection.information_gathering",)
    assert change.shown == {"info_often", "info_covered", "info_way", "info_evidence"}
    assert change.hidden == frozenset()
    assert change.sections == ("info",)
    assert copy.answer("info_status") == given("in_place")


def test_an_edit_of_the_profile_may_switch_criteria() -> None:
    copy = working_copy({"gov_status": given("in_place"), "indep_status": given("none")})
    change = copy.set("prof_tie", given("independent"))
    assert change.criteria == ("sustainability.government_integration",)
    assert "gov_status" in change.hidden
    assert change.sections == ("profile", "gov")
    back = copy.set("prof_tie", given("handover_intended"))
    assert "gov_status" in back.shown
    assert copy.criterion("sustainability.government_integration").level == 2


def test_an_edit_that_changes_no_result_names_no_criterion() -> None:
    copy = working_copy({"info_status": given("in_place")})
    assert copy.set("info_status", Answer(AnswerState.ANSWERED, "in_place", None, "as before")).criteria == ()
    assert copy.set("prof_body", given("The ministry")).criteria == ()
    assert copy.set("info_plan", table({"info_plan_by": "2027-01-01", "info_plan_post": "A"})).criteria == ()


def test_a_change_of_reasons_alone_names_the_criterion() -> None:
    copy = working_copy({"info_status": given("in_place")})
    change = copy.set("info_often", Answer(AnswerState.NOT_KNOWN))
    assert change.criteria == ("protection.information_gathering",)


def test_a_question_that_does_not_exist_is_refused_and_changes_nothing() -> None:
    copy = working_copy()
    for call in (lambda: copy.set("nothing", given("x")), lambda: copy.answer("nothing")):
        with pytest.raises(KeyError):
            call()
    assert copy.answers == {}


def test_blank_answers_are_not_kept_but_their_comments_are() -> None:
    copy = working_copy({"prof_body": BLANK})
    assert copy.answers == {}
    copy.set("prof_body", Answer(comment="ask the ministry"))
    assert copy.answers == {"prof_body": Answer(comment="ask the ministry")}
    copy.set("prof_body", BLANK)
    assert copy.answers == {}


def test_notices_follow_the_answers() -> None:
    copy = working_copy({"clients_unit": given("visits")})
    rows = table(
        {"clients_figures_way": "person", "clients_figures_women": 10},
        {"clients_figures_way": "phone", "clients_figures_women": 10},
        {"clients_figures_way": "all", "clients_figures_women": 15},
    )
    copy.set("clients_figures", rows)
    assert [notice.code for notice in copy.notices("clients_figures")] == ["total_under_sum"]
    copy.set("clients_unit", given("persons"))
    assert copy.notices() == ()
    copy.set("clients_unit", given("visits"))
    assert [notice.code for notice in copy.notices()] == ["total_under_sum"]
    copy.set("clients_unit", given("not_counted"))
    assert copy.notices() == ()


def test_drafts_and_notices_are_problems_of_their_section() -> None:
    copy = working_copy({"resp_date": given("2027-01-01")})
    sections = {section.code: section for section in copy.progress(frozenset({"prof_year"})).sections}
    assert sections["respondent"].problems == 1
    assert sections["profile"].problems == 1


JUDGED = made_criteria(FORM)
TOP = {**best_answers(FORM, JUDGED.by_id[CRITERION]), "resp_date": given("2026-06-30")}
"""Answers that reach the highest level where it is judged by sums, lengths and years."""


def test_the_day_of_review_and_that_of_the_last_edit_rescore_what_they_decide() -> None:
    answers = {code: answer for code, answer in TOP.items() if code != "resp_date"}
    copy = WorkingCopy(FORM, JUDGED, answers, TEXTS, TODAY, as_of=date(2026, 6, 30))
    assert copy.criterion(CRITERION).level == 4
    later = copy.set("prof_body", given("The ministry"), date(2030, 1, 1))
    assert (later.criteria, copy.criterion(CRITERION).level, copy.as_of) == ((CRITERION,), 3, date(2030, 1, 1))
    reviewed = copy.set("resp_date", given("2026-06-30"), date(2030, 1, 1))
    assert (reviewed.criteria, copy.criterion(CRITERION).level) == ((CRITERION,), 4)
    assert copy.set("prof_body", given("The city"), date(2031, 1, 1)).criteria == ()
    before = copy.set("resp_date", given("2026-06-29"), date(2031, 1, 1))
    assert (before.criteria, copy.criterion(CRITERION).level) == ((CRITERION,), 3), "what is still to come is blank"


def test_today_decides_no_level() -> None:
    answers = {code: answer for code, answer in TOP.items() if code != "resp_date"}
    for today in (date(2020, 1, 1), date(2040, 1, 1)):
        copy = WorkingCopy(FORM, JUDGED, answers, TEXTS, today, as_of=date(2026, 6, 30))
        assert copy.criterion(CRITERION).level == 4
        assert copy.set("prof_body", given("The ministry")).criteria == ()


class AnyEdits(RuleBasedStateMachine):
    """After any sequence of edits the working copy equals one made afresh from the same answers."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        rng = Random(seed)
        self.answers = random_answers(FORM, rng) if rng.random() < 0.8 else {}
        self.views = random_views(JUDGED, rng)
        self.as_of = rng.choice([None, date(2026, 6, 30)])
        self.copy = WorkingCopy(FORM, JUDGED, self.answers, TEXTS, TODAY, self.views, as_of=self.as_of)
        self.copy.score()

    @rule(code=st.sampled_from(CODES), seed=st.integers(0, 2**32))
    def edit(self, code: str, seed: int) -> None:
        self._set(code, random_answer(FORM[code], Random(seed)))

    @rule(codes=st.sets(st.sampled_from(sorted(TOP))))
    def make_better(self, codes: set[str]) -> None:
        for code in TOP.keys() - codes:
            self._set(code, TOP[code])

    @rule(code=st.sampled_from(CODES), day=st.dates(date(2024, 1, 1), date(2030, 1, 1)))
    def edit_later(self, code: str, day: date) -> None:
        self.as_of = day
        self._set(code, random_answer(FORM[code], Random(code)), day)

    @rule(code=st.sampled_from(TURNING), seed=st.integers(0, 2**32))
    def turn(self, code: str, seed: int) -> None:
        self._set(code, random_answer(FORM[code], Random(seed)))

    @rule(code=st.sampled_from(CODES))
    def clear(self, code: str) -> None:
        self._set(code, BLANK)

    @rule(code=st.sampled_from(CODES), seed=st.integers(0, 2**32))
    def edit_and_undo(self, code: str, seed: int) -> None:
        before, score = self.copy.answer(code), self.copy.score()
        self._set(code, random_answer(FORM[code], Random(seed)))
        self._set(code, before)
        assert self.copy.score() == score

    def _set(self, code: str, answer: Answer, edited_on: date | None = None) -> None:
        shown, scores = self.copy.shown, {score.id: score for score in self.copy.score().criteria}
        change = self.copy.set(code, answer, edited_on)
        self.answers[code] = answer
        assert change.shown == self.copy.shown - shown
        assert change.hidden == shown - self.copy.shown
        after = {score.id: score for score in self.copy.score().criteria}
        assert list(change.criteria) == [id_ for id_, score in after.items() if score != scores[id_]]

    @invariant()
    def equals_a_fresh_one(self) -> None:
        if not hasattr(self, "copy"):
            return
        kept = {code: answer for code, answer in self.answers.items() if answer != BLANK}
        shown = shown_questions(FORM, kept)
        assert self.copy.answers == kept
        assert self.copy.shown == shown
        assert self.copy.score() == score_of(FORM, JUDGED, kept, TEXTS, self.views, as_of=self.as_of)
        fresh_notices = notices(FORM, kept, shown, TODAY)
        assert self.copy.notices() == fresh_notices
        marked = frozenset(notice.question for notice in fresh_notices)
        assert self.copy.progress() == progress_of(FORM, kept, shown, marked)


TestAnyEdits = AnyEdits.TestCase
TestAnyEdits.settings = settings(max_examples=20, stateful_step_count=25)
