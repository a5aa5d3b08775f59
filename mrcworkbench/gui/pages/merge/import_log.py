"""What can be done with an import of the log: its files be looked at, and all of it be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.log import file_note, import_line
from mrcworkbench.gui.pages.merge.shown import MergeShown
from mrcworkbench.gui.pages.merge.view import MergeView
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets.basics import dialogs
from mrcworkbench.services.merging import imports
from mrcworkbench.services.merging.imports import results_of_import
from mrcworkbench.services.merging.merge import MergeReport

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import FileResult
    from mrcworkbench.storage.imports.log import ImportInfo

Confirm = Callable[[str, str, tuple[str, str]], bool]
"""Asks a title and a text, with the words to leave it and to do it."""


class ImportLog(QObject):
    """ImportLog(context, work, view, page): `confirm` is replaced in tests."""

    def __init__(self, context: PageContext, work: FileWork, view: MergeView, page: QObject, confirm: Confirm | None):
        super().__init__(page)
        self._bridge, self._texts, self._runner = context.bridge, context.texts, context.runner
        self._work, self._view = work, view
        self.confirm = confirm or (lambda title, text, words: dialogs.ask(context.theme, title, text, words, view))
        self._recall: Task | None = None
        view.log.files_pressed.connect(self.recall)
        view.log.undo_pressed.connect(self.undo)
        view.act.undo.clicked.connect(self._undo_shown)

    def recall(self, one: ImportInfo, told: str = "") -> None:
        """Shows the files of an earlier import, where what was left open can still be decided, and says what was
        done. They are read off the window's thread; the file itself can be used meanwhile."""
        session, texts, import_id = self._bridge.session, self._texts, one.id

        def look(_: Task) -> object:
            files = {one.sha256: file_note(one, texts) for one in imports.imported_files(session, import_id)}
            return one, results_of_import(session, import_id), files, told

        self._recall = task = Task(look)
        task.done.connect(self._on_recalled)
        task.failed.connect(self._view.messages.say_wrong)
        self._runner.start(task)

    def _on_recalled(self, found: tuple[ImportInfo, tuple[FileResult, ...], dict[str | None, str], str]) -> None:
        if self._work.running:
            return
        one, files, notes, told = found
        self._view.messages.say_nothing()
        if told:
            self._view.messages.tell(told)
        if not told:  # else it is shown already, and the file that something was done with stays chosen
            self._view.outcome.begin()
        self._view.outcome.model.words.notes = notes
        self._view.show_found(MergeShown(MergeReport(files, one.id), merged=True, earlier=one))

    def _undo_shown(self) -> None:
        shown = self._view.shown
        if shown is not None and shown.report.import_id is not None:
            self.undo(shown.report.import_id)

    def undo(self, import_id: str) -> None:
        """Takes out what an import brought, if the person means it."""
        texts, session = self._texts, self._bridge.session
        this = next((one for one in self._view.past_imports() if one.id == import_id), None)
        if this is None or not self.confirm(
            texts.text("merge_page.undo_title"),
            texts.text("merge_page.undo_text", which=import_line(this, texts)),
            (texts.text("merge_page.undo_leave"), texts.text("merge_page.undo")),
        ):
            return
        author = self._view.act.author.require()
        if not author:
            return

        def work(_: Task) -> object:
            return imports.undo_import(session, import_id, author=author)

        self._view.begin("undoing")
        self._work.start(work, self._on_undone, self._view.fail, self._view.arrange)

    def _on_undone(self, _: object) -> None:
        self._view.start_over()
        self._view.messages.tell(self._texts.text("merge_page.undone"))
