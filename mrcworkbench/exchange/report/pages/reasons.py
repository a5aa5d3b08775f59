"""Which of the reasons of a criterion are findings of the work itself."""

from __future__ import annotations

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import CriterionScore, Reason


def findings(criterion: Criterion, score: CriterionScore) -> list[Reason]:
    """What holds, without what it rests on and what others say of it, which marks tell."""
    rests_on = {criterion.evidence_question, criterion.documents_question}
    return [reason for reason in score.why if reason.known and reason.questions and set(reason.questions) - rests_on]
