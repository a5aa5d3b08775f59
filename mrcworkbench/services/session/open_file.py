"""A database that is open: what it holds, and whether anything can be saved in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mrcworkbench.domain import samples
from mrcworkbench.domain.file_use import only_read
from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.domain.file_use import FileUse
    from mrcworkbench.services.session.holding import Hold
    from mrcworkbench.services.session.writer import Writer
    from mrcworkbench.storage.store import Contents, Store

T = TypeVar("T")


class OpenFile:
    """The part of a session that is about the whole file; work on the file is done on the writer's thread."""

    def __init__(self, path: Path, store: Store, contents: Contents, writer: Writer, hold: Hold) -> None:
        self.path = path
        self.read_only_reason = store.read_only_reason
        """The code of the error that explains why nothing can be saved here, or None."""
        self.recovered = store.recovered
        """Whether a save had been interrupted before, and is undone."""
        self.recovered_in_memory = store.in_memory
        """Whether it is undone only in what is read here, since the file cannot be written."""
        self._store = store
        self._contents = contents
        self._writer = writer
        self._hold = hold

    @property
    def read_only(self) -> bool:
        return self.read_only_reason is not None

    def require_writable(self) -> None:
        """Raises `UserError` that says why nothing can be saved here, if so."""
        if self.read_only_reason is not None:
            raise self.read_only_error()

    def read_only_error(self) -> UserError:
        """Why nothing can be saved here, in a session that is read-only."""
        return UserError(str(self.read_only_reason), **self._hold.facts)

    @property
    def is_sample(self) -> bool:
        """Whether this is a sample of either kind, as its file says."""
        return samples.MARK in self._contents.meta

    @property
    def is_studied(self) -> bool:
        """Whether it is the sample that shows a centre of the study, and what a study says of it."""
        return self.is_sample and not self.is_practice

    @property
    def is_practice(self) -> bool:
        """Whether its centres are made up, to practise with: a sample collection, or a file that goes into one."""
        return self._contents.meta.get(samples.MARK) == samples.PRACTICE

    @property
    def file_use(self) -> FileUse:
        """Whether this is a centre's file or a collection; see `services.session.file_use`."""
        return self._contents.file_use

    @property
    def only_read(self) -> frozenset[str]:
        """Ids of the assessments whose answers are not edited here; see `domain.file_use.only_read`."""
        return only_read(self.file_use, self.assessments())

    def centres(self) -> tuple[CentreInfo, ...]:
        return self._contents.centres

    def assessments(self) -> tuple[AssessmentInfo, ...]:
        return self._contents.assessments

    def read_file(self, job: Callable[[Store], T]) -> T:
        """What a job reads from the file, on the writer's thread. Keep it short: saves wait for it."""
        return self._on_writer(lambda: job(self._store))

    def _on_writer(self, job: Callable[[], T]) -> T:
        return self._writer.submit(job).result()
