"""What a centre lets others see of its answers: one question says it, and is read here alone.

A consent is the code of the chosen option; None where the question is not answered, in conflict, or not asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_tagged
from mrcworkbench.domain.questionnaire.tags import Tag


def consent_of(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> str | None:
    """The consent in these answers."""
    answer = answer_tagged(questionnaire, answers, Tag.CONSENT)
    return answer.value if answer.is_answered and isinstance(answer.value, str) else None


def passes_on(questionnaire: Questionnaire, consent: str | None) -> bool:
    """Whether others may see the answers."""
    return _is(questionnaire, consent, Tag.PASSES_ON)


def counts_in_totals_only(questionnaire: Questionnaire, consent: str | None) -> bool:
    """Whether the centre counts in totals of many centres, and its answers are seen by nobody."""
    return _is(questionnaire, consent, Tag.TOTALS_ONLY)


def is_unnamed(questionnaire: Questionnaire, consent: str | None) -> bool:
    """Whether others may not see whose the answers are."""
    return _is(questionnaire, consent, Tag.UNNAMED)


def _is(questionnaire: Questionnaire, consent: str | None, tag: Tag) -> bool:
    question = questionnaire.tagged(Tag.CONSENT)
    return question is not None and consent in question.options_tagged(tag)
