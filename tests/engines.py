"""What can stand under the port of storage, and an office that merges on it: the laws of merging hold on each engine.

A second engine is a class more in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import translator
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.revisions.decisions import Join, Withdrawal
from mrcworkbench.leftovers import private_folder
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging.merge import MergeReport
from mrcworkbench.services.merging.merge_steps import FileReader, Merging, SaidWithIt
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.steps import SilentReporter
from mrcworkbench.storage.merged_sets.verdicts import CONFIRMED
from mrcworkbench.storage.merging.batches import Import
from mrcworkbench.storage.merging.proposals import Saying
from mrcworkbench.storage.store import Edits, Store, open_store
from tests import merge_support as files

MOMENT = "2026-04-01T08:00:00.000Z"
Rows = Mapping[str, Sequence[tuple[object, ...]]]


class Engine(Protocol):
    """Holds collections."""

    def __init__(self, folder: Path) -> None: ...

    def create(self, name: str) -> Store:
        """A new and empty collection."""
        ...

    def rows(self, store: Store) -> Rows:
        """The merged sets and what follows from them, by table; but the local time of each change."""
        ...

    def close(self) -> None: ...


class Sqlite:
    """Each collection is a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, tuple[Path, Store]] = {}

    def create(self, name: str) -> Store:
        path = self._folder / f"{name}.mrcw"
        create_empty(path)
        store, _ = open_store(path, read_only_reason=None, alone=True, translator=translator())
        self._open[id(store)] = path, store
        return store

    def rows(self, store: Store) -> Rows:
        path, _ = self._open[id(store)]
        return files.rows(path)

    def close(self) -> None:
        for _, store in self._open.values():
            store.close()


ENGINES: tuple[type[Engine], ...] = (Sqlite,)


@dataclass
class Office:
    """A collection, and those who merge, decide and work in it: all through the port."""

    store: Store
    engine: Engine

    def merge(self, *sources: Path, author: str = "Officer") -> MergeReport:
        with private_folder(0) as folder:
            importing = self.store.imports.begin(Import(author, MOMENT))
            reader = FileReader(sources, folder, SilentReporter(), catalogue(), None)
            merging = Merging(importing, reader, catalogue(), SaidWithIt())
            merging.take_all(iter(reader), MOMENT)
        return MergeReport(tuple(merging.results), importing.id if merging.has_taken else None)

    def undo(self, import_id: str | None) -> None:
        self.store.imports.undo(import_id, undone_at=MOMENT, undone_by="Officer")

    def copied(self, target: Path) -> Path:
        """All of it as it is, in a file that others can merge."""
        self.store.backups.copy_to(target)
        return target

    def centre(self, name: str) -> str:
        (id_,) = (one.id for one in self.store.contents().centres if one.name == name)
        return id_

    def assessment(self, centre: str) -> str:
        (id_,) = (one.id for one in self.store.contents().assessments if one.centre.name == centre)
        return id_

    def withdraw(self, name: str = "Centre One") -> None:
        self.store.decisions.withdraw(Withdrawal(self.centre(name), "asked", "Officer", MOMENT))

    def join(self, name: str, into: str) -> None:
        self.store.decisions.join(Join(self.centre(name), self.centre(into), "same", "Officer", MOMENT))

    def waiting(self) -> list[str]:
        """Ids of what came in files and waits for a person."""
        return [one.proposal.id for one in self.store.decisions.proposals()]

    def confirm(self, *ids: str) -> None:
        """Confirm these; all that waits, as long as anything does, where none is named."""
        while waiting := ids or tuple(self.waiting()):
            self.store.decisions.say(waiting, Saying(CONFIRMED, "Officer", "asked", MOMENT))
            if ids:
                break

    def edit(self, assessment: str, answers: Mapping[str, Answer]) -> None:
        self.store.save(assessment, Edits(answers), MOMENT)

    def rows(self, tables: Sequence[str] = files.MERGED + files.VIEW) -> Rows:
        found = self.engine.rows(self.store)
        return {name: found[name] for name in tables}

    def shown(self) -> dict[str, Any]:
        """Everything that lists, answers and conflicts show."""
        store = self.store
        loaded = {one.id: store.load(one.id) for one in store.contents().assessments if not one.centre.withdrawn}
        return {
            "list": listing(store),
            "answers": {id_: (one.answers, one.conflicts, one.attached, one.damaged) for id_, one in loaded.items()},
            "conflicts": [(one.assessment, one.conflicts, one.said) for one in store.decisions.open_conflicts()],
        }
