"""The round that the open assessment follows, with the rules by which it was judged; and when this one was sealed.
db/README.md, Rounds 5."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench import clocks
from mrcworkbench.content.instruments import criteria_set
from mrcworkbench.domain.disclosure.report_parts import SourceBefore
from mrcworkbench.domain.questionnaire.fitting import fits
from mrcworkbench.domain.questionnaire.relevance import as_of, shown_questions
from mrcworkbench.domain.scoring.score import score_all
from mrcworkbench.services.session.working import known_questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.services.session.session import Session


def earlier_round(session: Session, language: str) -> SourceBefore | None:
    """The round before, as it was sealed, in its own version of the questionnaire. None in a first round, and where
    this file does not hold the one before. Reads the file. Raises `UserError` questionnaire_unknown."""
    here = session.assessment
    before = next((one for one in session.assessments() if one.id == here.follows), None) if here.follows else None
    if before is None:
        return None
    asked = known_questionnaire(before, session.path, language)
    sealed = session.read_file(lambda store: store.rounds.sealed(before.id, asked.version))
    if sealed is None:
        return None
    return SourceBefore(
        round=sealed.label,
        questionnaire=asked,
        criteria=criteria_set(asked.id, asked.version, language),
        answers={code: one for code, one in sealed.answers.items() if code in asked and fits(asked[code], one)},
        as_of=as_of(sealed.sealed_at, ""),
    )


def scores_before(session: Session) -> Mapping[str, CriterionScore]:
    """By criterion, how it stood in the round before; empty where there is none."""
    before = earlier_round(session, session.texts.language)
    if before is None:
        return {}
    shown = shown_questions(before.questionnaire, before.answers)
    score = score_all(before.criteria, before.questionnaire, before.answers, shown, session.texts, as_of=before.as_of)
    return score.by_id


def sealed_day(session: Session) -> str | None:
    """The day (local, `YYYY-MM-DD`) on which the open assessment was sealed last; None where it was changed since, or
    never sealed to be sent. Reads the file."""
    here = session.assessment.id
    sent, stored = session.read_file(lambda store: (store.rounds.sent_at(here), store.load(here)))
    if sent is None or stored.edited_at:
        return None
    return clocks.local(datetime.fromisoformat(stored.sealed_at)).date().isoformat()
