"""Statements compiled once and handed to the driver, where SQLAlchemy's own execution would be waited for.

Measured: it costs as much as a third of a commit on a fast disk, for every answer, and values by name rather than by
place another tenth; a merge runs twenty statements for every file; and a list reads tens of thousands of rows, each of
which would become an object. The statement is written with SQLAlchemy all the same: `statement` is its plain form, and
a test shows that both agree.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ClauseElement, Connection, Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import dialect

from mrcworkbench.storage.database.driver import driver

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler

Value = str | int | bytes | None
_DIALECT = dialect(paramstyle="qmark")


class Prepared:
    """Raises what the driver raises."""

    def __init__(self, statement: ClauseElement) -> None:
        """Compiled when it is first run: modules with statements are read at the start."""
        self.statement = statement

    def run(self, connection: Connection, values: Mapping[str, Value] = {}) -> sqlite3.Cursor:
        """Execute inside the connection's transaction, with a value for every parameter that has none."""
        sql, names, constants = self._compiled
        given = {**constants, **values} if constants else values
        return driver(connection).execute(sql, [given[name] for name in names])

    def run_many(self, connection: Connection, rows: Sequence[Sequence[Value]]) -> None:
        """The same for many rows, whose values stand in the order in which the statement names them."""
        sql, *_ = self._compiled
        driver(connection).executemany(sql, rows)

    @cached_property
    def _compiled(self) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        """The statement, its parameters in their order, and the values of those that the statement itself has."""
        compiled = cast("SQLCompiler", self.statement.compile(dialect=_DIALECT))
        names = tuple(compiled.positiontup or ())
        binds = {name: compiled.binds[name] for name in names}
        return str(compiled), names, {name: one.value for name, one in binds.items() if not one.required}


def listed(name: str) -> Select[Any]:
    """The values of a list that is given as JSON, for `in_`: a statement that is compiled once takes any number."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)
