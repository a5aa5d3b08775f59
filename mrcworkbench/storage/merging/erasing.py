"""Taking the data of a centre out of this file for good. db/README.md, Decisions 11.

The pages that become free are overwritten (`secure_delete`). What stays is the id, that it was erased, and a
withdrawal, which tells others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from mrcworkbench.domain.revisions.decisions import Confirmation, TakeBack, Withdrawal
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.working_copy import referenced_attachments
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.packing import drop_centre
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.merged_sets.verdicts import load_effects
from mrcworkbench.storage.merging.proposals import decide, require_centres
from mrcworkbench.storage.merging.taking_back import take_back

_OF_ASSESSMENT = ("drafts", "kept_here", "units", "contested", "working_parents", "attachment_names", "decisions")
_OF_REVISION = ("revision_units", "revision_parents", "revision_decisions", "attestations")
_OUTLIVE = frozenset({Withdrawal.kind, TakeBack.kind, Confirmation.kind})
"""Kinds of records that name a centre by its id alone."""


@dataclass(frozen=True)
class Erased:
    """What was taken out: the ids of the centre, and the paths of the files that had brought it."""

    centres: tuple[str, ...]
    files: tuple[str, ...]


def load_erased(connection: Connection) -> frozenset[str]:
    """The ids of the centres that were erased here."""
    return frozenset(id_ for (id_,) in driver(connection).execute("SELECT centre_id FROM erased"))


def erase(connection: Connection, withdrawal: Withdrawal) -> Erased:
    """Take out all that is of a centre, under each id that it goes by; a withdrawal stays, and nothing of it comes in
    again. Raises `UserError` centre_unknown."""
    require_centres(connection, (withdrawal.centre,))
    known = load_effects(connection)
    (here,) = (withdrawal.centre,)
    every = {id_ for (id_,) in driver(connection).execute("SELECT id FROM centres")}
    ids = sorted(id_ for id_ in every if id_ == here or known.together(id_, here))
    for id_ in ids:
        decide(connection, Withdrawal(id_, withdrawal.reason, withdrawal.author, withdrawal.decided_at))
    raw = driver(connection)
    files = _forget_paths(raw, ids)
    for id_ in ids:
        _remove(raw, id_)
        drop_centre(connection, id_)
        raw.execute(
            "INSERT INTO erased (centre_id, reason, author, erased_at) VALUES (?, ?, ?, ?)",
            (id_, withdrawal.reason, withdrawal.author, withdrawal.decided_at),
        )
    stored = {sha256 for (sha256,) in raw.execute("SELECT sha256 FROM attachments")}
    for sha256 in sorted(stored - referenced_attachments(connection)):
        raw.execute("DELETE FROM attachments WHERE sha256 = ?", (sha256,))
    return Erased(tuple(ids), files)


def lift_erasure(connection: Connection, centre: str, *, reason: str, author: str, moment: str) -> None:
    """Let data of an erased centre come in again; what withdrew it with the erasure is taken back. Raises `UserError`
    centre_not_erased."""
    raw = driver(connection)
    if not raw.execute("DELETE FROM erased WHERE centre_id = ?", (centre,)).rowcount:
        raise UserError("centre_not_erased", centre=centre)
    held = load_effects(connection).records.values()
    ids = [one.id for one in held if isinstance(one, Withdrawal) and one.centre == centre]
    if ids:
        take_back(connection, ids, reason=reason, author=author, moment=moment)


def _remove(raw: sqlite3.Connection, centre: str) -> None:
    """Every row of a centre, and what names it in what is local."""
    assessments = [id_ for (id_,) in raw.execute("SELECT id FROM assessments WHERE centre_id = ?", (centre,))]
    for assessment in assessments:
        of_this = "SELECT id FROM revisions WHERE assessment_id = ?"
        gone = [id_ for (id_,) in raw.execute(of_this, (assessment,))]
        for table in _OF_REVISION:
            raw.executemany(f"DELETE FROM {table} WHERE revision = ?", [(id_,) for id_ in gone])  # noqa: S608 - our words
        gone += [id_ for (id_,) in raw.execute("SELECT id FROM decisions WHERE assessment_id = ?", (assessment,))]
        for table in (*_OF_ASSESSMENT, "revisions"):
            raw.execute(f"DELETE FROM {table} WHERE assessment_id = ?", (assessment,))  # noqa: S608
        raw.execute("DELETE FROM settings WHERE instr(key, ?1) OR instr(value, ?1)", (assessment,))
        raw.execute("DELETE FROM reports WHERE instr(content, ?1)", (assessment,))
        _forget(raw, (*gone, assessment))
    for which in RECORD_SETS:
        if which.kind not in _OUTLIVE:
            named = "centre_id = ?1" + (" OR into_id = ?1" if "into_id" in which.more else "")
            gone = [id_ for (id_,) in raw.execute(f"SELECT id FROM {which.table.name} WHERE {named}", (centre,))]  # noqa: S608
            raw.execute(f"DELETE FROM {which.table.name} WHERE {named}", (centre,))  # noqa: S608
            _forget(raw, gone)
    raw.execute("DELETE FROM settings WHERE instr(key, ?1) OR instr(value, ?1)", (centre,))
    raw.execute("DELETE FROM assessments WHERE centre_id = ?", (centre,))
    raw.execute("DELETE FROM centres WHERE id = ?", (centre,))
    _forget(raw, (centre,))


def _forget(raw: sqlite3.Connection, ids: Iterable[str]) -> None:
    """What was said of it here, and which file brought it."""
    for id_ in ids:
        raw.execute("DELETE FROM verdicts WHERE subject = ?", (id_,))
        raw.execute("DELETE FROM import_additions WHERE id = ?1 OR instr(id, ?1)", (id_,))


def _forget_paths(raw: sqlite3.Connection, centres: Iterable[str]) -> tuple[str, ...]:
    """The files that brought these centres, whose names tell of them: the log keeps their fingerprints."""
    found: set[tuple[str, str]] = set()
    for centre in centres:
        found.update(
            raw.execute(
                "SELECT DISTINCT f.path, f.sha256 FROM import_files AS f JOIN import_additions AS a "
                "ON a.import_id = f.import_id AND a.number = f.number WHERE (a.kind = 'centre' AND a.id = ?1) "
                "OR (a.kind = 'revision' AND a.id IN (SELECT id FROM revisions WHERE centre_id = ?1))",
                (centre,),
            )
        )
    for path, sha256 in found:
        raw.execute("UPDATE import_files SET path = ?, message = NULL WHERE path = ?", (sha256, path))
        raw.execute("UPDATE import_files SET path = ?1, message = NULL WHERE sha256 = ?1", (sha256,))
    return tuple(sorted(path for path, _ in found))
