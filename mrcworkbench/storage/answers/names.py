"""What a centre and its assessments are called, after something was added to the merged sets."""

from __future__ import annotations

from sqlalchemy import Connection

from mrcworkbench.domain.merging.headers import centre_name_and_country, joined_header
from mrcworkbench.domain.merging.sealing import seal
from mrcworkbench.domain.revisions.canonical import NotCanonical
from mrcworkbench.domain.revisions.revision import Header
from mrcworkbench.storage.answers.sealing import load_history, load_unsealed
from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.driver import driver


def may_be_edited(connection: Connection, assessment_id: str) -> bool:
    """Whether the working copy may hold what is in no revision, told at a glance: every edit takes away an origin."""
    found = driver(connection).execute(
        "SELECT 1 FROM units WHERE assessment_id = ?1 AND origin IS NULL UNION ALL "
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM working_parents WHERE assessment_id = ?1) LIMIT 1",
        (assessment_id,),
    )
    return found.fetchone() is not None


def is_edited(connection: Connection, assessment_id: str) -> bool:
    """Whether the working copy holds what is in no revision."""
    if not may_be_edited(connection, assessment_id):
        return False
    history = load_history(connection, assessment_id)
    try:
        return seal(load_unsealed(connection, assessment_id, history), history) is not None
    except NotCanonical:  # text that cannot be sealed is in no revision
        return True


def name_centre(connection: Connection, centre_id: str) -> None:
    """Call a centre what its revisions call it; see `domain.merging.headers`."""
    raw = driver(connection)
    found = raw.execute("SELECT id FROM assessments WHERE centre_id = ? ORDER BY id", (centre_id,)).fetchall()
    headers = [header for (id_,) in found if (header := joined_header(load_history(connection, id_))) is not None]
    if headers:
        renamed = raw.execute(
            "UPDATE centres SET name = ?1, country = ?2 WHERE id = ?3 AND (name <> ?1 OR country <> ?2)",
            (*centre_name_and_country(headers), centre_id),
        )
        if renamed.rowcount:
            stamp(raw, "centres", centre_id)


def file_assessment(connection: Connection, header: Header) -> None:
    """Let the row of an assessment say what its revisions say."""
    raw = driver(connection)
    changed = raw.execute(
        "UPDATE assessments SET round = ?1, questionnaire_version = ?2 "
        "WHERE id = ?3 AND (round <> ?1 OR questionnaire_version <> ?2)",
        (header.round, header.questionnaire_version, header.assessment),
    )
    if changed.rowcount:
        stamp(raw, "assessments", header.assessment)
