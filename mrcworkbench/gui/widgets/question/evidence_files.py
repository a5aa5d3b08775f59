"""Files that show what an answer says: a list with sizes, each opened as a copy and only after a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import ElidedLabel, label
from mrcworkbench.gui.widgets.editors.base import Kit

MOST_MEGABYTES = 10
_SHEETS = (".xls", ".xlsx", ".ods", ".csv")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One attached file. `name` is None for one that the database no longer holds; `size` is in bytes."""

    sha256: str
    name: str | None
    size: int


def dropped_files(mime: QMimeData) -> tuple[Path, ...]:
    """The local files of something dragged here."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


class EvidenceFiles(QWidget):
    """`show_files(files)`; `say(text)` shows why a file was not taken or not opened."""

    asked = Signal(object)
    """Paths to attach; an empty tuple asks for the file dialog."""
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._shown: tuple[FileLine, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        self._waiting = MessageBox(kit.theme, "neutral", "paperclip")
        self._message = MessageBox(kit.theme, "danger", "triangle-alert")
        column.addWidget(self._waiting)
        column.addWidget(self._message)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.add = Button(kit.theme, kit.texts.text("questions.file_add"), icon="paperclip", size=16)
        self.add.clicked.connect(lambda: self.asked.emit(()))
        row.addWidget(self.add)
        hint = kit.texts.text("questions.file_hint", most=MOST_MEGABYTES)
        row.addWidget(label(hint, "secondary", "muted", wrap=True), 1)
        column.addLayout(row)

    def show_files(self, files: Sequence[FileLine]) -> None:
        if tuple(files) == self._shown:
            return
        self._shown = tuple(files)
        at = self._focused_line()
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            self._lines.addWidget(self._line(file))
        if at is not None:
            self._focus_line(at)

    def _focused_line(self) -> int | None:
        """The line in which the focus is, counted from 0."""
        here = QApplication.focusWidget()
        for place in range(self._lines.count()):
            item = self._lines.itemAt(place)
            box = item.widget() if item is not None else None
            if here is not None and box is not None and box.isAncestorOf(here):
                return place
        return None

    def _focus_line(self, place: int) -> None:
        """The line has gone: go on at the one that has taken its place, or at the last; without any, at the button
        that adds one."""
        item = self._lines.itemAt(min(place, self._lines.count() - 1))
        box = item.widget() if item is not None else None
        beside: QWidget | None = box.findChild(Button, "remove") if box is not None else self.add
        if beside is not None:
            beside.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str) -> None:
        """Shows what went wrong with a file; "" hides it."""
        self._message.say(text)

    def wait(self, text: str) -> None:
        """Shows what is being or has been done with files, until it is called with ""."""
        self._waiting.say(text)
        if text:
            self._message.say("")

    def set_locked(self, locked: bool) -> None:
        self.add.setEnabled(not locked)
        for button in self.findChildren(Button, "remove"):
            button.setEnabled(not locked)

    def _line(self, file: FileLine) -> QWidget:
        texts, theme = self._kit.texts, self._kit.theme
        box = Card("inset", padding=0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(12)
        name = file.name if file.name is not None else texts.text("questions.file_lost")
        sheet = name.casefold().endswith(_SHEETS)
        row.addWidget(IconLabel(theme, "file-spreadsheet" if sheet else "file-text", "muted", 18))
        row.addWidget(ElidedLabel(name, weight="medium"), 1)
        if file.name is not None:
            row.addWidget(label(self._size(file.size), "secondary", "muted"))
            show = Button(theme, texts.text("questions.file_open", name=name), "icon", "eye", ink="muted", size=16)
            show.clicked.connect(lambda: self.opened.emit(file.sha256))
            row.addWidget(show)
        remove = Button(theme, texts.text("questions.file_remove", name=name), "icon", "x", ink="muted", size=16)
        remove.setObjectName("remove")
        remove.clicked.connect(lambda: self.removed.emit(file.sha256))
        row.addWidget(remove)
        box.body.addLayout(row)
        return box

    def _size(self, size: int) -> str:
        if size < 1024 * 1024:
            return self._kit.texts.text("questions.file_kilobytes", n=max(1, round(size / 1024)))
        return self._kit.texts.text("questions.file_megabytes", n=f"{size / 1024 / 1024:.1f}")
