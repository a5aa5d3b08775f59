"""Taking out what files brought: the database is then what merging all the others would have made of it.

What another file holds too stays, as does what was made here; what goes is what these files alone brought. The rest
follows anew: views, names, and when something was begun.
db/README.md, Undoing and setting aside 1.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.storage.answers.names import file_assessment
from mrcworkbench.storage.answers.naming import name_centre
from mrcworkbench.storage.answers.sealing import load_history, take_view
from mrcworkbench.storage.answers.working_copy import referenced_attachments
from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.built_on import is_logged, require_nothing_built_on, unlogged_attestations
from mrcworkbench.storage.imports.log import ACT, BEGUN, BEGUN_HERE, Addition, Line
from mrcworkbench.storage.imports.logged_rows import Items, remove
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS

_LOGGED = "SELECT kind, id FROM import_additions WHERE import_id = ? AND number = ?"
_LINES = "SELECT import_id, number FROM import_additions WHERE kind = ? AND id = ?"
_LAST = "\U0010ffff"
_RECORDS = frozenset(one.kind for one in RECORD_SETS)


def take_out(connection: Connection, lines: Collection[Line], at: str) -> tuple[bool, set[Line]]:
    """Take out what these lines alone brought. Whether anything was, and which other lines hold some of what stays.
    Raises `UserError` import_built_on."""
    raw = driver(connection)
    going, stays = what_goes(raw, lines)
    touched = assessments_of(raw, going)
    require_nothing_built_on(connection, going, touched)
    begun = [id_ for kind, id_ in logged(raw, lines) if kind == BEGUN]
    centres = centres_of(raw, touched, begun, going.get("verdict", ()))
    remove(raw, {kind: ids for kind, ids in going.items() if kind != "attachment"})
    remove(raw, {"attachment": going.get("attachment", set()) - referenced_attachments(connection)})
    raw.executemany("DELETE FROM import_additions WHERE import_id = ? AND number = ?", list(lines))
    follow(connection, touched - going.get("assessment", set()), centres - going.get("centre", set()), begun, at)
    return any(going.values()), stays


def what_would_go(connection: Connection, lines: Collection[Line]) -> bool:
    """Whether anything goes with these lines; nothing is changed. Raises `UserError` import_built_on."""
    raw = driver(connection)
    going, _ = what_goes(raw, lines)
    require_nothing_built_on(connection, going, assessments_of(raw, going))
    return any(going.values())


def logged(raw: sqlite3.Connection, lines: Iterable[Line]) -> list[Addition]:
    """What the log has of these lines."""
    return [(kind, id_) for line in lines for kind, id_ in raw.execute(_LOGGED, line)]


def acts_of(raw: sqlite3.Connection, lines: Iterable[Line]) -> list[Addition]:
    """The records that a person of this file made with these lines."""
    said = (id_.split(" ") for kind, id_ in logged(raw, lines) if kind == ACT)
    return [(kind, id_) for kind, id_ in said]


def what_goes(raw: sqlite3.Connection, lines: Collection[Line]) -> tuple[Items, set[Line]]:
    """What goes with these lines, and the other lines that hold some of the rest."""
    these, others = frozenset(lines), set[Line]()
    going: dict[str, set[str]] = {}
    brought = [one for one in logged(raw, lines) if one[0] not in (BEGUN, ACT)]
    for kind, id_ in (*brought, *acts_of(raw, lines)):
        holders = set(raw.execute(_LINES, (kind, id_))) - these
        others |= holders
        if not holders:
            going.setdefault(kind, set()).add(id_)
    if _of_first_log(raw, lines):  # which did not list the attestations of what was new
        going.setdefault("attestation", set()).update(unlogged_attestations(raw, going.get("revision", set())))
    _add_what_was_said_of_it(raw, going)
    return going, others


def assessments_of(raw: sqlite3.Connection, items: Items) -> set[str]:
    """The assessments whose answers may be others with or without these items."""
    found = set(items.get("assessment", set()))
    said_of = {id_ for id_ in items.get("verdict", ()) if _is_confirmed(raw, id_)}
    lifted = {
        one
        for id_ in said_of
        for (lifts,) in raw.execute("SELECT lifts FROM take_backs WHERE id = ?", (id_,))
        for one in lifts.split()
    }
    decisions = items.get("decision", set()) | said_of | lifted
    for ids, table in ((items.get("revision", set()), "revisions"), (decisions, "decisions")):
        sql = f"SELECT assessment_id FROM {table} WHERE id = ?"  # noqa: S608 - our own words
        found.update(assessment for id_ in ids for (assessment,) in raw.execute(sql, (id_,)))
    return found


def centres_of(
    raw: sqlite3.Connection, assessments: Iterable[str], begun: Iterable[str], said_of: Collection[str]
) -> set[str]:
    """The centres that may be called otherwise: of these assessments, those of which a file said since when, and where
    something is said here of decisions and records, whoever was renamed."""
    sql = "SELECT centre_id FROM assessments WHERE id = ?"
    found = {centre for id_ in assessments for (centre,) in raw.execute(sql, (id_,))}
    if said_of:
        found.update(centre for (centre,) in raw.execute("SELECT centre_id FROM renames"))
    return found | {of for table, of, _ in map(json.loads, begun) if table == "centres"}


def follow(
    connection: Connection, assessments: Iterable[str], centres: Iterable[str], begun: Iterable[str], at: str
) -> None:
    """Make anew what follows from the merged sets and the log, where rows of these were taken out or put in."""
    for id_ in sorted(assessments):
        history = load_history(connection, id_)
        view = current_view(history)
        take_view(connection, id_, view, history.heads, at)
        if view.header is not None:
            file_assessment(connection, view.header, at)
    for id_ in sorted(centres):
        name_centre(connection, id_)
    for table, of in sorted({(table, of) for table, of, _ in map(json.loads, begun)}):
        _begin_anew(driver(connection), table, of)


def _begin_anew(raw: sqlite3.Connection, table: str, of: str) -> None:
    """A centre and an assessment were begun when the first says that is here."""
    here = sorted(_begun_at(raw, BEGUN_HERE, table, of))[-1:]  # before the first file that said it was earlier
    brought = raw.execute("SELECT 1 FROM import_additions WHERE kind = ? AND id = ?", (table.removesuffix("s"), of))
    if not here and brought.fetchone() is None:  # it was begun here, and no file said that it was earlier
        return
    said = [*_begun_at(raw, BEGUN, table, of), *here]
    sql = f"UPDATE {table} SET created_at = ? WHERE id = ? AND created_at <> ?"  # noqa: S608 - our own words
    if said and raw.execute(sql, (min(said), of, min(said))).rowcount:
        stamp(raw, table, of)


def _begun_at(raw: sqlite3.Connection, kind: str, table: str, of: str) -> list[str]:
    start = json.dumps((table, of), ensure_ascii=False).removesuffix("]")
    sql = "SELECT id FROM import_additions WHERE kind = ? AND id > ? AND id < ?"
    return [json.loads(id_)[2] for (id_,) in raw.execute(sql, (kind, f"{start}, ", f"{start}, {_LAST}"))]


def _of_first_log(raw: sqlite3.Connection, lines: Iterable[Line]) -> bool:
    sql = "SELECT is_sealed IS NULL FROM import_files WHERE import_id = ? AND number = ?"
    return any(raw.execute(sql, line).fetchone() == (1,) for line in lines)


def _add_what_was_said_of_it(raw: sqlite3.Connection, going: dict[str, set[str]]) -> None:
    """Whatever is said here of what goes, goes along, but for what was confirmed: that is taken back first."""
    (own,) = raw.execute("SELECT value FROM meta WHERE key = 'file_id'").fetchone() or ("",)
    confirmations = going.setdefault("confirmation", set())
    said = {subject for id_ in confirmations for (subject,) in _subject(raw, id_)}
    came = {id_ for kind in ("decision", *_RECORDS) for id_ in going.get(kind, ())}
    sql = "SELECT id, subject FROM confirmations WHERE database = ?"
    for id_, subject in raw.execute(sql, (own,)).fetchall():
        if subject in came and not _is_confirmed(raw, subject) and not is_logged(raw, "confirmation", id_):
            confirmations.add(id_)
    for id_, lifts in raw.execute("SELECT id, lifts FROM take_backs").fetchall():
        if confirmations.issuperset(lifts.split()) and not is_logged(raw, "take_back", id_):
            going.setdefault("take_back", set()).add(id_)
    spoken_of = came | said | going.get("verdict", set())
    going["verdict"] = {id_ for id_ in spoken_of if _has_verdict(raw, id_)}


def _subject(raw: sqlite3.Connection, confirmation: str) -> list[tuple[str]]:
    return raw.execute("SELECT subject FROM confirmations WHERE id = ?", (confirmation,)).fetchall()


def _is_confirmed(raw: sqlite3.Connection, subject: str) -> bool:
    found = raw.execute("SELECT verdict FROM verdicts WHERE subject = ?", (subject,)).fetchone()
    return bool(found == ("confirmed",))


def _has_verdict(raw: sqlite3.Connection, subject: str) -> bool:
    return raw.execute("SELECT 1 FROM verdicts WHERE subject = ?", (subject,)).fetchone() is not None
