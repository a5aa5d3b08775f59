"""What a file says of itself, by key."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from mrcworkbench.storage.database.tables import meta


def load_meta(connection: Connection) -> dict[str, str]:
    """Who this file is."""
    return {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}


def add_meta(connection: Connection, values: Mapping[str, str]) -> None:
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in values.items()])
