"""What the log of imports no longer says once a centre is erased: the names of the files that held it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

_HELD = (
    "SELECT DISTINCT f.path FROM import_files AS f JOIN import_additions AS a "
    "ON a.import_id = f.import_id AND a.number = f.number WHERE (a.kind = 'centre' AND a.id = ?1) "
    "OR (a.kind = 'revision' AND a.id IN (SELECT id FROM revisions WHERE centre_id = ?1))"
)
_OF = (
    "UPDATE import_files SET path = COALESCE(sha256, ''), message = NULL, "
    "set_aside_because = CASE WHEN set_aside_because IS NULL THEN NULL ELSE '' END WHERE "
)


def files_that_held(raw: sqlite3.Connection, centres: Iterable[str]) -> set[str]:
    """The paths of the files that brought something of these centres, as far as the log tells."""
    return {path for centre in centres for (path,) in raw.execute(_HELD, (centre,))}


def forget_files(
    raw: sqlite3.Connection, paths: Collection[str], lines: Iterable[tuple[str, int]], names: Iterable[str]
) -> None:
    """Keep only the fingerprints of files that held a centre which was called so: of these paths, on these lines of the
    log (of what was set aside), and of all that were undone or refused and may have held it."""
    raw.executemany(f"{_OF} path = ?", [(path,) for path in paths])
    raw.executemany(f"{_OF} import_id = ? AND number = ?", lines)
    raw.execute(f"{_OF} undone_at IS NOT NULL AND set_aside_at IS NULL")
    raw.executemany(f"{_OF} instr(path, ?1) OR instr(message, ?1)", [(name,) for name in names])
    known = [sha256 for (sha256,) in raw.execute("SELECT DISTINCT sha256 FROM import_files WHERE path = sha256")]
    raw.executemany(f"{_OF} sha256 = ?", [(sha256,) for sha256 in known])
