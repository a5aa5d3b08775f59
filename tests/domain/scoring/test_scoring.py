"""Status, level, evidence and counts, to the letter of the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import Basis, CriterionScore, NamedDocument, Score, StakeholderView, Status
from mrcworkbench.domain.scoring.score import lower_median
from tests.answer_sets import REFERENCE, best_answers, given, not_applicable, score_of, table

COSTS = "development.remittances.transfer_costs"
GOV = "sustainability.government_integration"
INDEP = "sustainability.independent"
STEP = {
    "costs_plan_step": "Compare prices",
    "costs_plan_post": "Head of information",
    "costs_plan_by": "2027-01-31",
}
DOCUMENT = {"costs_documents_title": "Price list", "costs_documents_date": "2026-05-01"}

Scored = Callable[..., Score]


@pytest.fixture
def scored(manager: Questionnaire, criteria: CriteriaSet, texts: Catalogue) -> Scored:
    def score(answers: Mapping[str, Answer], *views: StakeholderView) -> Score:
        return score_of(manager, criteria, answers, texts, views, as_of=REFERENCE)

    return score


@pytest.fixture
def best(manager: Questionnaire, criteria: CriteriaSet) -> dict[str, Answer]:
    return best_answers(manager, criteria.by_id[COSTS])


def view(verdict: str, independent: bool = True, criterion: str = COSTS) -> StakeholderView:
    return StakeholderView(criterion, verdict, frozenset({"partner"}), independent)  # type: ignore[arg-type]


def test_planned_with_a_dated_step_and_a_post_is_level_1(scored: Scored) -> None:
    result = scored({"costs_status": given("planned"), "costs_plan": table(STEP)}).by_id[COSTS]
    assert (result.status, result.level, result.intended, result.evidence, result.hollow) == (
        Status.PLANNED,
        1,
        False,
        None,
        False,
    )


@pytest.mark.parametrize("missing", [*STEP, None])
def test_planned_without_what_post_or_date_is_intended_only(scored: Scored, missing: str | None) -> None:
    answers = {"costs_status": given("planned")}
    if missing:
        answers["costs_plan"] = table({code: value for code, value in STEP.items() if code != missing})
    result = scored(answers).by_id[COSTS]
    assert (result.status, result.level, result.intended, result.hollow) == (Status.PLANNED, 0, True, False)


def test_none_is_level_0_without_evidence(scored: Scored) -> None:
    result = scored({"costs_status": given("none"), "costs_evidence": given("d")}).by_id[COSTS]
    assert (result.status, result.level, result.evidence, result.hollow, result.applicable) == (
        Status.NONE,
        0,
        None,
        False,
        True,
    )


@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        Answer(AnswerState.NOT_KNOWN),
        Answer(AnswerState.DECLINED),
        Answer(AnswerState.CONFLICT),
        Answer(AnswerState.NOT_APPLICABLE),
    ],
)
def test_an_open_status_stays_in_the_count(scored: Scored, best: dict[str, Answer], answer: Answer) -> None:
    score = scored({**best, "costs_status": answer}, view("confirmed"))
    result = score.by_id[COSTS]
    assert (result.status, result.level, result.evidence, result.applicable) == (Status.NOT_KNOWN, None, None, True)
    assert score.applicable == 24
    assert score.dimensions[0].open == 9


def test_not_applicable_with_a_reason_leaves_the_count(
    scored: Scored, manager: Questionnaire, best: dict[str, Answer]
) -> None:
    score = scored({**best, "costs_status": not_applicable(manager["costs_status"])})
    result = score.by_id[COSTS]
    assert (result.status, result.level, result.evidence, result.applicable) == (
        Status.NOT_APPLICABLE,
        None,
        None,
        False,
    )
    assert score.applicable == 23
    assert score.dimensions[0].applicable == 8
    assert score.dimensions[0].open == 8


@pytest.mark.parametrize(
    ("tie", "government", "independent"),
    [
        (given("integrated"), True, False),
        (given("handover_signed"), True, False),
        (given("handover_intended"), True, True),
        (given("independent"), False, True),
        (Answer(), True, True),
        (Answer(AnswerState.NOT_KNOWN), True, True),
    ],
)
def test_the_tie_to_government_says_which_of_two_criteria_applies(
    scored: Scored, tie: Answer, government: bool, independent: bool
) -> None:
    score = scored({"prof_tie": tie, "gov_status": given("in_place"), "indep_status": given("in_place")})
    for id_, applies in ((GOV, government), (INDEP, independent)):
        assert score.by_id[id_].applicable is applies
        assert score.by_id[id_].status is (Status.IN_PLACE if applies else Status.NOT_APPLICABLE)


@pytest.mark.parametrize("grade", ["a", "b", "d", None])
@pytest.mark.parametrize(
    ("verdict", "independent", "raised"),
    [
        ("confirmed", True, True),
        ("confirmed", False, False),
        ("partly", True, False),
        ("contradicted", True, False),
        ("no_knowledge", True, False),
    ],
)
def test_only_an_independent_confirmation_raises_the_evidence(
    scored: Scored, best: dict[str, Answer], grade: str | None, verdict: str, independent: bool, raised: bool
) -> None:
    best["costs_evidence"] = Answer() if grade is None else given(grade)
    result = scored(best, view(verdict, independent)).by_id[COSTS]
    own = grade or "a"
    assert result.evidence == ("c" if raised else own)
    assert result.level == (3 if result.evidence == "a" else 4)
    assert result.hollow == (result.evidence == "a")
    assert result.contested == (verdict == "contradicted")


def test_a_view_of_one_criterion_says_nothing_of_another(scored: Scored, best: dict[str, Answer]) -> None:
    result = scored(best, view("contradicted", criterion=GOV)).by_id[COSTS]
    assert not result.contested


def test_a_view_from_anyone_contests_also_without_independence(scored: Scored, best: dict[str, Answer]) -> None:
    assert scored(best, view("contradicted", independent=False), view("confirmed")).by_id[COSTS].contested


def test_an_in_place_practice_without_more_is_level_2_and_hollow(scored: Scored) -> None:
    result = scored({"costs_status": given("in_place")}).by_id[COSTS]
    assert (result.status, result.level, result.evidence, result.hollow) == (Status.IN_PLACE, 2, "a", True)


@pytest.mark.parametrize("grade", ["b", "d"])
def test_level_4_is_never_hollow(scored: Scored, best: dict[str, Answer], grade: str) -> None:
    best["costs_evidence"] = given(grade)
    result: CriterionScore = scored(best).by_id[COSTS]
    assert (result.level, result.hollow) == (4, False)


@pytest.mark.parametrize("grade", ["b", "d"])
@pytest.mark.parametrize(
    ("document", "file", "basis"),
    [
        (None, False, Basis.OWN_WORD),
        ({"costs_documents_title": "Price list"}, False, Basis.OWN_WORD),
        ({"costs_documents_date": "2026-05-01"}, False, Basis.OWN_WORD),
        (DOCUMENT, False, Basis.NAMED),
        (None, True, Basis.ATTACHED),
        (DOCUMENT, True, Basis.ATTACHED),
    ],
)
def test_what_could_be_shown_counts_once_it_is_named_or_attached(
    scored: Scored, grade: str, document: Mapping[str, str] | None, file: bool, basis: Basis
) -> None:
    answers = {
        "costs_status": given("in_place"),
        "costs_evidence": Answer(AnswerState.ANSWERED, grade, attachments=("a" * 64,) if file else ()),
        "costs_documents": Answer() if document is None else table(document),
    }
    result = scored(answers).by_id[COSTS]
    own = basis is Basis.OWN_WORD
    assert (result.basis, result.evidence, result.hollow) == (basis, "a" if own else grade, own)
    assert (len(result.documents), result.attached) == (document is DOCUMENT, file)
    confirmed = scored(answers, view("confirmed")).by_id[COSTS]
    assert (confirmed.basis, confirmed.evidence, confirmed.hollow) == (Basis.CONFIRMED, "c", False)


def test_a_document_is_told_with_title_date_and_where_it_is_kept(scored: Scored) -> None:
    kept = {**DOCUMENT, "costs_documents_where": "With the head"}
    answers = {
        "costs_status": given("in_place"),
        "costs_evidence": given("b"),
        "costs_documents": table(DOCUMENT, kept, {"costs_documents_title": "A draft"}),
    }
    assert scored(answers).by_id[COSTS].documents == (
        NamedDocument("Price list", "2026-05-01", ""),
        NamedDocument("Price list", "2026-05-01", "With the head"),
    )


def test_a_file_at_another_question_is_no_evidence(scored: Scored) -> None:
    often = Answer(AnswerState.ANSWERED, "all", attachments=("a" * 64,))
    answers = {"costs_status": given("in_place"), "costs_often": often, "costs_evidence": given("b")}
    result = scored(answers).by_id[COSTS]
    assert (result.evidence, result.attached, result.basis) == ("a", 0, Basis.OWN_WORD)


def test_a_file_at_the_question_on_documents_is_evidence(scored: Scored) -> None:
    documents = replace(table({"costs_documents_title": "No date"}), attachments=("a" * 64,))
    answers = {"costs_status": given("in_place"), "costs_evidence": given("b"), "costs_documents": documents}
    result = scored(answers).by_id[COSTS]
    assert (result.evidence, result.attached, result.basis) == ("b", 1, Basis.ATTACHED)


def test_version_1_takes_the_word_for_a_document_and_ranks_a_study_highest(texts: Catalogue) -> None:
    form, rules = questionnaire("manager", "1.0.0"), criteria_set("manager", "1.0.0")
    for grade, confirmed in (("b", "c"), ("d", "d")):
        answers = {"costs_status": given("in_place"), "costs_evidence": given(grade)}
        own = score_of(form, rules, answers, texts).by_id[COSTS]
        assert (own.evidence, own.basis, own.documents, own.hollow) == (grade, Basis.UNNAMED, (), False)
        outside = score_of(form, rules, answers, texts, [view("confirmed")]).by_id[COSTS]
        assert (outside.evidence, outside.basis) == (confirmed, Basis.CONFIRMED)


@pytest.mark.parametrize(
    ("verdicts", "confirmed", "contradicted"),
    [
        ([], 0, 0),
        (["no_knowledge"] * 9, 0, 0),
        (["confirmed"] * 3 + ["contradicted"], None, None),
        (["confirmed"] * 5, None, None),
        (["confirmed"] * 4 + ["no_knowledge", "contradicted"], 4, 1),
        (["confirmed"] * 4 + ["partly"], 4, 0),
    ],
)
def test_voices_are_counted_only_where_no_one_can_be_found_in_the_count(
    scored: Scored, verdicts: list[str], confirmed: int | None, contradicted: int | None
) -> None:
    result = scored({"costs_status": given("in_place")}, *(view(verdict) for verdict in verdicts)).by_id[COSTS]
    assert (result.confirmed_by, result.contradicted_by) == (confirmed, contradicted)
    assert (result.basis is Basis.CONFIRMED) == ("confirmed" in verdicts)
    assert result.contested == ("contradicted" in verdicts)


@pytest.mark.parametrize(
    ("levels", "median"),
    [
        ([], None),
        ([None], None),
        ([3], 3),
        ([1, 4], 1),
        ([4, 1, None], 1),
        ([0, 4, 3], 3),
        ([0, 1, 3, 4], 1),
        ([2, 2, None, 4, 4, None], 2),
    ],
)
def test_the_lower_median_skips_what_has_no_level(levels: list[int | None], median: int | None) -> None:
    assert lower_median(levels) == median


def test_a_dimension_counts_its_criteria(scored: Scored, manager: Questionnaire, best: dict[str, Answer]) -> None:
    score = scored(
        {
            **best,
            "costs_evidence": given("b"),
            "transfers_status": given("planned"),
            "invest_status": given("none"),
            "jobs_status": given("in_place"),
            "jobs_evidence": given("d"),
            "jobs_documents": table({"jobs_documents_title": "Survey", "jobs_documents_date": "2026-01-31"}),
            "training_status": not_applicable(manager["training_status"]),
        }
    )
    dimension = score.dimensions[0]
    assert dimension.id == "development"
    assert (dimension.applicable, dimension.in_place, dimension.planned, dimension.none, dimension.open) == (
        8,
        2,
        1,
        1,
        4,
    )
    assert dimension.levels == {0: 2, 1: 0, 2: 1, 3: 0, 4: 1}
    assert dimension.evidenced == 2
    assert {heading.id: heading.median_level for heading in dimension.headings} == {
        "development.development_plans": None,
        "development.remittances": 0,
        "development.employment": 2,
        "development.diaspora": None,
    }
    assert (score.in_place, score.applicable) == (2, 23)


def test_counts_of_every_dimension_add_up(scored: Scored, manager: Questionnaire) -> None:
    score = scored({})
    assert [dimension.id for dimension in score.dimensions] == [
        "development",
        "protection",
        "setup",
        "sustainability",
    ]
    assert sum(dimension.applicable for dimension in score.dimensions) == score.applicable == 24
    assert [heading.id for dimension in score.dimensions for heading in dimension.headings] == list(
        dict.fromkeys(heading.id for dimension in score.dimensions for heading in dimension.headings)
    )
