"""Takes in what centres send: first the plan, then the merge; the files themselves are not changed.

Here is where files come from. What is done with them is in `merger`, `import_log` and `joining`; what is seen is in
`view`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.choosing import (
    ChooseFiles,
    ChooseFolder,
    choose_files,
    choose_folder,
    dropped_paths,
    why_not,
)
from mrcworkbench.gui.pages.merge.file_undoing import FileUndoing
from mrcworkbench.gui.pages.merge.import_log import Confirm, ImportLog
from mrcworkbench.gui.pages.merge.joining import Joining
from mrcworkbench.gui.pages.merge.merger import Merger
from mrcworkbench.gui.pages.merge.view import MergeView
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.file_work import FileWork


class MergePage(Page):
    """Shows one of four: where to choose files, the plan, what a merge did, an earlier import.

    `choose`, `choose_dir` and `confirm` are replaced in tests.
    """

    name = "merge"

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
        self._choose, self._choose_dir = choose, choose_dir
        title = self.texts.text("merge_page.title")
        self.set_title(title, self.texts.text("merge_page.lead"))
        self.set_crumbs(title)
        self.setAcceptDrops(True)
        self.view = MergeView(context)
        self.header_buttons.addWidget(self.view.more)
        self.header_buttons.addWidget(self.view.settling)
        self.body.addWidget(self.view, 1)
        panel = self.set_panel(self.view.outcome.proposals, self.texts.text("proposals.panel"), 344)
        self.view.arranged.connect(lambda: panel.offer(offered=not self.view.outcome.isHidden()))
        self.work = FileWork(context.bridge, context.runner, self)
        self.merger = Merger(context, self.work, self.view, self)
        self.imports = ImportLog(context, self.work, self.view, self, confirm)
        self.files = FileUndoing(context, self.work, self.view, self.imports)
        self.joining = Joining(context, self.work, self.view, self)
        self._connect()
        self.view.start_over()

    def _connect(self) -> None:
        view = self.view
        view.choosing.files_pressed.connect(self.choose_files)
        view.choosing.folder_pressed.connect(self.choose_folder)
        view.choosing.dropped.connect(self.take_dropped)
        view.more.clicked.connect(self.choose_files)
        view.settling.clicked.connect(lambda: self.navigate(Place("conflicts")))
        view.act.over.clicked.connect(view.start_over)
        view.outcome.totals.save.clicked.connect(self.save_list)
        view.progress.cancelled.connect(self.work.cancel)
        self.work.progressed.connect(view.progress.step)

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        if not self.work.running:
            self.view.arrange()

    def leave(self) -> None:
        self.work.cancel()
        self.view.act.author.keep_typed()

    # Where files come from

    def choose_files(self) -> None:
        texts = self.texts
        files = f"{texts.text('common.database_files')};;{texts.text('common.all_files')}"
        self.take(self._choose(self, texts.text("merge_page.choose_title"), files))

    def choose_folder(self) -> None:
        folder = self._choose_dir(self, self.texts.text("merge_page.folder_title"))
        self.take(() if folder is None else (folder,))

    def take(self, paths: Iterable[Path]) -> None:
        """Adds files and folders to those of the plan, where they can be taken in now."""
        if self._may_take():
            self.merger.add(paths)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Takes what was dropped; says so if none of it is a file or folder of this computer."""
        self.take(paths)
        if not paths and not self.work.running:
            self.view.messages.say_wrong(None, self.texts.text("merge_page.not_files"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_take():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_dropped(dropped_paths(event.mimeData()))

    def _may_take(self) -> bool:
        return not self.work.running and why_not(self.bridge) is None

    # The list to take along

    def save_list(self) -> None:
        """Saves the files that are shown, with their verdicts, as a table for other programs."""
        from mrcworkbench.gui.pages.merge.saved_list import save_list

        def choose(title: str, suggestion: Path) -> Path | None:
            return self.context.choose(self, title, suggestion, self.texts.text("merge_page.list_files"))

        save_list(self.view.outcome.model, self.bridge.session.path, choose, self.view.messages, self.texts)
