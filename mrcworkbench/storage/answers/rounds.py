"""What a round says as it was sealed: for whoever begins the next one, or looks back. db/README.md, Rounds 2 and 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer
from mrcworkbench.domain.revisions.revision import Attestation
from mrcworkbench.domain.revisions.translation import is_newer
from mrcworkbench.domain.revisions.units import HeldUnit, Key
from mrcworkbench.domain.rounds import revision_of_round
from mrcworkbench.storage.answers.encoding import StoredUnit, UnreadableUnitError, from_units
from mrcworkbench.storage.answers.kept import kept_parts, moved_parts, with_kept
from mrcworkbench.storage.answers.sealing import load_history
from mrcworkbench.storage.answers.working_copy import load_answers
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.tables import attestations, revisions


@dataclass(frozen=True, slots=True)
class SealedRound:
    """What the revision that is the round says: its label, when it was sealed (UTC), and every answer that could be
    read and was in no conflict."""

    label: str
    sealed_at: str
    answers: Mapping[str, Answer]


class RoundStore:
    """The rounds of one file, as they were sealed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sealed(self, assessment_id: str, version: str) -> SealedRound | None:
        """The round that an assessment was, in this version of its questionnaire where it was sealed in no newer one.
        None where nothing was sealed."""
        with self._database.reading() as connection:
            return _load_round(connection, assessment_id, version)

    def sent_at(self, assessment_id: str) -> str | None:
        """When an assessment was last sealed to be sent (UTC); None where it never was."""
        with self._database.reading() as connection:
            sealed = (one.sealed_at for one in _attestations(connection, assessment_id) if one.kind == "sealed")
            return max(sealed, default=None)


def _load_round(connection: Connection, assessment_id: str, version: str) -> SealedRound | None:
    history = load_history(connection, assessment_id)
    found = revision_of_round(history, _attestations(connection, assessment_id))
    if found is None:
        return None
    label, round_ = history.revisions[found.revision].header.round, history.known_to((found.revision,))
    view = current_view(round_ if is_newer(round_.version, version) else round_.in_version(version))
    return SealedRound(label, found.sealed_at, _answers_of(view))


def load_answers_in(connection: Connection, assessment_id: str, version: str) -> Mapping[str, Answer]:
    """The answers of an assessment that is sealed as it stands, in this version of its questionnaire or a newer one,
    with what of them is kept here. In a newer one, those in conflict or damaged are left out."""
    stored = load_answers(connection, assessment_id).answers
    history = load_history(connection, assessment_id)
    translator, old = history.translator, history.version
    if old == version or translator is None:
        return stored
    questionnaire = history.revisions[history.heads[0]].header.questionnaire
    answers = _answers_of(current_view(history.in_version(version)))

    def translated(units: Mapping[Key, HeldUnit]) -> Mapping[Key, HeldUnit]:
        return translator.translated(units, questionnaire, old, version)

    for code, answer in stored.items():
        for to, parts in moved_parts(code, kept_parts(answer), translated).items():
            answers[to] = with_kept(answers.get(to, BLANK), parts)
    return answers


def _answers_of(view: View) -> dict[str, Answer]:
    parts: dict[str, dict[str, StoredUnit]] = {}
    for (question, row), held in view.units.items():
        unit = held.unit
        content = StoredUnit(unit.state, unit.value, unit.reason, unit.comment, unit.attachments)
        parts.setdefault(question, {})[row] = content
    answers = {}
    for question in parts.keys() - {question for question, _ in view.contested}:
        try:
            answers[question] = from_units(parts[question])
        except UnreadableUnitError:
            continue
    return answers


def _attestations(connection: Connection, assessment_id: str) -> list[Attestation]:
    columns = (attestations.c.sealed_at, attestations.c.author, attestations.c.revision, attestations.c.kind)
    of_this = (
        select(*columns)
        .join(revisions, revisions.c.id == attestations.c.revision)
        .where(revisions.c.assessment_id == assessment_id)
    )
    return [Attestation(*row) for row in connection.execute(of_this)]
