"""What a merge asks of the database for every file and every assessment in it."""

from __future__ import annotations

from sqlalchemy import BindParameter, Table, bindparam, exists, select, update

from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import assessments, attachments, attestations, centres, revisions, units

_OF: BindParameter[str] = bindparam("of")
_SAID = ("question", "row", "state", "value", "reason", "comment", "attachments", "origin")

WORKED_ON = Prepared(
    select(*(units.c[name] for name in _SAID))
    .where(units.c.assessment_id == _OF)
    .order_by(units.c.question, units.c.row)
)
FILED = Prepared(
    select(assessments.c.centre_id, assessments.c.questionnaire_id, assessments.c.about, assessments.c.follows).where(
        assessments.c.id == _OF
    )
)
ANSWERED = Prepared(
    select(assessments.c.questionnaire_id, assessments.c.questionnaire_version).where(assessments.c.id == _OF)
)
CALLED = Prepared(select(centres.c.name, centres.c.country).where(centres.c.id == _OF))
ATTESTED = Prepared(
    select(attestations.c.revision, attestations.c.author, attestations.c.sealed_at, attestations.c.kind)
    .join(revisions, revisions.c.id == attestations.c.revision)
    .where(revisions.c.assessment_id == _OF)
)
IS_EMPTY = Prepared(select(~exists(revisions.select())))
KNOWN_CENTRES = Prepared(
    select(assessments.c.centre_id, centres.c.name, centres.c.country, assessments.c.round).join(
        centres, centres.c.id == assessments.c.centre_id
    )
)
IS_ATTACHED = Prepared(select(attachments.c.sha256).where(attachments.c.sha256 == _OF))


def _begun(table: Table) -> Prepared:
    return Prepared(update(table).where(table.c.id == _OF).values(created_at=bindparam("at")))


CENTRE_BEGUN, ASSESSMENT_BEGUN = _begun(centres), _begun(assessments)
CENTRE_BEGUN_AT, ASSESSMENT_BEGUN_AT = (
    Prepared(select(table.c.created_at).where(table.c.id == _OF)) for table in (centres, assessments)
)
