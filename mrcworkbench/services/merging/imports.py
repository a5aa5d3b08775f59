"""The log of imports into the open database: what came with each, undoing it, and setting files aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mrcworkbench.domain.merging.duplicates import Suspicion
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.merge_steps import FiledCentre, FileResult
from mrcworkbench.services.merging.resolving import require_reason
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.imports.built_on import BuiltOnError

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.imports.log import ImportedFile, ImportInfo
    from mrcworkbench.storage.imports.undoing import Undone
    from mrcworkbench.storage.store import Store

T = TypeVar("T")


@dataclass(frozen=True)
class FileStanding:
    """A file of an import as it is now; `why` it cannot be undone or set aside, None where it can, or is not here."""

    file: ImportedFile
    why: UserError | None


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
    session: Session,
    import_id: str | None = None,
    *,
    file: str | None = None,
    author: str,
    clock: Callable[[], datetime] = now,
) -> Undone:
    """Take out what an import or a file (by its SHA-256) brought, and say what that was; its lines in the log stay.

    Without either the last import that was not undone before. Raises `UserError` import_unknown, import_undone,
    import_not_last, import_built_on, file_not_imported, file_brought_nothing, author_too_long, and where nothing can be
    written; `UsageError` author_missing.
    """
    author = require_author(author)
    session.require_writable()
    return _done(
        session, lambda store: store.imports.undo(import_id, file, undone_at=timestamp(clock()), undone_by=author)
    )


def set_aside(session: Session, file: str, *, author: str, reason: str, clock: Callable[[], datetime] = now) -> str:
    """Take out what a file brought, and keep it in this database until it is put back; its path. Raises as
    `undo_import` does, and `UserError` file_set_aside, reason_missing, reason_too_long."""
    author, because = require_author(author), require_reason(reason)
    session.require_writable()
    return _done(
        session, lambda store: store.imports.set_aside(file, at=timestamp(clock()), by=author, because=because)
    )


def put_back(session: Session, file: str, *, author: str, clock: Callable[[], datetime] = now) -> str:
    """Put in again what was set aside of a file; its path. Raises `UserError` file_not_imported, file_not_set_aside,
    put_back_held, put_back_too_much, and where nothing can be written; `UsageError` author_missing."""
    author = require_author(author)
    session.require_writable()
    return _done(session, lambda store: store.imports.put_back(file, at=timestamp(clock()), by=author))


def files_set_aside(session: Session) -> tuple[ImportedFile, ...]:
    """The files that are set aside, each once: nothing of them is shown, exported or sent."""
    return session.read_file(lambda store: store.imports.set_aside_files())


def why_it_stays(session: Session, file: str) -> UserError | None:
    """Why a file cannot be undone or set aside; None where it can."""
    try:
        with _told(session.texts):
            session.read_file(lambda store: store.imports.require_undoable(file))
    except UserError as error:
        return error
    return None


def standing_of(session: Session, import_id: str, file: str) -> FileStanding | None:
    """How a file of an import stands now; None where the log has no such file."""
    this = next((one for one in imported_files(session, import_id) if one.sha256 == file), None)
    if this is None:
        return None
    return FileStanding(this, why_it_stays(session, file) if this.is_here else None)


def _done(session: Session, job: Callable[[Store], T]) -> T:
    with _told(session.texts):
        found = session.work(job).result()
    session.refresh()
    return found


@contextmanager
def _told(texts: Texts) -> Iterator[None]:
    """What was built on a file, in words."""
    try:
        yield
    except BuiltOnError as error:
        facts = {name: _shown(name, fact, texts) for name, fact in error.facts.items() if name != "what"}
        try:
            what = texts.text(f"merging.built_on_{error.what}", **facts)
        except KeyError:  # a kind of records that has no words of its own
            what = texts.text("merging.built_on_record", **facts)
        raise UserError("import_built_on", what=what) from error


def _shown(name: str, fact: object, texts: Texts) -> object:
    """A day without its time, and somebody who was not named."""
    if name == "at":
        return str(fact)[:10]
    return fact or texts.text("merging.nobody")
