"""What persons of this file say to decisions and records, and what has effect because of it. Local, never merged.

db/README.md, Decisions 6.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, select
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.domain.merging.effects import Effects, effects
from mrcworkbench.domain.revisions.decisions import Record, Rename, TakeBack
from mrcworkbench.storage.database.prepared import Prepared, listed
from mrcworkbench.storage.database.tables import renames, take_backs, verdicts
from mrcworkbench.storage.merged_sets.record_sets import (
    CHOICES,
    JOINS,
    RENAMES,
    TAKE_BACKS,
    WITHDRAWALS,
    RecordSet,
)
from mrcworkbench.storage.merged_sets.rows import load_records

CONFIRMED, DECLINED = "confirmed", "declined"
WITH_EFFECT: tuple[RecordSet[Any], ...] = (WITHDRAWALS, JOINS, RENAMES, CHOICES, TAKE_BACKS)
"""The sets of records that change what is shown."""
_AMONG = Prepared(
    select(verdicts.c.subject).where(verdicts.c.verdict == CONFIRMED, verdicts.c.subject.in_(listed("ids")))
)
_ANY = Prepared(select(exists().where(verdicts.c.verdict == CONFIRMED)))
_ANY_TAKE_BACK = Prepared(select(exists().select_from(take_backs)))
_RENAMES_OF = Prepared(select(renames).where(renames.c.centre_id == bindparam("of")))
_inserting = insert(verdicts)
_KEEP = _inserting.on_conflict_do_update(index_elements=["subject"], set_={"verdict": _inserting.excluded.verdict})


def confirmed_among(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of these decisions and records that were confirmed here."""
    if not ids:
        return frozenset()
    return frozenset(id_ for (id_,) in _AMONG.run(connection, {"ids": json.dumps(sorted(ids))}))


def load_verdicts(connection: Connection) -> dict[str, str]:
    """All that was said here: by id, CONFIRMED or DECLINED."""
    return {row.subject: row.verdict for row in connection.execute(select(verdicts))}


def load_effects(connection: Connection) -> Effects:
    """Which records have effect here."""
    (is_any,) = _ANY.run(connection).fetchone()
    if not is_any:
        return Effects()
    known: dict[str, Record] = {}
    for which in WITH_EFFECT:
        known |= load_records(connection, which)
    return effects(known, confirmed_among(connection, known))


def renames_in_effect(connection: Connection, centre_id: str) -> tuple[Rename, ...]:
    """Those of one centre id, sorted by their ids."""
    known: dict[str, Record] = {row[0]: Rename(*row[1:]) for row in _RENAMES_OF.run(connection, {"of": centre_id})}
    if not known:
        return ()
    known |= load_take_backs(connection)
    return effects(known, confirmed_among(connection, known)).renames.get(centre_id, ())


def load_take_backs(connection: Connection) -> dict[str, TakeBack]:
    """All of them, by id, in effect or not."""
    (is_any,) = _ANY_TAKE_BACK.run(connection).fetchone()
    return load_records(connection, TAKE_BACKS) if is_any else {}


def keep_verdict(connection: Connection, subject: str, verdict: str) -> None:
    """What is said from now on."""
    connection.execute(_KEEP, {"subject": subject, "verdict": verdict})


def forget_verdicts(connection: Connection, subjects: Iterable[str]) -> None:
    """These wait again."""
    for subject in subjects:
        connection.execute(delete(verdicts).where(verdicts.c.subject == bindparam("s")), {"s": subject})
