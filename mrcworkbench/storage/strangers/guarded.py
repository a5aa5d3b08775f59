"""A connection to a private copy that can do nothing but what the checks need, with every defence that SQLite has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mrcworkbench.storage.database.connection import defend, in_memory, uri
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.strangers.limits import Deadline
from mrcworkbench.storage.strangers.refusals import RefusedError

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 12 * 1024 * 1024,  # above the largest attachment and the largest unit
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 16 * 1024,
    sqlite3.SQLITE_LIMIT_COLUMN: 64,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 64,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 4,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 64,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 16,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_DEFENCES = """
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA query_only = ON;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;
PRAGMA ignore_check_constraints = {};
"""
"""None of these reads the schema. The cache stays at SQLite's own two megabytes: the header may not ask for more."""
_PRAGMAS = frozenset({"integrity_check", "foreign_key_check"})
_FUNCTIONS = frozenset({"count", "sum", "min", "max", "length", "typeof", "coalesce"})
_TABLES = frozenset(
    {
        "sqlite_master",
        "meta",
        "centres",
        "assessments",
        "units",
        "working_parents",
        "contested",
        "revisions",
        "revision_units",
        "revision_parents",
        "revision_decisions",
        "attestations",
        "decisions",
        "attachments",
        "attachment_names",
        "verdicts",
        *(one.table.name for one in RECORD_SETS),
    }
)
"""What is read."""
_COUNTED = frozenset({"settings", "drafts", "imports", "kept_here", "erased", "reports", "set_aside"})
"""What is none of our business, but for whether there is any."""
_STEPS = 50_000
"""Instructions of SQLite's machine between two looks at the clock."""


@contextmanager
def guarded(
    copy: Path | bytes | bytearray, deadline: Deadline, *, constraints: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open a private copy: a file, or its bytes in memory. Whatever SQLite finds wrong inside the block becomes
    `RefusedError`. `constraints`: its check asks CHECK constraints too, which it can only of bytes in memory."""
    try:
        with closing(_opened(copy)) as connection:
            _defend(connection, deadline, constraints=constraints)
            yield connection
    except sqlite3.Error as error:
        raise _refused(error, deadline) from error
    except UnicodeDecodeError as error:  # in the words of SQLite about the schema, which quote it
        raise RefusedError("corrupt", "corrupt") from error
    except MemoryError as error:
        raise RefusedError("too_large", "needs_too_much") from error


def _opened(copy: Path | bytes | bytearray) -> sqlite3.Connection:
    if isinstance(copy, Path):
        return sqlite3.connect(f"{uri(copy)}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return in_memory(copy)


def _defend(connection: sqlite3.Connection, deadline: Deadline, *, constraints: bool) -> None:
    for category, most in _LIMITS.items():
        connection.setlimit(category, most)
    defend(connection)
    connection.executescript(_DEFENCES.format("OFF" if constraints else "ON"))
    connection.set_authorizer(_allow)
    connection.set_progress_handler(lambda: deadline.passed, _STEPS)


def _allow(action: int, first: str | None, second: str | None, _database: str | None, trigger: str | None) -> int:
    if action == sqlite3.SQLITE_READ:
        allowed = trigger is None and (first in _TABLES or (first in _COUNTED and not second))
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = second in _FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = first in _PRAGMAS
    else:
        allowed = action == sqlite3.SQLITE_SELECT
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _refused(error: sqlite3.Error, deadline: Deadline) -> RefusedError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # the driver's own: a text that is not UTF-8
        return RefusedError("invalid_content", "not_text")
    match code & 0xFF:
        case sqlite3.SQLITE_INTERRUPT:
            return RefusedError("too_large", "takes_too_long", seconds=round(deadline.seconds))
        case sqlite3.SQLITE_NOTADB:
            return RefusedError("not_a_database", "not_a_database")
        case sqlite3.SQLITE_TOOBIG:
            return RefusedError("invalid_content", "text_too_long")
        case sqlite3.SQLITE_NOMEM:
            return RefusedError("too_large", "needs_too_much")
        case sqlite3.SQLITE_ERROR | sqlite3.SQLITE_AUTH:
            return RefusedError("hostile", "made_by_hand")
    return RefusedError("corrupt", "corrupt")
