"""The first revision of an assessment, as nearly every submission brings it: its rows are the view, so that they are
copied inside SQLite, and no object is made of them."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy import insert as insert_rows

from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.units import CARRIED_OVER, ORDER, TABLE, WHOLE
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.merged_sets.rows import insert
from mrcworkbench.storage.strangers.incoming import IncomingAssessment

_SAME = ("question", "row", "state", "value", "reason", "comment", "attachments")
_sealed = tables.revision_units.c
_COPY = Prepared(
    insert_rows(tables.units).from_select(
        ["assessment_id", *_SAME, "origin", "changed_at"],
        select(
            bindparam("into"),
            *(_sealed[name] for name in _SAME),
            func.coalesce(_sealed.origin, _sealed.revision),
            bindparam("moment"),
        ).where(_sealed.revision == bindparam("of")),
        include_defaults=False,
    )
)
_QUESTION = itemgetter(0)
_PLACE, _STATE, _VALUE, _REASON = itemgetter(1), itemgetter(2), itemgetter(3), itemgetter(4)
_TABLES = (TABLE.state, CARRIED_OVER)


def is_its_own_view(part: IncomingAssessment) -> bool:
    """Whether an assessment has one revision, whose rows are the current view as they stand.

    They are not where a table's order and rows do not fit together, so that something follows from them; see
    `domain.merging.views`.
    """
    if len(part.revisions) != 1 or part.decisions or part.parents or part.taken_in:
        return False
    (units,) = part.units_of.values()
    return all(_fits(tuple(rows)) for _, rows in groupby(units, _QUESTION))


def take_own_view(connection: Connection, part: IncomingAssessment, moment: str) -> None:
    """Make the only revision of a new assessment its working copy."""
    revision = part.revisions[0][0]
    _COPY.run(connection, {"into": part.id, "moment": moment, "of": revision})
    insert(connection, tables.working_parents, [(part.id, revision)])


def _fits(rows: tuple[UnitRow, ...]) -> bool:
    """Whether the units of one question are an answer without rows, or a table with its rows in order."""
    first = rows[0]
    if _PLACE(first) != WHOLE:
        return False
    is_table = _STATE(first) in _TABLES and _VALUE(first) is None and _REASON(first) is None
    if len(rows) == 1:
        return not is_table
    if not is_table or len(rows) == 2 or _PLACE(rows[1]) != ORDER:
        return False
    order = json.loads(str(_VALUE(rows[1])))
    living = rows[2:]
    return sorted(order) == [_PLACE(row) for row in living] and all(_STATE(row) in _TABLES for row in living)
