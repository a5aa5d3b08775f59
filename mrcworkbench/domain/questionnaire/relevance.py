"""Which questions are shown, and how expressions read the answers.

A question is shown when its `relevant` holds. An answer that is hidden, not known, declined, not applicable, in
conflict or carried over reads as blank, also for the `relevant` of further questions; but there what is carried over
reads as in the round before, so that all that waits to be confirmed is shown. Hidden answers are kept; they come back
when the question does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row, Value, confirmed
from mrcworkbench.domain.questionnaire.expressions import Expression, evaluate, is_complete, names
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.tags import Tag


@dataclass(frozen=True, slots=True)
class AnswersLookup:
    """Reads answers for expressions (`expressions.Lookup`). `as_of`: see the function; only the score asks for it."""

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    shown: Container[str]
    as_of: date | None = None

    @property
    def reference(self) -> date | None:
        """When the answers were last reviewed, as they say themselves; else `as_of`."""
        question = self.questionnaire.tagged(Tag.REVIEWED_ON)
        reviewed = None if question is None else self.value(question.code)
        return _day(reviewed) if isinstance(reviewed, str) else self.as_of

    def answer(self, code: str) -> Answer | None:
        """The answer to a question, if it is shown."""
        return self.answers.get(code) if code in self.shown else None

    def value(self, code: str) -> Value | None:
        answer = self.answer(code)
        return None if answer is None or answer.state is not AnswerState.ANSWERED else answer.value

    def complete_rows(self, code: str) -> tuple[Row, ...]:
        answer = self.answer(code)
        if answer is None:
            return ()
        required = self.questionnaire[code].required_columns
        return tuple(row for row in answer.rows if is_complete(row, required))


@dataclass(frozen=True, slots=True)
class _RelevanceLookup(AnswersLookup):
    """Reads answers as skip logic does: what is carried over as in the round before."""

    def answer(self, code: str) -> Answer | None:
        answer = self.answers.get(code)
        return confirmed(answer) if answer is not None and code in self.shown else None


def as_of(sealed_at: str, edited_at: str) -> date | None:
    """The day of which the answers are, where nobody says when they were reviewed: that of the last edit which is not
    sealed yet, else that of the last seal; in UTC, as both times are stored. None where there is neither."""
    return _day((edited_at or sealed_at)[:10])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Dependencies:
    """For each question, the questions whose `relevant` reads it, in the questionnaire's order."""

    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @staticmethod
    def of(questionnaire: Questionnaire) -> Dependencies:
        readers: dict[str, list[str]] = {}
        for question in questionnaire.questions():
            if question.relevant is not None:
                for code in names(question.relevant):
                    readers.setdefault(code, []).append(question.code)
        return Dependencies({code: tuple(codes) for code, codes in readers.items()})


def shown_questions(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The codes of all questions that are shown with these answers, and of the registers, which always are."""
    return shown_among(questionnaire, answers, (question.code for question in questionnaire.all_questions()))


def shown_among(questionnaire: Questionnaire, answers: Mapping[str, Answer], codes: Iterable[str]) -> frozenset[str]:
    """Those of these codes whose questions are shown with these answers."""
    shown = _Shown(questionnaire, answers)
    return frozenset(code for code in codes if code in shown)


class _Shown(Container[str]):
    """Asks each question once, and first those it depends on. The content checks see to it that there are no cycles."""

    def __init__(self, questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> None:
        self._questionnaire = questionnaire
        self._lookup = _RelevanceLookup(questionnaire, answers, self)
        self._known: dict[str, bool] = {}
        self._held: dict[int, bool] = {}
        """By condition (its identity): many questions of a section have the same one, which is parsed once."""

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, str):
            return False
        known = self._known.get(code)
        if known is None:
            relevant = self._questionnaire[code].relevant
            known = self._known[code] = relevant is None or self._holds(relevant)
        return known

    def _holds(self, relevant: Expression) -> bool:
        held = self._held.get(id(relevant))
        if held is None:
            held = self._held[id(relevant)] = evaluate(relevant, self._lookup)
        return held


def update_shown(
    questionnaire: Questionnaire,
    dependencies: Dependencies,
    answers: Mapping[str, Answer],
    shown: set[str],
    changed: Iterable[str],
) -> tuple[frozenset[str], frozenset[str]]:
    """Bring `shown` up to date after the answers to `changed` have changed.

    Returns what became shown and what became hidden.

    Only questions that depend on a change are asked again, and in turn those that depend on them.
    """
    before: dict[str, bool] = {}
    lookup = _RelevanceLookup(questionnaire, answers, shown)
    waiting = list(changed)
    while waiting:
        for code in dependencies.dependents.get(waiting.pop(), ()):
            relevant = questionnaire[code].relevant
            now = relevant is None or evaluate(relevant, lookup)
            if now != (code in shown):
                before.setdefault(code, not now)
                (shown.add if now else shown.discard)(code)
                waiting.append(code)
    turned = {code for code, was in before.items() if was != (code in shown)}
    return frozenset(turned & shown), frozenset(turned - shown)


def answer_of(answers: Mapping[str, Answer], code: str) -> Answer:
    """The answer to a question; `BLANK` where there is none."""
    return answers.get(code, BLANK)


def answer_tagged(questionnaire: Questionnaire, answers: Mapping[str, Answer], tag: Tag) -> Answer:
    """The answer to the question with this tag; `BLANK` where there is none, or no such question."""
    question = questionnaire.tagged(tag)
    return BLANK if question is None else answer_of(answers, question.code)
