"""Proofs about the levels of one criterion, of whatever content; each gives what speaks against it.

Every level can be reached, every condition matters by itself, and no better answer lowers a level (resources/README.md,
Criteria 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, Cell, Row
from mrcworkbench.domain.questionnaire.expressions import evaluate
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup, shown_among
from mrcworkbench.domain.scoring.criteria import Condition, Criterion
from mrcworkbench.domain.scoring.results import CriterionScore, StakeholderView
from mrcworkbench.domain.scoring.score import score_criterion
from tests.answer_sets import DAYS, REFERENCE, Answers, best_answers, full_rows, given, raises, random_answer

TEXTS = catalogue()
WHOLE = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.STATUS)


@dataclass(frozen=True)
class Judged:
    """A criterion, and the questionnaire whose answers it judges, on the day `REFERENCE`."""

    form: Questionnaire
    criterion: Criterion

    def lookup(self, answers: Answers) -> AnswersLookup:
        asked = (question.code for question in self.form.section_by_code[self.criterion.section].questions)
        return AnswersLookup(self.form, answers, shown_among(self.form, answers, {*answers, *asked}), REFERENCE)

    def score(self, answers: Answers, *, confirmed: bool = False) -> CriterionScore:
        view = StakeholderView(self.criterion.id, "confirmed", frozenset({"partner"}), True)
        views = [view] if confirmed else []
        return score_criterion(self.criterion, self.form, self.lookup(answers), answers, TEXTS, views)

    def level(self, answers: Answers, *, confirmed: bool = False) -> int:
        return self.score(answers, confirmed=confirmed).level or 0

    @property
    def best(self) -> Answers:
        return best_answers(self.form, self.criterion)

    @property
    def planned(self) -> Answers:
        plan = self.criterion.plan_question
        steps = {} if plan is None else {plan: full_rows(self.form[plan], 1)}
        return {self.criterion.status_question: given("planned"), **steps}


def not_reached(judged: Judged) -> dict[int, int]:
    """The levels that the answers which should reach them do not, each with the one reached in its place."""
    status, best = judged.criterion.status_question, judged.best
    witnesses: dict[int, Answers] = {
        0: {status: given("none")},
        1: judged.planned,
        2: {status: given("in_place")},
        3: {**best, judged.criterion.evidence_question: given("a")},
        4: best,
    }
    reached = {wanted: judged.level(answers) for wanted, answers in witnesses.items()}
    return {wanted: found for wanted, found in reached.items() if found != wanted}


def without_effect(judged: Judged, high: int) -> list[str]:
    """The conditions of a level without which it is not lost alone, or whose sentence is then not the one that says
    what lifts it."""
    conditions = judged.criterion.conditions[high - 1]
    return [one.lift for one in conditions if not any(_is_lost(judged, high, one, less) for less in _less(judged, one))]


def _less(judged: Judged, condition: Condition) -> Iterator[Answers]:
    best = judged.best
    for code in condition.questions:
        for answer in weaker(judged.form[code], best[code]):
            yield {**best, code: answer}


def _is_lost(judged: Judged, high: int, condition: Condition, answers: Answers) -> bool:
    lookup = judged.lookup(answers)
    others = [one for one in judged.criterion.conditions[high - 1] if one is not condition]
    if evaluate(condition.expression, lookup) or not all(evaluate(one.expression, lookup) for one in others):
        return False
    result = judged.score(answers)
    lifting = [one for one in result.next if condition.lift in one.text or condition.met in one.text]
    return result.level == high - 1 and len(lifting) == 1


def weaker(question: Question, top: Answer) -> Iterator[Answer]:
    """Answers to one question that show less practice than its best."""
    yield BLANK
    match question.type:
        case QuestionType.SINGLE:
            yield from (given(option.code) for option in question.options)
        case QuestionType.MULTIPLE:
            kept = [str(code) for code in top.value] if isinstance(top.value, tuple) else []
            for left_out in (*combinations(kept, 1), *combinations(kept, 2)):
                yield given(tuple(code for code in kept if code not in left_out))
            yield given((kept[0],))
        case QuestionType.TEXT:
            yield from (given("x" * n) for n in (1, 5, 15, 40))
        case QuestionType.DATE:
            yield from map(given, DAYS)
        case QuestionType.YEAR | QuestionType.NUMBER | QuestionType.INTEGER:
            if isinstance(top.value, int):
                yield from (given(top.value - n) for n in (1, 2, 4, 12, top.value) if n <= top.value)
        case QuestionType.TABLE:
            yield from (given(top.rows[:n]) for n in range(1, len(top.rows)))
            counted = [column.code for column in question.columns if column.more_is_better]
            for columns in (*((code,) for code in counted), counted):
                yield from (given(tuple(_with(row, columns, n) for row in top.rows)) for n in (0, 1, 5))
            for column in (one for one in question.columns if one.type is QuestionType.DATE):
                yield from (given(tuple(_with(row, (column.code,), day) for row in top.rows)) for day in DAYS)
        case QuestionType.STATUS:
            return


def _with(row: Row, columns: Iterable[str], cell: Cell) -> Row:
    return Row(row.id, {**row.cells, **dict.fromkeys(columns, cell)})


def lowered(judged: Judged, sets: int = 24) -> Iterator[tuple[str, Answer, Answer]]:
    """Better answers that lower the level: question, answer and better answer. Tried from the best answers, with one
    that is not a choice made weaker and raised again, and from so many sets of random ones."""
    best = judged.best
    weakened = (({**best, code: answer}, (code,)) for code, answer in _weakened(judged))
    others = ((answers, best) for answers in (best, *_by_chance(judged, sets)))
    for answers, codes in (*weakened, *others):
        now = judged.level(answers)
        for code in codes:
            for raised in raises(judged.form[code], answers[code]):
                if judged.level({**answers, code: raised}) < now:
                    yield code, answers[code], raised


def _by_chance(judged: Judged, sets: int = 24) -> Iterator[Answers]:
    rng = Random(judged.criterion.id)
    for _ in range(sets):
        luck = rng.choice([0.3, 0.7, 0.92])
        yield {
            code: top if rng.random() < luck else random_answer(judged.form[code], rng)
            for code, top in judged.best.items()
        }


def _weakened(judged: Judged) -> Iterator[tuple[str, Answer]]:
    for code, top in judged.best.items():
        if judged.form[code].type not in WHOLE:
            yield from ((code, answer) for answer in weaker(judged.form[code], top))


def levels_met(judged: Judged) -> set[int]:
    """The levels that random answers come to."""
    return {judged.level(answers) for answers in _by_chance(judged)}


def lost_by_confirming(judged: Judged) -> list[Answers]:
    """Answers that a confirmation from outside lowers."""
    return [one for one in _by_chance(judged) if judged.level(one, confirmed=True) < judged.level(one)]
