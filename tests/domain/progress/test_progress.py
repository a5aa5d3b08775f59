"""What counts as answered, and when a section is complete."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.progress import (
    Progress,
    SectionProgress,
    SectionState,
    Tally,
    progress_of,
    waiting_questions,
)
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from tests.answer_sets import Answers, given, not_applicable, random_answers, table

MANAGER = questionnaire("manager")


def progress(answers: Answers, problems: Iterable[str] = ()) -> Progress:
    return progress_of(MANAGER, answers, shown_questions(MANAGER, answers), frozenset(problems))


def section(code: str, answers: Answers, problems: Iterable[str] = ()) -> SectionProgress:
    return next(one for one in progress(answers, problems).sections if one.code == code)


def test_nothing_answered_is_not_started_and_begins_at_the_first_question() -> None:
    now = progress({})
    closed = MANAGER.optional_sections
    assert {one.state for one in now.sections if one.code not in closed} == {SectionState.NOT_STARTED}
    assert {section(code, {}).state for code in closed} == {SectionState.NOT_APPLICABLE}
    assert now.answered == 0
    assert now.next_question == "resp_people"


def test_only_shown_questions_count() -> None:
    now = progress({})
    assert now.applicable == len(shown_questions(MANAGER, {}) & MANAGER.asked)
    assert sum((one.needed + one.optional).all for one in now.sections) == now.applicable
    answers = {"info_status": given("none"), "info_often": given("all")}
    assert section("info", answers) == SectionProgress("info", SectionState.COMPLETE, Tally(1, 1), Tally(0, 0), 0)


def test_every_state_but_blank_and_conflict_counts_as_answered() -> None:
    answers: Answers = {
        "prof_body": Answer(AnswerState.NOT_KNOWN),
        "prof_tie": Answer(AnswerState.DECLINED),
        "prof_year": Answer(AnswerState.BLANK, comment="to ask"),
    }
    assert section("profile", answers).needed.done == 2
    assert section("profile", answers).state is SectionState.IN_PROGRESS


def test_a_section_is_complete_when_all_but_optional_lists_are_done() -> None:
    answers: Answers = {"info_status": given("planned")}
    assert section("info", answers).state is SectionState.IN_PROGRESS
    answers["info_plan"] = Answer(AnswerState.NOT_KNOWN)
    assert section("info", answers).state is SectionState.COMPLETE
    in_place: Answers = {"costs_status": given("in_place")}
    for question in MANAGER.section_by_code["costs"].questions:
        if question.type is not QuestionType.TABLE:
            in_place.setdefault(question.code, Answer(AnswerState.NOT_KNOWN))
    in_place["costs_evidence"] = given("b")
    assert section("costs", in_place).state is SectionState.COMPLETE
    assert section("costs", in_place).needed.left == 0
    assert section("costs", in_place).optional == Tally(0, 1)


def test_a_criterion_that_is_not_applicable_is_set_aside_but_counted_as_answered() -> None:
    answers: Answers = {"info_status": not_applicable(MANAGER["info_status"])}
    assert section("info", answers) == SectionProgress("info", SectionState.NOT_APPLICABLE, Tally(1, 1), Tally(0, 0), 0)


def test_a_section_without_shown_questions_does_not_apply() -> None:
    answers: Answers = {"prof_tie": given("independent"), "gov_status": given("in_place")}
    assert section("gov", answers) == SectionProgress("gov", SectionState.NOT_APPLICABLE, Tally(0, 0), Tally(0, 0), 0)


def test_problems_and_conflicts_come_before_every_other_state() -> None:
    answers: Answers = {"info_status": Answer(AnswerState.CONFLICT)}
    assert section("info", answers) == SectionProgress("info", SectionState.PROBLEMS, Tally(0, 1), Tally(0, 0), 1)
    assert section("costs", {}, ["costs_status"]).state is SectionState.PROBLEMS
    assert section("costs", {}, ["costs_often"]).state is SectionState.NOT_STARTED


def test_the_next_question_is_the_first_that_is_still_needed() -> None:
    answers: Answers = {"resp_people": Answer(AnswerState.DECLINED), "resp_date": given("2026-01-31")}
    assert progress(answers).next_question == "resp_scope"
    all_done: Answers = {question.code: Answer(AnswerState.NOT_KNOWN) for question in MANAGER.questions()}
    assert progress(all_done).next_question is None


def test_optional_lists_are_counted_beside_the_goal_and_never_lift_it() -> None:
    answers: Answers = {"challenges": table({"challenges_kind": "money"}), "resp_date": given("2026-01-31")}
    now = progress(answers)
    assert now.needed.done == 1
    assert now.optional.done == 1
    assert now.answered == 2
    assert now.applicable == now.needed.all + now.optional.all


def test_a_section_of_optional_lists_alone_is_no_part_of_the_goal() -> None:
    now = progress({})
    alone = [one.code for one in now.sections if one.only_optional]
    assert alone == ["challenges"]
    assert MANAGER.optional_sections == {"learning", "safe"}
    assert now.complete_sections == Tally(0, len(now.sections) - len(alone) - 2)
    done: Answers = {
        question.code: Answer(AnswerState.NOT_KNOWN) for question in MANAGER.questions() if question.is_needed
    }
    assert progress(done).complete_sections.left == 0


def test_head_home_filter_and_way_on_wait_for_the_same_questions() -> None:
    rng = Random(8)
    for _ in range(40):
        answers = random_answers(MANAGER, rng)
        now, shown = progress(answers), shown_questions(MANAGER, answers)
        waiting = list(waiting_questions(MANAGER, answers, shown))
        assert now.needed.left == len(waiting) == sum(one.needed.left for one in now.sections)
        assert now.next_question == next(iter(waiting), None)
        assert all(MANAGER[code].is_needed for code in waiting)
