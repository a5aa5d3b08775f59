"""The pool of an engine that has one connection, made by hand."""

from __future__ import annotations

from sqlalchemy.pool import ConnectionPoolEntry, StaticPool


class OneConnection(StaticPool):
    """As the library's, but for clocks before 1970, on which it takes every connection for one to be made anew."""

    def _do_get(self) -> ConnectionPoolEntry:
        entry = super()._do_get()
        if getattr(entry, "starttime", 0) < 0:
            entry.starttime = 0.0  # type: ignore[attr-defined]
        return entry
