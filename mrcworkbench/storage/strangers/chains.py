"""Revisions that each go on from one other at most, with no decision between: judged row by row, without objects.

This is what a centre's own file holds that was submitted several times. `domain.verification.histories` judges every
history; here only those are let through that it would surely let through. Everything else is left to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.units import CARRIED_OVER, ORDER, REMOVED, WHOLE
from mrcworkbench.storage.strangers.incoming import TextRow

_ORIGIN = 7
_GIVEN = ("answered", CARRIED_OVER)


def is_sound_chain(units: Mapping[str, Sequence[UnitRow]], parents: Sequence[TextRow]) -> bool:
    """Whether each revision, whose name is right, surely goes on from what its only parent held."""
    parent_of = {link[0]: link[1] for link in parents}
    if len(parent_of) != len(parents) or not units.keys() >= set(parent_of.values()):
        return False
    for revision, rows in units.items():
        parent = parent_of.get(revision)
        if parent is None:
            if any(row[_ORIGIN] is not None for row in rows):
                return False
        elif not _goes_on(rows, parent, units[parent]):
            return False
    return True


def _goes_on(rows: Sequence[UnitRow], parent: str, held: Sequence[UnitRow]) -> bool:
    if not _is_regular(held):
        return False
    before = {row[:2]: row if row[_ORIGIN] is not None else (*row[:_ORIGIN], parent) for row in held}
    taken_over = [row for row in rows if row[_ORIGIN] is not None]
    return all(before.get(row[:2]) == row for row in taken_over) and before.keys() <= {row[:2] for row in rows}


def _is_regular(rows: Sequence[UnitRow]) -> bool:
    """Whether nothing in the view of these rows is derived: each table says that it is one, and lists its rows."""
    wholes = {row[0]: row for row in rows if row[1] == WHOLE}
    orders = {row[0]: json.loads(row[3] or "[]") for row in rows if row[1] == ORDER}
    tables = {question for question, row in wholes.items() if row[2] in _GIVEN and (row[3], row[4]) == (None, None)}
    living: dict[str, set[str]] = {question: set() for question in (*orders, *tables)}
    for row in rows:
        if row[1] not in (WHOLE, ORDER):
            those = living.setdefault(row[0], set())
            if row[2] != REMOVED:
                those.add(row[1])
    for question, those in living.items():
        if (question in tables) is not bool(those) or set(orders.get(question, ())) != those:
            return False
    return True
