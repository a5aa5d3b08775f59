"""An import under way: files taken in and logged, many in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from mrcworkbench.domain.merging.loads import FULL, share
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.domain.revisions.decisions import Join
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.file_use import settle_made_as
from mrcworkbench.storage.imports.log import (
    Brought,
    FileHere,
    FilesHere,
    ImportedFile,
    begin_import,
    file_that_began,
    files_here,
    finish_import,
    log_brought,
    log_file,
)
from mrcworkbench.storage.merging.conflicts import add_join
from mrcworkbench.storage.merging.files import FileMerger, Taken
from mrcworkbench.storage.merging.held import HeldByAnother
from mrcworkbench.storage.merging.loading import Heavy, heavy_one
from mrcworkbench.storage.merging.proposals import Saying, WaitingProposal, say, verdict_additions, waiting
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from mrcworkbench.storage.strangers.weights import load_of, most

_CACHE = 24 * 1024
"""KiB of pages kept in memory: what overflows is synchronised to the disk before its time."""


@dataclass(frozen=True)
class Import:
    """What the log says of an import: who, and when (a UTC timestamp)."""

    author: str
    moment: str


class ImportTransaction:
    """One transaction of an import."""

    def __init__(self, connection: Connection, merger: FileMerger, import_id: str, here: FilesHere) -> None:
        self._connection = connection
        self._merger = merger
        self._import_id = import_id
        self._here = here

    def take_in(self, incoming: Incoming) -> Taken | Refusal | HeldByAnother:
        """Add what is new in a file; see `FileMerger`. One that is set aside is passed over: it must be put back."""
        here = self._here.get(incoming.sha256)
        if here is not None and here.set_aside is not None:
            return Taken(Verdict.KNOWN, 0, set_aside=here.set_aside)
        return self._merger.take_in(self._connection, incoming)

    def twin(self, incoming: Incoming) -> Path | None:
        """The file that brought what is in this one, as far as the log tells; not for one whose content was made
        here."""
        here = self._here.get(incoming.sha256)
        began = here.path if here else file_that_began(self._connection, [row[0] for row in incoming.assessments])
        return None if began is None else Path(began)

    def log(self, file: ImportedFile, brought: Brought) -> None:
        """Write down what became of a file. Where it is here already, byte for byte, its first line answers for it."""
        here = self._here.get(file.sha256 or "")
        if here is not None and here.set_aside is not None:
            at, by, because = here.set_aside
            file = replace(file, set_aside_at=at, set_aside_by=by, set_aside_because=because)
        if here is not None and not brought.added:
            brought = Brought()
        log_file(self._connection, self._import_id, file, brought)
        if file.sha256 is not None and file.reason is None:
            self._here.setdefault(file.sha256, FileHere(file.path))

    def join(self, join: Join, number: int) -> bool:
        """Record that two ids are one centre, as something that the file of this number brought: whoever undoes the
        import undoes it too. False if it is known, or one of them is not there."""
        try:
            added = add_join(self._connection, join)
        except UserError as error:
            if error.code != "centre_unknown":
                raise
            return False
        if added:
            said = verdict_additions(self._connection, join.id)
            log_brought(self._connection, (self._import_id, number), Brought(acts=((join.kind, join.id), *said)))
        return added

    def waiting(self) -> tuple[WaitingProposal, ...]:
        """What waits for a person, as far as the files have come."""
        return waiting(self._connection)

    def say(self, ids: Collection[str], saying: Saying, number_of: Callable[[str], int]) -> None:
        """Confirm or decline proposals as part of the import: whoever undoes a file undoes it too. `number_of` tells
        with which file a proposal came. Raises `UserError` proposal_unknown."""
        for one in say(self._connection, ids, saying):
            said = Brought(acts=verdict_additions(self._connection, one.id))
            log_brought(self._connection, (self._import_id, number_of(one.id)), said)

    def heavy(self) -> tuple[Heavy, ...]:
        """What the files have made so full that it is said, the fullest first."""
        raw = driver(self._connection)
        loads = {id_: load_of(raw, id_) for id_ in self._merger.heavy}
        full = [heavy_one(self._connection, id_, load) for id_, load in loads.items() if share(load, most()) >= FULL]
        found = [*self._merger.room.heavy(self._connection), *full]
        return tuple(sorted(found, key=lambda one: (-one.share, one.assessment or "")))

    def finish(self, finished_at: str) -> None:
        """Say in the log that this was all."""
        finish_import(self._connection, self._import_id, finished_at)


class Importing:
    """An import under way. Give it up after anything raised."""

    def __init__(self, database: Database, this: Import) -> None:
        self._database = database
        self._import = this
        self._merger: FileMerger | None = None
        self._here: FilesHere = {}
        self.id = ""
        """Of the import in the log, from its first batch on."""

    @contextmanager
    def batch(self) -> Iterator[ImportTransaction]:
        """What is done in the block is durable when it ends, or has not happened if it raises."""
        with self._database.writing() as connection:
            driver(connection).execute(f"PRAGMA cache_size = -{_CACHE}")
            if self._merger is None:
                self._merger = FileMerger(connection, author=self._import.author, moment=self._import.moment)
                self._here = files_here(connection)
                settle_made_as(connection)
                moment, author = self._import.moment, self._import.author
                self.id = begin_import(connection, started_at=moment, imported_by=author)
            yield ImportTransaction(connection, self._merger, self.id, self._here)
