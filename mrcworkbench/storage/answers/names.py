"""How an assessment is filed, after something was added to the merged sets, and whether it was edited since.

A merge asks this for every file: so the statements are prepared.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, exists, or_, select, update

from mrcworkbench.domain.merging.sealing import seal
from mrcworkbench.domain.revisions.canonical import NotCanonical
from mrcworkbench.domain.revisions.revision import Header
from mrcworkbench.domain.revisions.translation import is_newer
from mrcworkbench.storage.answers.kept import move_kept
from mrcworkbench.storage.answers.sealing import load_history, load_unsealed
from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.driver import driver, translator_of
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import assessments, revisions, units, working_parents

_MAY_BE_EDITED = Prepared(
    select(
        or_(
            exists().where(units.c.assessment_id == bindparam("assessment_id"), units.c.origin.is_(None)),
            ~exists().where(working_parents.c.assessment_id == bindparam("assessment_id")),
            exists().where(
                assessments.c.id == bindparam("assessment_id"),
                working_parents.c.assessment_id == assessments.c.id,
                revisions.c.id == working_parents.c.revision,
                revisions.c.questionnaire_version != assessments.c.questionnaire_version,
            ),
        )
    )
)
_GOES_ON = select(working_parents.c.revision).where(working_parents.c.assessment_id == bindparam("of")).limit(1)
_FILE = Prepared(
    update(assessments)
    .where(
        assessments.c.id == bindparam("assessment_id"),
        or_(assessments.c.round != bindparam("of"), assessments.c.questionnaire_version != bindparam("version")),
    )
    .values(round=bindparam("of"), questionnaire_version=bindparam("version"))
)


def may_be_edited(connection: Connection, assessment_id: str) -> bool:
    """Whether the working copy may hold what is in no revision, told at a glance: every edit takes away an origin, and
    a copy that has moved on is of another version of the questionnaire than what it goes on from."""
    (may_be,) = _MAY_BE_EDITED.run(connection, {"assessment_id": assessment_id}).fetchone()
    return bool(may_be)


def is_edited(connection: Connection, assessment_id: str) -> bool:
    """Whether the working copy holds what is in no revision."""
    if not may_be_edited(connection, assessment_id):
        return False
    if connection.execute(_GOES_ON, {"of": assessment_id}).first() is None:  # nothing was ever sealed of it
        return True
    history = load_history(connection, assessment_id)
    try:
        return seal(load_unsealed(connection, assessment_id, history), history) is not None
    except NotCanonical:  # text that cannot be sealed is in no revision
        return True


def file_assessment(connection: Connection, header: Header, changed_at: str) -> None:
    """Let the row of an assessment say what its revisions say. What is kept here goes along into a newer version of the
    questionnaire; where an import is undone, it is still there in the older one."""
    raw, id_, version = driver(connection), header.assessment, header.questionnaire_version
    (before,) = raw.execute("SELECT questionnaire_version FROM assessments WHERE id = ?", (id_,)).fetchone()
    if not _FILE.run(connection, {"of": header.round, "version": version, "assessment_id": id_}).rowcount:
        return
    stamp(raw, "assessments", id_)
    translator = translator_of(connection)
    if translator is not None and is_newer(version, before):
        move_kept(
            connection,
            id_,
            lambda units: translator.translated(units, header.questionnaire, before, version),
            changed_at,
        )
