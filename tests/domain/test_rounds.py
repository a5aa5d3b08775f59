"""The next round of an assessment: what it begins with, and what an answer that waits to be confirmed counts for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, main, questionnaire
from mrcworkbench.domain.disclosure.by_audience import prepare, preview_texts
from mrcworkbench.domain.disclosure.consent import consent_of
from mrcworkbench.domain.disclosure.earlier import EarlierUnit, earlier_answers
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting
from mrcworkbench.domain.disclosure.submission_preview import preview_of
from mrcworkbench.domain.progress import progress_of
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, carried_over, confirmed
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType
from mrcworkbench.domain.questionnaire.relevance import Dependencies, shown_questions, update_shown
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.respondents import respondent, respondent_of
from mrcworkbench.domain.revisions.revision import Attestation, Header, Revision, make_revision
from mrcworkbench.domain.rounds import first_answers, is_asked_again, next_round_id, revision_of_round, waiting
from mrcworkbench.domain.scoring.results import CriterionScore, Score
from mrcworkbench.domain.scoring.score import score_all
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from mrcworkbench.domain.tidy.permitted import permitted
from tests.answer_sets import given, random_answers, table
from tests.reports import Marked, source

ASKED = questionnaire(main().id)
CRITERIA = criteria_set(main().id)
TEXTS = catalogue()
ASKED_CONSENT = "resp_consent"


def some_marked(answers: dict[str, Answer], rng: Random) -> dict[str, Answer]:
    """The same answers, about half of them carried over."""
    return {code: carried_over(answer) if rng.random() < 0.5 else answer for code, answer in answers.items()}


def without_marked(answers: dict[str, Answer]) -> dict[str, Answer]:
    return {code: answer for code, answer in answers.items() if answer.before is None}


def counted(score: Score) -> list[CriterionScore]:
    """All that a score says but for its words, which tell why something is open."""
    return [replace(one, why=(), next=(), missing=None) for one in score.criteria]


@pytest.mark.parametrize("seed", range(40))
def test_what_is_carried_over_counts_for_nothing_but_which_questions_are_shown(seed: int) -> None:
    rng = Random(seed)
    marked = some_marked(dict(random_answers(ASKED, rng)), rng)
    shown = shown_questions(ASKED, marked)
    left = without_marked(marked)
    with_marks = score_all(CRITERIA, ASKED, marked, shown, TEXTS)
    without = score_all(CRITERIA, ASKED, left, shown, TEXTS)
    assert counted(with_marks) == counted(without)
    assert with_marks.dimensions == without.dimensions
    assert progress_of(ASKED, marked, shown) == progress_of(ASKED, left, shown)
    assert consent_of(ASKED, marked) == consent_of(ASKED, left)
    assert respondent_of(ASKED, marked) == respondent_of(ASKED, left)


@pytest.mark.parametrize("seed", range(20))
def test_all_that_the_old_answers_imply_is_shown_and_confirming_changes_nothing_of_it(seed: int) -> None:
    rng = Random(seed)
    before = dict(random_answers(ASKED, rng))
    known = {code: answer for code, answer in before.items() if carried_over(answer).before is not None}
    marked = {code: carried_over(answer) for code, answer in known.items()}
    shown = shown_questions(ASKED, marked)
    assert shown == shown_questions(ASKED, known)
    dependencies, now = Dependencies.of(ASKED), set(shown)
    for code in rng.sample(sorted(marked), len(marked)):
        marked[code] = confirmed(marked[code])
        assert update_shown(ASKED, dependencies, marked, now, [code]) == (frozenset(), frozenset())
    assert marked == known


def test_figures_and_what_tells_of_one_round_alone_are_asked_again() -> None:
    again = {question.code for question in ASKED.questions() if is_asked_again(question)}
    tagged = (Tag.RESPONDENTS, Tag.REVIEWED_ON, Tag.SOURCES, Tag.CONSENT, Tag.COUNTED_UNTIL)
    named = {question.code for tag in tagged if (question := ASKED.tagged(tag)) is not None}
    figures = {question.code for question in ASKED.questions() if question.column_tagged(Tag.PEOPLE) is not None}
    assert len(named) == len(tagged)
    assert len(figures) > 20
    assert again == named | figures


def test_a_round_begins_with_what_was_given_and_leaves_out_what_was_open() -> None:
    body = next(question for question in ASKED.questions() if question.type is QuestionType.TEXT)
    codes = [question.code for question in ASKED.questions() if not is_asked_again(question) and question != body]
    respondents = ASKED.tagged(Tag.RESPONDENTS)
    assert respondents is not None
    said = Answer(AnswerState.ANSWERED, "A body", None, "Ask Ana", ("a" * 64,))
    before = {
        body.code: said,
        codes[0]: Answer(AnswerState.NOT_APPLICABLE, None, "x"),
        codes[1]: Answer(AnswerState.NOT_KNOWN),
        codes[2]: Answer(AnswerState.DECLINED),
        codes[3]: Answer(AnswerState.CONFLICT),
        respondents.code: table({"name": "Ana"}),
        "gone": given("x"),
    }
    first = first_answers(ASKED, before)
    assert first.keys() == {body.code, codes[0]}
    assert (first[body.code].comment, first[body.code].attachments) == ("Ask Ana", ("a" * 64,))
    assert confirmed(first[body.code]) == said
    assert waiting(ASKED, first, [body.code, codes[1]]) == (body.code,)


def test_what_was_never_confirmed_is_not_carried_on_as_said_in_the_round_after() -> None:
    code = next(question.code for question in ASKED.questions() if question.type is QuestionType.TEXT)
    once = first_answers(ASKED, {code: given("A body")})
    assert first_answers(ASKED, once) == {}


def test_nobody_is_taken_for_the_respondent_of_a_round_who_only_stands_in_the_one_before() -> None:
    table_of, name = ASKED.tagged(Tag.RESPONDENTS), Tag.RESPONDENT_NAME
    assert table_of is not None
    column = table_of.column_tagged(name)
    assert column is not None
    cells = json.dumps({column.code: "Ana"})
    for state, said in (("carried_over", ""), ("answered", "Ana")):
        assert respondent(ASKED, [(table_of.code, "r1", state, cells, None, "", "[]", None)]) == said


def test_registers_go_on_as_they_are_with_their_rows() -> None:
    column = Question("act_what", QuestionType.TEXT, "What")
    register = Question("actions", QuestionType.TABLE, "Actions", columns=(column,))
    asked = Questionnaire("x", "1.0.0", "X", (), registers=(register,))
    rows = table({"act_what": "Call the port"})
    assert first_answers(asked, {"actions": rows}) == {"actions": rows}
    assert first_answers(asked, {"actions": Answer(AnswerState.CONFLICT)}) == {}


def test_the_same_round_has_the_same_id_everywhere_and_another_one_another() -> None:
    ids = {next_round_id(before, label) for before in ("a", "b") for label in ("2026", "2027")}
    assert len(ids) == 4
    assert next_round_id("a", "2026") in ids
    assert {UUID(id_).version for id_ in ids} == {5}


def made(label: str, *parents: Revision) -> Revision:
    header = Header("a", "c", "Port Velira", "PH", label, main().id, "1.0.0")
    return make_revision(header, [one.id for one in parents], (), {})


def test_the_revision_that_is_the_round_is_the_last_sealed_one_that_is_no_update_of_a_plan() -> None:
    first = made("first")
    second = made("second", first)
    other, plan = made("other", first), made("plan", second)
    history = History({one.id: one for one in (first, second, other, plan)})
    sealed = Attestation("2026-05-12T08:00:00.000Z", "Ana", second.id, "sealed")
    fast_clock = Attestation("2026-08-01T08:00:00.000Z", "Ana", first.id, "round")
    updated = Attestation("2026-09-01T08:00:00.000Z", "Ana", plan.id, "plan_update")
    assert revision_of_round(history, [fast_clock, sealed, updated]) == sealed
    beside = Attestation("2026-06-01T08:00:00.000Z", "Ben", other.id, "import")
    assert revision_of_round(history, [beside, fast_clock, sealed, updated]) == beside
    assert revision_of_round(history, [updated]) is None


@pytest.mark.parametrize("seed", range(6))
def test_no_report_and_no_export_holds_a_value_that_waits_to_be_confirmed(seed: int) -> None:
    marked = {code: carried_over(answer) for code, answer in Marked(Random(seed)).answers().items()}
    waiting_ones = {code: answer for code, answer in marked.items() if answer.before is not None}
    waiting_ones.pop(ASKED_CONSENT, None)
    made = source({**waiting_ones, ASKED_CONSENT: given("all")})
    for audience in Audience:
        data = prepare(made, audience, TEXTS, Letting(all_texts=True))
        views = [view for code, view in data.by_code.items() if code in waiting_ones]
        assert views
        assert {(view.state, view.cell.value, view.rows) for view in views} == {(AnswerState.CARRIED_OVER, None, ())}
        assert data.answered == 1
    assert preview_texts(made) == ()
    leaves = permitted(ASKED, made.answers, shown_questions(ASKED, made.answers), own_copy=True)
    told = [answer for code, answer in leaves.answers.items() if code in waiting_ones]
    assert told
    assert all((one.state, one.value, one.rows) == (AnswerState.CARRIED_OVER, None, ()) for one in told)


def test_a_submission_says_that_what_is_carried_over_leaves_with_its_value_and_what_in_it_is_personal() -> None:
    columns = {"people_name": "Ana", "people_body": "Union"}
    answers = {"people": carried_over(table(columns)), "prof_body": carried_over(given("The ministry"))}
    copy = WorkingCopy(ASKED, CRITERIA, answers, TEXTS, date(2026, 1, 1))
    seen = preview_of(copy, {})
    by_code = {one.question: one for one in seen.leaving}
    assert by_code.keys() == answers.keys()
    assert {one.state for one in seen.leaving} == {AnswerState.CARRIED_OVER}
    assert by_code["people"].personal == (ASKED["people"].column_by_code["people_name"].text,)
    assert seen.answered == 0
    assert answers.keys() & set(seen.unanswered) == {code for code in answers if ASKED[code].is_needed}


def test_what_was_carried_over_and_sealed_is_told_among_what_was_sealed_before() -> None:
    whole = EarlierUnit("prof_body", "", "carried_over", '"The ministry"', None, "", "[]", "Ana", "", "")
    rows = EarlierUnit("people", "", "carried_over", None, None, "", "[]", "Ana", "", "")
    row = EarlierUnit("people", "r1", "carried_over", '{"people_name":"Ana"}', None, "", "[]", "Ana", "", "")
    told = {one.question: one for one in earlier_answers(ASKED, (whole, rows, row))}
    assert told["prof_body"].raw == {
        "state": "answered",
        "value": "The ministry",
        "reason": None,
        "comment": "",
        "carried_over": True,
    }
    assert told["people"].raw == [{"people_name": "Ana"}]
    assert told["people"].personal == (ASKED["people"].column_by_code["people_name"].text,)
