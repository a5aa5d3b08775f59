"""Taking back what was decided, by a decision that travels like others. db/README.md, Decisions 10."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from mrcworkbench.domain.revisions.decisions import Choice, Confirmation, TakeBack
from mrcworkbench.domain.revisions.lifting import lifted_by
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.meta import load_meta
from mrcworkbench.storage.database.tables import assessments, decisions
from mrcworkbench.storage.merged_sets.record_sets import CONFIRMATIONS
from mrcworkbench.storage.merged_sets.rows import load_records
from mrcworkbench.storage.merged_sets.verdicts import (
    CONFIRMED,
    WITH_EFFECT,
    forget_verdicts,
    load_effects,
    load_take_backs,
    load_verdicts,
)
from mrcworkbench.storage.merging.proposals import decide, retake

_DECIDED = select(decisions.c.id, assessments.c.centre_id).join(
    assessments, assessments.c.id == decisions.c.assessment_id
)


def take_back(
    connection: Connection, ids: Iterable[str], *, reason: str, author: str, moment: str
) -> tuple[TakeBack, ...]:
    """Lift decisions, records, and what this database said to proposals (which wait again then), all or none.

    One decision for each centre. Raises `UserError` decision_unknown, decision_taken_back, decision_waits.
    """
    by_centre: dict[str, set[str]] = {}
    centres, verdicts = _centres(connection), load_verdicts(connection)
    told = _own_words(connection)
    lifted = lifted_by({id_: one for id_, one in load_take_backs(connection).items() if verdicts.get(id_) == CONFIRMED})
    for id_ in ids:
        if id_ not in centres and id_ not in told:
            raise UserError("decision_unknown", decision=id_)
        if id_ in lifted:
            raise UserError("decision_taken_back", decision=id_)
        if id_ in centres and verdicts.get(id_) != CONFIRMED and not _is_taken_in(connection, id_):
            raise UserError("decision_waits", decision=id_)
        by_centre.setdefault(centres[id_] if id_ in centres else told[id_].centre, set()).add(id_)
    made = []
    for centre, those in sorted(by_centre.items()):
        one = TakeBack(centre, " ".join(sorted(those)), reason, author, moment)
        decide(connection, one)
        words = [told[id_] for id_ in those if id_ in told]
        forget_verdicts(connection, [word.subject for word in words])
        retake(connection, [word.subject for word in words], moment)
        made.append(one)
    return tuple(made)


def choose(connection: Connection, choice: Choice, rivals: Sequence[str]) -> bool:
    """Record which assessment counts; what was chosen before of the same round, one of these assessments, is taken
    back. False if it is known. Raises `UserError` centre_unknown."""
    before = [one for one in load_effects(connection).choices if one.assessment in (*rivals, choice.assessment)]
    if [one.assessment for one in before] == [choice.assessment]:
        return False
    if before:
        ids = [one.id for one in before]
        take_back(connection, ids, reason=choice.reason, author=choice.author, moment=choice.decided_at)
    return decide(connection, choice)


def _centres(connection: Connection) -> dict[str, str]:
    """By decision and record, the centre that it is about."""
    found: dict[str, str] = dict(connection.execute(_DECIDED).all())
    for which in WITH_EFFECT:
        found |= {id_: one.centre for id_, one in load_records(connection, which).items()}
    return found


def _own_words(connection: Connection) -> dict[str, Confirmation]:
    """What was said here to what came from elsewhere."""
    own = load_meta(connection)["file_id"]
    return {id_: one for id_, one in load_records(connection, CONFIRMATIONS).items() if one.database == own}


def _is_taken_in(connection: Connection, id_: str) -> bool:
    statement = "SELECT 1 FROM revision_decisions WHERE decision = ? LIMIT 1"
    return connection.exec_driver_sql(statement, (id_,)).first() is not None
