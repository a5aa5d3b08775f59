"""Whether a stored answer is one that its question can have.

What was damaged, or written by another version of the questionnaire, must not reach the score: it is told before. Only
the shape is looked at; constraints and the characters of texts were judged when the answer was given.
"""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, confirmed
from mrcworkbench.domain.questionnaire.model import Question


def fits(question: Question, answer: Answer) -> bool:
    """Whether state, reason and value belong to this question; an answer in conflict has none of its own, one that is
    carried over those of the round before."""
    answer = confirmed(answer)
    if answer.state is AnswerState.NOT_APPLICABLE:
        return answer.reason in {option.code for option in question.not_applicable_reasons}
    if answer.state is not AnswerState.ANSWERED:
        return answer.value is None
    return answer.value is not None and question.rules.fits(question, answer.value)
