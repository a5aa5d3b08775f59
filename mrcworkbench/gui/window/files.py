"""What the File menu does: open, start a centre, try the samples, go to another assessment, save a copy."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mrcworkbench import paths, systems
from mrcworkbench.content.directions import without_marks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.outside.destinations import is_there, open_path
from mrcworkbench.gui.outside.file_names import shown_name
from mrcworkbench.gui.page.page_list import collects
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import Runner, Task

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.session.writer import Writer

SAMPLE_NAME = f"sample{paths.DATABASE_SUFFIX}"


class Asking:
    """Asks for files; tests give answers instead."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        self._texts, self._parent = texts, parent

    def open(self, folder: Path) -> Path | None:
        """The database to open, or None."""
        from PySide6.QtWidgets import QFileDialog

        filters = f"{self._texts.text('common.database_files')};;{self._texts.text('common.all_files')}"
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, self._texts.text("window.open_title"), str(folder), filters
        )
        return Path(chosen) if chosen else None

    def save(self, title: str, suggested: Path) -> Path | None:
        """Where to write a database, with its ending; an existing file is named only after it was asked about."""
        from mrcworkbench.gui.outside.save_dialog import SaveDialog

        return SaveDialog(self._texts)(self._parent, title, suggested, self._texts.text("common.database_files"))

    def new(self, title: str, suggested: Path) -> Path | None:
        """Where to make a database, with its ending. Nothing is asked about an existing file: it is never replaced, as
        whoever makes the new one says."""
        from mrcworkbench.gui.outside.save_dialog import SaveDialog

        files = self._texts.text("common.database_files")
        return SaveDialog(self._texts)(self._parent, title, suggested, files, replaces=False)

    def new_folder(self, title: str, suggested: Path) -> Path | None:
        """Where to make a folder; whether it may be there already, whoever makes it says."""
        from mrcworkbench.gui.outside.save_dialog import SaveDialog

        return SaveDialog(self._texts)(self._parent, title, suggested, replaces=False)


class FileActions(QObject):
    """Opens and makes databases off the window's thread, and hands the open session over."""

    opening = Signal(str)
    """Name of the file that is being opened."""
    opened = Signal(object)
    """The `Session`, with an assessment open."""
    already_open = Signal()
    """The file that was asked for is the one that is open."""
    failed = Signal(object)
    """What went wrong; the database that was open stays open."""

    def __init__(
        self,
        bridge: Bridge,
        notifier: Notifier,
        texts: Texts,
        language: str,
        runner: Runner,
        writer: Callable[[], Writer],
        ask: Asking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._notifier, self._texts, self.language = bridge, notifier, texts, language
        self._runner, self._writer, self._ask = runner, writer, ask
        self._tasks: set[Task] = set()
        self._writers: dict[Session, Writer] = {}
        self.may_leave: Callable[[], bool] = lambda: True
        """Asked before another database takes the place of the open one."""

    # Opening

    def open(self, path: Path) -> None:
        """Opens a database."""
        self._start(path, lambda _: self._open(path))

    def choose_and_open(self) -> None:
        path = self._ask.open(self._folder())
        if path is not None:
            self.open(path)

    def make_centre(self, name: str, country: str, round_: str) -> None:
        """Makes a database for a centre: the default one, or a further one whose place is asked for."""
        path: Path | None = paths.default_database()
        if path is not None and paths.is_there(path):
            suggested = _documents() / f"{_file_name(name)}{paths.DATABASE_SUFFIX}"
            path = self._ask.new(self._texts.text("start.another_file"), suggested)
        if path is None:
            return
        target = path

        def work(_: Task) -> Session:
            from mrcworkbench.services.session import session as sessions

            sessions.create(target, name, country, round_)
            return self._open(target)

        self._start(target, work)

    def make_collection(self) -> None:
        """Makes an empty database, asking where, in which submissions are collected."""
        name = f"{self._texts.text('start.collect_file')}{paths.DATABASE_SUFFIX}"
        target = self._ask.new(self._texts.text("start.collect_title"), self._folder() / name)
        if target is None:
            return

        def work(_: Task) -> Session:
            from mrcworkbench.services.session.databases import create_empty

            create_empty(target)
            return self._open(target)

        self._start(target, work)

    def open_sample(self) -> None:
        """Opens the sample in the user's data folder, and makes it there first if need be."""
        path = paths.user_data() / SAMPLE_NAME

        def work(_: Task) -> Session:
            from mrcworkbench.services.session import session as sessions

            if not path.exists():
                if not path.parent.is_dir():
                    systems.private_folder(path.parent)
                sessions.create_sample(path)
            return self._open(path)

        self._start(path, work)

    def practise(self) -> None:
        """Makes a collection of made-up centres in a folder that is asked for, with files to merge, and opens it."""
        title, name = self._texts.text("window.practise_title"), self._texts.text("practice.collection")
        folder = self._ask.new_folder(title, _documents() / name)
        if folder is None:
            return

        def work(task: Task) -> Session:
            from mrcworkbench.services.practice.sample_collection import make_sample_collection

            return self._open(make_sample_collection(folder, self._texts, task).database)

        self._start(folder, work)

    def _open(self, path: Path) -> Session:
        """On the runner's thread: everything heavy is imported here."""
        from mrcworkbench.services.session import session as sessions
        from mrcworkbench.services.session.file_use import first_shown

        writer = self._writer()
        try:
            session = sessions.open_session(path, language=self.language, writer=writer, as_sent=True)
        except BaseException:
            _end(writer)
            raise
        try:
            first = first_shown(session)
            if first is not None:
                session.open_assessment(first.id)
                session.working_copy.score()
            elif session.assessments() and not collects(session):
                session.open_assessment(None)  # says why there is nothing to show
        except BaseException:
            session.close()
            _end(writer)
            raise
        self._writers[session] = writer
        return session

    def ended(self, session: Session) -> None:
        """A session has been closed; its thread is not needed any more."""
        writer = self._writers.pop(session, None)
        if writer is not None:
            _end(writer)

    def _start(self, path: Path, work: Callable[[Task], object]) -> None:
        if self._bridge.is_open and self._bridge.session.path.absolute() == path.absolute():
            self.already_open.emit()
            return
        if not self.may_leave():
            return
        self.opening.emit(shown_name(path))
        task = Task(work, self)
        task.done.connect(self.opened)
        task.failed.connect(self.failed)
        self._run(task)

    def _run(self, task: Task) -> None:
        self._tasks.add(task)
        task.finished.connect(lambda: self._tasks.discard(task))
        self._runner.start(task)

    # Saving a copy

    def save_copy(self) -> None:
        """Asks where, writes everything that is in memory there, and says that it is done."""
        if not self._bridge.is_open:
            return
        session = self._bridge.session
        name = without_marks(self._texts.text("window.copy_name", name=session.path.stem))
        suggested = session.path.with_name(f"{name}{paths.DATABASE_SUFFIX}")
        path = self._ask.save(self._texts.text("window.save_copy_title"), suggested)
        if path is not None:
            self._copy_to(path, partial(self._copied, path))

    def work_on_copy(self) -> None:
        """Asks where, writes the copy, and opens it in the place of a file that can only be read."""
        if not self._bridge.is_open:
            return
        here = self._bridge.session.path
        folder = _documents()
        suggested = folder / f"{here.stem}{paths.DATABASE_SUFFIX}"
        if paths.is_there(suggested):
            name = without_marks(self._texts.text("window.copy_name", name=here.stem))
            suggested = folder / f"{name}{paths.DATABASE_SUFFIX}"
        path = self._ask.save(self._texts.text("window.work_on_copy_title"), suggested)
        if path is not None:
            self._copy_to(path, partial(self.open, path))

    def _copy_to(self, path: Path, then: Callable[[], None]) -> None:
        session = self._bridge.session
        replaces = os.path.lexists(path)  # which was asked about; what appears there later is left alone
        task = Task(lambda _: session.save_copy(path, overwrite=replaces), self)
        task.done.connect(lambda _: then())
        task.failed.connect(self._notifier.failure)
        self._run(task)

    def _copied(self, path: Path) -> None:
        shown = QDir.toNativeSeparators(str(path))
        self._notifier.info(self._texts.text("window.copy_done"), self._texts.text("window.copy_done_text", path=shown))

    def show_in_folder(self) -> None:
        """Shows where the open file lies; where the system has nothing to show folders with, its place is copied."""
        path = self._bridge.session.path
        if open_path(path.parent):
            return
        QGuiApplication.clipboard().setText(QDir.toNativeSeparators(str(path)))
        shown = self._texts.text("window.file_path_copied_text", path=QDir.toNativeSeparators(str(path)))
        self._notifier.warn(self._texts.text("window.file_path_copied"), shown)

    def recent(self, kept: Sequence[str]) -> list[tuple[str, Callable[[], object]]]:
        """The files opened lately that are still there, but for the one that is open: what to show, and what opens
        it."""
        here = self._bridge.session.path.absolute() if self._bridge.is_open else None
        others = [path for path in map(Path, kept) if path != here and is_there(path)]
        return [(QDir.toNativeSeparators(str(path)), partial(self.open, path)) for path in others]

    def _folder(self) -> Path:
        if self._bridge.is_open:
            return self._bridge.session.path.parent
        return _documents()


def _documents() -> Path:
    """Where a database of the user may lie; the home folder until the folder for it is made."""
    documents = paths.documents()
    return documents if paths.is_there(documents) else paths.home()


def _end(writer: Writer) -> None:
    """Ends the writer's thread, if it has one."""
    close = getattr(writer, "close", None)
    if close is not None:
        close()


def _file_name(centre: str) -> str:
    """A file name for a centre: letters and digits, so that it can be mailed anywhere."""
    kept = "".join(ch if ch.isalnum() else "-" for ch in centre)
    return "-".join(part for part in kept.split("-") if part)[:60] or "centre"
