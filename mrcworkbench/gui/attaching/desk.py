"""Attaching, showing, opening and removing the files of an answer, or of a row of a register."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from mrcworkbench.domain.questionnaire.answers import Row
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.gui.attaching import file_jobs
from mrcworkbench.gui.attaching.file_jobs import FilePlace
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.outside.openers import nothing_opens
from mrcworkbench.gui.outside.save_dialog import SaveDialog
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets.question.evidence_files import EvidenceFiles, FileLine
from mrcworkbench.gui.words.texts import apart
from mrcworkbench.services.session.attachments import ViewedCopies, safe_name, with_file


class FileDesk(QObject):
    """Between the lists of files on the cards and the session. Copies to look at go with the window, but for those that
    another program has changed: they are kept among the user's documents.

    Files are read and stored off the window's thread: ten megabytes take a second on an old disk. The answer names a
    file once it is stored, and not before.
    """

    wrong = Signal(str, str)
    """What the whole window should say: a title and a text."""

    def __init__(self, bridge: Bridge, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._texts, self._window = bridge, texts, parent
        self._copies = ViewedCopies()
        self._opened: dict[Path, FilePlace] = {}
        """Per folder of a copy where it was opened."""
        end = partial(_end, self._copies)
        parent.destroyed.connect(end)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.aboutToQuit.connect(end)
            app.applicationStateChanged.connect(self._on_state)
        self._lists: dict[FilePlace, EvidenceFiles] = {}

    def serve(self, code: str, files: EvidenceFiles, row: str | None = None) -> None:
        """Takes care of the list of one question, or of a row of it."""
        place = FilePlace(code, row)
        self._lists[place] = files
        files.opened.connect(lambda sha256: self.open(place, sha256))
        files.removed.connect(lambda sha256: self.remove(place, sha256))

    def show(self, code: str, files: EvidenceFiles, row: str | None = None) -> None:
        """Lists the files of an answer, or of a row of it."""
        answer = self._bridge.working_copy.answer(code)
        of = answer if row is None else next((one for one in answer.rows if one.id == row), Row(row))
        files.show_files([self._line(FilePlace(code, row), sha256) for sha256 in of.attachments])

    def attach(self, place: FilePlace, paths: tuple[Path, ...]) -> None:
        """Attaches files, each as a step of undo; without paths, asks for them. What cannot be taken is said."""
        chosen = paths or self._ask()
        if not chosen:
            return
        names = ", ".join(apart(path.name) for path in chosen)
        self._lists[place].wait(self._texts.text("questions.file_attaching", names=names))
        self._run(partial(file_jobs.attach, file_jobs.ToAttach(self._bridge.session, place, chosen)), self._on_kept)

    def _on_kept(self, asked: file_jobs.ToAttach) -> None:
        if not self._bridge.is_open or self._bridge.session is not asked.session:
            return
        for sha256 in asked.kept:
            before = self._bridge.working_copy.answer(asked.place.question)
            self._bridge.set_checked(asked.place.question, with_file(before, sha256, asked.place.row))
        self._say(asked.place, *asked.refused)
        if asked.telling and not asked.refused and isValid(self._lists[asked.place]):
            names = ", ".join(asked.telling)
            self._lists[asked.place].wait(self._texts.plural("inside_files.attached", len(asked.telling), names=names))

    def _say(self, place: FilePlace, *wrong: UserError | str) -> None:
        """Says below the files of a place what went wrong, or nothing; the list may have gone meanwhile."""
        files = self._lists[place]
        if isValid(files):
            files.wait("")
            said = (
                one if isinstance(one, str) else " ".join(filter(None, sentences(self._texts, one))) for one in wrong
            )
            files.say("\n".join(said))

    def _run(self, work: Callable[[Task], object], done: Callable[[Any], None]) -> None:
        task = Task(work)  # without a parent: it ends, whatever happens to the card
        task.done.connect(done)
        task.failed.connect(self._on_fault)
        self._bridge.runner.start(task)

    def _on_fault(self, error: Exception) -> None:
        for place in self._lists:
            self._say(place)
        raise error  # the window's last resort shows it

    def remove(self, place: FilePlace, sha256: str) -> None:
        """Takes a file off an answer or a row; undo brings it back."""
        self._say(place)
        session = self._bridge.session
        before = session.working_copy.answer(place.question)
        self._bridge.set_checked(place.question, session.files.without(before, sha256, place.row))

    def open(self, place: FilePlace, sha256: str) -> None:
        """Opens a copy with the system's program. What could do more than show something is saved instead."""
        known = self._bridge.session.files.known(sha256, *place)
        if known is None:
            self._say(place, self._texts.text("questions.file_lost"))
        else:
            self._say(place)
            asked = file_jobs.ToOpen(self._bridge.session, place, sha256, known.name)
            self._run(partial(file_jobs.prepare, asked, self._copies), self._on_looked)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """On coming back from another program, looks whether a copy was changed there."""
        if state is Qt.ApplicationState.ApplicationActive and self._opened:
            self.look_for_changes()

    def look_for_changes(self) -> None:
        """Keeps changed copies, and says where they are."""
        self._run(partial(file_jobs.find_changed, self._copies), self._on_changed)

    def _on_changed(self, changed: tuple[tuple[Path, Path], ...] | UserError) -> None:
        if isinstance(changed, UserError):
            self.wrong.emit(" ".join(filter(None, sentences(self._texts, changed))), "")
            return
        told: dict[FilePlace | None, list[str]] = {}
        for copy, kept in changed:
            shown = QDir.toNativeSeparators(str(kept))
            text = self._texts.text("questions.file_changed", name=copy.name, path=shown)
            told.setdefault(self._opened.get(copy.parent), []).append(text)
        if told:
            self.wrong.emit(self._texts.text("window.copies_kept"), "\n".join(chain(*told.values())))
        for place, texts in told.items():
            if place in self._lists:
                self._say(place, *texts)

    def _on_looked(self, found: file_jobs.ToOpen) -> None:
        if found.copy is not None:
            self._opened[found.copy.parent] = found.place
            # Some systems only say so where there is no program at all, or nothing.
            if nothing_opens(found.copy) or QDesktopServices.openUrl(QUrl.fromLocalFile(str(found.copy))) is False:
                self._say(found.place, self._texts.text("questions.file_nothing_opens", name=found.name))
                self._save(found)
        elif found.danger is not None:
            self._say(found.place, self._texts.text(f"questions.file_danger_{found.danger}", name=found.name))
            self._save(found)
        else:
            self._say(found.place, found.error or self._texts.text("questions.file_lost"))

    def _save(self, found: file_jobs.ToOpen) -> None:
        """Asks where."""
        title = self._texts.text("questions.file_save", name=found.name)
        suggested = found.session.path.parent / safe_name(found.name)
        chosen = SaveDialog(self._texts)(self._window, title, suggested)
        if chosen is not None:
            self._run(partial(file_jobs.save, found, chosen), self._on_saved)

    def _on_saved(self, found: file_jobs.ToOpen) -> None:
        if found.copy is None:
            self._say(found.place, found.error or self._texts.text("questions.file_lost"))
            return
        self._say(found.place)
        files, folder = self._lists[found.place], QDir.toNativeSeparators(str(found.copy.parent))
        if isValid(files):
            files.wait(self._texts.text("questions.file_saved", name=found.copy.name, folder=folder))

    def _ask(self) -> tuple[Path, ...]:
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self._texts.text("questions.file_choose"))
        return tuple(Path(one) for one in chosen)

    def _line(self, place: FilePlace, sha256: str) -> FileLine:
        known = self._bridge.session.files.known(sha256, *place)
        return FileLine(sha256, None, 0) if known is None else FileLine(sha256, known.name, known.size)


def _end(copies: ViewedCopies, _: object = None) -> None:
    """The copies go. What was changed and could not be told any more is told by the next start."""
    kept = copies.close()
    if kept:
        names = tuple(map(str, kept))
        preferences.change(lambda before: before._replace(kept_copies=(*before.kept_copies, *names)))
