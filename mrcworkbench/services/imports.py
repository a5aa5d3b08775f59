"""The log of imports into the open database, and undoing the last one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError
from mrcworkbench.services.databases import now
from mrcworkbench.services.saving import timestamp

if TYPE_CHECKING:
    from mrcworkbench.services.session import Session
    from mrcworkbench.storage.imports import ImportedFile, ImportInfo
    from mrcworkbench.storage.store import Store


def imports(session: Session) -> tuple[ImportInfo, ...]:
    """Every import: who, when, how many files; the latest first."""
    from mrcworkbench.storage.imports import load_imports

    def load(store: Store) -> tuple[ImportInfo, ...]:
        with store.reading() as connection:
            return load_imports(connection)

    return session.read_file(load)


def imported_files(session: Session, import_id: str) -> tuple[ImportedFile, ...]:
    """The files of an import, with what became of each."""
    from mrcworkbench.storage.imports import load_imported_files

    def load(store: Store) -> tuple[ImportedFile, ...]:
        with store.reading() as connection:
            return load_imported_files(connection, import_id)

    return session.read_file(load)


def undo_import(
    session: Session, import_id: str | None, *, author: str, clock: Callable[[], datetime] = now
) -> ImportInfo:
    """Take out everything that an import brought, and say which it was; its lines in the log stay.

    None: the last that was not undone before. Raises `UserError` import_unknown, import_undone, import_not_last,
    import_built_on, and where nothing can be written.
    """
    from mrcworkbench.storage.imports import undo_import as undo

    if session.read_only_reason is not None:
        raise UserError(session.read_only_reason, path=str(session.path))

    def job(store: Store) -> ImportInfo:
        with store.merging() as connection:
            return undo(connection, import_id, undone_at=timestamp(clock()), undone_by=author)

    undone = session.work(job).result()
    session.refresh()
    return undone
