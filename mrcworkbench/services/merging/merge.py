"""Merging: files from elsewhere are checked, planned and taken in one by one, committed in batches, and logged.

What a merge would do is found out by doing it to a private copy, so that it cannot turn out otherwise.
db/README.md, Merging 2 and 3.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import log
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import translator
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.leftovers import private_folder
from mrcworkbench.services.merging.checking_files import room_for
from mrcworkbench.services.merging.merge_steps import (
    FiledCentre,
    FileReader,
    FileResult,
    Judged,
    Merging,
    ReadFile,
    SaidWithIt,
    refused,
    until_good,
)
from mrcworkbench.services.merging.sources import files_to_read
from mrcworkbench.services.session.databases import create_empty, now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.steps import SilentReporter, StepReporter
from mrcworkbench.storage.backups.making import expected_size, keep
from mrcworkbench.storage.backups.names import BEFORE_MERGE
from mrcworkbench.storage.database.creation import require_name
from mrcworkbench.storage.merging.batches import Import
from mrcworkbench.storage.store import open_store
from mrcworkbench.storage.strangers.refusals import Refusal

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.passed_over import PassedOver
    from mrcworkbench.services.merging.proposals import OpenProposal
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.loading import Heavy
    from mrcworkbench.storage.store import Store

__all__ = ["FileResult", "FiledCentre", "MergeReport", "SaidWithIt", "merge_into", "merge_into_session"]


@dataclass(frozen=True)
class MergeReport:
    """What became of every file, in the order of reading.

    `import_id` is that of the log, None where nothing was written; `backup` the copy that was made before, where there
    was something to lose; `joined` how many pairs of centres were joined with it.
    """

    files: tuple[FileResult, ...]
    import_id: str | None = None
    backup: Path | None = None
    joined: int = 0
    passed_over: tuple[PassedOver, ...] = ()
    """What folders hold beside the files that were read."""
    heavy: tuple[Heavy, ...] = ()
    """What the files have made so full that it is said."""
    proposals: tuple[OpenProposal, ...] = ()
    """What the files brought that waits for a person now."""

    def proposals_of(self, file: FileResult) -> tuple[OpenProposal, ...]:
        """Those of them that this file brought."""
        return tuple(one for one in self.proposals if one.id in file.proposed)

    @property
    def taken_in(self) -> int:
        """How many files went in, or would."""
        return sum(file.is_taken_in for file in self.files)

    @property
    def totals(self) -> dict[Verdict, int]:
        """How many files of each verdict; together as many as were read."""
        counts = dict.fromkeys(Verdict, 0)
        for file in self.files:
            counts[file.verdict] += 1
        return counts


def merge_into(
    target: Path,
    sources: Iterable[Path],
    *,
    author: str,
    language: str = "en",
    progress: StepReporter | None = None,
    dry_run: bool = False,
    said: SaidWithIt = SaidWithIt(),  # noqa: B008 - it is immutable
    clock: Callable[[], datetime] = now,
) -> MergeReport:
    """Merge into a database. It is made if missing, when the first file has passed its checks, not before.

    Raises as `merge_into_session` does, and as the opening or making of a database.
    """
    target = target.absolute()
    if os.path.lexists(target):
        with open_session(target, language=language, read_only=dry_run, anywhere=True, clock=clock) as session:
            return merge_into_session(
                session, sources, author=author, progress=progress, dry_run=dry_run, said=said, clock=clock
            )
    require_name(target)
    progress = progress or SilentReporter()
    found = files_to_read(sources, target, progress)
    with private_folder(room_for(found.files)) as folder:
        texts = catalogue(language)
        reader = FileReader(found.files, folder, progress, texts, None)
        job = _Job(target, reader, found.passed_over, author, texts, clock, said)
        bad, reads = until_good(iter(job.reader))
        if reads is None:
            return _logged(job.all_refused(bad), dry_run=dry_run)
        place = folder / "plan.mrcw" if dry_run else target
        create_empty(place, clock=clock)
        with open_session(place, anywhere=True, clock=clock) as session:
            if session.read_only:
                place.unlink()
                raise session.read_only_error()
            report = session.work(lambda store: job.take(store, reads, back_up=False)).result()
        if report.import_id is None:
            place.unlink()
        return _logged(report, dry_run=dry_run)


def merge_into_session(
    session: Session,
    sources: Iterable[Path],
    *,
    author: str,
    progress: StepReporter | None = None,
    dry_run: bool = False,
    judged: Judged | None = None,
    said: SaidWithIt = SaidWithIt(),  # noqa: B008 - it is immutable
    clock: Callable[[], datetime] = now,
) -> MergeReport:
    """Merge into the open database, or with `dry_run` say what that would do.

    `judged` hears of each file on the thread of the work. What is `said` with it is recorded when all files are in,
    as part of the import; a join of a centre that is not there then is passed over. The progress stops it by raising:
    the files before stay, and what was raised is raised again. Raises `UserError` target_is_sample and where nothing
    can be written; `UsageError` merge_into_itself.
    """
    if session.is_studied:
        raise UserError("target_is_sample", path=str(session.path))
    if not dry_run:
        session.require_writable()
    progress = progress or SilentReporter()
    found = files_to_read(sources, session.path, progress)
    with private_folder(room_for(found.files) + (room_for([session.path]) if dry_run else 0)) as folder:
        reader = FileReader(found.files, folder, progress, session.texts, judged, practice=session.is_practice)
        job = _Job(session.path, reader, found.passed_over, author, session.texts, clock, said)
        if dry_run:
            plan = session.work(lambda store: _plan(store, folder / "plan.mrcw", job)).result()
            return _logged(plan, dry_run=True)
        try:
            return _logged(session.work(lambda store: _merge(store, job)).result(), dry_run=False)
        finally:
            with contextlib.suppress(UserError):
                session.refresh()


def expected_backup(session: Session) -> int:
    """How many bytes the copy will take that is made before a merge, about."""
    return expected_size(session.path)


def _logged(report: MergeReport, *, dry_run: bool) -> MergeReport:
    totals = {verdict.value: n for verdict, n in report.totals.items()}
    reasons = Counter(f"{file.verdict.value}_{file.reason}" for file in report.files if file.reason is not None)
    log.event("merged", dry_run=dry_run, **totals, **reasons, backup=report.backup is not None)
    return report


@dataclass(frozen=True)
class _Job:
    target: Path
    reader: FileReader
    passed_over: tuple[PassedOver, ...]
    author: str
    texts: Texts
    clock: Callable[[], datetime]
    said: SaidWithIt

    def all_refused(self, bad: Iterable[ReadFile]) -> MergeReport:
        """Nothing of any file goes in, so nothing is written: neither log nor backup."""
        self.raise_if_stopped()
        return MergeReport(
            tuple(refused(one.path, one.found, self.texts) for one in bad if isinstance(one.found, Refusal)),
            passed_over=self.passed_over,
        )

    def take(self, store: Store, reads: Iterator[ReadFile], *, back_up: bool) -> MergeReport:
        moment = self.clock()
        backup = store.backups.make(BEFORE_MERGE, moment) if back_up else None
        importing = store.imports.begin(Import(self.author, timestamp(moment)))
        merging = Merging(importing, self.reader, self.texts, self.said)
        merging.take_all(reads, timestamp(self.clock()))
        if backup is not None:
            backup = keep(self.target, backup, needed=merging.added > 0)
        self.raise_if_stopped()
        import_id = importing.id if merging.has_taken else None
        files = tuple(merging.results)
        return MergeReport(files, import_id, backup, merging.joined, self.passed_over, merging.heavy, merging.proposals)

    def raise_if_stopped(self) -> None:
        if self.reader.stopped is not None:
            raise self.reader.stopped


def _merge(store: Store, job: _Job) -> MergeReport:
    bad, reads = until_good(iter(job.reader))
    return job.all_refused(bad) if reads is None else job.take(store, reads, back_up=True)


def _plan(store: Store, place: Path, job: _Job) -> MergeReport:
    store.backups.copy_to(place)
    copy, _ = open_store(place, read_only_reason=None, alone=True, translator=translator())
    try:
        bad, reads = until_good(iter(job.reader))
        return job.all_refused(bad) if reads is None else job.take(copy, reads, back_up=False)
    finally:
        copy.close()
