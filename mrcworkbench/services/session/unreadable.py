"""Stored answers that cannot be read: damaged, or written by a program whose questionnaire is newer than this one.

The others are read all the same. The rule: the assessment opens; what is stored stays in the file byte for byte; the
question counts as blank; one message names every such question and says what to do; and nothing is sealed or sent
while it stands, since a revision must be what the centre said, and whoever receives it would refuse it. Only a person
replaces what is stored, by giving the question another answer. Where many assessments are read together it counts as
blank too, and the centre, the round and the question are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import questionnaire_of
from mrcworkbench.domain.questionnaire.answers import BLANK, going_along
from mrcworkbench.domain.questionnaire.fitting import fits
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.storage.store import Store

_MOST = 8
"""Questions that one message names; more are counted."""


@dataclass(frozen=True, slots=True)
class UnreadableAnswer:
    """One of many assessments, and a question that counts as blank in it. `question` can be shown, damaged or not."""

    assessment: AssessmentInfo
    question: str


def unreadable_in(assessment: AssessmentInfo, codes: Iterable[str]) -> tuple[UnreadableAnswer, ...]:
    """Those of one assessment."""
    return tuple(UnreadableAnswer(assessment, _shown(code)) for code in sorted(codes))


def unreadable_among(found: Sequence[UnreadableAnswer]) -> UserError | None:
    """One message about those of many assessments; None if there are none."""
    if not found:
        return None
    named = "; ".join(
        f"{one.assessment.centre.name} ({one.assessment.round}) "
        f"{_named(questionnaire_of(one.assessment), one.question)}"
        for one in found[:_MOST]
    )
    more = len(found) - _MOST
    return UserError("answers_unreadable_among", answers=f"{named}; +{more}" if more > 0 else named, n=len(found))


def unfit(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The questions that the questionnaire does not have, or whose stored answer is none that they can have. Nothing is
    wrong with what is kept of an earlier version, nor with what is only kept here of another version's question."""
    return frozenset(
        code for code, answer in answers.items() if not is_kept(code) and _is_unfit(questionnaire, code, answer)
    )


def _is_unfit(questionnaire: Questionnaire, code: str, answer: Answer) -> bool:
    return not fits(questionnaire[code], answer) if code in questionnaire else going_along(answer) != BLANK


def unreadable_error(questionnaire: Questionnaire, codes: Iterable[str], path: Path) -> UserError | None:
    """One message about all of them, in the questionnaire's order; None if there are none."""
    order = {question.code: place for place, question in enumerate(questionnaire.all_questions())}
    found = sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    if not found:
        return None
    named = ", ".join(_named(questionnaire, code) for code in found[:_MOST])
    more = len(found) - _MOST
    return UserError(
        "answers_unreadable", path=str(path), questions=f"{named}, +{more}" if more > 0 else named, n=len(found)
    )


def require_readable(store: Store, path: Path) -> None:
    """Raises `UserError` answers_unreadable for the first assessment with an answer that cannot be read."""
    for info in store.contents().assessments:
        asked = questionnaire_of(info)
        if asked is None:
            continue
        loaded = store.load(info.id)
        error = unreadable_error(asked, unfit(asked, loaded.answers) | loaded.damaged, path)
        if error is not None:
            raise error


def _named(questionnaire: Questionnaire | None, code: str) -> str:
    """By number and code; a question of a later version has only its code, which may be damaged itself."""
    if questionnaire is None or code not in questionnaire:
        return _shown(code)
    return f"{questionnaire.number(code)} ({code})"


def _shown(code: str) -> str:
    return code.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
