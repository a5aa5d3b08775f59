"""The next round of an assessment: what it is called by all who begin it, what it begins with, and which revision of
the round before is that round. db/README.md, Rounds 1 to 5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID, uuid5

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, carried_over
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Attestation

_ROUNDS = UUID("c1f0a1de-6f0d-5c4b-9a53-5d0f6b1f7c11")
"""Namespace of the ids of rounds."""
_OF_ONE_ROUND = frozenset({Tag.RESPONDENTS, Tag.REVIEWED_ON, Tag.SOURCES, Tag.CONSENT, Tag.COUNTED_UNTIL})
_NOTHING = (BLANK, Answer(AnswerState.CONFLICT))


def next_round_id(before: str, label: str) -> str:
    """The id of the round with this label that follows an assessment: the same on every machine."""
    return str(uuid5(_ROUNDS, f"{before} {label}"))


def is_asked_again(question: Question) -> bool:
    """Whether an answer is never carried over: figures, which belong to one year, and what tells of one round alone:
    who answered, when and from what, and what others may see of it."""
    return bool(question.tags & _OF_ONE_ROUND) or question.column_tagged(Tag.PEOPLE) is not None


def first_answers(questionnaire: Questionnaire, before: Mapping[str, Answer]) -> dict[str, Answer]:
    """What a round begins with, from the answers of the round before in the same version of the questionnaire:
    everything answered or not applicable waits for a person to say that it is still true. Registers go on as they
    are."""
    first = dict(_going_on(questionnaire, before))
    return {code: answer for code, answer in first.items() if answer not in _NOTHING}


def _going_on(questionnaire: Questionnaire, before: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    for question in questionnaire.questions():
        if question.code in before and not is_asked_again(question):
            yield question.code, carried_over(before[question.code])
    for register in questionnaire.registers:
        if register.code in before:
            yield register.code, before[register.code]


def waiting(questionnaire: Questionnaire, answers: Mapping[str, Answer], shown: Iterable[str]) -> tuple[str, ...]:
    """Codes of the questions among those shown whose answers are carried over and not confirmed yet, in order."""
    return questionnaire.in_order(
        code for code in shown if code in answers and answers[code].state is AnswerState.CARRIED_OVER
    )


def revision_of_round(history: History, attestations: Iterable[Attestation]) -> Attestation | None:
    """Who sealed the revision that is the round, and when: the last that is no update of a plan alone. None where
    nothing was sealed.

    Whatever the clocks say, a revision comes after those that it goes on from; only between two of which neither does
    is the later taken.
    """
    sealed = [one for one in attestations if one.kind != "plan_update"]
    before = {older for one in sealed for older in history.ancestors(one.revision)}
    return max((one for one in sealed if one.revision not in before), default=None)
