"""What is said of how much there is to do: it holds whatever is answered next, and only gets closer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.progress import progress_of
from mrcworkbench.domain.progress.bounds import Bounds, Outlook
from mrcworkbench.domain.progress.effort import minutes, pace
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.grammar import parse
from mrcworkbench.domain.questionnaire.model import Option, Question, Questionnaire, QuestionType, Role, Section
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from tests.answer_sets import Answers, given, random_value

MANAGER = questionnaire("manager")
BOTH = (MANAGER, questionnaire("manager", version="1.0.0"), questionnaire("stakeholder"))
PARTS = "resp_parts"
EVERY_PART = given(("centre", "subjects", "safe"))


def count(question: Question) -> int:
    return int(question.is_needed)


def answered_fully(asked: Questionnaire, rng: Random) -> Answers:
    """Every question that is shown has an answer in some state that counts, and none that is hidden."""
    answers: Answers = {}
    leaning = rng.choice(["in_place", "planned", "none", None])
    while waiting := [code for code in shown_questions(asked, answers) if code not in answers]:
        for code in sorted(waiting):
            question = asked[code]
            state = AnswerState.ANSWERED
            if rng.random() < 0.1:
                state = rng.choice([AnswerState.NOT_KNOWN, AnswerState.DECLINED])
            if state is not AnswerState.ANSWERED:
                answers[code] = Answer(state)
            elif question.type is QuestionType.STATUS and leaning and rng.random() < 0.8:
                answers[code] = given(leaning)
            else:
                answers[code] = given(random_value(question, rng))
    return answers


@pytest.mark.parametrize("asked", BOTH, ids=lambda one: f"{one.id} {one.version}")
def test_the_final_number_lies_within_what_was_said_and_what_is_said_only_gets_closer(asked: Questionnaire) -> None:
    rng, outlook = Random(24), Outlook(asked)
    for _ in range(40):
        final = answered_fully(asked, rng)
        there = sum(asked[code].is_needed for code in shown_questions(asked, final))
        order = [code for code in final if code != PARTS]
        rng.shuffle(order)
        given_so_far: Answers = {PARTS: final[PARTS]} if PARTS in final else {}
        before = outlook.bounds(given_so_far, count)
        for code in order:
            given_so_far[code] = final[code]
            now = outlook.bounds(given_so_far, count)
            assert before.least <= now.least <= there <= now.most <= before.most
            before = now
        assert before == Bounds(there, there)


def test_both_ends_are_reached_by_some_way_of_answering() -> None:
    outlook = Outlook(MANAGER)
    ways = {
        "in_place": "handover_intended",
        "none": "independent",
    }
    reached = set()
    for status, tie in ways.items():
        answers: Answers = {q.code: given(status) for q in MANAGER.questions() if q.type is QuestionType.STATUS}
        answers["prof_tie"] = given(tie)
        answers["clients_unit"] = given("not_counted" if status == "none" else "people")
        if status == "in_place":
            answers |= {
                one.code: given(("results", "steps")) for one in MANAGER.questions() if one.code.endswith("_way")
            }
            answers |= {one.code: given("b") for one in MANAGER.questions() if one.role is Role.EVIDENCE}
            for one in MANAGER.questions():
                if any(option.code == "other" for option in one.options):
                    answers[one.code] = given("other" if one.type is QuestionType.SINGLE else ("other",))
        shown = shown_questions(MANAGER, answers)
        reached.add(progress_of(MANAGER, answers, shown).needed.all)
    bounds = outlook.bounds({}, count)
    assert reached == {bounds.least, bounds.most}


def test_what_is_in_place_in_one_criterion_cannot_be_planned_as_well() -> None:
    questions = MANAGER.section_by_code["info"].questions
    outlook = Outlook(MANAGER)
    one = outlook.bounds({}, lambda question: question in questions)
    most = {"info_status": given("in_place"), "info_way": given(("results", "steps")), "info_evidence": given("d")}
    in_place = shown_questions(MANAGER, most)
    assert one == Bounds(1, sum(question.code in in_place for question in questions))


def test_optional_parts_count_from_when_they_are_opened() -> None:
    outlook = Outlook(MANAGER)
    closed = outlook.bounds({}, count)
    assert closed == outlook.bounds({PARTS: given(("none",))}, count)
    opened = outlook.bounds({PARTS: given(("safe",))}, count)
    safe = len(MANAGER.section_by_code["safe"].questions)
    assert opened == Bounds(closed.least + safe, closed.most + safe)


def test_sections_say_by_themselves_what_all_say_together() -> None:
    outlook = Outlook(MANAGER)
    answers: Answers = {"prof_tie": given("independent"), "clients_unit": given("not_counted")}
    by_section = outlook.by_section(answers, count)
    assert sum(by_section.values(), Bounds(0, 0)) == outlook.bounds(answers, count)
    assert by_section["gov"] == by_section["safe"] == Bounds(0, 0)
    assert by_section["indep"].least == 1


def test_a_question_in_conflict_leaves_both_ends_open() -> None:
    outlook = Outlook(MANAGER)
    assert outlook.bounds({"info_status": Answer(AnswerState.CONFLICT)}, count) == outlook.bounds({}, count)


def test_only_what_can_no_longer_apply_is_said_not_to_apply() -> None:
    outlook = Outlook(MANAGER)
    everything = {question.code for question in MANAGER.questions()}
    assert outlook.possible({}) == everything
    assert everything - outlook.possible({"info_status": given("in_place")}) == {"info_plan"}
    assert outlook.possible({PARTS: given(("none",))}) == everything
    final = answered_fully(MANAGER, Random(3)) | {PARTS: EVERY_PART}
    open_too = {code: Answer(AnswerState.NOT_KNOWN) for code in shown_questions(MANAGER, final)} | final
    assert outlook.possible(open_too) == shown_questions(MANAGER, final) & MANAGER.asked


HELPED = Question(
    "helped",
    QuestionType.TABLE,
    "Whom?",
    required=True,
    columns=(Question("helped_women", QuestionType.INTEGER, "Women", required=True),),
)


def gated_by(gate: Question, condition: str) -> Outlook:
    further = Question(
        "further", QuestionType.SINGLE, "Further?", relevant=parse(condition, {"helped_women": "helped"})
    )
    return Outlook(Questionnaire("made", "1", "Made", (Section("one", 1, "One", None, None, (gate, further)),)))


@pytest.mark.parametrize(
    ("gate", "condition"),
    [
        (Question("how_many", QuestionType.NUMBER, "How many?"), "how_many > 3"),
        (Question("what", QuestionType.TEXT, "What?"), 'what = "x"'),
        (Question("what", QuestionType.TEXT, "What?"), "length(what) > 3"),
        (HELPED, "sum_rows(helped_women) > 3"),
        (
            Question("which", QuestionType.MULTIPLE, "Which?", options=tuple(Option(f"o{n}", "") for n in range(12))),
            "count_selected(which) > 6",
        ),
    ],
)
def test_what_a_number_or_a_long_list_decides_is_open_until_it_is_answered(gate: Question, condition: str) -> None:
    outlook = gated_by(gate, condition)
    assert outlook.bounds({}, count) == Bounds(1, 2)
    assert outlook.bounds({gate.code: Answer(AnswerState.NOT_KNOWN)}, count) == Bounds(1, 1)


def test_a_set_of_choices_is_tried_as_a_whole() -> None:
    options = tuple(Option(code, "") for code in "abc")
    outlook = gated_by(Question("which", QuestionType.MULTIPLE, "Which?", options=options), "count_selected(which) > 3")
    assert outlook.bounds({}, count) == Bounds(1, 1)


def test_a_gate_that_nobody_can_answer_may_show_nothing() -> None:
    options = tuple(Option(code, "") for code in "ab")
    outlook = gated_by(Question("which", QuestionType.SINGLE, "Which?", options=options), "answered(which)")
    assert outlook.bounds({}, count) == Bounds(1, 2)


def test_a_typical_centre_is_done_in_less_than_two_hours() -> None:
    """With 12 criteria in place, half of them with a document, 3 planned and 9 not done; whatever is asked, optional
    lists too."""
    statuses = [question.code for question in MANAGER.questions() if question.type is QuestionType.STATUS]
    tie: Answers = {"prof_tie": given("handover_intended"), "clients_unit": given("people")}
    ways = ["in_place"] * 12 + ["planned"] * 3 + ["none"] * 9
    for start in range(24):
        answers = tie | {code: given(ways[(n + start) % 24]) for n, code in enumerate(statuses)}
        in_place = [code for code in statuses if answers[code] == given("in_place")]
        for code in in_place[::2]:
            answers[code.replace("_status", "_evidence")] = given("b")
        asked = [MANAGER[code] for code in shown_questions(MANAGER, answers) & MANAGER.asked]
        assert 90 < sum(map(minutes, asked)) < 120


def test_a_table_takes_the_time_of_its_columns() -> None:
    few, many = MANAGER["info_documents"], MANAGER["clients_figures"]
    assert minutes(few) < minutes(many)
    assert minutes(few) > minutes(MANAGER["info_evidence"])


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = [question for question in MANAGER.questions() if question.is_needed][:40]


def test_a_centre_that_takes_twice_as_long_is_told_twice_the_time() -> None:
    at, edited = NOON, []
    for question in ASKED:
        at += timedelta(minutes=2 * minutes(question))
        edited.append((at, question))
    assert pace(edited) == pytest.approx(2)
    assert pace(reversed(edited)) == pytest.approx(2)


def test_nights_and_answers_taken_from_a_file_say_nothing_of_the_pace() -> None:
    at, edited = NOON, []
    for number, question in enumerate(ASKED):
        at += timedelta(hours=14) if number % 8 == 0 else timedelta(minutes=minutes(question))
        edited.append((at, question))
    assert pace(edited) == pytest.approx(1)
    assert pace([(NOON, question) for question in ASKED]) == 1


def test_a_few_answers_are_no_pace_and_no_pace_is_past_belief() -> None:
    few = [(NOON + timedelta(minutes=9 * n), question) for n, question in enumerate(ASKED[:20])]
    assert pace(few) == 1
    slow = [(NOON + timedelta(minutes=9 * n), question) for n, question in enumerate(ASKED)]
    assert pace(slow) == 3
    fast = [(NOON + timedelta(seconds=3 * n), question) for n, question in enumerate(ASKED)]
    assert pace(fast) == pytest.approx(1 / 3)
