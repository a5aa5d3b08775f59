"""Taking the data of a centre out of this file for good. db/README.md, Decisions 12.

The pages that become free are overwritten (`secure_delete`). What stays is the id, that it was erased, and one
withdrawal, which tells others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from mrcworkbench.domain.revisions.decisions import Confirmation, Withdrawal
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.local_records import ErasedCentre, forget_erased, load_erased, note_erased
from mrcworkbench.storage.answers.working_copy import referenced_attachments
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.forgetting import files_that_held, forget_files
from mrcworkbench.storage.imports.log import named_in
from mrcworkbench.storage.imports.packing import drop_centre
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.merged_sets.verdicts import load_effects
from mrcworkbench.storage.merging.proposals import decide, require_centres
from mrcworkbench.storage.merging.taking_back import take_back

_OF_ASSESSMENT = ("drafts", "kept_here", "units", "contested", "working_parents", "attachment_names", "decisions")
_OF_REVISION = ("revision_units", "revision_parents", "revision_decisions", "attestations")


@dataclass(frozen=True)
class Erased:
    """What was taken out: the ids of the centre, and the paths of the files that had brought it."""

    centres: tuple[str, ...]
    files: tuple[str, ...]


def goes_by(connection: Connection, centre: str) -> tuple[str, ...]:
    """Every id under which a centre goes here, its own too. Raises `UserError` centre_unknown."""
    require_centres(connection, (centre,))
    known = load_effects(connection)
    every = [id_ for (id_,) in driver(connection).execute("SELECT id FROM centres ORDER BY id")]
    return tuple(id_ for id_ in every if id_ == centre or known.together(id_, centre))


def brought_by(connection: Connection, centre: str) -> tuple[str, ...]:
    """The paths of the files that brought a centre, under each id that it goes by. Raises `UserError`
    centre_unknown."""
    return tuple(sorted(files_that_held(driver(connection), goes_by(connection, centre))))


def erase(connection: Connection, withdrawal: Withdrawal) -> Erased:
    """Take out all that is of a centre, under each id that it goes by; a withdrawal stays, and nothing of it comes in
    again. Raises `UserError` centre_unknown."""
    raw = driver(connection)
    ids = goes_by(connection, withdrawal.centre)
    files = files_that_held(raw, ids)
    names = _names(raw, ids)
    staying = []
    for id_ in ids:
        said = Withdrawal(id_, withdrawal.reason, withdrawal.author, withdrawal.decided_at)
        decide(connection, said)
        staying.append(said.id)
    packed = set[tuple[str, int]]()
    for id_ in ids:
        _remove(raw, id_, staying)
        packed |= drop_centre(connection, id_)
        note_erased(connection, ErasedCentre(id_, withdrawal.reason, withdrawal.author, withdrawal.decided_at))
    forget_files(raw, files, packed, names)
    stored = {sha256 for (sha256,) in raw.execute("SELECT sha256 FROM attachments")}
    for sha256 in sorted(stored - referenced_attachments(connection)):
        raw.execute("DELETE FROM attachments WHERE sha256 = ?", (sha256,))
        raw.execute("DELETE FROM import_additions WHERE kind = 'attachment' AND id = ?", (sha256,))
    return Erased(ids, tuple(sorted(files)))


def lift_erasure(connection: Connection, centre: str, *, reason: str, author: str, moment: str) -> tuple[str, ...]:
    """Let data of an erased centre come in again, under each id that was erased with it; what withdrew it then is taken
    back. The ids. Raises `UserError` centre_not_erased."""
    known = load_erased(connection)
    if centre not in known:
        raise UserError("centre_not_erased", centre=centre)
    this = known[centre]
    ids = tuple(sorted(one.centre for one in known.values() if one.same_act(this)))
    for id_ in ids:
        forget_erased(connection, id_)
    held = load_effects(connection).records.values()
    withdrawn = [one.id for one in held if isinstance(one, Withdrawal) and one.centre in ids]
    if withdrawn:
        take_back(connection, withdrawn, reason=reason, author=author, moment=moment)
    return ids


def _names(raw: sqlite3.Connection, centres: Iterable[str]) -> set[str]:
    """Everything that these centres were ever called."""
    asked = (
        "SELECT name FROM centres WHERE id = ?1 UNION SELECT centre_name FROM revisions WHERE centre_id = ?1 "
        "UNION SELECT name FROM renames WHERE centre_id = ?1"
    )
    return {name for centre in centres for (name,) in raw.execute(asked, (centre,)) if name}


def _remove(raw: sqlite3.Connection, centre: str, staying: Collection[str]) -> None:
    """Every row of a centre, and what names it in what is local. The withdrawals that stay are named by their ids."""
    assessments = [id_ for (id_,) in raw.execute("SELECT id FROM assessments WHERE centre_id = ?", (centre,))]
    gone = {centre, *assessments}
    for assessment in assessments:
        of_this = "SELECT id FROM revisions WHERE assessment_id = ?"
        sealed = [id_ for (id_,) in raw.execute(of_this, (assessment,))]
        for table in _OF_REVISION:
            raw.executemany(f"DELETE FROM {table} WHERE revision = ?", [(id_,) for id_ in sealed])  # noqa: S608 - our words
        gone.update(sealed)
        gone.update(id_ for (id_,) in raw.execute("SELECT id FROM decisions WHERE assessment_id = ?", (assessment,)))
        for table in (*_OF_ASSESSMENT, "revisions"):
            raw.execute(f"DELETE FROM {table} WHERE assessment_id = ?", (assessment,))  # noqa: S608
        raw.execute("DELETE FROM reports WHERE instr(content, ?1)", (assessment,))
    for which in RECORD_SETS:
        named = "centre_id = ?1" + (" OR into_id = ?1" if "into_id" in which.more else "")
        subject = "subject" if which.kind == Confirmation.kind else "id"
        rows = raw.execute(f"SELECT id, {subject} FROM {which.table.name} WHERE {named}", (centre,)).fetchall()  # noqa: S608
        gone_here = [id_ for id_, about in rows if about not in staying]
        raw.executemany(f"DELETE FROM {which.table.name} WHERE id = ?", [(id_,) for id_ in gone_here])  # noqa: S608
        gone.update(gone_here)
    for id_ in (centre, *assessments):
        raw.execute("DELETE FROM settings WHERE instr(key, ?1) OR instr(value, ?1)", (id_,))
    raw.execute("DELETE FROM assessments WHERE centre_id = ?", (centre,))
    raw.execute("DELETE FROM centres WHERE id = ?", (centre,))
    _forget(raw, gone)


def _forget(raw: sqlite3.Connection, gone: Collection[str]) -> None:
    """What was said of it here, and which file brought it."""
    raw.executemany("DELETE FROM verdicts WHERE subject = ?", [(id_,) for id_ in gone])
    logged = (id_ for (id_,) in raw.execute("SELECT DISTINCT id FROM import_additions"))
    doomed = [(id_,) for id_ in logged if not set(gone).isdisjoint(named_in(id_))]
    raw.executemany("DELETE FROM import_additions WHERE id = ?", doomed)
