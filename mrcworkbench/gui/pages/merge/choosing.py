"""Where files are dropped or chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconTile, label

ChooseFiles = Callable[[QWidget, str, str], tuple[Path, ...]]
ChooseFolder = Callable[[QWidget, str], Path | None]


def choose_files(parent: QWidget, title: str, files: str) -> tuple[Path, ...]:
    """Asks for files."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", files)
    return tuple(map(Path, chosen))


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Asks for a folder."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def dropped_paths(mime: QMimeData) -> tuple[Path, ...]:
    """Files and folders that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def why_not(bridge: Bridge) -> UserError | None:
    """Why nothing can be merged into the open database; None if it can."""
    session = bridge.session
    if session.is_studied:
        return UserError("target_is_sample", path=str(session.path))
    if bridge.session.read_only:
        return session.read_only_error()
    return None


class ChoosingCard(Card):
    """ChoosingCard(theme, texts): signals `files_pressed`, `folder_pressed`, and `dropped` with the paths."""

    files_pressed = Signal()
    folder_pressed = Signal()
    dropped = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=24, spacing=12)
        self.setAcceptDrops(True)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(2)
        self.body.addWidget(IconTile(theme, "inbox", 56), 0, middle)
        for text, role, tone in (("drop", "lead", ""), ("drop_text", "body", "muted")):
            made = label(texts.text(f"merge_page.{text}"), role, tone, wrap=True)
            made.setAlignment(middle)
            self.body.addWidget(made)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.files = Button(theme, texts.text("merge_page.files"), "primary", "files")
        self.folder = Button(theme, texts.text("merge_page.folder"), "secondary", "folder-open")
        self.files.clicked.connect(self.files_pressed)
        self.folder.clicked.connect(self.folder_pressed)
        row.addStretch(1)
        row.addWidget(self.files)
        row.addWidget(self.folder)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(3)

    def allow(self, *, may_choose: bool) -> None:
        """Whether files can be chosen at all."""
        for button in (self.files, self.folder):
            button.setEnabled(may_choose)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.files.isEnabled():  # what is no file is taken too, to be told so
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_paths(event.mimeData()))
        event.acceptProposedAction()
