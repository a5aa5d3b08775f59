"""The log of imports: who took in what, when; its files can be looked at, and all of it be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, label, line
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.storage.imports.log import ImportedFile, ImportInfo

_SHOWN = 8


def import_line(one: ImportInfo, texts: Texts) -> str:
    """When, how many files, by whom."""
    by = one.imported_by or texts.text("merge_page.nobody")
    return texts.plural("merge_page.log_line", one.files, at=local_time(one.started_at), by=by)


def import_note(one: ImportInfo, texts: Texts) -> str:
    """That it was taken out again, or stopped; "" for any other."""
    if one.undone_at is not None:
        by = one.undone_by or texts.text("merge_page.nobody")
        return texts.text("merge_page.log_undone", at=local_time(one.undone_at), by=by)
    return texts.text("merge_page.log_stopped") if one.finished_at is None else ""


def file_note(file: ImportedFile, texts: Texts) -> str:
    """That a file was taken out again, or is set aside; "" for any other."""
    if file.undone_at is not None:
        by = file.undone_by or texts.text("merge_page.nobody")
        return texts.text("merge_page.log_undone", at=local_time(file.undone_at), by=by)
    if file.is_set_aside and file.set_aside_at is not None:
        facts = {"at": local_time(file.set_aside_at), "by": file.set_aside_by, "because": file.set_aside_because}
        return texts.text("merge_page.aside_since", **facts)
    return ""


class LogCard(Card):
    """LogCard(theme, texts): `show_imports(imports)`, the latest first; `files_pressed(import)`, `undo_pressed(id)`."""

    files_pressed = Signal(object)
    undo_pressed = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=8)
        self._theme, self._texts = theme, texts
        self.body.addWidget(label(texts.text("merge_page.log"), weight="semibold", wrap=True))
        self.body.addWidget(label(texts.text("merge_page.log_text"), "caption", "muted", wrap=True))
        self._list = QWidget()
        self.body.addWidget(self._list)
        self._most = _SHOWN
        self.undo: Button | None = None
        self.more: Button | None = None
        self.files: list[Button] = []
        self.lines: list[str] = []

    def show_imports(self, imports: Sequence[ImportInfo], *, may_undo: bool) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.undo, self.more, self.files, self.lines = None, None, [], []
        for one in imports[: self._most]:
            column.addWidget(line())
            column.addWidget(self._row(one, undoable=may_undo and one.undone_at is None))
        if len(imports) > self._most:
            more = self._texts.plural("merge_page.log_more", len(imports) - self._most)
            self.more = Button(self._theme, more, "link", "chevron-down")
            self.more.clicked.connect(lambda: self._show_more(imports, may_undo=may_undo))
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.deleteLater()
        self._list = fresh
        self.setVisible(bool(imports))

    def _show_more(self, imports: Sequence[ImportInfo], *, may_undo: bool) -> None:
        first = self._most
        self._most += 5 * _SHOWN
        self.show_imports(imports, may_undo=may_undo)
        self.files[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: ImportInfo, *, undoable: bool) -> QWidget:
        texts = self._texts
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel(self._theme, "history", "muted", 16))
        words = QVBoxLayout()
        words.setSpacing(2)
        said, noted = import_line(one, texts), import_note(one, texts)
        self.lines.append(said)
        words.addWidget(label(said, "secondary", "muted" if one.undone_at else "", wrap=True))
        if noted:
            words.addWidget(label(noted, "caption", "muted" if one.undone_at else "warn", wrap=True))
        row.addLayout(words, 1)
        if undoable:
            undo = Button(self._theme, texts.text("merge_page.undo"), "link", "undo-2")
            undo.setAccessibleDescription(said)
            undo.clicked.connect(lambda: self.undo_pressed.emit(one.id))
            row.addWidget(undo)
            self.undo = self.undo or undo  # the latest
        files = Button(self._theme, texts.text("merge_page.log_files"), "link", "list")
        files.setAccessibleDescription(said)
        files.clicked.connect(lambda: self.files_pressed.emit(one))
        self.files.append(files)
        row.addWidget(files)
        return part
