"""Which criteria of two versions can be compared: only those that were asked and judged alike."""

from __future__ import annotations

from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What an assessment was asked, and what levels were made of it."""

    criteria: CriteriaSet
    questionnaire: Questionnaire


def comparable(now: Yardstick, then: Yardstick) -> frozenset[str]:
    """The ids of the criteria with the same rules of levels, on the same questions word by word."""
    if now.questionnaire is then.questionnaire:
        return frozenset(now.criteria.by_id)
    return frozenset(
        one.id
        for one in now.criteria.criteria
        if (before := then.criteria.by_id.get(one.id)) is not None and _are_alike(one, now, before, then)
    )


def _are_alike(criterion: Criterion, now: Yardstick, before: Criterion, then: Yardstick) -> bool:
    used = criterion.used_questions
    return (
        used == before.used_questions
        and criterion.conditions == before.conditions
        and criterion.applies_when == before.applies_when
        and criterion.evidence_order == before.evidence_order
        and all(now.questionnaire[code] == then.questionnaire[code] for code in used)
    )
