"""What has been typed and is not acknowledged by the disk yet.

Edits of the same thing that wait together are written once. What could not be written is kept, tried again with every
later edit, and never called saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import reduce
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from mrcworkbench import clocks, log
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.drafts import FieldKey, stored
from mrcworkbench.services.session.writer import Job, Writer
from mrcworkbench.storage.store import Edits

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.storage.store import Store

_OF_ONE_EDIT = frozenset({"save_fault", "text_unstorable", "value_too_large"})
"""Failures that lie in what is written, not in the disk: the other edits of the batch can be saved without it."""


def timestamp(moment: datetime) -> str:
    """UTC with milliseconds, such as `2026-07-31T09:30:00.000Z`: sorts by time as text. Within what a file may say."""
    return clocks.in_bounds(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def edits(
    answers: Mapping[str, Answer] = MappingProxyType({}),
    drafts: Mapping[FieldKey, str | None] = MappingProxyType({}),
    settings: Mapping[str, str | None] = MappingProxyType({}),
) -> Edits:
    """Edits of a session as the file takes them. None drops a draft or a setting."""
    return Edits(dict(answers), stored(drafts), dict(settings))


class Saver:
    """Queues edits of one assessment and keeps account of them. `put` and the properties are for any thread."""

    def __init__(self, store: Store, writer: Writer, clock: Callable[[], datetime]) -> None:
        self._store = store
        self.assessment_id = ""
        """Of the open assessment; set while nothing is waiting."""
        self._writer = writer
        self._clock = clock
        self._lock = Lock()
        self._nothing = Edits()
        self._pending = self._nothing
        self._failed = self._nothing
        self._in_flight = self._nothing
        self._last: Job[None] | None = None
        self.saved_at: datetime | None = None
        """When everything was last known to be durable; None before the first write. UTC."""
        self.on_saved: Callable[[], None] | None = None
        """Called on the writer's thread when everything that was entered is durable."""
        self.on_failed: Callable[[UserError], None] | None = None
        """Called on the writer's thread with what went wrong; the edits stay in memory."""

    @property
    def unsaved(self) -> frozenset[str]:
        """Codes of the questions whose last write, or the last write of a draft, failed."""
        failed = self._failed
        return frozenset(failed.answers) | {key[0] for key in failed.drafts}

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the disk."""
        with self._lock:
            return bool(self._pending or self._in_flight)

    @property
    def unacknowledged(self) -> Edits:
        """Every edit that the disk has not acknowledged, failed or still on its way."""
        with self._lock:
            return self._failed.then(self._in_flight).then(self._pending)

    def put(self, batch: Edits) -> None:
        """Queue edits, each of them durable when it is told to be saved."""
        with self._lock:
            self._pending = self._pending.then(batch)
        self._last = self._writer.submit(self._write_pending)

    def put_whole(self, batch: Edits) -> None:
        """Write edits in one transaction, all or none, after those that wait. Raises `UserError` and keeps nothing."""
        self._writer.submit(lambda: self._write_whole(batch)).result()

    def retry(self) -> None:
        """Try again to write what failed."""
        self._last = self._writer.submit(self._write_failed)

    def wait(self) -> bool:
        """Wait until nothing is on its way. Whether all is saved."""
        if self._last is not None:
            self._last.result()
        return not self._failed

    def require_saved(self, path: Path) -> None:
        """Raises `UserError` unsaved_answers where something could not be written."""
        if not self.wait():
            raise UserError("unsaved_answers", path=str(path), n=len(self.unsaved))

    def _write_whole(self, batch: Edits) -> None:
        self._write(batch)
        with self._lock:
            self._failed = self._failed.without(batch)
        self._acknowledge()

    def _write_pending(self) -> None:
        if self._pending:  # otherwise an earlier job has taken this edit along
            self._write_failed()

    def _write_failed(self) -> None:
        with self._lock:
            batch = self._in_flight = self._failed.then(self._pending)
            self._pending = self._nothing
        if not batch:
            return
        failed, error = self._try(batch)
        with self._lock:
            self._failed, self._in_flight = failed, self._nothing
        if error is None:
            self._acknowledge()
        else:
            log.event("save_failed", code=error.code, edits=len(failed.parts()))
            _tell(self.on_failed, error)

    def _try(self, batch: Edits) -> tuple[Edits, UserError | None]:
        """Write the batch; where one edit is at fault, the others without it. What failed, and why."""
        try:
            self._write(batch)
        except UserError as error:
            parts = batch.parts()
            if error.code not in _OF_ONE_EDIT or len(parts) == 1:
                return batch, error
            tried = [self._try(part)[0] for part in parts]
            return reduce(lambda all_, part: all_.then(part), tried, self._nothing), error
        return self._nothing, None

    def _write(self, batch: Edits) -> None:
        try:
            self._store.save(self.assessment_id, batch, timestamp(self._clock()))
        except UserError:
            raise
        except Exception as error:
            log.fault(error)
            raise UserError("save_fault", detail=str(error)) from error

    def _acknowledge(self) -> None:
        """Tell that everything is saved, if it is: never while something failed or is still waiting."""
        if self._failed or self._pending:
            return
        self.saved_at = self._clock()
        _tell(self.on_saved)


def _tell(listener: Callable[..., None] | None, *facts: object) -> None:
    """Call a listener, if there is one."""
    if listener is not None:
        listener(*facts)
