"""From stored answers to a working copy: with the questionnaire, the criteria and the texts that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mrcworkbench.content.catalogue import SOURCE_LANGUAGE, catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire_of
from mrcworkbench.domain.questionnaire.relevance import as_of
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.services.session.unreadable import unfit

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.storage.store import Loaded

T = TypeVar("T")


def working_copy_of(chosen: AssessmentInfo, language: str, today: date, path: Path) -> Callable[[Loaded], WorkingCopy]:
    """What makes the working copy of an assessment as it was read, without answers that are none; see `unreadable`.

    Raises `UserError` questionnaire_unknown, before anything is read.
    """
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy

    questionnaire = known_questionnaire(chosen, path, language)
    criteria = criteria_set(questionnaire.id, questionnaire.version, language)

    def make(loaded: Loaded) -> WorkingCopy:
        left_out = unfit(questionnaire, loaded.answers)
        known = {code: answer for code, answer in loaded.answers.items() if code not in left_out}
        day = as_of(loaded.sealed_at, loaded.edited_at)
        return WorkingCopy(questionnaire, criteria, known, texts_in(language), today, as_of=day)

    return make


def known_questionnaire(chosen: AssessmentInfo, path: Path, language: str = SOURCE_LANGUAGE) -> Questionnaire:
    """The questionnaire of an assessment in its version. Raises `UserError` questionnaire_unknown."""
    found = questionnaire_of(chosen, language)
    if found is None:
        named = f"{chosen.questionnaire_id} {chosen.questionnaire_version}"
        raise UserError("questionnaire_unknown", questionnaire=named, path=str(path))
    return found


def require_levels(copy: WorkingCopy) -> None:
    """Raises `UserError` not_scored for a questionnaire that gives no levels."""
    if not copy.criteria_set.criteria:
        raise UserError("not_scored", title=copy.questionnaire.title)


def texts_in(language: str) -> Texts:
    """The texts of the program in a language."""
    return catalogue(language)


def opened_one(thing: T | None) -> T:
    """What belongs to the open assessment. Raises `Fault` if none is open."""
    if thing is None:
        raise Fault("no assessment is open")
    return thing
