"""The next round of a centre's assessment. db/README.md, Rounds 2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench.content import instruments
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.fitting import fits
from mrcworkbench.domain.revisions.respondents import respondent_of
from mrcworkbench.domain.rounds import first_answers, next_round_id
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.choice import choose_assessment
from mrcworkbench.services.session.databases import now, round_of
from mrcworkbench.services.session.file_use import is_own
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.working import known_questionnaire

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round that was begun; `carried_over` answers wait for a person to say that they are still true."""

    assessment: AssessmentInfo
    carried_over: int


def new_round(
    session: Session, assessment_id: str | None, label: str, *, clock: Callable[[], datetime] = now
) -> NewRound:
    """Begin the round that follows an assessment (None: the only one), in the newest version of its questionnaire. What
    is open in the session stays open.

    All or nothing. Raises `UsageError` assessment_ambiguous, assessment_unknown; `UserError` centre_withdrawn,
    round_of_sample, round_of_another_centre, round_of_view, round_missing, round_too_long, round_begun_before,
    round_label_taken, questionnaire_unknown, unsaved_answers, answers_unreadable, and why nothing can be saved.
    """
    before = choose_assessment(session.assessments(), assessment_id)
    _require_may_follow(session, before)
    session.require_writable()
    asked = known_questionnaire(before, session.path)
    newest = instruments.questionnaire(asked.id)
    label = round_of(label)
    moment = timestamp(clock())
    begun = replace(
        before,
        id=next_round_id(before.id, label),
        round=label,
        questionnaire_version=newest.version,
        created_at=moment,
        follows=before.id,
    )
    _require_new(session, begun)

    def begin(store: Store) -> int:
        author = respondent_of(asked, store.load(before.id).answers)
        first: dict[str, Answer] = {}

        def begin_with(answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
            first.update(first_answers(newest, _fitting(newest, answers)))
            return first

        store.begin_round(begun, begin_with, author=author)
        return sum(answer.state is AnswerState.CARRIED_OVER for answer in first.values())

    carried_over = session.work(begin).result()
    session.refresh()
    return NewRound(begun, carried_over)


@dataclass(frozen=True, slots=True)
class RoundBefore:
    """The round before the one that is open, as it was sealed: UTC, and what it said, figures too."""

    label: str
    sealed_at: str
    answers: Mapping[str, Answer]


def round_before(session: Session) -> RoundBefore | None:
    """The round that the open assessment follows, in the words of its questionnaire; None in a first round, and where
    this file does not hold the one before. Reads the file."""
    before, version = session.assessment.follows, session.questionnaire.version
    sealed = session.read_file(lambda store: store.rounds.sealed(before, version)) if before else None
    if sealed is None:
        return None
    return RoundBefore(sealed.label, sealed.sealed_at, _fitting(session.questionnaire, sealed.answers))


def sent_at(session: Session) -> str | None:
    """When the open assessment was last sealed to be sent (UTC); None where it never was. Reads the file."""
    here = session.assessment.id
    return session.read_file(lambda store: store.rounds.sent_at(here))


def _fitting(asked: Questionnaire, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Answers as far as they have a place in this version of the questionnaire."""
    return {code: answer for code, answer in answers.items() if code in asked and fits(asked[code], answer)}


def _require_may_follow(session: Session, before: AssessmentInfo) -> None:
    if before.centre.is_sample and not session.is_practice:
        raise UserError("round_of_sample")
    if not is_own(session, before):
        raise UserError("round_of_another_centre", centre=before.centre.name)
    if before.about:
        raise UserError("round_of_view")


def _require_new(session: Session, begun: AssessmentInfo) -> None:
    for one in session.assessments():
        if one.id == begun.id:
            raise UserError("round_begun_before", round=one.round, assessment=one.id)
        same_label = one.round.casefold() == begun.round.casefold()
        if same_label and (one.centre.id, one.questionnaire_id) == (begun.centre.id, begun.questionnaire_id):
            raise UserError("round_label_taken", round=one.round)
