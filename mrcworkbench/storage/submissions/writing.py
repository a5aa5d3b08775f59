"""A clean file to send: everything that merges, a manifest that answers for it, and nothing else.

Written fresh into a new file, row by row in the order of the keys: no free pages, no deleted text, no settings, drafts
or log of imports of this machine, no time of any single answer, and no working copy beside the sealed revisions:
whoever opens the file sees what follows from them.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, false, func, insert, select

from mrcworkbench.domain import samples
from mrcworkbench.domain.merging.loads import FULL, share
from mrcworkbench.domain.revisions.canonical import NotCanonical
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.sealing import Sealed, seal_working_copy
from mrcworkbench.storage.answers.working_copy import referenced_attachments
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.creation import build_database, new_file, require_name
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.meta import add_meta, load_meta
from mrcworkbench.storage.database.tables import (
    assessments,
    attachments,
    attestations,
    centres,
    decisions,
    revision_decisions,
    revision_parents,
    revision_units,
    revisions,
    working_parents,
)
from mrcworkbench.storage.merged_sets.attachment_names import add_name, sealed_names, sealed_places
from mrcworkbench.storage.merged_sets.manifests import KEY as MANIFEST
from mrcworkbench.storage.merged_sets.manifests import SENT_BY, manifest_of
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.strangers.weights import load_of, most

_WHOLE = (
    centres,
    assessments,
    revisions,
    revision_units,
    revision_parents,
    revision_decisions,
    attestations,
    *(one.table for one in RECORD_SETS),
    decisions,
)
_OF_COLLECTION = frozenset(one.table for one in RECORD_SETS if not one.record.of_centre)
_MANY = 500
"""Rows in one statement: a file of hundreds of centres must not stand in memory."""


@dataclass(frozen=True)
class Sealing:
    """By whom, when (a UTC timestamp), the id of the new file, and of which centres: None for all.

    Of assessments that are `only_read` here nothing is brought together: what an officer decided of them goes along, to
    be confirmed by whoever gets it.
    """

    author: str
    sealed_at: str
    file_id: str
    centres: frozenset[str] | None = None
    only_read: frozenset[str] = frozenset()


def write_submission(
    database: Database,
    target: Path,
    sealing: Sealing,
    *,
    verify: Callable[[Path], None],
    step: Callable[[int, int], None],
    overwrite: bool = False,
) -> tuple[Sealed, ...]:
    """Seal every assessment that is to go, and write the file, all or nothing: where it cannot be written or verified,
    nothing is sealed either.

    `verify` gets the finished file before it has its name, and raises if it is not right. `step` is told how many of
    the assessments are sealed, and ends the work by raising. Raises `UserError` as `storage.database.creation` and
    `storage.database.failures` do.
    """
    require_name(target, overwrite=overwrite)
    with new_file(target, overwrite=overwrite) as unfinished, database.writing() as connection:
        sealed = tuple(_seal_all(connection, sealing, step))
        with told_to_user(target):
            _write(connection, unfinished, sealing)
            verify(unfinished)
    return sealed


def _seal_all(connection: Connection, sealing: Sealing, step: Callable[[int, int], None]) -> Iterator[Sealed]:
    statement = _of(select(assessments.c.id).order_by(assessments.c.id), assessments, sealing)
    ids = connection.execute(statement).scalars().all()
    if not ids:
        raise UserError("nothing_to_submit")
    for done, id_ in enumerate(ids):
        step(done, len(ids))
        try:
            sealed = seal_working_copy(
                connection,
                id_,
                author=sealing.author,
                sealed_at=sealing.sealed_at,
                gather=id_ not in sealing.only_read and not _is_full(driver(connection), id_),
            )
        except NotCanonical as error:
            raise UserError("text_unstorable") from error
        yield sealed or Sealed(id_, _first_head(connection, id_), is_new=False)
    step(len(ids), len(ids))


def _first_head(connection: Connection, assessment: str) -> str:
    """One of the revisions in which an assessment stands that is sent as it is."""
    heads = select(func.min(working_parents.c.revision)).where(working_parents.c.assessment_id == assessment)
    return str(connection.execute(heads).scalar_one())


def _is_full(raw: sqlite3.Connection, assessment: str) -> bool:
    """Whether gathering its heads would make an assessment so full that little room is left. Then they are sent as
    they are, and a file that filled it can still be set aside: nothing goes on from it."""
    heads = raw.execute("SELECT count(*) FROM working_parents WHERE assessment_id = ?", (assessment,)).fetchone()[0]
    return bool(heads > 1) and share(load_of(raw, assessment), most()) >= FULL


def _write(source: Connection, unfinished: Path, sealing: Sealing) -> None:
    def fill(target: Connection) -> None:
        for table in _WHOLE:
            _copy(source, target, table, sealing)
        _copy_names(driver(source), driver(target))
        named = referenced_attachments(target)
        for sha256 in sorted(named):  # one by one: each may have ten megabytes
            found = source.execute(select(attachments).where(attachments.c.sha256 == sha256)).one_or_none()
            if found is not None:
                target.execute(insert(attachments), found._asdict())
        of_source = load_meta(source)
        mark = {key: value for key, value in of_source.items() if key == samples.MARK}
        add_meta(target, {SENT_BY: of_source["file_id"], **mark})
        add_meta(target, {MANIFEST: manifest_of(driver(target))})

    build_database(unfinished, fill, file_id=sealing.file_id, made_at=sealing.sealed_at)


def _copy_names(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """What files are called where something that leaves names them."""
    places = sealed_places(target)
    for assessment in sorted({place.assessment for place in places}):
        for name in sealed_names(source, assessment, places):
            add_name(target, name)


def _of(statement: Select[Any], table: Table, sealing: Sealing) -> Select[Any]:
    """Only the rows of the centres that are to go."""
    if sealing.centres is None:
        return statement
    if table in _OF_COLLECTION:
        return statement.where(false())
    if table is centres:
        return statement.where(centres.c.id.in_(sealing.centres))
    going = select(assessments.c.id).where(assessments.c.centre_id.in_(sealing.centres))
    if "assessment_id" in table.c:
        return statement.where(table.c.assessment_id.in_(going))
    if "centre_id" in table.c:
        return statement.where(table.c.centre_id.in_(sealing.centres))
    return statement.where(table.c.revision.in_(select(revisions.c.id).where(revisions.c.assessment_id.in_(going))))


def _copy(source: Connection, target: Connection, table: Table, sealing: Sealing) -> None:
    statement = _of(select(table).order_by(*table.primary_key.columns), table, sealing)
    found = source.execute(statement, execution_options={"yield_per": _MANY})
    with contextlib.closing(found):
        for rows in found.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])
