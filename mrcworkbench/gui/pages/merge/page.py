"""Takes in what centres send: first the plan, then the merge; the files themselves are not changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mrcworkbench.domain.merge_plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.gui.bridge import Bridge
from mrcworkbench.gui.content import Content
from mrcworkbench.gui.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.models.merge_files import MergeModel
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.page import Navigate, Page
from mrcworkbench.gui.page_list import COLLECTS
from mrcworkbench.gui.pages.merge.choosing import (
    ChooseFiles,
    ChooseFolder,
    ChoosingCard,
    choose_files,
    choose_folder,
    column,
    dropped_paths,
)
from mrcworkbench.gui.pages.merge.log import LogCard
from mrcworkbench.gui.pages.merge.outcome import FileDetail, TableCard, TotalsCard
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label
from mrcworkbench.gui.widgets.work_progress import WorkProgress

if TYPE_CHECKING:
    from mrcworkbench.services.merging import FileResult, MergeReport

APART = "apart:{centre}"
"""Key of the file's setting with the reason why a centre, suspected to be another, is not that one."""


class MergePage(Page):
    """Shows one of three: where to choose files, the plan, what a merge did.

    `runner`, `choose` and `choose_dir` are replaced in tests.
    """

    name = "merge"

    def __init__(
        self,
        bridge: Bridge,
        content: Content,
        theme: Theme,
        navigate: Navigate,
        parent: QWidget | None = None,
        *,
        runner: Runner | None = None,
        choose: ChooseFiles = choose_files,
        choose_dir: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(bridge, content, theme, navigate, parent)
        self._choose, self._choose_dir = choose, choose_dir
        self.work = FileWork(bridge, runner, self)
        self.sources: tuple[Path, ...] = ()
        self.report: MergeReport | None = None
        self.merged = False
        self._decided: set[str] = set()
        texts = self.texts
        self.set_title(texts.text("merge_page.title"), texts.text("merge_page.lead"))
        self.set_crumbs(texts.text("merge_page.title"))
        self.setAcceptDrops(True)
        self.more = Button(theme, texts.text("merge_page.more"), icon="plus")
        self.settling = Button(theme, texts.text("merge_page.settle"), icon="scale")
        self.header_buttons.addWidget(self.more)
        self.header_buttons.addWidget(self.settling)
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.told = MessageBox(theme, "ok", "circle-check")
        self.progress = WorkProgress(theme, texts, "merge_page.files_read")
        self.choosing = ChoosingCard(theme, texts)
        self.log = LogCard(theme, texts)
        self.model = MergeModel(texts, self)
        self.totals = TotalsCard(theme, texts)
        self.table = TableCard(theme, texts, self.model)
        self.detail = FileDetail(theme, texts, self.model)
        for widget in (self.wrong, self.told, self.progress):
            self.body.addWidget(widget)
        self.body.addWidget(self.choosing, 1)
        self.outcome, inner = column()
        self.act = self._build_act()
        for part in (self.act, self.totals):
            inner.addWidget(part)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.detail)
        self.body.addWidget(self.outcome, 1)
        self.body.addWidget(self.log)
        self._connect()
        self.start_over()

    def _build_act(self) -> Card:
        """Who merges, and the one primary button."""
        texts = self.texts
        card = Card(padding=16)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.plan_text = label("", weight="semibold", wrap=True)
        row.addWidget(self.plan_text, 1)
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setFixedWidth(self.theme.px(200))
        self.author.setAccessibleName(texts.text("merge_page.author"))
        self.author_word = label(texts.text("merge_page.author"), "secondary", "muted")
        row.addWidget(self.author_word)
        row.addWidget(self.author)
        self.over = Button(self.theme, texts.text("merge_page.over"))
        self.go = Button(self.theme, texts.text("merge_page.go"), "primary", "git-merge")
        self.undo = Button(self.theme, texts.text("merge_page.undo"), icon="undo-2")
        for button in (self.undo, self.over, self.go):
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        self.choosing.files_pressed.connect(self.choose_files)
        self.choosing.folder_pressed.connect(self.choose_folder)
        self.choosing.dropped.connect(self.take)
        self.more.clicked.connect(self.choose_files)
        self.settling.clicked.connect(lambda: self.navigate(Place("conflicts")))
        self.over.clicked.connect(self.start_over)
        self.go.clicked.connect(self.merge)
        self.undo.clicked.connect(self._undo_this)
        self.totals.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.model.as_text()))
        self.table.table.chosen.connect(self._show_detail)
        self.detail.joined.connect(self._join)
        self.detail.left_apart.connect(self._leave_apart)
        self.log.undo_pressed.connect(self.undo_import)
        self.progress.cancelled.connect(self.work.cancel)
        self.work.progressed.connect(self.progress.step)

    # What is shown

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        if not self.work.running:
            self._show_log()
            self.settling.setVisible(self._has_conflicts())

    def leave(self) -> None:
        self.work.cancel()
        if self.bridge.is_open and not self.bridge.read_only and self.author.isModified():
            keep_author(self.bridge, self.author.text())
            self.author.setModified(False)

    def start_over(self) -> None:
        """Back to where files are chosen."""
        self.sources, self.report, self.merged = (), None, False
        self.author.setText(author_name(self.bridge))
        self.wrong.say("")
        self.told.say("")
        self._arrange()

    def _why_not(self) -> UserError | None:
        """Why nothing can be merged into this database."""
        session = self.bridge.session
        if session.is_sample:
            return UserError("target_is_sample", path=str(session.path))
        if self.bridge.read_only:
            return UserError(str(session.read_only_reason), path=str(session.path))
        return None

    def _arrange(self) -> None:
        working, shown = self.work.running, self.report is not None
        wrong = self._why_not()
        if wrong is not None:
            self._say_wrong(wrong)
        self.choosing.setVisible(not working and not shown)
        for button in (self.choosing.files, self.choosing.folder):
            button.setEnabled(wrong is None)
        self.outcome.setVisible(not working and shown)
        self.more.setVisible(not working and shown and not self.merged)
        self.settling.setVisible(not working and self._has_conflicts())
        for widget in (self.go, self.author, self.author_word):
            widget.setVisible(not self.merged)
        self.undo.setVisible(self.merged and self.report is not None and self.report.import_id is not None)
        self.over.set_label(self.texts.text("merge_page.again" if self.merged else "merge_page.over"))
        if not working:
            self.progress.hide()
            self._show_log()

    def _has_conflicts(self) -> bool:
        if self.report is not None and self.merged and self.report.totals[Verdict.CONFLICT]:
            return True
        return self.bridge.has_assessment and bool(self.bridge.session.conflicts)

    def _show_log(self) -> None:
        from mrcworkbench.services.imports import imports

        here = self.report is None and not self.work.running
        try:
            found = imports(self.bridge.session) if here else ()
        except UserError as error:
            self._say_wrong(error)
            found = ()
        self.log.show_imports(found, may_undo=self._why_not() is None)

    def _show_report(self, report: MergeReport) -> None:
        self.report = report
        names = {centre.id: centre.name for centre in self.bridge.session.centres()}
        self.model.show(report.files, names)
        self.totals.show_totals(report.totals)
        good = len(report.files) - report.totals[Verdict.REFUSED]
        self.go.set_label(self.texts.plural("merge_page.go_n", good) if good else self.texts.text("merge_page.go"))
        self.go.setEnabled(good > 0)
        key = "nothing" if not good else "merged" if self.merged else "plan"
        self.plan_text.setText(self.texts.text(f"merge_page.{key}_text"))
        self._arrange()
        if report.files:
            self.table.table.choose(0)
            target = self.table.table if self.merged or not good else self.go
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self, result: FileResult | None) -> None:
        centre = result.centres[0][0] if result is not None and result.centres else ""
        decided = centre in self._decided or self.bridge.session.get_setting(APART.format(centre=centre)) is not None
        self.detail.show_result(result, decidable=self.merged and not decided)

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
        new = tuple(path for path in paths if path not in self.sources)
        if not new or self.work.running or self._why_not() is not None:
            return
        self.sources = new if self.merged else (*self.sources, *new)
        self.merged = False
        self._run("planning", partial(self._merge_work, dry_run=True), self._planned)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.work.running and self._why_not() is None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(dropped_paths(event.mimeData()))
        event.acceptProposedAction()

    # Working

    def _merge_work(self, task: Task, *, dry_run: bool) -> object:
        """On the runner's thread."""
        from mrcworkbench.services.merging import merge_into_session

        return merge_into_session(self.bridge.session, self._asked, author=self._author, progress=task, dry_run=dry_run)

    def _run(self, doing: str, work: object, done: object) -> None:
        self._asked, self._author = self.sources, self.author.text().strip()
        self.wrong.say("")
        self.told.say("")
        self.progress.start(self.texts.text(f"merge_page.{doing}"), self.texts.text("merge_page.copies"))
        self.work.start(work, done, self._failed, self._stopped)  # type: ignore[arg-type]
        if self.work.running:
            self._arrange()
            self.progress.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _planned(self, report: MergeReport) -> None:
        if not report.files:
            self.sources = ()
            self.start_over()
            self._say_wrong(None, self.texts.text("merge_page.none_found"))
            return
        self._show_report(report)

    def merge(self) -> None:
        """Does what the plan says."""
        keep_author(self.bridge, self.author.text())
        self.bridge.session.set_setting(COLLECTS, "yes")
        self._run("merging", partial(self._merge_work, dry_run=False), self._done)

    def _done(self, report: MergeReport) -> None:
        self.merged = True
        self._show_report(report)
        added = len(report.files) - report.totals[Verdict.REFUSED]
        said = self.texts.plural("merge_page.done", added)
        if report.backup is not None:
            said = f"{said} {self.texts.text('merge_page.backup', name=report.backup.name)}"
        self.told.say(said)

    def _stopped(self) -> None:
        self.start_over()
        self._say_wrong(None, self.texts.text("merge_page.stopped"))

    def _failed(self, error: Exception) -> None:
        self._arrange()
        if self.report is None:
            self.sources = ()
        self._say_wrong(error)

    def _say_wrong(self, error: Exception | None, text: str = "") -> None:
        if isinstance(error, UserError):
            text = " ".join(sentences(self.texts, error)).strip()
        elif error is not None:
            text = self.texts.text("report_page.fault", detail=f"{type(error).__name__}: {error}")
        self.wrong.say(text)

    # Undoing and deciding

    def _undo_this(self) -> None:
        if self.report is not None and self.report.import_id is not None:
            self.undo_import(self.report.import_id)

    def undo_import(self, import_id: str) -> None:
        """Takes out what an import brought."""
        from mrcworkbench.services import imports

        author, session = self.author.text().strip(), self.bridge.session
        self._run("undoing", lambda _: imports.undo_import(session, import_id, author=author), self._undone)

    def _undone(self, _: object) -> None:
        self.start_over()
        self.told.say(self.texts.text("merge_page.undone"))

    def _join(self, centre: str, into: str, reason: str) -> None:
        from mrcworkbench.services import resolving

        author, session = self.author.text().strip(), self.bridge.session

        def done(_: object) -> None:
            self._decide(centre, "joined")

        self._run("joining", lambda _: resolving.join(session, centre, into, reason=reason, author=author), done)

    def _leave_apart(self, centre: str, reason: str) -> None:
        self.bridge.session.set_setting(APART.format(centre=centre), reason)
        self._decide(centre, "left_apart")

    def _decide(self, centre: str, what: str) -> None:
        self._decided.add(centre)
        self._arrange()
        self._show_detail(self.detail.result)
        self.told.say(self.texts.text(f"merge_page.{what}"))
