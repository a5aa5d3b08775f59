"""Who works in a database: the operating system's lock in the data folder, and the notice for others beside the file.

Nobody writes who cannot be sure to be alone; reading goes on in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import machines, paths
from mrcworkbench.content.instruments import translator
from mrcworkbench.services.session.databases import lock_of
from mrcworkbench.services.session.holding.notices import (
    forget_left,
    notice_file,
    own_notice,
    put_notice,
    read_notice,
    remove_notice,
)
from mrcworkbench.services.session.opened import log_opened
from mrcworkbench.services.session.recoveries import tell_recovered
from mrcworkbench.services.session.writer import Writer
from mrcworkbench.storage.database.header import has_second_file, journal_of
from mrcworkbench.storage.store import open_store
from mrcworkbench.storage.submissions.marks import is_of_first_format
from mrcworkbench.systems import name_followed, path_problem

if TYPE_CHECKING:
    from mrcworkbench.storage.store import Contents, Store


_AS_SENT, _PASSING = "submission_opened", "temporary_copy"


class Hold:
    """One session's hold on a database: begun when it is made, settled when the file is open, ended by `end`.

    `reason` is the error code that says why nothing may be saved, or None if nobody else can be writing; `facts` fill
    its sentence.
    """

    def __init__(self, path: Path, *, read_only: bool, anywhere: bool = False) -> None:
        """Keep others out; with `read_only` only look whether another window has it open. `anywhere`: also by a lock
        that lies outside the data folder, where that takes none."""
        self._path = path
        self._anywhere = anywhere
        self._lock = lock_of(path)
        self._is_elsewhere = False
        """Whether the lock says nothing of those who lock in the data folder: then their notice has to."""
        self._notice: tuple[Path, bytes] | None = None
        self.reason: str | None = None
        self.facts: Mapping[str, object] = {"path": str(path)}
        self.alone = True
        """Whether no other window of this account has the database open, as far as can be known."""
        if read_only:
            self._look()
        else:
            self._take()

    @property
    def interrupted(self) -> bool:
        """Whether whoever wrote here before was cut short; known when settled."""
        return self._lock.interrupted

    def settle(self, *, writing: bool, moment: datetime) -> None:
        """Tell others that somebody writes here from now on, or let them in."""
        if not writing:
            self.end()
            return
        self._lock.mark()
        file = notice_file(self._path)
        written = put_notice(file, own_notice(moment), self._path)
        self._notice = None if written is None else (file, written)

    def end(self) -> None:
        """Let others in."""
        if self._notice is not None:
            remove_notice(*self._notice)
            self._notice = None
        self._lock.release()

    def _look(self) -> None:
        self.reason = "read_only_asked"
        with suppress(OSError):  # reading needs no lock; undoing half a save does, until that is done
            self.alone = self._lock.acquire() if has_second_file(self._path) else self._lock.is_free()
        if self.alone:
            forget_left(notice_file(self._path))

    def _take(self) -> None:
        if path_problem(journal_of(name_followed(self._path))) == "path_too_long":
            self._refuse("name_leaves_no_room")
            return
        try:
            if not self._acquire():
                self.alone, self.reason = False, "open_elsewhere"
                return
        except OSError as error:
            self._refuse("lock_unavailable", folder=str(paths.user_data()), detail=error.strerror or str(error))
            return
        file = notice_file(self._path)
        notice = read_notice(file)
        if notice is not None and (notice.stands or (self._is_elsewhere and machines.process_runs(notice.process))):
            facts = {"computer": notice.computer, "since": notice.shown_since(), "name": file.name}
            self._refuse("open_on_other_computer", **facts)
            self._lock.release()

    def _acquire(self) -> bool:
        try:
            return self._lock.acquire()
        except OSError:
            if not self._anywhere:
                raise
        from mrcworkbench.services.session.holding.elsewhere import lock_elsewhere

        self._lock, self._is_elsewhere = lock_elsewhere(self._path), True
        return self._lock.acquire()

    def _refuse(self, reason: str, **facts: object) -> None:
        self.reason, self.facts = reason, {**self.facts, **facts}


def open_held(
    path: Path, work: Writer, moment: datetime, *, read_only: bool, as_sent: bool = False, anywhere: bool = False
) -> tuple[Store, Contents, Hold]:
    """Open a database on the writer's thread while nobody else can write it, or only to read it: with `as_sent`, also
    where it is a submission, or lies where a mail program put it; `anywhere` as `Hold` has it.

    Nothing is held any more if that fails, or if nothing can be saved there. Raises as `storage.opening.opening` does.
    """
    passing = as_sent and not read_only and paths.is_passing(path)
    hold = Hold(path, read_only=read_only or passing, anywhere=anywhere)
    if passing:
        hold.reason = _PASSING
    try:
        opening = partial(open_store, path, read_only_reason=hold.reason, alone=hold.alone, translator=translator())
        if as_sent and (passing or hold.reason is None):
            opening = partial(_open_as_sent, path, hold.reason, alone=hold.alone)
        store, contents = work.submit(opening).result()
    except BaseException:
        hold.end()
        raise
    hold.settle(writing=store.read_only_reason is None, moment=moment)
    log_opened(path, store, contents, recovered=hold.interrupted)
    if store.recovered:
        tell_recovered(store, path)
    return store, contents, hold


def _open_as_sent(path: Path, reason: str | None, *, alone: bool) -> tuple[Store, Contents]:
    """Open a database, a submission only for reading; any other too where there is a reason. A submission of
    0.1.0 would be upgraded otherwise, and be another file than the one that was sent."""
    if is_of_first_format(path):
        store, contents = open_store(path, read_only_reason=_AS_SENT, alone=alone, translator=translator())
        if store.submissions.is_of_first_format():
            return store, contents
        store.close()
    store, contents = open_store(path, read_only_reason=reason, alone=alone, translator=translator())
    if store.is_submission and store.read_only_reason == reason:
        store.read_only_reason = _AS_SENT
    return store, contents
