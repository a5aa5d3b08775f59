"""Takes files in, off the window's thread: first the plan, then the merge, each stopped at any file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mrcworkbench.errors import UserError
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.done import done_text
from mrcworkbench.gui.pages.merge.judging import Verdicts
from mrcworkbench.gui.pages.merge.shown import MergeShown
from mrcworkbench.gui.pages.merge.view import MergeView
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.services.merging.merge import MergeReport, SaidWithIt, merge_into_session


class Merger(QObject):
    """Merger(context, work, view, page): stands between the view and the merge."""

    found = Signal(object)
    """A list of `FileResult`, in the order of reading."""

    def __init__(self, context: PageContext, work: FileWork, view: MergeView, page: QObject) -> None:
        super().__init__(page)
        self._bridge, self._texts = context.bridge, context.texts
        self._work, self._view = work, view
        self._sources: tuple[Path, ...] = ()
        """What the plan or merge that goes on reads."""
        self._before: MergeShown | None = None
        """What is shown again if it is stopped before the first file."""
        self._imports_before: frozenset[str] = frozenset()
        self.found.connect(view.outcome.add)
        view.act.go.clicked.connect(self.go_on)

    def add(self, paths: Iterable[Path]) -> None:
        """Adds files and folders to those of the plan, and makes it anew."""
        shown = self._view.shown
        sources = () if shown is None or shown.merged else shown.sources
        new = tuple(path for path in paths if path not in sources)
        if new:
            self._plan((*sources, *new))

    def go_on(self) -> None:
        """Does what the primary button says."""
        shown = self._view.shown
        if shown is None:
            return
        if shown.stopped and not shown.merged:
            self._plan(shown.sources)
        else:
            self._merge(shown)

    # Beginning

    def _plan(self, sources: tuple[Path, ...]) -> None:
        """Finds out what a merge would do."""
        shown = self._view.shown
        # The plan that was there is one of fewer files, so that it cannot be merged any more.
        self._before = None if shown is None or shown.merged else replace(shown, sources=sources, stopped=True)
        self._sources = sources
        self._view.begin("planning", counts=True)
        self._start(self._on_planned, self._on_plan_stopped, dry_run=True)

    def _merge(self, shown: MergeShown) -> None:
        """Does what the plan says; what is in already comes as known."""
        author = self._view.act.author
        author.keep()
        try:
            joins = tuple(self._view.outcome.decisions.joins(author.name))
            said = SaidWithIt(author.name, joins, dict(self._view.outcome.proposals.responses))
        except UserError as error:
            self._view.messages.say_wrong(error)
            return
        self._before, self._sources = shown, shown.sources
        self._imports_before = frozenset(one.id for one in self._view.past_imports())
        self._view.begin("merging", counts=True)
        self._start(self._on_merged, self._on_merge_stopped, author=author.name, said=said, dry_run=False)

    def _start(
        self,
        done: Callable[[MergeReport], None],
        stopped: Callable[[], None],
        *,
        author: str = "",
        said: SaidWithIt = SaidWithIt(),  # noqa: B008 - it is immutable
        dry_run: bool,
    ) -> None:
        # Kept here: what it emits on the work's thread must find it alive.
        self._verdicts = verdicts = Verdicts()
        verdicts.found.connect(self.found)
        session, sources = self._bridge.session, self._sources

        def work(task: Task) -> object:
            with verdicts:
                return merge_into_session(
                    session, sources, author=author, progress=task, dry_run=dry_run, judged=verdicts, said=said
                )

        self._work.start(work, done, partial(self._on_failed, stopped), stopped)

    # How it ended

    def _on_planned(self, report: MergeReport) -> None:
        if report.files or report.passed_over:
            self._view.show_found(MergeShown(report, self._sources))
        else:
            self._view.start_over()
        if not report.files:
            self._view.messages.say_wrong(None, self._texts.text("merge_page.none_found"))

    def _on_merged(self, report: MergeReport) -> None:
        session = self._bridge.session
        self._view.outcome.decisions.keep(session, report.files)
        self._view.show_found(MergeShown(report, self._sources, merged=True))
        self._view.messages.tell(done_text(report, session, self._texts))

    def _on_plan_stopped(self) -> None:
        """What was read is shown; nothing is in."""
        report = MergeReport(tuple(self._view.outcome.model.results))
        self._show_stopped("plan", MergeShown(report, self._sources, stopped=True))

    def _on_merge_stopped(self) -> None:
        """What is in is what the log says."""
        new = [one for one in self._view.past_imports() if one.id not in self._imports_before]
        import_id, n = (new[0].id, new[0].files) if new else (None, 0)
        files = tuple(self._view.outcome.model.results[:n])
        passed_over = () if self._before is None else self._before.report.passed_over
        report = MergeReport(files, import_id, passed_over=passed_over)
        self._show_stopped("merge", MergeShown(report, self._sources, merged=True, stopped=True))

    def _show_stopped(self, kind: str, shown: MergeShown) -> None:
        """How far it came; what was shown before stands where that is nowhere."""
        view, texts = self._view, self._texts
        n, total = len(shown.report.files), max(view.progress.total, len(view.outcome.model.results))
        if n:
            view.show_found(shown)
            rest = texts.plural(f"merge_page.{kind}_rest", total - n)
            view.messages.say_stopped(f"{texts.plural(f'merge_page.{kind}_stopped', n)} {rest}")
            return
        if self._before is None:
            view.start_over()
        else:
            view.show_found(self._before)
        view.messages.say_stopped(texts.text("merge_page.stopped_at_once"))

    def _on_failed(self, stopped: Callable[[], None], error: Exception) -> None:
        stopped()
        self._view.messages.say_wrong(error)
