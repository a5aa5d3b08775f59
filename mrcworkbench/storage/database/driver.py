"""The driver below a connection of SQLAlchemy."""

from __future__ import annotations

import sqlite3
from typing import cast

from sqlalchemy import Connection


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's connection, inside the same transaction."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)
