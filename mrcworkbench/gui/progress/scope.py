"""How much there is to answer, in one sentence: practices, questions and hours, as far as they can be known by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import main, questionnaire
from mrcworkbench.domain.progress import is_done, waiting_questions
from mrcworkbench.domain.progress.bounds import NONE, Bounds, Outlook
from mrcworkbench.domain.progress.effort import minutes
from mrcworkbench.domain.questionnaire.relevance import answer_of, shown_questions

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
    optional ones. `minutes_left`: for those that are not answered, by section. `not_applying`: questions that can no
    longer apply.
    """

    practices: int
    questions: Bounds
    minutes_left: Mapping[str, Bounds]
    not_applying: int

    @property
    def all_minutes_left(self) -> Bounds:
        """The sum of what the sections say."""
        return sum(self.minutes_left.values(), NONE)


def scope_of(questionnaire: Questionnaire, outlook: Outlook, answers: Mapping[str, Answer], pace: float = 1.0) -> Scope:
    """What is to be expected with these answers, at a pace as `effort.pace` tells it.

    A follow-up takes time from when it is asked, and an optional one while its section waits for something: what may
    stay empty keeps no section from being done.
    """
    shown = shown_questions(questionnaire, answers)
    waiting = frozenset(waiting_questions(questionnaire, answers, shown))
    begun = {questionnaire.section_of(code).code for code in waiting}

    def left(question: Question) -> float:
        if is_done(answer_of(answers, question.code)):
            return 0
        if question.code in questionnaire.follow_ups:
            section = questionnaire.section_of(question.code).code
            counts = question.code in shown and section in begun
        else:
            counts = question.is_needed
        return minutes(question) if counts else 0

    return Scope(
        practices=sum(section.criterion is not None for section in questionnaire.sections),
        questions=outlook.bounds(answers, lambda question: question.is_needed),
        minutes_left={code: time.times(pace) for code, time in outlook.by_section(answers, left).items()},
        not_applying=sum(1 for _ in questionnaire.questions()) - len(outlook.possible(answers)),
    )


def scope_at_first(language: str, texts: Texts) -> str:
    """What a manager is in for who has not answered anything yet."""
    asked = questionnaire(main().id, language=language)
    return scope_sentence(scope_of(asked, Outlook(asked), {}), texts)


def scope_sentence(scope: Scope, texts: Texts, *, begun: bool = False) -> str:
    """ "24 practices; about 60 to 150 questions, about 2 to 4 hours"; `begun`: the time is what is left of it."""
    questions = _questions(scope.questions, texts)
    if scope.all_minutes_left.most:
        key = "home.scope_left" if begun else "home.scope_time"
        questions = texts.text(key, questions=questions, time=_time(scope.all_minutes_left, texts))
    if not scope.practices:
        return questions
    return texts.text("home.scope", practices=texts.plural("home.scope_practices", scope.practices), rest=questions)


def section_minutes(left: Bounds, texts: Texts, *, begun: bool = False) -> str:
    """ "2 to 5 min", or "5 min left" of a section that is begun; nothing where nothing is left."""
    if not left.most:
        return ""
    least, most = max(1, _down(left.least, 1)), max(1, _up(left.most, 1))
    if left.is_exact or least == most:
        time = texts.text("home.minutes", n=most)
    else:
        time = texts.text("home.minutes_between", least=least, most=most)
    return texts.text("home.minutes_left", time=time) if begun else time


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
