"""Whether the rows of a database hold what their columns are for. SQLite enforces neither types nor amounts, and what
it was told to enforce, another program can have switched off.

A small file is looked through as a whole; of a large one the lists that stand in memory together, and how much they
are, before any of it is read. What an answer holds is judged one by one where it is read, so that one that is damaged
does not keep the others from being read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, Table

from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.failures import WrongRowError
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS

SMALL = 1024 * 1024
"""Bytes of a file that cannot hold more than may stand in memory."""
_WHOLE = 4 * 1024 * 1024
"""Bytes of a file that is looked through as a whole, in some milliseconds."""
_OF_ONE = (tables.units, tables.drafts, tables.contested, tables.kept_here)
_LATER = frozenset({"state", "value", "reason", "comment", "attachments"})
"""Columns of `units` that are judged where they are read."""


def require_typed(raw: sqlite3.Connection, size: int, path: Path) -> None:
    """What the opening of a file of `size` bytes reads is of the types that this program writes, and not more than fits
    into memory. Raises `WrongRowError`, and `UserError` refused_made_by_hand."""
    if size > SMALL:
        from mrcworkbench.storage.opening.judge import refusals_told
        from mrcworkbench.storage.strangers import weights
        from mrcworkbench.storage.strangers.limits import Limits

        with refusals_told(path):
            weights.require_bounded_lists(raw, Limits())
            weights.require_bounded_local(raw, Limits())
    which = tuple(tables.metadata.tables.values()) if size <= _WHOLE else _lists()
    _require_none(raw, _wrong(which, with_checks=size <= _WHOLE), ())


def require_typed_assessment(raw: sqlite3.Connection, assessment_id: str, size: int, path: Path) -> None:
    """The same for what the opening of an assessment reads."""
    if size > SMALL:
        from mrcworkbench.storage.opening.judge import refusals_told
        from mrcworkbench.storage.strangers import weights
        from mrcworkbench.storage.strangers.limits import Limits

        with refusals_told(path):
            weights.require_bounded_working_copy(raw, assessment_id, Limits())
    if size > _WHOLE:
        _require_none(raw, _wrong(_OF_ONE, "assessment_id"), (assessment_id,))


def require_bounded_history(raw: sqlite3.Connection, size: int, path: Path) -> None:
    """No assessment holds more revisions, answers and decisions than may stand in memory. Raises `UserError`
    refused_made_by_hand."""
    if size <= SMALL:
        return
    from mrcworkbench.storage.opening.judge import refusals_told
    from mrcworkbench.storage.strangers import weights
    from mrcworkbench.storage.strangers.limits import Limits

    with refusals_told(path):
        for (assessment,) in raw.execute("SELECT id FROM assessments").fetchall():
            weights.require_bounded_headers(raw, assessment, Limits())
            revisions = raw.execute("SELECT id FROM revisions WHERE assessment_id = ?", (assessment,)).fetchall()
            weights.require_bounded_answers(raw, assessment, [id_ for (id_,) in revisions], Limits())


def _lists() -> tuple[Table, ...]:
    """The tables that stand in memory as a whole."""
    return tables.meta, tables.settings, tables.centres, tables.assessments, *(one.table for one in RECORD_SETS)


def _require_none(raw: sqlite3.Connection, statement: str, key: Iterable[str]) -> None:
    found = raw.execute(statement, tuple(key)).fetchone()
    if found is not None:
        raise WrongRowError(f"a value of another type in {found[0]}")


@cache
def _wrong(which: tuple[Table, ...], key: str | None = None, *, with_checks: bool = False) -> str:
    """A statement that names a table with a value of another type, if there is one."""
    return " UNION ALL ".join(_wrong_in(table, key, with_checks=with_checks) for table in which) + " LIMIT 1"


def _wrong_in(table: Table, key: str | None, *, with_checks: bool) -> str:
    """Types, and what the schema's own constraints ask, which SQLite forgets in a file that it opens read-only; without
    `with_checks` only how long a text may be, so that a name of megabytes is shown nowhere."""
    later = _LATER if table is tables.units else frozenset()
    wrong = [_mistyped(column) for column in table.columns if column.name not in later]
    if table is not tables.units:
        checks = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
        asked = checks if with_checks else [one for one in checks if one.startswith("length(") and "BETWEEN" in one]
        wrong.extend(sorted(f"NOT ({one})" for one in asked))
    which = f"{key} = ?1 AND " if key is not None else ""
    return f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name} WHERE {which}({' OR '.join(wrong)}))"  # noqa: S608


def _mistyped(column: Column[Any]) -> str:
    is_number, is_blob = isinstance(column.type, Integer), isinstance(column.type, LargeBinary)
    kind = "integer" if is_number else "blob" if is_blob else "text"
    kinds = f"'{kind}', 'null'" if column.nullable else f"'{kind}'"
    return f'typeof("{column.name}") NOT IN ({kinds})'
