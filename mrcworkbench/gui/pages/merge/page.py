"""Takes in what centres send: first the plan, then the merge; the files themselves are not changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.act import Act, act_of_import, act_of_merge, act_of_plan
from mrcworkbench.gui.pages.merge.choosing import (
    ChooseFiles,
    ChooseFolder,
    choose_files,
    choose_folder,
    dropped_paths,
    why_not,
)
from mrcworkbench.gui.pages.merge.deciding import SameCentre
from mrcworkbench.gui.pages.merge.done import done_text
from mrcworkbench.gui.pages.merge.layout import MergeLayout
from mrcworkbench.gui.pages.merge.log import import_line, import_note, last_import
from mrcworkbench.gui.pages.merge.running import MergeRun
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets.basics import dialogs

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import FileResult, MergeReport
    from mrcworkbench.storage.merging.imports import ImportInfo

Confirm = Callable[[str, str, tuple[str, str]], bool]
"""Asks a title and a text, with the words to leave it and to do it."""


class MergePage(MergeLayout):
    """Shows one of four: where to choose files, the plan, what a merge did, an earlier import.

    `choose`, `choose_dir` and `confirm` are replaced in tests.
    """

    def __init__(
        self,
        context: PageContext,
        parent: QWidget | None = None,
        *,
        choose: ChooseFiles = choose_files,
        choose_dir: ChooseFolder = choose_folder,
        confirm: Confirm | None = None,
    ) -> None:
        super().__init__(context, parent)
        bridge, theme, runner = context.bridge, context.theme, context.runner
        self._choose, self._choose_dir = choose, choose_dir
        self._choose_target = context.choose
        self._confirm = confirm or (lambda title, text, words: dialogs.ask(theme, title, text, words, self))
        self.work = FileWork(bridge, runner, self)
        self.run = MergeRun(bridge, self.work, runner, self)
        self.sources: tuple[Path, ...] = ()
        self.report: MergeReport | None = None
        self.merged = False
        self.stopped_of: int | None = None
        """How many files there were, where the work was stopped before the last."""
        self.earlier: ImportInfo | None = None
        """The import of the log that is shown."""
        self._connect()
        self.start_over()

    def _connect(self) -> None:
        self.choosing.files_pressed.connect(self.choose_files)
        self.choosing.folder_pressed.connect(self.choose_folder)
        self.choosing.dropped.connect(self.take_dropped)
        self.more.clicked.connect(self.choose_files)
        self.settling.clicked.connect(lambda: self.navigate(Place("conflicts")))
        self.over.clicked.connect(self.start_over)
        self.go.clicked.connect(self.go_on)
        self.undo.clicked.connect(self._undo_this)
        self.totals.save.clicked.connect(self.save_list)
        self.detail.deciding.joined.connect(self._join)
        self.detail.deciding.left_apart.connect(self._leave_apart)
        self.detail.deciding.reopened.connect(self._reopen)
        self.log.undo_pressed.connect(self.undo_import)
        self.log.files_pressed.connect(self.run.recall)
        self.progress.cancelled.connect(self.work.cancel)
        self.work.progressed.connect(self.progress.step)
        self.run.found.connect(self.outcome.add)
        self.run.planned.connect(self._planned)
        self.run.merged.connect(self._done)
        self.run.stopped.connect(self._stopped)
        self.run.failed.connect(self._failed)
        self.run.recalled.connect(self._show_import)
        self.run.not_recalled.connect(self.messages.say_wrong)

    # What is shown

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        if not self.work.running:
            self._arrange()

    def leave(self) -> None:
        self.work.cancel()
        if self.bridge.is_open and not self.bridge.session.read_only and self.author.isModified():
            keep_author(self.bridge, self.author.text())
            self.author.setModified(False)

    def start_over(self) -> None:
        """Back to where files are chosen."""
        self.sources, self.report, self.merged = (), None, False
        self.stopped_of, self.earlier = None, None
        self.decisions.planned.clear()
        self.author.setText(author_name(self.bridge))
        self.messages.say_nothing()
        self._arrange()
        if self.isVisible():  # what was pressed is gone
            self.choosing.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def _why_not(self) -> UserError | None:
        return why_not(self.bridge)

    def _arrange(self) -> None:
        working, shown = self.work.running, self.report is not None
        wrong = self._why_not()
        if wrong is not None:
            self.messages.say_wrong(wrong)
        self.show_parts(working=working, shown=shown, may_choose=wrong is None)
        self.more.setVisible(not working and shown and not self.merged)
        self.settling.setVisible(not working and self._has_conflicts())
        if self.report is not None:
            self.act.show_act(self._act(self.report))
        if not working:
            self.progress.hide()
            self._show_log()

    def _act(self, report: MergeReport) -> Act:
        """What is to be said and done about what is shown."""
        stopped, undecided = self.stopped_of is not None, self.outcome.undecided
        if self.earlier is not None:
            last = last_import(self.past_imports())
            undoable = last is not None and last.id == self.earlier.id and self._why_not() is None
            said, note = import_line(self.earlier, self.texts), import_note(self.earlier, self.texts)
            return act_of_import(said, note, self.texts, undoable=undoable)
        return (act_of_merge if self.merged else act_of_plan)(report, undecided, self.texts, stopped=stopped)

    def _has_conflicts(self) -> bool:
        if self.report is not None and self.merged and self.report.totals[Verdict.CONFLICT]:
            return True
        return self.bridge.has_assessment and bool(self.bridge.session.conflicts)

    def _show_log(self) -> None:
        here = self.report is None and not self.work.running
        self.log.show_imports(self.past_imports() if here else (), may_undo=self._why_not() is None)

    def _show_report(self, report: MergeReport) -> None:
        self.report = report
        self.outcome.show_all(report.files, self._stage(), report.passed_over)
        self._arrange()
        target = self.table if self.merged or not self.go.isVisible() else self.go
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stage(self) -> str:
        """What can be decided about suspected duplicates."""
        if self._why_not() is not None or (self.earlier is not None and self.earlier.undone_at is not None):
            return "past"
        return "merged" if self.merged else "plan"

    # Choosing

    def choose_files(self) -> None:
        texts = self.texts
        files = f"{texts.text('common.database_files')};;{texts.text('common.all_files')}"
        self.take(self._choose(self, texts.text("merge_page.choose_title"), files))

    def choose_folder(self) -> None:
        folder = self._choose_dir(self, self.texts.text("merge_page.folder_title"))
        self.take(() if folder is None else (folder,))

    def take(self, paths: Iterable[Path]) -> None:
        """Adds files and folders to those of the plan, and makes it anew."""
        new = tuple(path for path in paths if path not in self.sources or self.merged)
        if not new or self.work.running or self._why_not() is not None:
            return
        self.sources = new if self.merged else (*self.sources, *new)
        self._plan()

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Takes what was dropped; says so if none of it is a file or folder of this computer."""
        self.take(paths)
        if not paths and not self.work.running:
            self.messages.say_wrong(None, self.texts.text("merge_page.not_files"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.work.running and self._why_not() is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_dropped(dropped_paths(event.mimeData()))

    def save_list(self) -> None:
        """Saves the files that are shown, with their verdicts, as a table for other programs."""
        from mrcworkbench.gui.pages.merge.saved_list import save_list

        def choose(title: str, suggestion: Path) -> Path | None:
            return self._choose_target(self, title, suggestion, self.texts.text("merge_page.list_files"))

        save_list(self.model, self.bridge.session.path, choose, self.messages, self.texts)

    # Working

    def _plan(self) -> None:
        if self.merged:
            self.report = None
        self.merged, self.stopped_of, self.earlier = False, None, None
        self._begin("planning", counts=True)
        self.run.plan(self.sources)
        self._show_work()

    def go_on(self) -> None:
        """Does what the primary button says."""
        if self.stopped_of is not None and not self.merged:
            self._plan()
        else:
            self.merge()

    def merge(self) -> None:
        """Does what the plan says; what is in already comes as known."""
        keep_author(self.bridge, self.author.text())
        author = self.author.text().strip()
        try:
            joins = self.decisions.joins(author)
        except UserError as error:
            self.messages.say_wrong(error)
            return
        self._before = self.merged, self.stopped_of
        self.merged, self.stopped_of = True, None
        self._begin("merging", counts=True)
        self.run.merge(self.sources, author, joins)
        self._show_work()

    def _begin(self, doing: str, *, counts: bool = False) -> None:
        """Before work: `counts` says that it reads files, and that their verdicts fill the table."""
        self._imports_before = {one.id for one in self.past_imports()}
        self.messages.say_nothing()
        if counts:
            self.outcome.begin()
        note = self.texts.text("merge_page.copies") if counts else ""
        self.progress.start(self.texts.text(f"merge_page.{doing}"), note, counts=counts)

    def _show_work(self) -> None:
        """After the work was started; a runner of tests may have ended it by now."""
        if self.work.running:
            self._arrange()
            self.progress.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _planned(self, report: MergeReport) -> None:
        if report.files or report.passed_over:
            self._show_report(report)
        else:
            self.start_over()
        if not report.files:
            self.messages.say_wrong(None, self.texts.text("merge_page.none_found"))

    def _done(self, report: MergeReport) -> None:
        self.decisions.keep(self.bridge.session, report.files)
        self._show_report(report)
        self.messages.tell(done_text(report, self.bridge.session, self.texts))

    def _stopped(self) -> None:
        """Shows how far it came: of a plan nothing is in, of a merge what the log says."""
        from mrcworkbench.services.merging.merge import MergeReport

        read, total = list(self.model.results), max(self.progress.total, len(self.model.results))
        import_id, passed_over = None, self.report.passed_over if self.merged and self.report is not None else ()
        if self.merged:
            new = [one for one in self.past_imports() if one.id not in self._imports_before]
            import_id, n = (new[0].id, new[0].files) if new else (None, 0)
            read = read[:n]
        if not read:
            self._stopped_at_once(total)
            return
        self.stopped_of = total
        kind = "merge" if self.merged else "plan"
        rest = self.texts.plural(f"merge_page.{kind}_rest", total - len(read))
        self._show_report(MergeReport(tuple(read), import_id, passed_over=passed_over))
        self.messages.say_stopped(f"{self.texts.plural(f'merge_page.{kind}_stopped', len(read))} {rest}")

    def _stopped_at_once(self, total: int) -> None:
        """Before the first file: what was shown before stands."""
        if self.report is None:
            self.start_over()
        else:
            self.merged, self.stopped_of = self._before if self.merged else (False, total)
            self._show_report(self.report)
        self.messages.say_stopped(self.texts.text("merge_page.stopped_at_once"))

    def _failed(self, error: Exception) -> None:
        if self.progress.counts:
            self._stopped()
        else:
            self._arrange()
        self.messages.say_wrong(error)

    # Undoing, looking back, deciding

    def _show_import(self, one: ImportInfo, found: tuple[FileResult, ...]) -> None:
        """Shows the files of an earlier import, where what was left open can still be decided."""
        from mrcworkbench.services.merging.merge import MergeReport

        self.messages.say_nothing()
        self.earlier, self.merged = one, True
        self.outcome.begin()
        self._show_report(MergeReport(found, one.id))

    def _undo_this(self) -> None:
        if self.report is not None and self.report.import_id is not None:
            self.undo_import(self.report.import_id)

    def undo_import(self, import_id: str) -> None:
        """Takes out what an import brought, if the person means it."""
        from mrcworkbench.services.merging import imports

        texts, session = self.texts, self.bridge.session
        this = next((one for one in self.past_imports() if one.id == import_id), None)
        if this is None or not self._confirm(
            texts.text("merge_page.undo_title"),
            texts.text("merge_page.undo_text", which=import_line(this, texts)),
            (texts.text("merge_page.undo_leave"), texts.text("merge_page.undo")),
        ):
            return
        author = self.who()
        if not author:
            return
        self._begin("undoing")
        self.work.start(
            lambda _: imports.undo_import(session, import_id, author=author), self._undone, self._failed, self._arrange
        )
        self._show_work()

    def _undone(self, _: object) -> None:
        self.start_over()
        self.messages.tell(self.texts.text("merge_page.undone"))

    def _join(self, centre: str, into: str, reason: str) -> None:
        from mrcworkbench.services.merging import resolving

        author, session = self.who(), self.bridge.session
        if not author:
            return
        if not self.merged:
            self.decisions.planned[centre] = SameCentre(into, reason)
            self._decided("will_be_joined")
            return

        def join(_: Task) -> object:
            return resolving.join(session, centre, into, reason=reason, author=author)

        self._begin("joining")
        self.work.start(join, lambda _: self._decided("joined"), self._failed, self._arrange)
        self._show_work()

    def _leave_apart(self, centre: str, reason: str) -> None:
        if self.merged:
            self.decisions.leave_apart(self.bridge.session, centre, reason)
        else:
            self.decisions.planned[centre] = None
        self._decided("left_apart")

    def _reopen(self, centre: str) -> None:
        self.decisions.planned.pop(centre, None)
        self._decided("")

    def _decided(self, what: str) -> None:
        self.outcome.show_decided()
        self._arrange()
        self.messages.tell(self.texts.text(f"merge_page.{what}") if what else "")
