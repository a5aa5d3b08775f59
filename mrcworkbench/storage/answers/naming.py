"""What a centre is called in the file, and the conflicts about it: db/README.md, Views 6.

A merge asks this for files that call a centre otherwise: so the statements are prepared, and only headers are read.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, bindparam, delete, exists, insert, or_, select, update

from mrcworkbench.domain.merging.naming import Naming, name_of_centre
from mrcworkbench.domain.revisions.decisions import ROUND, Rename
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header, Revision
from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.file_use import load_file_use
from mrcworkbench.storage.database.meta import load_meta
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import assessments, centres, contested, revision_parents, revisions
from mrcworkbench.storage.merged_sets.verdicts import renames_in_effect

_OF_CENTRE = assessments.c.centre_id == bindparam("centre_id")
_OF_NAMES = (contested.c.question == "", contested.c.row != ROUND)
_HEADERS = Prepared(
    select(revisions)
    .join(assessments, assessments.c.id == revisions.c.assessment_id)
    .where(_OF_CENTRE)
    .order_by(revisions.c.assessment_id, revisions.c.id)
)
_PARENTS = Prepared(
    select(revision_parents)
    .join(revisions, revisions.c.id == revision_parents.c.revision)
    .join(assessments, assessments.c.id == revisions.c.assessment_id)
    .where(_OF_CENTRE)
    .order_by(revision_parents.c.revision, revision_parents.c.parent)
)
_CALL = Prepared(
    update(centres)
    .where(
        centres.c.id == bindparam("centre_id"),
        or_(centres.c.name != bindparam("called"), centres.c.country != bindparam("lies_in")),
    )
    .values(name=bindparam("called"), country=bindparam("lies_in"))
)
_CONTESTED = Prepared(
    select(contested.c.assessment_id, contested.c.row, contested.c.conflict_id)
    .join(assessments, assessments.c.id == contested.c.assessment_id)
    .where(_OF_CENTRE, *_OF_NAMES)
)
_SETTLE = delete(contested).where(contested.c.assessment_id.in_(select(assessments.c.id).where(_OF_CENTRE)), *_OF_NAMES)
_CALLED = select(centres.c.name, centres.c.country).where(centres.c.id == bindparam("centre_id"))
_IS_FOLLOWED = select(exists().where(assessments.c.follows == bindparam("of")))


def load_naming(connection: Connection, centre_id: str) -> Naming | None:
    """What a centre is called by what is here and has effect; None where nothing of it was sealed."""
    return name_of_centre(*load_names_said(connection, centre_id))


def load_names_said(connection: Connection, centre_id: str) -> tuple[dict[str, History], tuple[Rename, ...]]:
    """What says how a centre is called: the headers of its revisions, by assessment, and its renames in effect."""
    given = {"centre_id": centre_id}
    parents = {
        id_: tuple(parent for _, parent in rows)
        for id_, rows in groupby(_PARENTS.run(connection, given).fetchall(), itemgetter(0))
    }
    histories = {}
    for id_, rows in groupby(_HEADERS.run(connection, given).fetchall(), itemgetter(1)):
        made = (Revision(row[0], Header(*row[1:-1]), parents.get(row[0], ()), (), {}, row[-1]) for row in rows)
        histories[id_] = History({one.id: one for one in made})
    return histories, renames_in_effect(connection, centre_id)


def name_centre(connection: Connection, centre_id: str) -> bool:
    """Call a centre so, after something came or went that may call it otherwise. Whether there is a conflict about it
    that was not open before."""
    naming = load_naming(connection, centre_id)
    if naming is None:
        return False
    given = {"called": naming.name, "lies_in": naming.country, "centre_id": centre_id}
    if _CALL.run(connection, given).rowcount:
        stamp(driver(connection), "centres", centre_id)
    return keep_conflicts(connection, centre_id, naming)


def keep_conflicts(connection: Connection, centre_id: str, naming: Naming) -> bool:
    """Write down which conflicts about its name are open. Whether there is one that was not open before."""
    given = {"centre_id": centre_id}
    before = set(_CONTESTED.run(connection, given).fetchall())
    after = {(one.assessment, one.row, one.id) for one in naming.conflicts}
    if before != after:
        connection.execute(_SETTLE, given)
        for assessment_id, row, conflict_id in sorted(after):
            values = {"assessment_id": assessment_id, "question": "", "row": row, "conflict_id": conflict_id}
            connection.execute(insert(contested).values(values))
    return not {id_ for *_, id_ in after} <= {id_ for *_, id_ in before}


def is_name_contested(connection: Connection, centre_id: str) -> bool:
    """Whether there is a conflict about what a centre is called, or where it lies."""
    return _CONTESTED.run(connection, {"centre_id": centre_id}).fetchone() is not None


def renamed_here(connection: Connection, header: Header) -> Header:
    """The header that is sealed next. In a centre's own file its last round, if it was begun there, takes over what a
    person renamed: so it reaches others as the centre's own word."""
    if not renames_in_effect(connection, header.centre) or is_name_contested(connection, header.centre):
        return header
    use = load_file_use(connection, load_meta(connection))
    is_followed = connection.execute(_IS_FOLLOWED, {"of": header.assessment}).scalar_one()
    if use.collects or header.assessment in use.brought or is_followed:
        return header
    name, country = connection.execute(_CALLED, {"centre_id": header.centre}).one()
    return replace(header, centre_name=name, country=country)
