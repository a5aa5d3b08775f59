"""Answers that stand as officers corrected them, in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from sqlalchemy import Connection, bindparam, select

from mrcworkbench.domain.merging.correcting import corrected_answers
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.units import WHOLE, Unit
from mrcworkbench.storage.answers.encoding import StoredUnit, from_units, to_units
from mrcworkbench.storage.answers.sealing import load_shown
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import decisions

_CORRECTED = Prepared(
    select(decisions.c.id)
    .where(decisions.c.kind == "corrected", decisions.c.assessment_id == bindparam("assessment_id"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """An answer as it was before, and the decisions by which it stands otherwise, the newest first."""

    before: Answer
    decisions: tuple[Decision, ...]


def load_corrections(connection: Connection, assessment_id: str) -> dict[str, StoredCorrection]:
    """By question, the answers of an assessment that stand as officers corrected them. Raises as `load_history`, and
    `UnreadableUnitError`."""
    if _CORRECTED.run(connection, {"assessment_id": assessment_id}).fetchone() is None:
        return {}
    history = load_shown(connection, assessment_id)
    found = corrected_answers(history, current_view(history))
    return {code: StoredCorrection(_answer(one.before), one.decisions) for code, one in found.items()}


def answer_in(view: View, question: str) -> Answer:
    """What stands for a question; it must not be in conflict. Raises `UnreadableUnitError`."""
    return _answer({row: held.unit for (code, row), held in view.units.items() if code == question})


def units_of(answer: Answer) -> dict[str, Unit]:
    """The units of an answer that goes along whole, by row."""
    return {row: Unit(*astuple(unit)) for row, unit in to_units(answer).items()}


def _answer(said: Mapping[str, Unit]) -> Answer:
    if WHOLE not in said:
        return BLANK
    return from_units({row: StoredUnit(*astuple(unit)) for row, unit in said.items() if not unit.is_removed})
