"""What lies below a connection of SQLAlchemy, and beside it: the driver, a pool of one connection that is made by hand,
and what reads several versions of a questionnaire together."""

from __future__ import annotations

import sqlite3
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from mrcworkbench.domain.revisions.translation import Translator

_TRANSLATOR = "translator"


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's connection, inside the same transaction."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def keep_translator(connection: Connection, translator: Translator | None) -> None:
    """Give a connection its translator, for as long as it is open: storage does not know the content that the program
    ships."""
    connection.info[_TRANSLATOR] = translator


def translator_of(connection: Connection) -> Translator | None:
    """The translator of a connection; None where it was given none."""
    found: Translator | None = connection.info.get(_TRANSLATOR)
    return found


class OneConnection(StaticPool):
    """As the library's, but for clocks before 1970, on which it takes every connection for one to be made anew."""

    def _do_get(self) -> ConnectionPoolEntry:
        entry = super()._do_get()
        if getattr(entry, "starttime", 0) < 0:
            entry.starttime = 0.0  # type: ignore[attr-defined]
        return entry
