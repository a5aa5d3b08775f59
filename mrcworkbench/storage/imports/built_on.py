"""What was made here on top of what a file brought, so that the file stays: revisions, edits, decisions.

What other files brought never keeps a file: each was whole in itself, and names what it did not hold itself. Only what
no file brought counts.
db/README.md, Undoing and setting aside 2.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.names import is_edited
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.log import ACT
from mrcworkbench.storage.imports.logged_rows import Items
from mrcworkbench.storage.merged_sets.histories import attestation_of_row
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS, RecordSet

_IS_LOGGED = "SELECT EXISTS (SELECT 1 FROM import_additions WHERE (kind = ? AND id = ?) OR (kind = ? AND id = ?))"
_PARENTS = """
SELECT revision, parent FROM revision_parents JOIN revisions ON revisions.id = revision WHERE assessment_id = ?
UNION ALL
SELECT revision, decision FROM revision_decisions JOIN revisions ON revisions.id = revision WHERE assessment_id = ?
"""
_ATTESTED = "SELECT revision, author, sealed_at, kind FROM attestations WHERE revision = ?"


class BuiltOnError(UserError):
    """Somebody has gone on from what a file brought. `what` says how: `sealed`, `edited`, `typed`, `begun`, `decided`,
    `confirmed`, or the kind of a record; the facts say who and when, or in which centre and round."""

    def __init__(self, what: str, **facts: str) -> None:
        super().__init__("import_built_on", what=what, **facts)
        self.what = what


def require_nothing_built_on(connection: Connection, going: Items, touched: set[str]) -> None:
    """Raises `BuiltOnError` where anything that was made here names any of what goes. `touched` are the assessments
    whose answers change by it."""
    raw = driver(connection)
    for assessment in sorted(touched):
        _require_not_sealed_on(raw, assessment, going)
        _require_not_decided_on(raw, assessment, going)
        if is_edited(connection, assessment):
            raise BuiltOnError("edited", **_called(raw, assessment))
    for assessment in sorted(going.get("assessment", ())):
        if any(_has(raw, table, "assessment_id", assessment) for table in ("drafts", "kept_here")):
            raise BuiltOnError("typed", **_called(raw, assessment))
    _require_nothing_begun(raw, going)
    came = set[str]().union(*going.values(), _attestations_signed(raw, going))
    for which in RECORD_SETS:
        for id_, author, at in _naming(raw, which, came):
            if id_ not in came and not is_logged(raw, which.kind, id_):
                raise BuiltOnError(which.kind, by=author, at=at)


def unlogged_attestations(raw: sqlite3.Connection, revisions: set[str]) -> set[str]:
    """Those of these revisions that the log has not, as it would call them."""
    listed = (json.dumps(row, ensure_ascii=False) for id_ in revisions for row in raw.execute(_ATTESTED, (id_,)))
    return {one for one in listed if not is_logged(raw, "attestation", one)}


def is_logged(raw: sqlite3.Connection, kind: str, id_: str) -> bool:
    """Whether a file brought it, or it was made with an import."""
    (found,) = raw.execute(_IS_LOGGED, (kind, id_, ACT, f"{kind} {id_}")).fetchone()
    return bool(found)


def _require_not_sealed_on(raw: sqlite3.Connection, assessment: str, going: Items) -> None:
    gone = set[str]().union(*(going.get(kind, ()) for kind in ("revision", "decision", "take_back")))
    on = {
        revision
        for revision, named in raw.execute(_PARENTS, (assessment, assessment))
        if named in gone and revision not in gone and not is_logged(raw, "revision", revision)
    }
    for revision in sorted(on):
        _, author, at, _ = raw.execute(_ATTESTED, (revision,)).fetchone() or ("", "", "", "")
        raise BuiltOnError("sealed", by=author, at=at)
    here = [id_ for (id_,) in raw.execute("SELECT id FROM revisions WHERE assessment_id = ?", (assessment,))]
    of_here = unlogged_attestations(raw, going.get("revision", set()).intersection(here))
    for listed in sorted(of_here - going.get("attestation", set())):
        _, author, at, _ = json.loads(listed)
        raise BuiltOnError("sealed", by=author, at=at)


def _require_not_decided_on(raw: sqlite3.Connection, assessment: str, going: Items) -> None:
    gone = going.get("revision", set()) | going.get("decision", set())
    sql = "SELECT id, settles, author, decided_at FROM decisions WHERE assessment_id = ? ORDER BY decided_at, id"
    for id_, settles, author, at in raw.execute(sql, (assessment,)).fetchall():
        if id_ not in gone and not gone.isdisjoint(settles.split()) and not is_logged(raw, "decision", id_):
            raise BuiltOnError("decided", by=author, at=at)


def _require_nothing_begun(raw: sqlite3.Connection, going: Items) -> None:
    """No round or view that was begun here is of a centre, or follows or is about an assessment, that goes."""
    gone = going.get("assessment", set())
    if not gone:
        return
    for id_, *names in raw.execute("SELECT id, centre_id, about, follows FROM assessments").fetchall():
        named = names[0] in going.get("centre", ()) or not gone.isdisjoint(names[1:])
        if named and id_ not in gone and not is_logged(raw, "assessment", id_):
            raise BuiltOnError("begun", **_called(raw, id_))


def _naming(raw: sqlite3.Connection, which: RecordSet[Any], came: set[str]) -> Iterator[tuple[str, str, str]]:
    """Id, author and time of each record that names any of what came."""
    said = ", ".join(name if name in which.more else "''" for name in ("author", "decided_at"))
    for column in which.naming:
        found = raw.execute(f'SELECT "{column}", id, {said} FROM {which.table.name}').fetchall()  # noqa: S608
        yield from ((id_, author, at) for named, id_, author, at in found if not came.isdisjoint(named.split()))


def _attestations_signed(raw: sqlite3.Connection, going: Items) -> Iterator[str]:
    """What signatures, where there are any, call the attestations that go."""
    if raw.execute("SELECT 1 FROM signatures LIMIT 1").fetchone() is not None:
        yield from (attestation_of_row(json.loads(listed)).id for listed in going.get("attestation", ()))


def _called(raw: sqlite3.Connection, assessment: str) -> dict[str, str]:
    sql = "SELECT name, round FROM assessments JOIN centres ON centres.id = centre_id WHERE assessments.id = ?"
    name, round_ = raw.execute(sql, (assessment,)).fetchone()
    return {"centre": name, "round": round_}


def _has(raw: sqlite3.Connection, table: str, column: str, value: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608 - our own words
    return raw.execute(sql, (value,)).fetchone() is not None
