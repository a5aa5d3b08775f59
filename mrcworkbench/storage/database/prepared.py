"""A statement compiled once and handed to the driver, for the one that runs at every answer.

Measured: SQLAlchemy's execution costs as much as a third of a commit on a fast disk; the statement is still written
with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import cast

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.dialects.sqlite import dialect


class Prepared:
    """`run` needs every parameter of the statement, by name."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=dialect(paramstyle="named"))
        self._sql = str(compiled)

    def run(self, connection: Connection, values: Mapping[str, str | int | None]) -> None:
        """Execute inside the connection's transaction. Raises what the driver raises."""
        cast(sqlite3.Connection, connection.connection.dbapi_connection).execute(self._sql, values)
