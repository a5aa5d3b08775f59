"""The round that an assessment was, as it was sealed. db/README.md, Rounds 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.revisions.revision import Attestation
from mrcworkbench.domain.rounds import revision_of_round
from mrcworkbench.storage.answers.encoding import StoredUnit, UnreadableUnitError, from_units
from mrcworkbench.storage.answers.sealing import load_history
from mrcworkbench.storage.database.tables import attestations, revisions


@dataclass(frozen=True, slots=True)
class SealedRound:
    """What the revision that is the round says, in the version of the questionnaire that it names."""

    label: str
    sealed_at: str
    questionnaire_version: str
    answers: Mapping[str, Answer]


def load_round(connection: Connection, assessment_id: str) -> SealedRound | None:
    """The round as it was sealed; None where nothing was. What was in conflict then, or cannot be read, is left out."""
    found = revision_of_round(_attestations(connection, assessment_id))
    if found is None:
        return None
    history = load_history(connection, assessment_id)
    header = history.revisions[found.revision].header
    parts: dict[str, dict[str, StoredUnit]] = {}
    view = current_view(history.known_to((found.revision,)))
    for (question, row), held in view.units.items():
        unit = held.unit
        parts.setdefault(question, {})[row] = StoredUnit(
            unit.state, unit.value, unit.reason, unit.comment, unit.attachments
        )
    in_conflict = {question for question, _ in view.contested}
    answers = {}
    for question in parts.keys() - in_conflict:
        try:
            answers[question] = from_units(parts[question])
        except UnreadableUnitError:
            continue
    return SealedRound(header.round, found.sealed_at, header.questionnaire_version, answers)


def _attestations(connection: Connection, assessment_id: str) -> list[Attestation]:
    columns = (attestations.c.sealed_at, attestations.c.author, attestations.c.revision, attestations.c.kind)
    of_this = (
        select(*columns)
        .join(revisions, revisions.c.id == attestations.c.revision)
        .where(revisions.c.assessment_id == assessment_id)
    )
    return [Attestation(*row) for row in connection.execute(of_this)]
