"""How much there is to answer, in one sentence: practices, questions and hours, as far as they can be known by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import main, questionnaire
from mrcworkbench.domain.progress import is_done
from mrcworkbench.domain.progress.bounds import Bounds, Outlook
from mrcworkbench.domain.progress.effort import minutes
from mrcworkbench.domain.questionnaire.relevance import answer_of

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
    from mrcworkbench.domain.texts import Texts

_WIDE = 20
"""A range of so many questions or more is told in tens."""
_TENS = 10
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """`practices`: the criteria that the questionnaire asks about. `questions`: how many will be asked in all, without
    optional ones. `minutes_left`: for those that are not answered. `not_applying`: questions that can no longer apply.
    """

    practices: int
    questions: Bounds
    minutes_left: Bounds
    not_applying: int


def scope_of(questionnaire: Questionnaire, outlook: Outlook, answers: Mapping[str, Answer], pace: float = 1.0) -> Scope:
    """What is to be expected with these answers, at a pace as `effort.pace` tells it."""

    def left(question: Question) -> float:
        waiting = question.is_needed and not is_done(answer_of(answers, question.code))
        return minutes(question) if waiting else 0

    time = outlook.bounds(answers, left)
    return Scope(
        practices=sum(section.criterion is not None for section in questionnaire.sections),
        questions=outlook.bounds(answers, lambda question: question.is_needed),
        minutes_left=Bounds(time.least * pace, time.most * pace),
        not_applying=sum(1 for _ in questionnaire.questions()) - len(outlook.possible(answers)),
    )


def scope_at_first(language: str, texts: Texts) -> str:
    """What a manager is in for who has not answered anything yet."""
    asked = questionnaire(main().id, language=language)
    return scope_sentence(scope_of(asked, Outlook(asked), {}), texts)


def scope_sentence(scope: Scope, texts: Texts, *, begun: bool = False) -> str:
    """ "24 practices; about 60 to 150 questions, about 2 to 4 hours"; `begun`: the time is what is left of it."""
    questions = _questions(scope.questions, texts)
    if scope.minutes_left.most:
        key = "home.scope_left" if begun else "home.scope_time"
        questions = texts.text(key, questions=questions, time=_time(scope.minutes_left, texts))
    if not scope.practices:
        return questions
    return texts.text("home.scope", practices=texts.plural("home.scope_practices", scope.practices), rest=questions)


def _questions(bounds: Bounds, texts: Texts) -> str:
    if bounds.is_exact:
        return texts.plural("home.scope_questions", int(bounds.most))
    if bounds.most - bounds.least < _WIDE:
        return texts.text("home.scope_between", least=int(bounds.least), most=int(bounds.most))
    return texts.text("home.scope_about", least=_down(bounds.least, _TENS), most=_up(bounds.most, _TENS))


def _time(left: Bounds, texts: Texts) -> str:
    """In hours; in tens of minutes where it is less than one."""
    if left.most < _HOUR:
        least, most, unit = _down(left.least, _TENS), _up(left.most, _TENS), "minutes"
    else:
        least, most, unit = _down(left.least, _HOUR) // _HOUR, _up(left.most, _HOUR) // _HOUR, "hours"
    least = max(least, 1 if unit == "hours" else _TENS)
    if least == most:
        return texts.plural(f"home.scope_{unit}", most)
    return texts.text(f"home.scope_{unit}_about", least=least, most=most)


def _down(amount: float, step: int) -> int:
    return floor(amount / step) * step


def _up(amount: float, step: int) -> int:
    return ceil(amount / step) * step
