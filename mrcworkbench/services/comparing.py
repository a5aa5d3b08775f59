"""The open assessment beside the studied centres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.content.study import study
from mrcworkbench.domain.study.comparison import SAMPLE_CENTRE, STUDY_YEAR, Comparison, OwnProfile, compare
from mrcworkbench.services.session.working import require_levels

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


def own_profile(session: Session) -> OwnProfile:
    """What decides which studied centres are nearest; the sample is the centre that the study describes."""
    copy = session.working_copy
    if session.is_studied:
        return OwnProfile.of(copy.questionnaire, copy.answers, STUDY_YEAR, SAMPLE_CENTRE)
    return OwnProfile.of(copy.questionnaire, copy.answers, copy.today.year)


def comparison(session: Session) -> Comparison:
    """Per criterion, the own result beside the 14 centres. Raises `UserError` not_scored."""
    require_levels(session.working_copy)
    return compare(study(session.texts.language), session.working_copy.score(), own_profile(session))
