"""From stored answers to a working copy: with the questionnaire, the criteria and the texts that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire_of
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.services.session.unreadable import unfit

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy
    from mrcworkbench.domain.texts import Texts

T = TypeVar("T")


def working_copy_of(
    chosen: AssessmentInfo, language: str, today: date, path: Path
) -> Callable[[Mapping[str, Answer]], WorkingCopy]:
    """What makes the working copy of an assessment from its answers, without those that are none; see `unreadable`.

    Raises `UserError` questionnaire_unknown, before anything is read.
    """
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy

    questionnaire = questionnaire_of(chosen, language)
    if questionnaire is None:
        named = f"{chosen.questionnaire_id} {chosen.questionnaire_version}"
        raise UserError("questionnaire_unknown", questionnaire=named, path=str(path))
    criteria = criteria_set(questionnaire.id, questionnaire.version, language)

    def make(answers: Mapping[str, Answer]) -> WorkingCopy:
        left_out = unfit(questionnaire, answers)
        known = {code: answer for code, answer in answers.items() if code not in left_out}
        return WorkingCopy(questionnaire, criteria, known, texts_in(language), today)

    return make


def texts_in(language: str) -> Texts:
    """The texts of the program in a language."""
    return catalogue(language)


def opened_one(thing: T | None) -> T:
    """What belongs to the open assessment. Raises `Fault` if none is open."""
    if thing is None:
        raise Fault("no assessment is open")
    return thing
