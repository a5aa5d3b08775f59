"""What marks a file as a database of this program, and in which version. No SQLAlchemy here: the window's start reads
this."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x4D524357
"""The letters MRCW, in the header of every database."""
BACKUP_ID = 0x4D524342
"""The letters MRCB, in the header of a whole backup, which is a database otherwise (db/README.md, Backups 2)."""
SCHEMA_VERSION = 2
"""`user_version` of the newest schema. How to raise it: db/README.md, How to add."""
FINGERPRINTS = {
    1: "19f63804102ed3e4c16945999fda616136243ab6716011c2cf2700ffb7e55798",
    2: "b91df575280ffe0f06b5bacd3c0c35cc719c62b24d52de78a9fe6f5ffd0c2002",
}
"""Of the list of tables and indexes as this program makes it, by version; see `storage.strangers.schema_pages`. What
has it need not be compared entry by entry. It only saves time; a version without one is compared with `db/schemas/`."""
MAX_ATTACHMENT = 10 * 1024 * 1024
"""Bytes of one attached file."""
MAX_TEXT = 1_000_000
"""Characters of one stored value; far above what the checks of answers let through."""
WHOLE = ""
"""`row` of the unit that is the answer itself."""
ORDER = "*"
"""`row` of the unit that is the order of a table's rows."""
REMOVED = "removed"
"""State of a table row that is gone, but stands in a revision."""


def sqlite_version() -> str:
    """Of the library that reads and writes the files."""
    return sqlite3.sqlite_version
