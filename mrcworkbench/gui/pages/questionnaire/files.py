"""Attaching, showing, opening and removing the files of an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.bridge import Bridge
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.widgets.evidence_files import EvidenceFiles, FileLine


class FileDesk(QObject):
    """Between the lists of files on the cards and the session. Copies to look at go with the window."""

    def __init__(self, bridge: Bridge, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._texts, self._window = bridge, texts, parent
        self._folder: QTemporaryDir | None = None
        self._known: dict[str, FileLine] = {}
        self._lists: dict[str, EvidenceFiles] = {}

    def serve(self, code: str, files: EvidenceFiles) -> None:
        """Takes care of the list of one question."""
        self._lists[code] = files
        files.opened.connect(lambda sha256: self.open(code, sha256))
        files.removed.connect(lambda sha256: self.remove(code, sha256))

    def show(self, code: str, files: EvidenceFiles) -> None:
        """Lists the files of an answer."""
        attached = self._bridge.working_copy.answer(code).attachments
        files.show_files([self._line(sha256) for sha256 in attached])

    def attach(self, code: str, paths: tuple[Path, ...]) -> None:
        """Attaches files, each as a step of undo; without paths, asks for them. What cannot be taken is said."""
        chosen = paths or self._ask()
        said = []
        for path in chosen:
            try:
                self._bridge.set_checked(code, self._bridge.session.attach(code, path))
            except UserError as error:
                said.append(" ".join(filter(None, sentences(self._texts, error))))
        if chosen:
            self._lists[code].say("\n".join(said))

    def remove(self, code: str, sha256: str) -> None:
        """Takes a file off an answer; undo brings it back."""
        self._lists[code].say("")
        self._bridge.set_checked(code, self._bridge.session.remove_attachment(code, sha256))

    def open(self, code: str, sha256: str) -> None:
        """Opens a copy with the system's program. What could run as a program is not opened."""
        from mrcworkbench.services.attachments import can_be_shown, write_attachment

        attachment = self._bridge.session.attachment(sha256)
        files = self._lists[code]
        if attachment is None:
            files.say(self._texts.text("questions.file_lost"))
        elif not can_be_shown(attachment.name):
            files.say(self._texts.text("questions.file_runs", name=attachment.name))
        else:
            files.say("")
            try:
                target = write_attachment(attachment, self._copies())
            except UserError as error:
                files.say(" ".join(filter(None, sentences(self._texts, error))))
            else:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _ask(self) -> tuple[Path, ...]:
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self._texts.text("questions.file_choose"))
        return tuple(Path(one) for one in chosen)

    def _copies(self) -> Path:
        if self._folder is None:
            self._folder = QTemporaryDir()
        return Path(self._folder.path())

    def _line(self, sha256: str) -> FileLine:
        if sha256 not in self._known:
            attachment = self._bridge.session.attachment(sha256)
            if attachment is None:
                return FileLine(sha256, None, 0)
            self._known[sha256] = FileLine(sha256, attachment.name, attachment.size)
        return self._known[sha256]
