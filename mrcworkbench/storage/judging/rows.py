"""Whether the rows of a database hold what their columns are for: SQLite enforces neither types nor amounts.

A small file is looked through as a whole; of a large one the lists that stand in memory together, and how much they
are, before any of it is read. What an answer holds is judged one by one where it is read, so that one that is damaged
does not take the others hostage.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sqlalchemy import Integer, LargeBinary, Table

from mrcworkbench.storage import tables
from mrcworkbench.storage.failures import WrongRowError

SMALL = 1024 * 1024
"""Bytes of a file that cannot hold more than may stand in memory."""
CHECKED_WHOLE = 16 * 1024 * 1024
"""Bytes of a file that is looked through when it is opened (some milliseconds); damage in larger ones shows where they
are read."""
_LISTS = (tables.meta, tables.settings, tables.centres, tables.assessments, tables.withdrawals, tables.joins)
_OF_ONE = (tables.units, tables.drafts, tables.contested)
_LATER = frozenset({"state", "value", "reason", "comment", "attachments"})
"""Columns of answers that are judged where they are read."""


def require_typed(raw: sqlite3.Connection, size: int, path: Path) -> None:
    """What the opening of a file of `size` bytes reads is of the types that this program writes, and not more than fits
    into memory. Raises `WrongRowError`, and `UserError` refused_made_by_hand."""
    if size > SMALL:
        from mrcworkbench.storage.judging.judge import refusals_told
        from mrcworkbench.storage.strangers import weights
        from mrcworkbench.storage.strangers.limits import Limits

        with refusals_told(path):
            weights.require_bounded_lists(raw, Limits())
            weights.require_bounded_local(raw, Limits())
    _require_none(raw, _wrong(tuple(tables.metadata.tables.values()) if size <= CHECKED_WHOLE else _LISTS), ())


def require_typed_assessment(raw: sqlite3.Connection, assessment_id: str, size: int, path: Path) -> None:
    """The same for what the opening of an assessment reads."""
    if size > SMALL:
        from mrcworkbench.storage.judging.judge import refusals_told
        from mrcworkbench.storage.strangers import weights
        from mrcworkbench.storage.strangers.limits import Limits

        with refusals_told(path):
            weights.require_bounded_working_copy(raw, assessment_id, Limits())
    if size > CHECKED_WHOLE:
        _require_none(raw, _wrong(_OF_ONE, "assessment_id"), (assessment_id,))


def _require_none(raw: sqlite3.Connection, statement: str, key: Iterable[str]) -> None:
    found = raw.execute(statement, tuple(key)).fetchone()
    if found is not None:
        raise WrongRowError(f"a value of another type in {found[0]}")


@cache
def _wrong(which: tuple[Table, ...], key: str | None = None) -> str:
    """A statement that names a table with a value of another type, if there is one."""
    return " UNION ALL ".join(_wrong_in(table, key) for table in which) + " LIMIT 1"


def _wrong_in(table: Table, key: str | None) -> str:
    wrong = []
    for column in table.columns:
        if column.name in _LATER and table.name in ("units", "revision_units"):
            continue
        is_number, is_blob = isinstance(column.type, Integer), isinstance(column.type, LargeBinary)
        kind = "integer" if is_number else "blob" if is_blob else "text"
        allowed = f"IN ('{kind}', 'null')" if column.nullable else f"= '{kind}'"
        wrong.append(f'NOT typeof("{column.name}") {allowed}')
    which = f"{key} = ?1 AND " if key is not None else ""
    return f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name} WHERE {which}({' OR '.join(wrong)}))"  # noqa: S608
