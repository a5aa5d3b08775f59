"""By what a submission of the first format is known: it has a working copy, and nothing that says what it is.

Its answers all bear the moment at which the file was made, and none was edited since; nothing of one machine is in it
(`earlier_comments` is what the upgrade leaves).
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from mrcworkbench.storage.database.header import read_start

_VERSION = slice(60, 64)
_FIRST = (1).to_bytes(4, "big")
_IS_SUBMISSION = (
    "SELECT EXISTS (SELECT 1 FROM revisions) AND EXISTS (SELECT 1 FROM units) "
    "AND NOT EXISTS (SELECT 1 FROM settings WHERE key <> 'earlier_comments') AND NOT EXISTS (SELECT 1 FROM drafts) "
    "AND NOT EXISTS (SELECT 1 FROM imports) AND NOT EXISTS (SELECT 1 FROM units "
    "WHERE origin IS NULL OR changed_at <> (SELECT value FROM meta WHERE key = 'made_at'))"
)


def is_of_first_format(path: Path) -> bool:
    """Whether the header says so. Raises `UserError` for what cannot be read."""
    start, _ = read_start(path)
    return start[_VERSION] == _FIRST


def is_submission_of_first_format(connection: Connection) -> bool:
    """Of a file of the first format, whatever it has been upgraded to in memory."""
    return bool(connection.exec_driver_sql(_IS_SUBMISSION).scalar_one())
