"""The plan and the merge, off the window's thread, with each verdict told as it is reached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.gui.pages.merge.judging import Verdicts
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import Runner, Task

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.decisions import Join
    from mrcworkbench.services.merging.merge import FileResult
    from mrcworkbench.storage.merging.imports import ImportInfo


class MergeRun(QObject):
    """MergeRun(bridge, work): `plan(files)` or `merge(files, author, joins)`, one at a time; `recall(import)`."""

    found = Signal(object)
    """A list of `FileResult`, in the order of reading."""
    planned = Signal(object)
    merged = Signal(object)
    """`MergeReport`."""
    stopped = Signal()
    failed = Signal(object)

    recalled = Signal(object, object)
    """An import of the log, and its `FileResult`s."""
    not_recalled = Signal(object)

    def __init__(self, bridge: Bridge, work: FileWork, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._work, self._runner = bridge, work, runner
        self._recall: Task | None = None

    def plan(self, files: Sequence[Path]) -> None:
        """Finds out what a merge would do."""
        self._start(files, "", (), dry_run=True)

    def merge(self, files: Sequence[Path], author: str, joins: Sequence[Join]) -> None:
        self._start(files, author, joins, dry_run=False)

    def recall(self, one: ImportInfo) -> None:
        """Reads the files of an earlier import; the file itself can be used meanwhile."""
        session = self._bridge.session

        def look(_: Task) -> object:
            from mrcworkbench.services.merging.imports import results_of_import

            return one, results_of_import(session, one.id)

        self._recall = task = Task(look)
        task.done.connect(self._on_recalled)
        task.failed.connect(self.not_recalled)
        self._runner.start(task)

    def _on_recalled(self, found: tuple[ImportInfo, tuple[FileResult, ...]]) -> None:
        if not self._work.running:
            self.recalled.emit(*found)

    def _start(self, files: Sequence[Path], author: str, joins: Sequence[Join], *, dry_run: bool) -> None:
        # Kept here: what it emits on the work's thread must find it alive.
        self._verdicts = verdicts = Verdicts()
        verdicts.found.connect(self.found)
        session = self._bridge.session

        def work(task: Task) -> object:
            from mrcworkbench.services.merging.merge import merge_into_session

            with verdicts:
                return merge_into_session(
                    session,
                    files,
                    author=author,
                    progress=task,
                    dry_run=dry_run,
                    judged=verdicts,
                    joins=joins,
                )

        done = self.planned if dry_run else self.merged
        self._work.start(work, done.emit, self.failed.emit, self.stopped.emit)
