"""What counts as answered, and when a section is complete."""

from __future__ import annotations

from collections.abc import Iterable

from mrcworkbench.content.questionnaires import questionnaire
from mrcworkbench.domain.answers import Answer, AnswerState
from mrcworkbench.domain.progress import Progress, SectionProgress, SectionState, progress_of
from mrcworkbench.domain.questionnaire import QuestionType
from mrcworkbench.domain.relevance import shown_questions
from tests.answer_sets import Answers, given, not_applicable

MANAGER = questionnaire("manager")


def progress(answers: Answers, problems: Iterable[str] = ()) -> Progress:
    return progress_of(MANAGER, answers, shown_questions(MANAGER, answers), frozenset(problems))


def section(code: str, answers: Answers, problems: Iterable[str] = ()) -> SectionProgress:
    return next(one for one in progress(answers, problems).sections if one.code == code)


def test_nothing_answered_is_not_started_and_begins_at_the_first_question() -> None:
    now = progress({})
    assert {one.state for one in now.sections} == {SectionState.NOT_STARTED}
    assert now.answered == 0
    assert now.next_question == "resp_people"


def test_only_shown_questions_count() -> None:
    now = progress({})
    assert now.applicable == len(shown_questions(MANAGER, {}))
    assert now.applicable + now.hidden == len(list(MANAGER.questions()))
    assert sum(one.applicable for one in now.sections) == now.applicable
    answers = {"info_status": given("none"), "info_often": given("all")}
    assert section("info", answers) == SectionProgress("info", SectionState.COMPLETE, 1, 1, 0)


def test_every_state_but_blank_and_conflict_counts_as_answered() -> None:
    answers: Answers = {
        "gh_violence": Answer(AnswerState.NOT_KNOWN),
        "gh_adapt": Answer(AnswerState.DECLINED),
        "gh_health": Answer(AnswerState.BLANK, comment="to ask"),
    }
    assert section("gender_health", answers).answered == 2
    assert section("gender_health", answers).state is SectionState.IN_PROGRESS


def test_a_section_is_complete_when_all_but_optional_lists_are_done() -> None:
    answers: Answers = {
        "info_status": given("planned"),
        "info_evidence": given("a"),
    }
    assert section("info", answers).state is SectionState.IN_PROGRESS
    answers["info_plan"] = Answer(AnswerState.NOT_KNOWN)
    assert section("info", answers).state is SectionState.COMPLETE
    in_place: Answers = {"costs_status": given("in_place")}
    for question in MANAGER.section_by_code["costs"].questions:
        if question.type is not QuestionType.TABLE:
            in_place.setdefault(question.code, Answer(AnswerState.NOT_KNOWN))
    assert section("costs", in_place).state is SectionState.COMPLETE
    assert section("costs", in_place).answered < section("costs", in_place).applicable


def test_a_criterion_that_is_not_applicable_is_set_aside_but_counted_as_answered() -> None:
    answers: Answers = {"info_status": not_applicable(MANAGER["info_status"])}
    assert section("info", answers) == SectionProgress("info", SectionState.NOT_APPLICABLE, 1, 1, 0)


def test_a_section_without_shown_questions_does_not_apply() -> None:
    answers: Answers = {"prof_tie": given("independent"), "gov_status": given("in_place")}
    assert section("gov", answers) == SectionProgress("gov", SectionState.NOT_APPLICABLE, 0, 0, 0)


def test_problems_and_conflicts_come_before_every_other_state() -> None:
    answers: Answers = {"info_status": Answer(AnswerState.CONFLICT)}
    assert section("info", answers) == SectionProgress("info", SectionState.PROBLEMS, 0, 1, 1)
    assert section("costs", {}, ["costs_status"]).state is SectionState.PROBLEMS
    assert section("costs", {}, ["costs_often"]).state is SectionState.NOT_STARTED


def test_the_next_question_is_the_first_that_is_still_needed() -> None:
    answers: Answers = {"resp_people": Answer(AnswerState.DECLINED), "resp_date": given("2026-01-31")}
    assert progress(answers).next_question == "resp_scope"
    all_done: Answers = {question.code: Answer(AnswerState.NOT_KNOWN) for question in MANAGER.questions()}
    assert progress(all_done).next_question is None
