"""Whether a folder is an export of ours: its table `about` says so, and lists the tables that belong to it."""

from __future__ import annotations

import csv
import re
import stat
from pathlib import Path

ABOUT = "about.csv"
"""The table that says what a folder holds."""
_LARGEST = 1 << 20
_TABLE = re.compile(r"table_([a-z0-9_]{1,60})")
_MADE_BY_US = frozenset({"made_at", "program", "database", "questionnaire", "table_about"})
"""Items that every export has had since the first version."""
_SEPARATORS = ",;\t"
"""The last two where Excel has saved the table again."""


def tables_listed(about: Path) -> frozenset[str]:
    """The names of the files that this table lists; none where it is no table of an export, or not there.

    Raises `OSError` where that cannot be found out.
    """
    try:
        found = about.lstat()
    except FileNotFoundError:
        return frozenset()
    if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
        return frozenset()
    content = about.read_bytes().decode("utf-8-sig", errors="replace")
    return next((names for separator in _SEPARATORS if (names := _names(content, separator))), frozenset())


def is_earlier_export(folder: Path) -> bool:
    """Whether a folder says that it is an export; not where that cannot be found out."""
    try:
        return bool(tables_listed(folder / ABOUT))
    except OSError:
        return False


def _names(content: str, separator: str) -> frozenset[str]:
    try:
        rows = [row for row in csv.reader(content.splitlines(), delimiter=separator) if row]
    except csv.Error:
        return frozenset()
    if not rows or rows[0][:2] != ["item", "text"]:
        return frozenset()
    items = {row[0] for row in rows}
    if not items >= _MADE_BY_US:
        return frozenset()
    return frozenset(f"{table[1]}.csv" for item in items if (table := _TABLE.fullmatch(item)))
