"""What can be done with one file of an import that is shown: undone, set aside, put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.choosing import why_not
from mrcworkbench.gui.pages.merge.import_log import ImportLog
from mrcworkbench.gui.pages.merge.view import MergeView
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.services.merging import imports
from mrcworkbench.services.merging.imports import FileStanding

if TYPE_CHECKING:
    from mrcworkbench.gui.models.merge_words import Row
    from mrcworkbench.services.session.session import Session


class FileUndoing(QObject):
    """FileUndoing(context, work, view, log): how the chosen file stands is found off the window's thread."""

    def __init__(self, context: PageContext, work: FileWork, view: MergeView, log: ImportLog) -> None:
        super().__init__(log)
        self._bridge, self._texts, self._runner = context.bridge, context.texts, context.runner
        self._work, self._view, self._log = work, view, log
        self._look: Task | None = None
        self._shown: FileStanding | None = None
        self.standing = view.outcome.detail.standing
        view.outcome.table.chosen.connect(self.look)
        self.standing.undo_pressed.connect(self.undo)
        self.standing.aside_pressed.connect(self.set_aside)
        self.standing.back_pressed.connect(self.put_back)

    def look(self, row: Row | None) -> None:
        """Finds out how a file stands that an import brought; of anything else there is nothing to say."""
        self.standing.hide()
        self._shown = None
        shown, sha256 = self._view.shown, getattr(row, "sha256", None)
        if shown is None or shown.report.import_id is None or sha256 is None or self._work.running:
            return
        session, import_id = self._bridge.session, shown.report.import_id

        def find(_: Task) -> object:
            return imports.standing_of(session, import_id, sha256)

        self._look = task = Task(find)
        task.done.connect(self._on_found)
        task.failed.connect(self._view.messages.say_wrong)
        self._runner.start(task)

    def _on_found(self, found: FileStanding | None) -> None:
        chosen = getattr(self._view.outcome.detail.result, "sha256", None)
        if found is None or found.file.sha256 != chosen or self._work.running:
            return
        self._shown = found
        self.standing.show_standing(found, may_act=why_not(self._bridge) is None)

    def undo(self) -> None:
        """Takes out what the file brought, if the person means it."""
        if self._shown is None:
            return
        texts, path = self._texts, on_one_line(self._shown.file.path)
        words = (texts.text("merge_page.undo_leave"), texts.text("merge_page.undo_file_do"))
        title, text = texts.text("merge_page.undo_file_title"), texts.text("merge_page.undo_file_text", path=path)
        if self._log.confirm(title, text, words):
            self._do("undone_file", lambda session, file, by: imports.undo_import(session, file=file, author=by))

    def set_aside(self, reason: str) -> None:
        """Takes out what the file brought, and keeps it."""
        self._do("aside_done", lambda session, file, by: imports.set_aside(session, file, author=by, reason=reason))

    def put_back(self) -> None:
        """Puts in again what was set aside."""
        self._do("back_done", lambda session, file, by: imports.put_back(session, file, author=by))

    def _do(self, done: str, act: Callable[[Session, str, str], object]) -> None:
        file = None if self._shown is None else self._shown.file.sha256
        author = self._view.act.author.require() if file is not None else ""
        if file is None or not author:
            return
        session, chosen = self._bridge.session, file

        def work(_: Task) -> object:
            return act(session, chosen, author)

        self._view.begin("undoing")
        self._work.start(work, lambda _: self._on_done(done), self._view.fail, self._view.arrange)

    def _on_done(self, done: str) -> None:
        shown = self._view.shown
        this = shown and next((one for one in self._view.past_imports() if one.id == shown.report.import_id), None)
        if this:
            self._log.recall(this, self._texts.text(f"merge_page.{done}"))
