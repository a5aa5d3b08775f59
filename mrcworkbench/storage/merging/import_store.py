"""The imports of an open database: begun, looked up, undone."""

from __future__ import annotations

from collections.abc import Callable

from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.merging import imports
from mrcworkbench.storage.merging.batches import Import, Importing
from mrcworkbench.storage.merging.imports import ImportedFile, ImportInfo


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
            return imports.load_imports(connection)

    def files(self, import_id: str) -> tuple[ImportedFile, ...]:
        """The files of an import, in the order in which they were read."""
        with self._database.reading() as connection:
            return imports.load_imported_files(connection, import_id)

    def brought(self, import_id: str) -> list[tuple[int, str, str, str, str]]:
        """By number of its file, centre (id, name, country) and round of each revision that an import brought."""
        with self._database.reading() as connection:
            return imports.load_brought(connection, import_id)

    def undo(self, import_id: str | None, *, undone_at: str, undone_by: str) -> ImportInfo:
        """Take out what an import brought, and say which it was; None: the last that was not undone before.

        Raises `UserError` import_unknown, import_undone, import_not_last, import_built_on.
        """
        self._before_writing()
        with self._database.writing() as connection:
            return imports.undo_import(connection, import_id, undone_at=undone_at, undone_by=undone_by)
