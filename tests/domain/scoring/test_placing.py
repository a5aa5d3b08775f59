"""Where an assessment stands, read in short, is where its score says."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.scoring.placing import LETTERS, NOT_APPLICABLE, OPEN, places
from mrcworkbench.domain.scoring.results import Score
from tests.answer_sets import REFERENCE, best_answers, random_answer, random_answers, score_of
from tests.made_rules import CRITERION, made_criteria, made_form

MANAGER, CRITERIA = questionnaire("manager"), criteria_set("manager")


def letters(score: Score) -> str:
    found = (
        NOT_APPLICABLE if not one.applicable else OPEN if one.level is None else str(one.level)
        for one in score.criteria
    )
    return "".join(LETTERS[place] for place in found)


def expected(answers: dict[str, Answer]) -> str:
    return letters(score_of(MANAGER, CRITERIA, answers, catalogue()))


@for_all(st.integers(0, 2**32), st.booleans())
def test_places_are_those_of_the_score(seed: int, strong: bool) -> None:
    rng = Random(seed)
    answers = dict(random_answers(MANAGER, rng))
    if strong:  # levels above 1 are rare by chance
        for criterion in rng.sample(CRITERIA.criteria, 12):
            answers.update(best_answers(MANAGER, criterion))
    assert places(CRITERIA, MANAGER, answers, shown_questions(MANAGER, answers), None) == expected(answers)


@for_all(st.integers(0, 2**32), st.sampled_from([REFERENCE, date(2040, 1, 1), None]))
def test_places_are_those_of_the_day_of_the_answers(seed: int, as_of: date | None) -> None:
    form, rng = made_form(), Random(seed)
    criteria = made_criteria(form)
    best = best_answers(form, criteria.by_id[CRITERION])
    answers = {code: top if rng.random() < 0.95 else random_answer(form[code], rng) for code, top in best.items()}
    score = score_of(form, criteria, answers, catalogue(), as_of=as_of)
    assert places(criteria, form, answers, shown_questions(form, answers), as_of) == letters(score)


def test_every_place_comes_up() -> None:
    seen = set()
    for seed in range(40):
        rng = Random(seed)
        answers = dict(random_answers(MANAGER, rng))
        for criterion in rng.sample(CRITERIA.criteria, 12):
            answers.update(best_answers(MANAGER, criterion))
        seen |= set(expected(answers))
    assert seen == set(LETTERS.values())
