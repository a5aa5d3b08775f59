"""The log of imports into the open database, and undoing the last one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.duplicates import Suspicion
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.services.merging.merge_steps import FiledCentre, FileResult
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.imports import ImportedFile, ImportInfo
    from mrcworkbench.storage.store import Store


def imports(session: Session) -> tuple[ImportInfo, ...]:
    """Every import: who, when, how many files; the latest first."""
    return session.read_file(lambda store: store.imports.all())


def imported_files(session: Session, import_id: str) -> tuple[ImportedFile, ...]:
    """The files of an import, with what became of each."""
    return session.read_file(lambda store: store.imports.files(import_id))


def results_of_import(session: Session, import_id: str) -> tuple[FileResult, ...]:
    """The files of an import as they were when it was made, as far as the log and what they brought still tell."""

    def load(store: Store) -> tuple[FileResult, ...]:
        brought: dict[int, dict[FiledCentre, set[str]]] = {}
        for number, *centre, round_ in store.imports.brought(import_id):
            brought.setdefault(number, {}).setdefault(FiledCentre(*centre), set()).add(round_)
        return tuple(
            FileResult(
                Path(file.path),
                file.sha256,
                Verdict(file.verdict),
                file.assessments,
                file.reason,
                file.message,
                # The log does not say which of several centres was meant.
                _suspected(centres[0].id, file.suspected_duplicate_of) if len(centres) == 1 else (),
                tuple(centres),
                tuple(sorted(set[str]().union(*found.values()))),
                sealed=file.sealed and None,  # whether it was proved too, the log does not say
            )
            for file in store.imports.files(import_id)
            for found in (brought.get(file.number, {}),)
            for centres in (list(found),)
        )

    return session.read_file(load)


def _suspected(centre: str, others: Mapping[str, bool]) -> tuple[Suspicion, ...]:
    alike = (tuple(id_ for id_, same in others.items() if same is wanted) for wanted in (True, False))
    return (Suspicion(centre, *alike),) if others else ()


def undo_import(
    session: Session, import_id: str | None, *, author: str, clock: Callable[[], datetime] = now
) -> ImportInfo:
    """Take out everything that an import brought, and say which it was; its lines in the log stay.

    None: the last that was not undone before. Raises `UserError` import_unknown, import_undone, import_not_last,
    import_built_on, author_too_long, and where nothing can be written; `UsageError` author_missing.
    """
    author = require_author(author)
    session.require_writable()

    def job(store: Store) -> ImportInfo:
        return store.imports.undo(import_id, undone_at=timestamp(clock()), undone_by=author)

    undone = session.work(job).result()
    session.refresh()
    return undone
