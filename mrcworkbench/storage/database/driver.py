"""The driver below a connection of SQLAlchemy, and an engine's pool of one connection, made by hand."""

from __future__ import annotations

import sqlite3
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's connection, inside the same transaction."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


class OneConnection(StaticPool):
    """As the library's, but for clocks before 1970, on which it takes every connection for one to be made anew."""

    def _do_get(self) -> ConnectionPoolEntry:
        entry = super()._do_get()
        if getattr(entry, "starttime", 0) < 0:
            entry.starttime = 0.0  # type: ignore[attr-defined]
        return entry
