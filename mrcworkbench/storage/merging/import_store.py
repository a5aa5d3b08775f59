"""The imports of an open database: begun, looked up, undone, and files of them set aside."""

from __future__ import annotations

from collections.abc import Callable

from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.imports import log, setting_aside, undoing
from mrcworkbench.storage.imports.log import ImportedFile, ImportInfo
from mrcworkbench.storage.imports.undoing import Undone
from mrcworkbench.storage.merging.batches import Import, Importing


class ImportStore:
    """Each method is one transaction, but `begin`. Raises `UserError` as the disk does."""

    def __init__(self, database: Database, before_writing: Callable[[], None]) -> None:
        """`before_writing` hears that any answer may change."""
        self._database, self._before_writing = database, before_writing

    def begin(self, this: Import) -> Importing:
        """What takes files from elsewhere in, and logs them, in transactions of its own."""
        self._before_writing()
        return Importing(self._database, this)

    def all(self) -> tuple[ImportInfo, ...]:
        """Every import, the latest first."""
        with self._database.reading() as connection:
            return log.load_imports(connection)

    def files(self, import_id: str) -> tuple[ImportedFile, ...]:
        """The files of an import, in the order in which they were read."""
        with self._database.reading() as connection:
            return log.load_imported_files(connection, import_id)

    def brought(self, import_id: str) -> list[tuple[int, str, str, str, str]]:
        """By number of its file, centre (id, name, country) and round of each revision that came with an import."""
        with self._database.reading() as connection:
            return log.load_brought(connection, import_id)

    def undo(self, import_id: str | None, sha256: str | None = None, *, undone_at: str, undone_by: str) -> Undone:
        """Take out what an import or a file brought; see `storage.imports.undoing.undo`."""
        self._before_writing()
        with self._database.writing() as connection:
            return undoing.undo(connection, import_id, sha256, at=undone_at, by=undone_by)

    def set_aside(self, sha256: str, *, at: str, by: str, because: str) -> str:
        """Take out what a file brought, and keep it; its path. See `storage.imports.setting_aside`."""
        self._before_writing()
        with self._database.writing() as connection:
            return setting_aside.set_aside(connection, sha256, at=at, by=by, because=because)

    def put_back(self, sha256: str, *, at: str, by: str) -> str:
        """Put in again what was set aside of a file; its path. See `storage.imports.setting_aside`."""
        self._before_writing()
        with self._database.writing() as connection:
            return setting_aside.put_back(connection, sha256, at=at, by=by)

    def set_aside_files(self) -> tuple[ImportedFile, ...]:
        """The files that are set aside, each once, in the order of the log."""
        with self._database.reading() as connection:
            found = {file.sha256: file for file in log.load_lines(connection).values() if file.is_set_aside}
        return tuple(found.values())

    def require_undoable(self, sha256: str) -> None:
        """Raises `UserError`, as `undo` would, where what a file brought cannot be taken out; changes nothing."""
        with self._database.reading() as connection:
            undoing.require_undoable(connection, sha256)
