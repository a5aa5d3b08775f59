"""Every result says why it is so, and what would lift or keep it."""

from __future__ import annotations

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion
from mrcworkbench.domain.scoring.results import CriterionScore, Reason, StakeholderView
from tests.answer_sets import REFERENCE, best_answers, given, not_applicable, score_of, table

COSTS = "development.remittances.transfer_costs"
STEP = {
    "costs_plan_step": "Compare prices",
    "costs_plan_post": "Head of information",
    "costs_plan_by": "2027-01-31",
}
DOCUMENT = {"costs_documents_title": "Price list", "costs_documents_date": "2026-05-01"}


class Centre:
    """Scores the criterion on transfer costs."""

    def __init__(self, manager: Questionnaire, criteria: CriteriaSet, texts: Catalogue) -> None:
        self.manager, self.criteria, self.texts = manager, criteria, texts
        self.criterion: Criterion = criteria.by_id[COSTS]
        self.best = best_answers(manager, self.criterion)

    def score(self, answers: dict[str, Answer], *views: StakeholderView) -> CriterionScore:
        return score_of(self.manager, self.criteria, answers, self.texts, views, as_of=REFERENCE).by_id[COSTS]

    def met(self, level: int) -> list[str]:
        return [condition.met for condition in self.criterion.conditions[level - 1]]

    def lift(self, level: int) -> list[str]:
        return [condition.lift for condition in self.criterion.conditions[level - 1]]


@pytest.fixture
def centre(manager: Questionnaire, criteria: CriteriaSet, texts: Catalogue) -> Centre:
    return Centre(manager, criteria, texts)


def said(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.text for reason in reasons]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(), "Not answered yet."),
        (Answer(AnswerState.NOT_KNOWN), "The answer is “not known”, so this stays open."),
        (Answer(AnswerState.DECLINED), "The centre declined to answer, so this stays open."),
        (
            Answer(AnswerState.CONFLICT),
            "Two copies give different answers, so this stays open until one is chosen.",
        ),
    ],
)
def test_an_open_criterion_says_what_is_missing(centre: Centre, answer: Answer, sentence: str) -> None:
    score = centre.score({"costs_status": answer})
    begins = "Find out" if answer.state is AnswerState.NOT_KNOWN else "Say"
    next_step = f"{begins} whether this is in place, planned or not done."
    assert score.why == (Reason(sentence, ("costs_status",), known=False),)
    assert score.next == (Reason(next_step, ("costs_status",), known=False),)


def test_not_applicable_gives_its_reason_and_no_next_step(centre: Centre) -> None:
    question = centre.manager["costs_status"]
    score = centre.score({"costs_status": not_applicable(question)})
    assert said(score.why) == [f"Not applicable: {question.not_applicable_reasons[0].text}."]
    assert score.next == ()


def test_a_criterion_that_does_not_apply_says_by_which_answer(centre: Centre) -> None:
    answers = {"prof_tie": given("independent")}
    score = score_of(centre.manager, centre.criteria, answers, centre.texts)
    gov = score.by_id["sustainability.government_integration"]
    option = centre.manager["prof_tie"].option_text("independent")
    assert gov.why == (Reason(f"Not applicable to this centre: {option}.", ("prof_tie",)),)


def test_a_plan_without_date_and_post_counts_as_intended_and_says_so(centre: Centre) -> None:
    score = centre.score({"costs_status": given("planned")})
    assert said(score.why) == ["Planned, but no step has a date and a post in charge, so it counts as intended."]
    assert said(score.next) == [centre.lift(1)[1]]


def test_a_row_that_is_begun_is_named(centre: Centre) -> None:
    answers = {"costs_status": given("planned"), "costs_plan": table({"costs_plan_by": "2027-01-31"})}
    assert said(centre.score(answers).next) == [f"A row is begun but not complete: {centre.lift(1)[1]}"]


def test_a_hidden_row_is_not_called_incomplete(centre: Centre) -> None:
    answers = {"costs_status": given("none"), "costs_plan": table(STEP)}
    assert said(centre.score(answers).next) == centre.lift(1)


def test_a_plan_leads_to_putting_it_in_place(centre: Centre) -> None:
    score = centre.score({"costs_status": given("planned"), "costs_plan": table(STEP), "costs_evidence": given("b")})
    assert "It is planned, and a step has a date and a post in charge." in said(score.why)
    assert said(score.next) == centre.lift(2)


def test_nothing_done_says_so_and_how_to_begin(centre: Centre) -> None:
    score = centre.score({"costs_status": given("none")})
    assert said(score.why) == ["This is not done, and it is not planned."]
    assert said(score.next) == centre.lift(1)


def test_why_names_the_conditions_that_hold_and_next_those_that_fail(centre: Centre) -> None:
    answers = {
        **centre.best,
        "costs_way": given(("staff", "dated", "results")),
        "costs_evidence": given("b"),
    }
    score = centre.score(answers)
    assert score.level == 2
    steps = centre.criterion.conditions[2][2]
    assert [reason.text for reason in score.next] == [steps.lift]
    assert score.next[0].questions == ("costs_way",)
    assert said(score.why) == [
        *centre.met(2),
        *(met for met in centre.met(3) if met != steps.met),
        *centre.met(4)[:-1],
        "The centre says it can show documents, and names 6.",
    ]


@pytest.mark.parametrize(
    ("state", "start"),
    [
        (AnswerState.BLANK, "Not answered yet. Is this true? "),
        (AnswerState.NOT_KNOWN, "Find out whether this is true: "),
        (AnswerState.DECLINED, "Declined to answer: "),
        (AnswerState.CONFLICT, "Answers differ between copies: "),
    ],
)
def test_a_condition_that_fails_for_want_of_an_answer_says_so(centre: Centre, state: AnswerState, start: str) -> None:
    score = centre.score({**centre.best, "costs_often": Answer(state), "costs_evidence": given("b")})
    told = centre.met(3)[0] if "true" in start else centre.lift(3)[0]
    assert score.next == (Reason(start + told, ("costs_often",), known=False),)


def test_a_step_behind_a_tick_leads_to_the_tick(centre: Centre) -> None:
    without = {**centre.best, "costs_way": given(("staff", "steps", "dated"))}
    assert [reason.questions for reason in centre.score(without).next] == [("costs_way",)] * 3


def test_a_hollow_mark_says_what_would_fill_it(centre: Centre) -> None:
    score = centre.score({"costs_status": given("in_place"), "costs_evidence": given("a")})
    assert score.hollow
    assert said(score.why)[-1] == "The level rests on the centre\u2019s own word. It is not yet documented."
    assert said(score.next)[-1] == "Name a document or a figure that shows this, or attach it."


def test_what_could_be_shown_asks_for_its_name(centre: Centre) -> None:
    score = centre.score({"costs_status": given("in_place"), "costs_evidence": given("b")})
    assert score.hollow
    assert said(score.next)[-1] == (
        "Name the document that you can show, with its title and date, or attach it. "
        "Until then it counts as your own word."
    )


def test_what_is_named_is_told_as_a_claim_and_without_its_title(centre: Centre) -> None:
    shown = {"costs_status": given("in_place"), "costs_evidence": given("b"), "costs_documents": table(DOCUMENT)}
    score = centre.score(shown)
    assert said(score.why)[-1] == "The centre says it can show a document, and names it."
    assert not any("Price list" in text for text in said(score.why))
    attached = Answer(AnswerState.ANSWERED, "b", attachments=("a" * 64,))
    assert said(centre.score({**shown, "costs_evidence": attached}).why)[-1] == "A file that shows this is attached."


def test_a_hollow_level_3_says_once_that_evidence_lifts_and_fills(centre: Centre) -> None:
    score = centre.score({**centre.best, "costs_evidence": given("a")})
    assert (score.level, score.hollow) == (3, True)
    assert said(score.next) == [f"{centre.lift(4)[-1]} The level is then documented too."]


def test_level_4_says_what_keeps_it(centre: Centre) -> None:
    score = centre.score(centre.best)
    assert score.level == 4
    assert said(score.next) == [
        "Highest level. To keep it, go on following results and changing the work because of them."
    ]


def test_views_of_stakeholders_are_told_beside_the_level(centre: Centre) -> None:
    views = [
        StakeholderView(COSTS, verdict, frozenset(), independent)
        for verdict, independent in (
            ("confirmed", True),
            ("confirmed", False),
            ("partly", True),
            ("partly", False),
            ("contradicted", False),
            ("no_knowledge", True),
        )
    ]
    score = centre.score(centre.best, *views)  # type: ignore[arg-type]
    assert said(score.why)[-3:] == [
        "An outside person confirms this.",
        "A stakeholder confirms this in part.",
        "Contested: a stakeholder says otherwise. The level stays.",
    ]
    assert score.level == 4
